import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ActionKind } from './action.ts'
import { type Grounds } from './doubt.ts'
import {
  type Exposure,
  type Grounded,
  exposureLines,
  exposureOf,
  exposureWords,
  oneDigit,
  playbookExposure
} from './exposure.ts'
import { type ExposureAssumptions, exposureAssumptions, exposureIds, exposureTable } from './exposure-table.ts'
import { law } from './law.ts'
import { lawBook, lawful } from './lawful.ts'
import { type LawQuestion } from './question.ts'
import { statementTokens } from './term.ts'

const book = lawBook(law)
const house = taken({})

function taken(overrides: Readonly<Record<string, unknown>>): ExposureAssumptions {
  const reading = exposureAssumptions(overrides)
  if (reading.kind === 'wrong') throw new Error(reading.problems.map(({ problem }) => problem).join('; '))
  return reading.assumptions
}

type Told = {
  readonly kind?: ActionKind
  readonly at?: string
  readonly type?: LawQuestion['recipient']['type']
  readonly country?: string
  readonly region?: string | null
  readonly e164?: string
  readonly lineType?: LawQuestion['number']['lineType']
  readonly consent?: Partial<LawQuestion['consent']>
  readonly lastTransactionDaysAgo?: number
  readonly grounds?: Partial<Grounds>
}

/** A business in Ohio, at noon on a Wednesday; everything is said in the script. */
function asked(told: Told): Grounded {
  return {
    at: told.at ?? '2026-12-02T17:00:00Z',
    action: { kind: told.kind ?? 'live_voice', purpose: 'telemarketing', dialMode: 'click', states: statementTokens },
    recipient: {
      type: told.type ?? 'business',
      country: told.country ?? 'US',
      region: told.region === undefined ? 'US-OH' : told.region,
      timezone: null
    },
    number: { e164: told.e164 ?? '+16145550123', lineType: told.lineType ?? 'wireless' },
    consent: { voice: 'none', recordings: 'none', sms: 'none', email: 'none', ...told.consent },
    revoked: {},
    internalDncAt: null,
    relationship: {
      lastTransactionDaysAgo: told.lastTransactionDaysAgo ?? null,
      lastInquiryDaysAgo: null,
      expressRequest: false,
      softOptIn: false,
      currentContractOffer: false,
      expressForThatTime: false
    },
    lists: { listed: [], scrubbedDaysAgo: Object.fromEntries(law.lists.map((id) => [id, 5])) },
    attempts: [],
    seller: { registration: { 'US-FL': 'registered', 'US-TX': 'registered' }, adadConfirmed: ['US-CO', 'US-OH'] },
    grounds: {
      consentProof: 'record',
      lineLookedUpDaysAgo: 0,
      numberConfirmedDaysAgo: 0,
      machineHeardBy: 'person',
      ...told.grounds
    }
  }
}

const written = { recordings: 'express_written', sms: 'express_written' } as const
const toMobile = { kind: 'prerecorded_voicemail', consent: written } as const
const toDesk = { kind: 'prerecorded_voicemail', lineType: 'landline' } as const

