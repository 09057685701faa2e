import { describe, expect, test } from 'vitest'
import { zoneNamed } from '../clock/zone.ts'
import { call } from '../facts/story.ts'
import { reportCounting, writeReport } from './build-report.ts'
import { doubts } from './life.arbitrary.ts'
import { type CallOf, type DialMode, type Life, plainLife } from './life.ts'
import { assumedPrices } from './prices.ts'
import { rowsOf } from './rows.ts'
import { shownWords } from './words.ts'

/** Monday 4 January 2027, 12 in Ohio. */
const MONDAY = 1_799_082_000_000
const HOUR = 3_600_000
const DAY = 24 * HOUR
const zone = zoneNamed('America/New_York')!
const ohio = { country: 'US', region: 'US-OH', timeZone: null, number: '+16145550100' } as const
const london = { country: 'GB', region: null, timeZone: null, number: null } as const
const spent = { dialMs: 20_000, greetingMs: 0, messageMs: 0, talkMs: 0, wrapMs: 0 }

type Told = {
  readonly mode?: DialMode
  readonly talkMs?: number
  readonly at?: number
  readonly endpoint?: 'human_right_party' | 'machine' | 'no_answer' | 'abandoned'
  readonly line?: CallOf['line']
  readonly place?: Life['place']
}

function life({ mode = 'preview', talkMs = 0, at = MONDAY, endpoint = 'human_right_party', ...told }: Told): Life {
  const of: CallOf = {
    ...{ rep: 1, mode, line: told.line ?? null, spent: { ...spent, talkMs } },
    ...{ override: null, reaction: null, objection: null }
  }
  return {
    ...plainLife(7, call(1, at, { endpoint, ringSeconds: 5 }), zone),
    ...{ place: told.place ?? ohio, calls: new Map([[1, of]]), playbooks: new Map([[1, 'spring@1']]) }
  }
}

function section(...lives: readonly Life[]) {
  const setting = { prices: assumedPrices, by: 'none', repName: String } as const
  const { add, sums } = reportCounting(setting)
  for (const each of lives)
    for (const row of rowsOf(each, { from: -Infinity, until: Infinity, asOf: MONDAY + HOUR }, doubts)) add(row)
  const about = { what: 'a test', isWorld: true, facts: [], currency: 'USD' }
  return writeReport(sums, setting, about, '2027-02-03T00:00:00+00:00').sections.find(({ id }) => id === 'abandoned')
}
const line = (found: ReturnType<typeof section>, table: string, label: string): readonly string[] =>
  found!.tables
    .find(({ id }) => id === table)!
    .rows.find((row) => row.label === label)!
    .cells.map((cell) => (cell.kind === 'words' ? cell.words : shownWords(cell, 'USD')))

const talk = { talkMs: 60_000 }
const said = (who: 'human' | 'machine' | null): CallOf['line'] => ({
  heard: { verdict: 'machine_greeting', afterMs: 1800 },
  said: who
})

describe('calls that somebody answered and nobody spoke in', () => {
  test.for(['manual', 'preview', 'rep_hears'] as const)('a rep is on the line in %s: none is abandoned', (mode) => {
    const found = section(life({ mode }), life({ mode, ...talk }))
    expect(found!.title).toBe('0 of 2 answered calls were abandoned.')
    expect(found!.sentence).toContain('none of them could be abandoned')
    expect(line(found, 'meter', 'US spring@1')).toEqual(['2', '0 of 2', '3.0 %', 'none', '0', '0'])
  })

  test('what somebody said was abandoned is, whoever dialled', () => {
    expect(section(life({ endpoint: 'abandoned' }), life(talk))!.title).toBe('1 of 2 answered calls were abandoned.')
  })

  test('none of many is still a share with its band', () => {
    const found = section(...Array.from({ length: 68 }, () => life(talk)))
    expect(found!.title).toBe('0 of 68 answered calls were abandoned: 0 % (0 to 5.3).')
  })

  test('where a system dials, who never came is abandoned, and so is who came after two seconds', () => {
    const late = { heard: { verdict: 'human', afterMs: 2100 }, said: null } as const
    const lives = [{}, { ...talk, line: late }, { ...talk, line: { ...late, heard: { ...late.heard, afterMs: 900 } } }]
    const found = section(...lives.map((each) => life({ mode: 'progressive', ...each })))
    expect(found!.title).toBe('2 of 3 answered calls were abandoned.')
    expect(line(found, 'meter', 'US spring@1').slice(0, 2)).toEqual(['3', '2 of 3'])
    expect(found!.tables[0]!.note).toContain('Within 2 seconds a recording says the name of the firm')
  })

  test('each country counts by its own window and limit; where there is no rule nothing is counted', () => {
    const yesterday = MONDAY - DAY
    const found = section(
      ...[life({ at: yesterday }), life({ at: yesterday, place: london }), life({ place: london })],
      life({ place: { ...london, country: 'DE' } })
    )
    expect(found!.tables[0]!.rows.map(({ label }) => label)).toEqual(['GB spring@1', 'US spring@1'])
    expect(line(found, 'meter', 'GB spring@1').slice(0, 3)).toEqual(['1', '0 of 1', '3.0 %'])
  })

  test('a call that nobody answered rang too short', () => {
    const found = section(life({ endpoint: 'no_answer' }), life({}))
    expect(line(found, 'meter', 'US spring@1').at(-1)).toBe('1')
  })
})

describe('the verdicts of a detector', () => {
  test('those that a rep listened to are its audit, with what they add to the meter', () => {
    const heard = [said('human'), said('machine'), said('machine'), said(null)]
    const found = section(
      ...heard.map((each) => life({ endpoint: 'machine', mode: 'progressive', line: each })),
      life({ mode: 'progressive', ...talk })
    )
    expect(line(found, 'audit', 'A detector said machine')[0]).toBe('4')
    expect(line(found, 'audit', 'A rep listened and said who was there')).toEqual(['3', '3 of 4'])
    expect(line(found, 'audit', 'It was a person')).toEqual(['1', '1 of 3'])
    const [, audit] = found!.tables
    expect(audit!.note).toMatch(/spring@1: with the people behind unheard verdicts 57 % abandoned, probably \d/)
  })

  test('without a detector and without a call that was answered there is nothing to say', () => {
    expect(section(life({ endpoint: 'no_answer' }))).toBeUndefined()
  })
})
