import { describe, expect, test } from 'vitest'
import { KEYS, callTo, firm, shareOf, vectorOf, within } from '../../test/floor-calls.ts'
import { type Endpoint, type Message } from '../facts/outcome-lists.ts'
import { houseAssumptions } from './assumptions.ts'
import { type LeftHow } from './people.ts'
import { peopleOf } from './people-of.ts'

const a = houseAssumptions
const people = peopleOf(a)
const drop: LeftHow = { how: 'drop', plannedMs: 25_000 }
const live: LeftHow = { how: 'live', plannedMs: 25_000 }
const end = (endpoint: Endpoint, left: LeftHow, place: number) =>
  people.finish(callTo(place, firm), { endpoint, ringMs: 20_000, greetingMs: 15_000 }, left)

/** All that may become of a message at what answers, over twenty thousand people. */
const cases: readonly (readonly [endpoint: Endpoint, left: LeftHow, may: readonly Message[]])[] = [
  ['machine', drop, ['complete', 'talked_over', 'truncated']],
  ['machine', live, ['left_live_by_rep', 'talked_over', 'truncated']],
  ['machine_name_match', drop, ['complete', 'talked_over', 'truncated']],
  ['machine_put_through', live, ['left_live_by_rep', 'talked_over', 'truncated']],
  ['screener', live, ['left_live_by_rep', 'talked_over', 'truncated']],
  ['mailbox_full', drop, ['none_blocked']],
  ['fax', live, ['none_blocked']],
  ['ivr_tree', drop, ['none_blocked']],
  ['gatekeeper', live, ['left_with_person', 'none_planned']],
  ['gatekeeper', drop, ['none_planned']],
  ['human_right_party', drop, ['none_planned']],
  ['human_wrong_party', live, ['none_planned']],
  ['no_answer', drop, ['none_planned']],
  ['busy', live, ['none_planned']],
  ['machine', { how: 'none', plannedMs: 25_000 }, ['none_planned']]
]

test.for(cases)('at %s, %o: %o', ([endpoint, left, may]) => {
  const seen = new Set(Array.from({ length: KEYS / 4 }, (_, place) => end(endpoint, left, place).message))
  expect([...seen].sort()).toEqual([...may].sort())
})

test('mailboxes cut three messages in a hundred, and in one somebody picks up: then it becomes a talk', () => {
  const is = (message: Message) => (place: number) => end('machine', drop, place).message === message
  within(shareOf(is('talked_over')), 0.01)
  within(shareOf(is('truncated')), 0.03 * 0.99)
  const places = Array.from({ length: KEYS }, (_, place) => place).filter(is('talked_over'))
  for (const place of places) {
    const { messageMs, talkMs, wrapMs } = end('machine', drop, place)
    expect(messageMs).toBeLessThan(0.81 * drop.plannedMs)
    expect(talkMs).toBeGreaterThan(0)
    expect(wrapMs).toBeGreaterThan(1000)
  }
  expect(places.some((place) => end('machine', drop, place).said !== null)).toBe(true)
})

test('a recording plays as long as planned, a rep speaks for three quarters of that or more', () => {
  for (let place = 0; place < 500; place++) {
    const [played, spoken] = [end('machine', drop, place), end('machine', live, place)]
    if (played.message === 'complete') expect(played.messageMs).toBe(25_000)
    if (spoken.message !== 'left_live_by_rep') continue
    expect(spoken.messageMs).toBeGreaterThanOrEqual(18_750)
    expect(spoken.messageMs).toBeLessThanOrEqual(25_000)
  }
})

describe('the notes afterwards', () => {
  const wrap = (endpoint: Endpoint, left: LeftHow): number => {
    const places = Array.from({ length: 4000 }, (_, place) => place)
    return places.reduce((sum, place) => sum + end(endpoint, left, place).wrapMs, 0) / places.length / 1000
  }
  test('take 25 seconds where anything answered, 8 where nothing did, and none after a recording left alone', () => {
    expect(Math.abs(wrap('human_right_party', { how: 'none', plannedMs: 0 }) - 25)).toBeLessThan(0.5)
    expect(Math.abs(wrap('machine', live) - 25)).toBeLessThan(0.5)
    expect(Math.abs(wrap('no_answer', { how: 'none', plannedMs: 0 }) - 8)).toBeLessThan(0.2)
    expect(wrap('machine', drop)).toBeLessThan(0.5)
  })
})

test('a dialler without a rep on the line has nobody for two answers in a hundred', () => {
  const progressive = vectorOf({ lead: { market: 'b2c' }, number: { kind: 'mobile' }, dialer: { mode: 'progressive' } })
  const at = (vector: Float64Array, endpoint: Endpoint): number =>
    shareOf((place) => people.answer(callTo(place, vector)).endpoint === endpoint)
  const [gone, reached] = [at(progressive, 'abandoned'), at(progressive, 'human_right_party')]
  expect(Math.abs(gone / (gone + reached) - 0.02)).toBeLessThan(0.01)
  expect(at(firm, 'abandoned')).toBe(0)
})
