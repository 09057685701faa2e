import { expect, test } from 'vitest'
import { longestDays, parseWait, shortestDays, waitWords } from './wait.ts'

test.for([
  ['30m', 'minutes', 30, 30, '30 minutes'],
  ['1m', 'minutes', 1, 1, '1 minute'],
  ['2h', 'hours', 2, 2, '2 hours'],
  ['1d', 'days', 1, 1, '1 day'],
  ['2-3d', 'days', 2, 3, '2 to 3 days'],
  ['2 - 3 d', 'days', 2, 3, '2 to 3 days'],
  ['2-2d', 'days', 2, 2, '2 days'],
  ['1w', 'days', 7, 7, '7 days'],
  ['1-2w', 'days', 7, 14, '7 to 14 days'],
  ['5bd', 'business_days', 5, 5, '5 business days'],
  ['1bd', 'business_days', 1, 1, '1 business day'],
  ['0d', 'days', 0, 0, '0 days'],
  [' 5m ', 'minutes', 5, 5, '5 minutes'],
  ['730d', 'days', 730, 730, '730 days'],
  ['17520h', 'hours', 17520, 17520, '17520 hours'],
  ['104w', 'days', 728, 728, '728 days']
] as const)('%s is a wait', ([text, unit, min, max, words]) => {
  const wait = parseWait(text)
  expect(wait).toEqual({ unit, min, max })
  expect(waitWords(wait!)).toBe(words)
})

test.for([
  '',
  '5',
  'd',
  '3-2d',
  '-1d',
  '1.5d',
  '1d-2d',
  '731d',
  '105w',
  '17521h',
  '100000m',
  '1-731d',
  '2 days',
  '5D',
  '١d',
  '1e1d',
  '2d\n3d'
])('%j is none', (text) => expect(parseWait(text)).toBeNull())

test('a wait lasts from its shortest to its longest, in days', () => {
  const wait = parseWait('12-36h')!
  expect([shortestDays(wait), longestDays(wait)]).toEqual([0.5, 1.5])
  expect(shortestDays(parseWait('720m')!)).toBe(0.5)
  expect(longestDays(parseWait('5bd')!)).toBe(5)
})
