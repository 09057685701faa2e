import { describe, expect, test } from 'vitest'
import { KEYS, callTo, firm, floor, meanOf, shareOf, vectorOf, within } from '../../test/floor-calls.ts'
import { liveChance } from './answering.ts'
import { houseAssumptions } from './assumptions.ts'
import { messageCallback } from './coming-back.ts'
import { hasBlocked, irritationOf } from './irritation.ts'
import { type Answered } from './people.ts'
import { peopleOf } from './people-of.ts'
import { personOf } from './person.ts'
import { standingOf } from './standing.ts'

const a = houseAssumptions
const people = peopleOf(a)
const pressedBy = (pressure: number, calls = 0): Float64Array =>
  vectorOf({
    lead: { market: 'b2b' },
    number: { kind: 'business' },
    history: { calls, pressure, touches7d: 0, touches30d: 0 }
  })

describe('irritation', () => {
  test('is a quarter of the pressure of the average person whom calls can irritate', () => {
    const vector = pressedBy(4)
    const irritation = (place: number): number =>
      irritationOf(a, personOf(a, callTo(place, vector).key), standingOf({ vector }))
    expect(Math.abs(meanOf(irritation) / 0.85 - 1)).toBeLessThan(0.03)
    within(
      shareOf((place) => irritation(place) === 0),
      0.15
    )
  })

  test('takes e to the -0.15 of answering and of ringing back for each unit', () => {
    const [calm, cross] = [standingOf({ vector: firm }), standingOf({ vector: pressedBy(4) })]
    const person = { ...personOf(a, 1), irritability: 1 }
    const call = callTo(1, firm)
    expect(liveChance(a, person, cross, call) / liveChance(a, person, calm, call)).toBeCloseTo(Math.exp(-0.15), 6)
    expect(messageCallback(a, person, cross, 'complete') / messageCallback(a, person, calm, 'complete')).toBeCloseTo(
      Math.exp(-0.15),
      6
    )
  })

  test('of silent calls fades by half in seven days', () => {
    const harmful = floor('silent-calls-harmful')
    const after = (days: number): number => {
      const standing = { ...standingOf({ vector: firm }), silentCalls: 2, daysSinceCall: days }
      return irritationOf(harmful, { ...personOf(harmful, 1), irritability: 1 }, standing)
    }
    expect(after(0)).toBeCloseTo(0.5, 6)
    expect(after(7) / after(0)).toBeCloseTo(0.5, 6)
  })
})

test('silent calls teach: where they are harmful, each in a row leaves less of answering, up to five', () => {
  const chance = (name: string, silentCalls: number): number => {
    const b = { ...floor(name), 'irritation.perSilentCall': 0 }
    const standing = { ...standingOf({ vector: firm }), silentCalls }
    return meanOf((place) => liveChance(b, personOf(b, callTo(place, firm).key), standing, callTo(place, firm)))
  }
  expect(chance('silent-calls-harmful', 1) / chance('silent-calls-harmful', 0)).toBeCloseTo(Math.exp(-0.15), 2)
  expect(chance('silent-calls-harmful', 5) / chance('silent-calls-harmful', 0)).toBeLessThan(0.6)
  expect(chance('silent-calls-harmful', 6)).toBe(chance('silent-calls-harmful', 5))
  expect(chance('silent-calls-harmless', 5)).toBe(chance('silent-calls-harmless', 0))
})

describe('a block', () => {
  const blocked =
    (vector: Float64Array) =>
    (place: number): boolean =>
      hasBlocked(personOf(a, callTo(place, vector).key), standingOf({ vector }))

  test('comes of six calls in a thousand, of those whom persistence does not please', () => {
    expect(shareOf(blocked(firm))).toBe(0)
    within(shareOf(blocked(pressedBy(0, 10))), 0.85 * (1 - 0.994 ** 10))
  })

  test('comes of pressure, and half of them have had enough at twelve', () => {
    within(shareOf(blocked(pressedBy(12))), 0.85 / 2)
    expect(shareOf(blocked(pressedBy(1)))).toBeLessThan(0.001)
  })

  test('once it is suspected it stays, and nobody rings back or opts out over a call that they did not hear', () => {
    const vector = vectorOf({ lead: { market: 'b2b' }, number: { kind: 'business', suspectedBlock: true } })
    const mailbox: Answered = { endpoint: 'machine', ringMs: 2000, greetingMs: 15_000 }
    expect(shareOf(blocked(vector))).toBe(1)
    for (let place = 0; place < KEYS / 4; place++) {
      const call = callTo(place, vector)
      const finished = people.finish(call, mailbox, { how: 'drop', plannedMs: 20_000 })
      if (finished.message !== 'talked_over') expect(people.afterCall(call, mailbox, finished)).toEqual([])
    }
  })
})

test('who is hated for persistence is, and who is liked for it agrees oftener', () => {
  const pressed = vectorOf({
    lead: { market: 'b2c' },
    number: { kind: 'mobile' },
    history: { calls: 4, pressure: 5, touches7d: 4, touches30d: 4 }
  })
  const talks: Answered = { endpoint: 'human_right_party', ringMs: 8000, greetingMs: 0 }
  const share = (name: string) => {
    const on = peopleOf(floor(name))
    const ends = Array.from({ length: KEYS / 2 }, (_, place) =>
      on.finish(callTo(place, pressed, 5), talks, { how: 'none', plannedMs: 0 })
    )
    return {
      annoyed: ends.filter(({ reaction }) => reaction === 'annoyed').length,
      agree: ends.filter(({ said }) => said?.what === 'meeting_booked' || said?.what === 'sale').length
    }
  }
  const [house, hated, liked] = [share('house'), share('persistence-hated'), share('persistence-liked')]
  expect(hated.annoyed).toBeGreaterThan(1.3 * house.annoyed)
  expect(liked.annoyed).toBeLessThan(0.8 * house.annoyed)
  expect(liked.agree).toBeGreaterThan(1.3 * house.agree)
  expect(hated.agree).toBeLessThan(0.8 * house.agree)
})
