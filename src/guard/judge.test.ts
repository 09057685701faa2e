import { describe, expect, test } from 'vitest'
import { type Told, asked, book, calls, changed } from '../../test/law-questions.ts'
import { parseInstant } from '../clock/civil.ts'
import { type ActionKind } from './action.ts'
import { lawful } from './lawful.ts'
import { type LawQuestion } from './question.ts'

/** What the data as it ships cannot show: rules of it changed as an installation may change them, and the whole way. */
const retry = (told: Told, under = book): number | null => {
  const { ruleId, retryAt } = lawful(under, asked(told))
  if (ruleId === null) throw new Error('nothing forbids it')
  return retryAt === null ? null : parseInstant(retryAt)!.epochMs
}
const utc = (text: string): number => parseInstant(`${text}:00Z`)!.epochMs

describe('consent', () => {
  test('a letter is in no act: nothing is looked at, whatever was said', () => {
    const at = '2027-02-02T17:00:00Z'
    const all = '2026-12-01T00:00:00Z'
    const question = asked({
      at,
      action: { kind: 'letter' },
      revoked: { voice: all, recordings: all, sms: all, email: all },
      internalDncAt: all
    })
    expect(lawful(book, question)).toMatchObject({ decision: 'allowed', trace: [] })
  })

  test('where two countries are in play the strictest consent that is not there is named', () => {
    const drop = asked({
      action: { kind: 'prerecorded_voicemail' },
      recipient: { region: 'US-OH' },
      number: { e164: '+14165550123' }
    })
    const { ruleId, trace } = lawful(book, drop)
    expect(ruleId).toBe('US-PREREC-WIRELESS')
    expect(trace.filter(({ ruleId: id }) => id === 'CA-ADAD' || id === 'US-PREREC-WIRELESS')).toMatchObject([
      { ruleId: 'US-PREREC-WIRELESS', holds: false },
      { ruleId: 'CA-ADAD', holds: false }
    ])
    const express = lawful(book, { ...drop, consent: { ...drop.consent, recordings: 'express' } })
    expect(express.trace.find(({ ruleId: id }) => id === 'CA-ADAD')?.holds).toBe(true)
  })
})

describe('from 31 January 2027 one opt-out ends recordings and texts, and nothing else', () => {
  const at = '2027-02-03T17:00:00Z'
  const ended = { recordings: '2026-12-01T00:00:00Z', sms: '2026-12-01T00:00:00Z' }

  test('a call and an e-mail are asked about neither', () => {
    const ids = (kind: 'live_voice' | 'email') =>
      lawful(book, asked({ at, action: { kind }, revoked: ended })).trace.map(({ ruleId }) => ruleId)
    expect(ids('live_voice')).not.toContain('US-REVOKE-ALL')
    expect(ids('email')).not.toContain('US-REVOKE-ALL')
  })

  test.for([
    ['sms', 'recordings'],
    ['prerecorded_voicemail', 'sms']
  ] as const)('a consent for %s ends at the instant at which that for %s was taken back', ([kind, group]) => {
    const consent = { recordings: 'express_written', sms: 'express_written' } as const
    const ask = (revokedAt: string) =>
      lawful(book, asked({ at, action: { kind }, consent, revoked: { [group]: revokedAt } })).ruleId
    expect(ask(at)).toBe('US-REVOKE-ALL')
    expect(ask('2027-02-03T17:00:01Z')).toBeNull()
  })
})

describe('a list that no relation lifts', () => {
  test.for([0, 1])('stands for who bought and asked %d days ago: the British register names no relation', (days) => {
    const told = {
      recipient: { country: 'GB' },
      number: { e164: '+447700900123' },
      relationship: { lastTransactionDaysAgo: days, lastInquiryDaysAgo: days },
      lists: { listed: ['gb-tps'], scrubbedDaysAgo: { 'gb-tps': 0, 'gb-ctps': 0 } }
    }
    expect(lawful(book, asked(told)).ruleId).toBe('GB-TPS')
  })
})

test('what counsel has to confirm is asked of a recording to the landline of a firm alone', () => {
  const asks = (type: 'business' | 'consumer', lineType: 'landline' | 'wireless', kind: ActionKind) =>
    lawful(
      book,
      asked({ action: { kind }, recipient: { type }, number: { e164: '+13035550123', lineType } })
    ).trace.some(({ ruleId }) => ruleId === 'PROD-ADAD-CONFIRM')
  expect(asks('business', 'landline', 'prerecorded_voicemail')).toBe(true)
  expect(asks('consumer', 'landline', 'prerecorded_voicemail')).toBe(false)
  expect(asks('business', 'wireless', 'prerecorded_voicemail')).toBe(false)
  expect(asks('business', 'landline', 'live_voicemail')).toBe(false)
})