describe('which doubts an attempt leaves', () => {
  const cases: readonly (readonly [string, Told, Readonly<Record<string, number>>])[] = [
    ['none for a call to a firm by a rep: the law asks for nothing that could be wrong', {}, {}],
    ['the proof of the consent for a recording to a mobile', toMobile, { consent: 0.005 }],
    [
      'more where somebody only noted the consent',
      { ...toMobile, grounds: { consentProof: 'word' } },
      { consent: 0.05 }
    ],
    ['most where it was bought', { ...toMobile, grounds: { consentProof: 'bought' } }, { consent: 0.2 }],
    ['the line for a recording to a desk', toDesk, { line: 0.01 }],
    [
      'the age of the lookup, a year by a year',
      { ...toDesk, grounds: { lineLookedUpDaysAgo: 730 } },
      { line: 0.01 + 2 * 0.03 }
    ],
    ['a line that nobody looked up', { ...toDesk, grounds: { lineLookedUpDaysAgo: null } }, { line: 0.3 }],
    [
      'the holder of the number, since it was last known to be theirs',
      { ...toDesk, grounds: { numberConfirmedDaysAgo: 73 } },
      { line: 0.01, number: 0.01 }
    ],
    [
      'the holder of a number that was never known to be theirs',
      { ...toMobile, grounds: { numberConfirmedDaysAgo: null } },
      { consent: 0.005, number: 0.1 }
    ],
    [
      'no detector, for a recording to a desk that a person of the firm may hear as well',
      { ...toDesk, grounds: { machineHeardBy: 'detector' } },
      { line: 0.01 }
    ],
    ['nothing for a letter', { kind: 'letter', grounds: { consentProof: 'bought' } }, {}]
  ]

  test.for(cases)('%s', ([, told, wanted]) => {
    const { doubts } = exposureOf(book, asked(told), 1, house)
    expect(doubts.map(({ id }) => id)).toEqual(Object.keys(wanted))
    for (const { id, probability } of doubts) expect(probability).toBeCloseTo(wanted[id]!, 12)
  })

  test('the detector, where the recording has no opt-out for a person who hears it', () => {
    const states = statementTokens.filter((token) => token !== 'interactive_optout_within_2s_of_identity')
    const drop = asked({ ...toMobile, type: 'consumer', grounds: { machineHeardBy: 'detector' } })
    const silent: Grounded = { ...drop, action: { ...drop.action, states } }
    const doubt = exposureOf(book, silent, 1, house).doubts.find(({ id }) => id === 'detector')
    expect(doubt?.probability).toBe(0.03)
    expect(doubt?.says).toBe(
      'A person is there where the detector said machine: 1 in 33 (assumption); then US-MSG-OPTOUT-LIVE forbids it'
    )
  })

  test('the place, by the share of other states that would forbid it', () => {
    const atNoon = exposureOf(book, asked({ type: 'consumer', region: null }), 1, house).doubts
    const early = exposureOf(book, asked({ type: 'consumer', region: null, at: '2026-12-02T13:00:00Z' }), 1, house)
    const known = exposureOf(book, asked({ type: 'consumer', at: '2026-12-02T13:00:00Z' }), 1, house)
    const [later, before] = [atNoon, early.doubts].map((doubts) => doubts.find(({ id }) => id === 'place')!)
    const landline = asked({ type: 'consumer', region: null, at: '2026-12-02T13:00:00Z', lineType: 'landline' })
    expect([known.doubts, exposureOf(book, landline, 1, house).doubts]).toEqual([[], []])
    expect(before!.probability).toBeGreaterThan(later!.probability)
    expect(before!.probability).toBeLessThanOrEqual(0.1)
    expect(before!.says).toMatch(/^Somebody lives in another state .*: 1 in 10 \(data\); then \d+ of 50 other places /)
  })

  test.for([
    [
      'the hour that they named',
      { at: '2026-12-02T12:00:00Z', type: 'consumer' },
      'expressForThatTime',
      'US-CALLHOURS'
    ],
    [
      'their soft opt-in',
      { kind: 'sms', country: 'GB', region: null, e164: '+447700900123', type: 'consumer' },
      'softOptIn',
      'GB-EMAIL'
    ],
    ['their request', { type: 'consumer', region: 'US-CT', e164: '+12035550123' }, 'expressRequest', 'US-CT-PEWC']
  ] as const)('%s, which is a consent too', ([, told, stated, rule]) => {
    const without = asked({ ...told, grounds: { consentProof: 'word' } })
    const question = { ...without, relationship: { ...without.relationship, [stated]: true } }
    expect([lawful(book, without).decision, lawful(book, question).decision]).toEqual(['blocked', 'allowed'])
    const doubt = exposureOf(book, question, 1, house).doubts.find(({ id }) => id === 'consent')
    expect(doubt?.says).toMatch(new RegExp(`noted: 1 in 20 .assumption.; then ${rule}.* forbids it$`))
  })

  test('the customer whose purchase lifts the list: a stranger at their number is on it', () => {
    const customer = asked({ type: 'consumer', lastTransactionDaysAgo: 30, grounds: { numberConfirmedDaysAgo: 365 } })
    const listed = { ...customer, lists: { ...customer.lists, listed: ['us-national-dnc'] } }
    const [doubt, ...others] = exposureOf(book, listed, 1, house).doubts
    expect([doubt?.id, doubt?.probability, others]).toEqual(['number', 0.05, []])
    expect(doubt?.says).toContain('US-DNC-NATIONAL forbids it')
  })
})

