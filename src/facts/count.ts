import { absurd } from './absurd.ts'
import { PENDING, callCode, isMessage, isSpoken, isUnanswered } from './call-code.ts'
import { type Channel, channelCode } from './channel.ts'
import { type Stop, stops, textCode } from './fact.ts'
import { type Happening, type Outcome, type Result, type Signal } from './log-entry.ts'
import { minuteOf } from './minute.ts'
import { type Business, businessFlags } from './outcome-lists.ts'
import { type SmallPath, checkProfile, setConsent, setHousehold, setProfile, setSmall } from './profile.ts'
import { RECORDINGS_MAX } from './recording.ts'
import { addToRing, packed, slotOfEntry } from './ring.ts'
import {
  CALLS,
  CALL_AT,
  CUSTOMER,
  DEALS_LOST,
  DEALS_WON,
  DEAL_AT,
  EMAILS,
  FIRST_RESPONSE,
  HEARD,
  INBOUND_AT,
  INFO_ASKED_AT,
  MISSED,
  MIXED_CURRENCY,
  PROMISED,
  PROMISES,
  RECOGNISED,
  RESPONSE_AT,
  type Row,
  SPOKEN_AT,
  STOPS,
  TOUCHES,
  UNANSWERED,
  VOICEMAILS,
  VOICEMAIL_AT,
  WON_CENTS,
  WON_CURRENCY
} from './row.ts'

/**
 * What one entry adds to a row, apart from its place in the rings of touches. Every step is a sum, a greatest, a
 * smallest or an "or", so the order in which entries are counted leaves no trace.
 */
export function countTouch(row: Row, channel: Channel, at: number): void {
  row.ints[TOUCHES]!++
  if (channel === 'email') row.ints[EMAILS]!++
  if (channel !== 'call') return
  row.ints[CALLS]!++
  latest(row, CALL_AT, at)
}

/** Count what came of a touch; its instants are the touch's, so a late report moves nothing. */
export function countOutcome(row: Row, outcome: Outcome): void {
  const { result, channel, touchAt } = outcome
  if (result.kind === 'not_made') return
  if (result.kind === 'call') countCall(row, result, touchAt)
  const business = result.said === null ? null : result.said.what
  if (isSpoken(result.kind === 'call' ? result.endpoint : null, business)) {
    latest(row, SPOKEN_AT, touchAt)
    respond(row, channel, touchAt)
  }
  if (business !== null) countBusiness(row, business, touchAt)
  if (outcome.promise !== null) {
    row.ints[PROMISED]!++
    addToRing(row.ints, PROMISES, packed(minuteOf(outcome.promise.callAt), 0))
  }
  addStop(row, stopOf(result))
}

/** Fails on an outcome that the row cannot hold, before anything is changed. */
export function checkOutcome(outcome: Outcome): void {
  const { result, promise } = outcome
  minuteOf(outcome.touchAt)
  if (promise !== null) minuteOf(promise.callAt)
  if (result.kind !== 'call' || result.recording === null) return
  if (!(Number.isInteger(result.recording) && result.recording >= 0 && result.recording < RECORDINGS_MAX))
    throw new Error(`recording ${result.recording} does not fit: indexes go from 0 to ${RECORDINGS_MAX - 1}`)
}

/** Code with which a settled call stands in its ring. */
export function codeOf(result: Result): number {
  if (result.kind !== 'call') return PENDING
  return callCode(result.endpoint, result.message, result.said === null ? null : result.said.what, result.ringSeconds)
}

/** The hard stop in an outcome, or null. */
export function stopOf(result: Result): Stop | null {
  return result.kind === 'not_made' || result.said === null ? null : businessFlags(result.said.what).stop
}

/** Raise a hard stop; nothing but `undone` lowers it (002-08). */
export function addStop(row: Row, stop: Stop | null): void {
  if (stop === null) return
  const bit = stops.indexOf(stop)
  if (bit < 0) throw new Error(`no hard stop is called ${stop}: check the entry where it was read`)
  row.ints[STOPS]! |= 1 << bit
}

