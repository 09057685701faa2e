import { describe, expect, test } from 'vitest'
import {
  KEYS,
  TUESDAY,
  callTo,
  firm,
  home,
  internet,
  known,
  shareOf,
  vectorOf,
  within
} from '../../test/floor-calls.ts'
import { businessFlags } from '../facts/outcome-lists.ts'
import { houseAssumptions } from './assumptions.ts'
import { type Answered } from './people.ts'
import { peopleOf } from './people-of.ts'
import { personOf } from './person.ts'
import { standingOf } from './standing.ts'
import { agreeChance } from './talk.ts'

const a = houseAssumptions
const people = peopleOf(a)

describe('what is said', () => {
  const talks: Answered = { endpoint: 'human_right_party', ringMs: 8000, greetingMs: 0 }
  const said = (vector: Float64Array, place: number, attempt = 1) =>
    people.finish(callTo(place, vector, attempt), talks, { how: 'none', plannedMs: 0 }).said!.what

  test('4.8 in a hundred first talks with strangers end with a meeting (CH-15)', () => {
    const all = Array.from({ length: KEYS }, (_, place) => said(firm, place)).filter(
      (what) => businessFlags(what).conversation
    )
    within(all.filter((what) => what === 'meeting_booked').length / all.length, 0.048)
  })

  test('each contact before leaves 0.82 of the odds (AT-04)', () => {
    const person = { ...personOf(a, 1), curiosity: 0 }
    const odds = (everSpoken: boolean): number => {
      const standing = { ...standingOf({ vector: firm }), everSpoken }
      const p = agreeChance(a, { person, standing, attempt: 1, localMinute: TUESDAY, direction: 'outbound' }, 0, false)
      return p / (1 - p)
    }
    expect(odds(true) / odds(false)).toBeCloseTo(0.82, 10)
  })

  test('who asked for us or knows us agrees oftener, and every way for a call to end comes up', () => {
    const agrees = (vector: Float64Array): number =>
      shareOf((place) => ['meeting_booked', 'sale'].includes(said(vector, place)))
    expect(agrees(internet)).toBeGreaterThan(2 * agrees(home))
    expect(agrees(known)).toBeGreaterThan(2 * agrees(firm))
    const ends = new Set(Array.from({ length: KEYS }, (_, place) => said(home, place)))
    for (const what of [
      'callback_requested',
      'send_info',
      'not_now',
      'hesitant',
      'not_interested',
      'hung_up',
      'do_not_call',
      'complaint',
      'hostile',
      'sale',
      'transfer',
      'already_customer',
      'not_qualified',
      'language_barrier'
    ] as const)
      expect(ends).toContain(what)
  })

  test('three in four meetings take place; a fifth of those at firms become a deal of about the value expected', () => {
    const valued = vectorOf({ lead: { market: 'b2b', dealValueCents: 500_000, currency: 'EUR' } })
    const deals = Array.from({ length: KEYS }, (_, place) => people.afterMeeting(callTo(place, valued)))
      .flat()
      .map(({ does }) => does)
    const won = deals.flatMap((does) => (does.kind === 'deal_won' ? [does] : []))
    within(won.length / KEYS, 0.75 * 0.2)
    within(deals.filter((does) => does.kind === 'books').length / KEYS, 0.25 * 0.4)
    within(deals.filter((does) => does.kind === 'deal_lost').length / KEYS, 0.75 * 0.8 * 0.7)
    expect(new Set(won.map((does) => does.currency))).toEqual(new Set(['EUR']))
    expect(Math.abs(won.reduce((sum, does) => sum + does.valueCents, 0) / won.length / 500_000 - 1)).toBeLessThan(0.02)
  })

  test('"too many contacts" is why a deal is lost only where they had too many', () => {
    const reasons = (pressure: number): number => {
      const vector = vectorOf({ lead: { market: 'b2b' }, history: { touches7d: 0, touches30d: 0, pressure } })
      return shareOf((place) =>
        people
          .afterMeeting(callTo(place, vector))
          .some(({ does }) => does.kind === 'deal_lost' && does.reason === 'too_many_contacts')
      )
    }
    expect(reasons(0)).toBe(0)
    expect(reasons(12)).toBeGreaterThan(2 * reasons(3))
  })
})
