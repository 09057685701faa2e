import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { type Asked, type Noticed, CREDIT_DAYS, candidates, causes, credited, isWithin } from './attribution.ts'

const DAY = 86_400_000
const NOW = 1_799_074_800_000
const before = (touch: number, cause: Noticed['cause'], days: number): Noticed => ({
  touch,
  cause,
  at: NOW - days * DAY
})

describe('candidates', () => {
  test('the last touch of each cause is one, with its age', () => {
    const noticed = [
      before(1, 'message', 9),
      before(2, 'missed_call', 4),
      before(3, 'message', 2),
      before(4, 'mail', 1)
    ]
    expect(candidates(noticed, NOW)).toEqual({
      message: { touch: 3, cause: 'message', ageMs: 2 * DAY },
      missed_call: { touch: 2, cause: 'missed_call', ageMs: 4 * DAY },
      mail: { touch: 4, cause: 'mail', ageMs: DAY }
    })
  })

  test('what comes later, or lies too far back, is none', () => {
    const noticed = [before(1, 'message', -1), before(2, 'missed_call', 181)]
    expect(candidates(noticed, NOW)).toEqual({ message: null, missed_call: null, mail: null })
  })

  test('the report’s windows hold their last day', () => {
    const { message } = candidates([before(1, 'message', 7)], NOW)
    expect([isWithin(message, 7), isWithin(message, 6), isWithin(null, 180)]).toEqual([true, false, false])
  })
})

describe('credited', () => {
  const both = candidates([before(1, 'message', 3), before(2, 'missed_call', 1)], NOW)
  test.for<[Asked, string, number | null, string]>([
    ['message', 'message', 1, 'them'],
    ['missed_call', 'missed_call', 2, 'them'],
    ['other', 'other', null, 'them'],
    ['unknown', 'missed_call', 2, 'rule'],
    [null, 'missed_call', 2, 'rule']
  ])('002-28 they said %s: it goes to %s', ([said, cause, touch, by]) => {
    expect(credited(both, said)).toEqual({ cause, touch, by })
  })

  test('what they say stands even where we know of no such touch', () => {
    expect(credited(candidates([], NOW), 'message')).toEqual({ cause: 'message', touch: null, by: 'them' })
  })

  test('after 30 days the rule credits nothing', () => {
    const old = candidates([before(1, 'message', CREDIT_DAYS + 1)], NOW)
    expect(credited(old, null)).toEqual({ cause: 'nothing', touch: null, by: 'rule' })
  })

  test('law: without a word from them the credit goes to the youngest candidate, whatever the order', () => {
    const some = fc.array(
      fc.record({
        touch: fc.nat(),
        cause: fc.constantFrom(...causes),
        at: fc.integer({ min: NOW - 60 * DAY, max: NOW })
      })
    )
    fc.assert(
      fc.property(some, (noticed) => {
        const { cause, touch } = credited(candidates(noticed, NOW), null)
        const young = noticed.filter(({ at }) => NOW - at <= CREDIT_DAYS * DAY)
        const latest = Math.max(...young.map(({ at }) => at))
        if (young.length === 0) expect(cause).toBe('nothing')
        else expect(young.some((each) => each.touch === touch && each.cause === cause && each.at === latest)).toBe(true)
      })
    )
  })
})
