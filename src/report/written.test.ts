import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { parse } from 'papaparse'
import { widthOf } from '../sheet/width.ts'
import { reportCounting, writeReport } from './build-report.ts'
import { reportCsv } from './csv.ts'
import { reportBody, reportHtml } from './html.ts'
import { anyLife, asOf, doubts } from './life.arbitrary.ts'
import { assumedPrices } from './prices.ts'
import { type Report } from './report.ts'
import { rowsOf } from './rows.ts'
import { type Life } from './life.ts'
import { reportText } from './text.ts'

const setting = { prices: assumedPrices, by: 'playbook', repName: (rep: number) => `Rep ${rep}` } as const
const plain = { bold: (text: string) => text, faint: (text: string) => text }

function reportOf(lives: readonly Life[]): Report {
  const { add, sums } = reportCounting(setting)
  for (const life of lives) for (const row of rowsOf(life, { from: -Infinity, until: Infinity, asOf }, doubts)) add(row)
  const about = { what: 'world 3', isWorld: true, facts: ['List <spring> & "more".'], currency: 'USD' }
  return writeReport(sums, setting, about, '2027-02-03T00:00:00+00:00')
}
const reports = fc.array(anyLife, { minLength: 1, maxLength: 10 }).map(reportOf)
const [one] = fc.sample(fc.array(anyLife, { minLength: 40, maxLength: 40 }).map(reportOf), { numRuns: 1, seed: 5 }) as [
  Report
]

describe('on a terminal', () => {
  test('no line is wider than the terminal, be it 80 columns or 120', () => {
    fc.assert(
      fc.property(reports, fc.integer({ min: 80, max: 120 }), (report, columns) => {
        for (const line of reportText(report, columns, plain).split('\n'))
          expect(widthOf(line), line).toBeLessThanOrEqual(columns)
      }),
      { numRuns: 30 }
    )
  })

  test('a share of fewer than thirty is written as counts', () => {
    const text = reportText(reportOf([]), 100, plain)
    expect(text).toContain('none yet')
    expect(reportText(one, 100, plain)).toMatch(/\d+ of \d+/)
  })
})

describe('as a table', () => {
  test('a number a line, each with all its columns, and nothing that a spreadsheet would run', () => {
    const { data } = parse<string[]>(reportCsv(one).trim())
    expect(data[0]).toEqual([
      ...['section', 'table', 'column', 'figure', 'label', 'by', 'group', 'value', 'of', 'share', 'low', 'high', 'unit']
    ])
    for (const line of data) expect(line).toHaveLength(13)
    expect(data.flat().filter((cell) => /^[=@]/.test(cell))).toEqual([])
    const dials = data.find(
      ([section, table, , figure]) => section === 'funnel' && table === 'funnel' && figure === 'dials'
    )
    expect(Number(dials![7])).toBeGreaterThan(0)
  })
})

describe('as a page', () => {
  const page = reportHtml(one)
  test('it asks nobody for anything: no script, no address, no picture', () => {
    expect(page).not.toMatch(/<script|<link|<img|<iframe|@import|url\(|https?:|\son\w+=/i)
    expect(page).toContain(`default-src 'none'`)
    expect(page).toContain('<html lang="en">')
  })

  test('what comes from outside stays text', () => {
    expect(page).toContain('List &lt;spring&gt; &amp; &quot;more&quot;.')
    const hostile = { ...one, about: { ...one.about, what: '<img src=x onerror=alert(1)>' } }
    expect(reportHtml(hostile)).not.toContain('<img')
  })

  test('nobody is named: of all people only numbers of figures are in it', () => {
    fc.assert(
      fc.property(fc.array(anyLife, { minLength: 1, maxLength: 5 }), (lives) => {
        const secret = 987_654_321
        const html = reportHtml(reportOf(lives.map((life) => ({ ...life, lead: secret }))))
        expect(html).not.toContain(String(secret))
      }),
      { numRuns: 20 }
    )
  })

  test('one first heading, then a heading a section with the finding', () => {
    expect(page.match(/<h1/g)).toHaveLength(1)
    expect(page.match(/<h2/g)).toHaveLength(one.sections.length + 1)
    for (const { id } of one.sections) expect(page).toContain(`<section aria-labelledby="${id}">`)
  })

  test('a picture never stands without a table of its section', () => {
    for (const { chart, tables } of one.sections) if (chart !== null) expect(tables.length).toBeGreaterThan(0)
    expect(one.sections.filter(({ chart }) => chart !== null).length).toBeGreaterThan(2)
  })

  test('in the app every number carries the key and the group of its rows, in the file none does', () => {
    expect(page).not.toContain('data-rows')
    const body = reportBody(one, 'links')
    const cells = one.sections.flatMap(({ tables }) =>
      tables.flatMap(({ rows }) => rows.flatMap(({ cells: all }) => all))
    )
    const numbers = cells.filter(({ kind }) => kind === 'number').length
    expect(body.match(/<td[^>]*><a data-rows="\w+" data-by="\w+" data-group="[^"]*"/g)).toHaveLength(numbers)
    expect(body).toMatch(/^<article class="report">/)
  })
})
