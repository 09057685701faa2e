import { expect, test } from 'vitest'
import { KEYS, callTo, firm, floor, home, quantile, shareOf, within } from '../../test/floor-calls.ts'
import { assumptionTable, houseAssumptions } from './assumptions.ts'
import { messageCallback } from './coming-back.ts'
import { peopleOf } from './people-of.ts'
import { personOf } from './person.ts'
import { standingOf } from './standing.ts'

/** What the sources assume about people, as the floor starts from it. */
const a = houseAssumptions
const people = peopleOf(a)

test('001-06 the middle person at a firm calls back after about one message in a hundred', () => {
  const callback = (place: number): number =>
    messageCallback(a, personOf(a, callTo(place, firm).key), standingOf({ vector: firm }), 'complete')
  expect(quantile(0.5, callback)).toBeGreaterThan(0.005)
  expect(quantile(0.5, callback)).toBeLessThan(0.015)
  expect(assumptionTable['callback.message'].figures).toContain('CB-03')
})

test('002-18 irritation and curiosity differ from person to person, and not together', () => {
  const persons = Array.from({ length: KEYS }, (_, place) => personOf(a, callTo(place, home).key))
  const irritated = persons.filter((person) => person.irritability > 1)
  expect(irritated.length / KEYS).toBeGreaterThan(0.2)
  expect(irritated.length / KEYS).toBeLessThan(0.5)
  const curious = (of: typeof persons): number => of.filter((person) => person.curiosity > 0).length / of.length
  within(curious(persons), 0.5)
  expect(Math.abs(curious(irritated) - curious(persons))).toBeLessThan(0.03)
})

test('002-25 a floor ships on which nine of ten business calls that are missed reach voicemail', () => {
  const answers = peopleOf(floor('ninety-voicemails'))
  const at = (place: number): string => answers.answer(callTo(place, firm)).endpoint
  const reached = shareOf((place) => /^(?:machine|mailbox_full)/.test(at(place)))
  const answered = shareOf((place) => at(place) === 'human_right_party')
  expect(reached / (1 - answered)).toBeGreaterThan(0.8)
  expect(floor('ninety-voicemails')['answer.voicemail.b2b']).toBe(0.9)
})

test('003-01 one in five consumers answers a number that they do not know', () => {
  within(
    shareOf((place) => people.answer(callTo(place, home)).endpoint === 'human_right_party'),
    0.19
  )
})
