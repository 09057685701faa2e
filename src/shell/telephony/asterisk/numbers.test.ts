import { expect, test } from 'vitest'
import { dialled, e164 } from './numbers.ts'

const ours = ['+12125550100']

test.for([
  ['+442079460123', '+442079460123'],
  ['12125550123', '+12125550123'],
  ['2125550123', '+12125550123'],
  ['(212) 555-0123', '+12125550123'],
  ['5550100', '+12125550100'],
  ['00442079460123', '+442079460123'],
  ['anonymous', null],
  ['', null],
  ['+0', null]
] as const)('a trunk says %j', ([said, number]) => {
  expect(e164(said, ours)).toBe(number)
})

test('only a number is dialled', () => {
  expect(dialled('+12125550123', 'digits')).toBe('12125550123')
  for (const other of ['12125550123', '+1212555@evil', '+1212555/x', 'PJSIP/x', '']) {
    expect(() => dialled(other, 'e164')).toThrow('no number to dial')
  }
})
