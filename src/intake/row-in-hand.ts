import { type Zone } from '../clock/zone.ts'
import { type Field, fieldSlot } from './field.ts'
import { type MappedColumn } from './mapping.ts'
import { quoted } from './phone.ts'
import { type RowPlan } from './row-plan.ts'

export type Market = 'b2b' | 'b2c'

export type RowContext = {
  /** The instant that ages are counted to, epoch milliseconds. */
  readonly nowMs: number
  /** ISO 3166 code of the country in which numbers without a country code are dialled. */
  readonly country: string
  /** The clock by which the file wrote its times. */
  readonly zone: Zone
  /** Whom the leads are that do not say it themselves; nobody is guessed to be a firm. */
  readonly market?: Market | undefined
}

/** One row on its way to a lead: what each reader of row-*.ts is given. */
export type RowInHand = {
  readonly cells: readonly string[]
  readonly plan: RowPlan
  readonly context: RowContext
  /** Per field (fieldSlot) the first column that is filled in. */
  readonly first: readonly (MappedColumn | undefined)[]
  readonly warnings: string[]
  /** Columns whose cell was not understood, so that an import can keep its text. */
  readonly leftOut: MappedColumn[]
}

/** The column that a field of this row comes from. */
export function columnOf(row: RowInHand, field: Field): MappedColumn | undefined {
  return row.first[fieldSlot[field]]
}

/** The cell of a field, trimmed; undefined when no column of it is filled in. */
export function cellOf(row: RowInHand, field: Field): string | undefined {
  const column = row.first[fieldSlot[field]]
  return column === undefined ? undefined : trimmed(row.cells[column.index]!)
}

export function trimmed(cell: string): string {
  return isBlankEdge(cell.charCodeAt(0)) || isBlankEdge(cell.charCodeAt(cell.length - 1)) ? cell.trim() : cell
}

function isBlankEdge(code: number): boolean {
  return code <= 32 || code >= 160
}

/** The cell of a field read by `read`; what it cannot read becomes a warning and undefined. */
export function readCell<Value>(
  row: RowInHand,
  field: Field,
  read: (text: string) => Value | null,
  what: string
): Value | undefined {
  const text = cellOf(row, field)
  if (text === undefined) return undefined
  const value = read(text)
  if (value !== null) return value
  leaveOut(row, field, `${quoted(text)} is ${what}; left out`)
  return undefined
}

/** A warning about a cell whose text no fact holds. */
export function leaveOut(row: RowInHand, field: Field, message: string): void {
  const column = columnOf(row, field)
  if (column) row.leftOut.push(column)
  warn(row, field, message)
}

export function warn(row: RowInHand, field: Field, message: string): void {
  row.warnings.push(`${columnOf(row, field)?.heading ?? field}: ${message}`)
}

const SHOWN_LONGEST = 200

/** Text as a sheet shows it: one line without control characters or marks that turn the writing direction. */
export function shownText(text: string, longest = SHOWN_LONGEST): string {
  const line = PLAIN.test(text) ? text.trim() : text.slice(0, 1000).replace(UNSHOWN, ' ').replace(/\s+/g, ' ').trim()
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line
}

/** Text of one line as a lead keeps it: as it is shown, but never cut. */
export function keptLine(text: string): string {
  return PLAIN.test(text) ? text : text.toWellFormed().replace(UNSHOWN, ' ').replace(/\s+/g, ' ').trim()
}

/** Text of any length and shape as a lead keeps it; only what no database takes is gone. */
export function keptText(text: string): string {
  return PLAIN.test(text) ? text : text.toWellFormed().replace(NUL, '').trim()
}

const NUL = /\0/g
const PLAIN = /^[!-~\u00c0-\u024f]*(?: [!-~\u00c0-\u024f]+)*$/
const UNSHOWN = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffd]/gu
