import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fixedZone, zoneName } from '../clock/zone.ts'
import { type Fact, HEARD_SLOT, STOPS_SLOT, facts as table, slot, stops, textCode } from './fact.ts'
import { type Facts, type FactsContext, withVector } from './facts.ts'
import { readFacts, readFactsObject } from './read.ts'

const context: FactsContext = { now: 1_798_000_000_000, offsetMinutes: 60, country: 'FR' }
const factsOf = (document: unknown): Facts => {
  const reading = readFactsObject(document, context)
  if (reading.kind === 'bad') throw new Error(reading.problem)
  return reading.facts
}
const read = (document: unknown, path: string): number => factsOf(document).vector[slot(path)]!

test.for([
  ['nothing is said', {}, { attempt: 1, step: 1, 'history.calls': 0 }],
  ['the attempt', { attempt: 4 }, { attempt: 4, step: 4, 'history.calls': 3 }],
  ['the calls before', { history: { calls: 4 } }, { attempt: 5, step: 5, 'history.calls': 4 }],
  ['both, in agreement', { attempt: 1, history: { calls: 0 } }, { attempt: 1, step: 1, 'history.calls': 0 }],
  ['the step', { attempt: 6, step: 2 }, { attempt: 6, step: 2, 'history.calls': 5 }],
  ['the step alone', { step: 3 }, { attempt: 1, step: 3, 'history.calls': 0 }]
] as const)('attempt, step and calls follow from each other when %s', ([, document, expected]) => {
  for (const [path, value] of Object.entries(expected)) expect(read(document, path), path).toBe(value)
})

const defaults: Readonly<Record<string, number>> = {
  endpoint: 0,
  'lead.relationship': 0,
  'lead.owesInformation': 0,
  'lead.hasNews': 0,
  'lead.currency': textCode('USD'),
  'lead.listPrequalified': 0,
  'lead.interest': 0,
  'lead.askedForNumber': 0,
  'number.suspectedBlock': 0,
  'history.voicemails': 0,
  'history.unansweredVoicemails': 0,
  'history.daysSinceVoicemail': Infinity,
  'history.callsSinceVoicemail': 0,
  'history.daysSinceSpoken': Infinity,
  'history.touches7d': 0,
  'history.touches30d': 0,
  'history.calls24h': 0,
  'history.hoursSinceCall': Infinity,
  'history.everSpoken': 0,
  'consent.voice': 0,
  'consent.recordings': 0,
  'consent.sms': 0,
  'consent.email': 0,
  'dialer.mode': 0,
  'dialer.messageMode': 0,
  'dialer.messageSeconds': 25
}
test.for(Object.entries(defaults))('without a word %s is %d', ([path, value]) => expect(read({}, path)).toBe(value))

test.for([
  'lead.origin',
  'lead.market',
  'lead.dealValueCents',
  'lead.fitConfirmed',
  'lead.fitScore',
  'lead.preferredChannel',
  'lead.stage',
  'number.kind',
  'number.lineType',
  'reach.email',
  'reach.sms',
  'reach.linkedin',
  'reach.x',
  'reach.postal'
])('nobody guesses %s: without a word it is unknown', (path) => expect(read({}, path)).toBeNaN())

test.for([
  [{}, 0],
  [{ lead: { relationship: 'met' } }, 1],
  [{ lead: { relationship: 'lapsed' } }, 1],
  [{ lead: { relationship: 'never_spoken' } }, 0],
  [{ lead: { relationship: 'met' }, history: { everSpoken: false } }, 0]
] as const)('whether we ever spoke follows the relationship unless it is said: %j', ([document, spoken]) => {
  expect(read(document, 'history.everSpoken')).toBe(spoken)
})

test('a power dialler is a progressive one, an unknown line is not known, and -0 is 0', () => {
  expect(read({ dialer: { mode: 'power' } }, 'dialer.mode')).toBe(
    read({ dialer: { mode: 'progressive' } }, 'dialer.mode')
  )
  expect(read({ number: { lineType: 'unknown' } }, 'number.lineType')).toBeNaN()
  for (const path of ['history.daysSinceVoicemail', 'lead.fitScore', 'history.calls', 'dialer.messageSeconds']) {
    const [group, name] = path.split('.') as [string, string]
    expect(Object.is(read({ [group]: { [name]: -0 } }, path), 0), path).toBe(true)
  }
})

test('null is never: endlessly long ago', () => {
  for (const name of ['daysSinceVoicemail', 'daysSinceSpoken', 'hoursSinceCall'])
    expect(read({ history: { [name]: null } }, `history.${name}`)).toBe(Infinity)
})

