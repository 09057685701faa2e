import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  civilOf,
  dayNumber,
  dayOf,
  daysInMonth,
  formatClock,
  formatInstant,
  minuteOfDay,
  parseInstant,
  weekdayOf
} from './civil.ts'
import { fixedZone, zoneNamed } from './zone.ts'
import type { Zone } from './zone.ts'

const newYork = zoneNamed('America/New_York') as Zone
const epochMs = (text: string): number => Date.parse(text)

test('every day of four centuries has one number and one weekday, and both follow each other', () => {
  let { year, month, day } = { year: 1899, month: 12, day: 31 }
  for (let number = dayNumber(1899, 12, 31); number < dayNumber(2300, 1, 1); number++) {
    const civil = civilOf(number)
    if (civil.year !== year || civil.month !== month || civil.day !== day) expect(civil).toEqual({ year, month, day })
    if (++day > daysInMonth(year, month)) [day, month] = [1, month + 1]
    if (month > 12) [month, year] = [1, year + 1]
  }
  expect(weekdayOf(dayNumber(2026, 11, 22))).toBe(0)
  expect(weekdayOf(dayNumber(1969, 12, 31))).toBe(3)
})

test('day numbers agree with the engine on any date, leap days and turns of the century too', () => {
  fc.assert(
    fc.property(fc.integer({ min: -200_000, max: 400_000 }), (number) => {
      const date = new Date(number * 86_400_000)
      const civil = { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
      expect(civilOf(number)).toEqual(civil)
      expect(dayNumber(civil.year, civil.month, civil.day)).toBe(number)
      expect(weekdayOf(number)).toBe(date.getUTCDay())
    })
  )
})

test.for([
  [2024, 29],
  [2026, 28],
  [2000, 29],
  [2100, 28]
] as const)('February %i has %i days', ([year, days]) => {
  expect(daysInMonth(year, 2)).toBe(days)
})

test('a wall clock before 1970 still falls on the right day and minute', () => {
  expect(dayOf(-1)).toBe(-1)
  expect(minuteOfDay(-1)).toBe(1439)
  expect(dayOf(1440)).toBe(1)
  expect(minuteOfDay(1440)).toBe(0)
})

test.for([
  ['2026-12-02T10:15:00-05:00', '2026-12-02T15:15:00Z', -300],
  ['2026-12-02t15:15:00.25z', '2026-12-02T15:15:00.250Z', 0],
  ['2026-12-02T15:15:00.123456789Z', '2026-12-02T15:15:00.123Z', 0],
  ['2026-12-02T15:15:00+05:45', '2026-12-02T09:30:00Z', 345],
  ['2024-02-29T00:00:00-00:00', '2024-02-29T00:00:00Z', 0],
  ['2016-12-31T23:59:60Z', '2016-12-31T23:59:59Z', 0],
  ['2017-01-01T05:29:60+05:30', '2016-12-31T23:59:59Z', 330],
  ['1970-01-01T00:00:00Z', '1970-01-01T00:00:00Z', 0],
  ['2100-12-31T23:59:59.999Z', '2100-12-31T23:59:59.999Z', 0]
] as const)('the timestamp %s is read', ([text, utc, offsetMinutes]) => {
  expect(parseInstant(text)).toEqual({ epochMs: epochMs(utc), offsetMinutes })
})

test.for([
  '',
  'tomorrow',
  '2026-12-02',
  '2026-12-02T10:15:00',
  '2026-12-02T10:15Z',
  '2026-12-02 10:15:00Z',
  ' 2026-12-02T10:15:00Z',
  '2026-12-02T10:15:00Z\n',
  '2026-12-02T10:15:00.Z',
  '2026-12-02T10:15:00,5Z',
  '2026-12-02T10:15:00+0500',
  '2026-12-02T10:15:00+24:00',
  '2026-12-02T10:15:00+05:60',
  '2026-02-29T10:15:00Z',
  '2100-02-29T10:15:00Z',
  '2026-04-31T10:15:00Z',
  '2026-13-01T10:15:00Z',
  '2026-00-01T10:15:00Z',
  '2026-01-00T10:15:00Z',
  '2026-12-02T24:00:00Z',
  '2026-12-02T10:60:00Z',
  '2026-12-02T10:15:61Z',
  '2026-12-02T10:15:60Z',
  '2026-12-31T23:59:60-05:00',
  '1969-12-31T23:59:59Z',
  '1970-01-01T00:30:00+01:00',
  '2101-01-01T00:00:00Z',
  '٢٠٢٦-12-02T10:15:00Z',
  '+002026-12-02T10:15:00Z'
])('the text %j is no timestamp', (text) => {
  expect(parseInstant(text)).toBeNull()
})

test('what is written is read back as the same second, in any zone', () => {
  const instants = fc.integer({ min: 0, max: 4_102_444_799 })
  fc.assert(
    fc.property(instants, fc.integer({ min: -1439, max: 1439 }), (second, offset) => {
      for (const zone of [newYork, fixedZone(offset)]) {
        const text = formatInstant(second * 1000, zone)
        expect(parseInstant(text)?.epochMs).toBe(second * 1000)
      }
    })
  )
})

test('a rep reads the weekday, the day and the clock of the lead', () => {
  expect(formatInstant(epochMs('2026-12-02T15:15:42.999Z'), newYork)).toBe('2026-12-02T10:15:42-05:00')
  expect(formatClock(epochMs('2026-12-02T15:15:42Z'), newYork)).toBe('Wed 2 Dec 10:15')
  expect(formatClock(epochMs('2027-01-01T04:59:59Z'), newYork)).toBe('Thu 31 Dec 23:59')
  expect(formatInstant(0, fixedZone(-210))).toBe('1969-12-31T20:30:00-03:30')
})
