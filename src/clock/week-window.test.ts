import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dayNumber, formatInstant, weekdayOf } from './civil.ts'
import { countryZones } from './place.ts'
import { everyDay, isOpen, nextOpen, openUntil } from './week-window.ts'
import type { WeekWindow } from './week-window.ts'
import { fixedZone, nextChange, zoneNamed, zoneNames } from './zone.ts'
import type { Zone } from './zone.ts'

const MINUTE = 60_000
const ms = (text: string): number => Date.parse(text)
const named = (name: string): Zone => zoneNamed(name) as Zone
const newYork = named('America/New_York')
const calls = everyDay(8 * 60, 21 * 60)
const office: WeekWindow = [[], ...Array.from({ length: 5 }, () => [[540, 720] as const, [780, 1020] as const]), []]
const never: WeekWindow = [[], [], [], [], [], [], []]

test('hours begin with their first minute and end before their last', () => {
  expect(isOpen(calls, [newYork], ms('2026-12-02T12:59:59.999Z'))).toBe(false)
  expect(isOpen(calls, [newYork], ms('2026-12-02T13:00:00Z'))).toBe(true)
  expect(isOpen(calls, [newYork], ms('2026-12-03T01:59:59.999Z'))).toBe(true)
  expect(isOpen(calls, [newYork], ms('2026-12-03T02:00:00Z'))).toBe(false)
})

test('with no zone at all nothing is open', () => {
  expect(isOpen(everyDay(0, 1440), [], 0)).toBe(false)
  expect(nextOpen(everyDay(0, 1440), [], 0)).toBeNull()
  expect(openUntil(everyDay(0, 1440), [], 0)).toBeNull()
})

test('an American of no known place may be called from one to nine in the evening, Eastern time', () => {
  const zones = countryZones('US')
  const opens = nextOpen(calls, zones, ms('2026-12-02T03:00Z')) as number
  expect(formatInstant(opens, newYork)).toBe('2026-12-02T13:00:00-05:00')
  expect(formatInstant(openUntil(calls, zones, opens) as number, newYork)).toBe('2026-12-02T21:00:00-05:00')
})

test('Vancouver is closed at nine of its own evening, not at that of an older table', () => {
  expect(isOpen(calls, [named('America/Vancouver')], ms('2026-12-16T03:59Z'))).toBe(true)
  expect(isOpen(calls, [named('America/Vancouver')], ms('2026-12-16T04:35Z'))).toBe(false)
})

test('an opening now is the instant itself, a later one a whole minute', () => {
  expect(nextOpen(calls, [newYork], ms('2026-12-02T15:00:30.5Z'))).toBe(ms('2026-12-02T15:00:30.5Z'))
  expect(nextOpen(calls, [newYork], ms('2026-12-02T12:59:30.5Z'))).toBe(ms('2026-12-02T13:00Z'))
})

test('the lunch break and the weekend are waited out', () => {
  expect(nextOpen(office, [newYork], ms('2026-12-02T17:10Z'))).toBe(ms('2026-12-02T18:00Z'))
  expect(openUntil(office, [newYork], ms('2026-12-02T16:10Z'))).toBe(ms('2026-12-02T17:00Z'))
  expect(nextOpen(office, [newYork], ms('2026-12-04T22:00Z'))).toBe(ms('2026-12-07T14:00Z'))
})

test('a closed day is skipped, and closes what would have run past midnight', () => {
  const christmas = dayNumber(2026, 12, 25)
  const isClosed = (day: number) => (day === christmas ? [] : null)
  expect(isOpen(calls, [newYork], ms('2026-12-25T15:00Z'), isClosed)).toBe(false)
  expect(nextOpen(calls, [newYork], ms('2026-12-25T03:00Z'), isClosed)).toBe(ms('2026-12-26T13:00Z'))
  expect(openUntil(everyDay(0, 1440), [newYork], ms('2026-12-24T20:00Z'), isClosed)).toBe(ms('2026-12-25T05:00Z'))
})

test('a special day keeps its own hours, not those of its weekday', () => {
  const christmas = dayNumber(2026, 12, 25)
  const short = (day: number) => (day === christmas ? ([[600, 720]] as const) : null)
  expect(isOpen(calls, [newYork], ms('2026-12-25T14:59Z'), short)).toBe(false)
  expect(nextOpen(calls, [newYork], ms('2026-12-25T14:59Z'), short)).toBe(ms('2026-12-25T15:00Z'))
  expect(openUntil(calls, [newYork], ms('2026-12-25T15:00Z'), short)).toBe(ms('2026-12-25T17:00Z'))
  expect(nextOpen(calls, [newYork], ms('2026-12-25T17:00Z'), short)).toBe(ms('2026-12-26T13:00Z'))
})

