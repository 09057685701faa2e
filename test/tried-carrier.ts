import { expect } from 'vitest'
import {
  type Call,
  type CallEvents,
  type Carrier,
  type Ended,
  type InboundCall,
  type Order,
  type RepLeg,
  type SeatOrder,
  type Sound,
  callStates
} from '../src/shell/telephony/carrier.ts'

/** What a carrier is tried against: numbers that behave as asked, and the sound at the other ends. */

/** How a number behaves when it is called. */
export type Behaviour = {
  /** Sound before the answer (183 with media), from the first instant on; null where there is ringing alone. */
  readonly early: Uint8Array | null
  /** It rings for so long before what comes then. */
  readonly ringMs: number
  readonly then:
    /** It says so much, from the answer on, and is silent then; it hangs up so long after the answer, if ever. */
    | { readonly kind: 'answers'; readonly says: Uint8Array; readonly staysMs: number | null }
    /** In SIP: 486, 603, 404, 607, 503, 302. */
    | { readonly kind: 'refuses'; readonly how: Refusal }
    /** It rings until it is given up. */
    | { readonly kind: 'never' }
}
export type Refusal = 'busy' | 'rejected' | 'vacant' | 'blocked' | 'congestion' | 'redirected'

/** A number of the network, with its telephone. A call to it is over once this says so, whoever ended it. */
export type FarLine = {
  readonly to: string
  /** `idle` until it is called. */
  readonly state: () => 'idle' | 'ringing' | 'up' | 'over'
  /** Everything that it has heard since the answer, µ-law, in the order of its arrival; gaps are left out. */
  readonly heard: () => Uint8Array
  readonly digits: () => string
  /** Says something now, over whatever it was saying. */
  readonly says: (sound: Uint8Array) => void
  readonly hangup: () => Promise<void>
}

/** The telephone of a rep, for a carrier that bridges. */
export type RepPhone = {
  /** How it is brought onto the carrier. */
  readonly order: SeatOrder
  readonly heard: () => Uint8Array
  readonly says: (sound: Uint8Array) => void
  /** The rep closes the page, or puts the receiver down. */
  readonly leave: () => Promise<void>
}

export type TestNetwork = {
  /** A number that nobody has called yet. */
  readonly line: (behaves: Behaviour) => FarLine
  /** Lets so much time pass: a clock that is turned, or a real wait. */
  readonly wait: (ms: number) => Promise<void>
  /** A number that leads nowhere: nothing answers the carrier at all. Null where there is no such thing. */
  readonly nowhere: (() => string) | null
  /** Somebody rings us; null for a carrier that does not claim `inbound`. */
  readonly rings: ((from: string, says: Uint8Array) => Promise<FarLine>) | null
  /** A rep’s telephone that is ready to be seated; null for a carrier that does not claim `bridge`. */
  readonly rep: (() => Promise<RepPhone>) | null
  /** What carries the calls dies, and comes back; null where nothing can. */
  readonly death: { readonly die: () => Promise<void>; readonly comeBack: () => Promise<void> } | null
  /** Our process dies, without a word to anybody, and starts again: `carrier()` is a new one then. */
  readonly rebirth: (() => Promise<void>) | null
}

/** A carrier on its network. Times may be off by `slackMs`; it is as small as the machine and the protocol allow. */
export type Tried = AsyncDisposable & {
  readonly carrier: () => Carrier
  readonly network: TestNetwork
  readonly slackMs: number
}

export const answers = (says: Uint8Array, staysMs: number | null = null, ringMs = 100): Behaviour => ({
  ...{ early: null, ringMs, then: { kind: 'answers', says, staysMs } }
})
export const refuses = (how: Refusal, early: Uint8Array | null = null, ringMs = 100): Behaviour => ({
  ...{ early, ringMs, then: { kind: 'refuses', how } }
})
export const never: Behaviour = { early: null, ringMs: 0, then: { kind: 'never' } }

/** A call with everything that was said of it; what may never happen is checked as it happens. */
export type Watched = {
  readonly call: Call
  readonly states: readonly string[]
  readonly sounds: readonly CallEvents['sound'][]
  readonly played: readonly CallEvents['played'][]
  readonly digits: () => string
  readonly ends: readonly Ended[]
  /** What was heard of the callee: since the answer, or before it. */
  readonly heard: (isEarly: boolean) => Uint8Array
}

