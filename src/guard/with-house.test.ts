import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseInstant } from '../clock/civil.ts'
import { type ActionKind } from './action.ts'
import { type Cap } from './cap.ts'
import { readCases } from './case-file.ts'
import { house } from './house.ts'
import { law } from './law.ts'
import { lawBook, lawful } from './lawful.ts'
import { type LawQuestion } from './question.ts'
import { withHouse } from './with-house.ts'

const book = lawBook(law)
const reading = readCases(readFileSync(new URL('../../test/guard-cases.json', import.meta.url)))
if (reading.kind === 'bad') throw new Error(reading.problem)
const cases = reading.cases.map(({ question }) => question)
const asked = (question: LawQuestion, caps: readonly Cap[] = []) => withHouse(book, question, house, caps)

/** A firm in Kentucky at half past nine: no law minds. */
const AT = '2026-12-02T14:30:00Z'
const now = parseInstant(AT)!.epochMs
const ago = (hours: number): string => new Date(now - hours * 3_600_000).toISOString()
const firm: LawQuestion = {
  ...cases[0]!,
  at: AT,
  action: { kind: 'live_voice', purpose: 'telemarketing', dialMode: 'click', states: cases[0]!.action.states },
  recipient: { type: 'business', country: 'US', region: 'US-KY', timezone: 'America/New_York' },
  number: { e164: '+15025550123', lineType: 'unknown' },
  lists: { listed: [], scrubbedDaysAgo: {} },
  attempts: []
}
const tried = (...hours: readonly number[]): LawQuestion['attempts'] =>
  hours.map((each) => ({ at: ago(each), kind: 'live_voice' }))
const doing = (kind: ActionKind): LawQuestion['action'] => ({ ...firm.action, kind })

test('what the law forbids is answered as without the house', () => {
  const blocked = cases.filter((question) => lawful(book, question).decision === 'blocked')
  expect(blocked.length).toBeGreaterThan(300)
  for (const question of blocked) expect(asked(question)).toEqual(lawful(book, question))
})

describe('where the law allows, the house is asked', () => {
  test.for<[string, Partial<LawQuestion>, string | null, string | null]>([
    ['nothing was tried', {}, null, null],
    ['an hour ago', { attempts: tried(1) }, 'HOUSE-CALL-GAP', '2026-12-02T15:30:00Z'],
    ['two hours ago', { attempts: tried(2) }, null, null],
    ['three calls in a day', { attempts: tried(3, 9, 20) }, 'HOUSE-CALLS-24H', '2026-12-02T18:30:00Z'],
    ['three calls, one of them over a day ago', { attempts: tried(3, 9, 24) }, null, null],
    ['at night', { at: '2026-12-03T03:00:00Z' }, 'HOUSE-HOURS', '2026-12-03T13:00:00Z'],
    ['a mail, whatever was called', { action: doing('email'), attempts: tried(1) }, null, null],
    ['a drop to the desk of a firm', { ...desk('landline'), action: doing('prerecorded_voicemail') }, null, null],
    [
      'a drop to its home number',
      { ...desk('landline', 'home'), action: doing('prerecorded_voicemail') },
      'HOUSE-DROP-CONSENT',
      null
    ]
  ])('%s', ([, change, ruleId, retryAt]) => {
    const question = { ...firm, seller: { registration: {}, adadConfirmed: ['US-KY'] }, ...change }
    expect(lawful(book, question).decision).toBe('allowed')
    expect(asked(question)).toMatchObject({ ruleId, retryAt, decision: ruleId === null ? 'allowed' : 'blocked' })
  })

  test('a personal phone rests longer', () => {
    const question = { ...firm, number: { ...firm.number, kind: 'mobile' as const }, attempts: tried(3) }
    expect(asked(question)).toMatchObject({ ruleId: 'HOUSE-CALL-GAP', retryAt: '2026-12-02T15:30:00Z' })
  })

  test('after it the caps of a playbook, counted off what was tried', () => {
    const calls: Cap = { measure: 'calls', limit: 2, when: null }
    const week: Cap = { measure: 'touchesPerWeek', limit: 3, when: null }
    const gap: Cap = { measure: 'voicemailGapDays', limit: 3, when: null }
    const question = { ...firm, attempts: tried(30, 50, 80) }
    expect(asked(question, [calls])).toMatchObject({ ruleId: 'PLAYBOOK-CAP-CALLS', retryAt: null })
    expect(asked(question, [week])).toMatchObject({
      ruleId: 'PLAYBOOK-CAP-TOUCHES-WEEK',
      retryAt: '2026-12-06T13:00:00Z'
    })
    expect(asked({ ...question, attempts: tried(1) }, [calls]).ruleId).toBe('HOUSE-CALL-GAP')
    const message = {
      ...question,
      action: doing('live_voicemail'),
      attempts: [{ at: ago(50), kind: 'live_voicemail' as const }]
    }
    expect(asked(message, [gap])).toMatchObject({
      ruleId: 'PLAYBOOK-CAP-VOICEMAIL-GAP',
      retryAt: '2026-12-03T13:00:00Z'
    })
    const forConsumers: Cap = { ...calls, when: (v) => (v.some((each) => each !== each) ? 0 : 2) }
    expect(asked(question, [forConsumers]).decision).toBe('allowed')
  })
})

test('where the law itself forbids it by then, no minute is named', () => {
  const question = { ...firm, attempts: tried(1), revoked: { voice: '2026-12-02T15:00:00Z' } }
  expect(asked(question)).toMatchObject({ ruleId: 'HOUSE-CALL-GAP', retryAt: null })
})

test('the first allowed minute is allowed by law and house, and the minute before it is not', () => {
  const kinds = ['live_voice', 'live_voicemail', 'email', 'sms'] as const
  const attempts = fc.array(
    fc.record({ minutes: fc.integer({ min: 0, max: 3 * 1440 }), kind: fc.constantFrom(...kinds) }),
    { maxLength: 6 }
  )
  const caps = fc.subarray<Cap>([
    { measure: 'callsPerDay', limit: 1, when: null },
    { measure: 'touchesPerMonth', limit: 4, when: null },
    { measure: 'silentCallsPerDay', limit: 2, when: null },
    { measure: 'voicemailGapDays', limit: 2, when: null }
  ])
  const open = cases.filter((question) => lawful(book, question).decision === 'allowed')
  fc.assert(
    fc.property(fc.constantFrom(...open), attempts, caps, (question, made, limits) => {
      const at = parseInstant(question.at)!.epochMs
      const before = made.map(({ minutes, kind }) => ({ at: new Date(at - minutes * 60_000).toISOString(), kind }))
      const whole = { ...question, attempts: before }
      const { decision, retryAt, ruleId } = asked(whole, limits)
      if (decision === 'allowed' || retryAt === null || !/^(HOUSE|PLAYBOOK)/.test(ruleId!)) return
      const retry = parseInstant(retryAt)!.epochMs
      const then = (ms: number) => asked({ ...whole, at: new Date(ms).toISOString() }, limits).decision
      expect([then(retry - 60_000), then(retry)]).toEqual(['blocked', 'allowed'])
    }),
    { numRuns: 300 }
  )
})

function desk(lineType: 'landline', kind?: 'home'): Partial<LawQuestion> {
  return { number: { e164: '+15025550123', lineType, ...(kind && { kind }) } }
}
