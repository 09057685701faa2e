import { type Place } from './cell.ts'
import { type AskedBy, type By, type Group, groupWords } from './grouping.ts'
import { type Prices } from './prices.ts'
import { type Section, type Table, type TableRow } from './report.ts'
import { type Need, type Sums } from './sums.ts'

/** What sections know besides the sums. */
export type Setting = {
  readonly prices: Prices
  /** The grouping that the reader asked for. */
  readonly by: AskedBy
  /** How a rep is called in this report. */
  readonly repName: (rep: number) => string
}

/** A section as a value: what it wants counted, and how it says it. Null: it has nothing to say about this log. */
export type SectionPlan = {
  readonly id: string
  readonly needs: (setting: Setting) => readonly Need[]
  readonly write: (sums: Sums, setting: Setting) => Section | null
}

/** A table of numbers, its columns named once. */
export function tableOf(
  id: string,
  caption: string,
  head: string,
  columns: readonly (readonly [id: string, says: string, unit: string])[],
  rows: readonly TableRow[],
  note: string | null = null
): Table {
  return { id, caption, head, columns: columns.map(([each, says, unit]) => ({ id: each, says, unit })), rows, note }
}

export const rowOf = (label: string, ...cells: TableRow['cells']): TableRow => ({ label, cells })

/** A row for each group of a grouping, called as the reader knows it. */
export function rowsBy(
  sums: Sums,
  setting: Setting,
  by: By,
  cells: (place: Place) => TableRow['cells'],
  isWanted: (place: Place) => boolean = () => true
): readonly TableRow[] {
  return sums.groups(by).flatMap((group) => {
    const place = { by, group }
    if (!isWanted(place)) return []
    return [rowOf(nameOf(setting, by, group), ...cells(place))]
  })
}

/** A group as the reader knows it. */
export function nameOf({ repName }: Setting, by: By, group: Group): string {
  return by === 'rep' && group !== 0 ? repName(group as number) : groupWords(by, group)
}
