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
  let text = ''
  let rows = 0
  return {
    rows: () => rows,
    add(cells) {
      text += org
      for (const cell of cells) text += `\t${written(cell)}`
      text += '\n'
      rows++
    },
    async send(client, isBound) {
      if (rows === 0) return
      const target = isBound ? `arriving_${table}` : table
      // An owner whom the policies bind may not COPY past them: the rows come by way of a table of this transaction.
      if (isBound) await client.query(`create temp table ${target} (like ${table}) on commit drop`)
      const stream = client.query(copyFrom(`copy ${target} (org, ${columns}) from stdin`))
      stream.end(Buffer.from(text))
      text = ''
      rows = 0
      await finished(stream)
      if (isBound)
        await client.query(
          `insert into ${table} (org, ${columns}) select org, ${columns} from ${target} where org = ${org}`
        )
      if (isBound) await client.query(`drop table ${target}`)
    }
  }
}

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
