import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseInstant } from '../clock/civil.ts'
import { candidateZones } from '../clock/place.ts'
import { fixedZone, instantOf, localMinutes, zoneNamed } from '../clock/zone.ts'
import { dayNumber } from '../clock/civil.ts'
import { slot, stops } from '../facts/fact.ts'
import { type Facts, withVector } from '../facts/facts.ts'
import { type ActionKind, KEEPS_HOURS, actionKinds, bitOf } from './action.ts'
import { guard } from './guard.ts'
import { house } from './house.ts'
import { HOUR, caps, factsOf, instant, kind, later, own, person, tableOf } from '../../test/invented-people.ts'
import { questionOf } from './question.ts'
import { ruleOf, rules, stopRuleId } from './rule.ts'
import { ask, firstAllowed, kindCode } from './table.ts'

const MINUTE = 60_000
const newYork = zoneNamed('America/New_York')!
const at = (zone: string, month: number, day: number, minutes: number): number =>
  instantOf(zoneNamed(zone)!, dayNumber(2027, month, day) * 1440 + minutes)
const rule = (code: number): string | null => (code === 0 ? null : ruleOf(code).id)

test('the tables of the hot path say what the explained guard says, and when it will be allowed', () => {
  fc.assert(
    fc.property(person, caps, kind, later, own, (facts, playbook, what, delay, made) => {
      const [table, when, code] = [tableOf(facts, playbook), facts.now + delay, kindCode[what]]
      const verdict = guard(questionOf(facts, { kind: what, at: when, own: made }, playbook), house)
      const answer = ask(table, code, facts.vector, facts.now, when, made)
      expect(verdict.ruleId).toBe(rule(answer))
      expect(verdict.decision).toBe(answer === 0 ? 'allowed' : 'blocked')
      const retry = verdict.retryAt === null ? null : parseInstant(verdict.retryAt)!.epochMs
      expect(retry).toBe(answer === 0 ? null : firstAllowed(table, code, facts.vector, facts.now, when, made))
    }),
    { numRuns: 2500 }
  )
})

test('the first allowed minute is allowed, and none before it is', () => {
  fc.assert(
    fc.property(person, caps, kind, later, own, (facts, playbook, what, delay, made) => {
      const [table, when, code] = [tableOf(facts, playbook), facts.now + delay, kindCode[what]]
      const allowed = (minute: number): boolean => ask(table, code, facts.vector, facts.now, minute, made) === 0
      const first = firstAllowed(table, code, facts.vector, facts.now, when, made)
      const start = Math.ceil(when / MINUTE) * MINUTE
      const horizon = start + 3 * 24 * HOUR
      if (first !== null) {
        expect(first % MINUTE).toBe(0)
        expect(allowed(first)).toBe(true)
      }
      for (let minute = start; minute < Math.min(first ?? Infinity, horizon); minute += MINUTE)
        if (allowed(minute)) throw new Error(`allowed at ${minute}, before ${first}`)
    }),
    { numRuns: 400 }
  )
})

test('nobody is called, left a message or texted outside 8 to 21 on any clock that may be theirs', () => {
  fc.assert(
    fc.property(person, caps, kind, later, own, (facts, playbook, what, delay, made) => {
      const when = facts.now + delay
      if ((KEEPS_HOURS & bitOf(what)) === 0) return
      if (ask(tableOf(facts, playbook), kindCode[what], facts.vector, facts.now, when, made) !== 0) return
      const { place, numbers, writtenIn } = facts
      const located = place.timeZone ?? place.region ?? (numbers[0]?.e164.startsWith('+1') || null)
      const fallback = writtenIn ?? fixedZone(0)
      const e164 = numbers[0]?.e164 ?? null
      const abroad = e164?.startsWith('+44') ? 'GB' : e164?.startsWith('+61') ? 'AU' : null
      const said = place.country === null && place.region === null ? { ...place, country: abroad } : place
      const zones = located === null && writtenIn ? [writtenIn] : candidateZones(said, e164, fallback)
      for (const zone of zones) {
        const minutes = localMinutes(zone, when) % 1440
        expect(minutes).toBeGreaterThanOrEqual(8 * 60)
        expect(minutes).toBeLessThan(21 * 60)
      }
    }),
    { numRuns: 1500 }
  )
})

