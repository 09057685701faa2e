import fc from 'fast-check'
import { expect, test } from 'vitest'
import { guessMapping } from './mapping.ts'

const US = { country: 'US' }
const fieldsOf = (
  headings: readonly string[],
  sample: readonly (readonly string[])[] = [],
  overrides: readonly string[] = []
) =>
  Object.fromEntries(
    guessMapping(headings, sample, { ...US, overrides }).columns.map((column) => [column.heading, column.field])
  )
const messages = (headings: readonly string[], overrides: readonly string[] = []): string =>
  guessMapping(headings, [], { ...US, overrides })
    .problems.map((problem) => `${problem.severity}: ${problem.message}`)
    .join('\n')

test('every phone column is kept, each with whose phone it is', () => {
  expect(fieldsOf(['Name', 'Mobile', 'Work phone', 'Phone 2'])).toEqual({
    ...{ Name: 'name', Mobile: 'phoneMobile', 'Work phone': 'phoneWork', 'Phone 2': 'phone' }
  })
})

test('a list without a phone column names the columns there are and how to say which it is', () => {
  expect(messages(['Name', 'Fone', 'City'])).toMatch(
    /error: no column holds a telephone number; the columns are "Name", "Fone", "City".*--map "Fone=phone"/
  )
})

test('a column whose heading says nothing is known by its values', () => {
  const mapping = guessMapping(
    ['Name', 'Col B', 'Col C'],
    [
      ['Ana', '(305) 555-0101', 'ana@example.com'],
      ['Bo', '305-555-0102', 'bo@example.org']
    ],
    US
  )
  expect(mapping.columns.map((column) => [column.field, column.reason])).toEqual([
    ['name', 'heading'],
    ['phone', 'values'],
    ['email', 'values']
  ])
})

test('a file without headings is named as such', () => {
  expect(messages(['Ana Ortiz', '(305) 555-0101', 'ana@example.com'])).toMatch(/error: the file has no heading row/)
})

test('what a person chooses outweighs the heading', () => {
  expect(fieldsOf(['Name', 'Phone', 'Fax = old'], [], ['Phone=ignore', 'fax = old=phoneWork'])).toMatchObject({
    ...{ Phone: 'setAside', 'Fax = old': 'phoneWork' }
  })
})

test('a choice that cannot be followed says what is wrong with it and what was meant', () => {
  expect(messages(['Phone'], ['Phon=phone'])).toMatch(/no column "Phon", did you mean Phone/)
  expect(messages(['Phone'], ['Phone=phonemobil'])).toMatch(/"phonemobil" is not a field, did you mean phoneMobile/)
  expect(messages(['Phone'], ['Phone'])).toMatch(/is not a mapping; write "Column=field"/)
})

test('two columns for one field and columns that are not read are reported', () => {
  const said = messages(['Phone', 'Stage', 'Lead status', 'Moble number'])
  expect(said).toMatch(/warning: "Stage" and "Lead status" are both stage/)
  expect(said).toMatch(/warning: column "Moble number" is not read; the nearest known heading is "mobile number"/)
})

test('the order of day and month is decided for each column, with the evidence', () => {
  const mapping = guessMapping(['Phone', 'Last call', 'Last voicemail'], [['', '03/04/2026', '14/11/2026']], US)
  expect(mapping.columns[1]).toMatchObject({
    dayFirst: false,
    note: expect.stringMatching(/month before day: no value tells; US/)
  })
  expect(mapping.columns[2]).toMatchObject({
    dayFirst: true,
    note: expect.stringMatching(/14\/11\/2026 can only be day first/)
  })
})

test('a heading may name the currency', () => {
  expect(guessMapping(['Phone', 'Deal Value (EUR)'], [], US).columns[1]).toMatchObject({
    field: 'dealValue',
    currency: 'EUR'
  })
})

test('a mapping survives being written as JSON', () => {
  const mapping = guessMapping(['Name', 'Phone', 'Last call', 'What'], [['', '', '14/11/2026', '']], US)
  expect(JSON.parse(JSON.stringify(mapping))).toEqual(mapping)
})

test('no headings and no values make the guess throw or hang', () => {
  const cell = fc.string({ unit: 'binary', maxLength: 30 })
  fc.assert(
    fc.property(
      fc.array(cell, { maxLength: 8 }),
      fc.array(fc.array(cell, { maxLength: 9 }), { maxLength: 4 }),
      (headings, sample) => {
        guessMapping(headings, sample, US)
      }
    ),
    { numRuns: 100 }
  )
  const wide = Array.from({ length: 10_000 }, (_, at) => `odd column ${at} xq`)
  expect(guessMapping(wide, [wide], US).problems.length).toBeLessThan(40)
})

test('a column is chosen by its whole heading, or by the heading as it is shown', () => {
  const long = `Best number on which this person said that they may be reached on ${'any '.repeat(10)}day`
  const shown = guessMapping([long], [], US).unmapped[0]!.heading
  expect(shown.length).toBeLessThan(long.length)
  for (const heading of [long, shown])
    expect(guessMapping([long], [], { ...US, overrides: [`${heading}=phoneMobile`] }).columns).toMatchObject([
      { field: 'phoneMobile' }
    ])
})
