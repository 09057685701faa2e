import { weekdayOf } from './calendar.ts'
import { holidayOn } from './holidays.ts'

/**
 * Whether offices of a country, or of a region of it, are open on a day: no weekend there and no public or bank
 * holiday. A country that is not known has Saturday and Sunday off and no holidays.
 */
export function isBusinessDay(country: string | null, region: string | null, dayNumber: number): boolean {
  return !isWeekend(country, dayNumber) && holidayOn(country, region, dayNumber) === null
}

/**
 * The n-th business day after a day; before it for a negative n. For n = 0 the day itself, or the next business day
 * when it is none. Throws when n is not whole or beyond ten thousand.
 */
export function addBusinessDays(country: string | null, region: string | null, dayNumber: number, n: number): number {
  if (!Number.isInteger(n) || Math.abs(n) > BUSINESS_DAYS_MAX) {
    throw new RangeError(`A wait in business days is a whole number up to ${BUSINESS_DAYS_MAX}, not ${n}.`)
  }
  const step = n < 0 ? -1 : 1
  let day = dayNumber
  if (n === 0) {
    while (!isBusinessDay(country, region, day)) day++
    return day
  }
  for (let left = Math.abs(n); left > 0;) {
    day += step
    if (isBusinessDay(country, region, day)) left--
  }
  return day
}

/** Whether a day belongs to the weekend of a country; Saturday and Sunday where nothing else is known. */
export function isWeekend(country: string | null, dayNumber: number): boolean {
  const weekend = country === null ? undefined : weekendByCountry.get(country.toUpperCase())
  return (weekend ?? SATURDAY_SUNDAY).includes(weekdayOf(dayNumber))
}

const BUSINESS_DAYS_MAX = 10_000
const SATURDAY_SUNDAY: readonly number[] = [6, 0]

/** Countries whose offices rest on other days than Saturday and Sunday; source: the week data of Unicode CLDR 48, and the government weekends of BD, MV and PS. */
const OTHER_WEEKENDS: readonly (readonly [weekend: readonly number[], countries: string])[] = [
  [[5, 6], 'BD BH DZ EG IL IQ JO KW LY MV OM PS QA SA SD SY YE'],
  [[4, 5], 'AF'],
  [[5], 'IR'],
  [[0], 'IN UG']
]

const weekendByCountry: ReadonlyMap<string, readonly number[]> = new Map(
  OTHER_WEEKENDS.flatMap(([weekend, countries]) => countries.split(' ').map((country) => [country, weekend] as const))
)
