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

  test('who remembers a message agrees a little oftener, as each person takes it', () => {
    const heard = standingOf({ vector: firm })
    const logOdds = (place: number, remembers: boolean): number => {
      const talker = {
        person: personOf(a, callTo(place, firm).key),
        standing: heard,
        attempt: 1,
        localMinute: TUESDAY,
        direction: 'outbound'
      } as const
      const p = agreeChance(a, talker, 0, remembers)
      return Math.log(p / (1 - p))
    }
    const effects = Array.from({ length: KEYS }, (_, place) => logOdds(place, true) - logOdds(place, false))
    const mean = effects.reduce((x, y) => x + y) / KEYS
    expect(Math.abs(mean - 0.1)).toBeLessThan(0.006)
    expect(Math.abs(Math.sqrt(effects.reduce((sum, each) => sum + (each - mean) ** 2, 0) / KEYS) - 0.2)).toBeLessThan(
      0.005
    )
  })

  test('the more messages, the more remember one (VM-08); six in ten are asked', () => {
    const recognised = (voicemails: number, answer: 'yes' | 'no' | null): number => {
      const vector = vectorOf({
        lead: { market: 'b2b' },
        number: { kind: 'business' },
        history: { calls: 6, voicemails, unansweredVoicemails: 0 }
      })
      const all = Array.from({ length: KEYS }, (_, place) =>
        people.finish(callTo(place, vector), talks, { how: 'none', plannedMs: 0 })
      ).filter(({ said }) => businessFlags(said!.what).conversation)
      return all.filter((finished) => finished.recognised === answer).length / all.length
    }
    within(recognised(1, 'yes'), 0.6 * 0.18)
    within(recognised(4, 'yes'), 0.6 * (1 - 0.82 ** 4))
    within(recognised(4, 'no'), 0.6 * 0.82 ** 4)
    expect(recognised(0, null)).toBe(1)
  })

  test('who rings us agrees as the floor says, and is given an appointment', () => {
    const eager = peopleOf({ ...a, 'success.inbound': 3 })
    const agrees = (with_: typeof people): number =>
      shareOf((place) => with_.inbound(callTo(place, home)).said?.what === 'meeting_booked')
    expect(agrees(eager)).toBeGreaterThan(5 * agrees(people))
    const ends = new Set(Array.from({ length: KEYS }, (_, place) => people.inbound(callTo(place, home)).said!.what))
    expect(ends).not.toContain('sale')
    expect(ends).not.toContain('hung_up')
  })

  test('objections: who knows us does not ask who we are, and only who was pressed says we call too often', () => {
    const objections = (vector: Float64Array): ReadonlySet<unknown> =>
      new Set(
        Array.from(
          { length: KEYS },
          (_, place) => people.finish(callTo(place, vector), talks, { how: 'none', plannedMs: 0 }).objection
        )
      )
    expect(objections(firm)).toContain('who_are_you')
    expect(objections(firm)).not.toContain('too_many_calls')
    expect(objections(known)).not.toContain('who_are_you')
    expect(
      objections(vectorOf({ lead: { market: 'b2b' }, history: { pressure: 6, touches7d: 0, touches30d: 0 } }))
    ).toContain('too_many_calls')
  })

  test('who curses, complains or forbids us to call is annoyed', () => {
    const ends = Array.from({ length: KEYS }, (_, place) =>
      people.finish(callTo(place, home), talks, { how: 'none', plannedMs: 0 })
    )
    const foul = ends.filter(({ said }) => ['hostile', 'complaint', 'do_not_call', 'hung_up'].includes(said!.what))
    expect(foul.length).toBeGreaterThan(1000)
    expect(new Set(foul.map(({ reaction }) => reaction))).toEqual(new Set(['annoyed']))
  })

  test('nothing comes of a meeting before it can have been held', () => {
    const quick = peopleOf({ ...a, 'deal.days.b2b': 0, 'meeting.days': 10 })
    for (let place = 0; place < 2000; place++)
      for (const { afterMs } of quick.afterMeeting(callTo(place, firm)))
        expect(afterMs).toBeGreaterThanOrEqual(30 * 86_400_000)
  })

  test('who stands how to us is read off the facts', () => {
    const kinship = (document: object): string => standingOf({ vector: vectorOf(document) }).kinship
    expect(kinship({})).toBe('stranger')
    expect(kinship({ lead: { listPrequalified: true } })).toBe('prequalified')
    expect(kinship({ lead: { origin: 'internet_lead' } })).toBe('internet_lead')
    expect(kinship({ lead: { origin: 'internet_lead', relationship: 'met' } })).toBe('known')
    expect(kinship({ lead: { origin: 'internet_lead', relationship: 'lapsed' } })).toBe('lapsed')
    expect(kinship({ lead: { origin: 'inbound_call' } })).toBe('known')
    const phone = (document: object): string => standingOf({ vector: vectorOf(document) }).phone
    expect(phone({ lead: { market: 'b2b' } })).toBe('business')
    expect(phone({ lead: { market: 'b2b' }, number: { kind: 'mobile' } })).toBe('mobile')
    expect(phone({ lead: { market: 'b2c' }, number: { lineType: 'landline' } })).toBe('home')
    expect(phone({ lead: { market: 'b2c' } })).toBe('mobile')
  })
})
