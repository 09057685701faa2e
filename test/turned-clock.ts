import { type Timers } from '../src/shell/telephony/timers.ts'

/** A clock that is turned by hand: what falls due on the way happens in its order, and nothing waits. */
export type TurnedClock = Timers & { readonly turn: (ms: number) => void; readonly pending: () => number }

export function turnedClock(start = 0): TurnedClock {
  let now = start
  let placed = 0
  let waiting: { readonly at: number; readonly nth: number; readonly act: () => void }[] = []
  return {
    now: () => now,
    after(ms, act) {
      const timer = { at: now + Math.max(0, ms), nth: placed++, act }
      waiting.push(timer)
      return () => void (waiting = waiting.filter((each) => each !== timer))
    },
    turn(ms) {
      const until = now + ms
      for (;;) {
        const due = waiting.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at || a.nth - b.nth)[0]
        if (due === undefined) break
        waiting = waiting.filter((each) => each !== due)
        now = due.at
        due.act()
      }
      now = until
    },
    pending: () => waiting.length
  }
}
