import { expect, test } from 'vitest'
import { stops } from './fact.ts'
import { apply, fold } from './fold.ts'
import { type LogEntry } from './log-entry.ts'
import {
  CALLS,
  DEALS_LOST,
  DEALS_WON,
  RESPONSE_AT,
  type Row,
  SPOKEN_AT,
  STOPS,
  TOUCHES,
  VOICEMAILS,
  emptyRow
} from './row.ts'
import { call, notMade, outcome, sent, signal, touch, undone } from './story.ts'

const MINUTE = 60_000
const DAY = 1440 * MINUTE
const AT = 1_767_600_000_000

/** The row that entry by entry reaches, and which entries it had to ask the log for; it has to be the fold. */
function reach(...log: readonly LogEntry[]): { readonly row: Row; readonly asked: readonly number[] } {
  const asked: number[] = []
  let row = emptyRow()
  log.forEach((entry, i) => {
    if (apply(row, entry)) return
    asked.push(i)
    row = fold(log.slice(0, i + 1))
  })
  expect(row.bytes).toEqual(fold(log).bytes)
  return { row, asked }
}
const deal = (id: number, at: number) => signal(id, at, { kind: 'deal_won', valueCents: 500, currency: 'USD' })
const lost = (id: number, at: number) => signal(id, at, { kind: 'deal_lost', reason: 'price' })
const optOut = (id: number, touchId: number | null = null) => signal(id, AT, { kind: 'stop', stop: 'opt_out' }, touchId)

test('what is new is counted without the log: calls, letters, their outcomes, replies and deals', () => {
  const { asked } = reach(
    ...call(1, AT, { message: 'complete' }),
    touch(2, AT + DAY, 'email'),
    sent(2, AT + DAY, 'email', 'hesitant'),
    touch(3, AT + DAY, 'sms'),
    sent(3, AT + DAY, 'sms'),
    touch(4, AT + DAY + MINUTE, 'email'),
    sent(4, AT + DAY + MINUTE, 'email'),
    signal(5, AT + DAY, { kind: 'reply', channel: 'email' }),
    deal(6, AT + 2 * DAY),
    lost(7, AT + 3 * DAY)
  )
  expect(asked).toEqual([])
})

test('a deal that is not newer than the last is asked for, so that none is summed twice', () => {
  const twice = reach(deal(1, AT), deal(1, AT))
  expect([twice.row.ints[DEALS_WON], twice.asked]).toEqual([1, [1]])
  const again = reach(lost(1, AT), lost(1, AT))
  expect([again.row.ints[DEALS_LOST], again.asked]).toEqual([1, [1]])
  expect(reach(deal(1, AT), lost(2, AT - 1)).asked).toEqual([1])
  expect(reach(deal(1, AT), optOut(2)).asked).toEqual([])
})

test('an e-mail that is told again is one, open or settled, remembered or long ago', () => {
  const email = touch(1, AT, 'email')
  const newer = Array.from({ length: 24 }, (_, i) => touch(i + 2, AT + (i + 1) * DAY, 'email'))
  expect(reach(email, email).row.ints[TOUCHES]).toBe(1)
  expect(reach(email, sent(1, AT, 'email'), email).row.ints[TOUCHES]).toBe(1)
  const late = reach(email, ...newer, email)
  expect([late.row.ints[TOUCHES], late.asked]).toEqual([25, [25]])
})

test('of twins the first outcome needs no log, the next does', () => {
  const twins = [touch(1, AT, 'email'), touch(2, AT, 'email')]
  expect(reach(...twins, sent(1, AT, 'email')).asked).toEqual([1])
  expect(reach(...twins, sent(1, AT, 'email', 'hesitant'), sent(1, AT, 'email')).asked).toEqual([1, 3])
  expect(reach(...twins, sent(2, AT, 'email'), sent(1, AT, 'email', 'hesitant')).asked).toEqual([1, 3])
})

