import { describe, expect, test } from 'vitest'
import { KEYS, callTo, firm, floor, home, known, quantile, shareOf, vectorOf, within } from '../../test/floor-calls.ts'
import { endpointFlags, endpoints } from '../facts/outcome-lists.ts'
import { type Assumptions, houseAssumptions } from './assumptions.ts'
import { peopleOf } from './people-of.ts'
import { telephoneOf } from './person.ts'
import { standingOf } from './standing.ts'

const a = houseAssumptions
const people = peopleOf(a)

describe('what answers when nobody does', () => {
  /** Of the calls to working telephones of the right people that they did not answer. */
  const mailboxes = (b: Assumptions, vector: Float64Array): number => {
    const with_ = peopleOf(b)
    const missed = Array.from({ length: KEYS }, (_, place) => with_.answer(callTo(place, vector)).endpoint).filter(
      (endpoint) =>
        !['human_right_party', 'vacant_number', 'changed_number', 'failed', 'congestion', 'fax'].includes(endpoint)
    )
    return missed.filter((endpoint) => /^(?:machine|mailbox_full|screener)/.test(endpoint)).length / missed.length
  }
  const shares: readonly (readonly [name: string, vector: Float64Array, target: number])[] = [
    ['house', firm, 0.72],
    ['house', home, 0.6],
    ['ninety-voicemails', firm, 0.9],
    ['ninety-voicemails', home, 0.9]
  ]
  test.for(shares)('a mailbox on the floor %s', ([name, vector, target]) => {
    // Wrong numbers answer as any consumer would, which moves the share by less than this.
    expect(Math.abs(mailboxes(floor(name), vector) - target)).toBeLessThan(0.015)
  })

  test('numbers of strangers are dead or wrong as often as is assumed, those of people who know us less often', () => {
    const share = (vector: Float64Array, what: 'isDead' | 'isWrong' | 'isFax'): number =>
      shareOf((place) => telephoneOf(a, callTo(place, vector).key, 0, standingOf({ vector }))[what])
    within(share(firm, 'isDead'), 0.04)
    within(share(firm, 'isWrong'), 0.03)
    within(share(firm, 'isFax'), 0.01)
    within(share(known, 'isDead'), 0.01)
    expect(share(home, 'isFax')).toBe(0)
  })

  test('each telephone of a person has its own luck', () => {
    const dead =
      (number: number) =>
      (place: number): boolean =>
        telephoneOf(a, callTo(place, firm).key, number, standingOf({ vector: firm })).isDead
    within(
      shareOf((place) => dead(0)(place) && dead(1)(place)),
      0.04 * 0.04
    )
  })
})

describe('how long it takes', () => {
  const rings = (endpoints: readonly string[], vector: Float64Array): readonly number[] =>
    Array.from({ length: KEYS }, (_, place) => people.answer(callTo(place, vector)))
      .filter(({ endpoint }) => endpoints.includes(endpoint))
      .map(({ ringMs }) => ringMs / 1000)
      .sort((x, y) => x - y)
  const at = (values: readonly number[], share: number): number => values[Math.floor(values.length * share)]!

  test('people answer most often after 6 to 10 seconds, mailboxes after 18 to 22 (AN-11)', () => {
    const persons = rings(['human_right_party'], known)
    expect(at(persons, 0.25)).toBeGreaterThan(6)
    expect(at(persons, 0.75)).toBeLessThan(10)
    const boxes = rings(['machine', 'machine_name_match'], firm)
    expect(boxes[0]).toBeGreaterThan(17.9)
    expect(boxes.at(-1)).toBeLessThan(22.1)
  })

  test('a greeting takes 20 seconds in the middle, 33 at the long end (CO-01, CO-02)', () => {
    const greeting = (place: number): number =>
      telephoneOf(a, callTo(place, firm).key, 0, standingOf({ vector: firm })).greetingMs / 1000
    expect(Math.abs(quantile(0.5, greeting) - 20)).toBeLessThan(0.4)
    expect(Math.abs(quantile(0.95, greeting) - 33)).toBeLessThan(1)
    expect(quantile(0.17, greeting)).toBeLessThan(15.5)
  })

  test('who has blocked us sounds like a phone that is off: the mailbox, at once', () => {
    const blocked = vectorOf({ lead: { market: 'b2c' }, number: { kind: 'mobile', suspectedBlock: true } })
    for (let place = 0; place < KEYS; place += 20) {
      const { endpoint, ringMs } = people.answer(callTo(place, blocked))
      if (
        ['machine', 'machine_name_match', 'mailbox_full'].includes(endpoint) &&
        !telephoneOf(a, callTo(place, blocked).key, 0, standingOf({ vector: blocked })).isWrong
      )
        expect(ringMs).toBeLessThan(4000)
    }
  })
})

test('most that can answer a call does, among twenty thousand', () => {
  const ends = new Set(Array.from({ length: KEYS }, (_, place) => people.answer(callTo(place, firm)).endpoint))
  expect([...ends].filter((endpoint) => endpointFlags(endpoint).answeredBy === 'person').sort()).toEqual([
    'gatekeeper',
    'human_right_party',
    'human_wrong_party'
  ])
  // These need a mobile, a dialler without a rep, or a line that we cut or that has no circuit.
  const others = ['screener', 'abandoned', 'cancelled', 'no_circuit']
  expect([...ends, ...others].sort()).toEqual(Object.keys(endpoints).sort())
})
