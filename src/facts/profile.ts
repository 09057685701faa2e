import { type Choice, type Fact, choiceCode, facts, slot, slotOf, textCode } from './fact.ts'
import { minuteOf } from './minute.ts'
import { PROFILE_START, type Row } from './row.ts'

/**
 * Last-known values about the lead. A small value sits with its instant in one number, `instant * 32 + code`, and the
 * greater number wins: the latest value holds, and at one instant the greater code, whatever the order of arrival.
 * Wide values (money, scores, texts) take two slots: `instant * 2 + known`, and the value.
 */
export type ProfileValue = string | number | boolean | null

const UNKNOWN = 31
export const smallPaths = [
  'lead.origin',
  'lead.market',
  'lead.relationship',
  'lead.owesInformation',
  'lead.hasNews',
  'lead.listPrequalified',
  'lead.fitConfirmed',
  'lead.interest',
  'lead.askedForNumber',
  'lead.preferredChannel',
  'number.kind',
  'number.lineType',
  'reach.email',
  'reach.sms',
  'reach.linkedin',
  'reach.x',
  'reach.postal'
] as const
const CONSENT = ['consent.voice', 'consent.recordings', 'consent.sms', 'consent.email'] as const
const WIDE = ['lead.dealValueCents', 'lead.currency', 'lead.fitScore', 'lead.stage'] as const

export type SmallPath = (typeof smallPaths)[number]
export type ConsentPath = (typeof CONSENT)[number]
export type WidePath = (typeof WIDE)[number]

/** Slot in `row.numbers` of each value that a profile change may set, by its path in FACTS. */
const CONSENT_START = PROFILE_START + smallPaths.length
const WIDE_START = CONSENT_START + CONSENT.length
const HOUSEHOLD_START = WIDE_START + WIDE.length * 2

export const smallSlot = (path: SmallPath): number => PROFILE_START + smallPaths.indexOf(path)
export const consentSlot = (path: ConsentPath): number => CONSENT_START + CONSENT.indexOf(path)
export const wideSlot = (path: WidePath): number => WIDE_START + WIDE.indexOf(path) * 2

/** What is wrong with a profile change, in words; null when nothing is. */
export function profileProblem(path: string, value: ProfileValue): string | null {
  const fact = isProfilePath(path) ? facts[slot(path)]! : null
  if (fact === null) return `${path} is not set by a profile change: one of ${[...smallPaths, ...WIDE].join(', ')}`
  if (value === null) return null
  switch (fact.kind) {
    case 'choice':
      return Number.isNaN(choiceCode(fact, value as string))
        ? `must be one of ${fact.values.join(', ')}, or null`
        : null
    case 'flag':
      return typeof value === 'boolean' ? null : 'must be true, false or null'
    case 'text':
      return textProblem(path, value)
    case 'measure':
      if (!Number.isFinite(value)) return 'must be a number or null'
      if (fact.whole && !Number.isSafeInteger(value)) return 'must be a whole number'
      // No number is below a bound that is not there.
      return (value as number) < fact.min! ? `must be at least ${fact.min}` : null
    default:
      return 'is counted by the log itself'
  }
}

function textProblem(path: string, value: ProfileValue): string | null {
  if (typeof value !== 'string' || value === '') return 'must be text or null'
  if (path === 'lead.currency' && !/^[A-Z]{3}$/.test(value)) return 'must be an ISO 4217 code such as USD'
  return null
}

/** Fails on a change that the door would not have let in. */
export function checkProfile(path: string, value: ProfileValue): void {
  const problem = profileProblem(path, value)
  if (problem !== null) throw new Error(`${path}: ${problem}; check the entry where it was read`)
}

/** Set one value as of an instant; an older instant changes nothing. Precondition: `checkProfile`. */
export function setProfile(row: Row, path: string, value: ProfileValue, at: number): void {
  const small = smallPaths.indexOf(path as SmallPath)
  if (small >= 0) return setSmall(row, PROFILE_START + small, at, smallCode(facts[slotOf.get(path)!]!, value))
  const wide = WIDE.indexOf(path as WidePath)
  const number = typeof value === 'string' ? textCode(value) : Number(value)
  setWide(row, WIDE_START + wide * 2, at, value === null ? null : number)
}

/** Set a small value's slot; at one instant the greater code wins. */
export function setSmall(row: Row, at: number, instant: number, code: number): void {
  minuteOf(instant)
  row.numbers[at] = Math.max(row.numbers[at]!, instant * 32 + code)
}

function setWide(row: Row, at: number, instant: number, value: number | null): void {
  minuteOf(instant)
  const stamp = instant * 2 + (value === null ? 0 : 1)
  const before = row.numbers[at]!
  if (stamp < before || (stamp === before && (value ?? 0) <= row.numbers[at + 1]!)) return
  row.numbers[at] = stamp
  // Adding 0 turns -0 into 0: two rows that say the same must be the same bytes.
  row.numbers[at + 1] = (value ?? 0) + 0
}

/** Level of consent as of an instant, 0 = revoked; at one instant the lower level wins, so a revocation does. */
export function setConsent(row: Row, path: ConsentPath, level: number, instant: number): void {
  setSmall(row, consentSlot(path), instant, 3 - level)
}

/** Household or account of the person; null = none. */
export function setHousehold(row: Row, household: number | null, instant: number): void {
  setWide(row, HOUSEHOLD_START, instant, household)
}

/** Household or account of the person, or null. */
export function householdOf(row: Row): number | null {
  const household = wideValue(row, HOUSEHOLD_START)
  return Number.isNaN(household) ? null : household
}

/** Code in a small slot; NaN when nobody said, or somebody said that it is not known. */
export function smallValue(row: Row, at: number): number {
  const stored = row.numbers[at]!
  if (stored === 0) return NaN
  const code = lowBits(stored, 32)
  return code === UNKNOWN ? NaN : code
}

/** Instant at which a small slot was set, epoch milliseconds; 0 = never. */
export function setAt(row: Row, at: number): number {
  return Math.floor(row.numbers[at]! / 32)
}

/** Value of a pair of slots; NaN when not known. */
export function wideValue(row: Row, at: number): number {
  const stamp = row.numbers[at]!
  return lowBits(stamp, 2) === 1 ? row.numbers[at + 1]! : NaN
}

/** Level of consent, 0 = none. */
export function consentLevel(row: Row, path: ConsentPath): number {
  const stored = row.numbers[consentSlot(path)]!
  return stored === 0 ? 0 : 3 - lowBits(stored, 32)
}

export function isProfilePath(path: string): path is SmallPath | WidePath {
  return smallPaths.includes(path as SmallPath) || WIDE.includes(path as WidePath)
}

/** Remainder by a power of two: exact, and much faster than % for numbers beyond 32 bits. */
function lowBits(stored: number, size: number): number {
  return stored - Math.floor(stored / size) * size
}

function smallCode(fact: Fact, value: ProfileValue): number {
  if (value === null) return UNKNOWN
  if (typeof value === 'boolean') return value ? 1 : 0
  const code = choiceCode(fact as Choice, value as string)
  if (Number.isNaN(code)) throw new Error(`${fact.path} cannot be ${value}: check the entry where it was read`)
  return code
}
