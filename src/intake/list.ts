import { guessMapping, type Mapping, type MappingOptions, type Problem } from './mapping.ts'
import { type LeadRow } from './lead-row.ts'
import { fileReader, notAList } from './file-reader.ts'
import { type Record } from './records.ts'
import { rowReader, type RowResult } from './row.ts'
import { type RowContext } from './row-in-hand.ts'

/** A row of a list as it was read: a lead with its warnings, or why it is none. */
export type ListRow =
  | { readonly kind: 'lead'; readonly row: number; readonly lead: LeadRow; readonly warnings: readonly string[] }
  | { readonly kind: 'bad'; readonly row: number; readonly reason: string }

/** Reads a whole list from its bytes, chunk by chunk: what the command line and the page both do with a file. */
export type ListReader = {
  /** Throws `NotAList` when the file cannot be read at all. */
  readonly push: (bytes: Uint8Array, onRow: (row: ListRow) => void) => void
  readonly end: (onRow: (row: ListRow) => void) => void
  readonly mapping: () => Mapping | null
  /** Doubts about the file as a whole. */
  readonly problems: () => readonly Problem[]
}

/** Rows from which the meaning of columns and the order of day and month are judged. */
export const SAMPLE_ROWS = 200

/** A reader of one list; memory does not grow with the file. */
export function listReader(context: RowContext, options: MappingOptions): ListReader {
  let mapping: Mapping | null = null
  let read: ((cells: readonly string[]) => RowResult) | null = null
  const records = fileReader()
  const sample: Extract<Record, { kind: 'cells' }>[] = []
  const held: Record[] = []

  const deliver = (record: Record, onRow: (row: ListRow) => void): void => {
    if (record.kind === 'blank') return
    if (record.kind === 'broken') return onRow({ kind: 'bad', row: record.row, reason: record.reason })
    const result = read!(record.cells)
    if (result.kind === 'bad') onRow({ kind: 'bad', row: record.row, reason: result.reason })
    else onRow({ kind: 'lead', row: record.row, lead: result.lead, warnings: result.warnings })
  }
  const begin = (onRow: (row: ListRow) => void): void => {
    const [headings, ...rows] = sample
    if (!headings) throw notAList('the file is empty: the first row names the columns, each row below is a lead')
    mapping = guessMapping(
      headings.cells,
      rows.map((row) => row.cells),
      options
    )
    const error = mapping.problems.find((problem) => problem.severity === 'error')
    if (error) throw notAList(error.message)
    read = rowReader(mapping, context)
    for (const record of held) deliver(record, onRow)
    held.length = 0
  }
  const take = (record: Record, onRow: (row: ListRow) => void): void => {
    if (read) return deliver(record, onRow)
    if (record.kind === 'cells') sample.push(record)
    if (record.kind === 'broken' || sample.length > 1) held.push(record)
    if (sample.length > SAMPLE_ROWS) begin(onRow)
  }
  return {
    push: (bytes, onRow) => records.push(bytes, (record) => take(record, onRow)),
    end(onRow) {
      records.end((record) => take(record, onRow))
      if (!read) begin(onRow)
    },
    mapping: () => mapping,
    problems: () => [...records.problems(), ...(mapping?.problems ?? [])]
  }
}
