import { describe, expect, test } from 'vitest'
import { zoneNamed } from '../clock/zone.ts'
import { facts, slot, type Choice } from '../facts/fact.ts'
import { type LogEntry } from '../facts/log-entry.ts'
import { call, outcome, sent, signal, touch } from '../facts/story.ts'
import { type Grounds } from '../guard/doubt.ts'
import { exposureOf } from '../guard/exposure.ts'
import { exposureAssumptions, exposureShipped, type ExposureAssumptions } from '../guard/exposure-table.ts'
import { bareLaw, withFreshLists } from '../guard/in-force.ts'
import { law } from '../guard/law.ts'
import { lawBook } from '../guard/lawful.ts'
import { type LawQuestion, noRelationship } from '../guard/question.ts'
import { statementTokens } from '../guard/term.ts'
import { reportCounting, writeReport } from './build-report.ts'
import { doubting } from './doubting.ts'
import { reportCsv } from './csv.ts'
import { type Life, dialModes, plainLife } from './life.ts'
import { assumedPrices } from './prices.ts'
import { type CallRow, type Row, type TouchRow } from './row.ts'
import { rowsOf } from './rows.ts'

/** Monday 4 January 2027, 12 in Ohio. */
const MONDAY = 1_799_082_000_000
const DAY = 86_400_000
const zone = zoneNamed('America/New_York')!
const period = { from: -Infinity, until: Infinity, asOf: MONDAY + 90 * DAY }
const book = lawBook(law)
const inForce = withFreshLists(bareLaw(book))
const shipped = doubting(inForce, exposureShipped)

const ohio = { country: 'US', region: 'US-OH', timeZone: null, number: '+16145550100' } as const
const profile = (changes: Readonly<Record<string, string>>, at: number): LogEntry =>
  signal(1, at, { kind: 'profile', changes })
const spent = { dialMs: 36_000, greetingMs: 0, messageMs: 0, talkMs: 0, wrapMs: 0 }
const by = (mode: (typeof dialModes)[number]) => ({
  ...({ rep: 1, mode, line: null, spent, override: null, reaction: null, objection: null } as const)
})

function life(log: readonly LogEntry[], more: Partial<Life> = {}): Life {
  return { ...plainLife(7, log, zone), place: ohio, playbooks: new Map([[2, 'drops@1']]), ...more }
}
const doubtOf = (lived: Life, doubts = shipped) =>
  rowsOf(lived, period, doubts).find((row): row is CallRow | TouchRow => row.kind === 'call' || row.kind === 'touch')!
    .doubt

const consented = (at: number): LogEntry =>
  signal(3, at, { kind: 'consent_granted', group: 'recordings', level: 'express_written' })
const drop = (lineAt: number): readonly LogEntry[] => [
  profile({ 'lead.market': 'b2b', 'number.lineType': 'landline' }, lineAt),
  ...call(2, MONDAY, { message: 'complete', recording: 1 })
]

/** The same, asked of the guard by hand. */
function asked(told: Partial<LawQuestion>, grounds: Partial<Grounds>): number {
  const question: LawQuestion = {
    at: '2027-01-04T17:00:00Z',
    action: { kind: 'prerecorded_voicemail', purpose: 'telemarketing', dialMode: 'click', states: statementTokens },
    recipient: { type: 'business', country: 'US', region: 'US-OH', timezone: null },
    number: { e164: '+16145550100', lineType: 'landline' },
    consent: { voice: 'none', recordings: 'none', sms: 'none', email: 'none' },
    ...{ revoked: {}, internalDncAt: null, relationship: noRelationship, attempts: [] },
    lists: { listed: [], scrubbedDaysAgo: Object.fromEntries(law.lists.map((id) => [id, 0])) },
    seller: { registration: {}, adadConfirmed: [] },
    ...told
  }
  const known = { consentProof: 'word', lineLookedUpDaysAgo: null, numberConfirmedDaysAgo: null } as const
  return exposureOf(
    book,
    { ...question, grounds: { ...known, machineHeardBy: 'person', ...grounds } },
    1,
    exposureShipped
  ).breach
}

