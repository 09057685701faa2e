import { type WebSocket } from 'ws'
import { keySound } from '../../../sound/keypad.ts'
import { type Call, type Ended, type Order, type Sound } from '../carrier.ts'
import { type CallLife, callLife } from '../call-life.ts'
import { refusals } from '../refusals.ts'
import { outcomeOfSip } from '../sip-outcome.ts'
import { type Timers } from '../timers.ts'
import { type MediaStream, type StreamMessage, mediaStream } from './media-stream.ts'
import { dialOn } from './twiml.ts'
import { type TwilioRest } from './twilio-rest.ts'

/** A call at Twilio from the inside: what its webhooks and its stream say goes in here. */
export type TwilioCall = {
  readonly call: Call
  readonly life: CallLife
  readonly status: (fields: ReadonlyMap<string, string>) => void
  readonly stream: (socket: WebSocket, start: Extract<StreamMessage, { kind: 'start' }>) => void
  /** Its sound goes there as well, and what comes from there is heard on it; null takes it off. */
  readonly joinTo: (ear: ((frame: Uint8Array) => void) | null) => void
  readonly say: (frame: Uint8Array) => void
  /** Twilio is out of reach: what is not heard of does not prove that nobody answered. */
  readonly doubt: (isLost: boolean) => void
}

export type CallParts = {
  readonly rest: TwilioRest
  readonly timers: Timers
  readonly read: (sound: Sound) => Promise<Uint8Array>
  /** The other end of a rep’s leg, by its id; null where there is none that is up. */
  readonly legOf: (id: string) => TwilioCall | null
}

/** Twilio says that a call is over by a webhook, and that its sound is over by the socket; this long the one is waited for. */
const GRACE_MS = 4_000

type Wish = Pick<Order, 'attemptId' | 'to' | 'ringMs' | 'maxMs'>

export function twilioCall(sid: string, order: Wish, parts: CallParts): TwilioCall {
  const { rest, timers } = parts
  // Ring time is kept here, so that a call that is given up is also taken back at Twilio.
  const life = callLife({ ringMs: order.ringMs + GRACE_MS, maxMs: order.maxMs + GRACE_MS }, timers)
  const { promise: streamed, resolve: onStream } = Promise.withResolvers<void>()
  const state: LineState = {
    ...{ streamed, onStream },

    stream: null,
    leg: null,
    ear: null,
    isLost: false,
    byUs: null,
    isHeld: false,
    isMuted: false,
    isHandedOver: false
  }
  let frames = 0
  const finish = async (fields: 'completed' | 'canceled'): Promise<void> => {
    await rest.update(sid, [['Status', fields]]).catch(() => undefined)
    state.stream?.close()
  }
  life.later(order.ringMs, () => {
    if (life.state() === 'up') return
    void finish('canceled')
    life.end({ outcome: state.isLost ? 'unknown' : 'no_answer', by: 'timeout' })
  })
  life.later(order.maxMs, () => {
    void finish('completed')
    life.end({ outcome: life.state() === 'up' ? 'completed' : 'unknown', by: 'timeout' })
  })
  life.on('ended', () => {
    part(state)
    state.onStream()
    state.stream?.close()
  })
  const heard = (ulaw: Uint8Array): void => {
    life.reach('up')
    life.tell('sound', { ulaw, seq: frames++, atMs: timers.now(), isEarly: false })
    if (!state.isHeld) state.leg?.say(ulaw)
    state.ear?.(ulaw)
  }
  const self: TwilioCall = {
    life,
    call: { ...refusals('twilio'), ...acts(sid, order, life, state, parts, finish, () => self) },
    status: (fields) => statusSays(fields, life, state),
    stream(socket, start) {
      state.stream = mediaStream(
        socket,
        start,
        {
          frame: heard,
          digit: (digit) => life.tell('digit', { digit, atMs: timers.now() }),
          over: () => {
            state.stream = null
            if (!state.isHandedOver) life.later(GRACE_MS, () => void life.end({ outcome: 'unknown', by: 'carrier' }))
          }
        },
        timers
      )
      life.reach('up')
      state.onStream()
    },
    joinTo: (ear) => void (state.ear = ear),
    say: (frame) => state.stream?.send(frame),
    doubt: (isLost) => void (state.isLost = isLost)
  }
  return self
}