/** Count what reached us. */
export function countSignal(row: Row, signal: Signal): void {
  const { at, happening } = signal
  minuteOf(at)
  switch (happening.kind) {
    case 'reply':
    case 'booking':
      return heardBack(row, happening, at)
    case 'callback':
    case 'inbound_answered':
      latest(row, SPOKEN_AT, at)
      return inbound(row, at)
    case 'missed_inbound': {
      const entry = packed(minuteOf(at), 0)
      if (slotOfEntry(row.ints, MISSED, entry) === -1) addToRing(row.ints, MISSED, entry)
      return inbound(row, at)
    }
    case 'bounce':
      if (happening.permanent) setProfile(row, REACH_PATH[happening.channel]!, false, at)
      return
    case 'stop':
      return addStop(row, happening.stop)
    case 'consent_granted':
      if (happening.purpose === 'informational') return
      return setConsent(row, CONSENT_PATH[happening.group], levelCode(happening.level), at)
    case 'consent_revoked':
      if (happening.purpose === 'informational') return
      return setConsent(row, CONSENT_PATH[happening.group], 0, at)
    case 'profile':
      for (const path in happening.changes) checkProfile(path, happening.changes[path]!)
      for (const path in happening.changes) setProfile(row, path, happening.changes[path]!, at)
      return
    case 'household':
      return setHousehold(row, happening.household, at)
    case 'asked_for_number':
      return setProfile(row, 'lead.askedForNumber', true, at)
    case 'recognised':
      return setSmall(row, RECOGNISED, at, happening.answer === 'yes' ? 2 : happening.answer === 'no' ? 1 : 0)
    case 'deal_won':
      row.ints[DEALS_WON]!++
      latest(row, DEAL_AT, at)
      return addWon(row, happening.valueCents, textCode(happening.currency))
    case 'deal_lost':
      row.ints[DEALS_LOST]!++
      return latest(row, DEAL_AT, at)
    default:
      return absurd(happening)
  }
}

function countCall(row: Row, result: Result & { readonly kind: 'call' }, touchAt: number): void {
  const code = codeOf(result)
  if (isUnanswered(code)) row.ints[UNANSWERED]!++
  if (isMessage(code)) {
    row.ints[VOICEMAILS]!++
    latest(row, VOICEMAIL_AT, touchAt)
  }
  if (result.recording !== null) hear(row, result.recording)
}

function countBusiness(row: Row, business: Business, touchAt: number): void {
  const flags = businessFlags(business)
  if (flags.owesInformation) latest(row, INFO_ASKED_AT, touchAt)
  if (flags.customer) row.ints[CUSTOMER] = 1
  if (flags.interest !== null) setProfile(row, 'lead.interest', flags.interest, touchAt)
}

function heardBack(row: Row, happening: Happening & { readonly kind: 'reply' | 'booking' }, at: number): void {
  respond(row, happening.channel, at)
  const path = REACH_PATH[happening.channel]
  if (path !== null) setProfile(row, path, true, at)
  if (happening.kind === 'booking') setProfile(row, 'lead.interest', 'high', at)
}

function inbound(row: Row, at: number): void {
  latest(row, INBOUND_AT, at)
  respond(row, 'call', at)
}

function respond(row: Row, channel: Channel, at: number): void {
  latest(row, RESPONSE_AT, at)
  const stamp = at * 16 + channelCode(channel)
  const first = row.numbers[FIRST_RESPONSE]!
  row.numbers[FIRST_RESPONSE] = first === 0 ? stamp : Math.min(first, stamp)
}

function latest(row: Row, slot: number, at: number): void {
  row.numbers[slot] = Math.max(row.numbers[slot]!, at)
}

function hear(row: Row, recording: number): void {
  const bit = BITS[recording]!
  const above = Math.floor(row.numbers[HEARD]! / bit)
  const isHeard = above - Math.floor(above / 2) * 2 === 1
  if (!isHeard) row.numbers[HEARD]! += bit
}

function addWon(row: Row, cents: number, currency: number): void {
  const before = row.numbers[WON_CENTS]!
  if (before === MIXED_CURRENCY) return
  const isMixed = row.numbers[WON_CURRENCY] !== 0 && row.numbers[WON_CURRENCY] !== currency
  row.numbers[WON_CENTS] = isMixed ? MIXED_CURRENCY : Math.min(before + cents, Number.MAX_SAFE_INTEGER)
  row.numbers[WON_CURRENCY] = isMixed ? 0 : currency
}

function levelCode(level: 'implied' | 'express' | 'express_written'): number {
  return level === 'implied' ? 1 : level === 'express' ? 2 : 3
}

/** Powers of two up to 2 ** 51: beyond 32 bits there are no bit operators. */
const BITS = Float64Array.from({ length: RECORDINGS_MAX }, (_, i) => 2 ** i)

/** Paths stand here whole: putting them together would allocate on the hot path. */
const CONSENT_PATH = {
  voice: 'consent.voice',
  recordings: 'consent.recordings',
  sms: 'consent.sms',
  email: 'consent.email'
} as const

/** Fact that says whether a channel works; null where a reply proves nothing about an address. */
const REACH_PATH: Readonly<Record<Channel, SmallPath | null>> = {
  call: null,
  email: 'reach.email',
  sms: 'reach.sms',
  linkedin: 'reach.linkedin',
  x: 'reach.x',
  letter: 'reach.postal',
  visit: null,
  chat: null,
  in_person: null
}
