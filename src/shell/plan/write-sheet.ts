import { csvFormat } from '../../sheet/csv.ts'
import { BAD_NAMED, type SheetFormat, type SheetHead } from '../../sheet/format.ts'
import { pageFormat } from '../../sheet/page.ts'
import { type BadRow, type SheetRow } from '../../sheet/sheet-row.ts'
import { tableFormat } from '../../sheet/table.ts'
import { groups } from '../../sheet/rank.ts'
import { type Sink, columnsOf, paintFor } from '../command/terminal.ts'
import { plain } from '../command/paint.ts'
import { type Entry, type Sorter } from './sorter.ts'

export type SheetForm = 'table' | 'json' | 'csv' | 'html'

export type Written = {
  readonly form: SheetForm
  /** Leads to write; all of them are counted. */
  readonly limit: number
  readonly head: SheetHead
  readonly problems: readonly string[]
  /** Which law was asked, and with which lists. */
  readonly law: readonly string[]
  /** Whether it goes to a file of its own rather than to standard output. */
  readonly isFile: boolean
}

/** Bytes gathered before they are written. */
const PIECE_BYTES = 256 << 10

/** Writes the sorted lines in one of the forms, in memory that does not grow with them. */
export async function writeSheet(sink: Sink, sheet: Sorter, written: Written): Promise<void> {
  if (written.form === 'json') await writeJson(sink, sheet, written)
  else await writeFormat(sink, sheet, formatOf(written), written)
  await sink.end()
}

/** The lines are JSON already and go out as they are. */
async function writeJson(sink: Sink, sheet: Sorter, { limit, head, problems, law }: Written): Promise<void> {
  let piece = Buffer.allocUnsafe(PIECE_BYTES)
  let filled = 0
  let leads = 0
  for (const { group, bytes } of sheet.inOrder()) {
    if (group < groups.length && leads++ >= limit) continue
    if (filled + bytes.length + 1 > piece.length) {
      await sink.write(piece.subarray(0, filled))
      filled = 0
      if (bytes.length + 1 > piece.length) piece = Buffer.allocUnsafe(bytes.length + 1)
    }
    piece.set(bytes, filled)
    filled += bytes.length
    piece[filled++] = NEWLINE
  }
  await sink.write(piece.subarray(0, filled))
  const { summary, playbook } = head
  const cut = leads > limit ? { shown: limit } : {}
  await sink.write(`${JSON.stringify({ summary, ...cut, list: head.list, at: head.at, playbook, problems, law })}\n`)
}
const NEWLINE = 10

async function writeFormat(
  sink: Sink,
  sheet: Sorter,
  format: SheetFormat,
  { form, limit, head, problems, law, isFile }: Written
): Promise<void> {
  // Excel reads a file as UTF-8 only when it begins with this mark; a pipe is read by programs, which stumble over it.
  let piece = (form === 'csv' && isFile ? '\ufeff' : '') + format.begin(head)
  let group = -1
  let leads = 0
  const bad: BadRow[] = []
  for (const entry of sheet.inOrder()) {
    if (entry.group === groups.length) {
      const row = JSON.parse(textOf(entry)) as BadRow
      if (bad.length < BAD_NAMED) bad.push(row)
      piece += format.bad(row)
    } else if (leads++ < limit) {
      const name = groups[entry.group]!
      if (entry.group !== group) piece += format.group(name, head.groups.get(name) ?? 0)
      group = entry.group
      piece += format.line(JSON.parse(textOf(entry)) as SheetRow)
    }
    if (piece.length > PIECE_BYTES) {
      await sink.write(piece)
      piece = ''
    }
  }
  await sink.write(
    piece + format.end({ summary: head.summary, bad, problems, leftOff: Math.max(0, leads - limit), law })
  )
}

const textOf = ({ bytes }: Entry): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString()

function formatOf({ form, isFile }: Written): SheetFormat {
  switch (form) {
    case 'csv':
      return csvFormat()
    case 'html':
      return pageFormat()
    default:
      return tableFormat(columnsOf(), isFile ? plain : paintFor())
  }
}
