import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { parseInstant } from '../src/clock/civil.ts'
import { fixedZone } from '../src/clock/zone.ts'
import { type ImportResult, importReader } from '../src/intake/import-row.ts'
import { type ImportedLead } from '../src/intake/imported-lead.ts'
import { guessMapping } from '../src/intake/mapping.ts'
import { recordReader } from '../src/intake/records.ts'
import { FIRM_NOW, FIRM_ROWS, firmText } from './generate-firm.ts'
import { FIRM_HEADINGS } from './invented-firm.ts'

const nowMs = parseInstant(FIRM_NOW)!.epochMs
const text = readFileSync(new URL('../examples/firm.csv', import.meta.url), 'utf8')
const rows: (readonly string[])[] = []
const reader = recordReader()
const take = (record: Parameters<Parameters<typeof reader.push>[1]>[0]): void => {
  if (record.kind === 'cells') rows.push(record.cells)
}
reader.push(text, take)
reader.end(take)

const mapping = guessMapping(rows[0]!, rows.slice(1, 101), { country: 'US', purpose: 'import' })
let results: readonly ImportResult[] = []
let leads: readonly ImportedLead[] = []
beforeAll(() => {
  results = rows.slice(1).map(importReader(mapping, { nowMs, country: 'US', zone: fixedZone(0) }))
  leads = results.flatMap((result) => (result.kind === 'lead' ? [result.lead] : []))
})

describe('the list of the invented firm', () => {
  test('is what the generator writes', () => {
    expect(text).toBe(firmText())
    expect(rows).toHaveLength(FIRM_ROWS + 1)
  })

  test('holds no number that a subscriber could have', () => {
    const columns = ['Phone', 'Mobile', 'Company phone'].map((heading) => FIRM_HEADINGS.indexOf(heading))
    const cells = rows.slice(1).flatMap((row) => columns.map((column) => row[column]!))
    const digits = cells
      .map((cell) => cell.replace(/ ?x\d+$/, '').replace(/\D/g, ''))
      .filter((each) => each.length >= 10)
    expect(digits.length).toBeGreaterThan(2400)
    expect(digits.filter((each) => !/^1?\d{3}55501\d\d$/.test(each))).toEqual([])
    expect(leads.flatMap((lead) => lead.phones).filter(({ e164 }) => !/^\+1\d{3}55501\d\d$/.test(e164))).toEqual([])
    // Elsewhere in the file nothing looks like a telephone number either.
    const others = rows.slice(1).flatMap((row) => row.filter((_, column) => !columns.includes(column)))
    expect(others.filter((cell) => /(?:\d[ ().-]{0,2}){10}/.test(cell) && !/^[\d/-]+ \d\d?:\d\d/.test(cell))).toEqual(
      []
    )
  })

  test('holds no address outside example.com, .net and .org', () => {
    expect(text.match(/@[^,"\s]*/g)!.filter((each) => !/^@example\.(?:com|net|org)$/.test(each))).toEqual([])
    expect(leads.flatMap((lead) => lead.emails).length).toBeGreaterThan(1500)
    expect(
      text.match(/https?:[^,"\s]*/g)!.filter((each) => !each.startsWith('https://www.linkedin.com/in/example-firm-'))
    ).toEqual([])
  })

  test('is understood column by column, and a few rows in a hundred are nobody', () => {
    expect(mapping.problems).toEqual([])
    const rejected = results.filter(({ kind }) => kind === 'rejected').length
    expect(rejected / FIRM_ROWS).toBeGreaterThan(0.01)
    expect(rejected / FIRM_ROWS).toBeLessThan(0.04)
    expect(leads.length).toBeGreaterThan(2300)
  })

  test('has leads of every kind, so that strategies differ over it', () => {
    const share = (is: (lead: ImportedLead) => boolean): number => leads.filter(is).length / leads.length
    const of = (path: string, value: unknown): number => share((lead) => lead.profile[path] === value)
    for (const origin of ['internet_lead', 'lead_card', 'cold_list', 'prequalified_list', 'referral', 'inbound_call'])
      expect(of('lead.origin', origin), origin).toBeGreaterThan(0.04)
    expect(of('lead.market', 'b2b')).toBeGreaterThan(0.4)
    expect(of('lead.market', 'b2c')).toBeGreaterThan(0.3)
    for (const relationship of ['never_spoken', 'met', 'proposal_sent', 'dialogue_open'])
      expect(of('lead.relationship', relationship), relationship).toBeGreaterThan(0.03)
    expect(share((lead) => lead.profile['lead.dealValueCents'] !== undefined)).toBeGreaterThan(0.6)
    expect(share((lead) => lead.stops.length > 0)).toBeGreaterThan(0.03)
    expect(share((lead) => lead.stops.length > 0)).toBeLessThan(0.12)
    expect(share((lead) => lead.consents.length > 0)).toBeGreaterThan(0.4)
    expect(share((lead) => lead.dueAtMs !== null)).toBeGreaterThan(0.03)
    expect(new Set(rows.slice(1).map((row) => row[FIRM_HEADINGS.indexOf('Industry')])).size).toBeGreaterThan(10)
  })

  test('has people twice, homes with one telephone, and colleagues at one firm', () => {
    const byNumber = Map.groupBy(
      leads.filter((lead) => lead.phones.length > 0),
      (lead) => lead.phones[0]!.e164
    )
    const shared = [...byNumber.values()].filter((people) => people.length > 1)
    const names = (people: readonly ImportedLead[]): number =>
      new Set(people.map((lead) => `${lead.firstName} ${lead.lastName}`.toLowerCase())).size
    expect(shared.filter((people) => names(people) < people.length).length).toBeGreaterThan(40)
    expect(shared.filter((people) => names(people) > 1).length).toBeGreaterThan(40)
    const firms = Map.groupBy(
      leads.filter((lead) => lead.company !== ''),
      (lead) => lead.company
    )
    expect([...firms.values()].filter((people) => people.length > 1).length).toBeGreaterThan(40)
  })
})
