import { expect, test } from 'vitest'
import { didYouMean, nearest } from './nearest.ts'

const names = ['attempt', 'step', 'lead.origin', 'lead.relationship', 'history.calls', 'number.kind', 'place.country']

test.for([
  ['a letter left out', 'atempt', 'attempt'],
  ['a letter too many', 'attemptt', 'attempt'],
  ['two letters swapped', 'lead.orgiin', 'lead.origin'],
  ['the first two letters swapped', 'tsep', 'step'],
  ['capital letters', 'Lead.Relationship', 'lead.relationship'],
  ['a right name in a wrong group', 'person.calls', 'history.calls'],
  ['a name without its group', 'relationship', 'lead.relationship'],
  ['a name without its group and with a fault', 'contry', 'place.country'],
  ['half of it wrong', 'stxx', 'step']
] as const)('%s is still understood', ([, wrong, meant]) => expect(nearest(wrong, names)).toBe(meant))

test('what is like nothing gets no guess', () => {
  for (const wrong of ['xyzxyz', 'qqqq', 'st', '!!!!!']) expect(nearest(wrong, ['attempt', 'lead.market'])).toBeNull()
  expect(nearest('attempt', [])).toBeNull()
  expect(didYouMean('zzzzzz', names)).toBe('')
  expect(didYouMean('stpe', names)).toBe(', did you mean step?')
})

test('the nearest of several is meant, and of two as near the first', () => {
  expect(nearest('calls', ['call', 'history.calls', 'cells'])).toBe('history.calls')
  expect(nearest('cals', ['calm', 'calls'])).toBe('calm')
  expect(nearest('lead.calls', ['history.calls', 'lead.balls'])).toBe('lead.balls')
})

test('two letters are only swapped when each stands where the other was', () => {
  expect([nearest('ab', ['ba']), nearest('ab', ['ca']), nearest('ab', ['bc'])]).toEqual(['ba', null, null])
})

test('letters swapped side by side are one fault, swapped apart they are two', () => {
  expect(nearest('bacd', ['bxyd', 'abcd'])).toBe('abcd')
  expect(nearest('cbad', ['abcd', 'cbxd'])).toBe('cbxd')
})
