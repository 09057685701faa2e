import { expect, test } from 'vitest'
import { type Channel, channels } from './channel.ts'
import { addStop, checkOutcome, codeOf, countOutcome, countSignal, stopOf } from './count.ts'
import { PENDING, SILENT, SPOKEN } from './call-code.ts'
import { type Choice, facts, slot, stops, textCode } from './fact.ts'
import { fold } from './fold.ts'
import { type Happening, type LogEntry, type Signal } from './log-entry.ts'
import { minuteOf } from './minute.ts'
import { type Business } from './outcome-lists.ts'
import { consentLevel, consentSlot, householdOf, setAt, smallSlot, smallValue } from './profile.ts'
import { minuteIn } from './ring.ts'
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
  SPOKEN_AT,
  STOPS,
  TOUCHES,
  UNANSWERED,
  VOICEMAILS,
  VOICEMAIL_AT,
  WON_CENTS,
  WON_CURRENCY,
  emptyRow
} from './row.ts'
import { call, notMade, outcome, sent, signal, touch } from './story.ts'

const DAY = 86_400_000
const AT = 1_767_600_000_000
const ints = (log: readonly LogEntry[], ...slots: readonly number[]) => {
  const row = fold(log)
  return slots.map((at) => row.ints[at])
}
const numbers = (log: readonly LogEntry[], ...slots: readonly number[]) => {
  const row = fold(log)
  return slots.map((at) => row.numbers[at])
}
const told = (happening: Happening, at = AT) => [signal(1, at, happening)]
const interest = (log: readonly LogEntry[]) =>
  (facts[slot('lead.interest')] as Choice).values[smallValue(fold(log), smallSlot('lead.interest'))]

test('every touch counts as one, e-mails and calls also as what they are', () => {
  const log = [touch(1, AT), touch(2, AT + DAY, 'email'), touch(3, AT + 2 * DAY, 'letter')]
  expect(ints(log, TOUCHES, EMAILS, CALLS)).toEqual([3, 1, 1])
  expect(numbers(log, CALL_AT)).toEqual([AT])
})

test('a message counts with its instant, an unanswered call without; what is told late moves nothing back', () => {
  const log = [...call(1, AT + DAY, { message: 'complete' }), ...call(2, AT, { message: 'complete' }), ...call(3, AT)]
  expect(ints(log, VOICEMAILS, UNANSWERED)).toEqual([2, 3])
  expect(numbers(log, VOICEMAIL_AT)).toEqual([AT + DAY])
  const met = call(4, AT, { endpoint: 'human_right_party' })
  expect(ints(met, VOICEMAILS, UNANSWERED)).toEqual([0, 0])
  expect(numbers(met, VOICEMAIL_AT, SPOKEN_AT, RESPONSE_AT)).toEqual([0, AT, AT])
})

test('003-24 a talk is a response on its own channel, also by e-mail', () => {
  const said = (what: 'hesitant' | 'moved_on') => [touch(1, AT, 'email'), sent(1, AT, 'email', what)]
  expect(numbers(said('hesitant'), SPOKEN_AT, RESPONSE_AT, FIRST_RESPONSE)).toEqual([
    AT,
    AT,
    AT * 16 + channels.indexOf('email')
  ])
  expect(numbers(said('moved_on'), SPOKEN_AT, RESPONSE_AT, FIRST_RESPONSE)).toEqual([0, 0, 0])
})

test('003-24 the first response is the earliest, told in whatever order', () => {
  const reply = (id: number, at: number, channel: Channel) => signal(id, at, { kind: 'reply', channel })
  const first = AT * 16 + channels.indexOf('sms')
  for (const log of [
    [reply(1, AT, 'sms'), reply(2, AT + 1, 'email')],
    [reply(2, AT + 1, 'email'), reply(1, AT, 'sms')]
  ])
    expect(numbers(log, FIRST_RESPONSE, RESPONSE_AT)).toEqual([first, AT + 1])
})

test('a reply proves the address on which it came, and on a visit or by phone none', () => {
  const proven: Partial<Record<Channel, 'reach.email' | 'reach.sms' | 'reach.linkedin' | 'reach.x' | 'reach.postal'>> =
    {
      email: 'reach.email',
      sms: 'reach.sms',
      linkedin: 'reach.linkedin',
      x: 'reach.x',
      letter: 'reach.postal'
    }
  const all = Object.values(proven)
  for (const channel of channels) {
    const row = fold(told({ kind: 'reply', channel }))
    expect(
      all.filter((path) => smallValue(row, smallSlot(path)) === 1),
      channel
    ).toEqual(proven[channel] === undefined ? [] : [proven[channel]])
    // The instants of the first and the last response, and the address that it proves.
    expect(row.numbers.filter((number) => number !== 0)).toHaveLength(proven[channel] === undefined ? 2 : 3)
  }
})

test('a booking is high interest, a reply alone is none', () => {
  expect(interest(told({ kind: 'booking', channel: 'email' }))).toBe('high')
  expect(interest(told({ kind: 'reply', channel: 'email' }))).toBeUndefined()
})

