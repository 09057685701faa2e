import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { KEYS, anyAssumptions, anyCall, anyLeft, callTo, floor, vectorOf } from '../../test/floor-calls.ts'
import { Happening, Outcome } from '../facts/log-entry.ts'
import { channels } from '../facts/channel.ts'
import { VECTOR_LENGTH, slot } from '../facts/fact.ts'
import { endpointFlags } from '../facts/outcome-lists.ts'
import { type Reaction } from '../outcome/lists.ts'
import { liveChance } from './answering.ts'
import { type Assumptions, houseAssumptions } from './assumptions.ts'
import { hasBlocked, irritationOf } from './irritation.ts'
import { type Answered, type Deed, type Finished, type FloorCall } from './people.ts'
import { peopleOf } from './people-of.ts'
import { personOf, telephoneOf } from './person.ts'
import { standingOf } from './standing.ts'

const house = peopleOf(houseAssumptions)
const AT = Date.UTC(2026, 10, 24, 15)
const runs = { seed: 20261124, numRuns: 1500 } as const

/** All that the people say about one call. */
function whole(a: Assumptions, call: FloorCall, left: { how: 'none' | 'live' | 'drop'; plannedMs: number }) {
  const people = peopleOf(a)
  const answered = people.answer(call)
  const finished = people.finish(call, answered, left)
  const touch = { ...call, channel: channels[call.attempt % channels.length]!, nth: call.attempt }
  return {
    answered,
    finished,
    later: people.afterCall(call, answered, finished),
    afterTouch: people.afterTouch(touch),
    inbound: people.inbound(call),
    afterMeeting: people.afterMeeting(call)
  }
}

describe('always', () => {
  test('the same question has the same answer, whatever was asked in between', () => {
    fc.assert(
      fc.property(fc.array(anyCall, { minLength: 2, maxLength: 6 }), anyLeft, (calls, left) => {
        const forwards = calls.map((call) => whole(houseAssumptions, call, left))
        const backwards = [...calls].reverse().map((call) => whole(houseAssumptions, call, left))
        expect(backwards.reverse()).toEqual(forwards)
      }),
      { ...runs, numRuns: 200 }
    )
  })

  test('no question changes the facts that it was asked with', () => {
    fc.assert(
      fc.property(anyCall, anyLeft, (call, left) => {
        const before = Float64Array.from(call.vector)
        whole(houseAssumptions, call, left)
        expect(call.vector).toEqual(before)
      }),
      { ...runs, numRuns: 100 }
    )
  })

  test('every call on every floor that a file can describe makes an outcome and signals that the log takes', () => {
    fc.assert(
      fc.property(anyAssumptions, anyCall, anyLeft, (a, call, left) => {
        const all = whole(a, call, left)
        expect(() => Outcome.parse(outcomeOf(all.answered, all.finished))).not.toThrow()
        for (const later of [...all.later, ...all.afterTouch, ...all.afterMeeting])
          expect(() => Happening.parse(happeningOf(later.does))).not.toThrow()
        const times = [
          all.answered.ringMs,
          all.answered.greetingMs,
          all.finished.messageMs,
          all.finished.talkMs,
          all.finished.wrapMs,
          all.inbound.talkMs,
          all.inbound.wrapMs
        ]
        for (const ms of times) expect(Number.isInteger(ms) && ms >= 0 && ms < 24 * 3_600_000).toBe(true)
      }),
      runs
    )
  })

  test('nothing lies in the past, and what comes later stands in the order of time', () => {
    fc.assert(
      fc.property(anyAssumptions, anyCall, anyLeft, (a, call, left) => {
        const all = whole(a, call, left)
        for (const said of [all.finished.said, all.inbound.said])
          if (said?.inMs !== null && said !== null) expect(said.inMs).toBeGreaterThan(0)
        for (const list of [all.later, all.afterTouch, all.afterMeeting]) {
          const times = list.map((later) => later.afterMs)
          expect(times).toEqual([...times].sort((x, y) => x - y))
          for (const ms of times) expect(Number.isInteger(ms) && ms >= 0).toBe(true)
          for (const { does } of list) if (does.kind === 'books') expect(does.inMs).toBeGreaterThan(0)
        }
      }),
      runs
    )
  })

  test('a message is left on nobody who answers, is no longer than planned or 30 seconds, and never left unasked', () => {
    fc.assert(
      fc.property(anyAssumptions, anyCall, anyLeft, (a, call, left) => {
        const { answered, finished } = whole(a, call, left)
        expect(finished.messageMs).toBeLessThanOrEqual(Math.min(left.plannedMs, 30_000))
        if (left.how === 'none') expect(finished.message).toBe('none_planned')
        if (endpointFlags(answered.endpoint).answeredBy !== 'machine')
          expect(['none_planned', 'left_with_person']).toContain(finished.message)
        if (endpointFlags(answered.endpoint).rightParty) expect(finished.messageMs).toBe(0)
        if (finished.message === 'complete') expect(left.how).toBe('drop')
        if (finished.message === 'left_live_by_rep' || finished.message === 'left_with_person')
          expect(left.how).toBe('live')
      }),
      runs
    )
  })

  test('a dead number is answered by nobody, and who has blocked us never answers', () => {
    fc.assert(
      fc.property(anyAssumptions, anyCall, (a, call) => {
        const standing = standingOf(call)
        const { endpoint } = peopleOf(a).answer(call)
        const phone = telephoneOf(a, call.key, call.number, standing)
        if (phone.isDead) expect(['vacant_number', 'changed_number']).toContain(endpoint)
        if (hasBlocked(personOf(a, call.key), standing)) expect(endpoint).not.toBe('human_right_party')
      }),
      runs
    )
  })

  test('an objection, a reaction and a word on recognition come only out of a talk', () => {
    fc.assert(
      fc.property(anyCall, anyLeft, (call, left) => {
        const { answered, finished } = whole(houseAssumptions, call, left)
        const isTalk = endpointFlags(answered.endpoint).rightParty || finished.message === 'talked_over'
        if (!isTalk) expect([finished.objection, finished.reaction, finished.recognised]).toEqual([null, null, null])
        if (call.vector[slot('history.voicemails')] === 0) expect(finished.recognised).toBe(null)
      }),
      runs
    )
  })

  test('nothing is known of the person: the floor still answers', () => {
    const nothing = new Float64Array(VECTOR_LENGTH).fill(NaN)
    fc.assert(
      fc.property(anyCall, anyLeft, (call, left) => {
        const { answered, finished } = whole(houseAssumptions, { ...call, vector: nothing }, left)
        expect(() => Outcome.parse(outcomeOf(answered, finished))).not.toThrow()
      }),
      { ...runs, numRuns: 300 }
    )
  })
})

