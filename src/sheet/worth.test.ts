import { expect, test } from 'vitest'
import { factsOf } from '../../test/any-facts.ts'
import { worthPerMinute, worthWords } from './worth.ts'

const vector = (attempt: number, lead: object) => factsOf({ attempt, lead }).vector

test('a minute of dialling is worth the value times the published chances, over the length of a dial', () => {
  const worth = worthPerMinute(vector(1, { dealValueCents: 1_000_000 }), 'USD')!
  expect(worth).toBeCloseTo((1_000_000 * 0.054 * 0.0482 * 60) / 47, 6)
  expect(worthWords(vector(1, { dealValueCents: 1_000_000 }), 'USD')).toBe(
    'First call; worth about USD 33 a minute (published priors, no data of yours yet)'
  )
})

test('each further attempt is worth less, and from the eighth on no less again', () => {
  const by = (attempt: number) => worthPerMinute(vector(attempt, { dealValueCents: 1_000_000 }), 'USD')!
  expect([2, 3, 4, 5, 6, 7, 8].every((attempt) => by(attempt) < by(attempt - 1))).toBe(true)
  expect(by(9)).toBe(by(8))
})

test('another currency is never compared, and says so', () => {
  const euros = vector(2, { dealValueCents: 1_000_000, currency: 'EUR' })
  expect(worthPerMinute(euros, 'USD')).toBeNull()
  expect(worthWords(euros, 'USD')).toBe('Call 2; its value is in another currency than the playbook’s')
  expect(worthWords(vector(3, {}), 'USD')).toBe('Call 3; the value of the deal is not known')
})