describe('what it may cost', () => {
  test('an attempt, by the formula: 1 in 200 x 1 in 10,000 x (0.62 x 2,000 USD + 0.38 x 10,000 contacts x 100 USD)', () => {
    const { single, class: ofClass, cents, breach } = exposureOf(book, asked(toMobile), 10_000, house)
    expect(breach).toBeCloseTo(0.005, 12)
    expect(single).toBeCloseTo(0.005 * 1e-4 * 0.62 * 200_000, 12)
    expect(ofClass).toBeCloseTo(0.005 * 1e-4 * 0.38 * 10_000 * 10_000, 12)
    expect(cents).toBeCloseTo(single + ofClass, 12)
  })

  test('a playbook, with its dearest way first and its doubts in order', () => {
    const careless = asked({ ...toMobile, grounds: { consentProof: 'bought', numberConfirmedDaysAgo: null } })
    const { cents, contacts, unpriced, ways } = playbookExposure(
      book,
      [
        { way: 'call by hand', attempts: [{ asked: asked({}), times: 20_000 }] },
        { way: 'drop to mobiles', attempts: [{ asked: careless, times: 10_000 }] }
      ],
      house
    )
    const [drop, call] = ways
    expect([contacts, unpriced, call!.cents, call!.doubts]).toEqual([30_000, 0, 0, []])
    expect(drop!.way).toBe('drop to mobiles')
    expect(drop!.breaches).toBeCloseTo(10_000 * (1 - 0.8 * 0.9), 6)
    expect(drop!.classSuits).toBeCloseTo(2800 * 1e-4 * 0.38, 9)
    expect(drop!.doubts.map(({ id }) => id)).toEqual(['consent', 'number'])
    expect(oneDigit(cents)).toBe(10_000_000)
  })

  test('a class is paid once, however many breaches there are', () => {
    const careless = asked({ ...toMobile, grounds: { consentProof: 'bought' } })
    const reckless = taken({ 'claim.chance': 0.01, 'consent.bought': 1 })
    const [way] = playbookExposure(book, [{ way: 'x', attempts: [{ asked: careless, times: 1e6 }] }], reckless).ways
    expect(way).toMatchObject({ classSuits: 1, class: 1e6 * 10_000 })
  })

  test('a breach has no price', () => {
    const withoutConsent = asked({ kind: 'prerecorded_voicemail' })
    expect(lawful(book, withoutConsent).ruleId).toBe('US-PREREC-WIRELESS')
    expect(() => exposureOf(book, withoutConsent, 1, house)).toThrow(/^US-PREREC-WIRELESS forbids this: a known breach/)
  })

  test('where nobody can sue by the contact it says so, and counts the attempts apart', () => {
    const british = asked({
      kind: 'prerecorded_voicemail',
      country: 'GB',
      region: null,
      e164: '+447700900123',
      consent: written
    })
    const { cents, doubts, unpriced } = exposureOf(book, british, 1000, house)
    expect([cents, doubts.map(({ id }) => id)]).toEqual([0, ['consent']])
    expect(unpriced).toContain('law’s data of GB; the fine of a regulator is not in this figure')
    const playbook = playbookExposure(book, [{ way: 'x', attempts: [{ asked: british, times: 7 }] }], house)
    expect(playbook).toMatchObject({ cents: 0, contacts: 0, unpriced: 7 })
  })
})

