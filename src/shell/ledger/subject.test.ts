import { expect, test } from 'vitest'
import { suppressionKinds } from '../store/suppression.ts'
import { domainOf, emailOf, numberOf, storedAs, subjectWords } from './subject.ts'

test.for([
  ['example.com', 'example.com'],
  [' @Example.COM. ', 'example.com'],
  ['mail.bücher.example', 'mail.bücher.example'],
  ['MAIL.BU\u0308CHER.EXAMPLE', 'mail.bücher.example'],
  ['xn--bcher-kva.example', 'xn--bcher-kva.example']
])('the domain %s is kept as %s', ([text, domain]) => {
  expect(domainOf(text!)).toBe(domain)
})

test.for([
  ...['', '.', 'com', 'a..b', '-a.com', 'a-.com', 'https://example.com/x', 'ana@example.com', '10.0.0.1', 'a b.com'],
  ...["x'; drop table lead; --.com", '%.com', `${'a'.repeat(64)}.com`, `${'a.'.repeat(130)}com`, 'exa\u0000mple.com']
])('%j is no domain', (text) => {
  expect(() => domainOf(text)).toThrow(/must be a domain such as/)
})

test.for(['ana@example.com', ' ANA@Example.com '])('the address %j is kept without capitals', (text) => {
  expect(emailOf(text)).toBe('ana@example.com')
})

test.for([
  '',
  'ana',
  'ana@',
  '@example.com',
  'a@b.com, c@d.com',
  'Ana <ana@example.com>',
  'ana@exam\u001b[2Jple.com',
  'ana@localhost'
])('%j is no address', (text) => {
  expect(() => emailOf(text)).toThrow(/must be one e-mail address/)
})

test('a number is kept as it is dialled from anywhere, and what is none is said with the reason', () => {
  expect(numberOf('(212) 555-0123', 'US')).toBe('+12125550123')
  expect(numberOf('030 901820', 'DE')).toBe('+4930901820')
  for (const text of ['', '12', '999999999999999999999', '2.12555E+9', '+1 212', 'call me'])
    expect(() => numberOf(text, 'US')).toThrow(/^--number ".*": /)
})

test('what is refused is shown on one line, without signs that move a terminal, and never long', () => {
  const refused = (text: string): string => {
    try {
      return domainOf(text)
    } catch (error) {
      return (error as Error).message
    }
  }
  expect(refused('a\n\u001b]0;b\u0007\u202ec')).toBe('--domain "a ]0;b c": must be a domain such as example.com')
  expect(refused('a'.repeat(5_000)).length).toBeLessThan(130)
})

test('no two subjects share a place in the store, and each has its words', () => {
  const subjects = [
    { kind: 'number', value: '+12125550123' } as const,
    { kind: 'email', value: 'ana@example.com' } as const,
    { kind: 'domain', value: 'example.com' } as const,
    { kind: 'account', id: 7, name: 'Acme' } as const,
    { kind: 'lead', id: 7 } as const,
    { kind: 'everything' } as const
  ]
  expect(new Set(subjects.map((subject) => storedAs(subject).key)).size).toBe(6)
  expect(subjects.map((subject) => suppressionKinds[storedAs(subject).kind])).toEqual(subjects.map(({ kind }) => kind))
  expect(subjects.map(subjectWords)).toEqual([
    ...['the number +12125550123', 'the address ana@example.com', 'the domain example.com', 'the firm Acme', 'lead 7'],
    'everything'
  ])
})
