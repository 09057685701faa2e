import Papa from 'papaparse'
import { expect, test } from 'vitest'
import { csvFormat, safeCell } from './csv.ts'
import { sampleRow } from './sheet-row.arbitrary.ts'

test.for(['=1+1', '+cmd', '-2+3', '@SUM(A1)', '\t=1', ' =1+1', '＝1', '+1 212 555 0123 ext', '+12125550123+1'])(
  '%j is no formula any more',
  (text) => {
    expect(safeCell(text)).toBe(`'${text}`)
  }
)

test.for(['+12125550123', 'Ada Byron', '2026-12-02T10:15:00-05:00', 'a=b', 'a@example.com', ''])(
  '%j stays as it is',
  (text) => {
    expect(safeCell(text)).toBe(text)
  }
)

test('a lead is one row under the headings, whatever its name holds', () => {
  const format = csvFormat()
  const row = sampleRow({ name: 'Byron, "Ada"\nLovelace', company: '=HYPERLINK("http://x")' })
  const { data } = Papa.parse<Record<string, string>>(csvHead(format) + format.line(row), {
    header: true,
    skipEmptyLines: true
  })
  expect(data).toHaveLength(1)
  expect(data[0]).toMatchObject({
    name: row.name,
    company: `'${row.company}`,
    phone: '+12125550123',
    voicemail: 'leave',
    slots: 'who company'
  })
})

test('a row that is no lead stands below the leads with its reason', () => {
  const format = csvFormat()
  const { data } = Papa.parse<Record<string, string>>(
    csvHead(format) + format.bad({ row: 7, bad: 'has no telephone number' }),
    {
      header: true,
      skipEmptyLines: true
    }
  )
  expect(data[0]).toMatchObject({ group: 'bad', row: '7', why: 'has no telephone number' })
})

const csvHead = (format: ReturnType<typeof csvFormat>): string => format.begin({} as never)
