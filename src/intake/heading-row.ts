import { PREAMBLE_LONGEST } from './dialect.ts'
import { readHeading } from './heading.ts'
import { type Record } from './records.ts'

/** No row of headings needs more cells than these to be known as one. */
const CELLS_ASKED = 400

/** How many fields the cells of a row name as headings do; each counts once. */
export function headingsIn(cells: readonly string[]): number {
  const named = new Set<string>()
  for (const cell of cells.slice(0, CELLS_ASKED)) {
    if (cell === '' || cell.length > 80) continue
    const read = readHeading(cell)
    if (read.kind === 'known') named.add(`${read.field} ${read.order}`)
  }
  return named.size
}

/** Where the heading row stands: of the first lines the one that names the most, the first of several; -1 = no row. */
export function headingRowAt(records: readonly Record[]): number {
  let best = -1
  let most = -1
  for (const [at, record] of records.slice(0, PREAMBLE_LONGEST).entries()) {
    const count = record.kind === 'cells' ? headingsIn(record.cells) : -1
    if (count <= most) continue
    best = at
    most = count
  }
  return best
}
