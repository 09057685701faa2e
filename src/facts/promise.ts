import { minuteIn } from './ring.ts'
import { CALLS_RING, PROMISED, PROMISES, type Row } from './row.ts'

/** A promised call counts as kept from so long before to so long after the promised instant. Assumptions. */
export const PROMISE_EARLY_HOURS = 2
export const PROMISE_LATE_HOURS = 24

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** Whether a call at this instant keeps the promise of a call at that one; both epoch milliseconds. */
export const keepsPromise = (calledAt: number, due: number): boolean =>
  calledAt >= due - PROMISE_EARLY_HOURS * HOUR && calledAt <= due + PROMISE_LATE_HOURS * HOUR

/** Whether nothing can keep it any more. */
export const isPromiseOver = (due: number, now: number): boolean => now > due + PROMISE_LATE_HOURS * HOUR

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
    else if (!isPromiseOver(due * MINUTE, nowMs)) open++
  }
  return { made: ints[PROMISED]!, kept, broken: remembered - kept - open, open }
}

function hasCallFor(row: Row, due: number): boolean {
  for (let i = 0; i < row.ints[CALLS_RING.length]!; i++) {
    if (keepsPromise(minuteIn(row.ints[CALLS_RING.start + i]!) * MINUTE, due * MINUTE)) return true
  }
  return false
}
