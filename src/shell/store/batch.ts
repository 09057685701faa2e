import { textCode } from '../../facts/fact.ts'
import { type Tx } from './doors.ts'

/** Columns of a batch: the SQL type of each and its values, all of one length. */
export type Columns = Readonly<Record<string, readonly [type: string, values: readonly unknown[]]>>

/**
 * Inserts many rows of one org in one statement, keys supplied: the one place that knows the form of a batch insert.
 * `ending` may say what happens where a key is there already.
 */
export async function insertBatch(tx: Tx, table: string, columns: Columns, ending = ''): Promise<number> {
  const names = Object.keys(columns)
  const arrays = Object.values(columns)
  if (arrays[0] === undefined || arrays[0][1].length === 0) return 0
  const lists = arrays.map(([type], i) => `$${i + 2}::${type}[]`).join(', ')
  const text = `insert into ${table} (org, ${names.join(', ')}) select $1, * from unnest(${lists}) ${ending}`
  const { rowCount } = await tx.query({
    text,
    values: [tx.org, ...arrays.map(([type, values]) => (PLAIN.has(type) ? numbers(values as Plain[]) : values))],
    name: `insert ${table} ${textCode(text)}`
  })
  return rowCount ?? 0
}

/** The same for bytes, each read as it is written. */
export function byteas<T>(rows: readonly T[], read: (row: T) => Uint8Array): string {
  let text = '{'
  for (let i = 0; i < rows.length; i++) text += `${i === 0 ? '' : ','}"\\\\x${read(rows[i]!).toHex()}"`
  return text + '}'
}

type Plain = number | boolean | null
const PLAIN: ReadonlySet<string> = new Set(['bigint', 'int', 'smallint', 'real', 'double precision', 'boolean'])

/** An array as PostgreSQL reads it. The driver would quote each number, which takes both sides twice as long. */
export function numbers(values: readonly Plain[]): string {
  let text = '{'
  for (let i = 0; i < values.length; i++) text += (i === 0 ? '' : ',') + (values[i] ?? 'NULL')
  return text + '}'
}
