import { carrierConformance } from '../../../../test/carrier-conformance.ts'
import { silence } from '../../../../test/phone-sound.ts'
import {
  type Behaviour,
  type FarLine,
  type Refusal,
  type RepPhone,
  type Tried
} from '../../../../test/tried-carrier.ts'
import { turnedClock } from '../../../../test/turned-clock.ts'
import { type Carrier, type Ended, type Order, type SeatOrder } from '../carrier.ts'
import { type FarEnd, type FarSide } from './far-end.ts'
import { simulatedCarrier } from './simulated-carrier.ts'
import { type SimulatedLeg } from './simulated-leg.ts'

/** The network in the process with numbers that behave as a test says, instead of invented people. */
async function inTheProcess(): Promise<Tried> {
  const clock = turnedClock(1_700_000_000_000)
  const lines = new Map<string, Telephone>()
  const simulated = simulatedCarrier((order: Order, side) => {
    const telephone = lines.get(order.to) ?? lines.get(order.from ?? '')!
    return telephone.plugIn(side)
  }, clock)
  const legs = new Map<string, SimulatedLeg>()
  const carrier: Carrier = {
    ...simulated,
    async seat(order: SeatOrder) {
      const leg = await simulated.seat(order)
      legs.set(order.rep, leg)
      leg.hears((frame) => heardBy.get(order.rep)!.push(frame))
      return leg
    }
  }
  const heardBy = new Map<string, Uint8Array[]>()
  let numbers = 0
  const number = (): string =>
    `+1${String(201 + Math.floor(numbers / 100))}55501${String(numbers++ % 100).padStart(2, '0')}`
  const line = (behaves: Behaviour): FarLine => {
    const to = number()
    const placed = telephone(to, behaves)
    lines.set(to, placed)
    return placed
  }
  return {
    ...{ carrier: () => carrier, slackMs: 20 },
    network: {
      line,
      nowhere: null,
      async wait(ms) {
        clock.turn(ms)
        await new Promise(setImmediate)
      },
      async rings(from, says) {
        const ringing = telephone(
          from,
          { early: null, ringMs: 0, then: { kind: 'answers', says, staysMs: null } },
          true
        )
        lines.set(from, ringing)
        simulated.rings(from, '+12125550199', (_order, side) => ringing.plugIn(side))
        return ringing
      },
      async rep(): Promise<RepPhone> {
        const rep = `rep${heardBy.size + 1}`
        const heard: Uint8Array[] = []
        heardBy.set(rep, heard)
        return {
          order: { rep, at: { kind: 'softphone', name: rep } },
          heard: () => Buffer.concat(heard),
          says: (sound) => legs.get(rep)!.says(() => sound),
          leave: async () => legs.get(rep)!.hangup()
        }
      },
      death: { die: async () => simulated.die(), comeBack: async () => simulated.comeBack() },
      rebirth: null
    },
    [Symbol.asyncDispose]: async () => undefined
  }
}

/** Until the network has found them. */
const FOUND_MS = 60

type Telephone = FarLine & { readonly plugIn: (side: FarSide) => FarEnd<null> }

function telephone(to: string, { early, ringMs, then }: Behaviour, isCalling = false): Telephone {
  const heard: Uint8Array[] = []
  let digits = ''
  let state: ReturnType<FarLine['state']> = 'idle'
  let side: FarSide | null = null
  const far: FarEnd<null> = {
    called() {
      state = 'ringing'
      if (isCalling) return
      side!.later(FOUND_MS, () => (early === null ? side!.rings() : side!.early(() => early)))
      if (then.kind === 'never') return
      side!.later(FOUND_MS + ringMs, () => {
        if (then.kind === 'refuses') return side!.ends(outcomes[then.how], 'carrier')
        side!.answers()
        far.taken()
        if (then.staysMs !== null) side!.later(then.staysMs, () => side!.ends('completed', 'them'))
      })
    },
    taken() {
      state = 'up'
      if (then.kind === 'answers') side!.says(() => then.says)
    },
    ...{ spoken: () => undefined, quiet: () => undefined, truth: () => null },
    hears: (frame) => void heard.push(frame),
    pressed: (keys) => void (digits += keys),
    over: () => void (state = 'over')
  }
  return {
    ...{
      to,
      state: () => state,
      heard: () => (heard.length === 0 ? silence(0) : Buffer.concat(heard)),
      digits: () => digits
    },
    says: (sound) => side?.says(() => sound),
    hangup: async () => side?.ends(state === 'up' ? 'completed' : 'cancelled', 'them'),
    plugIn: (plugged) => {
      side = plugged
      return far
    }
  }
}

const outcomes: Readonly<Record<Refusal, Ended['outcome']>> = {
  ...{ busy: 'busy', rejected: 'rejected', vacant: 'invalid_number', blocked: 'blocked' },
  ...{ congestion: 'carrier_fault', redirected: 'redirected' }
}

carrierConformance('simulated', inTheProcess)
