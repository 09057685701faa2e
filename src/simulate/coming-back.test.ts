import { describe, expect, test } from 'vitest'
import {
  callTo,
  firm,
  heard,
  home,
  internet,
  known,
  meanOf,
  quantile,
  shareOf,
  vectorOf,
  within
} from '../../test/floor-calls.ts'
import { houseAssumptions } from './assumptions.ts'
import { messageCallback, missedCallback } from './coming-back.ts'
import { optOutChance } from './irritation.ts'
import { emailReply } from './other-channels.ts'
import { type Answered } from './people.ts'
import { peopleOf } from './people-of.ts'
import { personOf } from './person.ts'
import { standingOf } from './standing.ts'

const a = houseAssumptions
const people = peopleOf(a)

describe('what they do by themselves', () => {
  test('one message brings 1.2 calls back in a hundred from the middle person, 0.3 to 4.5 over people (CB-01 to CB-03)', () => {
    const callback = (place: number): number => {
      const person = personOf({ ...a, 'irritation.perPressure': 0 }, callTo(place, firm).key)
      return messageCallback(a, person, standingOf({ vector: firm }), 'complete')
    }
    expect(Math.abs(quantile(0.05, callback) / 0.003 - 1)).toBeLessThan(0.1)
    expect(Math.abs(quantile(0.5, callback) / 0.012 - 1)).toBeLessThan(0.05)
    expect(Math.abs(quantile(0.95, callback) / 0.045 - 1)).toBeLessThan(0.1)
  })

  test('they ring because of the message, or because they missed the call', () => {
    const mailbox: Answered = { endpoint: 'machine', ringMs: 20_000, greetingMs: 15_000 }
    const ring = (vector: Float64Array, how: 'none' | 'drop', cause: string): number =>
      shareOf((place) => {
        const call = callTo(place, vector)
        const finished = people.finish(call, mailbox, { how, plannedMs: 25_000 })
        return people
          .afterCall(call, mailbox, finished)
          .some(({ does }) => does.kind === 'rings' && does.cause === cause)
      })
    expect(ring(firm, 'none', 'message')).toBe(0)
    // Wrong numbers never ring; of messages that the mailbox cuts only half are understood.
    within(ring(firm, 'none', 'missed_call'), 0.004 * 0.97)
    within(ring(known, 'none', 'missed_call'), 0.05 * 0.9925)
    expect(Math.abs(ring(firm, 'drop', 'message') - 0.012 * Math.exp(0.82 ** 2 / 2))).toBeLessThan(0.003)
  })

  test('a stranger who missed our call rings back less often than somebody who knows us', () => {
    const person = personOf(a, 1)
    expect(missedCallback(a, person, standingOf({ vector: firm }))).toBe(0.004)
    expect(missedCallback(a, person, standingOf({ vector: internet }))).toBe(0.05)
  })

  test('an e-mail is answered in 2.7 of a hundred cases, and e to the 0.3 as often after a message (VM-02)', () => {
    const reply =
      (vector: Float64Array) =>
      (place: number): number =>
        emailReply(a, personOf(a, place * 2654435761), standingOf({ vector }))
    expect(meanOf(reply(firm))).toBeCloseTo(0.0273, 4)
    expect(Math.abs(meanOf(reply(heard)) / 0.0273 - Math.exp(0.3))).toBeLessThan(0.02)
    const touch = (place: number) => ({ ...callTo(place, firm), channel: 'email', nth: 1 }) as const
    const does = (kind: string): number =>
      shareOf((place) => people.afterTouch(touch(place)).some((later) => later.does.kind === kind))
    within(does('replies') + does('books'), 0.0273 * 0.97)
    within(does('bounces'), 0.03)
  })

  test('a call makes three in a thousand opt out, times 1.3 for each touch in seven days', () => {
    const after = (touches7d: number): number => {
      const vector = vectorOf({ lead: { market: 'b2b' }, history: { touches7d, touches30d: touches7d } })
      return meanOf((place) => optOutChance(a, personOf(a, callTo(place, vector).key), standingOf({ vector })))
    }
    // Those whom persistence pleases never do.
    expect(Math.abs(after(0) / (0.003 * 0.85) - 1)).toBeLessThan(0.03)
    expect(after(3) / after(0)).toBeCloseTo(1.3 ** 3, 6)
  })

  test('a fifth stop at the first text, and one in thirty at any other (CH-08)', () => {
    const stops = shareOf((place) =>
      people.afterTouch({ ...callTo(place, home), channel: 'sms', nth: 1 }).some(({ does }) => does.kind === 'stops')
    )
    within(stops, 0.2 + 0.8 * 0.035)
  })
})
