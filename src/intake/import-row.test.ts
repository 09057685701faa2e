import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseInstant } from '../clock/civil.ts'
import { fixedZone, zoneName } from '../clock/zone.ts'
import { profileProblem } from '../facts/profile.ts'
import { type ImportResult, importReader } from './import-row.ts'
import { type ImportedLead, zonesOf } from './imported-lead.ts'
import { fields } from './field.ts'
import { guessMapping } from './mapping.ts'

const context = { nowMs: parseInstant('2026-11-23T15:00:00Z')!.epochMs, country: 'US', zone: fixedZone(0) }

function rowOf(cells: Readonly<Record<string, string>>, country = 'US'): ImportResult {
  const [headings, values] = [Object.keys(cells), Object.values(cells)]
  const mapping = guessMapping(headings, [values], { country, purpose: 'import' })
  return importReader(mapping, { ...context, country })(values)
}
function leadOf(
  cells: Readonly<Record<string, string>>,
  country = 'US'
): ImportedLead & { warnings: readonly string[] } {
  const row = rowOf(cells, country)
  if (row.kind === 'rejected') throw new Error(row.reason)
  return { ...row.lead, warnings: row.warnings }
}
const phonesOf = (cells: Readonly<Record<string, string>>, country = 'US'): readonly string[] =>
  leadOf(cells, country).phones.map(({ e164, ext }) => e164 + (ext && ` x${ext}`))

test('every number is kept with its label, its extension, and whether it is the person’s own', () => {
  const lead = leadOf({
    Phone: '(305) 555-0101 x12',
    Mobile: '305-555-0102',
    'Company phone': '212-555-0100',
    'Other phone': '800-555-0199',
    'Asst. Phone': '212-555-0104'
  })
  expect(lead.phones.map(({ e164, ext, label, kind, isKey }) => [e164, ext, label, kind, isKey])).toEqual([
    ['+13055550101', '12', null, null, true],
    ['+13055550102', '', 'mobile', 'mobile', true],
    ['+12125550100', '', 'company', 'business', false],
    ['+18005550199', '', 'other', null, false],
    ['+12125550104', '', 'company', 'business', false]
  ])
})

test('a number that stands in the company’s column too is no key', () => {
  const [phone] = leadOf({ Phone: '305-555-0101', Switchboard: '305 555 0101' }).phones
  expect(phone).toMatchObject({ label: 'company', isKey: false })
})

test('a bad number beside a good e-mail makes a lead, keeps the text and warns', () => {
  const lead = leadOf({ Phone: '3.05555E+09', Email: 'Ana@Example.com' })
  expect(lead.phones).toEqual([])
  expect(lead.rawPhones).toEqual([{ text: '3.05555E+09', reason: expect.stringMatching(/scientific notation/) }])
  expect(lead.emails).toEqual([{ address: 'ana@example.com', label: null, isKey: true }])
  expect(lead.warnings.join()).toMatch(/Phone: "3\.05555E\+09".*scientific notation.*kept as text/)
})

test.for([
  [{ Phone: '', Email: '', Name: 'Ana' }, 'rejected'],
  [{ Phone: 'call me', Email: 'none given' }, 'rejected'],
  [{ Phone: '', Email: '', City: 'Miami', Zip: '33101' }, 'rejected'],
  [{ Phone: '', Email: '', Street: '12 Main St' }, 'lead'],
  [{ Phone: '', LinkedIn: 'https://www.linkedin.com/in/example' }, 'lead'],
  [{ Phone: '', LinkedIn: 'n/a' }, 'rejected'],
  [{ Phone: '', Email: '', Website: 'example.com' }, 'rejected'],
  [{ Phone: '', Email: 'a@example.com' }, 'lead']
] as const)('a row is a lead when there is a way to reach the person: %#', ([cells, kind]) => {
  const row = rowOf(cells)
  expect(row.kind).toBe(kind)
  if (row.kind === 'rejected') expect(row.reason).toMatch(/^nothing to reach this person by/)
})

