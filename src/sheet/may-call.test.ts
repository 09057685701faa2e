import { describe, expect, test } from 'vitest'
import { deskFor } from '../decide/answer.ts'
import { house } from '../guard/house.ts'
import { type LawInForce, bareLaw, withFreshLists } from '../guard/in-force.ts'
import { lawBook } from '../guard/lawful.ts'
import { law } from '../guard/law.ts'
import { whereabouts } from '../guard/where.ts'
import { type LeadFacts, type LeadRow } from '../intake/lead-row.ts'
import { pick } from '../playbook/shelf.ts'
import { shelf } from '../../test/the-shelf.ts'
import { type SheetLine, lineOf } from './line.ts'
import { inOrder } from './rank.ts'
import { noRows, withLine } from './summary.ts'

/** A Wednesday, 12:00 in New York. */
const NOON = Date.parse('2026-12-02T17:00:00Z')
const HOUR = 3_600_000
const DAY = 24 * HOUR

const strict = bareLaw(lawBook(law))
const fresh = withFreshLists(strict)
const consumer = { lead: { market: 'b2c' } } as const
const firm = { lead: { market: 'b2b' } } as const
const kentucky = { number: { e164: '+15025550123' }, place: { timeZone: 'America/New_York' } } as const

type Asked = { readonly under?: LawInForce; readonly now?: number; readonly on?: readonly string[]; row?: number }

function line(facts: LeadFacts, { under = strict, now = NOON, on = [], row = 2 }: Asked = {}): SheetLine {
  const found = pick(shelf, 'middle-ground')
  if (found.kind === 'missing') throw new Error(found.problem)
  const lead: LeadRow = {
    ...{ name: 'Ruth Okafor', company: 'Okafor Freight', email: 'ruth@example.com', extension: '', priority: null },
    ...{ dueAtMs: null, dueHasTime: false, facts: { number: { e164: '+12125550123' }, ...facts } }
  }
  const desk = deskFor(found.program, { ...house, law: under }, whereabouts(), () => on)
  return lineOf(desk, row, lead, [], { now, country: 'US', seed: 0 })
}

describe('the law on a sheet', () => {
  test('on the first day, with no list brought in, firms may be called', () => {
    expect(line(firm)).toMatchObject({ callable: true, until: '2026-12-02T21:00:00-05:00', remedy: null, readAs: null })
  })

  test('consumers may not, and the line says by which rule and what would lift it', () => {
    const said = line(consumer)
    expect(said).toMatchObject({ callable: false, from: null, ruleId: 'US-DNC-SCRUB31', readAs: null, stop: null })
    expect(said.why).toBe(
      'The copy of the National Do Not Call Registry is missing or over 31 days old (US-DNC-SCRUB31)'
    )
    expect(said.remedy).toBe('Bring in a newer copy of us-national-dnc')
    expect(said.voicemail.action).toBe('skip')
  })

  test('who does not say it is read as a consumer, and is told that a firm would be free', () => {
    const said = line({})
    expect(said).toMatchObject({ ruleId: 'US-DNC-SCRUB31', readAs: 'consumer' })
    expect(said.remedy).toBe('Bring in a newer copy of us-national-dnc; or, if they are a firm, let the list say so')
    // Pennsylvania lists firms too: it would not help to be one.
    const listed = line({ number: { e164: '+12155550123' }, lead: {} })
    expect(line({ number: { e164: '+12155550123' }, ...firm })).toMatchObject({ ruleId: 'US-PA-DNC' })
    expect([listed.ruleId, listed.readAs]).toEqual(['US-PA-DNC', null])
  })

  test('written consent lifts a list that is missing, and a place that is off stays off', () => {
    const consented = { ...consumer, consent: { voice: 'express_written' } } as const
    expect(line(consented).callable).toBe(true)
    expect(line({ ...firm, number: { e164: '+919876543210' } })).toMatchObject({
      callable: false,
      from: null,
      ruleId: 'IN-REG'
    })
  })

  test('callable until law or house closes, whichever is first', () => {
    const oregon = { number: { e164: '+15035550123' }, ...consumer } as const
    expect(line(oregon, { under: fresh })).toMatchObject({ callable: true, until: '2026-12-02T20:00:00-08:00' })
  })

  test('where the hours of the law are shut the reason names the rule and the first minute', () => {
    const said = line({ ...kentucky, ...consumer }, { under: fresh, now: NOON - 3 * HOUR })
    expect(said).toMatchObject({ callable: false, from: '2026-12-02T10:00:00-05:00', remedy: null })
    expect(said.why).toMatch(/ \(US-KY-HOURS\); from Wed 2 Dec 10:00$/)
    expect(said.rank.group).toBe(6)
  })

  test('a copy that is too old once the rest is over is a matter of that day', () => {
    const copies = law.lists.map(() => NOON - 30 * DAY)
    const yesterday = { ...consumer, history: { calls: 1, hoursSinceCall: 24 } } as const
    const said = line(yesterday, { under: { ...strict, copies } })
    expect(said).toMatchObject({ callable: false, ruleId: 'PLAYBOOK-WAIT' })
    expect(Date.parse(said.from!)).toBeGreaterThan(NOON + DAY)
    // Too old today, it holds them back today.
    const old = { ...strict, copies: law.lists.map(() => NOON - 32 * DAY) }
    expect(line(yesterday, { under: old })).toMatchObject({ from: null, ruleId: 'US-DNC-SCRUB31' })
  })

  test('a number on a list is not called, nor is a message left, and a list of our own is never lifted', () => {
    const listed = line(consumer, { under: fresh, on: ['us-national-dnc'] })
    expect(listed).toMatchObject({ callable: false, from: null, ruleId: 'US-DNC-NATIONAL' })
    expect(listed.voicemail).toMatchObject({ action: 'skip' })
    expect(line(firm, { under: fresh, on: ['us-national-dnc'] }).callable).toBe(true)
    expect(line(firm, { under: fresh, on: ['litigators'] })).toMatchObject({ ruleId: 'PROD-SUPPRESSED' })
  })

  test('a hard stop comes before the law', () => {
    expect(line({ ...consumer, stops: ['opt_out'] })).toMatchObject({ ruleId: 'HOUSE-STOP-OPT-OUT', remedy: null })
  })

  test('whom the same rule holds back stand together, those who may be firms first, and are counted', () => {
    const texas = { number: { e164: '+19155550123' }, ...consumer } as const
    const lines = [consumer, {}, texas, firm, consumer].map((facts, i) => line(facts, { row: i + 2 }))
    expect(lines.toSorted(inOrder).map(({ row }) => row)).toEqual([5, 3, 2, 6, 4])
    expect(lines.reduce(withLine, noRows)).toMatchObject({ rows: 5, callableNow: 1, notByLaw: 4, readAsConsumers: 1 })
  })
})
