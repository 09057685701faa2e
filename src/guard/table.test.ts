import fc from 'fast-check'
import { expect, test } from 'vitest'
import { slot } from '../facts/fact.ts'
import { withVector } from '../facts/facts.ts'
import { bitOf } from './action.ts'
import { type Cap, type CapMeasure, capMeasures, capNames, capRuleId, capsFor } from './cap.ts'
import { house } from './house.ts'
import { HOUR, factsOf, kind, person, tableOf } from '../../test/invented-people.ts'
import { codeOf, ruleOf } from './rule.ts'
import { ask, firstAllowed, guardTables, kindCode } from './table.ts'
import { whereabouts } from './where.ts'

const NOON = Date.UTC(2027, 0, 6, 17)

test('people who are alike in all that the table holds share one, and others do not', () => {
  const places = whereabouts()
  const tables = guardTables(house, [])
  const alike = [
    'number.kind',
    'number.lineType',
    'lead.market',
    'consent.recordings',
    'consent.sms',
    'dialer.mode'
  ].map(slot)
  fc.assert(
    fc.property(person, person, (a, b) => {
      const of = (each: typeof a) => places.of(each.place, each.numbers[0]?.e164 ?? null, each.writtenIn)
      const [one, other] = [tables.of(of(a), a.vector), tables.of(of(b), b.vector)]
      expect(tables.of(of(a), a.vector.slice())).toBe(one)
      const isAlike = of(a) === of(b) && alike.every((index) => Object.is(a.vector[index], b.vector[index]))
      expect(one === other).toBe(isAlike)
    }),
    { numRuns: 500 }
  )
})

test('what is shared depends on nobody who was seen before', () => {
  const places = whereabouts()
  const tables = guardTables(house, [])
  fc.assert(
    fc.property(person, kind, (facts, what) => {
      const where = places.of(facts.place, facts.numbers[0]?.e164 ?? null, facts.writtenIn)
      const shared = tables.of(where, facts.vector)
      const alone = tableOf(facts)
      expect(shared.where.zones).toEqual(alone.where.zones)
      expect([shared.where.country, shared.where.region, shared.where.clock]).toEqual([
        alone.where.country,
        alone.where.region,
        alone.where.clock
      ])
      const [v, now] = [facts.vector, facts.now]
      expect(ask(shared, kindCode[what], v, now, now, 0)).toBe(ask(alone, kindCode[what], v, now, now, 0))
      expect(firstAllowed(shared, kindCode[what], v, now, now, 0)).toBe(
        firstAllowed(alone, kindCode[what], v, now, now, 0)
      )
    }),
    { numRuns: 500 }
  )
})

const only = (measure: CapMeasure, limit: number): readonly Cap[] => [{ measure, limit, when: null }]
const inNewYork = { number: { e164: '+12125550123', kind: 'business' } }
const DAY = 24 * HOUR

test.for([
  ['voicemails', 2, { voicemails: 2 }, 'live_voicemail', null],
  ['unansweredVoicemails', 2, { voicemails: 2, unansweredVoicemails: 2 }, 'prerecorded_voicemail', null],
  ['voicemailGapDays', 7, { daysSinceVoicemail: 3 }, 'live_voicemail', 4 * DAY],
  ['calls', 3, { calls: 3 }, 'live_voice', null],
  ['callsPerDay', 1, { calls24h: 1, hoursSinceCall: 5 }, 'live_voice', DAY],
  ['silentCallsPerDay', 1, { silentCalls: 1, hoursSinceCall: 5 }, 'live_voice', 19 * HOUR],
  ['emails', 4, { emails: 4 }, 'email', null],
  ['touchesPerWeek', 5, { touches7d: 5, touches30d: 5 }, 'email', 7 * DAY],
  ['touchesPerMonth', 9, { touches30d: 9 }, 'letter', 30 * DAY]
] as const)('a playbook’s cap on %s of %d is asked by the guard', ([measure, limit, history, what, after]) => {
  const facts = factsOf({ ...inNewYork, consent: { recordings: 'express_written' }, history }, NOON)
  const table = tableOf(facts, only(measure, limit))
  const code = kindCode[what]
  expect(ruleOf(ask(table, code, facts.vector, NOON, NOON, 0)).id).toBe(capRuleId(measure))
  const first = firstAllowed(table, code, facts.vector, NOON, NOON, 0)
  if (after === null) expect(first).toBeNull()
  else expect(first).toBeGreaterThanOrEqual(NOON + after)
  const looser = tableOf(facts, only(measure, measure === 'voicemailGapDays' ? limit - 4 : limit + 1))
  expect(ask(looser, code, facts.vector, NOON, NOON, 0)).toBe(0)
})

test.for(['householdTouchesPerWeek', 'householdCallsPerDay'] as const)('%s counts the whole household', (measure) => {
  const facts = factsOf({ ...inNewYork, household: { touches7d: 2, calls24h: 2 } }, NOON)
  const codeAt = (limit: number) =>
    ask(tableOf(facts, only(measure, limit)), kindCode.live_voice, facts.vector, NOON, NOON, 0)
  expect(codeAt(2)).toBe(codeOf.get(capRuleId(measure)))
  expect(codeAt(3)).toBe(0)
})

test('the call in progress counts before the next one, a silent call only without a message', () => {
  const facts = factsOf({ ...inNewYork, history: { calls: 2 } }, NOON)
  const next = NOON + DAY
  const code = (caps: readonly Cap[], own: 0 | 1, left = 0) => {
    const each = withVector(facts, (v) => (v[slot('message.left')] = left))
    return ask(tableOf(each, caps), kindCode.live_voice, each.vector, NOON, next - HOUR, own)
  }
  expect(code(only('calls', 3), 0)).toBe(0)
  expect(ruleOf(code(only('calls', 3), 1)).id).toBe('PLAYBOOK-CAP-CALLS')
  expect(ruleOf(code(only('silentCallsPerDay', 1), 1)).id).toBe('PLAYBOOK-CAP-SILENT-CALLS')
  expect(code(only('silentCallsPerDay', 1), 1, 1)).toBe(0)
})

test('a cap holds where its condition holds or is not known', () => {
  const facts = factsOf({ ...inNewYork, history: { emails: 1 } }, NOON)
  const codeWhen = (truth: number) =>
    ask(
      tableOf(facts, [{ measure: 'emails', limit: 1, when: () => truth }]),
      kindCode.email,
      facts.vector,
      NOON,
      NOON,
      0
    )
  expect([0, 1, 2].map((truth) => codeWhen(truth) === 0)).toEqual([true, false, false])
})

test('every cap that a playbook may name has its rule and speaks of some kind of touch', () => {
  for (const name of capNames) {
    const code = codeOf.get(capRuleId(name))!
    expect(ruleOf(code).reason).toContain(capMeasures[name].says)
    expect(capMeasures[name].kinds).not.toBe(0)
  }
  const all = capNames.map((measure): Cap => ({ measure, limit: 0, when: null }))
  expect(capsFor(all, 'task')).toEqual([])
  expect(capsFor(all, 'email').map((each) => each.measure)).toEqual([
    'emails',
    'touchesPerWeek',
    'touchesPerMonth',
    'householdTouchesPerWeek'
  ])
  for (const each of capsFor(all, 'sms')) expect(capMeasures[each.measure].kinds & bitOf('sms')).not.toBe(0)
})
