import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addBusinessDays, isBusinessDay, isWeekend } from './business-days.ts'
import { civilOf, dayNumber, weekdayOf } from './civil.ts'
import { COUNTRY_ZONES } from './generated/countries.ts'
import { holidayCountries } from './holidays.ts'

const iso = (day: number): string => {
  const { year, month, day: date } = civilOf(day)
  return [year, String(month).padStart(2, '0'), String(date).padStart(2, '0')].join('-')
}
const on = (text: string): number => Date.parse(text) / 86_400_000

test.for([
  ['US', null, '2026-12-24', 1, '2026-12-28'],
  ['US', null, '2026-12-31', 1, '2027-01-04'],
  ['US', null, '2026-11-25', 1, '2026-11-27'],
  ['US', null, '2027-01-04', -1, '2026-12-31'],
  ['GB', 'ENG', '2026-12-24', 1, '2026-12-29'],
  ['GB', 'SCT', '2026-12-31', 1, '2027-01-05'],
  ['AE', null, '2026-11-27', 1, '2026-11-30'],
  ['SA', null, '2026-11-26', 1, '2026-11-29'],
  ['IL', null, '2026-11-26', 1, '2026-11-29'],
  ['DE', 'BY', '2026-01-05', 1, '2026-01-07'],
  ['DE', 'BE', '2026-01-05', 1, '2026-01-06'],
  ['JP', null, '2026-05-01', 1, '2026-05-07'],
  [null, null, '2026-12-24', 1, '2026-12-25'],
  ['US', null, '2026-12-25', 0, '2026-12-28'],
  ['US', null, '2026-12-28', 0, '2026-12-28'],
  ['US', null, '2026-12-18', 5, '2026-12-28']
] as const)('in %s %s, %s and %i business days is %s', ([country, region, from, n, to]) => {
  expect(iso(addBusinessDays(country, region, on(from), n))).toBe(to)
})

test.for([1.5, NaN, Infinity, 10_001])('a wait of %d business days is refused', (n) => {
  expect(() => addBusinessDays('US', null, 0, n)).toThrow('business days')
})

test('n business days pass n business days, and lead back where they came from', () => {
  const countries = fc.constantFrom(...holidayCountries(), null)
  fc.assert(
    fc.property(
      countries,
      fc.integer({ min: 19_723, max: 25_800 }),
      fc.integer({ min: 1, max: 40 }),
      (country, day, n) => {
        const end = addBusinessDays(country, null, day, n)
        let passed = 0
        for (let next = day + 1; next <= end; next++) if (isBusinessDay(country, null, next)) passed++
        expect(passed).toBe(n)
        expect(isBusinessDay(country, null, end)).toBe(true)
        const start = addBusinessDays(country, null, day, 0)
        if (start === day) expect(addBusinessDays(country, null, end, -n)).toBe(day)
      }
    )
  )
})

test('weekends are those of the country', () => {
  const weekendOf = (country: string | null): number[] =>
    [0, 1, 2, 3, 4, 5, 6].filter((weekday) => {
      const day = dayNumber(2026, 11, 22) + weekday
      expect(weekdayOf(day)).toBe(weekday)
      return isWeekend(country, day)
    })
  expect(weekendOf('US')).toEqual([0, 6])
  expect(weekendOf('AE')).toEqual([0, 6])
  expect(weekendOf('sa')).toEqual([5, 6])
  expect(weekendOf(null)).toEqual([0, 6])
})

test('every country rests on the days that the Unicode week data give it', () => {
  const own = new Set(['BD', 'MV', 'PS'])
  const monday = dayNumber(2026, 11, 23)
  for (const [country] of COUNTRY_ZONES) {
    const week = (new Intl.Locale(`und-${country}`) as { getWeekInfo?: () => { weekend: number[] } }).getWeekInfo?.()
    if (week === undefined || own.has(country)) continue
    const rests = [1, 2, 3, 4, 5, 6, 7].filter((weekday) => isWeekend(country, monday + weekday - 1))
    expect(rests, country).toEqual(week.weekend)
  }
})
