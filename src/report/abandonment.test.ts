import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { uniformOf } from '../decide/dice.ts'
import {
  type AbandonRate,
  type AuditedVerdict,
  type CallEnd,
  abandonRate,
  abandonRates,
  abandonWords,
  auditSample,
  falseMachineRate,
  mayAbandon,
  ratesWithAudit,
  redialFrom,
  safeHarbourWords
} from './abandonment.ts'
import { law } from '../guard/law.ts'
import { exact } from '../evidence/interval.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const NOW = 1_800_000_000_000

const call = (told: Partial<CallEnd>): CallEnd => ({
  at: NOW,
  country: 'US',
  campaign: 'spring',
  answeredBy: 'person',
  waitedSeconds: 0,
  rangSeconds: 20,
  ...told
})
const gone = (told: Partial<CallEnd> = {}): CallEnd => call({ waitedSeconds: null, ...told })
const times = (n: number, one: CallEnd): readonly CallEnd[] => Array.from({ length: n }, () => one)
const meter = (calls: readonly CallEnd[], country = 'US'): AbandonRate =>
  abandonRate(
    calls.map((each) => ({ ...each, country })),
    country,
    'spring',
    NOW,
    law
  )!

describe('what is abandoned', () => {
  const cases: readonly (readonly [string, Partial<CallEnd>, answered: number, abandoned: number])[] = [
    ['a rep was there at once', {}, 1, 0],
    ['a rep came after exactly 2 s', { waitedSeconds: 2 }, 1, 0],
    ['a rep came a moment later', { waitedSeconds: 2.1 }, 1, 1],
    ['no rep came', { waitedSeconds: null }, 1, 1],
    ['a mailbox answered', { answeredBy: 'machine', waitedSeconds: null }, 0, 0],
    ['nobody answered', { answeredBy: 'nothing', waitedSeconds: null }, 0, 0],
    ['it was another country', { country: 'GB', waitedSeconds: null }, 0, 0],
    ['it was another campaign', { campaign: 'autumn', waitedSeconds: null }, 0, 0],
    ['it was 30 days ago, a millisecond less', { at: NOW - 30 * DAY + 1, waitedSeconds: null }, 1, 1],
    ['it was exactly 30 days ago', { at: NOW - 30 * DAY, waitedSeconds: null }, 0, 0],
    ['it is yet to come', { at: NOW + 1, waitedSeconds: null }, 0, 0]
  ]
  test.for(cases)('%s', ([, told, answered, abandoned]) => {
    expect(abandonRate([call(told)], 'US', 'spring', NOW, law)).toMatchObject({ answered, abandoned })
  })

  test('GB counts 24 hours, CA the last 30 days in place of the month', () => {
    const yesterday = gone({ at: NOW - DAY })
    expect(meter([yesterday], 'GB')).toMatchObject({ rule: 'GB-OFCOM', days: 1, answered: 0, limit: 0.03 })
    expect(meter([yesterday], 'CA')).toMatchObject({ rule: 'CA-ABANDON', days: 30, answered: 1, limit: 0.05 })
  })

  test('every campaign has its own meter; a country without such a rule has none', () => {
    const calls = [gone(), call({ campaign: 'autumn' }), call({})]
    const rates = abandonRates(calls, 'US', NOW, law)!
    expect(rates.map(({ campaign, rate }) => [campaign, rate])).toEqual([
      ['spring', 0.5],
      ['autumn', 0]
    ])
    expect(abandonRates([], 'US', NOW, law)).toEqual([])
    expect(abandonRate([], 'US', 'spring', NOW, law)).toMatchObject({ answered: 0, rate: 0, left: 0, level: 'fine' })
    for (const country of ['DE', 'US-FL', 'XX']) {
      expect(abandonRates(calls, country, NOW, law)).toBeNull()
      expect(abandonRate(calls, country, 'spring', NOW, law)).toBeNull()
    }
  })

  test('calls that nobody answered ring for 15 s, where the rule says so', () => {
    const rings = [14.9, 15, null].map((rangSeconds) => call({ answeredBy: 'nothing', rangSeconds }))
    expect(meter([...rings, call({ rangSeconds: 3 })]).shortRings).toBe(1)
    expect(meter(rings, 'CA').shortRings).toBe(0)
  })
})

