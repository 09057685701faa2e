/** What is read step by step: whole minutes since the epoch, the last one left out. */
export type Reading = {
  readonly from: number
  readonly until: number
  /** How many minutes are tried first. */
  readonly width: number
  /** Rows at most, except where a single minute holds more. */
  readonly most: number
}

/** Rows read at once: some tens of megabytes. */
export const MOST = 20_000
export const DAY_MINUTES = 1440

/** Reads the first minutes of a span, as many as hold few enough rows. `read` answers no more than its limit. */
export async function inSpans<R>(
  { from, until, width, most }: Reading,
  read: (from: number, until: number, limit: number | null) => Promise<readonly R[]>
): Promise<{ readonly rows: readonly R[]; readonly until: number }> {
  let to = Math.min(until, from + Math.max(1, Math.floor(width)))
  for (;;) {
    const isOne = to - from <= 1
    const rows = await read(from, to, isOne ? null : most + 1)
    if (isOne || rows.length <= most) return { rows, until: to }
    to = from + Math.max(1, Math.floor((to - from) / 2))
  }
}

/** The span that is tried after one that was read: twice as long, since it held few enough rows. */
export const widthAfter = (from: number, until: number): number => (until - from) * 2
