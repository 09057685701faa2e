import { plainWords } from './plain-words.ts'
import { csvLine } from './spreadsheet-cell.ts'

/** A row that became no lead: its cells as they stood in the file, or the whole line where it could not be cut. */
export type RejectedRow = {
  readonly kind: 'rejected'
  readonly row: number
  readonly reason: string
  readonly cells: readonly string[]
}

/**
 * The file of rejected rows: "row" and "reason", then the columns of the original, so that a person can repair the
 * rows and import them again; the two come first because a row with too many cells grows at its end. Cells are the
 * original's, quoted anew.
 */
export function rejectedHeadings(headings: readonly string[]): string {
  return csvLine([...ADDED, ...withoutAdded(headings, headings)])
}

export function rejectedLine({ row, reason, cells }: RejectedRow, headings: readonly string[]): string {
  return csvLine([String(row), reason, ...withoutAdded(headings, cells)])
}

/** Whether a column was added by an earlier import to its file of rejected rows. */
export function isRejectionColumn(headings: readonly string[], index: number): boolean {
  return index < ADDED.length && ADDED.every((name, at) => plainWords(headings[at] ?? '') === name)
}

const ADDED = ['row', 'reason'] as const

function withoutAdded(headings: readonly string[], cells: readonly string[]): readonly string[] {
  return isRejectionColumn(headings, 0) ? cells.slice(ADDED.length) : cells
}
