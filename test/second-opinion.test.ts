import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type ActionKind } from '../src/guard/action.ts'
import { law } from '../src/guard/law.ts'
import { lawBook, lawful } from '../src/guard/lawful.ts'
import { type LawQuestion } from '../src/guard/question.ts'
import { consentLevels, lines, purposes, recipients, statementTokens } from '../src/guard/term.ts'
import { naiveGuard } from './naive-guard.ts'

/** The guard against a second one, written from the rules and not from it: the same answer to any question. */
const naive = Object.fromEntries(law.jurisdictions)
const book = lawBook(law)
const kinds = [
  ...['live_voice', 'live_voicemail', 'prerecorded_voice', 'prerecorded_voicemail', 'ringless_voicemail'],
  ...['artificial_voice', 'sms', 'email']
] as const as readonly ActionKind[]
const START = Date.UTC(2026, 11, 1)
const text = (ms: number): string => new Date(ms).toISOString()

const people = fc.constantFrom(
  ...[...law.jurisdictions.keys()]
    .filter((id) => id.startsWith('US-'))
    .map((id) => ['US', id, '+16145550123'] as const),
  ...[212, 305, 405, 410, 503, 512, 702, 808, 850, 907, 504, 801, 401, 605, 207, 203].map(
    (code) => ['US', null, `+1${code}5550123`] as const
  ),
  ...[416, 604, 204, 902, 306, 709].map((code) => ['CA', null, `+1${code}5550123`] as const),
  ...([
    ['GB', null, '+447700900123'],
    ['DE', 'DE-BY', '+491713920012', 'Europe/Berlin'],
    ['FR', null, '+33639980012']
  ] as const),
  ...([
    ['ES', 'ES-MD', '+34612345678', 'Europe/Madrid'],
    ['IT', null, '+393123456789'],
    ['AU', 'AU-VIC', '+61491570156', 'Australia/Melbourne']
  ] as const),
  ...([
    ['IN', null, '+919876543210'],
    ['BR', null, '+5511987654321'],
    ['US', null, '+18885550123']
  ] as const)
)
const level = fc.constantFrom(...consentLevels)
const days = fc.option(fc.constantFrom(0, 90, 91, 92, 183, 184, 548, 549))
const often = { minLength: statementTokens.length - 1 }

const question: fc.Arbitrary<LawQuestion> = fc
  .record({
    person: people,
    minutes: fc.oneof(
      fc.integer({ min: 0, max: 400 * 1440 }),
      fc.integer({ min: 0, max: 400 * 24 }).map((hour) => hour * 60)
    ),
    kind: fc.constantFrom(...kinds),
    purpose: fc.constantFrom(...purposes),
    dialMode: fc.constantFrom('click', 'power', 'predictive'),
    states: fc.subarray([...statementTokens], often),
    type: fc.constantFrom(...recipients),
    lineType: fc.constantFrom(...lines),
    consent: fc.record({ voice: level, recordings: level, sms: level, email: level }),
    revoked: fc.oneof({ weight: 5, arbitrary: fc.constant({}) }, fc.record({ sms: fc.constant(text(START)) })),
    internalDncAt: fc.oneof({ weight: 9, arbitrary: fc.constant(null) }, fc.constant(text(START))),
    bought: days,
    asked: days,
    flags: fc.record({
      expressRequest: fc.boolean(),
      softOptIn: fc.boolean(),
      currentContractOffer: fc.boolean(),
      expressForThatTime: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, fc.boolean())
    }),
    listed: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, fc.subarray([...law.lists])),
    age: fc.constantFrom(0, 15, 16, 28, 29, 30, 31, 32, 90, 91),
    attempts: fc.array(fc.record({ ago: fc.integer({ min: 0, max: 31 * 1440 }), kind: fc.constantFrom(...kinds) }), {
      maxLength: 5
    }),
    registered: fc.boolean()
  })
  .map(({ person: [country, region, e164, timezone = null], minutes, ...each }) => {
    const at = START + minutes * 60_000
    return {
      at: text(at),
      action: { kind: each.kind, purpose: each.purpose, dialMode: each.dialMode, states: each.states },
      recipient: { type: each.type, country, region, timezone },
      number: { e164, lineType: each.lineType },
      consent: each.consent,
      revoked: each.revoked,
      internalDncAt: each.internalDncAt,
      relationship: { lastTransactionDaysAgo: each.bought, lastInquiryDaysAgo: each.asked, ...each.flags },
      lists: {
        listed: each.listed,
        scrubbedDaysAgo: Object.fromEntries(law.lists.map((id) => [id, each.age]))
      },
      attempts: each.attempts.map(({ ago, kind }) => ({ at: text(at - ago * 60_000), kind })),
      seller: {
        registration: each.registered ? { 'US-FL': 'registered', 'US-TX': 'exempt' } : {},
        adadConfirmed: each.registered ? ['US-CO', 'US-NY'] : []
      }
    }
  })

test('answers as a second evaluator does, with the same rule', () => {
  fc.assert(
    fc.property(question, (asked) => {
      const { decision, ruleId } = lawful(book, asked)
      const second = naiveGuard(naive, asked)
      expect({ decision, ruleId }).toEqual({ decision: second.decision, ruleId: second.ruleId })
    }),
    { numRuns: 1500 }
  )
})

test('and with the same first minute, where it is a matter of time', () => {
  const byTime = question.map((asked) => ({
    ...asked,
    action: { ...asked.action, kind: 'live_voice' as const, states: statementTokens },
    consent: { ...asked.consent, voice: 'express_written' as const },
    revoked: {},
    internalDncAt: null,
    lists: { ...asked.lists, listed: [], scrubbedDaysAgo: Object.fromEntries(law.lists.map((id) => [id, 0])) }
  }))
  fc.assert(
    fc.property(byTime, (asked) => {
      const { retryAt } = lawful(book, asked)
      const second = naiveGuard(naive, asked).retryAt
      expect(retryAt === null ? null : Date.parse(retryAt)).toBe(second === null ? null : Date.parse(second))
    }),
    { numRuns: 150 }
  )
})
