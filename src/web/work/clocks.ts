import { formatInstant, parseInstant } from '../../clock/civil.ts'
import { type Zone, fixedZone, offsetMinutes, zoneNamed } from '../../clock/zone.ts'
import type { Settings, TwoClocks } from './messages.ts'

/** The instant that the settings name, or the present one; epoch milliseconds. */
export function instantOf(settings: Settings): number {
  const text = settings.now
  if (text === null) return Date.now()
  if (/^\d{9,16}$/.test(text)) return Number(text)
  return parseInstant(text)?.epochMs ?? Date.now()
}

/** The clock of the reader; UTC where the browser's zone is not in the tables. */
export function ownZone(settings: Settings): Zone {
  return (settings.zone === null ? null : zoneNamed(settings.zone)) ?? fixedZone(0)
}

export function ownOffsetMinutes(settings: Settings, now: number): number {
  return offsetMinutes(ownZone(settings), now)
}

/** A time on their wall, RFC 3339, together with the reader's. */
export function onTwoClocks(theirs: string, own: Zone): TwoClocks {
  return { theirs, yours: formatInstant(epochOf(theirs), own) }
}

export function epochOf(rfc3339: string): number {
  const parsed = parseInstant(rfc3339)
  if (!parsed) throw new Error(`A time of the sheet is not RFC 3339: ${rfc3339}`)
  return parsed.epochMs
}
