import { type Call, type CallEvents, type CallState, type Ended, type Off, type Order, callStates } from './carrier.ts'
import { type Timers } from './timers.ts'

/** A call from the inside, for the carrier that tells its story. */
export type CallLife = {
  readonly state: () => CallState
  readonly on: Call['on']
  /** Goes forward to a state; false, and nothing happens, where the call is there or past it. */
  readonly reach: (state: Exclude<CallState, 'ended'>) => boolean
  readonly tell: <E extends Exclude<keyof CallEvents, 'state' | 'ended'>>(event: E, said: CallEvents[E]) => void
  /** The one end of the call; false where it has ended already. */
  readonly end: (how: Pick<Ended, 'outcome' | 'by'> & Partial<Pick<Ended, 'sip' | 'q850'>>) => boolean
  /** Does something later, unless the call has ended by then. */
  readonly later: (ms: number, act: () => void) => void
}

/**
 * The life of one call: states only go forward, `ended` comes exactly once and nothing after it, and a watchdog ends
 * whatever nobody ends. Whoever begins to listen late to a call that is over hears of its end all the same.
 */
export function callLife({ ringMs, maxMs }: Pick<Order, 'ringMs' | 'maxMs'>, timers: Timers): CallLife {
  const ears = new Map<keyof CallEvents, Set<(said: never) => void>>()
  const waiting = new Set<Off>()
  let state: CallState = 'dialling'
  let answeredAtMs: number | null = null
  let ended: Ended | null = null

  const say = <E extends keyof CallEvents>(event: E, said: CallEvents[E]): void => {
    for (const hear of [...(ears.get(event) ?? [])]) (hear as (said: CallEvents[E]) => void)(said)
  }
  const end: CallLife['end'] = (how) => {
    if (ended !== null) return false
    const endedAtMs = timers.now()
    ended = { ...how, answeredAtMs, endedAtMs }
    state = 'ended'
    for (const off of waiting) off()
    waiting.clear()
    say('state', { state, atMs: endedAtMs })
    say('ended', ended)
    ears.clear()
    return true
  }
  const later: CallLife['later'] = (ms, act) => {
    if (ended !== null) return
    const off = timers.after(ms, () => {
      waiting.delete(off)
      if (ended === null) act()
    })
    waiting.add(off)
  }
  later(ringMs, () => void (answeredAtMs === null && end({ outcome: 'no_answer', by: 'timeout' })))
  later(maxMs, () => void end({ outcome: answeredAtMs === null ? 'unknown' : 'completed', by: 'timeout' }))
  return {
    state: () => state,
    on(event, hear) {
      if (ended !== null) {
        if (event === 'ended') (hear as (said: Ended) => void)(ended)
        return () => undefined
      }
      const there = ears.get(event) ?? new Set()
      ears.set(event, there.add(hear as (said: never) => void))
      return () => void there.delete(hear as (said: never) => void)
    },
    reach(next) {
      if (callStates.indexOf(next) <= callStates.indexOf(state)) return false
      state = next
      if (next === 'up') answeredAtMs = timers.now()
      say('state', { state, atMs: timers.now() })
      return true
    },
    tell(event, said) {
      if (ended === null) say(event, said)
    },
    end,
    later
  }
}