type LineState = {
  stream: MediaStream | null
  /** Settles when its sound is there, a moment after the answer, or the call is over. */
  readonly streamed: Promise<void>
  readonly onStream: () => void
  /** The rep’s leg that it is connected to. */
  leg: TwilioCall | null
  ear: ((frame: Uint8Array) => void) | null
  isLost: boolean
  byUs: 'completed' | 'cancelled' | null
  isHeld: boolean
  isMuted: boolean
  /** Another number has it, and no sound of it comes here any more. */
  isHandedOver: boolean
}

function part(state: LineState): void {
  state.leg?.joinTo(null)
  state.leg = null
}

function statusSays(fields: ReadonlyMap<string, string>, life: CallLife, { byUs }: LineState): void {
  const sip = Number(fields.get('SipResponseCode') ?? Number.NaN)
  const withSip = Number.isInteger(sip) && sip >= 300 ? { sip } : {}
  const end = (outcome: Ended['outcome'], by: Ended['by']): void => void life.end({ outcome, by, ...withSip })
  switch (fields.get('CallStatus')) {
    case 'ringing':
      return void life.reach('ringing')
    case 'in-progress':
      return void life.reach('up')
    case 'completed':
      // A call may be over before the news of its answer has arrived.
      life.reach('up')
      return end('completed', byUs === null ? 'them' : 'us')
    case 'busy':
      return end('sip' in withSip ? outcomeOfSip(sip) : 'busy', 'carrier')
    case 'no-answer':
      return end('no_answer', 'timeout')
    case 'canceled':
      return end('cancelled', 'us')
    case 'failed':
      return end('sip' in withSip ? outcomeOfSip(sip) : 'carrier_fault', 'carrier')
  }
}

function acts(
  sid: string,
  order: Wish,
  life: CallLife,
  state: LineState,
  { rest, timers, read, legOf }: CallParts,
  finish: (status: 'completed' | 'canceled') => Promise<void>,
  self: () => TwilioCall
): Omit<Call, 'record'> {
  let isHanging = false
  const hangup = async (): Promise<void> => {
    if (life.state() === 'ended' || isHanging) return
    isHanging = true
    const isUp = life.state() === 'up'
    state.byUs = isUp ? 'completed' : 'cancelled'
    await finish(isUp ? 'completed' : 'canceled')
    life.end({ outcome: isUp ? 'completed' : 'cancelled', by: 'us' })
  }
  return {
    ...{ id: sid, attemptId: order.attemptId, to: order.to, node: 'twilio', state: life.state, on: life.on, hangup },
    async drop(sound, { thenHangup }) {
      if (life.state() === 'ended') return nothingPlayed(timers.now())
      if (life.state() !== 'up') throw new Error(`the call ${sid} is not answered yet: nothing can be played into it`)
      part(state)
      const [ulaw] = await Promise.all([read(sound), state.streamed])
      if (state.stream === null) return nothingPlayed(timers.now())
      const dropped = await state.stream.drop(ulaw, (playedMs) => life.tell('played', { playedMs, atMs: timers.now() }))
      if (dropped.isComplete && thenHangup) await hangup()
      return dropped
    },
    stopDrop: async () => state.stream?.stopDrop(),
    async connect(id) {
      const from = timers.now()
      const leg = legOf(id)
      if (leg === null) throw new Error(`the rep’s leg ${id} is not up: seat the rep again`)
      part(state)
      state.leg = leg
      leg.joinTo((frame) => {
        if (!state.isHeld && !state.isMuted) self().say(frame)
      })
      return { delayMs: timers.now() - from }
    },
    disconnect: async () => part(state),
    hold: async (isHeld) => void (state.isHeld = isHeld),
    mute: async (isMuted) => void (state.isMuted = isMuted),
    async press(digits) {
      await state.streamed
      self().say(keySound(digits))
    },
    async transfer(to) {
      part(state)
      state.isHandedOver = true
      await rest.update(sid, [['Twiml', dialOn(to)]])
    }
  }
}

const nothingPlayed = (now: number) => ({ playedMs: 0, isComplete: false, startedAtMs: now, endedAtMs: now })
