import { expect, test } from 'vitest'
import { parseInstant } from '../clock/civil.ts'
import { everyDay } from '../clock/week-window.ts'
import { actionKinds } from './action.ts'
import { lawClasses } from './law-class.ts'
import { law } from './law.ts'
import { noSpecialDays } from './opening.ts'
import { dialModes, lines, purposes, recipients } from './term.ts'
import { whereabouts } from './where.ts'

const nowhere = { country: null, region: null, timeZone: null }
const count = (list: readonly unknown[]): number[] => list.map((_, i) => i)
const keys = count(actionKinds).flatMap((kind) =>
  count(recipients).flatMap((recipient) =>
    count(lines).flatMap((line) =>
      count(dialModes).flatMap((dialMode) =>
        count(purposes).map((purpose) => ({ kind, recipient, line, dialMode, purpose }))
      )
    )
  )
)

test('there is one class for each way in which people differ, and the same one when asked again', () => {
  const places = whereabouts()
  const classes = lawClasses(law)
  const [ohio, utah] = ['+16145550123', '+18015550123'].map((e164) => places.of(nowhere, e164, null))
  const first = [ohio!, utah!].flatMap((where) => keys.map((key) => classes.of(where, key)))
  expect(new Set(first).size).toBe(keys.length * 2)
  expect(first.every(({ kind }, i) => kind === keys[i % keys.length]!.kind)).toBe(true)
  const again = [ohio!, utah!].flatMap((where) => keys.map((key) => classes.of(where, key)))
  expect(again.every((each, i) => each === first[i])).toBe(true)
})

test('the law has nothing on what is in none of its acts', () => {
  const where = whereabouts().of(nowhere, '+12155550123', null)
  for (const kind of ['linkedin', 'x', 'letter', 'visit', 'task'] as const)
    for (const key of keys.filter((each) => actionKinds[each.kind] === kind)) {
      const found = lawClasses(law).of(where, key)
      const rows = [found.gates, found.consents, found.unconfirmed, found.lists, found.caps, found.windows]
      expect([...rows, found.statements].flat()).toEqual([])
      expect([found.isRegulated, found.isAttempt, found.isWaivable, found.keepsRevocations]).toEqual([
        ...[false, false, false, false]
      ])
      expect([found.ownRequest, found.unknownPlace, found.smsToLandline, found.noRule, found.quietMs]).toEqual([
        ...[0, 0, 0, 0, 0]
      ])
    }
})

test('hours of the house are kept beside those of the law where it is asked with them, and only there', () => {
  const where = whereabouts().of(nowhere, '+16145550123', null)
  const key = { kind: actionKinds.indexOf('live_voice'), recipient: 0, line: 0, dialMode: 0, purpose: 0 }
  const own = { week: everyDay(10 * 60, 11 * 60), special: noSpecialDays }
  for (const isOwnFirst of [true, false]) {
    const found = lawClasses(law).of(where, key)
    const [first, second] = isOwnFirst ? [own, undefined] : [undefined, own]
    const openings = [found.opening(0, first), found.opening(0, second)]
    const [withOwn, without] = isOwnFirst ? openings : openings.toReversed()
    const at = (hour: number) => parseInstant(`2027-01-06T${hour}:30:00-05:00`)!.epochMs
    expect([10, 12, 22].map((hour) => withOwn!.isOpen(at(hour)))).toEqual([true, false, false])
    expect([10, 12, 22].map((hour) => without!.isOpen(at(hour)))).toEqual([true, true, false])
    expect([found.opening(0, first), found.opening(0, second)].every((each, i) => each === openings[i])).toBe(true)
  }
})