describe('how much is left', () => {
  const cases: readonly (readonly [string, number, number, 'US' | 'GB' | 'CA', Partial<AbandonRate>, boolean])[] = [
    ['nobody has answered: the first could already be too many', 0, 0, 'US', { left: 0, level: 'fine' }, false],
    ['32 answered: one more would be 1 of 33', 32, 0, 'US', { left: 0, level: 'fine' }, false],
    ['33 answered: one more would be 1 of 34', 33, 0, 'US', { left: 1, level: 'fine' }, true],
    ['100 answered, 3 of 103 are within', 100, 0, 'US', { left: 3, isOver: false, level: 'fine' }, true],
    ['just below half of the limit', 100, 1, 'US', { left: 2, level: 'fine' }, true],
    ['half of the limit', 200, 3, 'US', { left: 3, level: 'warn' }, true],
    ['near the limit: one more would pass it', 70, 2, 'US', { left: 0, isOver: false, level: 'warn' }, false],
    ['the limit itself is not over', 100, 3, 'US', { left: 0, isOver: false, level: 'stop' }, false],
    ['over the limit', 100, 4, 'US', { left: 0, isOver: true, level: 'stop' }, false],
    ['CA has 5 %', 100, 4, 'CA', { left: 1, isOver: false, level: 'warn' }, true],
    ['GB aims at zero', 1000, 1, 'GB', { left: 29, isOver: false, level: 'warn', aimsAtZero: true }, false],
    ['GB with none', 1000, 0, 'GB', { left: 30, level: 'fine' }, false],
    ['GB stops at 3 %', 100, 3, 'GB', { left: 0, level: 'stop' }, false]
  ]
  test.for(cases)('%s', ([, answered, abandoned, country, wanted, may]) => {
    const rate = meter([...times(answered - abandoned, call({})), ...times(abandoned, gone())], country)
    expect(rate).toMatchObject({ answered, abandoned, ...wanted })
    expect(mayAbandon(rate).may).toBe(may)
  })

  test('where the data has no rule none may be abandoned', () => {
    expect(mayAbandon(null)).toEqual({
      may: false,
      says: 'The law’s data has no rule that allows abandoned calls here: have a rep free for each'
    })
  })

  test('in words', () => {
    const [half, over] = [meter([...times(197, call({})), ...times(3, gone())]), meter([gone(), call({})], 'CA')]
    const british = meter([gone(), ...times(99, call({}))], 'GB')
    expect([half, over, british].map(abandonWords)).toEqual([
      'spring: 1.5 % of 200 answered calls abandoned (3) in 30 days; at most 3 % by US-ABANDON; half of it is used',
      'spring: 50 % of 2 answered calls abandoned (1) in 30 days, in place of the calendar month; at most 5 % by CA-ABANDON; stop',
      'spring: 1 % of 100 answered calls abandoned (1) in 24 hours; at most 3 % by GB-OFCOM; the aim is zero'
    ])
    expect([half, over, british].map((rate) => mayAbandon(rate).says)).toEqual([
      'US-ABANDON: 3 more may be abandoned before the limit is passed',
      'CA-ABANDON: the limit is reached; have a rep free before each call',
      'GB-OFCOM: no number of them is safe; have a rep free before each call'
    ])
  })

  test('what the recording says to somebody who was abandoned', () => {
    expect(safeHarbourWords('US', law)).toBe(
      'Within 2 seconds a recording says the name of the firm, a number of the firm, that it was a sales call and an opt-out by voice or key, and sells nothing'
    )
    expect(safeHarbourWords('GB', law)).toBe(
      'Within 2 seconds a recording says the name of the firm, what it is about and a number that is free or at basic rate, to ask for no more calls, and sells nothing'
    )
    expect([safeHarbourWords('CA', law), safeHarbourWords('DE', law)]).toEqual([null, null])
    for (const country of law.jurisdictions.keys()) expect(safeHarbourWords(country, law) ?? '').not.toContain('_')
  })
})