test('the instant is that of the document, else the clock, and its offset is the zone of last resort', () => {
  const said = factsOf({ now: '2026-12-02T10:15:00-05:00' })
  expect(said.now).toBe(Date.UTC(2026, 11, 2, 15, 15))
  expect(zoneName(said.writtenIn!)).toBe('-05:00')
  expect(factsOf({}).now).toBe(context.now)
  expect(factsOf({}).writtenIn).toBe(fixedZone(60))
  const nowhere = readFactsObject({}, { ...context, offsetMinutes: null, country: null })
  expect(nowhere.kind === 'facts' && [nowhere.facts.writtenIn, nowhere.facts.place.country]).toEqual([null, null])
})

test('the country is the one that is said, else that of the number, else that of the installation', () => {
  expect(factsOf({ place: { country: 'DE' }, number: { e164: '+12125550123' } }).place.country).toBe('DE')
  expect(factsOf({ number: { e164: '+12125550123' } }).place.country).toBe('US')
  expect(factsOf({ number: { e164: '+14165550123' } }).place.country).toBe('CA')
  expect(factsOf({ number: { e164: '+442079460123' } }).place.country).toBe('GB')
  // Nobody has said where Tokyo’s code is, but it is not in France.
  expect(factsOf({ number: { e164: '+81312345678' } }).place.country).toBeNull()
  expect(factsOf({ number: { e164: '+33639980012' } }).place.country).toBe('FR')
  expect(factsOf({ place: { region: 'ON' }, number: { e164: '+12125550123' } }).place.country).toBe('CA')
  expect(factsOf({ place: { region: 'ZZ' }, number: { e164: '+12125550123' } }).place.country).toBe('US')
  expect(factsOf({ place: { region: 'US-FL', timeZone: 'America/Chicago' } }).place).toEqual({
    country: 'US',
    region: 'US-FL',
    timeZone: 'America/Chicago'
  })
  expect(factsOf({}).place).toEqual({ country: 'FR', region: null, timeZone: null })
  expect(factsOf({}).cluster).toBe('facts')
})

test('the number on the line is the first, and what is known of it counts wherever it was said', () => {
  const list = [{ e164: '+12125550100' }, { e164: '+12125550123', kind: 'home', bad: true }]
  const both = factsOf({ number: { e164: '+12125550123', lineType: 'landline' }, numbers: list })
  expect(both.numbers).toEqual([
    { e164: '+12125550123', kind: 'home', lineType: 'landline', bad: true },
    { e164: '+12125550100', kind: null, lineType: null, bad: false }
  ])
  expect(both.vector[slot('number.kind')]).toBe(2)
  expect(both.vector[slot('number.lineType')]).toBe(1)
  expect(read({ numbers: [{ e164: '+12125550100', kind: 'mobile' }] }, 'number.kind')).toBe(1)
  expect(read({ numbers: [{ e164: '+12125550100', lineType: 'landline' }] }, 'number.lineType')).toBe(1)
  expect(read({ number: { kind: 'business' } }, 'number.kind')).toBe(0)
  expect(factsOf({ number: { kind: 'business' } }).numbers).toEqual([])
})

test('a number that is not in the list is dialled first, and an unknown line is no line', () => {
  const said = { e164: '+12125550123', kind: 'mobile', lineType: 'unknown' }
  const list = [
    { e164: '+12125550100', lineType: 'unknown' },
    { e164: '+12125550101', lineType: 'voip' }
  ]
  expect(factsOf({ number: said, numbers: list }).numbers).toEqual([
    { e164: '+12125550123', kind: 'mobile', lineType: null, bad: false },
    { e164: '+12125550100', kind: null, lineType: null, bad: false },
    { e164: '+12125550101', kind: null, lineType: 'voip', bad: false }
  ])
  const same = factsOf({ number: { e164: '+12125550101', lineType: 'unknown' }, numbers: list })
  expect(same.numbers[0]!.lineType).toBe('voip')
  expect(same.vector[slot('number.lineType')]).toBeNaN()
  expect(factsOf({ number: { e164: '+12125550101' } }).numbers[0]).toEqual({
    e164: '+12125550101',
    kind: null,
    lineType: null,
    bad: false
  })
})

test('every stop that is on record has its bit, and every heard recording its own', () => {
  stops.forEach((stop, i) => expect(factsOf({ stops: [stop] }).vector[STOPS_SLOT]).toBe(1 << i))
  const recordings = Array.from({ length: 52 }, (_, i) => ({ id: `r${i}`, seconds: 20 }))
  const last = factsOf({ recordings, history: { recordingsHeard: ['r0', 'r51', 'gone'] } })
  expect(last.vector[HEARD_SLOT]).toBe(2 ** 51 + 1)
  expect(last.recordings[51]).toEqual({ id: 'r51', seconds: 20, purpose: null })
})

