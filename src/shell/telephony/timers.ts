import { type Off } from './carrier.ts'

/** A clock that also wakes: that of the machine, or in a test one that is turned by hand. */
export type Timers = {
  /** Epoch milliseconds. */
  readonly now: () => number
  readonly after: (ms: number, act: () => void) => Off
}

export const machineTimers: Timers = {
  now: Date.now,
  after(ms, act) {
    const timer = setTimeout(act, ms)
    return () => clearTimeout(timer)
  }
}