test('several e-mails in one cell and several columns are all kept, each once', () => {
  const lead = leadOf({
    Email: 'Ana@Example.com; Ana O <ana.o@example.org>',
    'Work email': 'ana@example.com',
    'Personal email': 'ana@home.example'
  })
  expect(lead.emails.map(({ address, label }) => [address, label])).toEqual([
    ['ana@example.com', null],
    ['ana.o@example.org', null],
    ['ana@home.example', 'home']
  ])
})

test('an address of a role tells people apart only when nothing else does', () => {
  expect(leadOf({ Phone: '305-555-0101', Email: 'info@example.com' }).emails[0]!.isKey).toBe(false)
  expect(leadOf({ Phone: '', Email: 'info@example.com' }).emails[0]!.isKey).toBe(true)
})

test('external ids keep their case and their leading zeros', () => {
  expect(leadOf({ 'Record ID': ' 00Qa1 ', Phone: '305-555-0101' }).externalId).toBe('00Qa1')
})

test.for([
  [{ Name: 'Ortiz, Ana' }, ['Ana', 'Ortiz', '']],
  [{ Name: 'Ana Ortiz' }, ['', '', 'Ana Ortiz']],
  [{ Name: 'Ana Ortiz, MD' }, ['', '', 'Ana Ortiz, MD']],
  [{ Name: 'Smith, Jones, and Co' }, ['', '', 'Smith, Jones, and Co']],
  [{ 'First name': 'Ana', 'Last name': 'Ortiz', Name: 'ANA ORTIZ' }, ['Ana', 'Ortiz', '']]
] as const)('a name is parted by its comma and by nothing else: %#', ([cells, expected]) => {
  const { firstName, lastName, name } = leadOf({ ...cells, Phone: '305-555-0101' })
  expect([firstName, lastName, name]).toEqual(expected)
})

test('nothing is lost: unknown columns, second columns of one field, and what was not understood', () => {
  const lead = leadOf({
    ...{ Phone: '305-555-0101', Hobby: 'chess', 'Date of birth': '1970-01-02', Stage: 'New', 'Lead status': 'Zorbing' },
    ...{ 'Deal value': 'lots', 'First name': 'Ana', Name: 'The Ortiz Family', Email: 'none given', '': 'stray' }
  })
  expect(lead.other).toEqual({
    ...{ Hobby: 'chess', 'Date of birth': '1970-01-02', 'Lead status': 'Zorbing', 'Deal value': 'lots' },
    ...{ Name: 'The Ortiz Family', Email: 'none given', 'column 10': 'stray' }
  })
})

test('a column that says do not call becomes a stop, and several stops fit in one cell', () => {
  expect(leadOf({ Phone: '305-555-0101', 'Do Not Call': '1' }).stops).toEqual(['do_not_call'])
  expect(leadOf({ Phone: '305-555-0101', Stops: 'complaint; opt_out' }).stops).toEqual(['complaint', 'opt_out'])
})

test('a lead card has its source, the day of its mailing and its cost', () => {
  const lead = leadOf({
    Phone: '305-555-0101',
    Source: 'Lead card March',
    'Drop date': '11/02/2026',
    'Cost per lead': '$34.50'
  })
  expect(lead).toMatchObject({
    source: 'Lead card March',
    mailedOn: 20_759,
    cost: { cents: 3450, currency: 'USD' },
    profile: { 'lead.origin': 'lead_card' }
  })
})

test('the address is kept as written, with the codes we know, and says which zones to keep to', () => {
  const lead = leadOf({
    ...{ Phone: '305-555-0101', 'Address 1': '1 Elm St', 'Address 2': 'Apt 4', City: 'Portland', State: 'Oregon' },
    ...{ Zip: '04101', Country: 'usa' }
  })
  expect(lead.address).toEqual({
    ...{ street: '1 Elm St, Apt 4', city: 'Portland', region: 'Oregon', postalCode: '04101', country: 'usa' },
    ...{ regionCode: 'US-OR', countryCode: 'US' }
  })
  expect(zonesOf(lead, fixedZone(0)).map(zoneName)).toEqual(
    expect.arrayContaining(['America/Los_Angeles', 'America/New_York'])
  )
})