test('a window that never opens, or never in both places, gives null', () => {
  expect(nextOpen(never, [newYork], ms('2026-12-02T00:00Z'))).toBeNull()
  expect(nextOpen(everyDay(480, 540), [newYork, named('Asia/Kolkata')], ms('2026-12-02T00:00Z'))).toBeNull()
  expect(nextOpen(calls, [newYork], ms('2026-12-02T00:00Z'), () => [])).toBeNull()
})

test('a window that never closes, and one that is closed now, have no end', () => {
  expect(openUntil(everyDay(0, 1440), [newYork], ms('2026-12-02T15:00Z'))).toBeNull()
  expect(openUntil(calls, [newYork], ms('2026-12-02T04:00Z'))).toBeNull()
})

test('an hour that the clock leaves out in spring is not open, one that it repeats in autumn is open twice', () => {
  const night = everyDay(120, 150)
  expect(nextOpen(night, [newYork], ms('2026-03-08T05:00Z'))).toBe(ms('2026-03-09T06:00Z'))
  const second = everyDay(75, 90)
  expect(nextOpen(second, [newYork], ms('2026-11-01T05:31Z'))).toBe(ms('2026-11-01T06:15Z'))
  expect(openUntil(everyDay(60, 150), [newYork], ms('2026-03-08T06:30Z'))).toBe(ms('2026-03-08T07:00Z'))
  expect(openUntil(everyDay(60, 115), [newYork], ms('2026-11-01T05:10Z'))).toBe(ms('2026-11-01T05:55Z'))
  expect(openUntil(everyDay(60, 120), [newYork], ms('2026-11-01T05:10Z'))).toBe(ms('2026-11-01T07:00Z'))
})

test.for([
  [-1, 60],
  [60, 1441],
  [600, 540],
  [NaN, 60]
] as const)('hours from %d to %d are refused', ([from, to]) => {
  expect(() => everyDay(from, to)).toThrow('Hours run from 0 to 1440')
})

test('hours of no length are no hours', () => {
  expect(nextOpen(everyDay(540, 540), [newYork], 0)).toBeNull()
})

const anyZone = fc.oneof(fc.constantFrom(...zoneNames()).map(named), fc.integer({ min: -720, max: 840 }).map(fixedZone))
const interval = fc
  .tuple(fc.integer({ min: 0, max: 96 }), fc.integer({ min: 0, max: 96 }))
  .map(([a, b]) => [Math.min(a, b) * 15, Math.max(a, b) * 15] as const)
const day = fc.oneof(
  { weight: 3, arbitrary: fc.array(interval, { maxLength: 2 }) },
  { weight: 1, arbitrary: fc.constant([]) }
)
const anyWindow: fc.Arbitrary<WeekWindow> = fc.array(day, { minLength: 7, maxLength: 7 })
/** Half of the nights are nights on which the first zone changes its clock. */
const question = fc
  .tuple(
    anyWindow,
    fc.array(anyZone, { minLength: 1, maxLength: 3 }),
    fc.boolean(),
    fc.integer({ min: ms('1995-01-01'), max: ms('2045-01-01') }),
    fc.integer({ min: 0, max: 2000 })
  )
  .map(([window, zones, atChange, at, back]) => {
    const change = nextChange(zones[0] as Zone, at)
    return { window, zones, at: (atChange && change < ms('2050-01-01') ? change : at) - back * MINUTE }
  })
const closedDays = fc.constantFrom(
  () => null,
  (dayNumber: number) => (dayNumber % 11 === 0 ? [] : null),
  (dayNumber: number) => (weekdayOf(dayNumber) === 3 ? [[600, 720] as const] : null)
)

test('the next opening is the first minute that is open in every zone, counted out minute by minute', () => {
  const SPAN = 3 * 1440
  fc.assert(
    fc.property(question, closedDays, ({ window, zones, at }, isClosed) => {
      const found = nextOpen(window, zones, at, isClosed)
      if (isOpen(window, zones, at, isClosed)) return found === at
      const first = Math.floor(at / MINUTE) * MINUTE + MINUTE
      for (let minute = 0; minute < SPAN; minute++) {
        if (isOpen(window, zones, first + minute * MINUTE, isClosed)) return found === first + minute * MINUTE
      }
      return found === null || found >= first + SPAN * MINUTE
    }),
    { numRuns: 250 }
  )
})

test('the end is the first minute that is closed in some zone, counted out minute by minute', () => {
  const SPAN = 3 * 1440
  fc.assert(
    fc.property(question, closedDays, ({ window, zones, at }, isClosed) => {
      const opens = nextOpen(window, zones, at, isClosed)
      if (opens === null) return true
      const found = openUntil(window, zones, opens, isClosed)
      const first = Math.floor(opens / MINUTE) * MINUTE + MINUTE
      for (let minute = 0; minute < SPAN; minute++) {
        if (!isOpen(window, zones, first + minute * MINUTE, isClosed)) return found === first + minute * MINUTE
      }
      return found === null || found >= first + SPAN * MINUTE
    }),
    { numRuns: 250 }
  )
})
