import fc from 'fast-check'
import { dayNumber } from '../src/clock/civil.ts'
import { slot, stops } from '../src/facts/fact.ts'
import { type Facts, withVector } from '../src/facts/facts.ts'
import { readFactsObject } from '../src/facts/read.ts'
import { type ActionKind, actionKinds } from '../src/guard/action.ts'
import { type Cap, type CapMeasure, capNames } from '../src/guard/cap.ts'
import { type House, house } from '../src/guard/house.ts'
import { type Table, guardTables } from '../src/guard/table.ts'
import { whereabouts } from '../src/guard/where.ts'

/** People, caps and instants for the laws of the guard. */
export const HOUR = 3_600_000
const MINUTE = 60_000
const few = fc.integer({ min: 0, max: 6 })
const level = fc.constantFrom('none', 'implied', 'express', 'express_written')

const numbers = [212, 312, 303, 907, 808, 850, 416, 709]
  .map((code) => `+1${code}5550123`)
  .concat('+442079460123', '+61212345678')
const days = [
  [2027, 1, 6],
  [2027, 3, 13],
  [2027, 3, 28],
  [2027, 4, 4],
  [2027, 11, 6],
  [2027, 10, 31],
  [2028, 2, 28]
] as const

/** An instant near noon, near an edge of the open hours, or in a night in which clocks change; to the millisecond. */
export const instant = fc
  .record({
    day: fc.constantFrom(...days),
    minutes: fc.integer({ min: 0, max: 3 * 1440 }),
    ms: fc.constantFrom(0, 1, 250, 59_999)
  })
  .map(({ day: [year, month, day], minutes, ms }) => (dayNumber(year, month, day) * 1440 + minutes) * MINUTE + ms)

const document = fc.record(
  {
    lead: fc.record({ market: fc.constantFrom('b2b', 'b2c') }, { requiredKeys: [] }),
    number: fc.record(
      {
        e164: fc.constantFrom(...numbers),
        kind: fc.constantFrom('business', 'mobile', 'home'),
        lineType: fc.constantFrom('wireless', 'landline', 'voip', 'unknown')
      },
      { requiredKeys: [] }
    ),
    place: fc.record(
      {
        country: fc.constantFrom('US', 'CA', 'GB', 'AU', 'BR', 'ZZ'),
        region: fc.constantFrom('FL', 'US-TX', 'US-AZ', 'CA-QC', 'GB-ENG', 'ZZ', 'AU-SA'),
        timeZone: fc.constantFrom('America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'America/St_Johns')
      },
      { requiredKeys: [] }
    ),
    history: fc.record({
      voicemails: few,
      unansweredVoicemails: fc.constant(0),
      daysSinceVoicemail: fc.option(few),
      callsSinceVoicemail: few,
      touches7d: few,
      touches30d: fc.integer({ min: 6, max: 20 }),
      calls24h: fc.integer({ min: 0, max: 3 }),
      hoursSinceCall: fc.option(fc.oneof(few, fc.double({ min: 0, max: 30, noNaN: true }))),
      silentCalls: few,
      emails: few
    }),
    household: fc.record({ touches7d: few, calls24h: few }),
    consent: fc.record({ voice: level, recordings: level, sms: level, email: level }),
    dialer: fc.record({ mode: fc.constantFrom('manual', 'preview', 'progressive', 'rep_hears') }),
    stops: fc.oneof({ weight: 6, arbitrary: fc.constant([]) }, fc.subarray([...stops]))
  },
  { requiredKeys: ['stops'] }
)

/** A person whose facts came in by the door, with or without a message left on the call in progress. */
export const person: fc.Arbitrary<Facts> = fc
  .record({
    document,
    now: instant,
    offsetMinutes: fc.option(fc.constantFrom(-720, -300, 0, 345, 840)),
    left: fc.boolean()
  })
  .map(({ document, now, offsetMinutes, left }) =>
    withVector(factsOf(document, now, offsetMinutes), (v) => (v[slot('message.left')] = left ? 1 : 0))
  )

/** Facts out of a document; throws when it is none. */
export function factsOf(document: object, now: number, offsetMinutes: number | null = -300): Facts {
  const reading = readFactsObject(document, { now, offsetMinutes, country: null })
  if (reading.kind === 'bad') throw new Error(reading.problem)
  return reading.facts
}

export const cap: fc.Arbitrary<Cap> = fc.record({
  measure: fc.constantFrom<CapMeasure>(...capNames),
  limit: fc.integer({ min: 0, max: 8 }),
  when: fc.constantFrom<Cap['when']>(
    null,
    null,
    () => 0,
    () => 1,
    () => 2,
    (v) => (v[slot('history.emails')]! > 2 ? 2 : 0)
  )
})
export const caps = fc.array(cap, { maxLength: 4 })
export const kind = fc.constantFrom<ActionKind>(...actionKinds)
export const own = fc.constantFrom<0 | 1>(0, 1)

/** How much later the action would be: now, at the edge of a rest or a period, or any time in six weeks. */
export const later = fc.oneof(
  fc
    .constantFrom(0, 1, 2, 4, 24, 168, 720)
    .chain((hours) => fc.constantFrom(-1, 0, 1).map((ms) => Math.max(0, hours * HOUR + ms))),
  fc.integer({ min: 0, max: 42 * 24 * HOUR })
)

/** The table of a person, as every desk gets it. */
export function tableOf(facts: Facts, playbookCaps: readonly Cap[] = [], rules: House = house): Table {
  const where = whereabouts().of(facts.place, facts.numbers[0]?.e164 ?? null, facts.writtenIn)
  return guardTables(rules, playbookCaps).of(where, facts.vector)
}
