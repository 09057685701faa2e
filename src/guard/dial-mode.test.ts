import fc from 'fast-check'
import { expect, test } from 'vitest'
import { factsOf, person } from '../../test/invented-people.ts'
import { dayNumber } from '../clock/civil.ts'
import { instantOf, zoneNamed } from '../clock/zone.ts'
import { slot } from '../facts/fact.ts'
import { type Facts } from '../facts/facts.ts'
import { previewedBy, tableToDial } from './dial-mode.ts'
import { type House, house } from './house.ts'
import { bareLaw, withFreshLists } from './in-force.ts'
import { lawBook } from './lawful.ts'
import { law } from './law.ts'
import { ruleOf } from './rule.ts'
import { ask, askAgainAt, guardTables, kindCode } from './table.ts'
import { whereabouts } from './where.ts'

const florida = law.regions.indexOf('US-FL')
const under: House = {
  ...house,
  law: { ...withFreshLists(bareLaw(lawBook(law))), registered: new Set([florida]) }
}
const MODE = slot('dialer.mode')
const [POWER, PREVIEW] = [2, 1]
const VOICE = kindCode.live_voice

const tables = guardTables(under, [])
const places = whereabouts()

function dialled(facts: Facts) {
  const where = places.of(facts.place, facts.numbers[0]?.e164 ?? null, facts.writtenIn)
  const v = facts.vector.slice()
  const table = tableToDial(tables.of, where, v, facts.now)
  const code = (mode: number): number => {
    const asked = facts.vector.slice()
    asked[MODE] = mode
    return ask(tables.of(where, asked), VOICE, asked, facts.now, facts.now, 0)
  }
  const byHand = facts.vector.slice()
  byHand[MODE] = PREVIEW
  const again = askAgainAt(tables.of(where, byHand), VOICE, byHand, facts.now)
  return { table, v, mode: v[MODE], code, again, by: previewedBy(tables.of, where, v, { mode: POWER }, facts.now) }
}

test('whom a rep may call and the dialler may not is previewed, and nobody else', () => {
  const power = fc.tuple(person, fc.boolean()).map(([facts, isFloridian]) => {
    const vector = facts.vector.slice()
    vector[MODE] = POWER
    const place = isFloridian ? { country: 'US', region: 'FL', timeZone: null } : facts.place
    return { ...facts, vector, place }
  })
  let previewed = 0
  fc.assert(
    fc.property(power, (facts) => {
      const { table, v, mode, code, again, by } = dialled(facts)
      expect([POWER, PREVIEW]).toContain(mode)
      expect(ask(table, VOICE, v, facts.now, facts.now, 0)).toBe(code(mode!))
      if (code(POWER) === 0) expect(mode).toBe(POWER)
      if (code(POWER) !== 0 && code(PREVIEW) === 0) expect(mode).toBe(PREVIEW)
      // Whoever may be called by hand one day is not lost to the dialler.
      if (askAgainAt(table, VOICE, v, facts.now) === null) expect(again).toBeNull()
      expect(by).toBe(mode === PREVIEW ? code(POWER) : 0)
      if (mode === PREVIEW) previewed++
    }),
    { numRuns: 150 }
  )
  expect(previewed).toBeGreaterThan(0)
})

const tuesday = instantOf(zoneNamed('America/New_York')!, dayNumber(2027, 1, 5) * 1440 + 15 * 60)
const consumer = (region: string, e164: string, now = tuesday) => {
  const facts = factsOf(
    { lead: { market: 'b2c' }, number: { e164 }, place: { region }, dialer: { mode: 'power' } },
    now
  )
  const { mode, by } = dialled(facts)
  return [mode, by === 0 ? null : ruleOf(by).id]
}

test('in Florida a consumer who did not agree is previewed, in New York nobody is', () => {
  expect(consumer('FL', '+13055550123')).toEqual([PREVIEW, 'US-FL-AUTO'])
  expect(consumer('NY', '+12125550123')).toEqual([POWER, null])
})

test('in South Dakota only at the weekend', () => {
  const saturday = tuesday + 4 * 86_400_000
  expect(consumer('SD', '+16055550123')).toEqual([POWER, null])
  expect(consumer('SD', '+16055550123', saturday)).toEqual([PREVIEW, 'US-SD-AUTOHOURS'])
})
