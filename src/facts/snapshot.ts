import { type Choice, HEARD_SLOT, STOPS_SLOT, VECTOR_LENGTH, choiceCode, facts, slot } from './fact.ts'
import { nothingSaid } from './fact-code.ts'
import { minutesGone } from './minute.ts'
import { writePressure } from './pressure.ts'
import {
  type SmallPath,
  consentLevel,
  setAt,
  smallPaths,
  smallSlot,
  smallValue,
  wideSlot,
  wideValue
} from './profile.ts'
import { relationship } from './relationship.ts'
import {
  CALLS,
  CALL_AT,
  EMAILS,
  FIRST_RESPONSE,
  HEARD,
  INBOUND_AT,
  INFO_ASKED_AT,
  type Row,
  SPOKEN_AT,
  STOPS,
  UNANSWERED,
  VOICEMAILS,
  VOICEMAIL_AT
} from './row.ts'
import {
  callsSinceVoicemail,
  callsWithin,
  phoneTagCycles,
  silentCalls,
  straightToVoicemail,
  touchesWithin,
  unansweredVoicemails
} from './streak.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const DAY_MINUTES = 24 * 60

/** So many calls in a row straight to the mailbox suggest that they blocked us. Assumption (003-05). */
export const SUSPECTED_BLOCK_CALLS = 3
/** What one unanswered call to a business line takes off the fit score (002-26). Assumption. */
export const FIT_PER_UNANSWERED_CALL = 1

/**
 * Write the packed facts of a person as they stand while the greeting of the next call is playing, into a vector of
 * VECTOR_LENGTH. The row is the one before that call's own touch. A person without a household is one alone. What the
 * row cannot know (endpoint, step of the enrolment, dialler) is written as its default; the caller puts in its own.
 */
export function snapshot(row: Row, household: Row | null, nowMs: number, into: Float64Array): void {
  if (into.length !== VECTOR_LENGTH)
    throw new Error(`the vector has ${into.length} slots, facts take ${VECTOR_LENGTH}: make it of VECTOR_LENGTH`)
  into.set(nothingSaid)
  writeProfile(row, nowMs, into)
  writeHistory(row, nowMs, into)
  const now = minutesGone(nowMs)
  const home = household ?? row
  into[AT.householdTouches7d] = touchesWithin(home, now, 7 * DAY_MINUTES)
  into[AT.householdCalls24h] = callsWithin(home, now, DAY_MINUTES)
  into[AT.consentVoice] = consentLevel(row, 'consent.voice')
  into[AT.consentRecordings] = consentLevel(row, 'consent.recordings')
  into[AT.consentSms] = consentLevel(row, 'consent.sms')
  into[AT.consentEmail] = consentLevel(row, 'consent.email')
  into[STOPS_SLOT] = row.ints[STOPS]!
  into[HEARD_SLOT] = row.numbers[HEARD]!
}

function writeHistory(row: Row, nowMs: number, into: Float64Array): void {
  const now = minutesGone(nowMs)
  const calls = row.ints[CALLS]!
  into[AT.attempt] = calls + 1
  into[AT.step] = calls + 1
  into[AT.calls] = calls
  into[AT.voicemails] = row.ints[VOICEMAILS]!
  into[AT.unansweredVoicemails] = unansweredVoicemails(row)
  into[AT.daysSinceVoicemail] = Math.floor(since(row.numbers[VOICEMAIL_AT]!, nowMs) / DAY_MS)
  into[AT.callsSinceVoicemail] = callsSinceVoicemail(row)
  into[AT.daysSinceSpoken] = Math.floor(since(row.numbers[SPOKEN_AT]!, nowMs) / DAY_MS)
  into[AT.touches7d] = touchesWithin(row, now, 7 * DAY_MINUTES)
  into[AT.touches30d] = touchesWithin(row, now, 30 * DAY_MINUTES)
  into[AT.calls24h] = callsWithin(row, now, DAY_MINUTES)
  into[AT.hoursSinceCall] = since(row.numbers[CALL_AT]!, nowMs) / HOUR_MS
  into[AT.silentCalls] = silentCalls(row)
  into[AT.emails] = row.ints[EMAILS]!
  into[AT.phoneTagCycles] = phoneTagCycles(row)
  writePressure(row, now, into, AT.pressure)
}

