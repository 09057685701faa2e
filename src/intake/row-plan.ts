import { type Field, fieldSlot, fields, isPhoneField } from './field.ts'
import { type MappedColumn, type Mapping } from './mapping.ts'
import { quoted } from './phone.ts'

/** The columns of a file sorted once, so that no row has to look for them. */
export type RowPlan = {
  readonly columns: readonly MappedColumn[]
  /** fieldSlot of each of them. */
  readonly slots: readonly number[]
  /** Fields for which the file has a column, filled in or not. */
  readonly has: ReadonlySet<Field>
  readonly phones: readonly MappedColumn[]
  /** Columns that may speak of a stop, a wrong number, an opt-out from one channel: all of them count. */
  readonly stops: readonly MappedColumn[]
  readonly wrongNumbers: readonly MappedColumn[]
  readonly emailOptOuts: readonly MappedColumn[]
  readonly smsOptOuts: readonly MappedColumn[]
}

/** Sorts the columns of a mapping. */
export function planOf(mapping: Mapping): RowPlan {
  const columns = mapping.columns.filter((column) => column.field !== 'setAside')
  const of = (...wanted: readonly Field[]) => columns.filter((column) => wanted.includes(column.field))
  return {
    columns,
    slots: columns.map((column) => fieldSlot[column.field]),
    has: new Set(columns.map((column) => column.field)),
    phones: columns.filter((column) => isPhoneField(column.field)),
    stops: of('stage', 'optOut', 'doNotCall', 'stops'),
    wrongNumbers: of('stage', 'wrongNumber'),
    emailOptOuts: of('emailOptOut'),
    smsOptOuts: of('smsOptOut')
  }
}

/** Per field (fieldSlot) the first column that is filled in. */
export function firstColumns(
  { columns, slots }: RowPlan,
  cells: readonly string[]
): readonly (MappedColumn | undefined)[] {
  const first = new Array<MappedColumn | undefined>(fields.length).fill(undefined)
  for (let at = 0; at < columns.length; at++) {
    const column = columns[at]!
    const cell = cells[column.index]
    if (cell === undefined || cell === '' || isBlank(cell)) continue
    const slot = slots[at]!
    first[slot] ??= column
  }
  return first
}

export function isBlank(cell: string): boolean {
  return cell.charCodeAt(0) <= 32 || cell.charCodeAt(0) >= 160 ? cell.trim() === '' : false
}

/** Why a row with more filled cells than headings is bad; null when it is not. */
export function surplusCell(cells: readonly string[], width: number): string | null {
  if (cells.length <= width) return null
  const at = cells.findIndex((cell, index) => index >= width && cell.trim() !== '')
  if (at < 0) return null
  return `has ${cells.length} cells where the heading row has ${width} (the first one too many is ${quoted(cells[at]!)}); a cell with the delimiter in it must stand in double quotes`
}
