import { formatInstant } from '../../clock/civil.ts'
import { fixedZone } from '../../clock/zone.ts'

/** Instants in a document that leaves the house are those of Greenwich. */
export const UTC = fixedZone(0)
export const instant = (at: number): string => formatInstant(at, UTC)
export const instantOrNull = (at: number | null): string | null => (at === null ? null : instant(at))
