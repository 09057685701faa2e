import { guessMapping, type Mapping, type MappingOptions, type Problem } from './mapping.ts'
import { type LeadRow } from './lead-row.ts'
import { type Record, recordReader } from './records.ts'
import { rowReader, type RowResult } from './row.ts'
import { type RowContext } from './row-in-hand.ts'
import { fileKind, type TextReader, textReader } from './text.ts'

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

/** Why a file is no list, in one sentence with what to do. */
export type NotAList = { readonly notAList: string }
export const isNotAList = (thrown: unknown): thrown is NotAList =>
  typeof thrown === 'object' && thrown !== null && 'notAList' in thrown

const SAMPLE_ROWS = 200
const HEAD_BYTES = 4_096

/** A reader of one list; memory does not grow with the file. */
export function listReader(context: RowContext, options: MappingOptions): ListReader {
  let head: Uint8Array = new Uint8Array(0)
  let text: TextReader | null = null
  let mapping: Mapping | null = null
  let read: ((cells: readonly string[]) => RowResult) | null = null
  const records = recordReader()
  const sample: Extract<Record, { kind: 'cells' }>[] = []
  const held: Record[] = []

  const deliver = (record: Record, onRow: (row: ListRow) => void): void => {
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
  const open = (): void => {
    const kind = fileKind(head)
    if (kind.kind === 'notText') throw notAList(`the file ${kind.reason}`)
    text = textReader(kind)
  }
  return {
    push(bytes, onRow) {
      if (text) return records.push(text.push(bytes), (record) => take(record, onRow))
      head = joined(head, bytes)
      if (head.length < HEAD_BYTES) return
      open()
      records.push(text!.push(head), (record) => take(record, onRow))
    },
    end(onRow) {
      if (!text) {
        open()
        records.push(text!.push(head), (record) => take(record, onRow))
      }
      records.push(text!.end(), (record) => take(record, onRow))
      records.end((record) => take(record, onRow))
      if (!read) begin(onRow)
    },
    mapping: () => mapping,
    problems: () => [
      ...(text?.warnings() ?? []).map((message): Problem => ({ severity: 'warning', message })),
      ...(mapping?.problems ?? [])
    ]
  }
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return both
}

const notAList = (reason: string): NotAList => ({ notAList: reason })
