import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { channels } from './channel.ts'
import { type Choice, HEARD_SLOT, STOPS_SLOT, VECTOR_LENGTH, facts, slot, stops, textCode } from './fact.ts'
import { packFacts } from './facts.ts'
import { fold } from './fold.ts'
import { type Happening, type LogEntry } from './log-entry.ts'
import { businesses, endpoints, messages } from './outcome-lists.ts'
import { type Row, emptyRow } from './row.ts'
import { snapshot } from './snapshot.ts'
import { call, outcome, sent, signal, touch } from './story.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const NOW = 1_767_600_000_000
const ago = (ms: number) => NOW - ms

function vectorOf(row: Row, household: Row | null = null, now = NOW): Float64Array {
  const into = new Float64Array(VECTOR_LENGTH)
  snapshot(row, household, now, into)
  return into
}
/** One fact of a log, in words where it is a choice. */
function factOf(path: string, log: readonly LogEntry[], now = NOW): number | string {
  const code = vectorOf(fold(log), null, now)[slot(path)]!
  const fact = facts[slot(path)]!
  return fact.kind === 'choice' ? ((fact as Choice).values[code] ?? 'unknown') : code
}
const calls = (count: number, everyMs: number, story = {}, firstId = 1) =>
  Array.from({ length: count }, (_, i) => call(firstId + i, ago((count - i) * everyMs), story)).flat()
const told = (id: number, at: number, happening: Happening) => [signal(id, at, happening)]

test('of a stranger the vector says what an empty FACTS document says', () => {
  const empty = packFacts({}, { now: NOW, offsetMinutes: 0, country: null })
  expect(vectorOf(emptyRow())).toEqual(empty.vector)
})

test('a vector of another length is refused', () => {
  expect(() => snapshot(emptyRow(), null, NOW, new Float64Array(3))).toThrow(/VECTOR_LENGTH/)
})

test('every slot is written again, whatever stood in the vector', () => {
  const row = fold(calls(3, DAY, { message: 'complete', recording: 2 }))
  const dirty = new Float64Array(VECTOR_LENGTH).fill(12345)
  snapshot(row, null, NOW, dirty)
  expect(dirty).toEqual(vectorOf(row))
})

describe('touches and pressure', () => {
  test('000-21 touches of all channels are counted together, chat included', () => {
    const log = channels.map((channel, i) => touch(i + 1, ago(i * HOUR + HOUR), channel))
    expect(factOf('history.touches7d', log)).toBe(channels.length)
  })
  test('000-26 a silent missed call is a touch and adds pressure', () => {
    const log = call(1, ago(0), { endpoint: 'no_answer' })
    expect(factOf('history.touches7d', log)).toBe(1)
    expect(factOf('history.pressure', log)).toBe(1)
  })
  test('a call that never reached their phone is an attempt, but no touch and no pressure', () => {
    const log = call(1, ago(HOUR), { endpoint: 'congestion' })
    expect([factOf('history.touches7d', log), factOf('history.pressure', log), factOf('history.calls', log)]).toEqual([
      0, 0, 1
    ])
  })
  test('000-22 pressure halves in seven days', () => {
    expect(factOf('history.pressure', call(1, ago(7 * DAY)))).toBeCloseTo(0.5, 12)
  })
  test('000-27 a message presses more than a silent call', () => {
    const silent = factOf('history.pressure', call(1, ago(DAY)))
    expect(factOf('history.pressure', call(1, ago(DAY), { message: 'complete' }))).toBeGreaterThan(silent as number)
  })
  test('a touch leaves the week exactly seven days later, and the month after thirty days', () => {
    const log = [
      touch(1, ago(7 * DAY), 'email'),
      touch(2, ago(7 * DAY - MINUTE), 'email'),
      touch(3, ago(30 * DAY), 'letter')
    ]
    expect([factOf('history.touches7d', log), factOf('history.touches30d', log)]).toEqual([1, 2])
  })
  test('a call counts for 24 hours, never a moment less', () => {
    const counted = (ms: number) => factOf('history.calls24h', call(1, ago(ms)))
    expect([counted(DAY - 1), counted(DAY - 30_000), counted(DAY), counted(DAY + MINUTE)]).toEqual([1, 1, 0, 0])
  })
  test('000-25 the household counts what all its members got', () => {
    const mother = call(1, ago(2 * HOUR))
    const father = [...call(2, ago(HOUR)), touch(3, ago(HOUR), 'letter')]
    const vector = vectorOf(fold(mother), fold([...mother, ...father]))
    expect([vector[slot('household.touches7d')], vector[slot('household.calls24h')]]).toEqual([3, 2])
    expect(vector[slot('history.touches7d')]).toBe(1)
  })
  test('a person without a household is a household of one', () => {
    expect(factOf('household.calls24h', call(1, ago(HOUR)))).toBe(1)
  })
})

