import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type HowEnded, outcomeOf } from './outcome.ts'

const unanswered: HowEnded = { cause: 0, sip: null, wasAnswered: false, hasRung: true, endedBy: 'nobody_of_us' }

/** Measured at Asterisk 22.10: what ChannelDestroyed says for each status, in docs/telephony.md. */
const table: readonly (readonly [cause: number, sip: number | null, outcome: string])[] = [
  ...([
    [17, 486, 'busy'],
    [17, 600, 'busy'],
    [19, 480, 'no_answer'],
    [18, 408, 'no_answer']
  ] as const),
  ...([
    [1, 404, 'invalid_number'],
    [22, 410, 'invalid_number'],
    [28, 484, 'invalid_number']
  ] as const),
  ...([
    [21, 403, 'rejected'],
    [21, 603, 'rejected'],
    [127, 607, 'blocked'],
    [127, 608, 'blocked']
  ] as const),
  ...([
    [58, 488, 'carrier_fault'],
    [38, 500, 'carrier_fault'],
    [34, 503, 'carrier_fault']
  ] as const),
  ...([
    [23, 302, 'redirected'],
    [17, null, 'busy'],
    [21, null, 'rejected'],
    [1, null, 'invalid_number']
  ] as const),
  ...([[127, null, 'carrier_fault']] as const)
]

test.for(table)('cause %i, status %s: %s', ([cause, sip, outcome]) => {
  expect(outcomeOf({ ...unanswered, cause, sip })).toMatchObject({ outcome, by: 'carrier', q850: cause })
})

test('rung out: nobody at home where it rang, the carrier’s fault where it never did', () => {
  const ended = { ...unanswered, cause: 19, sip: 480, endedBy: 'rang_out' } as const
  expect(outcomeOf(ended)).toMatchObject({ outcome: 'no_answer', by: 'timeout' })
  expect(outcomeOf({ ...ended, hasRung: false })).toMatchObject({ outcome: 'carrier_fault', by: 'timeout' })
})

test('whatever comes: an answered call is completed, an unanswered one never, and what we ended is ours', () => {
  const any = fc.record({
    cause: fc.nat(200),
    sip: fc.option(fc.integer({ min: 300, max: 699 })),
    ...{ wasAnswered: fc.boolean(), hasRung: fc.boolean() },
    endedBy: fc.constantFrom('rang_out' as const, 'we_hung_up' as const, 'nobody_of_us' as const)
  })
  fc.assert(
    fc.property(any, (how) => {
      const { outcome, by } = outcomeOf(how)
      expect(outcome === 'completed').toBe(how.wasAnswered)
      if (how.endedBy === 'we_hung_up') expect(by).toBe('us')
      else expect(by).not.toBe('us')
    })
  )
})
