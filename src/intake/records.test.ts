import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Record, type RecordOptions, ROW_LONGEST, recordReader } from './records.ts'

function recordsOf(text: string, options: RecordOptions & { readonly chunk?: number } = {}): readonly Record[] {
  const records: Record[] = []
  const reader = recordReader(options)
  const size = options.chunk ?? text.length + 1
  for (let at = 0; at < text.length; at += size)
    reader.push(text.slice(at, at + size), (record) => records.push(record))
  reader.end((record) => records.push(record))
  return records
}

const cellsOf = (text: string, chunk?: number): readonly (readonly string[] | string)[] =>
  recordsOf(text, chunk === undefined ? {} : { chunk }).map((record) =>
    record.kind === 'cells' ? record.cells : record.kind
  )

test.for([
  ['commas', 'a,b\n1,2\n'],
  ['semicolons', 'a;b\n1;2\n'],
  ['tabs', 'a\tb\n1\t2\n'],
  ['bars', 'a|b\n1|2\n'],
  ['Windows line ends', 'a,b\r\n1,2\r\n'],
  ['old Mac line ends', 'a,b\r1,2\r'],
  ['no line end after the last row', 'a,b\n1,2'],
  ['a byte-order mark', '\ufeffa,b\n1,2\n'],
  ['quotes around everything', '"a","b"\r\n"1","2"\r\n'],
  ['the sep= line of Excel', 'sep=;\r\na;b\r\n1;2\r\n']
] as const)('a file with %s is read', ([, text]) => {
  expect(cellsOf(text)).toEqual([
    ['a', 'b'],
    ['1', '2']
  ])
})

test('a delimiter inside quoted notes or money does not mislead the guess', () => {
  const text = 'Name;Phone;Value\n"Ortiz, Ana";305-555-0101;12,50\n"Li, Bo";305-555-0102;1,75\n'
  expect(cellsOf(text)[1]).toEqual(['Ortiz, Ana', '305-555-0101', '12,50'])
})

test('notes may hold commas, quotes and line breaks', () => {
  const text = 'a,b\n"said ""call, later""\r\nthen hung up",2\n3,4\n'
  expect(cellsOf(text)).toEqual([
    ['a', 'b'],
    ['said "call, later"\r\nthen hung up', '2'],
    ['3', '4']
  ])
})

test('rows have the numbers that a spreadsheet shows: blank ones count, line breaks in a cell do not', () => {
  const text = 'a,b\n\n"x\ny",2\n,\n3,4\n'
  expect(recordsOf(text).map((record) => record.row)).toEqual([1, 3, 5])
})

test('a quote in the middle of a line is a character like any other', () => {
  expect(cellsOf('a,b\n6" pipe,2\n"5" pipe",4\n')).toEqual([
    ['a', 'b'],
    ['6" pipe', '2'],
    ['5" pipe', '4']
  ])
})

test('a quote that is never closed costs its own row and no other', () => {
  const text = 'a,b\n1,2\n"oops,3\n4,5\n"fine, really",6\n7,8\n'
  const records = recordsOf(text)
  expect(records.map((record) => [record.row, record.kind])).toEqual([
    [1, 'cells'],
    [2, 'cells'],
    [3, 'broken'],
    [4, 'cells'],
    [5, 'cells'],
    [6, 'cells']
  ])
  expect(records[2]).toMatchObject({ reason: expect.stringMatching(/never closed/) })
  expect(records[4]).toMatchObject({ cells: ['fine, really', '6'] })
})

test('a row longer than any real one is broken and the file goes on', () => {
  const text = `a,b\n"${'x'.repeat(ROW_LONGEST + 10)}\n1,2\n${'3,4\n'.repeat(10)}`
  const records = recordsOf(text, { chunk: 65_536 })
  expect(records.filter((record) => record.kind === 'broken').map((record) => record.row)).toEqual([2])
  expect(records).toHaveLength(13)
})

test('any table survives being written as CSV and cut into chunks of any size', () => {
  const cell = fc.string({
    unit: fc.constantFrom('a', 'é', '1', ' ', ',', ';', '"', '\n', '\t', '=', '|'),
    maxLength: 8
  })
  const table = fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(table, fc.integer({ min: 1, max: 50 }), fc.constantFrom('\n', '\r\n'), (rows, chunk, newline) => {
      const quoted = rows.map((row) => row.map((text) => `"${text.replace(/"/g, '""')}"`).join(',')).join(newline)
      const read = recordsOf(`"h1","h2","h3"${newline}${quoted}${newline}`, { chunk, headChars: 20, delimiter: ',' })
      const filled = rows.filter((row) => row.some((text) => text.trim() !== ''))
      expect(read.slice(1).map((record) => record.kind === 'cells' && record.cells)).toEqual(filled)
    }),
    { numRuns: 300 }
  )
})

test('chunks change nothing, even in files that are no CSV at all', () => {
  const text = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', ' ', ';', '\0'), maxLength: 200 })
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 20 }), (written, chunk) => {
      const text = `h1,h2\n${written}`
      expect(recordsOf(text, { chunk, headChars: 6, delimiter: ',' })).toEqual(recordsOf(text, { delimiter: ',' }))
    }),
    { numRuns: 500 }
  )
})

test.for([
  ['quotes and letters', '"a'.repeat(600_000)],
  ['only quotes', '"'.repeat(1_000_001)],
  ['a quote at the start of every line', '"a,b\n'.repeat(150_000)],
  ['a wide gap behind bad quotes', `"${'a" '.repeat(60_000)}${' '.repeat(200_000)},\n`],
  ['tabs behind bad quotes', `"${'a"\t'.repeat(60_000)}${'\t\r'.repeat(90_000)},\n`],
  ['ten thousand columns', `${'x,'.repeat(10_000)}\n`.repeat(20)],
  ['a megabyte in one cell', `a,b\n${'z'.repeat(1_000_000)},2\n`],
  ['zero bytes', '\0,\0\n'.repeat(100_000)]
] as const)('%s are read in time that grows with the text', ([, text]) => {
  let records = 0
  const reader = recordReader()
  for (let at = 0; at < text.length; at += 65_536) reader.push(text.slice(at, at + 65_536), () => records++)
  reader.end(() => records++)
  expect(records).toBeGreaterThan(0)
})
