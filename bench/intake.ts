/**
 * Rows per second from bytes to leads, beside bare tokenizing of the same bytes in the same run:
 * `node bench/intake.ts [--rows 100000] [--rounds 3]`.
 */
import { parseArgs } from 'node:util'
import Papa from 'papaparse'
import { fixedZone } from '../src/clock/zone.ts'
import { importList } from '../src/intake/import-list.ts'
import { guessMapping } from '../src/intake/mapping.ts'
import { recordReader } from '../src/intake/records.ts'
import { rowReader } from '../src/intake/row.ts'
import { fileKind, textReader } from '../src/intake/text.ts'
import { HEADINGS, inventedRow } from '../scripts/invented-lead.ts'
import { handOver } from './_figure.ts'

const CHUNK_BYTES = 65_536
const NOW_MS = 1_795_446_000_000
const { values } = parseArgs({
  options: { rows: { type: 'string', default: '100000' }, rounds: { type: 'string', default: '3' } }
})
const rows = Number(values.rows)

const cell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text)
const lines = [HEADINGS, ...Array.from({ length: rows }, (_, index) => inventedRow(index, 1, NOW_MS))]
const bytes = new TextEncoder().encode(lines.map((line) => line.map(cell).join(',')).join('\r\n'))

/** The limit: the library alone over the whole text at once, nothing made of the cells. */
function tokenizeBare(): number {
  const text = new TextDecoder().decode(bytes)
  return (new Papa.Parser({ delimiter: ',', newline: '\r\n' }).parse(text, 0, false) as Papa.ParseResult<string[]>).data
    .length
}

function readRecords(onCells: (cells: readonly string[]) => void): void {
  const kind = fileKind(bytes.subarray(0, 4096))
  if (kind.kind === 'notText') throw new Error(kind.reason)
  const text = textReader(kind)
  const records = recordReader()
  const take = (record: Parameters<Parameters<typeof records.push>[1]>[0]): void => {
    if (record.kind === 'cells') onCells(record.cells)
  }
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES)
    records.push(text.push(bytes.subarray(at, at + CHUNK_BYTES)), take)
  records.push(text.end(), take)
  records.end(take)
}

function readLeads(): number {
  const mapping = guessMapping(HEADINGS, lines.slice(1, 101), { country: 'US' })
  const read = rowReader(mapping, { nowMs: NOW_MS, country: 'US', zone: fixedZone(0) })
  let leads = 0
  readRecords((cells) => {
    if (read(cells).kind === 'lead') leads++
  })
  return leads
}

/** A purchased or exported list as most are: twelve columns, two numbers, no history. */
const PLAIN_HEADINGS = HEADINGS.filter((heading) =>
  /^(?:Record ID|First Name|Last Name|Company|Email|Phone|Mobile|City|State|Country|Lead source|Do not call)$/.test(
    heading
  )
)
const at = PLAIN_HEADINGS.map((heading) => HEADINGS.indexOf(heading))
const plainBytes = new TextEncoder().encode(
  lines.map((line) => at.map((index) => cell(line[index]!)).join(',')).join('\r\n')
)

/** From bytes to leads of an import: all that a file may need, preamble and footer and its own texts. */
function importAll(given: Uint8Array): number {
  const list = importList({ nowMs: NOW_MS, country: 'US', zone: fixedZone(0) }, { country: 'US' })
  let leads = 0
  const count = (row: { readonly kind: string }): void => void (row.kind === 'lead' && leads++)
  for (let at = 0; at < given.length; at += CHUNK_BYTES) list.push(given.subarray(at, at + CHUNK_BYTES), count)
  list.end(count)
  return leads
}

function rowsPerSecond(run: () => number): number {
  const started = performance.now()
  run()
  return Math.round((rows / (performance.now() - started)) * 1000)
}

const median = (figures: readonly number[]): number =>
  [...figures].sort((a, b) => a - b)[Math.floor(figures.length / 2)]!
const figures = { bare: [], records: [], leads: [], imported: [], plain: [] } as Record<
  'bare' | 'records' | 'leads' | 'imported' | 'plain',
  number[]
>
for (let round = 0; round < Number(values.rounds); round++) {
  figures.bare.push(rowsPerSecond(tokenizeBare))
  figures.records.push(
    rowsPerSecond(() => {
      let count = 0
      readRecords(() => count++)
      return count
    })
  )
  figures.leads.push(rowsPerSecond(readLeads))
  figures.imported.push(rowsPerSecond(() => importAll(bytes)))
  figures.plain.push(rowsPerSecond(() => importAll(plainBytes)))
}
const [bare, records, leads] = [median(figures.bare), median(figures.records), median(figures.leads)]
process.stdout.write(
  `${JSON.stringify({
    rows,
    megabytes: Math.round(bytes.length / 1e5) / 10,
    columns: HEADINGS.length,
    bareRowsPerSecond: bare,
    recordsRowsPerSecond: records,
    leadsRowsPerSecond: leads,
    importRowsPerSecond: median(figures.imported),
    importOf12ColumnsRowsPerSecond: median(figures.plain),
    headingsOf12Columns: PLAIN_HEADINGS.length,
    recordsToBare: Math.round((records / bare) * 100) / 100,
    leadsToBare: Math.round((leads / bare) * 100) / 100
  })}\n`
)
const imported = median(figures.imported)
handOver([
  {
    ...{ name: `rows of ${HEADINGS.length} columns read to leads`, figure: imported, unit: '/s', limit: bare },
    ...{ ratio: Number((imported / bare).toFixed(2)), budget: null, isMet: null }
  }
])
