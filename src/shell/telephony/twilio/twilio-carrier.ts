import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { OutsideError } from '../../outside-error.ts'
import {
  type Abilities,
  type Call,
  type Carrier,
  type CarrierEvents,
  type InboundCall,
  type Order,
  type RepLeg,
  type SeatOrder,
  type Sound
} from '../carrier.ts'
import { type Timers, machineTimers } from '../timers.ts'
import { type CallParts, type TwilioCall, twilioCall } from './twilio-call.ts'
import { openFront } from './twilio-front.ts'
import { type TwilioAccount, TwilioRefusal, type TwilioRest, twilioRest } from './twilio-rest.ts'
import { refuse, ringOn, streamTo } from './twiml.ts'

export type TwilioWish = TwilioAccount & {
  /** A number of the account, E.164: shown where an order names none. */
  readonly from: string
  readonly publicUrl: string
  readonly host: string
  readonly port: number
  /** How often Twilio is asked whether it is there. */
  readonly watchMs?: number
}

const can: Abilities = {
  ...{ dials: true, inbound: true, sound: true, earlyMedia: false, ownDetector: false, bridge: true, drop: true },
  ...{ hold: true, mute: true, keypad: true, transfer: true, record: false, survivesUs: false }
}
const WATCH_MS = 30_000
/** A rep’s telephone is given so long to be picked up. */
const SEAT_MS = 45_000
const SHIFT_MS = 12 * 3_600_000
const INBOUND_MS = 4 * 3_600_000
/** Twilio waits 15 s for an answer to its question; it is asked again before that. */
const HOLD_MS = 10_000
/** News of so many calls that nobody knows is kept; it is of calls whose id is still on its way to us. */
const EARLY_MAX = 1_000
/** What Twilio says of a number that nobody can be called on (its error codes 13223, 13224, 21211, 21214, 21217). */
const noNumber = new Set([13_223, 13_224, 21_211, 21_214, 21_217])

/**
 * Twilio: calls by its interface, what becomes of them by signed webhooks, sound both ways by media streams. A rep’s leg is
 * a call to their telephone; it and the callee are put together here. Sound begins with the answer, and a call ends when we do.
 */
