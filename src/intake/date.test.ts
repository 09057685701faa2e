import fc from 'fast-check'
import { expect, test } from 'vitest'
import { civilOf, dayNumber, parseInstant } from '../clock/civil.ts'
import { fixedZone, zoneNamed } from '../clock/zone.ts'
import { readMoment } from './date.ts'
import { guessDayFirst } from './day-first.ts'

const nowMs = parseInstant('2026-11-23T15:00:00Z')!.epochMs
const at = (text: string): number => parseInstant(text)!.epochMs
const context = { nowMs, zone: fixedZone(0), dayFirst: false }
const read = (text: string, dayFirst = false): number | undefined => readMoment(text, { ...context, dayFirst })?.epochMs

test.for([
  ['2026-12-31', '2026-12-31T00:00:00Z'],
  ['2026/12/31', '2026-12-31T00:00:00Z'],
  ['2026-12-31T14:05:00Z', '2026-12-31T14:05:00Z'],
  ['2026-12-31T14:05:00.123-05:00', '2026-12-31T19:05:00Z'],
  ['2026-12-31 14:05:33+0100', '2026-12-31T13:05:33Z'],
  ['12/31/2026', '2026-12-31T00:00:00Z'],
  ['12/31/26 2:05 PM', '2026-12-31T14:05:00Z'],
  ['12/31/2026 12:05 a.m.', '2026-12-31T00:05:00Z'],
  ['12/31/2026, 2 pm EST', '2026-12-31T19:00:00Z'],
  ['31.12.2026', '2026-12-31T00:00:00Z'],
  ['31.12.2026 14:05 Uhr', '2026-12-31T14:05:00Z'],
  ['31-Dec-26', '2026-12-31T00:00:00Z'],
  ['Dec 31, 2026', '2026-12-31T00:00:00Z'],
  ['Thu, Dec 31, 2026 at 2:05 PM', '2026-12-31T14:05:00Z'],
  ['31 décembre 2026', '2026-12-31T00:00:00Z'],
  ['3 juillet 2026', '2026-07-03T00:00:00Z'],
  ['5. März 2026', '2026-03-05T00:00:00Z'],
  ['31 de diciembre de 2026', '2026-12-31T00:00:00Z'],
  ['2 days ago', '2026-11-21T00:00:00Z'],
  ['an hour ago', '2026-11-23T14:00:00Z'],
  ['yesterday', '2026-11-22T00:00:00Z'],
  ['in 3 days', '2026-11-26T00:00:00Z'],
  ['46349', '2026-11-23T00:00:00Z'],
  ['46349.5', '2026-11-23T12:00:00Z'],
  ['1795446000', '2026-11-23T15:00:00Z'],
  ['1795446000000', '2026-11-23T15:00:00Z'],
  ['20261123', '2026-11-23T00:00:00Z']
] as const)('%s is read as %s', ([text, instant]) => {
  expect(read(text)).toBe(at(instant))
})

test('the order of day and month is the column’s, turned round only where it cannot be', () => {
  expect(read('05/04/2026', true)).toBe(at('2026-04-05T00:00:00Z'))
  expect(read('05/04/2026', false)).toBe(at('2026-05-04T00:00:00Z'))
  expect(readMoment('31/12/2026', context)).toMatchObject({ epochMs: at('2026-12-31T00:00:00Z'), isSwapped: true })
})

test('times without an offset are the file’s own, times with one are not moved', () => {
  const eastern = { ...context, zone: zoneNamed('America/New_York')! }
  expect(readMoment('2026-11-20 09:30', eastern)?.epochMs).toBe(at('2026-11-20T14:30:00Z'))
  expect(readMoment('2026-07-20 09:30', eastern)?.epochMs).toBe(at('2026-07-20T13:30:00Z'))
  expect(readMoment('2026-11-20T09:30:00Z', eastern)?.epochMs).toBe(at('2026-11-20T09:30:00Z'))
})

test.for([
  '',
  'soon',
  '2026-02-30',
  '13/13/2026',
  '2026-11-23 25:00',
  '12/31/2026 13:00 PM',
  '99',
  'Foo 31, 2026',
  '2026-11-23 lunch'
])('%s is no date', (text) => {
  expect(readMoment(text, context)).toBeNull()
})

test('a column tells its order by one value that can only be read one way', () => {
  expect(guessDayFirst(['03/04/2026', '14/11/2026'], 'US')).toMatchObject({ dayFirst: true, isCertain: true })
  expect(guessDayFirst(['03/04/2026', '11/14/2026'], 'GB')).toMatchObject({ dayFirst: false, isCertain: true })
  expect(guessDayFirst(['03/04/2026'], 'GB')).toMatchObject({ dayFirst: true, isCertain: false })
  expect(guessDayFirst(['03/04/2026'], 'US')).toMatchObject({ dayFirst: false, isCertain: false })
  expect(guessDayFirst(['11/14/2026', '14/11/2026'], 'US').evidence).toMatch(/both orders/)
})

test('every day from 1970 to 2100 survives being written in five notations', () => {
  const two = (n: number): string => String(n).padStart(2, '0')
  fc.assert(
    fc.property(fc.integer({ min: 0, max: dayNumber(2100, 12, 31) }), (day) => {
      const { year, month, day: date } = civilOf(day)
      const [d, m] = [two(date), two(month)]
      expect(readMoment(`${year}-${m}-${d}`, context)?.day).toBe(day)
      expect(readMoment(`${m}/${d}/${year}`, context)?.day).toBe(day)
      expect(readMoment(`${d}/${m}/${year}`, { ...context, dayFirst: true })?.day).toBe(day)
      expect(readMoment(`${d}.${m}.${year}`, context)?.day).toBe(day)
      expect(readMoment(`${year}${m}${d}`, context)?.day).toBe(day)
    })
  )
})

test('no text makes the reader throw', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void readMoment(text, context)))
})
