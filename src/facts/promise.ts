import { minuteIn } from './ring.ts'
import { CALLS_RING, PROMISED, PROMISES, type Row } from './row.ts'

/** A promised call counts as kept when it comes this much before or after: what is promised is a day. Assumption. */
export const PROMISE_TOLERANCE_HOURS = 12

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
  const tolerance = PROMISE_TOLERANCE_HOURS * 60
  let kept = 0
  let open = 0
  const remembered = ints[PROMISES.length]!
  for (let i = 0; i < remembered; i++) {
    const due = minuteIn(ints[PROMISES.start + i]!)
    if (hasCallNear(row, due, tolerance)) kept++
    else if (nowMs / 60_000 <= due + tolerance) open++
  }
  return { made: ints[PROMISED]!, kept, broken: remembered - kept - open, open }
}

function hasCallNear(row: Row, due: number, tolerance: number): boolean {
  for (let i = 0; i < row.ints[CALLS_RING.length]!; i++)
    if (Math.abs(minuteIn(row.ints[CALLS_RING.start + i]!) - due) <= tolerance) return true
  return false
}
