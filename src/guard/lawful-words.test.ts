import { describe, expect, test } from 'vitest'
import { type Told, asked, book, calls } from '../../test/law-questions.ts'
import { law } from './law.ts'
import { lawful } from './lawful.ts'
import { type LawQuestion } from './question.ts'

describe('what a verdict saw, in words', () => {
  const lists = (age: number | null, listed: readonly string[] = []): LawQuestion['lists'] => ({
    listed,
    scrubbedDaysAgo: age === null ? {} : Object.fromEntries(law.lists.map((id) => [id, age]))
  })
  const drop = { kind: 'prerecorded_voicemail' } as const
  const proven = { recordings: 'express_written' } as const

  test.for<[string, Told, string, string]>([
    [
      'the clocks of every zone',
      {
        at: '2026-12-03T03:00:00Z',
        number: { e164: '+18505550123' },
        seller: { registration: { 'US-FL': 'registered' }, adadConfirmed: [] }
      },
      'US-FL-HOURS',
      '21:00, 22:00 there'
    ],
    [
      'the holiday',
      { at: '2026-07-24T17:00:00Z', number: { e164: '+18015550123' } },
      'US-UT-HOURS',
      'Pioneer Day there'
    ],
    [
      'the consent, the line and who it is',
      { action: drop },
      'US-PREREC-WIRELESS',
      'consent none, wireless line, consumer'
    ],
    [
      'the consent of the group that is asked',
      { action: { kind: 'sms' }, consent: { sms: 'express', voice: 'none' } },
      'US-SMS-CONSENT',
      'consent express, wireless line, consumer'
    ],
    [
      'how many attempts of the kinds',
      {
        attempts: [
          ...calls('2026-12-02T14:10', '2026-12-02T15:20', '2026-12-02T16:30'),
          { at: '2026-12-02T16:40:00Z', kind: 'email' }
        ]
      },
      'PROD-CAP3',
      '3 on record'
    ],
    [
      'a number that is listed',
      { lists: lists(5.9, ['us-national-dnc', 'unheard-of']) },
      'US-DNC-NATIONAL',
      'listed, by a copy of 5 days'
    ],
    ['a copy that is too old', { lists: lists(32) }, 'US-DNC-SCRUB31', 'a copy of 32 days'],
    ['no copy', { lists: lists(null) }, 'US-DNC-SCRUB31', 'no copy of it'],
    [
      'what is said',
      { action: { ...drop, states: ['caller_name', 'purpose'] }, consent: proven },
      'US-MSG-IDENTITY',
      'it says 2 things'
    ],
    ['an unknown place', { recipient: { country: 'BR' }, number: { e164: null } }, 'PROD-UNKNOWN-JURISDICTION', 'BR'],
    [
      'no place',
      { recipient: { country: null }, number: { e164: null } },
      'PROD-UNKNOWN-JURISDICTION',
      'no place on record'
    ]
  ])('%s', ([, told, wanted, saw]) => {
    const { ruleId, reason, remedy, trace } = lawful(book, asked(told))
    expect(ruleId).toBe(wanted)
    expect(trace.find(({ holds }) => !holds)).toEqual({ ruleId: wanted, holds: false, saw, from: null })
    expect(reason).toBe(`${book.words.get(wanted)!.reason} (${saw})`)
    expect(remedy).toBe(book.words.get(wanted)!.remedy)
  })

  test.for([
    ['US-UT', '+18085550123'],
    ['US-HI', '+18015550123']
  ] as const)('a holiday that is over on one clock only is named: %s with %s', ([region, e164]) => {
    const { trace } = lawful(book, asked({ at: '2026-07-25T06:30:00Z', recipient: { region }, number: { e164 } }))
    expect(trace.find(({ ruleId }) => ruleId === 'US-UT-HOURS')?.saw).toBe('Pioneer Day there')
  })

  test('nothing is put in brackets where there is nothing to see, and waiting is no remedy', () => {
    const { ruleId, reason, retryAt } = lawful(book, asked({ internalDncAt: '2026-12-01T00:00:00Z' }))
    expect([ruleId, reason, retryAt]).toEqual([
      'US-DNC-INTERNAL',
      'They asked not to be contacted again (United States)',
      null
    ])
  })

  test('what is allowed says so, with the whole way', () => {
    const { trace, ...rest } = lawful(book, asked())
    expect(rest).toEqual({
      decision: 'allowed',
      ruleId: null,
      reason: 'No rule forbids it',
      remedy: null,
      retryAt: null
    })
    expect(trace.every(({ holds }) => holds)).toBe(true)
    expect(trace.map(({ ruleId }) => ruleId)).toEqual([
      ...['US-DNC-INTERNAL', 'US-REVOKE', 'US-LIVE', 'US-DNC-NATIONAL', 'US-DNC-SCRUB31'],
      ...['PROD-CAP3', 'US-CALLHOURS', 'US-LIVE-ID']
    ])
  })

  test('a request not to be called is about telephones: no rule of it stands in the way of a mail', () => {
    const mail = asked({ action: { kind: 'email' }, internalDncAt: '2026-12-01T00:00:00Z' })
    const { decision, trace } = lawful(book, mail)
    expect(decision).toBe('allowed')
    expect(trace.map(({ ruleId }) => ruleId)).toEqual(['US-REVOKE', 'US-EMAIL-OPTOUT', 'US-CANSPAM-CONTENT'])
  })

  test('the first minute is written in UTC', () => {
    expect(lawful(book, asked({ at: '2026-12-02T04:30:00-05:00' })).retryAt).toBe('2026-12-02T13:00:00Z')
  })
})