test('what is doubtful is said', () => {
  expect(factsOf({ history: { daysSinceSpoken: 3 } }).doubts).toHaveLength(1)
  expect(factsOf({ history: { voicemails: 1 } }).doubts).toHaveLength(1)
  for (const sure of [
    {},
    { history: { voicemails: 1, daysSinceVoicemail: 4 } },
    { history: { voicemails: 0 } },
    { history: { daysSinceSpoken: null } },
    { lead: { relationship: 'met' }, history: { daysSinceSpoken: 3 } }
  ])
    expect(factsOf(sure).doubts, JSON.stringify(sure)).toEqual([])
})

test('facts of one lead leave those of another as they were', () => {
  const first = factsOf({ attempt: 3, lead: { hasNews: true } })
  factsOf({ attempt: 8 })
  expect([first.vector[slot('attempt')], first.vector[slot('lead.hasNews')]]).toEqual([3, 1])
})

test('of a lead of whom only the phone rings there are no recordings, no stops and no key', () => {
  const { recordings, numbers, leadId, vector } = factsOf({})
  expect({ recordings, numbers, leadId }).toEqual({ recordings: [], numbers: [], leadId: '' })
  expect([vector[STOPS_SLOT], vector[HEARD_SLOT]]).toEqual([0, 0])
  const known = factsOf({ lead: { id: 'lead-7', cluster: 'branch-2' } })
  expect([known.leadId, known.cluster]).toEqual(['lead-7', 'branch-2'])
})

test('facts with another number leave the old ones as they were', () => {
  const before = factsOf({ attempt: 2 })
  const after = withVector(before, (vector) => (vector[slot('attempt')] = 9))
  expect([before.vector[slot('attempt')], after.vector[slot('attempt')]]).toEqual([2, 9])
})

/** Values that FACTS may hold for a fact. */
function valueOf(fact: Fact): fc.Arbitrary<unknown> {
  switch (fact.kind) {
    case 'choice':
      return fc.constantFrom(...fact.values)
    case 'flag':
      return fc.boolean()
    case 'count':
      return fc.integer({ min: fact.min ?? 0, max: 50 })
    case 'ago':
      return fc.option(fc.integer({ min: 0, max: 400 }))
    case 'measure':
      return fc.integer({ min: 0, max: 1e9 })
    case 'text':
      return fact.path === 'lead.currency' ? fc.constantFrom('USD', 'EUR') : fc.string({ minLength: 1, maxLength: 20 })
  }
}
const document = fc
  .record(Object.fromEntries(table.map((fact) => [fact.path, valueOf(fact)])), { requiredKeys: [] })
  .map((flat) => nest(Object.entries(flat)))
  .filter((nested) => readFactsObject(nested, context).kind === 'facts')

function nest(entries: readonly (readonly [string, unknown])[]): object {
  const out: Record<string, unknown> = {}
  for (const [path, value] of entries) {
    const [group, name] = path.split('.') as [string, string | undefined]
    if (name === undefined) out[group] = value
    else out[group] = { ...(out[group] as object), [name]: value }
  }
  return out
}

/** The same object with its keys in another order, all the way down. */
function shuffled(value: unknown, turn: number): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const entries = Object.entries(value).map(([key, inner]) => [key, shuffled(inner, turn)] as const)
  const cut = entries.length === 0 ? 0 : turn % entries.length
  const turned = [...entries.slice(cut), ...entries.slice(0, cut)]
  return Object.fromEntries(turn % 2 === 0 ? turned : turned.reverse())
}

test('the order of the keys changes no bit of the facts', () => {
  fc.assert(
    fc.property(document, fc.nat(1000), (given, turn) => {
      const [a, b] = [given, shuffled(given, turn)].map((each) => {
        const reading = readFacts(new TextEncoder().encode(JSON.stringify(each)), context)
        if (reading.kind === 'bad') throw new Error(reading.problem)
        return reading.facts
      })
      expect(new Uint8Array(a!.vector.buffer)).toEqual(new Uint8Array(b!.vector.buffer))
      expect({ ...a!, vector: null }).toEqual({ ...b!, vector: null })
    }),
    { numRuns: 150 }
  )
})

test('what is said is what is packed, for every fact', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...table).chain((fact) => fc.tuple(fc.constant(fact), valueOf(fact))),
      ([fact, value]) => {
        const reading = readFactsObject(nest([[fact.path, value]]), context)
        if (reading.kind === 'bad') {
          expect(reading.problem).toMatch(/contradiction/)
          return
        }
        const packed = reading.facts.vector[slot(fact.path)]
        if (fact.kind === 'choice') expect(fact.values[packed!]).toBe(value)
        else if (fact.kind === 'text') expect(packed).toBe(value === 'unknown' ? NaN : textCode(value as string))
        else expect(packed).toBe(value === null ? Infinity : Number(value))
      }
    ),
    { numRuns: 500 }
  )
})