describe('messages', () => {
  test('001-03 twenty-two unanswered messages are a streak of twenty-two', () => {
    expect(factOf('history.unansweredVoicemails', calls(22, DAY, { message: 'complete' }))).toBe(22)
  })
  test('001-03 any response ends the streak', () => {
    const log = [
      ...calls(5, DAY, { message: 'complete' }),
      ...told(90, ago(2.5 * DAY), { kind: 'reply', channel: 'sms' })
    ]
    expect(factOf('history.unansweredVoicemails', log)).toBe(2)
    expect(factOf('history.voicemails', log)).toBe(5)
  })
  test('001-17 calls since the last message are counted, all of them when none was left', () => {
    const log = [...call(1, ago(5 * DAY), { message: 'complete' }), ...calls(3, DAY, {}, 2)]
    expect(factOf('history.callsSinceVoicemail', log)).toBe(3)
    expect(factOf('history.callsSinceVoicemail', calls(4, DAY))).toBe(4)
  })
  test('001-14 days since the last message are whole days gone by', () => {
    const days = (ms: number) => factOf('history.daysSinceVoicemail', call(1, ago(ms), { message: 'complete' }))
    expect([days(7 * DAY - 1), days(7 * DAY)]).toEqual([6, 7])
    expect(factOf('history.daysSinceVoicemail', call(1, ago(DAY)))).toBe(Infinity)
  })
  test('003-03 silent calls are counted in a row', () => {
    expect(
      factOf('history.silentCalls', [...call(1, ago(9 * DAY), { message: 'complete' }), ...calls(3, DAY, {}, 2)])
    ).toBe(3)
    expect(factOf('history.silentCalls', [...calls(3, DAY), ...call(9, ago(HOUR), { message: 'complete' })])).toBe(0)
  })
  test('their response ends the row of silent calls', () => {
    const log = [...calls(4, DAY), ...told(90, ago(1.5 * DAY), { kind: 'reply', channel: 'email' })]
    expect(factOf('history.silentCalls', log)).toBe(1)
  })
  test('a call whose outcome is not known yet counts as silent', () => {
    expect(factOf('history.silentCalls', [touch(1, ago(HOUR))])).toBe(1)
  })
  test('001-01 a mailbox after being put through holds a message like any other', () => {
    expect(
      factOf('history.voicemails', call(1, ago(DAY), { endpoint: 'machine_put_through', message: 'complete' }))
    ).toBe(1)
  })
  test('a message told to a colleague is no voicemail', () => {
    expect(
      factOf('history.voicemails', call(1, ago(DAY), { endpoint: 'gatekeeper', message: 'left_with_person' }))
    ).toBe(0)
  })
  test('004-16 recordings heard are bits', () => {
    expect(vectorOf(fold(calls(2, DAY, { message: 'complete', recording: 5 })))[HEARD_SLOT]).toBe(32)
  })
})

