import { describe, expect, test } from 'vitest'
import { changed } from '../../test/law-questions.ts'
import { factsOf, tableOf } from '../../test/invented-people.ts'
import { dayNumber, parseInstant } from '../clock/civil.ts'
import { everyDay } from '../clock/week-window.ts'
import { instantOf, zoneNamed } from '../clock/zone.ts'
import { actionKinds } from './action.ts'
import { slot } from '../facts/fact.ts'
import { withVector } from '../facts/facts.ts'
import { guard } from './guard.ts'
import { type House, house } from './house.ts'
import { bareLaw, withFreshLists } from './in-force.ts'
import { lawBook } from './lawful.ts'
import { law } from './law.ts'
import { questionOf } from './question.ts'
import { ruleOf } from './rule.ts'
import { ask, askAgainAt, firstAllowed, kindCode } from './table.ts'

const strict = bareLaw(lawBook(law))
const fresh: House = { ...house, law: withFreshLists(strict) }
const rule = (code: number): string | null => (code === 0 ? null : ruleOf(code).id)
const at = (zone: string, month: number, day: number, minutes: number): number =>
  instantOf(zoneNamed(zone)!, dayNumber(2027, month, day) * 1440 + minutes)

/** Ceilings of the house that hold nobody back, so that what refuses is the law. */
const idle: House = {
  ...fresh,
  callsPer24h: { business: 99, unknown: 99, mobile: 99, home: 99 },
  callGapHours: { business: 0, unknown: 0, mobile: 0, home: 0 }
}
const open: House = { ...idle, callWindow: everyDay(0, 1440) }
const registered = (...ids: readonly string[]): House => ({
  ...idle,
  law: { ...idle.law!, registered: new Set(ids.map((id) => law.regions.indexOf(id))) }
})
const confirmed = (...ids: readonly string[]): House => ({
  ...idle,
  law: { ...idle.law!, confirmed: new Set(ids.map((id) => law.regions.indexOf(id))) }
})
/** A copy of every list that was made so many milliseconds before noon. */
const copied = (ms: number): House => ({ ...idle, law: { ...idle.law!, copies: law.lists.map(() => NOON - ms) } })

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** A Wednesday. */
const NOON = at('America/New_York', 1, 6, 12 * 60)
const SUNDAY = at('America/New_York', 1, 10, 14 * 60)
const consumer = (e164: string, more: object = {}) => ({ number: { e164 }, lead: { market: 'b2c' }, ...more })
const firm = (e164: string, more: object = {}) => ({ number: { e164 }, lead: { market: 'b2b' }, ...more })
const desk = (e164: string, more: object = {}) => ({
  number: { e164, kind: 'business', lineType: 'landline' },
  lead: { market: 'b2b' },
  ...more
})
const [OHIO, UTAH, MAINE, COLORADO] = ['+16145550123', '+18015550123', '+12075550123', '+13035550123']
const [PARIS, DELHI] = ['+33639980012', '+919876543210']
const written = (group: string) => ({ consent: { [group]: 'express_written' } })

type Told = {
  readonly kind?: keyof typeof kindCode
  readonly at?: number
  readonly under?: House
  readonly own?: 0 | 1
  readonly now?: number
}

/** Rule by which the hot path refuses and its first minute; the explained guard has to say the same of both. */
function decided(
  document: object,
  { kind: what = 'live_voice', now = NOON, at = now, under = idle, own = 0 }: Told,
  change: (v: Float64Array) => void = () => {}
) {
  const facts = withVector(factsOf(document, now), change)
  const [table, code] = [tableOf(facts, [], under), kindCode[what]]
  const answer = rule(ask(table, code, facts.vector, now, at, own))
  const first = firstAllowed(table, code, facts.vector, now, at, own)
  const verdict = guard(questionOf(facts, { kind: what, at, own }, []), under)
  expect(verdict.ruleId).toBe(answer)
  const retry = verdict.retryAt === null ? null : parseInstant(verdict.retryAt)!.epochMs
  if (answer !== null) expect(retry).toBe(first)
  return [answer, first]
}

