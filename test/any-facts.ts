import fc from 'fast-check'
import { type Fact, facts as factTable, stops } from '../src/facts/fact.ts'
import { type Facts } from '../src/facts/facts.ts'
import { purposes } from '../src/facts/recording.ts'
import { readFactsObject } from '../src/facts/read.ts'

/** Any FACTS that the door lets in: every fact may be missing, unknown, never, or at the edge of its range. */
type Document = Record<string, unknown>

const DERIVED = new Set([
  'attempt',
  'step',
  'history.calls',
  'history.everSpoken',
  'history.unansweredVoicemails',
  'history.touches30d',
  'history.calls24h'
])
const optional = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(value, { nil: undefined, freq: 2 })

function anyValue(fact: Fact): fc.Arbitrary<unknown> {
  switch (fact.kind) {
    case 'choice':
      return fc.constantFrom(...fact.values)
    case 'flag':
      return fc.boolean()
    case 'count':
      return fc.nat(8).map((n) => Math.max(fact.min ?? 0, n))
    case 'ago':
      return fc.option(fc.nat(40), { nil: null })
    case 'measure':
      return fact.money ? fc.constantFrom(0, 100_000, 499_999, 500_000, 4_000_000) : fc.nat(60)
    case 'text':
      return fact.path === 'lead.currency' ? fc.constantFrom('USD', 'EUR') : fc.constantFrom('new', 'won')
  }
}

const phones = [
  '+12125550123',
  '+13055550177',
  '+18085550101',
  '+12085550144',
  '+17095550111',
  '+18885550123',
  '+442079460123'
]
const zones = [
  'America/New_York',
  'America/St_Johns',
  'Pacific/Honolulu',
  'Europe/London',
  'Asia/Kathmandu',
  'Australia/Lord_Howe'
]

/** Instants of two years, nights on which clocks change among them. */
const instants = fc
  .oneof(fc.integer({ min: 0, max: 730 * 1440 }), fc.constantFrom(67 * 1440 + 400, 305 * 1440 + 380, 59 * 1440))
  .map((minute) => new Date(Date.UTC(2027, 0, 1) + minute * 60_000).toISOString().replace('.000Z', 'Z'))

export const anyDocument: fc.Arbitrary<Document> = fc
  .record({
    table: fc.tuple(
      ...factTable.map((fact) => (DERIVED.has(fact.path) ? fc.constant(undefined) : optional(anyValue(fact))))
    ),
    now: instants,
    attempt: fc.integer({ min: 1, max: 32 }),
    step: optional(fc.integer({ min: 1, max: 9 })),
    unanswered: fc.nat(8),
    calls24h: fc.nat(4),
    id: fc.string({ minLength: 1, maxLength: 8 }),
    cluster: fc.string({ minLength: 1, maxLength: 8 }),
    phone: optional(fc.constantFrom(...phones)),
    timeZone: optional(fc.constantFrom(...zones)),
    stops: fc.oneof({ weight: 6, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.subarray([...stops]) }),
    recordings: fc.array(
      fc.record({ seconds: fc.integer({ min: 1, max: 40 }), purpose: fc.option(fc.constantFrom(...purposes)) }),
      { maxLength: 5 }
    ),
    heard: fc.subarray([0, 1, 2, 3, 4])
  })
  .map((drawn) => {
    const document: Document = { now: drawn.now, attempt: drawn.attempt, stops: drawn.stops }
    const put = (path: string, value: unknown): void => {
      if (value === undefined) return
      const [group, name] = path.split('.') as [string, string | undefined]
      if (name === undefined) document[group] = value
      else document[group] = { ...(document[group] as object | undefined), [name]: value }
    }
    factTable.forEach((fact, i) => put(fact.path, drawn.table[i]))
    const voicemails = (document['history'] as { voicemails?: number } | undefined)?.voicemails ?? 0
    const touches = (document['history'] as { touches7d?: number } | undefined)?.touches7d ?? 0
    put('step', drawn.step)
    put('history.unansweredVoicemails', Math.min(voicemails, drawn.unanswered))
    put('history.calls24h', Math.min(drawn.attempt - 1, drawn.calls24h))
    put('history.touches30d', touches + drawn.unanswered)
    put('lead.id', drawn.id)
    put('lead.cluster', drawn.cluster)
    put('number.e164', drawn.phone)
    put('place.timeZone', drawn.timeZone)
    document['recordings'] = drawn.recordings.map((recording, i) => ({ id: `r${i}`, ...recording }))
    put(
      'history.recordingsHeard',
      drawn.heard.map((i) => `r${i}`)
    )
    return document
  })

/** A document as facts; a document that the door refuses is a bug of the generator. */
export function factsOf(document: Document): Facts {
  const reading = readFactsObject(document, { now: 0, offsetMinutes: -300, country: 'US' })
  if (reading.kind === 'bad') throw new Error(reading.problem)
  return reading.facts
}

export const anyFacts: fc.Arbitrary<Facts> = anyDocument.map(factsOf)
