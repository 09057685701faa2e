import { describe, expect, test } from 'vitest'
import { exposureShipped } from '../../guard/exposure-table.ts'
import { law } from '../../guard/law.ts'
import { lawBook } from '../../guard/lawful.ts'
import { type LawQuestion, noRelationship } from '../../guard/question.ts'
import { statementTokens } from '../../guard/term.ts'
import { Complaint } from './complaint.ts'
import { assumptionsGiven, priceOf, pricesOfAll, pricingOf } from './guard-exposure.ts'

const book = lawBook(law)
/** A recording to the desk of a firm in Ohio, at noon. */
const toDesk: LawQuestion = {
  at: '2026-12-02T17:00:00Z',
  action: { kind: 'prerecorded_voicemail', purpose: 'telemarketing', dialMode: 'click', states: statementTokens },
  recipient: { type: 'business', country: 'US', region: 'US-OH', timezone: null },
  number: { e164: '+16145550123', lineType: 'landline' },
  consent: { voice: 'none', recordings: 'none', sms: 'none', email: 'none' },
  ...{ revoked: {}, internalDncAt: null, relationship: noRelationship, attempts: [] },
  lists: { listed: [], scrubbedDaysAgo: {} },
  seller: { registration: {}, adadConfirmed: [] }
}
const toMobile: LawQuestion = { ...toDesk, number: { ...toDesk.number, lineType: 'wireless' } }

describe('what is said of the facts', () => {
  test('without a word it is the strict reading', () => {
    expect(pricingOf(undefined, undefined, undefined)).toEqual({
      grounds: {
        ...{ consentProof: 'word', lineLookedUpDaysAgo: null, numberConfirmedDaysAgo: null },
        machineHeardBy: 'person'
      },
      contacts: null,
      assumed: exposureShipped
    })
  })

  test('each may be said, and the last word holds', () => {
    const known = ['consent=bought', 'line=30', 'number=never', 'number=5', 'machine=detector']
    expect(pricingOf(known, '10000', ['claim.chance=0.001'])).toMatchObject({
      grounds: {
        ...{ consentProof: 'bought', lineLookedUpDaysAgo: 30, numberConfirmedDaysAgo: 5, machineHeardBy: 'detector' }
      },
      contacts: 10_000,
      assumed: { 'claim.chance': 0.001 }
    })
  })

  test.for([
    [['consent=boght'], undefined, 'did you mean bought?'],
    [['lin=5'], undefined, 'did you mean line?'],
    [['line=soon'], undefined, 'a number of days, or never'],
    [['line'], undefined, 'write it as NAME=VALUE'],
    [[], '0', '--contacts 0: must be a whole number from 1']
  ] as const)('%j %s is wrong usage', ([known, contacts, words]) => {
    expect(() => pricingOf(known, contacts, undefined)).toThrow(words)
  })

  test('an assumption beyond its range, or that there is not, is wrong usage', () => {
    for (const text of ['claim.chance=2', 'claim.chanse=0.001', 'claim.chance=much', 'claim.chance='])
      expect(() => assumptionsGiven([text])).toThrow(Complaint)
  })
})

test('the price of one question is one digit, with each doubt in words; a known breach has none', () => {
  const pricing = pricingOf(['line=365'], '10000', undefined)
  const price = priceOf(book, toDesk, pricing)!
  expect(price.json).toMatchObject({ contacts: 10_000, breach: 0.1, cents: 500, unpriced: null })
  expect(price.lines[0]).toMatch(/^the doubt that remains may cost about 5,000 USD per 1,000 attempts, if 1 in 10,000/)
  expect(price.lines[1]).toContain('then US-PREREC-WIRELESS forbids it')
  expect(priceOf(book, toMobile, pricing)).toBeNull()
})

test('a file of questions is priced by the way of contact, those alone that law allows', () => {
  const lines = pricesOfAll(book, [toDesk, toDesk, toMobile], pricingOf(['line=365'], '10000', undefined))
  expect(lines).toEqual([
    expect.stringMatching(/^10000 contacts together: about 5,000 USD per 1,000 attempts/),
    '  prerecorded_voicemail, click: 10000 contacts, about 5,000 USD per 1,000 attempts'
  ])
})