describe('what they do', () => {
  test('000-20 their missed call followed by ours unanswered is one cycle of phone tag', () => {
    const tag = (id: number, at: number) => [signal(100 + id, at, { kind: 'missed_inbound' }), ...call(id, at + HOUR)]
    const twice = [...tag(1, ago(3 * DAY)), ...tag(2, ago(2 * DAY))]
    expect(factOf('history.phoneTagCycles', twice)).toBe(2)
    expect(factOf('history.phoneTagCycles', [...twice, ...call(3, ago(DAY))])).toBe(2)
    const talked = call(3, ago(DAY), { endpoint: 'human_right_party', said: 'conversation' })
    expect(factOf('history.phoneTagCycles', [...twice, ...talked])).toBe(0)
  })
  test('000-20 our call before theirs is no phone tag', () => {
    const log = [...call(1, ago(2 * DAY)), ...told(2, ago(DAY), { kind: 'missed_inbound' })]
    expect(factOf('history.phoneTagCycles', log)).toBe(0)
  })
  test('003-05 straight to voicemail three times in a row makes a block suspected', () => {
    const straight = { ringSeconds: 1 }
    expect(factOf('number.suspectedBlock', calls(2, DAY, straight))).toBe(0)
    expect(factOf('number.suspectedBlock', calls(3, DAY, straight))).toBe(1)
    expect(factOf('number.suspectedBlock', [...calls(3, DAY, straight), ...call(9, ago(HOUR))])).toBe(0)
    const busy = call(9, ago(HOUR), { endpoint: 'busy' })
    expect(factOf('number.suspectedBlock', [...calls(3, DAY, straight), ...busy, touch(10, ago(MINUTE))])).toBe(1)
  })
  test('003-24 the channel of their first response is preferred, unless they said another', () => {
    const log = [
      ...told(1, ago(2 * DAY), { kind: 'reply', channel: 'email' }),
      ...told(2, ago(DAY), { kind: 'callback', cause: 'message' })
    ]
    expect(factOf('lead.preferredChannel', log)).toBe('email')
    const said = told(3, ago(HOUR), { kind: 'profile', changes: { 'lead.preferredChannel': 'sms' } })
    expect(factOf('lead.preferredChannel', [...log, ...said])).toBe('sms')
  })
  test('000-08 a callback shows interest until somebody judges it', () => {
    const back = told(1, ago(DAY), { kind: 'missed_inbound' })
    expect(factOf('lead.interest', back)).toBe('slight')
    const judged = told(2, ago(HOUR), { kind: 'profile', changes: { 'lead.interest': 'none' } })
    expect(factOf('lead.interest', [...back, ...judged])).toBe('none')
  })
  test('002-09 hesitation is neither refusal nor the end', () => {
    const said = (what: 'hesitant' | 'not_interested') =>
      vectorOf(fold(call(1, ago(DAY), { endpoint: 'human_right_party', said: what })))[STOPS_SLOT]
    expect([said('hesitant'), said('not_interested')]).toEqual([0, 1 << stops.indexOf('refusal')])
  })
  test('002-08 every hard stop has its bit', () => {
    const all = stops.map((stop, i) => signal(i + 1, ago(DAY), { kind: 'stop', stop }))
    expect(vectorOf(fold(all))[STOPS_SLOT]).toBe(2 ** stops.length - 1)
  })
  test('002-26 unanswered calls lower the fit of a business, and of nobody else', () => {
    const fit = (kind: string) => [
      ...told(90, ago(9 * DAY), { kind: 'profile', changes: { 'lead.fitScore': 5, 'number.kind': kind } }),
      ...calls(2, DAY, { endpoint: 'no_answer' })
    ]
    expect([factOf('lead.fitScore', fit('business')), factOf('lead.fitScore', fit('mobile'))]).toEqual([3, 5])
    expect(factOf('lead.fitScore', calls(2, DAY))).toBeNaN()
  })
  test('a bounce for good closes the address, a later reply opens it again', () => {
    const bounce = told(1, ago(2 * DAY), { kind: 'bounce', channel: 'email', permanent: true })
    expect(factOf('reach.email', bounce)).toBe(0)
    expect(factOf('reach.email', [...bounce, ...told(2, ago(DAY), { kind: 'reply', channel: 'email' })])).toBe(1)
    expect(factOf('reach.email', told(1, ago(DAY), { kind: 'bounce', channel: 'email', permanent: false }))).toBeNaN()
  })
})

