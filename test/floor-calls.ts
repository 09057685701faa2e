import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect } from 'vitest'
import {
  type AssumptionName,
  type Assumptions,
  assumptionNames,
  assumptionTable,
  houseAssumptions
} from '../src/simulate/assumptions.ts'
import { readFloor } from '../src/simulate/floor-file.ts'
import { type FloorCall, type LeftHow } from '../src/simulate/people.ts'
import { factsOf, person } from './invented-people.ts'

/** Calls on the floor, for its laws and for the shares that it must hit. */
export const KEYS = 20_000
const NOW = 1_795_000_000_000
/** A Tuesday at midnight, in local minutes. */
export const TUESDAY = 20_775 * 1440 + 5 * 1440

/** The facts of a document as the floor gets them. */
export const vectorOf = (document: object): Float64Array => factsOf(document, NOW).vector

/** Cold strangers at firms and at home, people who know us, people who asked for us; and a firm with one message. */
export const firm = vectorOf({ lead: { market: 'b2b' }, number: { kind: 'business' } })
export const home = vectorOf({ lead: { market: 'b2c' }, number: { kind: 'mobile' } })
export const known = vectorOf({ lead: { market: 'b2b', relationship: 'proposal_sent' }, number: { kind: 'business' } })
export const internet = vectorOf({ lead: { market: 'b2c', origin: 'internet_lead' }, number: { kind: 'mobile' } })
export const heard = vectorOf({
  lead: { market: 'b2b' },
  number: { kind: 'business' },
  history: { calls: 1, voicemails: 1, unansweredVoicemails: 1, daysSinceVoicemail: 9 }
})

/** A call to the person of a place in a row of people; over many places the hours of the day are all there. */
export function callTo(place: number, vector: Float64Array, attempt = 1): FloorCall {
  const localMinute = TUESDAY + 9 * 60 + ((place * 7) % (9 * 60))
  return { key: Math.imul(place + 1, 0x9e3779b1) >>> 0, attempt, number: 0, vector, localMinute }
}

/** Share of the people for whom something is so. */
export function shareOf(is: (place: number) => boolean): number {
  let count = 0
  for (let place = 0; place < KEYS; place++) if (is(place)) count++
  return count / KEYS
}

export function meanOf(value: (place: number) => number): number {
  let sum = 0
  for (let place = 0; place < KEYS; place++) sum += value(place)
  return sum / KEYS
}

/** The value below which a share of the people lie. */
export function quantile(share: number, value: (place: number) => number): number {
  const values = Array.from({ length: KEYS }, (_, place) => value(place)).sort((x, y) => x - y)
  return values[Math.floor(share * KEYS)]!
}

/** A share lies within four standard errors of what it should be. The keys are fixed, so this says yes or no for good. */
export function within(got: number, target: number): void {
  const width = 4 * Math.sqrt((target * (1 - target)) / KEYS)
  expect(Math.abs(got - target), `${got} against ${target} ± ${width}`).toBeLessThan(width)
}

/** The numbers of a floor that is shipped. */
export function floor(name: string): Assumptions {
  const text = (each: string): string => readFileSync(join(import.meta.dirname, '..', 'floors', `${each}.yaml`), 'utf8')
  const reading = readFloor(text(name), text)
  if (reading.kind === 'wrong') throw new Error(reading.problems[0]!.problem)
  return reading.floor.assumptions
}

/** Any call to anybody. */
export const anyCall: fc.Arbitrary<FloorCall> = fc
  .record({
    key: fc.nat(0xffffffff),
    attempt: fc.integer({ min: 1, max: 40 }),
    number: fc.nat(3),
    facts: person,
    localMinute: fc.integer({ min: TUESDAY, max: TUESDAY + 400 * 1440 })
  })
  .map(({ facts, ...call }) => ({ ...call, vector: facts.vector }))

export const anyLeft: fc.Arbitrary<LeftHow> = fc.record({
  how: fc.constantFrom('none', 'live', 'drop'),
  plannedMs: fc.integer({ min: 0, max: 60_000 })
})

/** Any floor that a file can describe: some numbers anywhere in their ranges, the ends included. */
export const anyAssumptions: fc.Arbitrary<Assumptions> = fc
  .array(
    fc.constantFrom(...assumptionNames).chain((name) => {
      const { min, max } = assumptionTable[name]
      const value = fc.oneof(fc.constantFrom(min, max), fc.double({ min, max, noNaN: true }))
      return fc.tuple(fc.constant<AssumptionName>(name), value)
    }),
    { maxLength: 60 }
  )
  .map((changes) => ({ ...houseAssumptions, ...Object.fromEntries(changes) }))
