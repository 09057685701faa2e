import { type LineEnder, type LineOutcome } from '../../outcome/lists.ts'

/**
 * Whoever carries a call to the telephone network and says what becomes of it. A call is placed for one touch, whose id
 * is `attemptId`; a carrier never places it again by itself.
 */
export type Carrier = {
  readonly name: string
  readonly can: Abilities
  /** Settles as soon as the carrier has taken the call, long before anybody answers. */
  readonly place: (order: Order) => Promise<Call>
  /**
   * Brings a rep onto the carrier: one leg for a whole session, nailed up. Calls are connected to it by its id and taken
   * off again, and ringing the rep for each of them is not needed.
   */
  readonly seat: (order: SeatOrder) => Promise<RepLeg>
  /** Calls that outlived us: asked once, after a restart. */
  readonly adopt: () => AsyncIterable<Call>
  readonly health: () => Promise<Health>
  readonly on: <E extends keyof CarrierEvents>(event: E, hear: (said: CarrierEvents[E]) => void) => Off
}

export type CarrierEvents = {
  /** A node of the carrier is out of reach, or within it again. */
  readonly lost: { readonly node: string }
  readonly back: { readonly node: string }
  /** Somebody rings us. */
  readonly inbound: InboundCall
}

/** A carrier may be several machines; a rep’s leg and the calls that are connected to it lie on the same one. */
export type Health = {
  readonly ok: boolean
  readonly detail: string
  readonly nodes: readonly { readonly name: string; readonly ok: boolean; readonly detail: string }[]
}

/** Takes an ear off again. */
export type Off = () => void

/** What a carrier is able to do; what it cannot is refused with `CannotDo`, never done by halves. */
export type Abilities = {
  /** It dials by itself; otherwise a person does, on a telephone of theirs. */
  readonly dials: boolean
  /** Calls to our numbers reach us. */
  readonly inbound: boolean
  /** What is said on the line reaches us as sound. */
  readonly sound: boolean
  /** Sound before somebody answers: announcements, tones of the network. */
  readonly earlyMedia: boolean
  /** It has a detector of answering machines of its own. */
  readonly ownDetector: boolean
  /** It brings a rep onto the line, and takes them off. */
  readonly bridge: boolean
  readonly drop: boolean
  readonly hold: boolean
  readonly mute: boolean
  readonly keypad: boolean
  readonly transfer: boolean
  readonly record: boolean
  /** Its calls go on when our process dies. */
  readonly survivesUs: boolean
}

export type Order = {
  readonly attemptId: string
  /** E.164, both. A person’s own telephone shows its own number, so `from` may be unknown. */
  readonly to: string
  readonly from: string | null
  /** Given up when nobody has answered for so long. */
  readonly ringMs: number
  /** Ended after so long, whatever state it is in. */
  readonly maxMs: number
  /** The node on which the rep’s leg lies; without it, whichever the carrier takes. */
  readonly node?: string
}

export type SeatOrder = {
  readonly rep: string
  /** A softphone that has registered by this name, or a telephone that is called once and kept up. */
  readonly at:
    { readonly kind: 'softphone'; readonly name: string } | { readonly kind: 'telephone'; readonly to: string }
}

/** The rep’s own leg. It goes on from call to call until either side hangs it up. */
export type RepLeg = {
  readonly id: string
  readonly rep: string
  readonly node: string
  readonly isUp: () => boolean
  /** Comes exactly once; whoever begins to listen late hears of it all the same. Calls on it go on without the rep. */
  readonly on: (event: 'gone', hear: (said: { readonly atMs: number }) => void) => Off
  readonly hangup: () => Promise<void>
}

/**
 * One call. Its states only go forward, some may be passed over, and `ended` comes exactly once:
 *
 *     dialling ─► ringing ─► early ─► up ─► ended
 *         └──────────┴─────────┴──────┴──────► ended
 */
export type Call = {
  readonly id: string
  /** Null where they rang us. */
  readonly attemptId: string | null
  readonly to: string
  readonly node: string
  readonly state: () => CallState
  readonly on: <E extends keyof CallEvents>(event: E, hear: (said: CallEvents[E]) => void) => Off
  readonly hangup: (why: HangupWhy) => Promise<void>
  readonly hold: (isHeld: boolean) => Promise<void>
  readonly mute: (isMuted: boolean) => Promise<void>
  readonly press: (digits: string) => Promise<void>
  readonly transfer: (to: string) => Promise<void>
  /** Recording begins once the notice has been spoken; null where the law wants none. */
  readonly record: (order: { readonly notice: string | null }) => Promise<void>
  /**
   * Plays a recording into the line, to the callee alone, and settles once it is over: played whole, stopped, or cut
   * because the call ended. Before an answer it is refused; after the end it settles with nothing played. One at a time.
   */
  readonly drop: (recording: Sound, order: { readonly thenHangup: boolean }) => Promise<Dropped>
  /** The callee hears nothing more of it, and `thenHangup` does not hold any more. Without a drop it does nothing. */
  readonly stopDrop: () => Promise<void>
  /** Puts the rep’s leg, by its id, and the callee together; another call on that leg has to be taken off before. */
  readonly connect: (leg: string) => Promise<{ readonly delayMs: number }>
  /** Takes the rep off; the callee stays on the line. */
  readonly disconnect: () => Promise<void>
}

/** A call that came in. It is `ringing` until it is answered; hung up before that, they hear that nobody is there. */
export type InboundCall = Call & {
  /** E.164; null where it is withheld. */
  readonly from: string | null
  readonly answer: () => Promise<void>
}

export type CallState = (typeof callStates)[number]
export const callStates = ['dialling', 'ringing', 'early', 'up', 'ended'] as const

export type CallEvents = {
  readonly state: { readonly state: CallState; readonly atMs: number }
  /** Twenty milliseconds of the callee, µ-law at 8 kHz. */
  readonly sound: { readonly ulaw: Uint8Array; readonly seq: number; readonly atMs: number; readonly isEarly: boolean }
  /** What is heard, in words, where there is no sound. */
  readonly heard: { readonly text: string; readonly atMs: number }
  readonly answeredBy: { readonly by: 'human' | 'machine' | 'fax' | 'unknown'; readonly at: string }
  readonly digit: { readonly digit: string; readonly atMs: number }
  /** So much of a drop has been played: once as its first packet leaves, with 0, then at least every two seconds. */
  readonly played: { readonly playedMs: number; readonly atMs: number }
  readonly ended: Ended
}

export type HangupWhy = 'rep' | 'machine' | 'watchdog' | 'shutdown'
export type Sound =
  { readonly kind: 'ulaw'; readonly ulaw: Uint8Array } | { readonly kind: 'file'; readonly path: string }
export type Dropped = {
  readonly playedMs: number
  readonly isComplete: boolean
  readonly startedAtMs: number
  readonly endedAtMs: number
}

/** How a call came to its end, as far as the carrier knows it. */
export type Ended = {
  readonly outcome: LineOutcome
  readonly by: LineEnder
  readonly answeredAtMs: number | null
  readonly endedAtMs: number
  readonly sip?: number
  readonly q850?: number
}

/** A carrier was asked for what it has said it cannot do. */
export class CannotDo extends Error {
  constructor(carrier: string, what: keyof Abilities) {
    super(`the carrier ${carrier} cannot do that (${what}): look at what it can before asking`)
  }
}