test('an outcome of something sent that was never sent counts nothing', () => {
  const { row, asked } = reach(sent(1, AT, 'email', 'conversation'))
  expect([row.numbers[SPOKEN_AT], row.numbers[RESPONSE_AT], asked]).toEqual([0, 0, [0]])
})

test('an outcome is that of its own touch: same channel, same minute', () => {
  const settled = (...log: readonly LogEntry[]) => fold(log).ints[VOICEMAILS]
  const left = outcome(1, AT, { message: 'complete' })
  expect(settled(touch(1, AT), left)).toBe(1)
  expect(settled(touch(1, AT - 1000), left)).toBe(1)
  expect(settled(touch(1, AT + MINUTE), left)).toBe(0)
  expect(settled(touch(1, AT, 'email'), left)).toBe(0)
  expect(settled(left, touch(1, AT))).toBe(0)
})

test('an open call is not settled in the minute of another call', () => {
  const { row } = reach(touch(1, AT), ...call(2, AT + DAY), outcome(1, AT + DAY, { message: 'complete' }))
  expect([row.ints[CALLS], row.ints[VOICEMAILS]]).toEqual([2, 0])
})

test('an id counts once, as it was first told', () => {
  expect(fold([touch(1, AT), touch(1, AT + DAY, 'email')]).bytes).toEqual(fold([touch(1, AT)]).bytes)
  const heard = signal(1, AT, { kind: 'missed_inbound' })
  expect(fold([heard, optOut(1)]).bytes).toEqual(fold([heard]).bytes)
})

test('a signal is taken back alone, and a touch of the same id stays', () => {
  expect(reach(optOut(1), undone('signal', 1, AT)).row.bytes).toEqual(emptyRow().bytes)
  expect(reach(touch(1, AT), optOut(1), undone('signal', 1, AT)).row.bytes).toEqual(fold([touch(1, AT)]).bytes)
  expect(reach(touch(1, AT), optOut(1), undone('touch', 1, AT)).row.bytes).toEqual(fold([optOut(1)]).bytes)
})

test('what a disposition logged goes with it, what else was heard stays', () => {
  const reply = (id: number, touchId: number | null) => signal(id, AT - id, { kind: 'reply', channel: 'sms' }, touchId)
  const log = [touch(1, AT), reply(2, 1), reply(3, null), reply(4, 9)]
  for (const back of [notMade(1, AT), undone('touch', 1, AT)])
    expect(fold([...log, back]).bytes).toEqual(fold([reply(3, null), reply(4, 9)]).bytes)
  expect(fold([...log, undone('outcome', 1, AT)]).bytes).toEqual(
    fold([touch(1, AT), reply(3, null), reply(4, 9)]).bytes
  )
})

test('002-08 a stop outlives that its touch was not made, and goes when somebody takes it back', () => {
  const bit = 1 << stops.indexOf('do_not_call')
  const said = call(1, AT, { said: 'do_not_call' })
  expect(fold([...said, notMade(1, AT)]).ints[STOPS]).toBe(bit)
  expect(fold([...said, notMade(1, AT)]).ints[CALLS]).toBe(0)
  expect(fold([touch(1, AT), optOut(2, 1), notMade(1, AT)]).ints[STOPS]).toBe(1)
  for (const target of ['touch', 'outcome'] as const) {
    expect(fold([...said, undone(target, 1, AT)]).ints[STOPS]).toBe(0)
    expect(fold([touch(1, AT), optOut(2, 1), undone(target, 1, AT)]).ints[STOPS]).toBe(0)
  }
})

test('a log with an entry that no row can hold is refused whole', () => {
  for (const entry of [
    outcome(1, AT, { recording: 52 }),
    outcome(9, AT, { recording: -1 }),
    outcome(1, AT, { callAt: 5 }),
    { kind: 'nonsense' } as never
  ])
    expect(() => fold([touch(1, AT), entry]), JSON.stringify(entry)).toThrow()
})