describe('the law on the hot path, rule by rule', () => {
  test.for<[string, object, Told, string | null]>([
    [
      'a text to a landline',
      { ...consumer(OHIO), number: { e164: OHIO, lineType: 'landline' }, ...written('sms') },
      { kind: 'sms' },
      'PROD-SMS-LANDLINE'
    ],
    ['a text with written consent', consumer(OHIO, written('sms')), { kind: 'sms' }, null],
    ['a text with express consent', consumer(OHIO, { consent: { sms: 'express' } }), { kind: 'sms' }, 'US-SMS-CONSENT'],
    [
      'a text to a firm in France',
      firm(PARIS, written('sms')),
      { kind: 'sms', now: at('Europe/Paris', 1, 6, 11 * 60) },
      'PROD-NO-RULE'
    ],
    ['a mail to a consumer of Germany', consumer('+491713920012'), { kind: 'email' }, 'DE-UWG7-EMAIL'],
    ['a recording to a desk in Ohio', desk(OHIO), { kind: 'prerecorded_voicemail' }, null],
    ['a recording to a desk in Colorado', desk(COLORADO), { kind: 'prerecorded_voicemail' }, 'PROD-ADAD-CONFIRM'],
    [
      'the same, implied',
      desk(COLORADO, { consent: { recordings: 'implied' } }),
      { kind: 'prerecorded_voicemail' },
      'PROD-ADAD-CONFIRM'
    ],
    [
      'the same, express',
      desk(COLORADO, { consent: { recordings: 'express' } }),
      { kind: 'prerecorded_voicemail' },
      null
    ],
    ['the same, confirmed', desk(COLORADO), { kind: 'prerecorded_voicemail', under: confirmed('US-CO') }, null],
    [
      'the same, another state confirmed',
      desk(COLORADO),
      { kind: 'prerecorded_voicemail', under: confirmed('US-NY') },
      'PROD-ADAD-CONFIRM'
    ],
    ['India, whose gate no registration opens', consumer(DELHI), { under: registered('IN') }, 'IN-REG'],
    ['a copy of 31 days', consumer(OHIO), { under: copied(31 * DAY) }, null],
    ['a copy of a moment more', consumer(OHIO), { under: copied(31 * DAY + 1) }, 'US-DNC-SCRUB31'],
    ['the same with written consent', consumer(OHIO, written('voice')), { under: copied(31 * DAY + 1) }, null],
    [
      'the same with express consent',
      consumer(OHIO, { consent: { voice: 'express' } }),
      { under: copied(31 * DAY + 1) },
      'US-DNC-SCRUB31'
    ],
    [
      'a message in a call that was the third',
      consumer(OHIO, { history: { calls24h: 3 } }),
      { kind: 'live_voicemail' },
      null
    ],
    ['many touches of a month and no call today', consumer(OHIO, { history: { touches30d: 30 } }), {}, null],
    [
      'a mail at night',
      { ...firm(OHIO), consent: { email: 'express' } },
      { kind: 'email', now: NOON + 12 * HOUR },
      null
    ],
    ['two calls of today', consumer(OHIO, { history: { calls24h: 2 } }), {}, null]
  ])('%s', ([, document, told, wanted]) => {
    expect(decided(document, told)[0]).toBe(wanted)
  })

  test('three calls of today end the day, as does the third that is being made', () => {
    const of = (calls24h: number, own: 0 | 1) => decided(consumer(OHIO, { history: { calls24h } }), { own })
    expect(of(3, 0)).toEqual(['PROD-CAP3', NOON + DAY])
    expect(of(2, 1)).toEqual(['PROD-CAP3', NOON + DAY])
    expect(of(1, 1)[0]).toBeNull()
    expect(decided(consumer(OHIO, { history: { calls24h: 3 } }), { at: NOON + DAY - 1 })[0]).toBe('PROD-CAP3')
    expect(decided(consumer(OHIO, { history: { calls24h: 3 } }), { at: NOON + DAY })[0]).toBeNull()
    const texts = consumer(OHIO, { history: { calls24h: 3 }, ...written('sms') })
    expect(decided(texts, { kind: 'sms' })).toEqual(['PROD-CAP3', NOON + DAY])
  })

  test('France: four touches in 30 days, and the fourth that is being made', () => {
    const now = at('Europe/Paris', 1, 6, 11 * 60)
    const of = (touches30d: number, told: Told = {}) =>
      decided(
        consumer(PARIS, {
          history: { touches30d },
          consent: { voice: 'express' },
          place: { timeZone: 'Europe/Paris' }
        }),
        { now, ...told }
      )
    expect(of(4)).toEqual(['FR-CAP4', now + 30 * DAY])
    expect(of(3)[0]).toBeNull()
    expect(of(3, { own: 1 })[0]).toBe('FR-CAP4')
  })

  test('Maine: one recording in eight hours', () => {
    const of = (hours: number, told: Told = {}) =>
      decided(
        desk(MAINE),
        { kind: 'prerecorded_voicemail', ...told },
        (v) => (v[slot('history.daysSinceVoicemail')] = hours / 24)
      )
    expect(of(6)).toEqual(['US-ME-AUTO8H', NOON + 2 * HOUR])
    expect(of(6, { at: NOON + 2 * HOUR })[0]).toBeNull()
    expect(of(6, { own: 1 })[0]).toBe('US-ME-AUTO8H')
    expect(of(9)[0]).toBeNull()
    expect(decided(desk(MAINE), { kind: 'prerecorded_voicemail' })[0]).toBeNull()
  })

  test('Utah is closed on Sundays, unless they agreed; then its country’s hours are kept all the same', () => {
    const agreed = consumer(UTAH, { consent: { voice: 'express' } })
    expect(decided(consumer(UTAH), { now: SUNDAY, under: open })).toEqual([
      'US-UT-HOURS',
      at('America/Denver', 1, 11, 480)
    ])
    expect(decided(agreed, { now: SUNDAY, under: open })).toEqual([null, SUNDAY])
    const late = at('America/Denver', 1, 10, 21 * 60)
    expect(decided(agreed, { now: late, under: open })).toEqual(['US-CALLHOURS', at('America/Denver', 1, 11, 480)])
  })

  test('hours that a consent waives, where there are no others, wait for nothing', () => {
    const waived = withFreshLists(bareLaw(changed(['US-CALLHOURS', { waivedBy: ['express'] }])))
    const late = at('America/New_York', 1, 6, 22 * 60)
    const under = { ...open, law: waived }
    expect(decided(consumer(OHIO, { consent: { voice: 'express' } }), { now: late, under })).toEqual([null, late])
    expect(decided(consumer(OHIO), { now: late, under })[0]).toBe('US-CALLHOURS')
  })

  test('where the law is open and the house is not, it is the house that says no', () => {
    expect(decided(firm(OHIO), { now: at('America/New_York', 1, 6, 7 * 60) })).toEqual([
      'HOUSE-HOURS',
      at('America/New_York', 1, 6, 8 * 60)
    ])
  })

  test('a plan leaves to its day what can be mended until then: a place, a gate, a copy', () => {
    const plan = (document: object, under: House) => {
      const facts = factsOf(document, NOON)
      const table = tableOf(facts, [], under)
      return [false, true].map((isPlan) => [
        rule(ask(table, kindCode.live_voice, facts.vector, NOON, NOON, 0, isPlan)),
        firstAllowed(table, kindCode.live_voice, facts.vector, NOON, NOON, 0, isPlan)
      ])
    }
    const mendable = (id: string) => [
      [id, null],
      [null, NOON]
    ]
    expect(plan({ place: { country: 'BR', timeZone: 'America/New_York' } }, idle)).toEqual(
      mendable('PROD-UNKNOWN-JURISDICTION')
    )
    expect(plan(consumer('+13055550123'), idle)).toEqual(mendable('US-FL-REG'))
    expect(plan(consumer(OHIO), copied(40 * DAY))).toEqual(mendable('US-DNC-SCRUB31'))
  })

  test('a copy that is too old by the first open minute gives no minute', () => {
    const late = at('America/New_York', 1, 6, 22 * 60)
    const of = (ms: number) => decided(consumer(OHIO), { now: late, under: copied(ms) })
    const eight = at('America/New_York', 1, 7, 8 * 60)
    expect(of(31 * DAY - (eight - NOON))).toEqual(['US-CALLHOURS', eight])
    expect(of(31 * DAY - (eight - NOON) + 1)).toEqual(['US-CALLHOURS', null])
  })

  test('what we can mend is asked again a day later, what nobody can is not', () => {
    const again = (document: object, under: House, kind: keyof typeof kindCode = 'live_voice') => {
      const facts = factsOf(document, NOON)
      return askAgainAt(tableOf(facts, [], under), kindCode[kind], facts.vector, NOON)
    }
    expect(again(consumer(OHIO), copied(40 * DAY))).toBe(NOON + DAY)
    expect(again(consumer('+13055550123'), idle)).toBe(NOON + DAY)
    expect(again(consumer(OHIO), idle)).toBe(NOON + 60_000)
    expect(again({ number: { e164: OHIO, lineType: 'landline' }, ...written('sms') }, idle, 'sms')).toBeNull()
  })

  test('the law has no table for what is in none of its acts', () => {
    const facts = factsOf(consumer(OHIO), NOON)
    const { law: tables } = tableOf(facts, [], fresh)
    expect(actionKinds.filter((_, i) => tables[i] === null)).toEqual(['linkedin', 'x', 'letter', 'visit', 'task'])
  })
})
