import { describe, expect, test } from 'vitest'
import {
  KEYS,
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
import { type Message } from '../facts/outcome-lists.ts'
import { type Answered } from './people.ts'
import { peopleOf } from './people-of.ts'
import { personOf, telephoneOf } from './person.ts'
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

  test('each earlier message without a response leaves four fifths of it', () => {
    const person = { ...personOf(a, 1), irritability: 0 }
    const after = (unansweredVoicemails: number): number =>
      messageCallback(a, person, { ...standingOf({ vector: firm }), unansweredVoicemails }, 'complete')
    expect(after(3) / after(0)).toBeCloseTo(0.8 ** 3, 10)
  })

  test('half a message, or one by way of a colleague, counts half; people who know us ring four times as often', () => {
    const person = personOf(a, 1)
    const by = (message: Message, vector = firm): number => messageCallback(a, person, standingOf({ vector }), message)
    expect(by('truncated') / by('complete')).toBe(0.5)
    expect(by('left_with_person') / by('left_live_by_rep')).toBe(0.5)
    expect(by('none_planned')).toBe(0)
    expect(by('complete', known) / by('complete')).toBeCloseTo(4, 10)
    expect(by('complete', internet) / by('complete')).toBeCloseTo(2, 10)
  })

  test('at a wrong number, and from somebody who forbade it, nothing comes back', () => {
    const mailbox: Answered = { endpoint: 'machine', ringMs: 20_000, greetingMs: 15_000 }
    const eager = peopleOf({
      ...a,
      'callback.missed.cold': 1,
      'callback.missed.warm': 1,
      'email.reply': 1,
      'email.bounce': 0
    })
    const stopped = vectorOf({ lead: { market: 'b2b' }, number: { kind: 'business' }, stops: ['refusal'] })
    const isWrong = (place: number): boolean =>
      telephoneOf(a, callTo(place, firm).key, 0, standingOf({ vector: firm })).isWrong
    for (let place = 0; place < KEYS / 4; place++) {
      const back = (vector: Float64Array): readonly unknown[] => {
        const call = callTo(place, vector)
        return eager.afterCall(call, mailbox, eager.finish(call, mailbox, { how: 'none', plannedMs: 0 }))
      }
      expect(back(firm).length).toBe(isWrong(place) ? 0 : 1)
      expect(back(stopped)).toEqual([])
      expect(eager.afterTouch({ ...callTo(place, stopped), channel: 'email', nth: 1 })).toEqual([])
    }
  })

  test('a colleague who says nothing brings nobody back, one who passes it on may', () => {
    const gatekeeper: Answered = { endpoint: 'gatekeeper', ringMs: 8000, greetingMs: 0 }
    const eager = peopleOf({ ...a, 'callback.missed.cold': 1 })
    const rings = (how: 'none' | 'live'): number =>
      shareOf((place) => {
        const call = callTo(place, firm)
        const finished = eager.finish(call, gatekeeper, { how, plannedMs: 20_000 })
        return eager.afterCall(call, gatekeeper, finished).some(({ does }) => does.kind === 'rings')
      })
    expect(rings('none')).toBe(0)
    expect(rings('live')).toBeGreaterThan(0.002)
  })

  test('a letter brings five in a hundred back, nine of those who know us, half of them by telephone', () => {
    const after = (vector: Float64Array, kinds: readonly string[]): number =>
      shareOf((place) =>
        people
          .afterTouch({ ...callTo(place, vector), channel: 'letter', nth: 1 })
          .some(({ does }) => kinds.includes(does.kind))
      )
    within(after(firm, ['rings', 'replies', 'books']), 0.97 * 0.049)
    within(after(known, ['rings', 'replies', 'books']), 0.97 * 0.09)
    within(after(known, ['rings']), (0.97 * 0.09) / 2)
    within(after(firm, ['bounces']), 0.03)
  })

  test('a text to somebody who has blocked us changes nothing', () => {
    const blocked = vectorOf({ lead: { market: 'b2c' }, number: { kind: 'mobile', suspectedBlock: true } })
    for (let place = 0; place < 200; place++)
      expect(people.afterTouch({ ...callTo(place, blocked), channel: 'sms', nth: 1 })).toEqual([])
  })

  test('what is sold on a call is paid for, and who wants to think may ring', () => {
    const talks: Answered = { endpoint: 'human_right_party', ringMs: 8000, greetingMs: 0 }
    const after = Array.from({ length: KEYS }, (_, place) => {
      const call = callTo(place, home)
      const finished = people.finish(call, talks, { how: 'none', plannedMs: 0 })
      return { place, what: finished.said!.what, later: people.afterCall(call, talks, finished) }
    }).filter(({ place }) => !telephoneOf(a, callTo(place, home).key, 0, standingOf({ vector: home })).isWrong)
    const sold = after.filter(({ what }) => what === 'sale')
    expect(sold.length).toBeGreaterThan(50)
    for (const { later } of sold) expect(later.map(({ does }) => does.kind)).toEqual(['deal_won'])
    const thinking = after.filter(({ what }) => ['hesitant', 'not_now', 'send_info'].includes(what))
    const ring = thinking.filter(({ later }) => later.length > 0)
    expect(Math.abs(ring.length / thinking.length - 0.02)).toBeLessThan(0.008)
    expect(
      new Set(ring.flatMap(({ later }) => later.map(({ does }) => (does.kind === 'rings' ? does.cause : does.kind))))
    ).toEqual(new Set(['other']))
    for (const { what, later } of after)
      if (['not_interested', 'hung_up', 'do_not_call'].includes(what)) expect(later).toEqual([])
  })
})