test('they rang: a talk when somebody answered, a missed call when nobody did', () => {
  const spoken = [AT, AT, AT, AT * 16]
  expect(
    numbers(told({ kind: 'callback', cause: 'message' }), SPOKEN_AT, RESPONSE_AT, INBOUND_AT, FIRST_RESPONSE)
  ).toEqual(spoken)
  expect(numbers(told({ kind: 'inbound_answered' }), SPOKEN_AT, RESPONSE_AT, INBOUND_AT, FIRST_RESPONSE)).toEqual(
    spoken
  )
  expect(numbers(told({ kind: 'missed_inbound' }), SPOKEN_AT, RESPONSE_AT, INBOUND_AT)).toEqual([0, AT, AT])
  const row = fold([...told({ kind: 'missed_inbound' }), signal(2, AT, { kind: 'missed_inbound' })])
  expect([row.ints[MISSED.length], minuteIn(row.ints[MISSED.start]!)]).toEqual([1, minuteOf(AT)])
})

test('only a bounce for good closes an address, each its own', () => {
  for (const [channel, path] of [
    ['email', 'reach.email'],
    ['sms', 'reach.sms'],
    ['letter', 'reach.postal']
  ] as const) {
    const after = (permanent: boolean) =>
      smallValue(fold(told({ kind: 'bounce', channel, permanent })), smallSlot(path))
    expect([after(true), after(false)]).toEqual([0, NaN])
  }
})

test('003-21 consent has four levels, for each group of channels its own', () => {
  for (const group of ['voice', 'recordings', 'sms', 'email'] as const) {
    ;(['implied', 'express', 'express_written'] as const).forEach((level, i) => {
      const log = told({ kind: 'consent_granted', group, level })
      const row = fold(log)
      expect(consentLevel(row, `consent.${group}`)).toBe(i + 1)
      const others = (['voice', 'recordings', 'sms', 'email'] as const).filter((other) => other !== group)
      expect(others.map((other) => consentLevel(row, `consent.${other}`))).toEqual([0, 0, 0])
      const revoked = fold([...log, signal(2, AT, { kind: 'consent_revoked', group })])
      expect(consentLevel(revoked, `consent.${group}`)).toBe(0)
    })
  }
})

test('a consent to information alone opens nothing, and taking that back closes nothing', () => {
  const only = { group: 'sms', purpose: 'informational' } as const
  const asked = told({ kind: 'consent_granted', ...only, level: 'express_written' })
  expect(setAt(fold(asked), consentSlot('consent.sms'))).toBe(0)
  const granted = told({ kind: 'consent_granted', group: 'sms', level: 'express' })
  const row = fold([...granted, signal(2, AT + 1, { kind: 'consent_revoked', ...only })])
  expect(consentLevel(row, 'consent.sms')).toBe(2)
})

test('004-05 who asked for our number waits for it; recognition keeps yes, no and unknown apart', () => {
  expect(smallValue(fold(told({ kind: 'asked_for_number' })), smallSlot('lead.askedForNumber'))).toBe(1)
  for (const [answer, code] of [
    ['yes', 2],
    ['no', 1],
    ['unknown', 0]
  ] as const)
    expect(numbers(told({ kind: 'recognised', answer }), RECOGNISED)).toEqual([AT * 32 + code])
})

test('what they said in a talk leaves its traces: information owed, interest, custom', () => {
  const said = (what: Business) => call(1, AT, { endpoint: 'human_right_party', said: what })
  expect(numbers(said('send_info'), INFO_ASKED_AT)).toEqual([AT])
  expect(numbers(said('hesitant'), INFO_ASKED_AT)).toEqual([0])
  expect([interest(said('send_info')), interest(said('sale')), interest(said('hesitant'))]).toEqual([
    'slight',
    'high',
    undefined
  ])
  expect([...ints(said('already_customer'), CUSTOMER), ...ints(said('hesitant'), CUSTOMER)]).toEqual([1, 0])
  expect(setAt(fold(said('sale')), smallSlot('lead.interest'))).toBe(AT)
  expect(interest([...said('sale'), ...call(2, AT + DAY, { said: 'hesitant' })])).toBe('high')
})

test('what was not made counts nothing, what was sent is no recording', () => {
  const row = emptyRow()
  countOutcome(row, notMade(1, AT))
  expect(row.bytes).toEqual(emptyRow().bytes)
  expect(numbers([touch(1, AT, 'email'), sent(1, AT, 'email')], HEARD)).toEqual([0])
  expect(numbers(call(1, AT), HEARD)).toEqual([0])
})

test('003-18 a promise is counted and remembered by its minute', () => {
  const row = fold(call(1, AT, { callAt: AT + DAY }))
  expect([row.ints[PROMISED], row.ints[PROMISES.length]]).toEqual([1, 1])
  expect(minuteIn(row.ints[PROMISES.start]!)).toBe(minuteOf(AT + DAY))
})

