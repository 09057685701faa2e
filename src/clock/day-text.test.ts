import { expect, test } from 'vitest'
import { dayNumber } from './calendar.ts'
import { parseDay } from './day-text.ts'

test('a day is read, and a leap day only in its year', () => {
  expect(parseDay('1970-01-01')).toBe(0)
  expect(parseDay('2028-02-29')).toBe(dayNumber(2028, 2, 29))
  expect(parseDay('2026-02-29')).toBeNull()
})

test.for([
  '',
  '2026-13-01',
  '2026-00-10',
  '2026-11-00',
  '2026-11-31',
  '26-11-20',
  '2026-11-20 ',
  '1969-12-31',
  '2101-01-01'
])('%j is no day', (text) => {
  expect(parseDay(text)).toBeNull()
})
