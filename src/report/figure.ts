import { type Kind, type Row, type RowOf } from './row.ts'

/** How a sum is read: as a number of rows, as time, as money, or as plain units such as pressure. */
export type Unit = 'rows' | 'ms' | 'cents' | 'units'

/**
 * One number of the report: which rows it counts and how, and what it is usually set against. The same function counts
 * and lists, so a number always leads to its rows.
 */
export type Figure = {
  readonly key: string
  /** In plain words, after the number: "calls that were answered". */
  readonly says: string
  readonly unit: Unit
  readonly of: readonly Kind[]
  /** How much a row counts, or whether it does. Asked only for rows of these kinds. */
  readonly counts: (row: Row) => boolean | number
  /** Key of the figure that it is a part of; null when it is a part of none. */
  readonly over: string | null
}

/** A figure over rows of one kind. */
export function figure<K extends Kind>(
  kind: K,
  key: string,
  says: string,
  over: string | null,
  counts: (row: RowOf<K>) => boolean | number,
  unit: Unit = 'rows'
): Figure {
  return { key, says, unit, of: [kind], over, counts: counts as (row: Row) => boolean | number }
}

/** A figure over rows of several kinds. */
export function figureOf(
  kinds: readonly Kind[],
  key: string,
  says: string,
  over: string | null,
  counts: (row: Row) => boolean | number,
  unit: Unit = 'rows'
): Figure {
  return { key, says, unit, of: kinds, over, counts }
}

/** How much a row of any kind counts in a figure; 0 when it does not. */
export function counted(figure: Figure, row: Row): number {
  return figure.of.includes(row.kind) ? Number(figure.counts(row)) : 0
}
