import { expect, test } from 'vitest'
import { AT_MAX, AT_MIN, minuteOf, minutesGone } from './minute.ts'

test('an instant belongs to the minute that it fills up, the present to the one that is over', () => {
  expect([AT_MIN, AT_MIN + 1, AT_MIN + 60_000, AT_MIN + 60_001].map(minuteOf)).toEqual(
    [0, 1, 1, 2].map((more) => AT_MIN / 60_000 + more)
  )
  expect([AT_MIN, AT_MIN + 59_999, AT_MIN + 60_000].map(minutesGone)).toEqual(
    [0, 0, 1].map((more) => AT_MIN / 60_000 + more)
  )
})

test('the log goes from the first instant of 2000 to the last minute that 26 bits hold', () => {
  expect(AT_MIN).toBe(Date.UTC(2000, 0, 1))
  expect([AT_MAX >= Date.UTC(2097, 0), AT_MAX < Date.UTC(2098, 0)]).toEqual([true, true])
  expect(minuteOf(AT_MAX)).toBe(2 ** 26 - 1)
  for (const at of [AT_MIN - 1, AT_MAX + 1, AT_MIN + 0.5, NaN, Infinity, -Infinity, 0])
    expect(() => minuteOf(at), String(at)).toThrow(`instant ${at} is no whole epoch millisecond from 2000 to 2097`)
})
