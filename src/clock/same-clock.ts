import { dayNumber, MINUTES_PER_DAY, MS_PER_MINUTE } from './calendar.ts'
import { nextChange, offsetMinutes } from './zone.ts'
import type { Zone } from './zone.ts'

/**
 * The zones without those that show the same clock as an earlier one of the list, sorted by number unless they are
 * wanted as listed.
 *
 * Two zones show the same clock when they have not differed since the beginning of 2020: Detroit and New York do, Boise
 * and Denver do. A window over the six clocks of a country costs a fifth of one over its twenty-nine zones.
 */
export function clocksApart(zones: readonly Zone[], order: 'sorted' | 'as listed' = 'sorted'): readonly Zone[] {
  const seen = new Set<string>()
  const apart = zones.filter((zone) => {
    const face = faceOf(zone)
    if (seen.has(face)) return false
    seen.add(face)
    return true
  })
  return order === 'sorted' ? apart.sort((left, right) => left - right) : apart
}

const SINCE_MS = dayNumber(2020, 1, 1) * MINUTES_PER_DAY * MS_PER_MINUTE

/** What tells two clocks apart: every change since 2020, written out once for each zone. */
const faces = new Map<Zone, string>()

function faceOf(zone: Zone): string {
  const known = faces.get(zone)
  if (known !== undefined) return known
  const parts = [String(offsetMinutes(zone, SINCE_MS))]
  for (let at = nextChange(zone, SINCE_MS); at !== Infinity; at = nextChange(zone, at)) {
    parts.push(`${at / MS_PER_MINUTE} ${offsetMinutes(zone, at)}`)
  }
  const face = parts.join()
  faces.set(zone, face)
  return face
}
