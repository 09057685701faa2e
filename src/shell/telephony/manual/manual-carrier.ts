import { type Abilities, type Call, type Carrier, type Ended, type Order } from '../carrier.ts'
import { callLife } from '../call-life.ts'
import { noSeats, refusals } from '../refusals.ts'
import { type Timers, machineTimers } from '../timers.ts'

/** A call on the rep’s own telephone: nobody but the rep knows what becomes of it, so the rep’s keys say it. */
export type ManualCall = Call & {
  /** Somebody or something has answered. */
  readonly answered: () => void
  /** It is over, and how. */
  readonly over: (outcome: Ended['outcome'], by: 'us' | 'them') => void
}
export type ManualCarrier = Omit<Carrier, 'place'> & { readonly place: (order: Order) => Promise<ManualCall> }

const can: Abilities = {
  ...{ dials: false, sound: false, earlyMedia: false, ownDetector: false, bridge: false, drop: false },
  ...{ inbound: false },
  ...{ hold: false, mute: false, keypad: false, transfer: false, record: false, survivesUs: true }
}

/**
 * The rep’s own telephone. `place` shows the number and the rep dials it; holding, muting and keys are done on that
 * telephone. A call goes on when we die, and nothing tells us of it: the rep is asked at the next start.
 */
export function manualCarrier(show: (number: string) => void, timers: Timers = machineTimers): ManualCarrier {
  let placed = 0
  return {
    name: 'manual',
    can,
    async place(order) {
      const life = callLife(order, timers)
      show(order.to)
      life.reach('ringing')
      return {
        ...refusals('manual'),
        ...{
          id: `manual-${++placed}`,
          attemptId: order.attemptId,
          to: order.to,
          node: 'manual',
          state: life.state,
          on: life.on
        },
        answered: () => void life.reach('up'),
        over: (outcome, by) => void life.end({ outcome, by }),
        hangup: async () => void life.end({ outcome: life.state() === 'up' ? 'completed' : 'cancelled', by: 'us' })
      }
    },
    seat: noSeats('manual'),
    async *adopt() {
      // Nobody but the rep knows of a call on their own telephone.
    },
    health: async () => ({ ok: true, detail: 'the rep dials on a telephone of their own', nodes: [] }),
    on: () => () => undefined
  }
}
