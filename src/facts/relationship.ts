import { type Choice, choiceCode, facts, slot } from './fact.ts'
import { setAt, smallSlot, smallValue } from './profile.ts'
import { CUSTOMER, DEALS_WON, RECOGNISED, type Row, SPOKEN_AT, TOUCHES, VOICEMAILS } from './row.ts'

/** A dialogue lapses so many days after the last conversation (001-14: "not spoken for a while"). Assumption. */
export const LAPSES_AFTER_DAYS = 90

const DAY_MS = 86_400_000
const FACT = facts[slot('lead.relationship')] as Choice
const NEVER_SPOKEN = choiceCode(FACT, 'never_spoken')
const OPEN = choiceCode(FACT, 'dialogue_open')
const LAPSED = choiceCode(FACT, 'lapsed')
const FROM = smallSlot('lead.relationship')

/**
 * How far we are with a person at an instant, as a code of `lead.relationship`: what was last said about it, unless a
 * conversation says more. A talk opens a dialogue with a stranger or a lapsed contact; it does not take back a meeting
 * or a proposal.
 */
export function relationship(row: Row, nowMs: number): number {
  const said = smallValue(row, FROM)
  const saidAt = setAt(row, FROM)
  const spokenAt = row.numbers[SPOKEN_AT]!
  const known = Number.isNaN(said) ? NEVER_SPOKEN : said
  const isOpened = spokenAt > 0 && (known === NEVER_SPOKEN || (known === LAPSED && spokenAt > saidAt))
  if (!isOpened && known !== OPEN) return known
  const openAt = isOpened ? spokenAt : Math.max(spokenAt, saidAt)
  return nowMs - openAt > LAPSES_AFTER_DAYS * DAY_MS ? LAPSED : OPEN
}

/** What a contact of the prospect pot knows of us, furthest last (001-13, 001-11). */
export const awarenessStages = [
  'unaware',
  'attempted',
  'message_left',
  'recognised',
  'in_dialogue',
  'customer'
] as const
export type Awareness = (typeof awarenessStages)[number]

/** The furthest stage that the log proves. */
export function awareness(row: Row): Awareness {
  if (row.ints[CUSTOMER] === 1 || row.ints[DEALS_WON]! > 0) return 'customer'
  if (row.numbers[SPOKEN_AT]! > 0) return 'in_dialogue'
  if (row.numbers[RECOGNISED]! % 32 === 2) return 'recognised'
  if (row.ints[VOICEMAILS]! > 0) return 'message_left'
  return row.ints[TOUCHES]! > 0 ? 'attempted' : 'unaware'
}
