import { expect, test } from 'vitest'
import { readText } from './text.ts'

const problems = (source: string) => {
  const read = readText(source)
  return read.kind === 'wrong' ? read.problems : []
}
const value = (source: string): unknown => {
  const read = readText(source)
  if (read.kind === 'wrong') throw new Error(JSON.stringify(read.problems))
  return read.text.value
}

const laughs = [
  'a: &a [x, x]',
  ...'bcdefghi'.split('').map((key, i) => `${key}: &${key} [${`*${'abcdefgh'[i]}, `.repeat(9)}]`)
]
test.for([
  ['an empty file', '', 1, 1, /^the file is empty: a playbook begins with playbook: NAME$/],
  ['blanks', ' \n\n', 1, 1, /^the file is empty/],
  ['comments only', '# nothing\n# at all\n', 1, 1, /^the file is empty/],
  ['two documents', 'a: 1\n---\nb: 2\n', 2, 1, /more than one document/],
  ['a name given twice', 'a: 1\nbb: 2\na: 3\n', 3, 1, /^a is given twice: remove one$/],
  ['a name given twice in braces', 'x: {aa: 1, "aa": 2}', 1, 12, /is given twice/],
  ['a tab for indentation', 'a:\n\tb: 1\n', 2, 1, /[Tt]ab/],
  ['an anchor', 'a: &x 1\n', 1, 7, /^anchors and aliases are not allowed: write it out$/],
  ['an alias', 'a: 1\nb: *x\n', 2, 4, /./],
  ['a merge of an anchor', 'a: &x {b: 1}\nc:\n  <<: *x\n', 1, 7, /^anchors and aliases/],
  ['a billion laughs', laughs.join('\n'), 1, 7, /^anchors and aliases/],
  ['YAML 1.1', '%YAML 1.1\n---\nno: no\n', 1, 1, /YAML 1\.2/],
  ['an unknown directive', '%FOO x\n---\na: 1\n', 1, 1, /./],
  ['a tag that makes things', 'a: !!js/function x\n', 1, 4, /tag/],
  ['a list as a name', '? [a]\n: b\n', 1, 3, /^a name is needed before the colon/],
  ['a hidden name', 'a:\n  __proto__: 1\n', 2, 3, /^__proto__: this name is not known here$/],
  ['quotes that do not close', 'a: "b\nc: d\n', 3, 1, /./],
  ['a bracket that does not close', 'a: [b\nc: d\n', 2, 1, /./],
  ['a colon in a plain text', 'a: b: c\n', 1, 4, /./],
  ['an unreadable beginning', 'a: @b\n', 1, 4, /./]
] as const)('%s is refused at line %#', ([, source, line, column, expected]) => {
  const [first] = problems(source)
  expect(first).toMatchObject({ line, column, problem: expect.stringMatching(expected) })
  expect(first!.problem).not.toContain('\n')
})

test.for([
  [
    'Norway and the booleans of YAML 1.1 stay words',
    'a: [no, yes, on, off, y, NO]',
    { a: ['no', 'yes', 'on', 'off', 'y', 'NO'] }
  ],
  ['true and false are what they say', 'a: [true, false, "true"]', { a: [true, false, 'true'] }],
  ['octal, times and versions stay what they look like', 'a: [010, 12:30, 1.10.2]', { a: [10, '12:30', '1.10.2'] }],
  ['a merge key is a name like any other', '<<: {a: 1}', { '<<': { a: 1 } }],
  ['a mark of byte order is passed over', '\ufeffa: 1', { a: 1 }],
  ['lines may end as on Windows', 'a: 1\r\nb: [x,\r\n  y]\r\n', { a: 1, b: ['x', 'y'] }],
  ['brackets in a comment nest nothing', `# ${'['.repeat(60)}\na: 1`, { a: 1 }]
] as const)('%s', ([, source, expected]) => expect(value(source)).toEqual(expected))

