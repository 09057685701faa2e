import { areaCodeOf } from '../clock/place.ts'
import { wilson } from '../evidence/interval.ts'

/** How calls from a number went: all that were placed, those that anything answered, and those that a person did. */
export type Calls = { readonly calls: number; readonly answered: number; readonly people: number }

/** A number of ours that the called see, with what is known of it at an instant. */
export type CallerNumber = {
  readonly id: number
  readonly e164: string
  /** No more calls than this on one day. */
  readonly dailyCap: number
  /** It is not used before this instant; null where it does not rest. Epoch milliseconds. */
  readonly restsUntil: number | null
  readonly isRetired: boolean
  /** Calls of this day, by the clock of the installation. */
  readonly today: number
  /** Of the last seven days, and of the 28 before them: its own measure. */
  readonly week: Calls
  readonly before: Calls
  /** How many of the latest calls in a row reached a mailbox without a ring. */
  readonly unrung: number
}

/**
 * What a number is good for now. `at_risk` and `suspected_block` are what we can see of labels that others put on it: fewer
 * people answer than before, or calls fall straight into mailboxes (features V22, its self-hosted substitute).
 */
export const numberStates = ['retired', 'resting', 'suspected_block', 'full', 'at_risk', 'healthy', 'new'] as const
export type NumberState = (typeof numberStates)[number]

/** A number is full at this many calls a day where nobody says otherwise, and it is said before (features V21). */
export const DAILY_CAP = 450
export const DAILY_WARNING = 200
/** So many mailboxes in a row without a ring are no accident. */
export const UNRUNG_MAX = 5
/** A telephone that was picked up, by whoever it was, sooner than this did not ring. */
export const UNRUNG_SECONDS = 2.5
/** Fewer calls say nothing of a week, and fewer still nothing of a number. */
const WEEK_MIN = 30
const BEFORE_MIN = 100
/** At risk: even the best that the week allows is this much under what the number was used to. */
const DROP = 0.7
/** A number that is suspected rests for so long. */
export const REST_MS = 14 * 86_400_000

export function numberState(number: CallerNumber, now: number): NumberState {
  if (number.isRetired) return 'retired'
  if (number.restsUntil !== null && now < number.restsUntil) return 'resting'
  if (number.unrung >= UNRUNG_MAX) return 'suspected_block'
  if (number.today >= number.dailyCap) return 'full'
  if (number.before.calls + number.week.calls < BEFORE_MIN) return 'new'
  return hasDropped(number) ? 'at_risk' : 'healthy'
}

function hasDropped({ week, before }: CallerNumber): boolean {
  if (week.calls < WEEK_MIN || before.calls < BEFORE_MIN) return false
  const best = wilson(week.people, week.calls)!.high
  return best < (before.people / before.calls) * DROP
}

export type Chosen =
  | { readonly kind: 'chosen'; readonly number: CallerNumber; readonly because: string }
  | { readonly kind: 'none'; readonly because: string }

export type CallerWish = {
  readonly to: string
  /** The number that they were called from last; they may know it, so it is used again while it is good. */
  readonly lastId: number | null
  /** A number of the same area is taken before the others. It has to be one of ours, and we answer it. */
  readonly isLocal: boolean
}

/**
 * The number that they are to see: the one they know, else one of their area, else the one with most room left today. One
 * that is at risk is taken only where there is no better. Nothing here knows of experiments, so no arm gets another number.
 */
export function chooseNumber(numbers: readonly CallerNumber[], wish: CallerWish, now: number): Chosen {
  const usable = numbers.filter((number) => isUsable(numberState(number, now)))
  if (usable.length === 0) return { kind: 'none', because: whyNone(numbers, now) }
  const well = usable.filter((number) => numberState(number, now) !== 'at_risk')
  const pool = well.length > 0 ? well : usable
  const known = pool.find(({ id }) => id === wish.lastId)
  if (known !== undefined) return { kind: 'chosen', number: known, because: 'the number they were called from before' }
  const near = wish.isLocal ? pool.filter(({ e164 }) => isNear(e164, wish.to)) : []
  const number = leastUsed(near.length > 0 ? near : pool)
  const because = near.length > 0 ? 'a number of their area' : 'the number with most room left today'
  return { kind: 'chosen', number, because }
}

const isUsable = (state: NumberState): boolean => state === 'healthy' || state === 'new' || state === 'at_risk'

/** Most of its day left; among equals the one that was used least in the week, then the oldest of ours. */
function leastUsed(numbers: readonly CallerNumber[]): CallerNumber {
  const left = ({ today, dailyCap }: CallerNumber): number => (dailyCap - today) / dailyCap
  return numbers.toSorted((a, b) => left(b) - left(a) || a.week.calls - b.week.calls || a.id - b.id)[0]!
}

/** The same area code where there are such; else the same country by its first digits. */
function isNear(e164: string, to: string): boolean {
  if (areaCodeOf(to) !== null) return areaCodeOf(e164) !== null && e164.slice(0, 5) === to.slice(0, 5)
  return e164.slice(0, 3) === to.slice(0, 3)
}

function whyNone(numbers: readonly CallerNumber[], now: number): string {
  const states = new Set(numbers.map((number) => numberState(number, now)).filter((state) => state !== 'retired'))
  if (states.size === 0) return 'there is no number of ours to call from: aftertone numbers add +1…'
  if (states.has('full')) return 'every number has had its calls for today: add one, or go on tomorrow'
  return 'every number rests or is suspected of being blocked: add one, or let one rest and lift it by aftertone numbers lift'
}
