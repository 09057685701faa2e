import { type Shown } from './cell.ts'

/** The highest and the lowest of some shares that rest on enough rows, and whether their bands lie apart. */
export type Compared = { readonly best: Shown; readonly worst: Shown; readonly isApart: boolean }

/** Null where fewer than two can be compared. */
export function compared(shares: readonly Shown[]): Compared | null {
  const known = shares.filter(({ isSmall, value }) => !isSmall && value !== null)
  const [worst, ...rest] = known.toSorted((a, b) => a.value! - b.value!)
  const best = rest.at(-1)
  if (worst === undefined || best === undefined) return null
  return { best, worst, isApart: (best.low ?? 0) > (worst.high ?? 1) }
}

/** To be said wherever the best of several is named. */
export const BEST_OF_SEVERAL = 'The best of several looks better than it is, since luck chose it too.'
