import { minuteIn } from './ring.ts'
import { CALLS_RING, PROMISED, PROMISES, type Row } from './row.ts'

/** A promised call counts as kept from so long before to so long after the promised instant. Assumptions. */
export const PROMISE_EARLY_HOURS = 2
export const PROMISE_LATE_HOURS = 24

/** Promises to call again (003-18): all ever made, and what became of the last four. */
export type Promises = {
  readonly made: number
  readonly kept: number
  readonly broken: number
  /** Not due yet. */
  readonly open: number
}

/** How we keep our word with a person at an instant. Beyond the last 32 calls a kept promise is not remembered. */
export function promises(row: Row, nowMs: number): Promises {
  const { ints } = row
  let kept = 0
  let open = 0
  const remembered = ints[PROMISES.length]!
  for (let i = 0; i < remembered; i++) {
    const due = minuteIn(ints[PROMISES.start + i]!)
    if (hasCallFor(row, due)) kept++
    else if (nowMs / 60_000 <= due + PROMISE_LATE_HOURS * 60) open++
  }
  return { made: ints[PROMISED]!, kept, broken: remembered - kept - open, open }
}

function hasCallFor(row: Row, due: number): boolean {
  for (let i = 0; i < row.ints[CALLS_RING.length]!; i++) {
    const late = minuteIn(row.ints[CALLS_RING.start + i]!) - due
    if (late >= -PROMISE_EARLY_HOURS * 60 && late <= PROMISE_LATE_HOURS * 60) return true
  }
  return false
}
