import { type Assumptions } from './assumptions.ts'
import { type Person } from './person.ts'
import { type Standing } from './standing.ts'

/** Silent calls in a row weigh less by the day, as pressure does. */
const FADES_BY_HALF_IN_DAYS = 7

/**
 * How irritated they are: pressure of all touches, silent calls on top or off, times the person's own measure. Never
 * below 0, and none at all for those who like persistence.
 */
export function irritationOf(a: Assumptions, person: Person, standing: Standing): number {
  const fresh = 2 ** (-standing.daysSinceCall / FADES_BY_HALF_IN_DAYS)
  const pressed = a['irritation.perPressure'] * standing.pressure
  const unheard = a['irritation.perSilentCall'] * standing.silentCalls * fresh
  return person.irritability * Math.max(0, pressed + unheard)
}

/** They have blocked us: for good after a call too many, or until the pressure fades; a block that we noticed stays. */
export function hasBlocked(person: Person, standing: Standing): boolean {
  if (standing.looksBlocked) return true
  if (person.likesPersistence) return false
  return standing.calls >= person.blocksAtCall || standing.pressure >= person.blocksAtPressure
}

/** Chance that they opt out because of one call, among all that reached them in seven days. */
export function optOutChance(a: Assumptions, person: Person, standing: Standing): number {
  return Math.min(1, a['optOut.perTouch'] * pressed(a, person, standing))
}

export function complaintChance(a: Assumptions, person: Person, standing: Standing): number {
  return Math.min(1, a['complaint.perTouch'] * pressed(a, person, standing))
}

function pressed(a: Assumptions, person: Person, standing: Standing): number {
  return person.irritability * a['optOut.perExtraTouch'] ** Math.min(standing.touches7d, TOUCHES_AT_MOST)
}

/** A power without end would make one busy week certain doom. */
const TOUCHES_AT_MOST = 15