function writeProfile(row: Row, nowMs: number, into: Float64Array): void {
  for (let i = 0; i < SMALL_FROM.length; i++) {
    const value = smallValue(row, SMALL_FROM[i]!)
    // NaN alone differs from itself: nobody said, so the default that is already there stays.
    if (value === value) into[SMALL_TO[i]!] = value
  }
  const stands = relationship(row, nowMs)
  into[AT.relationship] = stands
  into[AT.everSpoken] = stands === NEVER_SPOKEN ? 0 : 1
  if (row.numbers[INFO_ASKED_AT]! > setAt(row, OWES_FROM)) into[AT.owesInformation] = 1
  // A callback shows interest (000-08), unless somebody judged it since.
  if (row.numbers[INBOUND_AT]! > setAt(row, INTEREST_FROM)) into[AT.interest] = Math.max(into[AT.interest]!, SLIGHT)
  const first = row.numbers[FIRST_RESPONSE]!
  if (first !== 0 && Number.isNaN(into[AT.preferredChannel]!))
    into[AT.preferredChannel] = first - Math.floor(first / 16) * 16
  into[AT.dealValueCents] = wideValue(row, DEAL_FROM)
  into[AT.stage] = wideValue(row, STAGE_FROM)
  const currency = wideValue(row, CURRENCY_FROM)
  if (currency === currency) into[AT.currency] = currency
  const penalty = into[AT.numberKind] === BUSINESS ? row.ints[UNANSWERED]! * FIT_PER_UNANSWERED_CALL : 0
  into[AT.fitScore] = wideValue(row, FIT_FROM) - penalty
  into[AT.suspectedBlock] = straightToVoicemail(row) >= SUSPECTED_BLOCK_CALLS ? 1 : 0
}

/** Milliseconds since an instant, never below 0; endless when it never was. */
function since(at: number, nowMs: number): number {
  return at === 0 ? Infinity : Math.max(0, nowMs - at)
}

const AT = {
  attempt: slot('attempt'),
  step: slot('step'),
  relationship: slot('lead.relationship'),
  owesInformation: slot('lead.owesInformation'),
  dealValueCents: slot('lead.dealValueCents'),
  currency: slot('lead.currency'),
  fitScore: slot('lead.fitScore'),
  interest: slot('lead.interest'),
  preferredChannel: slot('lead.preferredChannel'),
  stage: slot('lead.stage'),
  numberKind: slot('number.kind'),
  suspectedBlock: slot('number.suspectedBlock'),
  calls: slot('history.calls'),
  voicemails: slot('history.voicemails'),
  unansweredVoicemails: slot('history.unansweredVoicemails'),
  daysSinceVoicemail: slot('history.daysSinceVoicemail'),
  callsSinceVoicemail: slot('history.callsSinceVoicemail'),
  daysSinceSpoken: slot('history.daysSinceSpoken'),
  touches7d: slot('history.touches7d'),
  touches30d: slot('history.touches30d'),
  calls24h: slot('history.calls24h'),
  hoursSinceCall: slot('history.hoursSinceCall'),
  everSpoken: slot('history.everSpoken'),
  silentCalls: slot('history.silentCalls'),
  emails: slot('history.emails'),
  phoneTagCycles: slot('history.phoneTagCycles'),
  pressure: slot('history.pressure'),
  householdTouches7d: slot('household.touches7d'),
  householdCalls24h: slot('household.calls24h'),
  consentVoice: slot('consent.voice'),
  consentRecordings: slot('consent.recordings'),
  consentSms: slot('consent.sms'),
  consentEmail: slot('consent.email')
} as const

const SMALL_FROM = Int32Array.from(smallPaths, (path: SmallPath) => smallSlot(path))
const SMALL_TO = Int32Array.from(smallPaths, (path: SmallPath) => slot(path))
const OWES_FROM = smallSlot('lead.owesInformation')
const INTEREST_FROM = smallSlot('lead.interest')
const DEAL_FROM = wideSlot('lead.dealValueCents')
const STAGE_FROM = wideSlot('lead.stage')
const CURRENCY_FROM = wideSlot('lead.currency')
const FIT_FROM = wideSlot('lead.fitScore')
const NEVER_SPOKEN = codeOf('lead.relationship', 'never_spoken')
const SLIGHT = codeOf('lead.interest', 'slight')
const BUSINESS = codeOf('number.kind', 'business')

function codeOf(path: string, value: string): number {
  return choiceCode(facts[slot(path)] as Choice, value)
}
