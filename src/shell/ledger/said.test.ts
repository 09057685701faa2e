import { expect, test } from 'vitest'
import { parseInstant } from '../../clock/civil.ts'
import { zoneNamed } from '../../clock/zone.ts'
import { lineOf, neededLine, saidAt, textOf } from './said.ts'

const zone = zoneNamed('America/New_York')!
const at = (text: string): number => parseInstant(text)!.epochMs
const NOW = at('2026-11-26T15:00:00-05:00')

test.for([
  ['nothing is now', undefined, false, '2026-11-26T15:00:00-05:00'],
  ['an instant is itself', '2026-11-20T10:15:00+01:00', false, '2026-11-20T10:15:00+01:00'],
  ['a consent of a day counts from its beginning', '2026-11-20', false, '2026-11-20T00:00:00-05:00'],
  ['a revocation of a day counts from its end', '2026-11-20', true, '2026-11-20T23:59:59.999-05:00'],
  ['a revocation of today counts from now', '2026-11-26', true, '2026-11-26T15:00:00-05:00'],
  ['a day on which clocks go back ends an hour later', '2026-11-01', true, '2026-11-01T23:59:59.999-05:00']
] as const)('%s', ([, text, isRevocation, expected]) => {
  expect(saidAt(text, isRevocation, NOW, zone)).toBe(at(expected))
})

test.for(['2026-11-26T15:00:01-05:00', '2026-11-27', '2099-01-01', '9999-12-31T23:59:59Z'.replace('9999', '2100')])(
  '%s is still to come',
  (text) => {
    expect(() => saidAt(text, false, NOW, zone)).toThrow(/still to come/)
    expect(() => saidAt(text, true, NOW, zone)).toThrow(/still to come/)
  }
)

test.for([
  ...['', 'yesterday', '2026-02-30', '2026-13-01', '2026-00-10', '20.11.2026', '11/20/2026', '2026-11-20T25:00:00Z'],
  ...['2026-11-20T10:15:00', '1795446000000', 'NaN', '2026-11-20; rm -rf', '0000-01-01', '9999-12-31', '-2026-11-20']
])('%j is no date', (text) => {
  expect(() => saidAt(text, false, NOW, zone)).toThrow(/must be a day such as/)
})

test('what was said before the log begins is refused', () => {
  expect(() => saidAt('1999-12-31', false, NOW, zone)).toThrow(/begins with the year 2000/)
  expect(() => saidAt('1970-01-01T00:00:00Z', true, NOW, zone)).toThrow(/begins with the year 2000/)
})

test('a text is kept without what no database takes, and a text that is too long is refused', () => {
  expect(textOf('--text', ' I agree\nto\u0000 calls\u001b[2J \ud800', 100)).toBe('I agree\nto  calls [2J \ufffd')
  expect(lineOf('--proof', 'a\nb\t c', 10)).toBe('a b c')
  expect(textOf('--text', ' \u0000 ', 10)).toBe(null)
  expect(textOf('--text', undefined, 10)).toBe(null)
  expect(() => textOf('--text', 'x'.repeat(11), 10)).toThrow('--text: 11 characters are too many, at most 10 are kept')
  expect(() => neededLine('--reason', '  ', 10, 'say why')).toThrow('--reason is needed: say why')
})
