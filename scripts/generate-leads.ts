/**
 * Writes a list of invented leads as a CRM would export it, mess included: `node scripts/generate-leads.ts --rows 320
 * > examples/leads.csv`. The same arguments give the same bytes. Every number is one that no subscriber can have:
 * 555-0100 to 555-0199 in North America, Ofcom's drama numbers in Britain; every address is at example.com, .org, .net.
 */
import { once } from 'node:events'
import { parseArgs } from 'node:util'
import { parseInstant } from '../src/clock/civil.ts'
import { HEADINGS, inventedRow } from './invented-lead.ts'

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '320' },
    now: { type: 'string', default: '2026-11-23T15:00:00Z' },
    seed: { type: 'string', default: '1' }
  }
})
const rows = Number(values.rows)
const now = parseInstant(values.now)
const seed = Number(values.seed)
if (!Number.isSafeInteger(rows) || rows < 1 || now === null || !Number.isSafeInteger(seed)) {
  process.stderr.write('usage: generate-leads.ts [--rows 320] [--now 2026-11-23T15:00:00Z] [--seed 1]\n')
  process.exit(2)
}

// A reader that has seen enough (| head) closes the pipe; that is no failure.
process.stdout.on('error', () => process.exit(0))
let text = `${HEADINGS.map(csvCell).join(',')}\r\n`
for (let index = 0; index < rows; index++) {
  text += `${inventedRow(index, seed, now.epochMs).map(csvCell).join(',')}\r\n`
  if (text.length < 65_536) continue
  if (!process.stdout.write(text)) await once(process.stdout, 'drain')
  text = ''
}
process.stdout.write(text)

function csvCell(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replace(/"/g, '""')}"` : cell
}
