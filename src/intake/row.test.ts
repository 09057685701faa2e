import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseInstant } from '../clock/civil.ts'
import { fixedZone } from '../clock/zone.ts'
import { type LeadRow } from './lead-row.ts'
import { guessMapping } from './mapping.ts'
import { type RowResult, readRow } from './row.ts'

const context = { nowMs: parseInstant('2026-11-23T15:00:00Z')!.epochMs, country: 'US', zone: fixedZone(0) }

/** A row given as what stands under each heading. */
function rowOf(cells: Readonly<Record<string, string>>): RowResult {
  const headings = Object.keys(cells)
  return readRow(guessMapping(headings, [Object.values(cells)], { country: 'US' }), Object.values(cells), context)
}
function leadOf(cells: Readonly<Record<string, string>>): LeadRow & { readonly warnings: readonly string[] } {
  const row = rowOf({ Phone: '(305) 555-0101', ...cells })
  if (row.kind === 'bad') throw new Error(row.reason)
  return { ...row.lead, warnings: row.warnings }
}

test('a row says who the lead is and nothing that the file did not say', () => {
  expect(
    leadOf({ 'First name': ' Zoë ', 'Last name': 'O’Hara', Company: 'Ünal & Co', Email: 'Zoe@Example.com' })
  ).toEqual({
    name: 'Zoë O’Hara',
    company: 'Ünal & Co',
    email: 'zoe@example.com',
    extension: '',
    facts: { number: { e164: '+13055550101' }, place: { country: 'US' }, reach: { email: true } },
    dueAtMs: null,
    dueHasTime: false,
    priority: null,
    warnings: []
  })
})

test('an empty e-mail cell in a file with e-mails is a lead without one', () => {
  expect(leadOf({ Email: '' }).facts.reach).toEqual({ email: false })
  expect(leadOf({}).facts.reach).toBeUndefined()
})

test('numbers are kept in the order of their columns, each once, a mobile as wireless', () => {
  const lead = leadOf({
    Phone: '',
    Mobile: '305-555-0102',
    'Work phone': '+1 212 555 0103 x44 / 3055550102',
    'Phone 2': '020 7946 0018'
  })
  expect(lead.facts.number).toEqual({ e164: '+13055550102', kind: 'mobile', lineType: 'wireless' })
  expect(lead.facts.numbers?.map((number) => number.e164)).toEqual(['+13055550102', '+12125550103'])
  expect(lead.warnings.join()).toMatch(/Phone 2: "020 7946 0018"/)
})

test('a wrong number is marked bad and the next one is dialled', () => {
  const lead = leadOf({ Mobile: '305-555-0102', 'Lead status': 'Wrong number' })
  expect(lead.facts.number?.e164).toBe('+13055550102')
  expect(lead.facts.numbers?.map((number) => number.bad)).toEqual([true, false])
  expect(leadOf({ 'Wrong number': 'yes' }).facts.numbers).toEqual([{ e164: '+13055550101', bad: true }])
})

test.for([
  [{ Phone: '' }, /no telephone number: "Phone" is empty/],
  [{ Phone: '3.05555E+09' }, /Phone: "3\.05555E\+09" was turned into scientific notation/],
  [{ Phone: 'n/a', Mobile: 'none' }, /no usable telephone number/]
] as const)('a row without a number that can be dialled is bad: %#', ([cells, reason]) => {
  expect(rowOf({ Name: 'Ana', ...cells })).toMatchObject({ kind: 'bad', reason: expect.stringMatching(reason) })
})

test('a row with more cells than headings is bad, unless the surplus is empty', () => {
  const mapping = guessMapping(['Name', 'Phone'], [], { country: 'US' })
  expect(readRow(mapping, ['Ana', '305-555-0101', 'Inc'], context)).toMatchObject({
    kind: 'bad',
    reason: expect.stringMatching(/has 3 cells where the heading row has 2.*"Inc"/)
  })
  expect(readRow(mapping, ['Ana', '305-555-0101', '', ' '], context).kind).toBe('lead')
  expect(readRow(mapping, ['Ana'], context).kind).toBe('bad')
})

