import { expect, test } from 'vitest'
import { zoneNamed } from '../clock/zone.ts'
import { call, signal } from '../facts/story.ts'
import { reportCounting } from './build-report.ts'
import { count, rareShare, ratio } from './cell.ts'
import { plainLife } from './life.ts'
import { assumedMessage, assumedPrices, minutesPerCallback } from './prices.ts'
import { rowsOf } from './rows.ts'

const MONDAY = 1_799_074_800_000
const DAY = 86_400_000
const zone = zoneNamed('America/New_York')!
const period = { from: -Infinity, until: Infinity, asOf: MONDAY + 60 * DAY }
const spent = { dialMs: 20_000, greetingMs: 15_000, messageMs: 30_000, talkMs: 0, wrapMs: 5_000 }
const setting = { prices: assumedPrices, by: 'none', repName: String } as const

/** So many people get one message each, and one of them calls back. */
function counted(messages: number, callbacks: number) {
  const { add, sums } = reportCounting(setting)
  for (let i = 1; i <= messages; i++) {
    const back = i <= callbacks ? [signal(3, MONDAY + DAY, { kind: 'callback', cause: 'message' })] : []
    const log = [...call(1, MONDAY, { message: 'left_live_by_rep' }), ...back]
    const calls = new Map([
      [1, { rep: 1, mode: 'preview', line: null, spent, override: null, reaction: null, objection: null } as const]
    ])
    for (const row of rowsOf({ ...plainLife(i, log, zone), calls }, period)) add(row)
  }
  return sums
}

test('002-27 the calculator makes 75 minutes of 30 s, 15 s and one callback in a hundred', () => {
  expect(minutesPerCallback(assumedMessage)).toBe(75)
})

test('002-27 a log of a hundred messages of 30 s with 15 s of waiting and one callback gives 75 minutes', () => {
  const sums = counted(100, 1)
  expect(ratio(sums, 'left_ms', 'callbacks_message', 'minutes', undefined, 1 / 60_000).value).toBe(75)
  expect(ratio(sums, 'left', 'callbacks_message', 'times').value).toBe(100)
})

test('002-10 callbacks for each message stand with the exact band', () => {
  const share = rareShare(counted(100, 1), 'called_back')
  expect([share.count, share.of]).toEqual([1, 100])
  expect(share.low! * 100).toBeCloseTo(0.025, 3)
  expect(share.high! * 100).toBeCloseTo(5.446, 3)
})

test('002-17 without a callback there are no minutes for one, not none', () => {
  expect(ratio(counted(100, 0), 'left_ms', 'callbacks_message', 'minutes').value).toBeNull()
  expect(minutesPerCallback({ ...assumedMessage, callbacksPer100: 0 })).toBeNull()
})

test('000-07 talks for each call stand with and without those of callbacks', () => {
  const sums = counted(100, 1)
  expect([count(sums, 'talks').value, count(sums, 'contacts').value]).toEqual([0, 1])
})

test('002-13 the seconds of a message are its own and its wait, not the dial that is paid anyway', () => {
  const sums = counted(2, 0)
  expect([count(sums, 'left_ms').value, count(sums, 'ms_all').value]).toEqual([90_000, 140_000])
})
