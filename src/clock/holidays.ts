import { dayNumber } from './calendar.ts'
import { HOLIDAY_FIRST_YEAR, HOLIDAY_LAST_YEAR, HOLIDAYS } from './generated/holidays.ts'

/**
 * The public or bank holiday of a country, or of a region of it, on a day; null on any other day.
 *
 * Without a region only what the country as a whole keeps counts. Null too for a country that the table does not have
 * and a day outside its years: ask `holidaysKnown` where the difference matters.
 */
export function holidayOn(country: string | null, region: string | null, day: number): string | null {
  return country === null ? null : (calendarOf(country, region).get(day) ?? null)
}

/** Whether the table has the country at all and the year of the day, 2024-2040. */
export function holidaysKnown(country: string | null, day: number): boolean {
  return country !== null && packedByCountry.has(country.toUpperCase()) && day >= FIRST_DAY && day < END_DAY
}

/** The countries of the table, ISO 3166-1. */
export function holidayCountries(): readonly string[] {
  return [...packedByCountry.keys()]
}

/** The regions of a country that keep holidays of their own, ISO 3166-2 without the country. */
export function holidayRegions(country: string): readonly string[] {
  return packedByCountry.get(country.toUpperCase())?.regions ?? []
}

type Packed = { readonly regions: readonly string[]; readonly lines: readonly string[] }
type Calendar = ReadonlyMap<number, string>

const FIRST_DAY = dayNumber(HOLIDAY_FIRST_YEAR, 1, 1)
const END_DAY = dayNumber(HOLIDAY_LAST_YEAR + 1, 1, 1)
const WHOLE_COUNTRY = '.'

const packedByCountry: ReadonlyMap<string, Packed> = new Map(
  HOLIDAYS.map(([country, regions, lines]) => [country, { regions: regions === '' ? [] : regions.split(' '), lines }])
)

/** Calendars are unpacked when first asked for: a list of leads meets few of them. */
const calendars = new Map<string, Calendar>()

function calendarOf(country: string, region: string | null): Calendar {
  const key = region === null ? country : `${country}/${region}`
  const known = calendars.get(key)
  if (known !== undefined) return known
  const calendar = unpack(packedByCountry.get(country.toUpperCase()), country, region)
  calendars.set(key, calendar)
  return calendar
}

function unpack(packed: Packed | undefined, country: string, region: string | null): Calendar {
  const calendar = new Map<number, string>()
  if (packed === undefined) return calendar
  const prefix = `${country.toUpperCase()}-`
  const wanted = (region ?? '').toUpperCase()
  const bare = wanted.startsWith(prefix) ? wanted.slice(prefix.length) : wanted
  const place = packed.regions.includes(bare) ? bare : WHOLE_COUNTRY
  for (const line of packed.lines) {
    const [name = '', where = '', steps = ''] = line.split('|')
    if (!holdsIn(where, place)) continue
    let day = FIRST_DAY
    for (const step of steps.split(' ')) {
      day += parseInt(step, 36)
      if (!calendar.has(day)) calendar.set(day, name)
    }
  }
  return calendar
}

/** `*` everywhere; `*-A B` everywhere but there; `A B` only there; `.` is the country without a region. */
function holdsIn(where: string, place: string): boolean {
  if (where === '*') return true
  if (where.startsWith('*-')) return !where.slice(2).split(' ').includes(place)
  return where.split(' ').includes(place)
}