test('a region that cannot be placed is unknown, although its country is known', () => {
  const told = { recipient: { country: null, region: 'GBX' }, number: { e164: '+442079460123' } }
  expect(lawful(book, asked(told)).ruleId).toBe('PROD-UNKNOWN-JURISDICTION')
})

test('a level that waives hours is the least that does', () => {
  const late = '2026-12-03T03:00:00Z'
  const of = (level: string, voice: LawQuestion['consent']['voice']) =>
    lawful(changed(['US-CALLHOURS', { waivedBy: [level] }]), asked({ at: late, consent: { voice } })).ruleId
  expect([of('none', 'none'), of('none', 'express'), of('express', 'express_written')]).toEqual([null, null, null])
  expect(of('express', 'implied')).toBe('US-CALLHOURS')
})

describe('the first minute at which caps and hours allow it', () => {
  test('the cap lets go in the order in which attempts were made, whatever their order in the question', () => {
    const attempts = calls('2026-12-02T16:30', '2026-12-02T14:10', '2026-12-02T15:20')
    expect(retry({ attempts })).toBe(utc('2026-12-03T14:10'))
    const five = calls(
      '2026-12-02T16:30',
      '2026-12-02T14:10',
      '2026-12-02T13:40',
      '2026-12-02T15:20',
      '2026-12-02T13:05'
    )
    expect(retry({ attempts: five })).toBe(utc('2026-12-03T14:10'))
  })

  test('what is no attempt of the cap, or older than its hours, does not count', () => {
    const three = calls('2026-12-02T14:10', '2026-12-02T15:20', '2026-12-02T16:30')
    const mails = three.map(({ at }) => ({ at, kind: 'email' as const }))
    const old = calls('2026-12-01T14:10', '2026-12-01T17:00')
    expect(retry({ attempts: [...mails, ...old, ...three] })).toBe(utc('2026-12-03T14:10'))
    expect(lawful(book, asked({ attempts: [...mails, ...old, ...three.slice(1)] })).ruleId).toBeNull()
  })

  test('attempts that came later than the question fill the window of a later minute, not of an earlier one', () => {
    const past = ['2026-12-02T15:00', '2026-12-02T15:30', '2026-12-02T16:00']
    expect(retry({ attempts: calls(...past, '2026-12-03T15:10') })).toBe(utc('2026-12-03T15:00'))
    expect(retry({ attempts: calls(...past, '2026-12-03T14:30') })).toBe(utc('2026-12-03T15:30'))
    // Rested at three in the night; by the morning two more calls were made.
    const night = ['2026-12-02T03:00', '2026-12-02T16:00', '2026-12-02T16:30']
    const later = ['2026-12-03T04:00', '2026-12-03T05:00']
    expect(retry({ attempts: calls(...night, ...later) })).toBe(utc('2026-12-03T16:30'))
  })

  test('a cap of nothing is never lifted by waiting', () => {
    expect(retry({}, changed(['PROD-CAP3', { max: 0 }]))).toBeNull()
  })

  test('hours that never open give no minute', () => {
    const week = Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, []]))
    expect(retry({}, changed(['US-CALLHOURS', { week }]))).toBeNull()
  })

  test('a cap that a relation lifts is not waited for: Oklahoma asks customers for no rest', () => {
    const loose = changed(['PROD-CAP3', { max: 99 }])
    // Eleven at night there: closed until eight.
    const told = {
      at: '2026-12-02T05:00:00Z',
      number: { e164: '+14055550123' },
      attempts: calls('2026-12-01T20:00', '2026-12-01T21:00', '2026-12-01T22:00')
    }
    expect(retry(told, loose)).toBe(utc('2026-12-02T20:00'))
    expect(retry({ ...told, relationship: { lastTransactionDaysAgo: 548 } }, loose)).toBe(utc('2026-12-02T14:00'))
    expect(retry({ ...told, relationship: { lastTransactionDaysAgo: 549 } }, loose)).toBe(utc('2026-12-02T20:00'))
  })
})
