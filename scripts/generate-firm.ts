/**
 * Writes the list of an invented firm, to be worked on the floor: `node scripts/generate-firm.ts > examples/firm.csv`.
 * The same bytes each time. Every number is one that no subscriber can have, 555-0100 to 555-0199 in sixty-seven area
 * codes and the 800s; every address is at example.com, .org or .net.
 */
import { parseInstant } from '../src/clock/civil.ts'
import { FIRM_HEADINGS, firmRow } from './invented-firm.ts'

export const FIRM_ROWS = 2400
export const FIRM_NOW = '2026-11-23T15:00:00Z'

/** The whole file. */
export function firmText(): string {
  const nowMs = parseInstant(FIRM_NOW)!.epochMs
  const rows = Array.from({ length: FIRM_ROWS }, (_, index) => firmRow(index, nowMs))
  return [FIRM_HEADINGS, ...rows].map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('')
}

function csvCell(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replace(/"/g, '""')}"` : cell
}

if (import.meta.main) process.stdout.write(firmText())
