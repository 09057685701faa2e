import { type SheetLine } from './line.ts'
import { groups } from './rank.ts'

/** A line as it is printed: the group in words takes the place of the numbers that it was sorted by. */
export type SheetRow = Omit<SheetLine, 'rank'> & { readonly group: string }
/** A row of the file that is no lead. */
export type BadRow = { readonly row: number; readonly bad: string }

/** The printed form of a line; keys stand in the order in which they are read. */
export function sheetRow({ rank, ...line }: SheetLine): SheetRow {
  return { ...line, group: groups[rank.group]! }
}