describe('the more we press', () => {
  const moods: readonly Reaction[] = ['annoyed', 'neutral', 'pleased']
  const pressed = fc.tuple(
    anyCall,
    fc.double({ min: 0, max: 12, noNaN: true }),
    fc.double({ min: 0, max: 12, noNaN: true })
  )
  const withPressure = (call: FloorCall, pressure: number): FloorCall => {
    const vector = Float64Array.from(call.vector)
    vector[slot('history.pressure')] = pressure
    return { ...call, vector }
  }

  test('the more irritated they are, and never more pleased, likelier to agree or to answer', () => {
    const talks: Answered = { endpoint: 'human_right_party', ringMs: 8000, greetingMs: 0 }
    fc.assert(
      fc.property(pressed, ([call, some, more]) => {
        const person = personOf(houseAssumptions, call.key)
        if (person.likesPersistence) return
        const [little, much] = [Math.min(some, more), Math.max(some, more)].map((each) => withPressure(call, each)) as [
          FloorCall,
          FloorCall
        ]
        const irritation = (each: FloorCall): number => irritationOf(houseAssumptions, person, standingOf(each))
        expect(irritation(much)).toBeGreaterThanOrEqual(irritation(little))
        const [calm, cross] = [little, much].map((each) =>
          house.finish(each, talks, { how: 'none', plannedMs: 0 })
        ) as [Finished, Finished]
        const mood = ({ reaction }: Finished): number => (reaction === null ? 1 : moods.indexOf(reaction))
        if (calm.reaction !== null && cross.reaction !== null) expect(mood(cross)).toBeLessThanOrEqual(mood(calm))
        const agrees = ({ said }: Finished): boolean => said?.what === 'meeting_booked' || said?.what === 'sale'
        if (agrees(cross)) expect(agrees(calm)).toBe(true)
        const chance = (each: FloorCall): number => liveChance(houseAssumptions, person, standingOf(each), each)
        expect(chance(much)).toBeLessThanOrEqual(chance(little))
      }),
      runs
    )
  })

  test('who likes persistence is never irritated', () => {
    fc.assert(
      fc.property(anyCall, (call) => {
        const person = personOf({ ...houseAssumptions, 'persistence.liked': 1 }, call.key)
        expect(irritationOf(houseAssumptions, person, standingOf(call))).toBe(0)
      }),
      { ...runs, numRuns: 200 }
    )
  })

  test('on the floor where silent calls are harmless they irritate nobody; where they are harmful, more than elsewhere', () => {
    const silent = vectorOf({
      history: { calls: 4, silentCalls: 4, touches7d: 4, touches30d: 4, hoursSinceCall: 1, pressure: 4 }
    })
    const irritations = (['silent-calls-harmless', 'house', 'silent-calls-harmful'] as const).map((name) => {
      const a = floor(name)
      return Array.from({ length: KEYS / 10 }, (_, place) =>
        irritationOf(a, personOf(a, callTo(place, silent).key), standingOf({ vector: silent }))
      ).reduce((x, y) => x + y)
    })
    expect(irritations[0]! / irritations[1]!).toBeLessThan(0.01)
    expect(irritations[2]! / irritations[1]!).toBeGreaterThan(1.9)
  })
})

function outcomeOf(answered: Answered, finished: Finished): unknown {
  const { said } = finished
  return {
    kind: 'outcome',
    touch: 1,
    at: AT + answered.ringMs + answered.greetingMs + finished.messageMs + finished.talkMs,
    touchAt: AT,
    channel: 'call',
    result: {
      kind: 'call',
      endpoint: answered.endpoint,
      message: finished.message,
      blockedBy: null,
      recording: null,
      playedMs: finished.messageMs,
      beepMs: answered.ringMs + answered.greetingMs,
      ringSeconds: answered.ringMs / 1000,
      said:
        said === null ? null : { what: said.what, date: said.inMs === null ? null : AT + said.inMs, note: said.note }
    },
    promise: null
  }
}

function happeningOf(does: Deed): unknown {
  switch (does.kind) {
    case 'rings':
      return { kind: 'callback', cause: does.cause }
    case 'replies':
      return { kind: 'reply', channel: does.channel }
    case 'books':
      return { kind: 'booking', channel: does.channel }
    case 'bounces':
      return { kind: 'bounce', channel: does.channel, permanent: true }
    case 'stops':
      return { kind: 'stop', stop: does.stop }
    case 'deal_won':
    case 'deal_lost':
      return does
  }
}