export type Bench = Tried & {
  readonly place: (to: string, order?: Partial<Order>) => Promise<Watched>
  readonly watch: (call: Call) => Watched
  /** Waits until it is so; fails in words where it is not within the time, which is that of the network. */
  readonly until: (what: string, isSo: () => boolean, withinMs?: number) => Promise<void>
  readonly ended: (watched: Watched, withinMs?: number) => Promise<Ended>
  readonly up: (to: string, order?: Partial<Order>) => Promise<Watched>
  readonly seated: () => Promise<{ readonly leg: RepLeg; readonly phone: RepPhone }>
  readonly settled: <T>(what: string, promise: Promise<T>, withinMs?: number) => Promise<T>
}

let attempts = 0

export function bench(tried: Tried): Bench {
  const { network } = tried
  const until: Bench['until'] = async (what, isSo, withinMs = 3_000) => {
    for (let waited = 0; !isSo(); waited += 20) {
      if (waited > withinMs + tried.slackMs) expect.fail(`${what}: not within ${withinMs} ms`)
      await network.wait(20)
    }
  }
  const settled: Bench['settled'] = async (what, promise, withinMs) => {
    let isSettled = false
    const done = (): void => void (isSettled = true)
    promise.then(done, done)
    await until(what, () => isSettled, withinMs)
    return await promise
  }
  const place: Bench['place'] = async (to, order) => {
    const attemptId = `${Date.now()}-${++attempts}`
    const placing = tried
      .carrier()
      .place({ attemptId, to, from: '+12125550100', ringMs: 5_000, maxMs: 60_000, ...order })
    const call = await settled('the call is placed', placing)
    expect(call).toMatchObject({ attemptId: order?.attemptId ?? attemptId, to })
    return watch(call)
  }
  const ended: Bench['ended'] = async ({ ends }, withinMs) => {
    await until('the call ends', () => ends.length > 0, withinMs)
    // Nothing may follow, and another end least of all.
    await network.wait(100)
    expect(ends).toHaveLength(1)
    return ends[0]!
  }
  return {
    ...tried,
    ...{ until, place, watch, ended, settled },
    async up(to, order) {
      const watched = await place(to, order)
      await until('the call is answered', () => watched.call.state() === 'up')
      return watched
    },
    async seated() {
      const phone = await network.rep!()
      const leg = await settled('the rep is seated', tried.carrier().seat(phone.order))
      expect(leg.isUp()).toBe(true)
      return { leg, phone }
    },
    [Symbol.asyncDispose]: () => tried[Symbol.asyncDispose]()
  }
}

function watch(call: Call): Watched {
  const states: string[] = [call.state()]
  const [sounds, played, ends, digits] = [[], [], [], []] as [
    CallEvents['sound'][],
    CallEvents['played'][],
    Ended[],
    string[]
  ]
  const living = (what: string): void => {
    if (ends.length > 0) expect.fail(`${what} came after the end of the call`)
  }
  call.on('state', ({ state }) => {
    living(`state ${state}`)
    if (callStates.indexOf(state) <= callStates.indexOf(states.at(-1) as never))
      expect.fail(`a call went from ${states.at(-1)} to ${state}`)
    states.push(state)
  })
  call.on('sound', (sound) => {
    living('sound')
    const last = sounds.at(-1)
    if (last !== undefined && sound.seq <= last.seq) expect.fail(`frame ${sound.seq} came after ${last.seq}`)
    sounds.push(sound)
  })
  call.on('digit', ({ digit }) => digits.push(digit))
  call.on('played', (said) => {
    living('progress of a drop')
    played.push(said)
  })
  call.on('ended', (said) => ends.push(said))
  return {
    ...{ call, states, sounds, played, ends },
    digits: () => digits.join(''),
    heard: (isEarly) => {
      const frames = sounds.filter((sound) => sound.isEarly === isEarly).map(({ ulaw }) => ulaw)
      return Uint8Array.from(frames.flatMap((frame) => [...frame]))
    }
  }
}

export const ulaw = (sound: Uint8Array): Sound => ({ kind: 'ulaw', ulaw: sound })

/** The next call that comes in. */
export async function comesIn(tried: Bench, ring: () => Promise<FarLine>): Promise<readonly [InboundCall, FarLine]> {
  const calls: InboundCall[] = []
  const off = tried.carrier().on('inbound', (call) => calls.push(call))
  const line = await tried.settled('somebody rings us', ring())
  await tried.until('the call comes in', () => calls.length > 0)
  off()
  return [calls[0]!, line]
}
