import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseInstant } from '../src/clock/civil.ts'
import { fixedZone } from '../src/clock/zone.ts'
import { guessMapping } from '../src/intake/mapping.ts'
import { recordReader } from '../src/intake/records.ts'
import { type RowResult, rowReader } from '../src/intake/row.ts'
import { HEADINGS, inventedRow } from './invented-lead.ts'

const nowMs = parseInstant('2026-11-23T15:00:00Z')!.epochMs
const rows: (readonly string[])[] = []
const reader = recordReader()
const take = (record: Parameters<Parameters<typeof reader.push>[1]>[0]): void => {
  if (record.kind === 'cells') rows.push(record.cells)
}
reader.push(readFileSync(new URL('../examples/leads.csv', import.meta.url), 'utf8'), take)
reader.end(take)

const mapping = guessMapping(rows[0]!, rows.slice(1, 101), { country: 'US' })
const read = rowReader(mapping, { nowMs, country: 'US', zone: fixedZone(0) })
const results: readonly RowResult[] = rows.slice(1).map(read)

test('the shipped list is what the generator writes', () => {
  expect(rows[0]).toEqual(HEADINGS)
  expect(rows.slice(1)).toEqual(Array.from({ length: 320 }, (_, index) => inventedRow(index, 1, nowMs)))
})

test('every invented number is one that no subscriber can have', () => {
  for (const result of results) {
    if (result.kind === 'bad') continue
    const { number, numbers } = result.lead.facts
    for (const { e164 } of [number!, ...(numbers ?? [])]) expect(e164).toMatch(/^\+1\d{3}55501\d\d$|^\+442079460\d{3}$/)
    expect(result.lead.email ?? '@example.com').toMatch(/@example\.(?:com|org|net)$/)
  }
})

test('every column is understood, and only the rows meant to be bad are', () => {
  expect(mapping.problems).toEqual([])
  expect(results.flatMap((result, index) => (result.kind === 'bad' ? [index + 2] : []))).toEqual([43, 90, 209, 258])
})

test('the list holds leads of every kind, so that strategies differ over it', () => {
  const leads = results.flatMap((result) => (result.kind === 'lead' ? [result.lead] : []))
  const kinds = (of: (facts: (typeof leads)[number]['facts']) => unknown): number =>
    new Set(leads.map((lead) => of(lead.facts)).filter((kind) => kind !== undefined)).size
  expect(kinds((facts) => facts.lead?.origin)).toBe(6)
  expect(kinds((facts) => facts.lead?.market)).toBe(2)
  expect(kinds((facts) => facts.lead?.relationship)).toBe(5)
  expect(kinds((facts) => facts.consent?.voice)).toBe(4)
  expect(kinds((facts) => facts.number?.lineType)).toBe(3)
  expect(kinds((facts) => facts.place?.country)).toBe(3)
  expect(kinds((facts) => facts.stops?.[0])).toBeGreaterThanOrEqual(3)
})