describe('relationship and consent', () => {
  const talk = (at: number) => call(1, at, { endpoint: 'human_right_party', said: 'conversation' })
  const known = (id: number, at: number, relationship: string) =>
    told(id, at, { kind: 'profile', changes: { 'lead.relationship': relationship } })

  test('001-12 a stranger has never been spoken to, a talk opens a dialogue', () => {
    expect(factOf('history.everSpoken', calls(3, DAY))).toBe(0)
    expect(factOf('lead.relationship', talk(ago(DAY)))).toBe('dialogue_open')
    expect(factOf('history.everSpoken', talk(ago(DAY)))).toBe(1)
  })
  test('001-14 a dialogue that rests for 90 days has lapsed, and a new talk opens it again', () => {
    expect(factOf('lead.relationship', talk(ago(91 * DAY)))).toBe('lapsed')
    expect(factOf('lead.relationship', known(5, ago(91 * DAY), 'dialogue_open'))).toBe('lapsed')
    expect(factOf('lead.relationship', [...known(5, ago(9 * DAY), 'lapsed'), ...talk(ago(DAY))])).toBe('dialogue_open')
    expect(factOf('lead.relationship', [...known(5, ago(HOUR), 'lapsed'), ...talk(ago(DAY))])).toBe('lapsed')
  })
  test('001-07 a talk does not take back a proposal', () => {
    expect(factOf('lead.relationship', [...known(5, ago(9 * DAY), 'proposal_sent'), ...talk(ago(DAY))])).toBe(
      'proposal_sent'
    )
  })
  test('001-09 who asked for information waits for it until somebody says it was sent', () => {
    const asked = call(1, ago(DAY), { endpoint: 'human_right_party', said: 'send_info' })
    expect(factOf('lead.owesInformation', asked)).toBe(1)
    const done = told(2, ago(HOUR), { kind: 'profile', changes: { 'lead.owesInformation': false } })
    expect(factOf('lead.owesInformation', [...asked, ...done])).toBe(0)
  })
  test('003-21 the latest word on consent holds, and a revocation wins over a grant of the same instant', () => {
    const grant = (id: number, at: number) =>
      signal(id, at, { kind: 'consent_granted', group: 'sms', level: 'express_written' })
    const revoke = signal(9, ago(HOUR), { kind: 'consent_revoked', group: 'sms' })
    expect(factOf('consent.sms', [grant(1, ago(DAY))])).toBe('express_written')
    expect(factOf('consent.sms', [grant(1, ago(DAY)), revoke])).toBe('none')
    expect(factOf('consent.sms', [revoke, grant(1, ago(HOUR))])).toBe('none')
    expect(factOf('consent.sms', [revoke, grant(1, ago(MINUTE))])).toBe('express_written')
    expect(factOf('consent.voice', [grant(1, ago(DAY))])).toBe('none')
  })
  test('a value that is taken back is unknown again, text and money included', () => {
    const set = { 'lead.origin': 'referral', 'lead.dealValueCents': 0, 'lead.stage': 'hot', 'lead.currency': 'EUR' }
    const unset = { 'lead.origin': null, 'lead.dealValueCents': null, 'lead.stage': null, 'lead.currency': null }
    const first = told(1, ago(DAY), { kind: 'profile', changes: set })
    expect([factOf('lead.origin', first), factOf('lead.dealValueCents', first)]).toEqual(['referral', 0])
    expect([factOf('lead.stage', first), factOf('lead.currency', first)]).toEqual([textCode('hot'), textCode('EUR')])
    const log = [...first, ...told(2, ago(HOUR), { kind: 'profile', changes: unset })]
    expect([factOf('lead.origin', log), factOf('lead.currency', log)]).toEqual(['unknown', textCode('USD')])
    expect([factOf('lead.dealValueCents', log), factOf('lead.stage', log)]).toEqual([NaN, NaN])
  })
})

describe('which word is the latest', () => {
  const profile = (id: number, at: number, changes: Readonly<Record<string, string | boolean>>) =>
    told(id, at, { kind: 'profile', changes })
  test('001-09 of a wish for information and the word that it was sent, the later holds', () => {
    const asked = call(1, ago(DAY), { endpoint: 'human_right_party', said: 'send_info' })
    const sentAt = (at: number) => [...asked, ...profile(2, at, { 'lead.owesInformation': false })]
    expect(factOf('lead.owesInformation', sentAt(ago(DAY) - 1))).toBe(1)
    expect(factOf('lead.owesInformation', sentAt(ago(DAY)))).toBe(0)
    expect(factOf('lead.owesInformation', profile(2, ago(DAY), { 'lead.owesInformation': true }))).toBe(1)
  })
  test('000-08 a callback raises interest after a judgement, not in its instant, and never lowers it', () => {
    const judged = (value: string, at: number) => [
      ...told(1, ago(DAY), { kind: 'missed_inbound' }),
      ...profile(2, at, { 'lead.interest': value })
    ]
    expect(factOf('lead.interest', judged('none', ago(DAY) - 1))).toBe('slight')
    expect(factOf('lead.interest', judged('none', ago(DAY)))).toBe('none')
    expect(factOf('lead.interest', judged('high', ago(2 * DAY)))).toBe('high')
  })
  test('003-24 a first response by phone is a channel too, and without one none is preferred', () => {
    expect(factOf('lead.preferredChannel', told(1, ago(DAY), { kind: 'missed_inbound' }))).toBe('call')
    expect(factOf('lead.preferredChannel', [...told(1, ago(DAY), { kind: 'booking', channel: 'in_person' })])).toBe(
      'in_person'
    )
    expect(factOf('lead.preferredChannel', calls(2, DAY))).toBe('unknown')
  })
})

