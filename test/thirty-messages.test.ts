import { describe, expect, test } from 'vitest'
import { VECTOR_LENGTH, slot } from '../src/facts/fact.ts'
import { apply } from '../src/facts/fold.ts'
import { emptyRow } from '../src/facts/row.ts'
import { snapshot } from '../src/facts/snapshot.ts'
import { signal, touch } from '../src/facts/story.ts'
import { type Assumptions } from '../src/simulate/assumptions.ts'
import { hasBlocked, irritationOf } from '../src/simulate/irritation.ts'
import { type FloorCall } from '../src/simulate/people.ts'
import { peopleOf } from '../src/simulate/people-of.ts'
import { personOf } from '../src/simulate/person.ts'
import { standingOf } from '../src/simulate/standing.ts'
import { TUESDAY, floor } from './floor-calls.ts'

/**
 * Thirty calls to the same people with a message at every voicemail, through the real facts: a log that is folded, and a
 * snapshot before each call. Who stops us, or talks with us, is called no more.
 */
const PEOPLE = 1000
const CALLS = 30
const FROM = TUESDAY * 60_000 + 15 * 3_600_000

type Round = {
  readonly called: number
  readonly answered: number
  readonly stopped: number
  readonly blocked: number
  readonly irritation: number
}

function thirtyCalls(a: Assumptions, everyHours: number, leaves: boolean, calls = CALLS): readonly Round[] {
  const rounds = Array.from({ length: calls }, () => ({
    called: 0,
    answered: 0,
    stopped: 0,
    blocked: 0,
    irritation: 0
  }))
  for (let who = 0; who < PEOPLE; who++) oneLife(a, Math.imul(who + 1, 0x9e3779b1) >>> 0, everyHours, leaves, rounds)
  return rounds.map((round) => ({ ...round, irritation: round.irritation / round.called }))
}

function oneLife(
  a: Assumptions,
  key: number,
  everyHours: number,
  leaves: boolean,
  rounds: { -readonly [K in keyof Round]: number }[]
): void {
  const people = peopleOf(a)
  const row = emptyRow()
  apply(row, signal(1, FROM - 1000, { kind: 'profile', changes: { 'lead.market': 'b2b', 'number.kind': 'business' } }))
  for (let attempt = 1; attempt <= rounds.length; attempt++) {
    const at = FROM + (attempt - 1) * everyHours * 3_600_000
    const vector = new Float64Array(VECTOR_LENGTH)
    snapshot(row, null, at, vector)
    const call: FloorCall = {
      key,
      attempt: vector[slot('attempt')]!,
      number: 0,
      vector,
      localMinute: Math.floor(at / 60_000)
    }
    expect(call.attempt).toBe(attempt)
    const round = rounds[attempt - 1]!
    const person = personOf(a, key)
    round.called++
    round.irritation += irritationOf(a, person, standingOf(call))
    if (hasBlocked(person, standingOf(call))) round.blocked++
    const answered = people.answer(call)
    if (answered.endpoint === 'human_right_party') return void round.answered++
    const finished = people.finish(
      call,
      answered,
      leaves ? { how: 'drop', plannedMs: 25_000 } : { how: 'none', plannedMs: 0 }
    )
    if (people.afterCall(call, answered, finished).some(({ does }) => does.kind === 'stops'))
      return void round.stopped++
    apply(row, touch(attempt, at))
    apply(row, {
      ...{ kind: 'outcome', touch: attempt, at: at + 60_000, touchAt: at, channel: 'call', promise: null },
      result: {
        ...{ kind: 'call', endpoint: answered.endpoint, message: finished.message, blockedBy: null, recording: null },
        ...{ playedMs: null, beepMs: null, ringSeconds: answered.ringMs / 1000, said: null }
      }
    })
  }
}

const sum = (rounds: readonly Round[], what: 'called' | 'answered' | 'stopped'): number =>
  rounds.reduce((all, round) => all + round[what], 0)

describe('thirty messages in a row', () => {
  const house = floor('house')
  const daily = thirtyCalls(house, 24, true)

  test('002-07 can be played through, with people reached and people put off counted side by side', () => {
    expect(daily.at(-1)!.called).toBeGreaterThan(0)
    expect(sum(daily, 'answered')).toBeGreaterThan(100)
    expect(sum(daily, 'stopped')).toBeGreaterThan(50)
    const [first, last] = [daily.slice(0, 3), daily.slice(3, 10)]
    const perCall = (rounds: readonly Round[]): number => sum(rounds, 'stopped') / sum(rounds, 'called')
    expect(perCall(last)).toBeGreaterThan(2 * perCall(first))
    expect(daily[0]!.irritation).toBe(0)
    expect(daily[9]!.irritation).toBeGreaterThan(daily[3]!.irritation)
    expect(daily[9]!.blocked / daily[9]!.called).toBeGreaterThan(0.1)
  })

  test('put off fewer when a week lies between them', () => {
    const weekly = thirtyCalls(house, 7 * 24, true)
    expect(sum(weekly, 'stopped') / sum(weekly, 'called')).toBeLessThan(
      0.5 * (sum(daily, 'stopped') / sum(daily, 'called'))
    )
    expect(weekly[9]!.irritation).toBeLessThan(0.5 * daily[9]!.irritation)
    expect(sum(weekly, 'answered')).toBeGreaterThan(sum(daily, 'answered'))
  })

  test('where messages help more people are reached than where they hurt, and silent calls make no difference there', () => {
    const reached = (name: string, leaves: boolean): number => sum(thirtyCalls(floor(name), 72, leaves, 8), 'answered')
    expect(reached('messages-help', true)).toBeGreaterThan(1.15 * reached('messages-hurt', true))
    const [helped, hurt] = [reached('messages-help', false), reached('messages-hurt', false)]
    expect(helped).toBe(hurt)
  })
})
