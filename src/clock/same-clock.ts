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
  const seen = new Set<number>()
  const apart = zones.filter((zone) => {
    const face = faceOf(zone)
    if (seen.has(face)) return false
    seen.add(face)
    return true
  })
  return order === 'sorted' ? apart.sort((left, right) => left - right) : apart
}

const SINCE_MS = dayNumber(2020, 1, 1) * MINUTES_PER_DAY * MS_PER_MINUTE

/** What tells two clocks apart is every change since 2020; each such history has a number, looked up once for a zone. */
const faceByZone = new Map<Zone, number>()
const faceByHistory = new Map<string, number>()

function faceOf(zone: Zone): number {
  const known = faceByZone.get(zone)
  if (known !== undefined) return known
  const history = historyOf(zone)
  const face = faceByHistory.get(history) ?? faceByHistory.size
  faceByHistory.set(history, face)
  faceByZone.set(zone, face)
  return face
}

function historyOf(zone: Zone): string {
  const parts = [String(offsetMinutes(zone, SINCE_MS))]
  for (let at = nextChange(zone, SINCE_MS); at !== Infinity; at = nextChange(zone, at)) {
    parts.push(`${at / MS_PER_MINUTE} ${offsetMinutes(zone, at)}`)
  }
  return parts.join()
}
