import { expect, test } from 'vitest'
import { Happening, LogEntry, Outcome } from './log-entry.ts'
import { AT_MAX, AT_MIN } from './minute.ts'
import { call, notMade, outcome, sent, signal, touch, undone } from './story.ts'

const AT = 1_767_600_000_000
const taken = (entry: unknown) => LogEntry.safeParse(entry).success
const changed = (entry: object, ...changes: readonly object[]) =>
  changes.map((change) => taken({ ...entry, ...change }))
const inResult = (...changes: readonly object[]) =>
  changes.map((change) => taken({ ...outcome(1, AT), result: { ...outcome(1, AT).result, ...change } }))
const saying = (said: unknown) => taken({ ...sent(1, AT, 'email'), result: { kind: 'sent', said } })
const happens = (happening: unknown) => Happening.safeParse(happening).success
const all = (length: number, answer: boolean) => Array.from({ length }, () => answer)

test('a touch has an id, an instant that the log holds, a channel and who made it', () => {
  const made = touch(1, AT)
  expect(changed(made, {}, { at: AT_MIN }, { at: AT_MAX }, { by: 'other_tool' }, { channel: 'letter' })).toEqual(
    all(5, true)
  )
  expect(changed(made, { step: 1 }, { step: 1000 }, { recording: 0 }, { recording: 51 })).toEqual(all(4, true))
  expect(
    changed(made, { at: AT_MIN - 1 }, { at: AT_MAX + 1 }, { touch: 0 }, { touch: 1.5 }, { by: 'somebody' })
  ).toEqual(all(5, false))
  expect(
    changed(made, { step: 0 }, { step: 1001 }, { step: 1.5 }, { recording: -1 }, { recording: 52 }, { why: 'x' })
  ).toEqual(all(6, false))
})

test('the outcome of a call has its lengths within what a call can last', () => {
  expect(inResult({ playedMs: 0, beepMs: 0, ringSeconds: 0 }, { playedMs: 600_000 }, { beepMs: 600_000 })).toEqual(
    all(3, true)
  )
  expect(inResult({ ringSeconds: 600 }, { ringSeconds: 2.5 }, { ringSeconds: null }, { recording: 51 })).toEqual(
    all(4, true)
  )
  expect(inResult({ blockedBy: 'x'.repeat(100) }, { blockedBy: 'x'.repeat(101) })).toEqual([true, false])
  expect(inResult({ playedMs: -1 }, { playedMs: 600_001 }, { playedMs: 0.5 }, { beepMs: -1 })).toEqual(all(4, false))
  expect(inResult({ beepMs: 600_001 }, { beepMs: 0.5 }, { ringSeconds: -1 }, { ringSeconds: 601 })).toEqual(
    all(4, false)
  )
  expect(inResult({ recording: -1 }, { recording: 52 }, { endpoint: 'robot' }, { message: 'sung' }, { x: 1 })).toEqual(
    all(5, false)
  )
})

test('a call has the result of a call, another channel that of something sent, and either may not be made', () => {
  for (const entry of [outcome(1, AT), sent(1, AT, 'letter'), notMade(1, AT), notMade(1, AT, 'email')])
    expect(taken(entry)).toBe(true)
  expect(taken({ ...outcome(1, AT), channel: 'email' })).toBe(false)
  expect(taken({ ...sent(1, AT, 'email'), channel: 'call' })).toBe(false)
  const wrong = Outcome.safeParse({ ...outcome(1, AT), channel: 'email' })
  expect(wrong.error?.issues[0]?.path).toEqual(['result'])
  expect(taken({ ...notMade(1, AT), result: { kind: 'not_made', reason: 'no idea' } })).toBe(false)
  expect(taken({ ...notMade(1, AT), result: { kind: 'not_made', reason: 'guard', x: 1 } })).toBe(false)
})

test('what they said carries its date or its reason where one is needed, and nowhere else must it', () => {
  const [date, note] = [AT, 'they told me so']
  expect([
    saying({ what: 'meeting_booked', date, note: null }),
    saying({ what: 'hesitant', date: null, note: null })
  ]).toEqual([true, true])
  expect([saying({ what: 'complaint', date: null, note }), saying({ what: 'not_now', date, note: null })]).toEqual([
    true,
    true
  ])
  expect([
    saying({ what: 'meeting_booked', date: null, note }),
    saying({ what: 'complaint', date, note: null })
  ]).toEqual([false, false])
  expect([saying({ what: 'hesitant', date: 5, note }), saying({ what: 'hesitant', date, note, x: 1 })]).toEqual([
    false,
    false
  ])
  const long = 'x'.repeat(2000)
  expect([
    saying({ what: 'hesitant', date, note: long }),
    saying({ what: 'hesitant', date, note: `${long}x` })
  ]).toEqual([true, false])
  expect([saying(null), saying({ what: 'nonsense', date, note })]).toEqual([true, false])
})