test('a mail, a post on a network, a letter, a visit and a task wait for no hour', () => {
  const free = actionKinds.filter((each) => (KEEPS_HOURS & bitOf(each)) === 0)
  expect(free).toEqual(['email', 'linkedin', 'x', 'letter', 'visit', 'task'])
  fc.assert(
    fc.property(instant, fc.constantFrom(...free), (now, what) => {
      const facts = factsOf({}, now)
      expect(ask(tableOf(facts), kindCode[what], facts.vector, now, now, 0)).toBe(0)
    })
  )
})

test('a hard stop is above everything, and the strongest is named', () => {
  fc.assert(
    fc.property(person, caps, kind, fc.subarray([...stops], { minLength: 1 }), (facts, playbook, what, on) => {
      const stopped = factsOf({ stops: on }, facts.now)
      const table = tableOf(stopped, playbook)
      const strongest = stops.find((stop) => on.includes(stop))!
      expect(rule(ask(table, kindCode[what], stopped.vector, stopped.now, stopped.now, 0))).toBe(stopRuleId(strongest))
      expect(firstAllowed(table, kindCode[what], stopped.vector, stopped.now, stopped.now, 0)).toBeNull()
    })
  )
})

test('more consent never takes an allowance away', () => {
  fc.assert(
    fc.property(
      person,
      caps,
      kind,
      fc.constantFrom('consent.voice', 'consent.recordings', 'consent.sms', 'consent.email'),
      (facts, playbook, what, path) => {
        const more = withVector(facts, (v) => (v[slot(path)] = Math.min(3, v[slot(path)]! + 1)))
        const allowed = (each: Facts) =>
          ask(tableOf(each, playbook), kindCode[what], each.vector, each.now, each.now, 0) === 0
        if (allowed(facts)) expect(allowed(more)).toBe(true)
      }
    ),
    { numRuns: 1000 }
  )
})

test('a mobile and a home are called no more than a desk', () => {
  fc.assert(
    fc.property(person, caps, later, own, fc.constantFrom(1, 2), (facts, playbook, delay, made, personal) => {
      const of = (numberKind: number) => {
        const each = withVector(facts, (v) => (v[slot('number.kind')] = numberKind))
        return ask(tableOf(each, playbook), kindCode.live_voice, each.vector, each.now, each.now + delay, made) === 0
      }
      if (of(personal)) expect(of(0)).toBe(true)
    }),
    { numRuns: 1000 }
  )
})

const noon = at('America/New_York', 1, 6, 12 * 60)
const inNewYork = { number: { e164: '+12125550123' } }
test.for([
  ['business', 2, 2, null],
  ['business', 3, 2, 'HOUSE-CALLS-24H'],
  ['business', 1, 1.99, 'HOUSE-CALL-GAP'],
  ['business', 1, 2, null],
  ['mobile', 1, 4, null],
  ['mobile', 2, 4, 'HOUSE-CALLS-24H'],
  ['mobile', 1, 3.5, 'HOUSE-CALL-GAP'],
  ['home', 2, 9, 'HOUSE-CALLS-24H'],
  ['home', 1, 3.5, 'HOUSE-CALL-GAP']
] as const)(
  'a %s number with %d calls in a day, the last %d h ago: %s',
  ([numberKind, calls24h, hoursSinceCall, expected]) => {
    const facts = factsOf(
      { number: { ...inNewYork.number, kind: numberKind }, history: { calls24h, hoursSinceCall } },
      noon
    )
    expect(rule(ask(tableOf(facts), kindCode.live_voice, facts.vector, noon, noon, 0))).toBe(expected)
  }
)

test.for([
  ['prerecorded_voicemail', {}, 'HOUSE-DROP-CONSENT'],
  ['prerecorded_voicemail', { consent: { recordings: 'express' } }, 'HOUSE-DROP-CONSENT'],
  ['prerecorded_voicemail', { consent: { recordings: 'express_written' } }, null],
  ['prerecorded_voicemail', { number: { kind: 'business', lineType: 'landline' } }, null],
  ['prerecorded_voicemail', { number: { kind: 'business' } }, 'HOUSE-DROP-CONSENT'],
  ['prerecorded_voicemail', { number: { lineType: 'landline' } }, 'HOUSE-DROP-CONSENT'],
  ['prerecorded_voicemail', { number: { kind: 'business', lineType: 'voip' } }, 'HOUSE-DROP-CONSENT'],
  ['live_voicemail', {}, null],
  ['sms', { consent: { sms: 'implied' } }, 'HOUSE-SMS-CONSENT'],
  ['sms', { consent: { sms: 'express' } }, null],
  ['email', {}, null]
] as const)('%s with %j: %s', ([what, document, expected]) => {
  const number = { ...inNewYork.number, ...(document as { number?: object }).number }
  const facts = factsOf({ ...document, number }, noon)
  expect(rule(ask(tableOf(facts), kindCode[what], facts.vector, noon, noon, 0))).toBe(expected)
})