test('the last talk and the last call are as old as they are, to the day and to the part of an hour', () => {
  const log = call(1, ago(3 * DAY), { endpoint: 'human_right_party', said: 'conversation' })
  expect([factOf('history.daysSinceSpoken', log), factOf('history.daysSinceSpoken', log, NOW - 1)]).toEqual([3, 2])
  expect(factOf('history.hoursSinceCall', call(1, ago(1.25 * HOUR)))).toBe(1.25)
  expect([factOf('history.daysSinceSpoken', calls(1, DAY)), factOf('history.hoursSinceCall', [])]).toEqual([
    Infinity,
    Infinity
  ])
})

test('the next call is one more than were placed, and e-mails are counted beside', () => {
  const log = [...calls(3, DAY), touch(9, ago(HOUR), 'email'), touch(10, ago(MINUTE), 'email')]
  expect(['attempt', 'step', 'history.calls', 'history.emails'].map((path) => factOf(path, log))).toEqual([4, 4, 3, 2])
})

test('each consent stands in its own place', () => {
  ;(['voice', 'recordings', 'sms', 'email'] as const).forEach((group) => {
    const vector = vectorOf(fold(told(1, ago(DAY), { kind: 'consent_granted', group, level: 'express' })))
    const levels = ['voice', 'recordings', 'sms', 'email'].map((other) => vector[slot(`consent.${other}`)])
    expect(levels, group).toEqual(['voice', 'recordings', 'sms', 'email'].map((other) => (other === group ? 2 : 0)))
  })
})

test('a clock that runs behind the log makes nothing negative', () => {
  const log = [
    ...call(1, NOW + 9 * DAY, { message: 'complete', said: 'conversation' }),
    touch(2, NOW + 90 * DAY, 'email')
  ]
  const vector = vectorOf(fold(log))
  for (const fact of facts) if (fact.kind !== 'choice') expect(vector[slot(fact.path)]! < 0, fact.path).toBe(false)
  expect([vector[slot('history.touches7d')], vector[slot('history.hoursSinceCall')]]).toEqual([2, 0])
})

test('whatever happened, the facts do not contradict each other', () => {
  const keys = <K extends string>(table: Readonly<Record<K, unknown>>) => Object.keys(table) as K[]
  const entry = fc.record({
    minutes: fc.integer({ min: 0, max: 60 * 24 * 60 }),
    endpoint: fc.constantFrom(...keys(endpoints)),
    message: fc.constantFrom(...keys(messages)),
    said: fc.option(fc.constantFrom(...keys(businesses))),
    channel: fc.constantFrom(...channels),
    relationship: fc.option(fc.constantFrom('never_spoken', 'met', 'dialogue_open', 'lapsed'))
  })
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 70 }), (entries) => {
      const log = entries.flatMap((it, i): readonly LogEntry[] => {
        const at = ago(it.minutes * MINUTE)
        if (it.relationship)
          return told(i + 1, at, { kind: 'profile', changes: { 'lead.relationship': it.relationship } })
        if (it.channel !== 'call') return [touch(i + 1, at, it.channel), sent(i + 1, at, it.channel, it.said)]
        return [touch(i + 1, at), outcome(i + 1, at, it)]
      })
      const vector = vectorOf(fold(log))
      const of = (path: string) => vector[slot(path)]!
      expect(of('attempt')).toBe(of('history.calls') + 1)
      expect(of('history.unansweredVoicemails')).toBeLessThanOrEqual(of('history.voicemails'))
      expect(of('history.touches7d')).toBeLessThanOrEqual(of('history.touches30d'))
      expect(of('history.calls24h')).toBeLessThanOrEqual(of('history.calls'))
      expect(of('history.silentCalls')).toBeLessThanOrEqual(of('history.calls'))
      expect(of('history.everSpoken')).toBe(of('lead.relationship') === 0 ? 0 : 1)
      if (of('history.everSpoken') === 0) expect(of('history.daysSinceSpoken')).toBe(Infinity)
      expect(of('history.pressure')).toBeGreaterThanOrEqual(0)
    }),
    { numRuns: 200 }
  )
})