test('a value that is not understood is left out with a warning that names column and value', () => {
  const lead = leadOf({ 'Deal value': 'lots', 'Calls made': 'many', 'Last call': 'soon', Stage: 'Zorbing' })
  expect(lead.warnings).toEqual(
    expect.arrayContaining([
      'Deal value: "lots" is not an amount of money; left out',
      'Calls made: "many" is not a count; left out',
      'Last call: "soon" is not a date; left out',
      expect.stringMatching(/Stage: "Zorbing" is kept as the stage/)
    ])
  )
  expect(lead.facts.lead).toEqual({ stage: 'Zorbing' })
})

test('dates become ages: whole days, and hours counted from the end of a day without a time', () => {
  const lead = leadOf({ 'Last call': '11/21/2026', 'Last voicemail': '2026-11-20', 'Last conversation': '2026-11-01' })
  expect(lead.facts.history).toEqual({
    ...{ calls: 1, hoursSinceCall: 39, voicemails: 1, daysSinceVoicemail: 3, daysSinceSpoken: 22, everSpoken: true },
    ...{ touches7d: 1, touches30d: 1 }
  })
  expect(leadOf({ 'Last call': '2026-11-23 09:30' }).facts.history).toMatchObject({ hoursSinceCall: 5.5, calls24h: 1 })
})

test('a call in the future is a mistake in the file', () => {
  expect(leadOf({ 'Last call': '2027-01-01' }).warnings).toEqual([
    'Last call: "2027-01-01" lies in the future; left out'
  ])
})

test('with nobody ever reached every message is unanswered; after a conversation none is', () => {
  expect(leadOf({ 'Voicemails left': '3' }).facts.history).toMatchObject({
    voicemails: 3,
    unansweredVoicemails: 3,
    calls: 3
  })
  const spoke = { 'Voicemails left': '3', 'Last voicemail': '2026-11-01', 'Last conversation': '2026-11-10' }
  expect(leadOf(spoke).facts.history).toMatchObject({ unansweredVoicemails: 0 })
  expect(leadOf({ 'Voicemails left': '2', Stage: 'Proposal sent' }).facts.history?.unansweredVoicemails).toBeUndefined()
})

test('more unanswered messages than messages cannot be, and the file is told so', () => {
  const lead = leadOf({ 'Voicemails left': '1', 'Unanswered voicemails': '4' })
  expect(lead.facts.history).toMatchObject({ voicemails: 1, unansweredVoicemails: 1 })
  expect(lead.warnings.join()).toMatch(/4 is more than the 1 voicemails left/)
})

test.for([
  [{ 'Last conversation': '2026-11-10' }, 'met'],
  [{ 'Last conversation': '2026-06-01' }, 'lapsed'],
  [{ 'Last conversation': '2026-11-10', Stage: 'New' }, 'met'],
  [{ Stage: 'Negotiation' }, 'dialogue_open'],
  [{ Stage: 'Closed lost' }, 'lapsed'],
  [{ Spoken: 'no' }, 'never_spoken'],
  [{ Stage: 'Not interested' }, 'met'],
  [{ Spoken: 'no', Stage: 'Proposal sent' }, 'proposal_sent'],
  [{ Company: 'x' }, undefined]
] as const)('the relationship follows the stage, else the conversation: %#', ([cells, relationship]) => {
  expect(leadOf(cells).facts.lead?.relationship).toBe(relationship)
})

test('an opt-out is seen wherever it is written, and doubt counts as yes', () => {
  expect(leadOf({ 'Do not call': 'TRUE' }).facts.stops).toEqual(['do_not_call'])
  expect(leadOf({ 'Do not call': 'no', 'Opted out': '' }).facts.stops).toBeUndefined()
  expect(leadOf({ 'Lifecycle stage': 'Lead', 'Lead status': 'DNC', Status: 'Unsubscribed' }).facts.stops).toEqual([
    'do_not_call',
    'opt_out'
  ])
  const doubtful = leadOf({ 'Do not call': 'since March' })
  expect(doubtful.facts.stops).toEqual(['do_not_call'])
  expect(doubtful.warnings.join()).toMatch(/"since March" is neither yes nor no; taken as do not call/)
})

