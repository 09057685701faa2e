import { expect, test } from 'vitest'
import { plain } from '../shell/command/paint.ts'
import { sampleHead, sampleRow } from './sheet-row.arbitrary.ts'
import { summaryWords, tableFormat } from './table.ts'
import { noRows } from './summary.ts'
import { widthOf } from './width.ts'

test.for([60, 80, 100, 140, 200])(
  'no line of a table is wider than %i columns, or than the 80 that its fixed columns need',
  (columns) => {
    const format = tableFormat(columns, plain)
    const text =
      format.begin(sampleHead()) +
      format.group('new inbound lead', 1) +
      format.line(sampleRow({ name: '田中太郎'.repeat(10), why: 'word '.repeat(60).trim() })) +
      format.end({ summary: noRows, bad: [], problems: ['word '.repeat(60).trim()], leftOff: 3, law: [] })
    const least = 80
    for (const line of text.split('\n')) expect(widthOf(line)).toBeLessThanOrEqual(Math.max(columns, least))
  }
)

test('a reason that the lead above has too is not said again', () => {
  const format = tableFormat(120, plain)
  format.group('later', 3)
  const lines = [format.line(sampleRow()), format.line(sampleRow()), format.line(sampleRow({ why: 'Another' }))]
  expect(lines.map((line) => line.split('\n').length - 1)).toEqual([2, 1, 2])
})

test('at the foot twenty bad rows are named and the others counted', () => {
  const bad = Array.from({ length: 20 }, (_, i) => ({ row: i + 2, bad: 'no number' }))
  const text = tableFormat(100, plain).end({ summary: { ...noRows, bad: 33 }, bad, problems: [], leftOff: 0, law: [] })
  expect(text).toContain('Row 2: no number')
  expect(text).toContain('and 13 more rows that could not be read')
})

test('the sums are said as a sentence that leaves out what is none', () => {
  expect(summaryWords({ ...noRows, rows: 1200, callableNow: 1, leave: 1100, bad: 100 })).toBe(
    '1,200 rows, 1 callable now. If voicemail: leave a message 1,100, not readable 100.'
  )
})
