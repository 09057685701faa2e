import { slot, textCode } from '../facts/fact.ts'

const ATTEMPT = slot('attempt')
const VALUE = slot('lead.dealValueCents')
const CURRENCY = slot('lead.currency')

/**
 * Priors for the order of a sheet, until the team's own evidence replaces them: published figures, none of them ours.
 */
const ANSWERED = 0.054 // AN-08: business cold calls that the person answers, average rep (Gong Labs)
const MEETING_PER_CONVERSATION = 0.0482 // CH-15 (Cognism)
const SECONDS_PER_DIAL = 47 // a dial without a message, from the same comparison of minutes
/** AT-04: success by contact number in a bank's phone campaign (UCI Bank Marketing); only its decline is used. */
const bySuccess = [0.0558, 0.0514, 0.0442, 0.0326, 0.0241, 0.0222, 0.0158, 0.0096]

/** Minor units that a minute of dialling this person may be expected to bring; null when the value is not comparable. */
export function worthPerMinute(v: Float64Array, currency: string): number | null {
  const value = v[VALUE]!
  if (value !== value || v[CURRENCY] !== textCode(currency)) return null
  return value * chancePerDial(v) * (60 / SECONDS_PER_DIAL)
}

/** Chance that a dial of this attempt ends in a meeting: orders those whose value is not known. */
export function chancePerDial(v: Float64Array): number {
  const decline = bySuccess[Math.min(bySuccess.length, v[ATTEMPT]!) - 1]! / bySuccess[0]!
  return ANSWERED * MEETING_PER_CONVERSATION * decline
}

/** The sum in words, with what it rests on. */
export function worthWords(v: Float64Array, currency: string): string {
  const nth = v[ATTEMPT] === 1 ? 'First call' : `Call ${v[ATTEMPT]}`
  const worth = worthPerMinute(v, currency)
  if (worth !== null)
    return `${nth}; worth about ${currency} ${significant(worth / 100)} a minute (published priors, no data of yours yet)`
  return v[VALUE] === v[VALUE]
    ? `${nth}; its value is in another currency than the playbook’s`
    : `${nth}; the value of the deal is not known`
}

/** Two digits are all that such an estimate bears. */
function significant(amount: number): string {
  return String(Number(amount.toPrecision(2)))
}