test.for([
  ['the night the clock goes forward', 'America/New_York', 3, 13, 22 * 60, 3, 14, 8 * 60],
  ['the night the clock goes back', 'America/New_York', 11, 6, 22 * 60, 11, 7, 8 * 60],
  ['before opening on that morning', 'America/New_York', 3, 14, 60, 3, 14, 8 * 60],
  ['at the last open minute', 'America/New_York', 1, 6, 20 * 60 + 59, 1, 6, 20 * 60 + 59],
  ['at nine in the evening', 'America/New_York', 1, 6, 21 * 60, 1, 7, 8 * 60],
  ['a night of half an hour', 'Australia/Lord_Howe', 4, 3, 23 * 60, 4, 4, 8 * 60]
] as const)('the first allowed minute %s', ([, timeZone, month, day, minutes, thenMonth, thenDay, thenMinutes]) => {
  const now = at(timeZone, month, day, minutes)
  const facts = factsOf({ place: { timeZone } }, now)
  expect(firstAllowed(tableOf(facts), kindCode.live_voice, facts.vector, now, now, 0)).toBe(
    at(timeZone, thenMonth, thenDay, thenMinutes)
  )
})

test('somebody somewhere in the United States is called when it is day in Hawaii and in New York', () => {
  const facts = factsOf({ place: { country: 'US' } }, at('America/New_York', 1, 6, 9 * 60), null)
  expect(firstAllowed(tableOf(facts), kindCode.live_voice, facts.vector, facts.now, facts.now, 0)).toBe(
    at('Pacific/Honolulu', 1, 6, 8 * 60)
  )
})

test('where the clocks end nothing is allowed any more, and nothing breaks', () => {
  const facts = factsOf({ history: { touches7d: 9, touches30d: 9 } }, parseInstant('2100-12-31T23:00:00Z')!.epochMs)
  const weekly = [{ measure: 'touchesPerWeek', limit: 1, when: null }] as const
  expect(guard(questionOf(facts, { kind: 'email', at: facts.now, own: 0 }, weekly), house)).toMatchObject({
    ruleId: 'PLAYBOOK-CAP-TOUCHES-WEEK',
    retryAt: null
  })
})

test('a verdict carries the whole way that it went, what it saw and what would lift it', () => {
  const facts = factsOf({ ...inNewYork, history: { calls24h: 3, hoursSinceCall: 1 } }, noon)
  const playbook = [{ measure: 'calls', limit: 9, when: null }] as const
  const verdict = guard(questionOf(facts, { kind: 'live_voice', at: noon, own: 0 }, playbook), house)
  expect(verdict.trace.map((look) => [look.ruleId, look.holds])).toEqual([
    ['HOUSE-CALLS-24H', false],
    ['HOUSE-CALL-GAP', false],
    ['PLAYBOOK-CAP-CALLS', true],
    ['HOUSE-HOURS', true]
  ])
  expect(verdict.reason).toContain('3 of 3')
  expect(verdict.remedy).not.toBe('')
  expect(verdict.retryAt).toBe('2027-01-07T12:00:00-05:00')
})

test('every rule has an id of its own, a reason, a remedy and whose it is', () => {
  expect(new Set(rules.map((each) => each.id)).size).toBe(rules.length)
  for (const each of rules) {
    expect(each.id).toMatch(/^(HOUSE|PLAYBOOK-CAP)(-[A-Z0-9]+)+$/)
    for (const words of [each.reason, each.remedy, each.basis]) expect(words.length).toBeGreaterThan(3)
  }
})

test('the guard of a kind that nobody counts asks no ceiling', () => {
  const facts = factsOf({ ...inNewYork, history: { calls24h: 3, hoursSinceCall: 0 } }, noon)
  const kinds = actionKinds.filter((each: ActionKind) => each !== 'sms' && each !== 'prerecorded_voicemail')
  for (const what of kinds)
    expect(ask(tableOf(facts), kindCode[what], facts.vector, noon, noon, 0) === 0).toBe(what !== 'live_voice')
  expect(localMinutes(newYork, noon) % 1440).toBe(720)
})
