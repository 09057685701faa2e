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
    [{ recipent: {} }, 'did you mean recipient']
  ])('facts that cannot be asked name their field: %j', ([facts, words]) => {
    expect(one(facts)).toMatchObject({ kind: 'bad', problem: expect.stringContaining(words) })
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
