import { type Unit } from './figure.ts'
import { type By, type Group } from './grouping.ts'
import { type Interval, exact, wilson } from '../evidence/interval.ts'
import { type Sums } from './sums.ts'

/** Below so many rows a share says more than it knows: the counts are shown instead, in grey. Assumption. */
export const SMALL = 30

/**
 * A number with everything that a reader may ask of it: which rows it counts, out of which, and between what bounds
 * the truth probably lies.
 */
export type Shown = {
  readonly kind: 'number'
  /** `count` a sum; `share` a part with its band; `ratio` one sum over another. */
  readonly form: 'count' | 'share' | 'ratio'
  readonly key: string
  readonly over: string | null
  readonly by: By
  readonly group: Group
  /** The sum that the rows of `key` make. */
  readonly count: number
  /** The sum of `over`; null with `count`. */
  readonly of: number | null
  /** What is shown; null where there is nothing to divide by. */
  readonly value: number | null
  readonly low: number | null
  readonly high: number | null
  readonly unit: CellUnit
  readonly isSmall: boolean
}
export type CellUnit = Unit | 'share' | 'minutes' | 'seconds' | 'times'
/** `value` is what a spreadsheet gets of words that say a number; no rows stand behind it. */
export type Cell = Shown | { readonly kind: 'words'; readonly words: string; readonly value: Worked | null }
export type Worked = { readonly number: number; readonly unit: string }

export const words = (text: string, value: Worked | null = null): Cell => ({ kind: 'words', words: text, value })

/** A place in the sums: a grouping and one of its groups. */
export type Place = { readonly by: By; readonly group: Group }
const ALL: Place = { by: 'none', group: 'all' }

/** A sum as it is. */
export function count(sums: Sums, key: string, { by, group }: Place = ALL): Shown {
  const value = sums.value(key, by, group)
  const { unit } = sums.figure(key)
  return {
    ...{ kind: 'number', form: 'count', key, over: null, by, group, count: value, of: null, value },
    ...{ low: null, high: null, unit, isSmall: false }
  }
}

/** A part of a whole, each row being in it or not. Over what the figure itself names, unless said otherwise. */
export function share(
  sums: Sums,
  key: string,
  place: Place = ALL,
  over: string | null = sums.figure(key).over,
  band: (count: number, of: number) => Interval | null = wilson
): Shown {
  if (over === null) throw new Error(`${key} is a share of nothing: say of what`)
  const { by, group } = place
  const part = sums.value(key, by, group)
  const of = sums.value(over, by, group)
  // A whole is all of itself, and there is nothing to doubt in it.
  const interval = key === over ? null : band(part, of)
  return {
    ...{ kind: 'number', form: 'share', key, over, by, group, count: part, of },
    ...{ value: of === 0 ? null : part / of, low: interval?.low ?? null, high: interval?.high ?? null },
    ...{ unit: 'share', isSmall: of < SMALL }
  }
}

/** For rare things: the exact band (002-10). */
export const rareShare = (sums: Sums, key: string, place: Place = ALL, over?: string): Shown =>
  share(sums, key, place, over ?? sums.figure(key).over, exact)

/** One sum over another, such as minutes for each callback; `scale` turns the quotient into the unit. */
export function ratio(sums: Sums, key: string, over: string, unit: CellUnit, place: Place = ALL, scale = 1): Shown {
  const { by, group } = place
  const part = sums.value(key, by, group)
  const of = sums.value(over, by, group)
  return {
    ...{ kind: 'number', form: 'ratio', key, over, by, group, count: part, of },
    ...{ value: of === 0 ? null : (part / of) * scale, low: null, high: null, unit, isSmall: of < SMALL }
  }
}