test('a missing date asks when, a missing reason asks why', () => {
  const problems = (what: string) => {
    const said = { what, date: null, note: null }
    const { error } = LogEntry.safeParse({ ...sent(1, AT, 'email'), result: { kind: 'sent', said } })
    return error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
  }
  expect(problems('not_now')).toEqual(['result.said.date: is needed here: say when'])
  expect(problems('complaint')).toEqual(['result.said.note: is needed here: say why'])
})

test('003-18 a promise is an instant, and nothing beside it', () => {
  const [entry] = call(1, AT, { callAt: AT }).slice(1)
  expect(changed(entry!, {}, { promise: null }, { promise: { callAt: 5 } }, { promise: { callAt: AT, x: 1 } })).toEqual(
    [true, true, false, false]
  )
})

test('every happening is taken with what belongs to it and refused with anything else', () => {
  const good: readonly object[] = [
    { kind: 'reply', channel: 'sms' },
    { kind: 'booking', channel: 'email' },
    ...['message', 'missed_call', 'other', 'unknown'].map((cause) => ({ kind: 'callback', cause })),
    { kind: 'inbound_answered' },
    { kind: 'missed_inbound' },
    ...['email', 'sms', 'letter'].map((channel) => ({ kind: 'bounce', channel, permanent: true })),
    { kind: 'stop', stop: 'opt_out' },
    ...['voice', 'recordings', 'sms', 'email'].map((group) => ({ kind: 'consent_revoked', group })),
    { kind: 'consent_granted', group: 'sms', level: 'express', purpose: 'informational' },
    ...['implied', 'express', 'express_written'].map((level) => ({ kind: 'consent_granted', group: 'sms', level })),
    { kind: 'profile', changes: { 'lead.hasNews': true, 'lead.stage': 'x'.repeat(200), 'lead.fitScore': null } },
    { kind: 'household', household: 1 },
    { kind: 'household', household: null },
    { kind: 'asked_for_number' },
    ...['yes', 'no', 'unknown'].map((answer) => ({ kind: 'recognised', answer })),
    { kind: 'deal_won', valueCents: 0, currency: 'USD' },
    { kind: 'deal_won', valueCents: 1e13, currency: 'EUR' },
    { kind: 'deal_lost', reason: 'price' }
  ]
  for (const happening of good) {
    expect(happens(happening), JSON.stringify(happening)).toBe(true)
    expect(happens({ ...happening, colour: 'red' }), JSON.stringify(happening)).toBe(false)
  }
  const bad: readonly object[] = [
    { kind: 'reply', channel: 'pigeon' },
    { kind: 'reply' },
    { kind: 'callback', cause: 'boredom' },
    { kind: 'bounce', channel: 'x', permanent: true },
    { kind: 'bounce', channel: 'sms' },
    { kind: 'consent_granted', group: 'sms', level: 'none' },
    { kind: 'consent_revoked', group: 'sms', purpose: 'anything' },
    { kind: 'consent_granted', group: 'letter', level: 'implied' },
    { kind: 'profile', changes: { 'lead.stage': 'x'.repeat(201) } },
    { kind: 'profile', changes: { 'lead.stage': ['hot'] } },
    { kind: 'household', household: 0 },
    { kind: 'recognised', answer: 'maybe' },
    { kind: 'deal_won', valueCents: -1, currency: 'USD' },
    { kind: 'deal_won', valueCents: 0.5, currency: 'USD' },
    { kind: 'deal_won', valueCents: 1e13 + 1, currency: 'USD' },
    ...['usd', 'USDX', 'xUSD', 'US'].map((currency) => ({ kind: 'deal_won', valueCents: 1, currency })),
    { kind: 'deal_lost', reason: 'mood' }
  ]
  for (const happening of bad) expect(happens(happening), JSON.stringify(happening)).toBe(false)
})

test('a wrong change of the profile is named by its path', () => {
  const wrong = Happening.safeParse({ kind: 'profile', changes: { 'lead.hasNews': true, 'lead.market': 'b2g' } })
  expect(wrong.error?.issues.map((issue) => issue.path)).toEqual([['changes', 'lead.market']])
})

test('a signal belongs to a touch or to none, and what is taken back is named by what it is', () => {
  const heard = signal(1, AT, { kind: 'missed_inbound' })
  expect(changed(heard, {}, { touch: 4 }, { touch: 0 }, { signal: 0 }, { x: 1 })).toEqual([
    true,
    true,
    false,
    false,
    false
  ])
  expect((['touch', 'outcome', 'signal'] as const).map((target) => taken(undone(target, 1, AT)))).toEqual(all(3, true))
  expect(changed(undone('touch', 1, AT), { target: 'stop' }, { id: 0 }, { at: 5 }, { x: 1 })).toEqual(all(4, false))
})
