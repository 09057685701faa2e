import fc from 'fast-check'
import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { expect, test } from 'vitest'
import { readPhone, readPhones } from './phone.ts'

const e164 = (text: string, country = 'US'): string => {
  const phone = readPhone(text, country)
  return phone.kind === 'phone' ? phone.e164 + (phone.extension && ` x${phone.extension}`) : phone.reason
}

test.for([
  ['(305) 555-0123', '+13055550123'],
  ['305.555.0123', '+13055550123'],
  ['1-305-555-0123', '+13055550123'],
  ['+1 305 555 0123', '+13055550123'],
  ['0013055550123', '+13055550123'],
  ['011 44 20 7946 0018', '+442079460018'],
  ['+44 (0)20 7946 0018', '+442079460018'],
  ['(305) 555-0123 x12', '+13055550123 x12'],
  ['305-555-0123 ext. 5', '+13055550123 x5'],
  ['3055550123 #77', '+13055550123 x77'],
  ['305-555-0123, extension 400', '+13055550123 x400'],
  ["'3055550123", '+13055550123'],
  ['tel: 305 555 0123', '+13055550123'],
  ['1-800-FLOWERS', '+18003569377'],
  ['800-555-0140', '+18005550140'],
  ['416-555-0188', '+14165550188']
] as const)('a rep who writes %s means %s', ([text, expected]) => {
  expect(e164(text)).toBe(expected)
})

test('a number without a country code is dialled in the country of the list', () => {
  expect(e164('020 7946 0018', 'GB')).toBe('+442079460018')
  expect(e164('030 23125 000', 'DE')).toMatch(/^\+4930/)
  expect(e164('(305) 555-0123', 'GB')).not.toBe('+13055550123')
})

test.for([
  ['3.05555E+09', /scientific notation.*format the column as text/],
  ['3,05555e9', /scientific notation/],
  ['########', /too narrow/],
  ['#N/A', /error value/],
  ['555-0123', /digits|too short/],
  ['call me', /not a telephone number|too short/],
  ['(211) 555-0123', /area code 211, which is not assigned/],
  ['(305) 155-0123', /exchange that starts with 1/],
  ['900-555-0123', /premium-rate/],
  ['=cmd|calc', /too short|not a telephone/],
  ['9'.repeat(5000), /too long/]
] as const)('%s is refused and the reason named', ([text, reason]) => {
  expect(e164(text)).toMatch(reason)
})

test('one cell may hold several numbers', () => {
  const numbers = (cell: string): readonly string[] =>
    readPhones(cell, 'US').map((phone) => (phone.kind === 'phone' ? phone.e164 : 'none'))
  expect(numbers('305-555-0123 / 305-555-0124')).toEqual(['+13055550123', '+13055550124'])
  expect(numbers('305-555-0123; 3055550124')).toEqual(['+13055550123', '+13055550124'])
  expect(numbers('(305) 555-0123 or (416) 555-0101')).toEqual(['+13055550123', '+14165550101'])
  expect(numbers('305-555-0123\n305-555-0199')).toEqual(['+13055550123', '+13055550199'])
  expect(numbers('305/555/0123')).toHaveLength(1)
})

const notations: readonly ((area: string, exchange: string, line: string) => string)[] = [
  (a, e, l) => `(${a}) ${e}-${l}`,
  (a, e, l) => `${a}-${e}-${l}`,
  (a, e, l) => `${a}.${e}.${l}`,
  (a, e, l) => `${a}${e}${l}`,
  (a, e, l) => `+1${a}${e}${l}`,
  (a, e, l) => `+1 (${a}) ${e}-${l}`,
  (a, e, l) => `1 ${a} ${e} ${l}`,
  (a, e, l) => `(${a})${e}-${l} x12`,
  (a, e, l) => `${a}-${e}-${l} ext. 5`
]

function agrees(text: string): void {
  const ours = readPhone(text, 'US')
  const theirs = parsePhoneNumberFromString(text, 'US')
  const valid = theirs !== undefined && theirs.isValid() && theirs.getType() !== 'PREMIUM_RATE'
  expect([text, ours.kind]).toEqual([text, valid ? 'phone' : 'noPhone'])
  if (ours.kind === 'phone') expect([ours.e164, ours.extension]).toEqual([theirs!.number, theirs!.ext ?? ''])
  if (ours.kind === 'phone' && !ours.tollFree) expect([text, ours.country]).toEqual([text, theirs!.country ?? null])
}

test('every area code from 200 to 999 is judged as the library judges it', () => {
  for (let area = 200; area <= 999; area++) {
    for (const write of notations) agrees(write(String(area), '555', '0123'))
    agrees(`${area}${200 + ((area * 37) % 800)}${1000 + area}`)
  }
})

test('any North American number in any usual notation reads as the library reads it', () => {
  const part = (digits: number): fc.Arbitrary<string> =>
    fc.integer({ min: 0, max: 10 ** digits - 1 }).map((n) => String(n).padStart(digits, '0'))
  fc.assert(
    fc.property(part(3), part(3), part(4), fc.constantFrom(...notations), (area, exchange, line, write) => {
      // A leading 0 or 1 makes another number of it (an operator prefix or the country code), not a worse one.
      fc.pre(area[0]! > '1')
      agrees(write(area, exchange, line))
    }),
    { numRuns: 1500 }
  )
})

test('no text makes the reader throw or hang', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.constantFrom('US', 'GB', 'DE', 'ZZ', ''),
      (text, country) => {
        readPhones(text, country)
      }
    )
  )
})
