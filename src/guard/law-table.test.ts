import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { caps, factsOf, kind, later, own, person, tableOf } from '../../test/invented-people.ts'
import { dayNumber, parseInstant } from '../clock/civil.ts'
import { instantOf, zoneNamed } from '../clock/zone.ts'
import { guard } from './guard.ts'
import { type House, house } from './house.ts'
import { bareLaw, withFreshLists } from './in-force.ts'
import { lawBook } from './lawful.ts'
import { law } from './law.ts'
import { listedTable } from './listed.ts'
import { questionOf } from './question.ts'
import { ruleOf } from './rule.ts'
import { ask, firstAllowed, kindCode } from './table.ts'

const strict = bareLaw(lawBook(law))
const florida = law.regions.indexOf('US-FL')
const houses: readonly House[] = [
  { ...house, law: strict },
  { ...house, law: withFreshLists(strict) },
  { ...house, law: { ...withFreshLists(strict), registered: new Set([florida]), confirmed: new Set([florida]) } },
  // Raising a ceiling of the house lifts nothing of the law.
  { ...house, law: withFreshLists(strict), callsPer24h: { business: 9, unknown: 9, mobile: 9, home: 9 } }
]
const rule = (code: number): string | null => (code === 0 ? null : ruleOf(code).id)

test('under the law too the tables of the hot path say what the explained guard says, and the same first minute', () => {
  fc.assert(
    fc.property(
      person,
      caps,
      kind,
      later,
      own,
      fc.constantFrom(...houses),
      (facts, playbook, what, delay, made, under) => {
        const [table, at, code] = [tableOf(facts, playbook, under), facts.now + delay, kindCode[what]]
        const verdict = guard(questionOf(facts, { kind: what, at, own: made }, playbook), under)
        const answer = ask(table, code, facts.vector, facts.now, at, made)
        expect(verdict.ruleId).toBe(rule(answer))
        const retry = verdict.retryAt === null ? null : parseInstant(verdict.retryAt)!.epochMs
        expect(retry).toBe(answer === 0 ? null : firstAllowed(table, code, facts.vector, facts.now, at, made))
      }
    ),
    { numRuns: 3000 }
  )
})

const on = fc.subarray([...law.lists, 'litigators'])

test('and of a number that stands on lists, our own included, both say the same', () => {
  fc.assert(
    fc.property(person, kind, later, on, fc.constantFrom(...houses), (facts, what, delay, listed, under) => {
      const [at, code] = [facts.now + delay, kindCode[what]]
      const table = listedTable(tableOf(facts, [], under), facts.vector, listed)
      const verdict = guard(questionOf(facts, { kind: what, at, own: 0, listed }, []), under)
      const answer = ask(table, code, facts.vector, facts.now, at, 0)
      expect(verdict.ruleId).toBe(rule(answer))
      const retry = verdict.retryAt === null ? null : parseInstant(verdict.retryAt)!.epochMs
      expect(retry).toBe(answer === 0 ? null : firstAllowed(table, code, facts.vector, facts.now, at, 0))
    }),
    { numRuns: 1000 }
  )
})

const at = (zone: string, month: number, day: number, minutes: number): number =>
  instantOf(zoneNamed(zone)!, dayNumber(2027, month, day) * 1440 + minutes)
const fresh: House = { ...house, law: withFreshLists(strict) }
const asked = (document: object, now: number, what: keyof typeof kindCode, under: House = fresh) => {
  const facts = factsOf(document, now)
  const table = tableOf(facts, [], under)
  const answer = ask(table, kindCode[what], facts.vector, now, now, 0)
  return [rule(answer), firstAllowed(table, kindCode[what], facts.vector, now, now, 0)]
}

describe('decided under the law', () => {
  const kentucky = {
    number: { e164: '+15025550123' },
    lead: { market: 'b2c' },
    place: { timeZone: 'America/New_York' }
  }

  test('a consumer of Kentucky is called from ten', () => {
    const nine = at('America/New_York', 1, 6, 9 * 60)
    expect(asked(kentucky, nine, 'live_voice')).toEqual(['US-KY-HOURS', nine + 3_600_000])
  })

  test('a firm there from eight, by the house', () => {
    const firm = { ...kentucky, lead: { market: 'b2b' } }
    expect(asked(firm, at('America/New_York', 1, 6, 9 * 60), 'live_voice')[0]).toBeNull()
  })

  test('without a copy of the list no consumer is called, and waiting does not help', () => {
    const noon = at('America/New_York', 1, 6, 12 * 60)
    expect(asked(kentucky, noon, 'live_voice', { ...house, law: strict })).toEqual(['US-DNC-SCRUB31', null])
  })

  test('what nobody said is a consumer, a mobile and everywhere; an unknown country is nowhere', () => {
    const noon = at('America/New_York', 1, 6, 12 * 60)
    expect(asked({ number: { e164: '+12125550123' } }, noon, 'prerecorded_voicemail')[0]).toBe('US-PREREC-WIRELESS')
    expect(asked({ place: { country: 'BR' } }, noon, 'live_voice')[0]).toBe('PROD-UNKNOWN-JURISDICTION')
    expect(asked({}, noon, 'email')[0]).toBe('PROD-UNKNOWN-JURISDICTION')
    expect(asked({}, noon, 'letter')[0]).toBeNull()
  })

  test('a number on the list is not called while the copy is fresh; written consent lifts it, and nothing lifts a list of ours', () => {
    const noon = at('America/New_York', 1, 6, 12 * 60)
    const on = (lists: readonly string[], consent = 'none') => {
      const facts = factsOf({ ...kentucky, consent: { voice: consent } }, noon)
      const table = listedTable(tableOf(facts, [], fresh), facts.vector, lists)
      const code = kindCode.live_voice
      return [
        rule(ask(table, code, facts.vector, noon, noon, 0)),
        firstAllowed(table, code, facts.vector, noon, noon, 0)
      ]
    }
    expect(on(['us-national-dnc'])).toEqual(['US-DNC-NATIONAL', null])
    expect(on(['us-national-dnc'], 'express_written')).toEqual([null, noon])
    expect(on(['us-co-dnc'])).toEqual([null, noon])
    expect(on(['litigators'], 'express_written')).toEqual(['PROD-SUPPRESSED', null])
  })

  test('Florida: a gate until it is recorded, then the system may not dial', () => {
    const noon = at('America/New_York', 1, 6, 12 * 60)
    const consumer = { number: { e164: '+13055550123' }, lead: { market: 'b2c' } }
    expect(asked(consumer, noon, 'live_voice')[0]).toBe('US-FL-REG')
    expect(asked(consumer, noon, 'live_voice', houses[2])[0]).toBeNull()
    expect(asked({ ...consumer, dialer: { mode: 'progressive' } }, noon, 'live_voice', houses[2])[0]).toBe('US-FL-AUTO')
  })
})
