import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseInstant } from '../clock/civil.ts'
import { fixedZone, zoneNamed } from '../clock/zone.ts'
import { slot } from '../facts/fact.ts'
import { withVector } from '../facts/facts.ts'
import { caps, factsOf, kind, later, own, person } from '../../test/invented-people.ts'
import { guard } from './guard.ts'
import { house } from './house.ts'
import { questionOf, zoneWrittenIn } from './question.ts'

const NOW = parseInstant('2027-01-06T12:00:00-05:00')!.epochMs
const asked = (document: object, made: 0 | 1 = 0) =>
  questionOf(factsOf(document, NOW), { kind: 'live_voice', at: NOW, own: made }, [])

test('a question is plain JSON, and the answer to its copy is the same', () => {
  fc.assert(
    fc.property(person, caps, kind, later, own, (facts, playbook, what, delay, made) => {
      const question = questionOf(facts, { kind: what, at: facts.now + delay, own: made }, playbook)
      const copy = JSON.parse(JSON.stringify(question)) as typeof question
      expect(copy).toEqual(question)
      expect(guard(copy, house)).toEqual(guard(question, house))
      expect(parseInstant(question.at)!.epochMs).toBe(facts.now + delay)
      expect(parseInstant(question.countedAt)!.epochMs).toBe(facts.now)
    }),
    { numRuns: 500 }
  )
})

test('a question has the shape in which cases of law are written', () => {
  const question = asked({})
  expect(Object.keys(question)).toEqual(
    expect.arrayContaining([
      'at',
      'action',
      'recipient',
      'number',
      'consent',
      'revoked',
      'internalDncAt',
      'relationship',
      'lists',
      'attempts',
      'seller'
    ])
  )
  expect(Object.keys(question.action)).toEqual(['kind', 'purpose', 'dialMode', 'states'])
  expect(Object.keys(question.recipient)).toEqual(['type', 'country', 'region', 'timezone'])
  expect(Object.keys(question.consent)).toEqual(['voice', 'recordings', 'sms', 'email'])
  expect(Object.keys(question.lists)).toEqual(['listed', 'scrubbedDaysAgo'])
  expect(Object.keys(question.relationship)).toEqual([
    'lastTransactionDaysAgo',
    'lastInquiryDaysAgo',
    'expressRequest',
    'softOptIn',
    'currentContractOffer',
    'expressForThatTime'
  ])
})

test('what nobody knows stays unknown: the rules decide what that means', () => {
  const question = asked({})
  expect(question.recipient).toEqual({ type: 'unknown', country: null, region: null, timezone: null })
  expect(question.number).toEqual({ e164: null, lineType: 'unknown', kind: 'unknown' })
  expect(question.consent).toEqual({ voice: 'none', recordings: 'none', sms: 'none', email: 'none' })
  expect(question.counts).toMatchObject({ 'history.hoursSinceCall': null, 'history.daysSinceVoicemail': null })
})

test('what is known is handed on', () => {
  const question = asked({
    lead: { market: 'b2c' },
    number: { e164: '+12125550123', kind: 'home', lineType: 'landline' },
    place: { region: 'US-NY', timeZone: 'America/New_York' },
    consent: { voice: 'express', sms: 'express_written' },
    dialer: { mode: 'progressive' },
    stops: ['refusal', 'opt_out']
  })
  expect(question.recipient).toEqual({ type: 'consumer', country: 'US', region: 'US-NY', timezone: 'America/New_York' })
  expect(question.number).toEqual({ e164: '+12125550123', lineType: 'landline', kind: 'home' })
  expect(question.consent).toEqual({ voice: 'express', recordings: 'none', sms: 'express_written', email: 'none' })
  expect(question.action.dialMode).toBe('power')
  expect(question.stops).toEqual(['opt_out', 'refusal'])
  expect(asked({ lead: { market: 'b2b' } }).recipient.type).toBe('business')
})

test.for(['manual', 'preview', 'rep_hears'])('with %s dialling the rep chose the number', (mode) => {
  expect(asked({ dialer: { mode } }).action.dialMode).toBe('click')
})

test('the call in progress counts once it is made', () => {
  const history = { calls: 5, calls24h: 1, hoursSinceCall: 7, silentCalls: 2, emails: 3, touches7d: 4, touches30d: 9 }
  const before = asked({ history, household: { calls24h: 2 } }).counts
  const after = asked({ history, household: { calls24h: 2 } }, 1).counts
  expect(before).toMatchObject({ 'history.calls': 5, 'history.calls24h': 1, 'history.hoursSinceCall': 7 })
  expect(after).toMatchObject({
    'history.calls': 6,
    'history.calls24h': 2,
    'history.hoursSinceCall': 0,
    'history.silentCalls': 3,
    'history.emails': 3,
    'history.touches7d': 5,
    'history.touches30d': 10,
    'household.calls24h': 3
  })
})

test('a cap whose condition does not hold is not asked about, one that is not known is', () => {
  const playbook = [
    { measure: 'calls', limit: 1, when: () => 0 },
    { measure: 'emails', limit: 2, when: () => 1 },
    { measure: 'voicemails', limit: 3, when: null }
  ] as const
  const question = questionOf(factsOf({}, NOW), { kind: 'email', at: NOW, own: 0 }, playbook)
  expect(question.caps).toEqual([
    { measure: 'emails', limit: 2 },
    { measure: 'voicemails', limit: 3 }
  ])
})

test('a message that is left makes the call no silent one, and no other count but those of calls and touches grows', () => {
  const history = { calls: 5, calls24h: 1, silentCalls: 2, voicemails: 1, daysSinceVoicemail: 4, touches30d: 9 }
  const facts = withVector(factsOf({ history, household: { touches7d: 6 } }, NOW), (v) => (v[slot('message.left')] = 1))
  const { counts } = questionOf(facts, { kind: 'live_voice', at: NOW, own: 1 }, [])
  expect(counts).toMatchObject({
    'history.calls': 6,
    'history.silentCalls': 2,
    'history.voicemails': 1,
    'history.daysSinceVoicemail': 4,
    'household.touches7d': 7
  })
})

test('instants are written to the millisecond, and without one where there is none', () => {
  const at = (ms: number) => questionOf(factsOf({}, NOW), { kind: 'email', at: NOW + ms, own: 0 }, []).at
  expect(at(0)).toBe('2027-01-06T12:00:00-05:00')
  expect(at(7)).toBe('2027-01-06T12:00:00.007-05:00')
  expect(at(999)).toBe('2027-01-06T12:00:00.999-05:00')
  expect(at(1000)).toBe('2027-01-06T12:00:01-05:00')
})

test('the clock that the facts were written on is the zone of last resort', () => {
  const zone = (writtenIn: string | null) => zoneWrittenIn({ ...asked({}), writtenIn })
  expect(asked({}).writtenIn).toBe('-05:00')
  expect(questionOf(factsOf({}, NOW, null), { kind: 'email', at: NOW, own: 0 }, []).writtenIn).toBeNull()
  expect([zone(null), zone('America/New_York'), zone('+05:45'), zone('-05:00')]).toEqual([
    null,
    zoneNamed('America/New_York'),
    fixedZone(345),
    fixedZone(-300)
  ])
})

test('what the script says is handed on, and nothing is said where nobody told', () => {
  const states = ['caller_name', 'purpose'] as const
  expect(questionOf(factsOf({}, NOW), { kind: 'live_voice', at: NOW, own: 0, states }, []).action.states).toBe(states)
  expect(asked({}).action.states).toEqual([])
})
