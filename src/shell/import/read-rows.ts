import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { type ImportOptions } from '../../intake/import-list.ts'
import { type ImportedLead } from '../../intake/imported-lead.ts'
import { type RejectedRow } from '../../intake/rejected.ts'
import { type RowContext } from '../../intake/row-in-hand.ts'
import { Complaint } from '../command/complaint.ts'

/** A row that is a lead; `hash` is of its cells, which stand in `cells` as one text. */
export type LeadOfFile = {
  readonly row: number
  readonly lead: ImportedLead
  readonly hash: number
  readonly cells: string
}
/** Rows of a file in their order, so many that a transaction is worth it. */
export type RowBatch = {
  readonly leads: readonly LeadOfFile[]
  readonly rejected: readonly RejectedRow[]
  readonly ignored: number
  /** Number of the last row in it. */
  readonly lastRow: number
  readonly bytes: number
  readonly headings: readonly string[]
}
/** Rows of a batch at least, and bytes read at a time: a batch ends where such a piece does. */
export type BatchSize = { readonly rows: number; readonly pieceBytes: number }
export const usualSize: BatchSize = { rows: 10_000, pieceBytes: 256 << 10 }

export type ReadWish = {
  readonly path: string
  readonly context: RowContext
  readonly options: ImportOptions
  /** What else decides how a row is read: it goes into the hash of each. */
  readonly mark: string
  readonly size: BatchSize
}
export type FromReader =
  | { readonly kind: 'rows'; readonly batch: RowBatch }
  | { readonly kind: 'end'; readonly problems: readonly string[] }
  | { readonly kind: 'failed'; readonly sentence: string }

/** Stands between the cells of a row in one text: no reader of files lets it through as part of a cell. */
export const BETWEEN = '\u001f'

/** Reads a file in a thread of its own, a few batches ahead of whoever takes them. */
export async function* readRows(
  wish: ReadWish,
  onProblems: (problems: readonly string[]) => void
): AsyncGenerator<RowBatch> {
  const worker = new Worker(new URL('read-worker.ts', import.meta.url), {
    workerData: wish,
    resourceLimits: { maxYoungGenerationSizeMb: 64 }
  })
  const arrived: FromReader[] = []
  worker.on('message', (message: FromReader) => arrived.push(message))
  try {
    for (;;) {
      while (arrived.length === 0) await once(worker, 'message')
      const message = arrived.shift()!
      if (message.kind === 'failed') throw new Complaint(message.sentence)
      if (message.kind === 'end') return onProblems(message.problems)
      worker.postMessage('taken')
      yield message.batch
    }
  } finally {
    await worker.terminate()
  }
}