describe('the audit of verdicts', () => {
  const sample = (wrong: number, n: number): readonly AuditedVerdict[] =>
    Array.from({ length: n }, (_, i) => ({ id: `${i}`, heard: i < wrong ? 'person' : 'machine' }))

  /** binom.test of R 4.2.2. */
  const known: readonly (readonly [wrong: number, n: number, low: number, high: number])[] = [
    [1, 100, 0.000253146032977421, 0.0544593853920806],
    [1, 200, 0.000126581027867018, 0.0275418984572056],
    [0, 250, 0, 0.0146471886356804],
    [9, 1200, 0.0034350454103157, 0.0141894004099415],
    [263, 1000, 0.235943524680293, 0.291459361439264],
    [50, 50, 0.928878263535802, 1]
  ]
  test.for(known)('%d wrong of %d', ([wrong, n, low, high]) => {
    const rate = falseMachineRate(sample(wrong, n))!
    expect(rate).toMatchObject({ n, wrong, rate: wrong / n })
    expect(Math.abs(rate.low - low)).toBeLessThan(1e-9)
    expect(Math.abs(rate.high - high)).toBeLessThan(1e-9)
  })

  test('what stays unclear counts as a person; no sample says nothing', () => {
    expect(falseMachineRate([{ id: 'a', heard: 'unclear' }])).toMatchObject({ wrong: 1, rate: 1 })
    expect(falseMachineRate([])).toBeNull()
  })

  test('people whom the detector took for machines are answered calls, and abandoned', () => {
    const machines = times(500, call({ answeredBy: 'machine', waitedSeconds: null }))
    const heard = times(300, call({ answeredBy: 'machine', waitedSeconds: 1 }))
    const rate = meter([...times(99, call({})), gone(), ...machines, ...heard])
    expect(rate).toMatchObject({ answered: 100, abandoned: 1, machines: 500, level: 'fine', left: 2 })
    const { low, likely, high } = ratesWithAudit(rate, falseMachineRate(sample(2, 200))!)
    expect(likely).toMatchObject({ answered: 105, abandoned: 6, isOver: true, level: 'stop', left: 0 })
    expect(low.rate).toBeCloseTo((1 + 500 * 0.0012132) / (100 + 500 * 0.0012132), 4)
    expect(high.rate).toBeCloseTo((1 + 500 * 0.0356562) / (100 + 500 * 0.0356562), 4)
    expect(abandonWords(likely)).toContain('5.7 % of 105 answered calls abandoned (6) in 30 days')
  })

  test('the lot falls as everywhere in the house: SHA-256 over seed and id', () => {
    const verdicts = Array.from({ length: 40 }, (_, i) => ({ id: `call-${i}` }))
    const byUniform = verdicts.toSorted((a, b) => uniformOf('audit 7', a.id) - uniformOf('audit 7', b.id))
    expect(auditSample(verdicts, 7, 10)).toEqual(byUniform.slice(0, 10))
    expect(auditSample(verdicts, 8, 10)).not.toEqual(byUniform.slice(0, 10))
  })

  test('each verdict is drawn as often as any other', () => {
    const verdicts = Array.from({ length: 10 }, (_, i) => ({ id: `${i}` }))
    const drawn = new Map<string, number>()
    for (let seed = 0; seed < 2000; seed++)
      for (const { id } of auditSample(verdicts, seed, 3)) drawn.set(id, (drawn.get(id) ?? 0) + 1)
    for (const { id } of verdicts) expect(Math.abs(drawn.get(id)! - 600)).toBeLessThan(5 * Math.sqrt(2000 * 0.3 * 0.7))
  })
})

describe('when the same person may be dialled again', () => {
  const machine = call({ answeredBy: 'machine', waitedSeconds: null })
  const cases: readonly (readonly [string, readonly CallEnd[], string, boolean, number | null])[] = [
    ['72 hours after an abandoned call', [gone()], 'GB', false, NOW + 72 * HOUR],
    ['24 hours after a machine that no rep heard', [machine], 'GB', false, NOW + 24 * HOUR],
    ['at once after a machine that a rep heard', [{ ...machine, waitedSeconds: 1 }], 'GB', false, null],
    ['at once after a talk', [call({})], 'GB', false, null],
    ['at once after nobody', [call({ answeredBy: 'nothing' })], 'GB', false, null],
    ['the longer wait of the two', [machine, gone({ at: NOW - 47 * HOUR })], 'GB', false, NOW + 25 * HOUR],
    ['whichever came first', [gone({ at: NOW - 49 * HOUR }), machine], 'GB', false, NOW + 24 * HOUR],
    ['at once with a rep on the line', [gone(), machine], 'GB', true, null],
    ['the data of the US names no hours', [gone(), machine], 'US', false, null],
    ['nor does that of CA', [gone(), machine], 'CA', false, null],
    ['nor a country without the rule', [gone(), machine], 'DE', false, null],
    ['nobody called', [], 'GB', false, null]
  ]
  test.for(cases)('%s', ([, calls, country, isPersonOnTheLine, from]) => {
    expect(redialFrom(calls, country, isPersonOnTheLine, law)).toBe(from)
  })
})

