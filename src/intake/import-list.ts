import { PREAMBLE_LONGEST } from './dialect.ts'
import { fileReader, notAList } from './file-reader.ts'
import { isFooter } from './footer.ts'
import { headingRowAt, headingsIn } from './heading-row.ts'
import { type ImportResult, importReader } from './import-row.ts'
import { type ImportedLead } from './imported-lead.ts'
import { SAMPLE_ROWS } from './list.ts'
import { type Mapping, type MappingOptions, type Problem, guessMapping } from './mapping.ts'
import { type Record } from './records.ts'
import { type RejectedRow, isRejectionColumn } from './rejected.ts'
import { type RowContext } from './row-in-hand.ts'
import { fromCell } from './spreadsheet-cell.ts'

/** What became of one row of the file; every row below the headings comes once and in order. */
export type ImportRow =
  | {
      readonly kind: 'lead'
      readonly row: number
      readonly lead: ImportedLead
      readonly warnings: readonly string[]
      /** As they stood, for a row that has to be shown to somebody. */
      readonly cells: readonly string[]
    }
  | RejectedRow
  /** An empty line, or one above the headings or below the last lead that is no row of the list. */
  | { readonly kind: 'ignored'; readonly row: number; readonly reason: string; readonly text: string }

export type ImportOptions = Omit<MappingOptions, 'purpose'> & {
  /** Rows up to this number were dealt with before: they are cut, and nothing is made of them. Default: 0. */
  readonly afterRow?: number
}

/** Reads a whole file for an import from its bytes, chunk by chunk, in memory that does not grow with it. */
export type ImportList = {
  /** Throws `NotAList` when the file cannot be read at all. */
  readonly push: (bytes: Uint8Array, onRow: (row: ImportRow) => void) => void
  readonly end: (onRow: (row: ImportRow) => void) => void
  /** Null before enough of the file was seen. */
  readonly mapping: () => Mapping | null
  /** The heading row as it stands, for the file of rejected rows; empty before. */
  readonly headings: () => readonly string[]
  /** Doubts about the file as a whole. */
  readonly problems: () => readonly Problem[]
}

type OnRow = (row: ImportRow) => void
type Read = (cells: readonly string[]) => ImportResult

/** More lines than any report prints below its rows. */
const FOOTER_LONGEST = 40

/** A reader of one file; it holds nothing that a worker thread lacks. */
export function importList(context: RowContext, { afterRow = 0, ...options }: ImportOptions): ImportList {
  const file = fileReader({ blanks: true, headingsIn })
  let held: Record[] = []
  let begun: { readonly read: Read; readonly mapping: Mapping; readonly headings: readonly string[] } | null = null
  /** Lines that are a footer if no row of the list follows. */
  let tail: Record[] = []

  const deliver = (record: Record, onRow: OnRow): void => {
    if (record.row > afterRow) onRow(rowOf(record, begun!.read))
  }
  const ignore = (record: Record, reason: string, onRow: OnRow): void => {
    if (record.row > afterRow) onRow({ kind: 'ignored', row: record.row, reason, text: textOf(record) })
  }
  const release = (onRow: OnRow): void => {
    for (const record of tail) deliver(record, onRow)
    tail = []
  }
  const sort = (record: Record, onRow: OnRow): void => {
    const mayEnd = record.kind === 'cells' ? isFooter(record.cells) : record.kind === 'blank' && tail.length > 0
    if (mayEnd) tail.push(record)
    if (!mayEnd || tail.length > FOOTER_LONGEST) release(onRow)
    if (!mayEnd) deliver(record, onRow)
  }
  const begin = (onRow: OnRow): void => {
    const at = headingRowAt(held)
    const top = held[at]
    if (top?.kind !== 'cells') throw notAList(emptyReason(held))
    const sample = held.slice(at + 1).flatMap((record) => (record.kind === 'cells' ? [plain(record.cells)] : []))
    const headings = top.cells.map(fromCell)
    const mapping = guessMapping(headings, sample.slice(0, SAMPLE_ROWS), { ...options, purpose: 'import' })
    const error = mapping.problems.find((problem) => problem.severity === 'error')
    if (error) throw notAList(error.message)
    const dropped = new Set(headings.keys().filter((index) => isRejectionColumn(headings, index)))
    begun = { read: importReader(mapping, context, dropped), mapping, headings }
    const [above, below] = [held.slice(0, at), held.slice(at + 1)]
    held = []
    for (const record of above) ignore(record, record.kind === 'blank' ? EMPTY : 'stands above the headings', onRow)
    for (const record of below) sort(record, onRow)
  }
  const take = (record: Record, onRow: OnRow): void => {
    if (begun) return sort(record, onRow)
    held.push(record)
    if (held.length >= SAMPLE_ROWS + PREAMBLE_LONGEST) begin(onRow)
  }
  return {
    push: (bytes, onRow) => file.push(bytes, (record) => take(record, onRow)),
    end(onRow) {
      file.end((record) => take(record, onRow))
      if (!begun) begin(onRow)
      for (const record of tail) ignore(record, record.kind === 'blank' ? EMPTY : 'stands below the list', onRow)
      tail = []
    },
    mapping: () => begun?.mapping ?? null,
    headings: () => begun?.headings ?? [],
    problems: () => [...file.problems(), ...(begun?.mapping.problems ?? [])]
  }
}

const EMPTY = 'is empty'

function rowOf(record: Record, read: Read): ImportRow {
  const { row } = record
  if (record.kind === 'blank') return { kind: 'ignored', row, reason: EMPTY, text: '' }
  if (record.kind === 'broken') return { kind: 'rejected', row, reason: record.reason, cells: [record.text] }
  const cells = plain(record.cells)
  const result = read(cells)
  if (result.kind === 'rejected') return { kind: 'rejected', row, reason: result.reason, cells }
  return { kind: 'lead', row, lead: result.lead, warnings: result.warnings, cells }
}

/** Cells without the apostrophes that keep a spreadsheet from running them. */
function plain(cells: readonly string[]): readonly string[] {
  for (let at = 0; at < cells.length; at++) if (cells[at]!.charCodeAt(0) === 39) return cells.map(fromCell)
  return cells
}

function textOf(record: Record): string {
  if (record.kind === 'blank') return ''
  return record.kind === 'broken' ? record.text : record.cells.filter((cell) => cell.trim() !== '').join(' ')
}

function emptyReason(records: readonly Record[]): string {
  const broken = records.find((record) => record.kind === 'broken')
  return broken
    ? `the heading row cannot be read: row ${broken.row} ${broken.reason}`
    : 'the file is empty: the first row names the columns, each row below is a lead'
}
