import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { everyDay } from '../clock/week-window.ts'
import { slot } from '../facts/fact.ts'
import { withVector } from '../facts/facts.ts'
import { type ActionKind, bitOf } from './action.ts'
import { type Cap, type CapMeasure, capMeasures, capNames, capRuleId, capsFor } from './cap.ts'
import { type House, house } from './house.ts'
import { CLOCKS_END } from './opening.ts'
import { HOUR, factsOf, kind, person, tableOf } from '../../test/invented-people.ts'
import { codeOf, ruleOf } from './rule.ts'
import { ask, askAgainAt, firstAllowed, guardTables, kindCode } from './table.ts'
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

test('there is one table for each way in which people differ, and the same one when asked again', () => {
  const where = whereabouts().of({ country: null, region: null, timeZone: null }, '+12125550123', null)
  const tables = guardTables(house, [])
  const paths = ['number.kind', 'number.lineType', 'lead.market', 'consent.recordings', 'consent.sms', 'dialer.mode']
  const values = [[0, 1, 2, NaN], [0, 1, 2, NaN], [0, 1, NaN], ...Array.from({ length: 3 }, () => [0, 1, 2, 3])]
  let people = [factsOf({}, NOON).vector]
  for (const [i, path] of paths.entries())
    people = people.flatMap((each) => values[i]!.map((value) => each.with(slot(path), value)))
  const first = people.map((each) => tables.of(where, each))
  expect(new Set(first).size).toBe(people.length)
  expect(people.every((each, i) => tables.of(where, each) === first[i])).toBe(true)
  expect(new Set(first.map(({ opening }) => opening)).size).toBe(1)
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
  expect(ruleOf(code(only('calls', 3), 1, 1)).id).toBe('PLAYBOOK-CAP-CALLS')
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

describe('to the millisecond', () => {
  /** Open day and night, so that only what is counted refuses. */
  const allDay: House = { ...house, callWindow: everyDay(0, 1440) }
  const restless: House = { ...allDay, callGapHours: { business: 0, unknown: 0, mobile: 0, home: 0 } }

  test.for<[CapMeasure, number, object, ActionKind, 0 | 1, number]>([
    ['voicemailGapDays', 7, { daysSinceVoicemail: 3 }, 'live_voicemail', 0, 4 * DAY],
    ['voicemailGapDays', 7, { daysSinceVoicemail: 3 }, 'live_voicemail', 1, 4 * DAY],
    ['callsPerDay', 1, { calls24h: 1, hoursSinceCall: 5 }, 'live_voice', 0, DAY],
    ['callsPerDay', 2, { calls24h: 1, hoursSinceCall: 5 }, 'live_voice', 1, DAY],
    ['silentCallsPerDay', 1, { silentCalls: 1, hoursSinceCall: 5 }, 'live_voice', 0, 19 * HOUR],
    ['silentCallsPerDay', 2, { silentCalls: 1, hoursSinceCall: 5 }, 'live_voice', 1, DAY],
    ['touchesPerWeek', 5, { touches7d: 5, touches30d: 5 }, 'email', 0, 7 * DAY],
    ['touchesPerWeek', 5, { touches7d: 4, touches30d: 4 }, 'email', 1, 7 * DAY],
    ['touchesPerMonth', 9, { touches30d: 9 }, 'letter', 0, 30 * DAY]
  ])(
    '%s of %d with %j: a %s is allowed from then on, and not before',
    ([measure, limit, history, kind, own, after]) => {
      const facts = factsOf({ ...inNewYork, history }, NOON)
      const table = tableOf(facts, only(measure, limit), restless)
      const at = (ms: number) => ask(table, kindCode[kind], facts.vector, NOON, ms, own)
      expect(at(NOON)).toBe(codeOf.get(capRuleId(measure)))
      expect(at(NOON + after - 1)).toBe(codeOf.get(capRuleId(measure)))
      expect(at(NOON + after)).toBe(0)
      expect(firstAllowed(table, kindCode[kind], facts.vector, NOON, NOON, own)).toBe(NOON + after)
    }
  )

  test.for<[string, object, 0 | 1, string, number]>([
    ['the third call of a day', { calls24h: 3, hoursSinceCall: 9 }, 0, 'HOUSE-CALLS-24H', DAY],
    ['the third, which is being made', { calls24h: 2, hoursSinceCall: 9 }, 1, 'HOUSE-CALLS-24H', DAY],
    ['a call of an hour ago', { calls24h: 1, hoursSinceCall: 1 }, 0, 'HOUSE-CALL-GAP', HOUR],
    ['the call that is being made', { calls24h: 1, hoursSinceCall: 1 }, 1, 'HOUSE-CALL-GAP', 2 * HOUR]
  ])('after %s the house waits', ([, history, own, rule, after]) => {
    const facts = factsOf({ ...inNewYork, history }, NOON)
    const table = tableOf(facts, [], allDay)
    const at = (ms: number) => ask(table, kindCode.live_voice, facts.vector, NOON, ms, own)
    expect([ruleOf(at(NOON)).id, ruleOf(at(NOON + after - 1)).id]).toEqual([rule, rule])
    expect(at(NOON + after)).toBe(0)
    expect(firstAllowed(table, kindCode.live_voice, facts.vector, NOON, NOON, own)).toBe(NOON + after)
  })

  test('a count of the other channels is no higher for the call in progress', () => {
    const facts = factsOf({ ...inNewYork, history: { emails: 3, voicemails: 1 } }, NOON)
    const code = (measure: CapMeasure, limit: number, kind: ActionKind) =>
      ask(tableOf(facts, only(measure, limit), allDay), kindCode[kind], facts.vector, NOON, NOON, 1)
    expect(code('emails', 4, 'email')).toBe(0)
    expect(code('voicemails', 2, 'live_voicemail')).toBe(0)
  })

  test('minutes are whole ones, and a cap whose condition is false is not waited for', () => {
    const facts = factsOf({ ...inNewYork, history: { emails: 4 } }, NOON)
    const first = (when: Cap['when'], from: number) =>
      firstAllowed(
        tableOf(facts, [{ measure: 'emails', limit: 1, when }], allDay),
        kindCode.email,
        facts.vector,
        NOON,
        from,
        0
      )
    expect([0, 1, 2].map((truth) => first(() => truth, NOON))).toEqual([NOON, null, null])
    expect(first(() => 0, NOON + 1)).toBe(NOON + 60_000)
  })

  test('ceilings of calls and the hours of the day hold no mail back, and what is forbidden has no first minute', () => {
    const night = NOON + 12 * HOUR
    const facts = factsOf({ ...inNewYork, history: { calls24h: 3, hoursSinceCall: 1 } }, night)
    const first = (kind: ActionKind) => firstAllowed(tableOf(facts), kindCode[kind], facts.vector, night, night, 0)
    expect(first('email')).toBe(night)
    expect(first('live_voicemail')).toBe(NOON + DAY - 4 * HOUR)
    expect(first('live_voice')).toBe(night + DAY + 8 * HOUR)
    expect([first('sms'), first('prerecorded_voicemail')]).toEqual([null, null])
  })

  test('where the clocks end there is no first minute', () => {
    const facts = factsOf(inNewYork, NOON)
    const table = tableOf(facts, [], allDay)
    const first = (kind: ActionKind, from: number) => firstAllowed(table, kindCode[kind], facts.vector, NOON, from, 0)
    expect(first('email', CLOCKS_END - 60_000)).toBe(CLOCKS_END - 60_000)
    expect(first('email', CLOCKS_END - 59_999)).toBeNull()
    expect(first('live_voice', CLOCKS_END - 59_999)).toBeNull()
  })

  test('what is refused is asked again at its first minute, from the next one on; what nobody can lift never', () => {
    const again = (document: object) => {
      const facts = factsOf({ ...inNewYork, ...document }, NOON)
      return askAgainAt(tableOf(facts, [], allDay), kindCode.live_voice, facts.vector, NOON)
    }
    expect(again({})).toBe(NOON + 60_000)
    expect(again({ history: { calls24h: 1, hoursSinceCall: 1 } })).toBe(NOON + HOUR)
    expect(again({ stops: ['refusal'] })).toBeNull()
  })

  test('a number of which nobody knows whose it is has the ceilings of an unknown one', () => {
    const personal = { business: 9, mobile: 1, home: 1, unknown: 5 }
    const gaps = { business: 0, mobile: 0, home: 0, unknown: 3 }
    const facts = factsOf({ number: { e164: '+12125550123' } }, NOON)
    const table = tableOf(facts, [], { ...allDay, callsPer24h: personal, callGapHours: gaps })
    expect([table.callsPer24h, table.callGapMs]).toEqual([5, 3 * HOUR])
  })
})
