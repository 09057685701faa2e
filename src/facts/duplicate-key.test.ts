import fc from 'fast-check'
import { expect, test } from 'vitest'
import { duplicateKey } from './duplicate-key.ts'

test.for([
  ['at the top', '{"a":1,"a":2}', { path: 'a', line: 1, column: 8 }],
  ['spelled in two ways', '{"a":1,\n\n  "\\u0061":2}', { path: 'a', line: 3, column: 3 }],
  ['before a colon on its own line', '{"a"\t:1,"a" \r\n : 2}', { path: 'a', line: 1, column: 9 }],
  ['in the third of a list', '[[],{"a":1},{"b":1,"b":2}]', { path: '2.b', line: 1, column: 20 }],
  ['behind a list and an object', '{"x":{"b":[1,[2,3]]},"y":{"b":1,"b":2}}', { path: 'y.b', line: 1, column: 33 }],
  ['in lists of lists', '{"x":[0,[1,{"c":0,"c":0}]]}', { path: 'x.1.1.c', line: 1, column: 19 }],
  [
    'behind texts that look like JSON',
    '{"a":"{\\"a\\":1}","b":["a","a"],"b":"\\\\"}',
    { path: 'b', line: 1, column: 32 }
  ],
  ['empty', '{"":1,"":2}', { path: '', line: 1, column: 7 }]
] as const)('the second of two equal keys is found: %s', ([, json, found]) => {
  expect(() => JSON.parse(json)).not.toThrow()
  expect(duplicateKey(json)).toEqual(found)
})

test.for([
  ['a text', '"a"'],
  ['a number', '1'],
  ['equal keys in two objects of a list', '[{"a":1},{"a":2}]'],
  ['equal keys one inside the other', '{"a":{"a":{"a":1}}}'],
  ['a key that is also a value', '{"a":"a","b":"a"}'],
  ['equal texts in a list', '{"x":["a","a"],"a":1}'],
  ['a key again behind its object', '{"x":{"a":1},"a":2}']
] as const)('nothing is given twice in %s', ([, json]) => expect(duplicateKey(json)).toBeNull())

test('what JSON itself writes holds no key twice', () => {
  fc.assert(fc.property(fc.json(), (json) => void expect(duplicateKey(json)).toBeNull()))
})
