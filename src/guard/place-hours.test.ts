import fc from 'fast-check'
import { expect, test } from 'vitest'
import { person } from '../../test/invented-people.ts'
import { dayNumber } from '../clock/civil.ts'
import { instantOf, zoneNamed } from '../clock/zone.ts'
import { slot } from '../facts/fact.ts'
import { type House, house } from './house.ts'
import { bareLaw, withFreshLists } from './in-force.ts'
import { lawBook } from './lawful.ts'
import { law } from './law.ts'
import { placeHours } from './place-hours.ts'
import { guardTables, hoursOf, kindCode } from './table.ts'
import { whereabouts } from './where.ts'

const under: House = { ...house, law: withFreshLists(bareLaw(lawBook(law))) }
const VOICE = kindCode.live_voice
const MODE = slot('dialer.mode')

test('a place is open when somebody there may be called, and opens no later than for anybody', () => {
  const places = whereabouts()
  for (const rules of [under, house]) {
    const tables = guardTables(rules, [])
    const hoursAt = placeHours(rules)
    fc.assert(
      fc.property(person, ({ place, numbers, writtenIn, vector, now }) => {
        const where = places.of(place, numbers[0]?.e164 ?? null, writtenIn)
        const v = vector.slice()
        v[MODE] = 0
        const [here, own] = [hoursAt(where), hoursOf(tables.of(where, v), VOICE, v)]
        expect(hoursAt(where)).toBe(here)
        if (own.isOpen(now)) expect(here.isOpen(now)).toBe(true)
        if (!here.isSplit(now)) expect(here.isOpen(now)).toBe(own.isOpen(now))
        expect(here.next(now) ?? Infinity).toBeLessThanOrEqual(own.next(now) ?? Infinity)
        expect(own.until(now) === null).toBe(!own.isOpen(now))
      }),
      { numRuns: 150 }
    )
  }
})

test('where the law lets firms be called later than consumers the place is split', () => {
  const kentucky = whereabouts().of({ country: 'US', region: 'KY', timeZone: 'America/New_York' }, '+15025550123', null)
  const at = (minute: number): number =>
    instantOf(zoneNamed('America/New_York')!, dayNumber(2027, 1, 5) * 1440 + minute)
  const hours = placeHours(under)(kentucky)
  const said = [7 * 60 + 59, 8 * 60, 10 * 60, 20 * 60 + 59, 21 * 60].map((minute) => [
    hours.isOpen(at(minute)),
    hours.isSplit(at(minute))
  ])
  expect(said).toEqual([
    [false, false],
    [true, true],
    [true, false],
    [true, false],
    [false, false]
  ])
})