describe('the doubt of a touch is that of the facts as they stood', () => {
  test('a recording at a desk: the age of the lookup of the line, and a number that was never known to be theirs', () => {
    const doubt = doubtOf(life(drop(MONDAY - 365 * DAY)))!
    expect(doubt).toMatchObject({ kind: 'priced', way: 'drops@1: recordings', rule: null })
    expect(doubt.breach).toBeCloseTo(asked({}, { lineLookedUpDaysAgo: 365 }), 12)
    expect(doubt.breach).toBeGreaterThan(asked({}, { lineLookedUpDaysAgo: 1 }))
  })

  test('what is learned later changes nothing of an earlier touch', () => {
    const later = profile({ 'number.lineType': 'wireless' }, MONDAY + DAY)
    const log = drop(MONDAY - DAY)
    expect(doubtOf(life([...log, later]))).toEqual(doubtOf(life(log)))
  })

  test.for([
    ['record', 0.005],
    ['word', 0.05],
    ['bought', 0.2]
  ] as const)('a consent that is a %s', ([proof, chance]) => {
    const log = [
      profile({ 'lead.market': 'b2b' }, MONDAY - 9 * DAY),
      consented(MONDAY - 8 * DAY),
      ...call(2, MONDAY, { message: 'complete', recording: 1 })
    ]
    const proofs = [{ at: MONDAY - 8 * DAY, group: 'recordings', isGrant: true, proof }] as const
    expect(doubtOf(life(log, { proofs }))?.chances.consent).toBeCloseTo(chance, 12)
  })

  test('a system that dials hears machines by a detector, and is a way of its own', () => {
    const texts = [profile({ 'lead.market': 'b2b' }, MONDAY - DAY), ...call(2, MONDAY)]
    const ways = dialModes.map((mode) => doubtOf(life(texts, { calls: new Map([[2, by(mode)]]) }))?.way)
    expect(ways).toEqual([
      ...['drops@1: calls by a rep', 'drops@1: calls by a rep'],
      ...['drops@1: calls by a system', 'drops@1: calls by a rep']
    ])
    expect((facts[slot('dialer.mode')] as Choice).values).toEqual(dialModes)
  })

  test('what the law forbids as it holds now is counted by its rule and never priced', () => {
    const log = [
      profile({ 'lead.market': 'b2b', 'number.lineType': 'wireless' }, MONDAY - DAY),
      ...call(2, MONDAY, { message: 'complete', recording: 1 })
    ]
    expect(doubtOf(life(log))).toMatchObject({ kind: 'forbidden', rule: 'US-PREREC-WIRELESS', breach: 0 })
    const stopped = [...log.slice(0, 1), signal(4, MONDAY - DAY, { kind: 'stop', stop: 'opt_out' }), ...call(2, MONDAY)]
    expect(doubtOf(life(stopped))).toMatchObject({ kind: 'forbidden', rule: 'US-DNC-INTERNAL' })
  })

  test('where nobody sues by the contact there is no price; other ways than calls and texts are not asked', () => {
    const british = { country: 'GB', region: null, timeZone: null, number: null } as const
    const log = [profile({ 'lead.market': 'b2c' }, MONDAY - DAY), ...call(2, MONDAY)]
    expect(doubtOf(life(log, { place: british }))).toMatchObject({ kind: 'unpriced', breach: 0 })
    const mail = [touch(2, MONDAY, 'email'), sent(2, MONDAY, 'email')]
    expect(doubtOf(life(mail))).toBeNull()
    expect(doubtOf(life(log, { place: null }))).toBeNull()
  })
})

describe('the report', () => {
  const consent = [{ at: MONDAY - 8 * DAY, group: 'recordings', isGrant: true, proof: 'bought' }] as const
  const log = (id: number): readonly LogEntry[] => [
    profile({ 'lead.market': 'b2c', 'number.lineType': 'wireless' }, MONDAY - 9 * DAY),
    consented(MONDAY - 8 * DAY),
    touch(id, MONDAY),
    outcome(id, MONDAY, { message: 'complete', recording: 1 })
  ]

  function reportOf(people: number, a: ExposureAssumptions = exposureShipped) {
    const setting = { prices: { ...assumedPrices, doubt: a }, by: 'none', repName: String } as const
    const { add, sums } = reportCounting(setting)
    const rows: Row[] = []
    const more = { proofs: consent, calls: new Map([[2, by('preview')]]) }
    for (let i = 0; i < people; i++) rows.push(...rowsOf(life(log(2), more), period, doubting(inForce, a)))
    rows.forEach(add)
    const about = { what: 'a test', isWorld: true, facts: [], currency: 'USD' }
    return writeReport(sums, setting, about, '2027-02-03T00:00:00+00:00')
  }
  const cellsOf = (report: ReturnType<typeof reportOf>, table: string, label: string): readonly string[] => {
    const row = report.sections.flatMap(({ tables }) => tables).find(({ id }) => id === table)
    const cells = row?.rows.find((each) => each.label === label)?.cells ?? []
    return cells.map((cell) => (cell.kind === 'words' ? cell.words : String(cell.count)))
  }

  test('the class term grows with the contacts made the same way, the single one by each', () => {
    const [ten, hundred] = [reportOf(10), reportOf(100)]
    const way = 'drops@1: recordings'
    // A bought consent, 1 in 5, of which 1 in 10,000 becomes a claim: 62 in 100 of those at 2,000 USD, the others 100 a member.
    expect(cellsOf(ten, 'ways', way).slice(2, 4)).toEqual(['$0.20', '$0.08'])
    expect(cellsOf(hundred, 'ways', way).slice(2, 4)).toEqual(['$2', '$8'])
    expect(hundred.sections.find(({ id }) => id === 'doubt')?.title).toMatch(
      /^100 calls and texts may cost about \$10, expected/
    )
  })

  test('every assumption stands in it with its value and its source, and one that was set says so', () => {
    const reading = exposureAssumptions({ 'claim.chance': 0.001 })
    const report = reportOf(1, reading.kind === 'assumptions' ? reading.assumptions : exposureShipped)
    expect(cellsOf(report, 'assumptions', 'claim.chance')).toEqual(['1 in 1,000', 'set here'])
    expect(cellsOf(report, 'assumptions', 'consent.bought')).toEqual(['20 in 100', 'assumption'])
    const note = report.sections.flatMap(({ tables }) => tables).find(({ id }) => id === 'assumptions')?.note
    expect(note).toContain('claim.chance: A breach becomes a claim. Nobody publishes claims per call')
  })

  test('000-24 it stands on the bill, and a spreadsheet gets the same digit', () => {
    const report = reportOf(100)
    // A call of 36 seconds costs 28 cents.
    expect(cellsOf(report, 'cost', 'The doubt that remains, to one digit')).toEqual(['$10', '$0.10'])
    expect(cellsOf(report, 'cost', 'All, with that doubt')).toEqual(['$38.00', '$0.38'])
    expect(reportCsv(report)).toMatch(/\r\ndoubt,ways,together,,drops@1: recordings,,,\d0*,,,,,cents\r\n/)
  })
})