test.for([
  ['plain', 'a: one two', 4, 1, 8],
  ['in double quotes', 'a: "one two"', 4, 1, 9],
  ['in single quotes', "a: 'one two'", 4, 1, 9],
  ['after an escape', 'a: "o\\"e \\u0041two"', 5, 1, 16],
  ['after a doubled quote', "a: 'o''e two'", 4, 1, 10],
  ['after blanks that are trimmed', "a: '  one two'", 4, 1, 11],
  ['in braces', '{b: [x, one two]}', 4, 1, 13],
  ['plain over two lines', 'a: one\n  two', 4, 2, 3],
  ['quoted over two lines', 'a: "one\n  two"', 4, 2, 3],
  ['over an empty line', 'a: "one\n\n  two"', 4, 3, 3],
  ['over a line that goes on', 'a: "one \\\n  two"', 4, 2, 3],
  ['in a folded block', 'a: >\n  one\n  two\n', 4, 3, 3],
  ['in a literal block', 'a: |\n  one\n    two\n', 6, 3, 5],
  ['in a block after a comment', 'a: >- # why\n  one two\n', 4, 2, 7],
  ['in a block of a list', '- - |-\n    one\n    two', 4, 3, 5]
] as const)('a place inside a text is found %s', ([, source, offset, line, column]) => {
  const read = readText(source)
  if (read.kind === 'wrong') throw new Error(JSON.stringify(read.problems))
  const path = source.startsWith('{') ? ['b', 1] : source.startsWith('-') ? [0, 0] : ['a']
  expect(read.text.placeOf(path, offset)).toEqual({ line, column })
  const lines = source.split('\n')
  expect(lines[line - 1]!.slice(column - 1)).toMatch(/^two/)
})

test('the place of a value, of a key and of what is not there', () => {
  const read = readText('a: 1\nb:\n  - c: x\n    "d": y\n')
  if (read.kind === 'wrong') throw new Error('this is in order')
  const { placeOf, placeOfKey } = read.text
  expect(placeOf(['b', 0, 'd'])).toEqual({ line: 4, column: 10 })
  expect(placeOf(['b', 0])).toEqual({ line: 3, column: 5 })
  expect(placeOf(['b', 7, 'x'])).toEqual({ line: 3, column: 3 })
  expect(placeOf(['nowhere'])).toEqual({ line: 1, column: 1 })
  expect(placeOf([])).toEqual({ line: 1, column: 1 })
  expect(placeOfKey(['b', 0], 'd')).toEqual({ line: 4, column: 5 })
  expect(placeOfKey([], 'b')).toEqual({ line: 2, column: 1 })
})

test.for([
  ['flow lists', '['.repeat(99_000)],
  ['flow maps', '{a: '.repeat(24_000)],
  ['closed flow lists', `a: ${'['.repeat(150)}${']'.repeat(150)}`],
  ['lists in a line', '- '.repeat(49_000)],
  ['questions in a line', '? '.repeat(49_000)],
  ['stairs', Array.from({ length: 300 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')],
  ['names', Array.from({ length: 12_000 }, (_, i) => `k${i}:`).join('\n')],
  ['names in braces', `{${Array.from({ length: 14_000 }, (_, i) => `k${i}`).join()}}`],
  ['entries', '- a\n'.repeat(24_000)],
  ['documents', '---\n'.repeat(20_000)],
  ['tags', '!a '.repeat(30_000)],
  ['quotes', '"'.repeat(90_000)],
  ['colons', ' : '.repeat(30_000)],
  ['blocks', '|\n'.repeat(40_000)],
  ['escapes', `a: "${'\\x'.repeat(40_000)}"`],
  ['characters', 'a'.repeat(10_000_000)],
  ['laughs', laughs.join('\n').repeat(100)]
])('a text that is made to hurt is refused and hangs nothing: %s', ([name, source]) => {
  const found = readText(source!)
  expect(found.kind === 'wrong' || name === 'blocks').toBe(true)
})
