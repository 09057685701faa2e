import { OutsideError } from '../../outside-error.ts'
import { type Abilities, type Carrier, type CarrierEvents, type Order, type SeatOrder } from '../carrier.ts'
import { type Timers, machineTimers } from '../timers.ts'
import { type FarEndOf } from './far-end.ts'
import { listeners } from './line-pump.ts'
import { type Exchange, type Inside, type SimulatedCall, simulatedCall } from './simulated-call.ts'
import { type SimulatedLeg, simulatedLeg } from './simulated-leg.ts'

export type SimulatedCarrier<Truth> = Omit<Carrier, 'place' | 'seat'> & {
  readonly place: (order: Order) => Promise<SimulatedCall<Truth>>
  readonly seat: (order: SeatOrder) => Promise<SimulatedLeg>
  /** Somebody rings us, and lets it ring for so long. */
  readonly rings: (from: string | null, to: string, far: FarEndOf<Truth>, ringMs?: number) => void
  /** The network dies with every call in it, and is there again. */
  readonly die: () => void
  readonly comeBack: () => void
}

const NODE = 'simulated'
const can: Abilities = {
  ...{ dials: true, inbound: true, sound: true, earlyMedia: true, ownDetector: false, bridge: true, drop: true },
  ...{ hold: true, mute: true, keypad: true, transfer: false, record: false, survivesUs: false }
}
const IN_RING_MS = 30_000
const IN_MAX_MS = 4 * 3_600_000

/**
 * A telephone network in the process: every call runs its course by the timers it is given, and sounds. Nobody is
 * synthesised for whom nobody listens.
 */
export function simulatedCarrier<Truth>(
  farEndOf: FarEndOf<Truth>,
  timers: Timers = machineTimers
): SimulatedCarrier<Truth> {
  const legs = new Map<string, SimulatedLeg>()
  const calls = new Set<Inside<Truth>>()
  const ears = { lost: listeners<unknown>(), back: listeners<unknown>(), inbound: listeners<unknown>() }
  const exchange: Exchange = { node: NODE, timers, legOf: (id) => legs.get(id) ?? null }
  let nth = 0
  let isDead = false

  const opened = (order: Order, far: FarEndOf<Truth>): Inside<Truth> => {
    const inside = simulatedCall(`${NODE}-${++nth}`, order, far, exchange)
    calls.add(inside)
    inside.life.on('ended', () => void calls.delete(inside))
    return inside
  }
  return {
    ...{ name: NODE, can },
    async place(order) {
      if (isDead) throw new OutsideError('unreachable', 'the simulated network is dead: bring it back first')
      const { call, far } = opened(order, farEndOf)
      far.called()
      return call
    },
    async seat(order) {
      const leg = simulatedLeg(`${NODE}-leg-${++nth}`, order, NODE, timers)
      legs.set(leg.id, leg)
      leg.on('gone', () => void legs.delete(leg.id))
      return leg
    },
    rings(from, to, farEnd, ringMs = IN_RING_MS) {
      if (isDead) return
      const inside = opened({ attemptId: '', to, from, ringMs, maxMs: IN_MAX_MS }, farEnd)
      inside.life.reach('ringing')
      ears.inbound.say(inboundOf(inside, from))
      inside.far.called()
    },
    async *adopt() {
      // These people live in the process and die with it.
    },
    health: async () =>
      isDead
        ? { ok: false, detail: 'the simulated network is dead', nodes: [{ name: NODE, ok: false, detail: 'dead' }] }
        : { ok: true, detail: 'invented people, in this process', nodes: [{ name: NODE, ok: true, detail: '' }] },
    on: <E extends keyof CarrierEvents>(event: E, hear: (said: CarrierEvents[E]) => void) =>
      ears[event].add(hear as (said: unknown) => void),
    die() {
      if (isDead) return
      isDead = true
      for (const { life } of [...calls]) life.end({ outcome: 'carrier_fault', by: 'carrier' })
      ears.lost.say({ node: NODE })
    },
    comeBack() {
      if (!isDead) return
      isDead = false
      ears.back.say({ node: NODE })
    }
  }
}

/** The call of somebody who rings us. */
function inboundOf<Truth>({ call, life, far }: Inside<Truth>, from: string | null): CarrierEvents['inbound'] {
  return {
    ...call,
    ...{ attemptId: null, from },
    async answer() {
      if (!life.reach('up')) throw new Error(`the call of ${from ?? 'somebody'} is not ringing any more`)
      far.taken()
    },
    hangup: async () => void life.end({ outcome: life.state() === 'up' ? 'completed' : 'rejected', by: 'us' })
  }
}
