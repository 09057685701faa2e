import { expect, test } from 'vitest'
import { fold } from './fold.ts'
import { type LogEntry } from './log-entry.ts'
import { minutesGone } from './minute.ts'
import { call, signal, touch } from './story.ts'
import {
  callsSinceVoicemail,
  callsWithin,
  phoneTagCycles,
  silentCalls,
  straightToVoicemail,
  touchesWithin,
  unansweredVoicemails
} from './streak.ts'

const MINUTE = 60_000
const DAY = 1440 * MINUTE
const START = 1_767_600_000_000
const day = (count: number) => START + count * DAY
const message = { message: 'complete' } as const
const straight = { ringSeconds: 1 } as const
const reply = (id: number, at: number) => signal(id, at, { kind: 'reply', channel: 'email' })
const missed = (id: number, at: number) => signal(id, at, { kind: 'missed_inbound' })
const rowOf = (...stories: readonly (readonly LogEntry[])[]) => fold(stories.flat())

test('a call that found no line neither counts as silent nor ends the row of silent calls', () => {
  const row = rowOf(call(1, day(1)), call(2, day(2), { endpoint: 'congestion' }), call(3, day(3)))
  expect([silentCalls(row), callsSinceVoicemail(row)]).toEqual([2, 2])
})

test('001-17 calls are counted back to the last message, to the first call where there was none', () => {
  const twice = [...call(2, day(2)), ...call(3, day(3))]
  expect(callsSinceVoicemail(rowOf(call(1, day(1), message), twice))).toBe(2)
  expect(callsSinceVoicemail(rowOf(call(1, day(1)), twice))).toBe(3)
  expect(callsSinceVoicemail(rowOf(twice, call(4, day(4), message)))).toBe(0)
})

test('a call in the minute of their response comes before it, one in the next minute after it', () => {
  const around = (story: Parameters<typeof call>[2]) =>
    rowOf(call(1, day(1), story), [reply(9, day(1))], call(2, day(1) + MINUTE, story))
  expect(silentCalls(around({}))).toBe(1)
  expect(unansweredVoicemails(around(message))).toBe(1)
  expect(straightToVoicemail(around(straight))).toBe(1)
  const together = (story: Parameters<typeof call>[2]) => rowOf(call(1, day(1), story), [reply(9, day(1))])
  expect(silentCalls(together({}))).toBe(0)
  expect(unansweredVoicemails(together(message))).toBe(0)
  expect(straightToVoicemail(together(straight))).toBe(0)
})

test('messages to somebody who never responded are counted beyond the calls that the row remembers', () => {
  const forty = Array.from({ length: 40 }, (_, i) => call(i + 1, day(i), message)).flat()
  expect(unansweredVoicemails(fold(forty))).toBe(40)
  expect(unansweredVoicemails(fold([...forty, reply(99, day(-1))]))).toBe(32)
})

test('only messages count as messages since their response', () => {
  const row = rowOf([reply(9, day(0))], call(1, day(1), message), call(2, day(2)), call(3, day(3), message))
  expect(unansweredVoicemails(row)).toBe(2)
})

test('003-05 a call that found no line, was busy or is under way says nothing about a block', () => {
  const row = rowOf(
    call(1, day(1), straight),
    call(2, day(2), { endpoint: 'congestion' }),
    call(3, day(3), { endpoint: 'busy' }),
    call(4, day(4), { ...straight, ...message }),
    [touch(5, day(5))]
  )
  expect(straightToVoicemail(row)).toBe(2)
  expect(straightToVoicemail(rowOf(call(1, day(1), straight), call(2, day(2)), call(3, day(3), straight)))).toBe(1)
})

test('000-20 one unanswered call of ours ends one cycle, however often they had tried', () => {
  const row = rowOf([missed(8, day(1)), missed(9, day(2))], call(1, day(3), message), call(2, day(4)))
  expect(phoneTagCycles(row)).toBe(1)
})

test('000-20 their call in the minute of ours counts as before it', () => {
  expect(phoneTagCycles(rowOf([missed(9, day(1))], call(1, day(1))))).toBe(1)
  expect(phoneTagCycles(rowOf([missed(9, day(1) + MINUTE)], call(1, day(1))))).toBe(0)
})

test('000-20 a talk settles the calls of theirs that came before it', () => {
  const talk = { endpoint: 'human_right_party' } as const
  expect(phoneTagCycles(rowOf([missed(9, day(1))], call(1, day(2), talk), call(2, day(3))))).toBe(0)
  expect(phoneTagCycles(rowOf(call(1, day(2), talk), [missed(9, day(2))], call(2, day(3))))).toBe(0)
  expect(phoneTagCycles(rowOf(call(1, day(2), talk), [missed(9, day(2) + MINUTE)], call(2, day(3))))).toBe(1)
  const back = signal(5, day(4), { kind: 'callback', cause: 'message' })
  expect(phoneTagCycles(rowOf([missed(9, day(1))], call(1, day(4)), [back]))).toBe(0)
})

test('000-20 only a call that they could have answered plays phone tag', () => {
  for (const story of [{ endpoint: 'congestion' }, { endpoint: 'gatekeeper' }] as const)
    expect(phoneTagCycles(rowOf([missed(9, day(1))], call(1, day(2), story))), story.endpoint).toBe(0)
  expect(phoneTagCycles(rowOf([missed(9, day(1))], [touch(1, day(2))]))).toBe(0)
})

test('a window takes in what is younger than it is long, on every channel', () => {
  const log = rowOf(
    [touch(1, day(0), 'email'), touch(2, day(1), 'letter')],
    call(3, day(0)),
    call(4, day(1), { endpoint: 'congestion' }),
    call(5, day(1) + MINUTE)
  )
  const now = minutesGone(day(1) + MINUTE)
  expect([1, 2, 1440, 1441, 1442].map((minutes) => touchesWithin(log, now, minutes))).toEqual([1, 2, 2, 2, 4])
  expect([1, 2, 1440, 1441, 1442].map((minutes) => callsWithin(log, now, minutes))).toEqual([1, 2, 2, 2, 3])
})

test('a promise to call is neither a touch of ours nor a call of theirs', () => {
  const promised = [1, 2, 3, 4].flatMap((id) => call(id, day(id), { callAt: day(20) + id * MINUTE }))
  expect(touchesWithin(fold(promised), minutesGone(day(5)), 30 * 1440)).toBe(4)
  const theirs = Array.from({ length: 8 }, (_, i) => missed(90 + i, day(6) + i * MINUTE))
  const ours = [...call(10, day(7)), ...call(11, day(21))]
  expect(phoneTagCycles(fold([...promised, ...theirs, ...ours]))).toBe(1)
})
