import { type Zone } from '../clock/zone.ts'
import { type Field, fieldSlot } from './field.ts'
import { type MappedColumn } from './mapping.ts'
import { quoted } from './phone.ts'

export type RowContext = {
  /** The instant that ages are counted to, epoch milliseconds. */
  readonly nowMs: number
  /** ISO 3166 code of the country in which numbers without a country code are dialled. */
  readonly country: string
  /** The clock by which the file wrote its times. */
  readonly zone: Zone
}

/** The columns of a file sorted once, so that no row has to look for them. */
export type RowPlan = {
  readonly columns: readonly MappedColumn[]
  /** Fields for which the file has a column, filled in or not. */
  readonly has: ReadonlySet<Field>
  readonly phones: readonly MappedColumn[]
  /** Columns that may speak of a stop, a wrong number, an opt-out from one channel: all of them count. */
  readonly stops: readonly MappedColumn[]
  readonly wrongNumbers: readonly MappedColumn[]
  readonly emailOptOuts: readonly MappedColumn[]
  readonly smsOptOuts: readonly MappedColumn[]
}

/** One row on its way to a lead: what each reader of row-*.ts is given. */
export type RowInHand = {
  readonly cells: readonly string[]
  readonly plan: RowPlan
  readonly context: RowContext
  /** Per field (fieldSlot) the first column that is filled in. */
  readonly first: readonly (MappedColumn | undefined)[]
  readonly warnings: string[]
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

function trimmed(cell: string): string {
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
  warn(row, field, `${quoted(text)} is ${what}; left out`)
  return undefined
}

export function warn(row: RowInHand, field: Field, message: string): void {
  row.warnings.push(`${columnOf(row, field)?.heading ?? field}: ${message}`)
}

const SHOWN_LONGEST = 200

/** Text as a sheet shows it: one line without control characters or marks that turn the writing direction. */
export function shownText(text: string): string {
  const line = PLAIN.test(text) ? text.trim() : text.slice(0, 1000).replace(UNSHOWN, ' ').replace(/\s+/g, ' ').trim()
  return line.length > SHOWN_LONGEST ? `${line.slice(0, SHOWN_LONGEST - 1)}…` : line
}

const PLAIN = /^[!-~\u00c0-\u024f]*(?: [!-~\u00c0-\u024f]+)*$/
const UNSHOWN = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffd]/gu