describe('laws', () => {
  const anyCall: fc.Arbitrary<CallEnd> = fc.record({
    at: fc.integer({ min: NOW - 40 * DAY, max: NOW + DAY }),
    country: fc.constantFrom('US', 'GB', 'CA', 'DE'),
    campaign: fc.constantFrom('spring', 'autumn'),
    answeredBy: fc.constantFrom('person', 'machine', 'nothing'),
    waitedSeconds: fc.option(fc.constantFrom(0, 1.9, 2, 2.1, 30)),
    rangSeconds: fc.option(fc.integer({ min: 0, max: 40 }))
  })
  const calls = fc.array(anyCall, { maxLength: 60 })
  const country = fc.constantFrom('US', 'GB', 'CA')
  const counts = fc.tuple(fc.nat(3000), fc.nat(3000)).map(([a, b]) => [Math.max(a, b), Math.min(a, b)] as const)

  test('order changes nothing, and every answered call is in one meter', () => {
    fc.assert(
      fc.property(calls, country, (made, where) => {
        const [one, other] = [made, made.toReversed()].map((each) => abandonRates(each, where, NOW, law)!)
        const sorted = (rates: readonly AbandonRate[]) => rates.toSorted((a, b) => (a.campaign < b.campaign ? -1 : 1))
        expect(sorted(one!)).toEqual(sorted(other!))
        for (const rate of one!) {
          expect(rate.abandoned).toBeLessThanOrEqual(rate.answered)
          expect(abandonRate(made, where, rate.campaign, NOW, law)).toEqual(rate)
        }
      })
    )
  })

  test('so many as are left may be abandoned, and not one more', () => {
    fc.assert(
      fc.property(counts, country, ([answered, abandoned], where) => {
        const limit = law.jurisdictions.get(where)!.abandonment!.maxRate
        const { left, isOver } = meter([...times(answered - abandoned, call({})), ...times(abandoned, gone())], where)
        const rateWith = (more: number): number => (abandoned + more) / (answered + more)
        expect(rateWith(left + 1)).toBeGreaterThan(limit)
        if (left > 0) expect(rateWith(left)).toBeLessThanOrEqual(limit)
        if (isOver) expect(left).toBe(0)
      }),
      { numRuns: 60 }
    )
  })

  test('one more abandoned call never eases the level, one more that a rep took never sharpens it', () => {
    const order = ['fine', 'warn', 'stop']
    const level = (made: readonly CallEnd[], where: string): number => order.indexOf(meter(made, where).level)
    fc.assert(
      fc.property(calls, country, (made, where) => {
        const here = made.map((each) => ({ ...each, country: where }))
        expect(level([...here, gone()], where)).toBeGreaterThanOrEqual(level(here, where))
        expect(level([...here, call({})], where)).toBeLessThanOrEqual(level(here, where))
      })
    )
  })

  test('an audit only adds to a meter, in the order of its band', () => {
    fc.assert(
      fc.property(calls, fc.nat(50), fc.nat(50), (made, wrong, right) => {
        fc.pre(wrong + right > 0)
        const heard = [...Array(wrong).fill('person'), ...Array(right).fill('machine')] as AuditedVerdict['heard'][]
        const audit = falseMachineRate(heard.map((each, i) => ({ id: `${i}`, heard: each })))!
        const interval = exact(wrong, wrong + right)!
        expect(Math.abs(audit.low - interval.low) + Math.abs(audit.high - interval.high)).toBeLessThan(1e-9)
        const rate = meter(made)
        const { low, likely, high } = ratesWithAudit(rate, audit)
        const rising = [rate, low, likely, high].map((each) => each.rate)
        for (let i = 1; i < 4; i++) expect(rising[i]!).toBeGreaterThanOrEqual(rising[i - 1]! - 1e-12)
        expect(high.left).toBeLessThanOrEqual(rate.left)
      })
    )
  })

  test('a sample is the same in any order, has what it may have, and begins with a smaller one', () => {
    const ids = fc.uniqueArray(fc.string({ maxLength: 6 }), { maxLength: 20 })
    fc.assert(
      fc.property(ids, fc.integer(), fc.nat(25), (names, seed, n) => {
        const verdicts = names.map((id) => ({ id }))
        const drawn = auditSample(verdicts, seed, n)
        expect(drawn).toHaveLength(Math.min(n, verdicts.length))
        expect(new Set(drawn).size).toBe(drawn.length)
        expect(auditSample(verdicts.toReversed(), seed, n)).toEqual(drawn)
        expect(auditSample(verdicts, seed, n + 1).slice(0, n)).toEqual(drawn)
      })
    )
  })

  test('one more call never lets us dial earlier, and a rep on the line never waits', () => {
    fc.assert(
      fc.property(calls, anyCall, country, (made, one, where) => {
        const [before, after] = [made, [...made, one]].map((each) => redialFrom(each, where, false, law) ?? -Infinity)
        expect(after!).toBeGreaterThanOrEqual(before!)
        expect(redialFrom(made, where, true, law)).toBeNull()
      })
    )
  })
})