describe('the assumptions', () => {
  test('each has a value in its range, a sentence and a source', () => {
    for (const id of exposureIds) {
      const { low, value, high, says, source } = exposureTable[id]
      expect([id, low <= value && value <= high && low < high, says.length > 10, source.length > 10]).toEqual([
        id,
        true,
        true,
        true
      ])
    }
    expect(exposureLines(house)).toHaveLength(exposureIds.length)
    expect(exposureLines(house)[0]).toMatch(/^claim\.chance: A breach becomes a claim: 1 in 10,000 \(assumption\)\. /)
  })

  const wrong: readonly (readonly [string, Readonly<Record<string, unknown>>, object])[] = [
    ['an id with a slip', { 'claim.chanse': 0.001 }, { code: 'unknown_id', nearest: 'claim.chance' }],
    ['an id that is like none', { zzzzzzzzzzzz: 1 }, { code: 'unknown_id', nearest: null }],
    ['an id of every object', { constructor: 1 }, { code: 'unknown_id', id: 'constructor' }],
    ['too much', { 'claim.chance': 0.5 }, { code: 'out_of_range', id: 'claim.chance', nearest: 'claim.chance' }],
    ['too little', { 'cost.single': 100 }, { code: 'out_of_range', id: 'cost.single' }],
    ['no number', { 'cost.single': '2000' }, { code: 'out_of_range', id: 'cost.single' }],
    ['not a number at all', { 'cost.single': NaN }, { code: 'out_of_range', id: 'cost.single' }],
    ['a key that is set to nothing', { 'cost.single': undefined }, { code: 'out_of_range', id: 'cost.single' }]
  ]
  test.for(wrong)('%s is named', ([, overrides, problem]) => {
    expect(exposureAssumptions(overrides)).toMatchObject({ kind: 'wrong', problems: [problem] })
  })

  test('all that is wrong is named at once, in words', () => {
    const reading = exposureAssumptions({ 'claim.chanse': 1, 'cost.single': 1 })
    expect(reading.kind === 'wrong' && reading.problems.map(({ problem }) => problem)).toEqual([
      'claim.chanse: there is no such assumption, did you mean claim.chance?',
      'cost.single: must be a number from 50000 to 25000000 (cents), not 1'
    ])
  })

  test('what was changed stands beside the figure, and that it was changed', () => {
    const words = exposureWords(300, 1000, taken({ 'cost.single': 250_000, 'claim.chance': 0.001 }))
    expect(words).toBe(
      'about 3 USD per 1,000 attempts, if 1 in 1,000 breaches becomes a claim (set here), 38 in 100 claims become a class suit (assumption), the claim of one person costs 2,500 USD (set here), and a class suit 100 USD per member (assumption)'
    )
    expect(exposureWords(0.012, 1000, house)).toMatch(/^about 0\.0001 USD per 1,000 attempts, if 1 in 10,000 breaches/)
    expect(exposureWords(1_234_567_890, 1000, house)).toMatch(/^about 10,000,000 USD/)
    expect([exposureWords(0, 5, house), exposureWords(0, 0, house)]).toEqual([
      'nothing: the law would forbid none of them, whichever doubt is right',
      'nothing: no attempt has a price'
    ])
  })
})