test('004-16 a recording that is heard twice has its bit once, and bits of others stay', () => {
  for (const [first, second] of [
    [0, 1],
    [1, 0],
    [30, 33],
    [51, 50],
    [3, 3]
  ] as const) {
    const log = [first, second, first].flatMap((recording, i) => call(i + 1, AT + i * DAY, { recording }))
    expect(numbers(log, HEARD)).toEqual([first === second ? 2 ** first : 2 ** first + 2 ** second])
  }
})

test('deals are counted and dated; value adds up to what a number can hold and ends with a second currency', () => {
  const won = (id: number, valueCents: number, currency = 'USD') =>
    signal(id, AT + id, { kind: 'deal_won', valueCents, currency })
  const lost = signal(9, AT + 9, { kind: 'deal_lost', reason: 'price' })
  const log = [won(1, 500), won(2, 700), lost]
  expect(ints(log, DEALS_WON, DEALS_LOST)).toEqual([2, 1])
  expect(numbers(log, WON_CENTS, WON_CURRENCY, DEAL_AT)).toEqual([1200, textCode('USD'), AT + 9])
  expect(numbers([won(1, 500)], DEAL_AT)).toEqual([AT + 1])
  expect(numbers([won(1, 500), won(2, 700, 'EUR')], WON_CENTS, WON_CURRENCY)).toEqual([MIXED_CURRENCY, 0])
  const endless = [won(1, Number.MAX_SAFE_INTEGER), won(2, 700)]
  expect(numbers(endless, WON_CENTS)).toEqual([Number.MAX_SAFE_INTEGER])
  expect(numbers([won(1, 0), won(2, 0, 'EUR')], WON_CENTS)).toEqual([MIXED_CURRENCY])
  // No sum of deals may look like the mark of two currencies.
  expect(numbers([won(1, 0), won(2, 1), won(3, 5)], WON_CENTS)).toEqual([6])
  expect(numbers([won(1, 5), won(2, 5, 'EUR'), won(3, 5)], WON_CENTS, WON_CURRENCY)).toEqual([MIXED_CURRENCY, 0])
})

test('002-08 what somebody said raises its stop, what was not made or sent without a word raises none', () => {
  expect(stopOf(outcome(1, AT, { said: 'hostile' }).result)).toBe('hostility')
  expect([stopOf(notMade(1, AT).result), stopOf(sent(1, AT, 'email').result), stopOf(outcome(1, AT).result)]).toEqual([
    null,
    null,
    null
  ])
  const row = emptyRow()
  for (const stop of [...stops, ...stops]) addStop(row, stop)
  expect(row.ints[STOPS]).toBe(2 ** stops.length - 1)
  expect(() => addStop(row, 'tired' as never)).toThrow('no hard stop is called tired')
})

test('002-08 a stop that they said or that was logged, a house and a profile reach the row', () => {
  const row = emptyRow()
  countOutcome(row, outcome(1, AT, { said: 'hostile' }))
  expect(row.ints[STOPS]).toBe(1 << stops.indexOf('hostility'))
  countSignal(row, signal(1, AT, { kind: 'stop', stop: 'opt_out' }) as Signal)
  expect(row.ints[STOPS]).toBe((1 << stops.indexOf('hostility')) | (1 << stops.indexOf('opt_out')))
  countSignal(row, signal(2, AT, { kind: 'household', household: 9 }) as Signal)
  countSignal(row, signal(3, AT, { kind: 'profile', changes: { 'lead.hasNews': true } }) as Signal)
  expect([householdOf(row), smallValue(row, smallSlot('lead.hasNews'))]).toEqual([9, 1])
  expect(() => countSignal(row, signal(4, AT, { kind: 'nonsense' } as never) as Signal)).toThrow()
})

test('only the outcome of a call has a code of a call', () => {
  expect([codeOf(outcome(1, AT).result), codeOf(sent(1, AT, 'email').result)]).toEqual([SILENT, PENDING])
  expect(codeOf(outcome(1, AT, { said: 'conversation' }).result)).toBe(SPOKEN)
})

test('an outcome that the row cannot hold is refused by what is wrong with it', () => {
  for (const recording of [-1, 52, 0.5])
    expect(() => checkOutcome(outcome(1, AT, { recording }))).toThrow(
      `recording ${recording} does not fit: indexes go from 0 to 51`
    )
  for (const recording of [null, 0, 51]) expect(() => checkOutcome(outcome(1, AT, { recording }))).not.toThrow()
  expect(() => checkOutcome(outcome(1, 5))).toThrow('instant 5')
  expect(() => checkOutcome(outcome(1, AT, { callAt: 7 }))).toThrow('instant 7')
  expect(() => checkOutcome({ ...sent(1, AT, 'email'), promise: { callAt: 7 } })).toThrow('instant 7')
})

test('a signal of a wrong instant or with one wrong value among right ones changes nothing', () => {
  const row = emptyRow()
  const bad = [
    signal(1, 5, { kind: 'stop', stop: 'opt_out' }),
    signal(1, AT, { kind: 'profile', changes: { 'lead.hasNews': true, 'lead.market': 'b2g' } })
  ] as const
  for (const entry of bad) expect(() => countSignal(row, entry as Signal)).toThrow()
  expect(row.bytes).toEqual(emptyRow().bytes)
})
