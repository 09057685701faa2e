/** One line of the table that `npm run bench` ends with. */
export type Figure = {
  readonly name: string
  readonly figure: number
  readonly unit: string
  /** What the same machine did without our logic, in the same run and unit; null where nothing of the kind exists. */
  readonly limit: number | null
  /** Of the limit, or against it: as the budget counts it. */
  readonly ratio: number | null
  readonly budget: string | null
  /** Null where no budget was set. */
  readonly isMet: boolean | null
}

/** Kept apart from what people read: this line alone begins like that. */
export const FIGURES = '#figures '

/**
 * Hands figures over to whoever runs all benches and asks for them by BENCH_FIGURES; otherwise says nothing. A missed
 * budget is the exit code of the bench.
 */
export function handOver(figures: readonly Figure[]): void {
  if (figures.some(({ isMet }) => isMet === false)) process.exitCode = 1
  if (process.env['BENCH_FIGURES'] !== undefined) console.log(FIGURES + JSON.stringify(figures))
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN
}
