import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CallerNumber, DAILY_CAP, UNRUNG_MAX, chooseNumber, numberState } from './caller-number.ts'

const NOW = 1_000
const used = (calls: number, people = 0) => ({ calls, answered: people, people })
const number = (id: number, more: Partial<CallerNumber> = {}): CallerNumber => ({
  ...{ id, e164: `+1212555010${id}`, dailyCap: DAILY_CAP, restsUntil: null, isRetired: false, today: 0 },
  ...{ week: used(200, 40), before: used(800, 160), unrung: 0, ...more }
})
const wish = { to: '+13055550123', lastId: null, isLocal: true }
const chosen = (
  numbers: readonly CallerNumber[],
  more: { lastId?: number | null; isLocal?: boolean; to?: string } = {}
) => {
  const found = chooseNumber(numbers, { ...wish, ...more }, NOW)
  return found.kind === 'chosen' ? found.number.id : found.because
}

describe('a number is', () => {
  test.for<[string, Partial<CallerNumber>, string]>([
    ['healthy while as many answer as always', {}, 'healthy'],
    ['new until there is a measure', { week: used(10), before: used(80, 20) }, 'new'],
    ['at risk when far fewer people answer', { week: used(200, 10) }, 'at_risk'],
    ['not at risk for a bad day of few calls', { week: used(20, 0) }, 'healthy'],
    ['not at risk where few ever answered', { week: used(60, 2), before: used(400, 16) }, 'healthy'],
    ['suspected when mailboxes answer without a ring', { unrung: UNRUNG_MAX }, 'suspected_block'],
    ['not suspected one call before', { unrung: UNRUNG_MAX - 1 }, 'healthy'],
    ['full at its last call of the day', { today: DAILY_CAP }, 'full'],
    ['not full one call before', { today: DAILY_CAP - 1 }, 'healthy'],
    ['resting until its rest is over', { restsUntil: NOW + 1 }, 'resting'],
    ['back when its rest is over', { restsUntil: NOW }, 'healthy'],
    ['retired whatever else holds', { isRetired: true, restsUntil: NOW + 1 }, 'retired']
  ])('%s', ([, more, state]) => {
    expect(numberState(number(1, more), NOW)).toBe(state)
  })
})

describe('who is called sees', () => {
  test('the number with most of its day left', () => {
    expect(chosen([number(1, { today: 100 }), number(2, { today: 90 }), number(3, { today: 95 })])).toBe(2)
    expect(chosen([number(1, { today: 90 }), number(2, { today: 10, dailyCap: 20 })])).toBe(1)
  })

  test('a number of their area, also when it was used more', () => {
    const local = number(2, { e164: '+13055550188', today: 300 })
    expect(chosen([number(1), local])).toBe(2)
    expect(chosen([number(1), local], { isLocal: false })).toBe(1)
  })

  test('abroad, a number of their country', () => {
    const london = number(2, { e164: '+442079460123', today: 300 })
    expect(chosen([number(1), london], { to: '+447700900123' })).toBe(2)
  })

  test('the number that they know, while it is good', () => {
    expect(chosen([number(1), number(2, { today: 449 })], { lastId: 2 })).toBe(2)
    expect(chosen([number(1), number(2, { today: 450 })], { lastId: 2 })).toBe(1)
    expect(chosen([number(1), number(2, { week: used(200, 5) })], { lastId: 2 })).toBe(1)
  })

  test('one at risk only where there is no better', () => {
    expect(chosen([number(1, { week: used(200, 5) })])).toBe(1)
  })

  test('nothing, and we are told why', () => {
    expect(chosen([])).toContain('numbers add')
    expect(chosen([number(1, { isRetired: true })])).toContain('numbers add')
    expect(chosen([number(1, { today: 450 }), number(2, { restsUntil: NOW + 1 })])).toContain('calls for today')
    expect(chosen([number(1, { unrung: 9 })])).toContain('suspected')
  })
})

test('no number goes over its day, is called from in its rest, or after it was taken away', () => {
  const any = fc.record({
    today: fc.nat({ max: 600 }),
    restsUntil: fc.option(fc.nat({ max: 2_000 })),
    isRetired: fc.boolean(),
    unrung: fc.nat({ max: 8 })
  })
  fc.assert(
    fc.property(
      fc.array(any, { maxLength: 9 }),
      fc.boolean(),
      fc.option(fc.nat({ max: 9 })),
      (all, isLocal, lastId) => {
        const numbers = all.map((more, id) => number(id, more))
        const found = chooseNumber(numbers, { ...wish, isLocal, lastId }, NOW)
        const isGood = (each: CallerNumber): boolean =>
          !each.isRetired && each.today < DAILY_CAP && (each.restsUntil ?? 0) <= NOW && each.unrung < UNRUNG_MAX
        expect(found.kind === 'chosen').toBe(numbers.some(isGood))
        if (found.kind === 'chosen') expect(isGood(found.number)).toBe(true)
      }
    )
  )
})
