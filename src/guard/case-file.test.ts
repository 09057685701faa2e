import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readCases } from './case-file.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const { defaults } = JSON.parse(readFileSync(join(import.meta.dirname, '../../test/guard-cases.json'), 'utf8')) as {
  defaults: object
}
/** One case with these facts over the defaults of the cases by hand. */
const one = (facts: object) => readCases(bytes(JSON.stringify({ defaults, cases: [{ id: 'A', facts }] })))

describe('questions in a file', () => {
  test('facts of a case are merged over what all have in common: lists are replaced, null takes a default back', () => {
    const reading = one({
      number: { lineType: 'landline' },
      action: { states: ['caller_name'] },
      lists: { scrubbedDaysAgo: { 'us-national-dnc': null } }
    })
    if (reading.kind === 'bad') throw new Error(reading.problem)
    const { number, action, lists } = reading.cases[0]!.question
    expect(number).toMatchObject({ lineType: 'landline', e164: expect.stringContaining('+1') })
    expect(action.states).toEqual(['caller_name'])
    expect(lists.scrubbedDaysAgo).not.toHaveProperty('us-national-dnc')
    expect(lists.scrubbedDaysAgo).toHaveProperty('ca-dncl')
  })

  test.for([
    ['{"cases":[{"id":"A"}]}', 'case A: at: is missing'],
    ['{"cases":[{"id":"A","facts":{"at":"yesterday"}}]}', 'case A: '],
    ['{"cases":[{"id":"A"},{"id":"A"}]}', 'case A: '],
    ['{"cases":[{"facts":{}}]}', 'cases.0.id: is missing'],
    ['{"cases":{}}', 'cases: must be a list'],
    ['[]', 'the file: must be an object'],
    ['{', 'not JSON'],
    ['', 'not JSON'],
    ['{"cases":[],"cases":[]}', 'given twice']
  ] as const)('%s is refused: %s', ([text, words]) => {
    expect(readCases(bytes(text))).toMatchObject({ kind: 'bad', problem: expect.stringContaining(words) })
  })

  test.for<[object, string]>([
    [{ at: '2026-02-30T10:00:00Z' }, 'at: must be RFC 3339'],
    [{ at: '2026-12-02' }, 'at: must be RFC 3339'],
    [{ action: { kind: 'fax' } }, 'action.kind: "fax" is not one of'],
    [{ action: { states: ['caller_nam'] } }, 'did you mean caller_name'],
    [{ recipient: { country: 'USA' } }, 'recipient.country: must be the two letters'],
    [{ recipient: { timezone: 'Mars/Olympus_Mons' } }, 'recipient.timezone: is no IANA time zone'],
    [{ number: { e164: '5025550123' } }, 'number.e164: must be a number in E.164'],
    [{ number: { e164: '+1502555012345678' } }, 'number.e164: must be a number in E.164'],
    [{ consent: { voice: 'yes' } }, 'consent.voice: "yes" is not one of'],
    [{ revoked: { fax: '2026-12-01T00:00:00Z' } }, 'revoked'],
    [{ relationship: { lastInquiryDaysAgo: -1 } }, 'relationship.lastInquiryDaysAgo: must be at least 0'],
    [{ lists: { scrubbedDaysAgo: { 'us-national-dnc': 'old' } } }, 'lists.scrubbedDaysAgo.us-national-dnc'],
    [{ attempts: [{ at: '2026-12-01T00:00:00Z' }] }, 'attempts.0.kind'],
    [{ seller: { registration: { 'US-TX': 'maybe' } } }, 'seller.registration.US-TX'],
    [{ recipent: {} }, 'did you mean recipient'],
    [{ action: { knd: 'sms' } }, 'action.knd: nothing has this name, did you mean action.kind?'],
    [{ ['x'.repeat(90)]: 1 }, `${'x'.repeat(80)}: nothing has this name`],
    [{ action: { dialMode: 'auto' } }, 'action.dialMode'],
    [{ recipient: { country: 'U' } }, 'recipient.country: must be the two letters'],
    [{ recipient: { country: '1S' } }, 'recipient.country: must be the two letters'],
    [{ recipient: { region: 'US-FLOR' } }, 'recipient.region: must be a region'],
    [{ recipient: { region: 'USA-FL' } }, 'recipient.region: must be a region'],
    [{ recipient: { region: 'US-' } }, 'recipient.region: must be a region'],
    [{ recipient: { region: '' } }, 'recipient.region: must be a region'],
    [{ number: { e164: '+123456' } }, 'number.e164: must be a number in E.164'],
    [{ number: { e164: '+05025550123' } }, 'number.e164: must be a number in E.164'],
    [{ number: { e164: 'tel:+15025550123' } }, 'number.e164: must be a number in E.164'],
    [{ number: { e164: '+15025550123;1' } }, 'number.e164: must be a number in E.164'],
    [{ relationship: { lastTransactionDaysAgo: -0.5 } }, 'relationship.lastTransactionDaysAgo: must be at least 0'],
    [{ relationship: { softOptIn: 'no' } }, 'relationship.softOptIn'],
    [{ lists: { scrubbedDaysAgo: { 'us-national-dnc': -1 } } }, 'lists.scrubbedDaysAgo.us-national-dnc: must be at'],
    [{ lists: { checked: true } }, 'lists.checked: nothing has this name'],
    [{ seller: { name: 'X' } }, 'seller.name: nothing has this name'],
    [{ consent: { fax: 'none' } }, 'consent.fax: nothing has this name'],
    [{ attempts: [{ at: '2026-12-01T00:00:00Z', kind: 'sms', note: 'x' }] }, 'note: nothing has this name']
  ])('facts that cannot be asked name their field: %j', ([facts, words]) => {
    expect(one(facts)).toMatchObject({ kind: 'bad', problem: expect.stringContaining(words) })
  })

  const read = (facts: object) => {
    const reading = one(facts)
    if (reading.kind === 'bad') throw new Error(reading.problem)
    return reading.cases[0]!.question
  }

  test('the least and the most that may be said is taken', () => {
    for (const e164 of ['+1234567', '+123456789012345', null]) expect(read({ number: { e164 } }).number.e164).toBe(e164)
    for (const region of ['FL', 'us-fl', 'GB-ENG', '7', null])
      expect(read({ recipient: { region } }).recipient.region).toBe(region)
    expect(read({ recipient: { country: 'gb' } }).recipient.country).toBe('GB')
    expect(read({ relationship: { lastInquiryDaysAgo: 0 } }).relationship.lastInquiryDaysAgo).toBe(0)
    expect(read({ lists: { scrubbedDaysAgo: { 'ca-dncl': 0 } } }).lists.scrubbedDaysAgo['ca-dncl']).toBe(0)
  })

  test.for([
    ['click', 'click'],
    ['manual', 'click'],
    ['preview', 'click'],
    ['power', 'power'],
    ['progressive', 'power'],
    ['predictive', 'predictive']
  ])('dialling by %s is %s to the law', ([dialMode, mode]) => {
    expect(read({ action: { dialMode } }).action.dialMode).toBe(mode)
  })

  test('null takes back a revocation and a registration, and what is no object takes the place of one', () => {
    const withBoth = (facts: object) =>
      readCases(
        bytes(
          JSON.stringify({
            defaults: { ...defaults, revoked: { sms: '2026-12-01T00:00:00Z' }, attempts: [{ at: 'x' }] },
            cases: [{ id: 'A', facts: { attempts: [], ...facts } }]
          })
        )
      )
    expect(withBoth({})).toMatchObject({ cases: [{ question: { revoked: { sms: '2026-12-01T00:00:00Z' } } }] })
    const taken = withBoth({ revoked: { sms: null }, seller: { registration: { 'US-FL': null } } })
    if (taken.kind === 'bad') throw new Error(taken.problem)
    expect(taken.cases[0]!.question.revoked).toEqual({})
    expect(taken.cases[0]!.question.seller.registration).toEqual({ 'US-TX': 'registered' })
    expect(withBoth({ revoked: null })).toMatchObject({ kind: 'bad', problem: expect.stringContaining('revoked') })
    expect(withBoth({ revoked: [] })).toMatchObject({ kind: 'bad', problem: expect.stringContaining('revoked') })
  })

  test('what is expected is read with the case, and none is none', () => {
    const expected = (...all: readonly object[]) =>
      readCases(bytes(JSON.stringify({ defaults, cases: all.map((each, i) => ({ id: `A${i}`, ...each })) })))
    const wanted = { decision: 'blocked', ruleId: null, ruleIdAnyOf: ['X', null], retryAt: '2026-12-01T00:00:00Z' }
    expect(expected({ expect: wanted }, {})).toMatchObject({
      kind: 'cases',
      cases: [
        { id: 'A0', expect: wanted },
        { id: 'A1', expect: null }
      ]
    })
    expect(expected({ expect: { decision: 'maybe' } })).toMatchObject({ kind: 'bad' })
    expect(expected({ expect: { decision: 'blocked', retryAt: 'noon' } })).toMatchObject({ kind: 'bad' })
    expect(expected({ id: '' })).toMatchObject({ kind: 'bad' })
    expect(expected({ id: 'B' }, { id: 'B' })).toMatchObject({ problem: 'case B: this id is there twice' })
  })

  test('no bytes and no facts make it throw', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (any) => void readCases(any)))
    fc.assert(
      fc.property(fc.jsonValue(), (any) => void one({ action: any, at: any } as object)),
      { numRuns: 100 }
    )
    const polluted = readCases(
      bytes('{"defaults":{"__proto__":{"at":"x"}},"cases":[{"id":"A","facts":{"__proto__":{}}}]}')
    )
    expect([polluted.kind, ({} as { at?: string }).at]).toEqual(['bad', undefined])
  })
})