describe('laws', () => {
  const days = fc.option(fc.integer({ min: 0, max: 4000 }))
  const anyGrounds: fc.Arbitrary<Grounds> = fc.record({
    consentProof: fc.constantFrom('record', 'word', 'bought'),
    lineLookedUpDaysAgo: days,
    numberConfirmedDaysAgo: days,
    machineHeardBy: fc.constantFrom('person', 'detector')
  })
  const anyAllowed = fc
    .record({
      told: fc.constantFrom<Told>(
        {},
        toMobile,
        toDesk,
        { kind: 'sms', consent: written },
        { ...toMobile, region: null }
      ),
      type: fc.constantFrom('business', 'consumer'),
      grounds: anyGrounds
    })
    .map(({ told, type, grounds }) => asked({ ...told, type, grounds }))
    .filter((question) => lawful(book, question).decision === 'allowed')
  const doubtRows = exposureIds.filter((id) => exposureTable[id].low === 0 && id !== 'claim.classShare')
  const noDoubts = Object.fromEntries(doubtRows.map((id) => [id, 0]))
  const anyOverrides = fc.record(
    Object.fromEntries(
      exposureIds.map((id) => [id, fc.double({ min: exposureTable[id].low, max: exposureTable[id].high, noNaN: true })])
    ),
    { requiredKeys: [] }
  )
  const contacts = fc.integer({ min: 1, max: 1e6 })
  const cents = (exposure: Exposure): number => exposure.cents

  test('a greater doubt never costs less', () => {
    fc.assert(
      fc.property(
        anyAllowed,
        anyOverrides,
        fc.constantFrom(...doubtRows),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (question, overrides, id, part) => {
          const { value: usual, high } = exposureTable[id]
          const value = (overrides[id] as number | undefined) ?? usual
          const more = { ...overrides, [id]: Math.min(high, value + part * (high - value)) }
          const [before, after] = [{ ...overrides, [id]: value }, more].map((each) =>
            exposureOf(book, question, 9, taken(each))
          )
          expect(cents(after!)).toBeGreaterThanOrEqual(cents(before!) * (1 - 1e-12))
        }
      ),
      { numRuns: 200 }
    )
  })

  test('without doubt nothing is to be paid, whatever else is assumed', () => {
    fc.assert(
      fc.property(anyAllowed, anyOverrides, contacts, (question, overrides, alike) => {
        const { cents: none, doubts, breach } = exposureOf(book, question, alike, taken({ ...overrides, ...noDoubts }))
        expect([none, breach, doubts]).toEqual([0, 0, []])
      }),
      { numRuns: 200 }
    )
  })

  test('the class term is linear in the contacts made alike, the single one does not know them', () => {
    fc.assert(
      fc.property(anyAllowed, anyOverrides, contacts, (question, overrides, alike) => {
        const a = taken(overrides)
        const [one, many] = [1, alike].map((count) => exposureOf(book, question, count, a))
        expect(many!.class).toBeCloseTo(one!.class * alike, 6)
        expect(many!.single).toBe(one!.single)
        expect(many!.breach).toBeLessThanOrEqual(1)
      }),
      { numRuns: 200 }
    )
  })

  const anyGroup = fc.record({
    way: fc.constantFrom('a', 'b', 'c'),
    attempts: fc.array(fc.record({ asked: anyAllowed, times: fc.integer({ min: 0, max: 50 }) }), { maxLength: 3 })
  })
  const near = (one: number, other: number): void =>
    expect(Math.abs(one - other)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(one)))

  test('order and grouping of attempts made alike change nothing', () => {
    fc.assert(
      fc.property(fc.array(anyGroup, { maxLength: 5 }), (groups) => {
        const turned = groups
          .toReversed()
          .flatMap(({ way, attempts }) => attempts.map((one) => ({ way, attempts: [one] })))
        const [one, other] = [groups, turned].map((each) => playbookExposure(book, each, house))
        near(one!.cents, other!.cents)
        expect(one!.contacts).toBe(other!.contacts)
      }),
      { numRuns: 100 }
    )
  })

  test('a way costs what its attempts cost one by one, while a class suit is far', () => {
    fc.assert(
      fc.property(anyGroup, ({ way, attempts }) => {
        const { contacts: alike, cents: whole } = playbookExposure(book, [{ way, attempts }], house)
        const each = attempts.map(
          ({ asked: question, times }) => times * cents(exposureOf(book, question, alike, house))
        )
        near(
          whole,
          each.reduce((sum, one) => sum + one, 0)
        )
      }),
      { numRuns: 100 }
    )
  })

  test('one digit is within a factor of 1.5, and stays', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 1e15, noNaN: true }), (amount) => {
        const digit = oneDigit(amount)
        expect(digit / amount).toBeGreaterThanOrEqual(1 / 1.5 - 1e-9)
        expect(digit / amount).toBeLessThanOrEqual(1.5)
        expect(oneDigit(digit)).toBe(digit)
      })
    )
    expect([oneDigit(0), oneDigit(345), oneDigit(0.0347), oneDigit(96)]).toEqual([0, 300, 0.03, 100])
  })
})
