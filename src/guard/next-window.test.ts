import { expect, test } from 'vitest'
import { factsOf } from '../../test/any-facts.ts'
import { nextWindow } from './guard.ts'
import { house } from './house.ts'
import { questionOf } from './question.ts'

const facts = factsOf({ now: '2026-12-02T22:30:00-05:00', number: { e164: '+12125550123' }, stops: ['opt_out'] })
const window = (kind: 'live_voice' | 'email') =>
  nextWindow(questionOf(facts, { kind, at: facts.now, own: 0 }, []), house)

test('the next window is the clock alone, whatever else forbids it', () => {
  expect(window('live_voice')).toBe('2026-12-03T08:00:00-05:00')
  expect(window('email')).toBe('2026-12-02T22:30:00-05:00')
})
