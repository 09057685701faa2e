import { finished } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'

/** Rows of one table on their way to COPY; org comes first in every one of them. */
export type TableCopy = {
  readonly add: (cells: readonly Cell[]) => void
  readonly rows: () => number
  /** Sends what was gathered, and is empty again. */
  readonly send: (client: pg.ClientBase, isBound: boolean) => Promise<void>
}
export type Cell = string | number | boolean | null | Uint8Array

export function tableCopy(table: string, org: number, columns: string): TableCopy {
  let bytes = Buffer.allocUnsafe(FIRST_BYTES)
  let end = 0
  let rows = 0
  return {
    rows: () => rows,
    add(cells) {
      let line = String(org)
      for (let at = 0; at < cells.length; at++) line += `\t${written(cells[at] as Cell)}`
      line += '\n'
      // A character takes three bytes of UTF-8 at the most.
      if (end + line.length * 3 > bytes.length) {
        const wider = Buffer.allocUnsafe(bytes.length * 2 + line.length * 3)
        bytes.copy(wider, 0, 0, end)
        bytes = wider
      }
      end += bytes.write(line, end)
      rows++
    },
    async send(client, isBound) {
      if (rows === 0) return
      const target = isBound ? `arriving_${table}` : table
      // An owner whom the policies bind may not COPY past them: the rows come by way of a table of this transaction.
      if (isBound) await client.query(`create temp table ${target} (like ${table} including defaults) on commit drop`)
      const stream = client.query(copyFrom(`copy ${target} (org, ${columns}) from stdin`))
      stream.end(bytes.subarray(0, end))
      rows = 0
      await finished(stream)
      end = 0
      if (isBound)
        await client.query(
          `insert into ${table} (org, ${columns}) select org, ${columns} from ${target} where org = ${org}`
        )
      if (isBound) await client.query(`drop table ${target}`)
    }
  }
}

const FIRST_BYTES = 64 << 10

/** A cell in the text form of COPY. */
function written(cell: Cell): string | number {
  if (cell === null) return '\\N'
  if (typeof cell === 'number') return cell
  if (typeof cell === 'string') return SPECIAL.test(cell) ? cell.replace(EACH, (sign) => signs[sign]!) : cell
  if (typeof cell === 'boolean') return cell ? 't' : 'f'
  return `\\\\x${Buffer.from(cell.buffer, cell.byteOffset, cell.length).toString('hex')}`
}

const SPECIAL = /[\\\n\r\t]/
const EACH = /[\\\n\r\t]/g
const signs: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }
