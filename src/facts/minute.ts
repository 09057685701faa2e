const MINUTE_MS = 60_000

/** First and last instant that the log takes, epoch milliseconds: 2000-01-01, and the last that fits 26 bits of minutes (2097). */
export const AT_MIN = 946_684_800_000
export const AT_MAX = (2 ** 26 - 1) * MINUTE_MS

/**
 * Minute since the epoch in which an instant has passed, rounded up: an age counted from it is never longer than the
 * true one, so a cap of "in 24 hours" is never looser than it says. Fails on what the log cannot hold.
 */
export function minuteOf(at: number): number {
  if (!(at >= AT_MIN && at <= AT_MAX && Math.floor(at) === at))
    throw new Error(`instant ${at} is no whole epoch millisecond from 2000 to 2097: check the entry where it was read`)
  return Math.ceil(at / MINUTE_MS)
}

/** Whole minutes gone at an instant, rounded down. */
export function minutesGone(nowMs: number): number {
  return Math.floor(nowMs / MINUTE_MS)
}
