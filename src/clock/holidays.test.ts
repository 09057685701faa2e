import { expect, test } from 'vitest'
import { civilOf, dayNumber, dayOf, weekdayOf } from './civil.ts'
import { holidayCountries, holidayOn, holidayRegions, holidaysKnown } from './holidays.ts'

const days = (text: string): number => dayOf(Date.parse(text) / 60_000)

test.for([
  ['US', null, '2026-11-26', 'Thanksgiving Day'],
  ['US', null, '2027-07-05', 'Independence Day (substitute day)'],
  ['US', 'US-UT', '2026-07-24', 'Pioneer Day'],
  ['US', 'RI', '2026-08-10', 'Victory Day'],
  ['US', 'LA', '2026-02-17', 'Mardi Gras'],
  ['CA', 'CA-QC', '2026-06-24', 'National Holiday'],
  ['CA', 'ON', '2026-05-18', 'Victoria Day'],
  ['GB', 'SCT', '2026-11-30', 'St Andrew’s Day'],
  ['GB', 'NIR', '2026-07-13', 'Battle of the Boyne (Orangemen’s Day) (substitute day)'],
  ['DE', 'BY', '2026-01-06', 'Epiphany'],
  ['FR', null, '2026-07-14', 'Bastille Day'],
  ['FR', '67', '2026-12-26', 'Boxing Day'],
  ['ES', 'MD', '2026-05-02', 'Día de la Comunidad de Madrid'],
  ['JP', null, '2026-09-22', "Citizens' Holiday"],
  ['IL', null, '2026-09-21', 'Day of Atonement (Yom Kippur)'],
  ['AE', null, '2026-12-02', 'National Day'],
  ['us', 'us-ut', '2026-07-24', 'Pioneer Day']
] as const)('%s %s keeps %s as %s', ([country, region, date, name]) => {
  expect(holidayOn(country, region, days(date))).toBe(name)
})

test.for([
  ['US', null, '2026-07-24'],
  ['US', 'CA', '2026-08-10'],
  ['DE', 'BE', '2026-01-06'],
  ['DE', null, '2026-01-06'],
  ['FR', null, '2026-12-26'],
  ['GB', 'ENG', '2026-11-30'],
  ['US', null, '2026-11-25'],
  [null, null, '2026-12-25'],
  ['XX', null, '2026-12-25'],
  ['US', null, '2023-12-25'],
  ['US', null, '2041-12-25']
] as const)('%s %s works on %s', ([country, region, date]) => {
  expect(holidayOn(country, region, days(date))).toBeNull()
})

test('what is no holiday and what is not known are told apart', () => {
  expect(holidaysKnown('us', dayNumber(2026, 11, 25))).toBe(true)
  expect(holidaysKnown('US', dayNumber(2041, 1, 1))).toBe(false)
  expect(holidaysKnown('US', dayNumber(2023, 12, 31))).toBe(false)
  expect(holidaysKnown('XX', dayNumber(2026, 11, 25))).toBe(false)
  expect(holidaysKnown(null, dayNumber(2026, 11, 25))).toBe(false)
})

test('the countries that people sell to are there, with their states', () => {
  const wanted = 'US CA GB IE AU NZ DE AT CH FR ES IT NL BE SE NO DK FI PL PT IN MX BR ZA JP SG AE IL'.split(' ')
  expect(holidayCountries()).toEqual(expect.arrayContaining(wanted))
  expect(holidayRegions('US')).toHaveLength(51)
  expect(holidayRegions('CA')).toHaveLength(13)
  expect(holidayRegions('DE')).toHaveLength(16)
  expect(holidayRegions('xx')).toEqual([])
})

test('every country has holidays in every year, and every region has a calendar', () => {
  for (const country of holidayCountries()) {
    for (const region of [null, ...holidayRegions(country)]) {
      for (const year of [2024, 2026, 2033, 2040]) {
        let kept = 0
        for (let day = dayNumber(year, 1, 1); day < dayNumber(year + 1, 1, 1); day++) {
          if (holidayOn(country, region, day) !== null) kept++
        }
        expect(kept, `${country} ${region} ${year}`).toBeGreaterThan(3)
        expect(kept, `${country} ${region} ${year}`).toBeLessThan(45)
      }
    }
  }
})

test('Thanksgiving is the fourth Thursday of November in every year of the table', () => {
  for (let day = dayNumber(2024, 1, 1); day < dayNumber(2041, 1, 1); day++) {
    if (holidayOn('US', null, day) !== 'Thanksgiving Day') continue
    expect(weekdayOf(day)).toBe(4)
    expect(civilOf(day).month).toBe(11)
    expect(Math.ceil(civilOf(day).day / 7)).toBe(4)
  }
})