export async function twilioCarrier(
  wish: TwilioWish,
  timers: Timers = machineTimers
): Promise<Carrier & AsyncDisposable> {
  const rest = twilioRest(wish)
  const calls = new Map<string, TwilioCall>()
  const tokens = new Map<string, string>()
  const legs = new Map<string, TwilioCall>()
  const ringing = new Map<string, Ringing>()
  const ears = eventEars()
  // News of a call may come before the answer that names it.
  const early = new Map<string, ReadonlyMap<string, string>[]>()
  const keepEarly = (sid: string, fields: ReadonlyMap<string, string>): void => {
    if (early.size >= EARLY_MAX) early.delete(early.keys().next().value!)
    early.set(sid, [...(early.get(sid) ?? []), fields].slice(-statusEvents.length))
  }
  const front = await openFront(wish, {
    status(fields) {
      const sid = fields.get('CallSid') ?? ''
      // Of a call that comes in, any news but its ringing means that they have given up, or that it was taken.
      if (fields.get('CallStatus') !== 'ringing') ringing.get(sid)?.gaveUp()
      const call = calls.get(sid)
      if (call !== undefined) call.status(fields)
      else keepEarly(sid, fields)
    },
    voice: async (fields) => await rings(fields),
    stream(socket, start) {
      const sid = tokens.get(start.token)
      const call = sid === undefined ? undefined : calls.get(sid)
      if (call === undefined || start.callSid !== sid) return false
      tokens.delete(start.token)
      call.stream(socket, start)
      return true
    }
  })
  const parts: CallParts = { rest, timers, read: bytesOf, legOf: (id) => legs.get(id) ?? null }
  const watch = watchTwilio(rest, wish.watchMs ?? WATCH_MS, timers, (event) => {
    for (const call of calls.values()) call.doubt(event === 'lost')
    ears.say(event, { node: 'twilio' })
  })

  const known = (sid: string, order: Pick<Order, 'attemptId' | 'to' | 'ringMs' | 'maxMs'>): TwilioCall => {
    const call = twilioCall(sid, order, parts)
    calls.set(sid, call)
    call.life.on('ended', () => {
      calls.delete(sid)
      for (const [token, each] of tokens) if (each === sid) tokens.delete(token)
    })
    call.doubt(watch.isLost())
    for (const fields of early.get(sid) ?? []) call.status(fields)
    early.delete(sid)
    return call
  }
  const newToken = (): string => randomBytes(24).toString('base64url')
  const create = async (order: Order, from: string): Promise<TwilioCall> => {
    const token = newToken()
    try {
      const sid = await rest.create([
        ...([
          ['To', order.to],
          ['From', from],
          ['Twiml', streamTo(front.mediaUrl, token)]
        ] as const),
        ...([
          ['Timeout', seconds(order.ringMs)],
          ['TimeLimit', seconds(order.maxMs)]
        ] as const),
        ...([
          ['StatusCallback', front.statusUrl],
          ['StatusCallbackMethod', 'POST']
        ] as const),
        ...statusEvents.map((event) => ['StatusCallbackEvent', event] as const)
      ])
      tokens.set(token, sid)
      return known(sid, order)
    } catch (error) {
      if (!(error instanceof TwilioRefusal)) {
        watch.look()
        throw error
      }
      if (error.code === null || !noNumber.has(error.code))
        throw new OutsideError('failed', error.message, { cause: error })
      const call = known(`refused-${token}`, order)
      timers.after(0, () => void call.life.end({ outcome: 'invalid_number', by: 'carrier' }))
      return call
    }
  }

  const rings = async (fields: ReadonlyMap<string, string>): Promise<string> => {
    const sid = fields.get('CallSid') ?? ''
    const there = ringing.get(sid)
    if (there !== undefined) return await there.decided()
    const ring = ringingCall(sid, fields)
    ringing.set(sid, ring)
    ring.call.on('ended', () => void ringing.delete(sid))
    ears.say('inbound', ring.call)
    return await ring.decided()
  }

  /** A call that came in: it rings until somebody here decides. */
  const ringingCall = (sid: string, fields: ReadonlyMap<string, string>): Ringing => {
    const order = { attemptId: sid, to: fields.get('To') ?? '', ringMs: INBOUND_MS, maxMs: INBOUND_MS }
    const line = known(sid, order)
    line.life.reach('ringing')
    let twiml: string | null = null
    let decide: () => void = () => undefined
    const decision = new Promise<void>((done) => (decide = done))
    const from = fields.get('From') ?? ''
    const call: InboundCall = {
      ...line.call,
      ...{ attemptId: null, from: /^\+\d{5,15}$/.test(from) ? from : null },
      async answer() {
        const token = newToken()
        tokens.set(token, sid)
        twiml ??= streamTo(front.mediaUrl, token)
        decide()
        await reached(line, 'up', timers)
      },
      async hangup(why) {
        if (line.life.state() === 'up') return await line.call.hangup(why)
        twiml = refuse
        decide()
        line.life.end({ outcome: 'rejected', by: 'us' })
      }
    }
    return {
      call,
      gaveUp: () => {
        decide()
        if (line.life.state() === 'ringing' && twiml === null) line.life.end({ outcome: 'cancelled', by: 'them' })
      },
      async decided() {
        await Promise.race([decision, new Promise<void>((done) => void timers.after(HOLD_MS, done))])
        return twiml ?? ringOn(front.voiceUrl)
      }
    }
  }

  return {
    ...{ name: 'twilio', can, on: ears.on },
    place: async (order) => (await create(order, order.from ?? wish.from)).call,
    async seat(order) {
      const to = telephoneOf(order)
      const leg = await create(
        { attemptId: `seat-${order.rep}`, to, from: null, ringMs: SEAT_MS, maxMs: SHIFT_MS },
        wish.from
      )
      await reached(leg, 'up', timers)
      legs.set(leg.call.id, leg)
      leg.life.on('ended', () => void legs.delete(leg.call.id))
      return repLeg(order.rep, leg)
    },
    async *adopt() {
      // The sound of a call is a socket of ours: when we die, Twilio ends it.
    },
    async health() {
      const detail = await watch.look()
      return { ...detail, nodes: [{ name: 'twilio', ...detail }] }
    },
    async [Symbol.asyncDispose]() {
      watch.stop()
      await Promise.allSettled([...calls.values()].map(({ call }) => call.hangup('shutdown')))
      await front[Symbol.asyncDispose]()
    }
  }
}

