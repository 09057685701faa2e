import { expect, test } from 'vitest'
import { slot } from './fact.ts'
import { later } from './later.ts'
import { factsOf } from '../../test/any-facts.ts'

const HOUR = 3_600_000
const facts = factsOf({
  now: '2026-12-02T12:00:00-05:00',
  lead: { relationship: 'met' },
  history: {
    calls: 4,
    calls24h: 2,
    touches7d: 3,
    touches30d: 5,
    hoursSinceCall: 5,
    daysSinceVoicemail: 1,
    daysSinceSpoken: null
  },
  household: { calls24h: 4, touches7d: 6 }
})
const at = (hours: number, path: string): number => later(facts, facts.now + hours * HOUR).vector[slot(path)]!

test('what is past is longer past, and what never happened still never did', () => {
  expect(at(12, 'history.hoursSinceCall')).toBe(17)
  expect(at(12, 'history.daysSinceVoicemail')).toBe(1.5)
  expect(at(12, 'history.daysSinceSpoken')).toBe(Infinity)
  expect(later(facts, facts.now + 12 * HOUR).now).toBe(facts.now + 12 * HOUR)
})

test('a window runs empty once its whole length has passed, and not before', () => {
  expect([at(23, 'history.calls24h'), at(24, 'history.calls24h')]).toEqual([2, 0])
  expect([at(167, 'history.touches7d'), at(168, 'history.touches7d')]).toEqual([3, 0])
  expect([at(719, 'history.touches30d'), at(720, 'history.touches30d')]).toEqual([5, 0])
  expect([at(23, 'household.calls24h'), at(24, 'household.calls24h')]).toEqual([4, 0])
  expect([at(167, 'household.touches7d'), at(168, 'household.touches7d')]).toEqual([6, 0])
  expect(at(720, 'history.calls')).toBe(4)
})

test('the same instant, or an earlier one, changes nothing', () => {
  expect(later(facts, facts.now)).toBe(facts)
  expect(later(facts, facts.now - HOUR)).toBe(facts)
})
