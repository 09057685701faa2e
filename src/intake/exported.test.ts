import fc from 'fast-check'
import Papa from 'papaparse'
import { expect, test } from 'vitest'
import { parseInstant } from '../clock/civil.ts'
import { zoneNamed } from '../clock/zone.ts'
import { type ExportShape, exportHeadings, exportLine, leadJson, shapeFor } from './exported.ts'
import { fields } from './field.ts'
import { headingWords } from './heading-words.ts'
import { importList } from './import-list.ts'
import { importReader } from './import-row.ts'
import { type ImportedLead } from './imported-lead.ts'
import { guessMapping } from './mapping.ts'
import { phrases } from './plain-words.ts'
import { fromCell, toCell } from './spreadsheet-cell.ts'

const zone = zoneNamed('America/New_York')!
const context = { nowMs: parseInstant('2026-11-23T15:00:00Z')!.epochMs, country: 'US', zone }
const empty: ExportShape = { phones: 1, emails: 1, other: [] }

function written(leads: readonly ImportedLead[]): string {
  const shape = leads.reduce(shapeFor, empty)
  return exportHeadings(shape) + leads.map((lead) => exportLine(lead, shape, zone)).join('')
}
function imported(text: string): readonly ImportedLead[] {
  const leads: ImportedLead[] = []
  const list = importList(context, { country: 'US' })
  const take = (row: Parameters<Parameters<typeof list.push>[1]>[0]): void => {
    if (row.kind !== 'lead') throw new Error(JSON.stringify(row))
    leads.push(row.lead)
  }
  list.push(new TextEncoder().encode(text), take)
  list.end(take)
  return leads
}

const hostile = fc.constantFrom(
  ...[
    '=1+1',
    '+13055550101',
    '-5',
    '@sum',
    "'=x",
    "''",
    "'",
    '\t=x',
    '1e5',
    '00042',
    'a "b" c',
    'x,y;z',
    'two\nlines',
    'cr\r\nlf'
  ],
  ...[
    '😀👩‍👩‍👧',
    'שלום',
    '\u202eabc',
    'e\u0301',
    '=HYPERLINK("http://x")',
    'NULL',
    'undefined',
    '__proto__',
    ' padded ',
    '１＋１',
    '＝1'
  ]
)
const known = fc.constantFrom(
  ...[
    '',
    '',
    '',
    'yes',
    'no',
    '3',
    '12',
    '-4.5',
    '€12.600,50',
    '500 JPY',
    'CHF 3',
    '2026-11-20',
    '11/30/2026 2:05 PM',
    'Won',
    'DNC',
    'Not interested'
  ],
  ...[
    '305-555-0101',
    '(212) 555-0102 x44',
    '020 7946 0018',
    '305-555-0101 / 305-555-0109',
    'call me',
    'a@example.com; B@Example.org',
    'info@example.com'
  ],
  ...[
    'refusal; complaint',
    'B2B',
    'Facebook',
    'FL',
    'Ontario',
    'Germany',
    'hot',
    'SMS',
    'Express written',
    'mobile',
    'Ortiz, Ana',
    'landline',
    'met',
    'Dr',
    'EUR'
  ]
)
const cell = fc.oneof(
  { weight: 5, arbitrary: known },
  { weight: 3, arbitrary: hostile },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) }
)
/** Each field under the first of its usual headings, some twice, and columns that nobody knows. */
const headings = [
  ...fields.map((field) => phrases(headingWords[field])[0]!),
  ...['Twitter', 'Lead status', 'Phone 2', 'Work email', 'Comments', 'Zip', 'Account'],
  ...['Hobby', 'Hobby', '=formula', '__proto__', 'Q 2', '', '-q']
]
const mapping = guessMapping(headings, [], { country: 'US', purpose: 'import' })
const read = importReader(mapping, context)

test('a lead that is exported and imported again is the same lead, whatever its texts', () => {
  const row = fc.array(cell, { minLength: headings.length, maxLength: headings.length })
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 4 }), (rows) => {
      const leads = rows.flatMap((cells) => {
        const result = read(cells)
        return result.kind === 'lead' ? [result.lead] : []
      })
      if (leads.length === 0) return
      expect(imported(written(leads))).toEqual(leads)
    }),
    { numRuns: 40 }
  )
})

test('a spreadsheet runs nothing of an export, and every text comes back', () => {
  fc.assert(
    fc.property(fc.oneof(hostile, fc.string({ unit: 'binary' })), (text) => {
      const shown = toCell(text)
      expect(fromCell(shown)).toBe(text)
      if (!/^\+\d{7,15}$/.test(shown)) expect(shown).not.toMatch(/^\s*[=+\-@]/)
    })
  )
  expect(toCell('+13055550101')).toBe('+13055550101')
  expect(toCell('+13055550101 x12')).toBe("'+13055550101 x12")
})

test('an export is one line a lead in columns that people know', () => {
  const [lead] = imported(
    'Record ID,First name,Last name,Phone,Mobile,Email,Do not call\n007,Ana,Ortiz,305-555-0101 x9,305-555-0102,ana@example.com,yes\n'
  )
  const { data } = Papa.parse<Record<string, string>>(written([lead!]), { header: true, skipEmptyLines: true })
  expect(data).toHaveLength(1)
  expect(data[0]).toMatchObject({
    ...{
      'Record ID': '007',
      'First name': 'Ana',
      'Last name': 'Ortiz',
      Phone: "'+13055550101 x9",
      'Phone 2': '+13055550102'
    },
    ...{ 'Phone kind 2': 'mobile', Email: 'ana@example.com', Stops: 'do_not_call' }
  })
  expect(leadJson(lead!)).toMatchObject({
    ...{ externalId: '007', emails: ['ana@example.com'], stops: ['do_not_call'] },
    phones: [
      { e164: '+13055550101', ext: '9', label: null, bad: false },
      { e164: '+13055550102', ext: '', label: 'mobile', bad: false }
    ]
  })
})