test('consents are kept apart by channel, and an opt-out outweighs an opt-in', () => {
  const facts = leadOf({
    Consent: 'PEWC',
    'SMS opt-in': 'yes',
    'SMS opt-out': 'yes',
    'Email opt out': '1',
    Email: 'a@example.com'
  }).facts
  expect(facts.consent).toEqual({ voice: 'express_written', sms: 'none', email: 'none' })
  expect(facts.reach).toEqual({ email: false, sms: false })
})

test('money keeps its currency, from the cell, a column or the heading', () => {
  expect(leadOf({ 'Deal value': '12.600,00 EUR' }).facts.lead).toEqual({ dealValueCents: 1_260_000, currency: 'EUR' })
  expect(leadOf({ 'Deal value': '12,600', Currency: 'CAD' }).facts.lead).toEqual({
    dealValueCents: 1_260_000,
    currency: 'CAD'
  })
  expect(leadOf({ 'Deal value (GBP)': '950' }).facts.lead).toEqual({ dealValueCents: 95_000, currency: 'GBP' })
  expect(leadOf({ 'Deal value': '950' }).facts.lead).toEqual({ dealValueCents: 95_000 })
})

test('a promised callback has its moment', () => {
  expect(leadOf({ 'Call back on': '11/24/2026 2:05 PM' })).toMatchObject({
    dueAtMs: parseInstant('2026-11-24T14:05:00Z')!.epochMs,
    dueHasTime: true
  })
})

test('a formula in a cell stays text, and control characters do not reach the screen', () => {
  expect(leadOf({ Name: '=cmd|/c calc!A1', Company: 'A\u0000B\u202eC\nD' })).toMatchObject({
    name: '=cmd|/c calc!A1',
    company: 'A B C D'
  })
})

const HEADINGS = [
  ...[
    'Phone',
    'Mobile',
    'Stage',
    'Relationship',
    'Spoken',
    'Last conversation',
    'Voicemails left',
    'Unanswered voicemails'
  ],
  ...[
    'Last voicemail',
    'Last call',
    'Calls made',
    'Deal value',
    'Do not call',
    'Email',
    'State',
    'Country',
    'SMS opt-in',
    'Call back on'
  ]
]
const value = fc.oneof(
  fc.constantFrom(
    '',
    '0',
    '1',
    '3',
    '12',
    'yes',
    'no',
    'New',
    'Proposal sent',
    'DNC',
    'Wrong number',
    '2026-11-20',
    '11/22/2026 9:00'
  ),
  fc.constantFrom(
    '305-555-0101',
    '2125550102',
    '$12k',
    'never_spoken',
    'lapsed',
    '2026-01-01',
    'FL',
    'US',
    'a@example.com',
    'Closed lost'
  ),
  fc.string({ unit: 'binary', maxLength: 20 })
)

test('whatever the cells hold, no row throws and no lead contradicts itself', () => {
  const mapping = guessMapping(HEADINGS, [], { country: 'US' })
  fc.assert(
    fc.property(fc.array(value, { minLength: 0, maxLength: HEADINGS.length }), (cells) => {
      const row = readRow(mapping, ['305-555-0101', ...cells].slice(0, HEADINGS.length), context)
      if (row.kind === 'bad') return
      const { history = {}, lead = {} } = row.lead.facts
      expect(history.unansweredVoicemails ?? 0).toBeLessThanOrEqual(history.voicemails ?? 0)
      expect(history.everSpoken === true && lead.relationship === 'never_spoken').toBe(false)
      expect(history.everSpoken === false && (lead.relationship ?? 'never_spoken') !== 'never_spoken').toBe(false)
      if (history.everSpoken || history.daysSinceSpoken !== undefined)
        expect(lead.relationship).toMatch(/met|proposal|dialogue|lapsed/)
      expect(history.calls ?? 0).toBeGreaterThanOrEqual(history.voicemails ?? 0)
      expect(history.touches30d ?? 0).toBeGreaterThanOrEqual(history.touches7d ?? 0)
    }),
    { numRuns: 1500 }
  )
})

test('huge cells and ten thousand columns are read at once', () => {
  const huge = 'x '.repeat(500_000)
  const cells = Object.fromEntries(HEADINGS.map((heading) => [heading, heading === 'Phone' ? '305-555-0101' : huge]))
  expect(rowOf(cells).kind).toBe('lead')
  const wide = Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`Phone ${at}`, '305-555-0101']))
  expect(rowOf(wide).kind).toBe('lead')
})