type Ringing = {
  readonly call: InboundCall
  readonly gaveUp: () => void
  readonly decided: () => Promise<string>
}

const statusEvents = ['initiated', 'ringing', 'answered', 'completed'] as const
/** Twilio counts in seconds, 600 for ringing at the most, and at least one. */
const seconds = (ms: number): string => String(Math.max(1, Math.ceil(ms / 1_000)))

async function bytesOf(sound: Sound): Promise<Uint8Array> {
  return sound.kind === 'ulaw' ? sound.ulaw : new Uint8Array(await readFile(sound.path))
}

function telephoneOf({ at }: SeatOrder): string {
  if (at.kind === 'telephone') return at.to
  throw new Error('Twilio brings a rep in by their telephone: give its number; a softphone needs an Asterisk')
}

function repLeg(rep: string, { call, life }: TwilioCall): RepLeg {
  return {
    ...{ id: call.id, rep, node: 'twilio', isUp: () => life.state() === 'up', hangup: () => call.hangup('rep') },
    on: (_, hear) => life.on('ended', ({ endedAtMs }) => hear({ atMs: endedAtMs }))
  }
}

/** Settles when a call gets there; throws when it ends before. */
function reached(
  { call, life }: TwilioCall,
  wanted: Call['state'] extends () => infer S ? S : never,
  timers: Timers
): Promise<void> {
  return new Promise((done, fail) => {
    if (life.state() === wanted) return done()
    life.on('state', ({ state }) => {
      if (state === wanted) done()
    })
    life.on('ended', ({ outcome }) =>
      fail(new Error(`the call to ${call.to.slice(0, -4)}… did not come about (${outcome.replaceAll('_', ' ')})`))
    )
    timers.after(HOLD_MS + SEAT_MS, () => fail(new Error('nothing was heard of the call any more')))
  })
}

/** Whoever listens to the carrier. */
function eventEars() {
  const all = new Map<string, Set<(said: never) => void>>()
  return {
    say<E extends keyof CarrierEvents>(event: E, said: CarrierEvents[E]): void {
      for (const hear of [...(all.get(event) ?? [])]) (hear as (said: CarrierEvents[E]) => void)(said)
    },
    on: ((event, hear) => {
      const there = all.get(event) ?? new Set()
      all.set(event, there.add(hear as (said: never) => void))
      return () => void there.delete(hear as (said: never) => void)
    }) satisfies Carrier['on'] as Carrier['on']
  }
}

type Seen = { readonly ok: boolean; readonly detail: string }

/** Asks Twilio from time to time whether it is there, and tells when that changes. */
function watchTwilio(rest: TwilioRest, everyMs: number, timers: Timers, say: (event: 'lost' | 'back') => void) {
  let isLost = false
  let isStopped = false
  let off = (): void => undefined
  const look = async (): Promise<Seen> => {
    const seen = await rest.account().then(
      ({ status }): Seen => ({ ok: status === 'active', detail: `the account is ${status}` }),
      (error: unknown): Seen => ({ ok: false, detail: error instanceof Error ? error.message : String(error) })
    )
    if (!isStopped && seen.ok === isLost) {
      isLost = !seen.ok
      say(isLost ? 'lost' : 'back')
    }
    return seen
  }
  const again = (): void => {
    off = timers.after(everyMs, () => void look().then(() => void (isStopped || again())))
  }
  again()
  return {
    look,
    isLost: () => isLost,
    stop(): void {
      isStopped = true
      off()
    }
  }
}