test.for([
  [{ Phone: '020 7946 0018' }, 'GB', ['+442079460018']],
  [{ Phone: '020 7946 0018', Country: 'United Kingdom' }, 'US', ['+442079460018']],
  [{ Phone: '55 1234 5678', Country: 'Mexico' }, 'US', ['+525512345678']],
  [{ Phone: '(305) 555-0101', Country: 'Germany' }, 'US', ['+13055550101']],
  [{ Phone: '(305) 555-0101', Country: 'US' }, 'DE', ['+13055550101']],
  [{ Phone: '2079460018', phone_code: '44' }, 'US', ['+442079460018']],
  [{ Phone: '3055550101', phone_code: '1' }, 'DE', ['+13055550101']],
  [{ Phone: '+44 20 7946 0018 x3', phone_code: '1' }, 'US', ['+442079460018 x3']]
] as const)('numbers are dialled from where the row, else the list, says: %#', ([cells, country, expected]) => {
  expect(phonesOf(cells, country)).toEqual(expected)
})

test('a row with fewer cells is read with a warning, one with more is rejected', () => {
  const mapping = guessMapping(['Phone', 'Name', 'City'], [], { country: 'US', purpose: 'import' })
  const read = importReader(mapping, context)
  expect(read(['305-555-0101'])).toMatchObject({ kind: 'lead', warnings: [expect.stringMatching(/has 1 cells/)] })
  expect(read(['305-555-0101', 'Ana', 'Miami', 'Inc'])).toMatchObject({ kind: 'rejected' })
})

test('a list without telephone numbers is a list when it has e-mail addresses, for an import only', () => {
  const errors = (purpose: 'sheet' | 'import') =>
    guessMapping(['Name', 'Email'], [], { country: 'US', purpose }).problems.filter(
      ({ severity }) => severity === 'error'
    )
  expect(errors('sheet')).toHaveLength(1)
  expect(errors('import')).toEqual([])
})

test('whatever the cells hold, no row throws and every profile value passes the door of the log', () => {
  const headings = fields.map((field) => `to ${field}`)
  const overrides = fields.map((field) => `to ${field}=${field}`)
  const mapping = guessMapping(headings, [], { country: 'US', purpose: 'import', overrides })
  expect(mapping.problems.filter(({ severity }) => severity === 'error')).toEqual([])
  const read = importReader(mapping, context)
  const word = fc.constantFrom(
    '',
    'yes',
    'no',
    '12',
    '-3',
    'Won',
    'DNC',
    '$5k',
    '2026-11-20',
    '305-555-0101',
    'a@b.co',
    'mobile'
  )
  const cell = fc.oneof(word, word, fc.string({ unit: 'binary', maxLength: 30 }))
  fc.assert(
    fc.property(fc.array(cell, { minLength: 0, maxLength: headings.length }), (cells) => {
      const result = read(cells)
      if (result.kind === 'rejected') return
      for (const [path, value] of Object.entries(result.lead.profile))
        expect([path, profileProblem(path, value)]).toEqual([path, null])
      expect(JSON.stringify(result.lead)).not.toContain('\\u0000')
    }),
    { numRuns: 1500 }
  )
})

test('eighty thousand columns of one name, all filled, are read at once', () => {
  const headings = ['Phone', ...Array.from({ length: 80_000 }, () => 'Q')]
  const mapping = guessMapping(headings, [], { country: 'US', purpose: 'import' })
  const row = importReader(mapping, context)(['305-555-0101', ...Array.from({ length: 80_000 }, () => 'x')])
  expect(row.kind === 'lead' && Object.keys(row.lead.other).length).toBe(80_000)
})
