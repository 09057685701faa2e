import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dayOf, minuteOfDay, weekdayOf } from '../clock/civil.ts'
import { inOfficeHours, whenAwake } from './dates.ts'

const minute = fc.integer({ min: 25_000_000, max: 35_000_000 })
const runs = { seed: 20261126, numRuns: 2000 } as const

test('a date that is agreed lies in office hours of a weekday, tomorrow or later', () => {
  fc.assert(
    fc.property(
      minute,
      fc.double({ min: 0, max: 90, noNaN: true }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (now, days, hour) => {
        const then = now + inOfficeHours(now, days, hour) / 60_000
        expect([1, 2, 3, 4, 5]).toContain(weekdayOf(dayOf(then)))
        expect(minuteOfDay(then)).toBeGreaterThanOrEqual(9 * 60)
        expect(minuteOfDay(then)).toBeLessThanOrEqual(16 * 60)
        expect(minuteOfDay(then) % 30).toBe(0)
        expect(dayOf(then) - dayOf(now)).toBeGreaterThanOrEqual(Math.max(1, Math.round(days)))
        expect(dayOf(then) - dayOf(now)).toBeLessThanOrEqual(Math.max(1, Math.round(days)) + 2)
      }
    ),
    runs
  )
})

test('nobody rings at night: a wait that ends there goes on until the morning, and no wait becomes shorter', () => {
  fc.assert(
    fc.property(minute, fc.integer({ min: 0, max: 14 * 86_400_000 }), (now, waitMs) => {
      const ms = whenAwake(now, waitMs)
      const at = minuteOfDay(now + ms / 60_000)
      expect(ms).toBeGreaterThanOrEqual(waitMs)
      expect(ms - waitMs).toBeLessThan(15 * 3_600_000)
      expect(at).toBeGreaterThanOrEqual(8 * 60 - 0.001)
      expect(at).toBeLessThan(20 * 60 + 30)
    }),
    runs
  )
})

test('nobody plans further ahead than five years', () => {
  expect(whenAwake(28_000_000, 1e15)).toBeLessThan(5.01 * 365 * 86_400_000)
  expect(inOfficeHours(28_000_000, 1e9, 0)).toBeLessThan(5.02 * 365 * 86_400_000)
})
