import { type Channel } from '../facts/channel.ts'
import { type Business, type Endpoint, type Message } from '../facts/outcome-lists.ts'
import { type Stop } from '../facts/fact.ts'
import { type Objection, type Reaction } from '../outcome/lists.ts'

/**
 * The invented people behind the numbers, as the shell asks them. Everything is pure: what a person does follows from
 * the assumptions, the person's key and what was done to them so far.
 */
export type People = {
  /** Who or what answers a call, as far as the line shows it before anything is said. */
  readonly answer: (call: FloorCall) => Answered
  /** How a call ends once it is known what we did at the greeting. Asked for every call that was answered or not. */
  readonly finish: (call: FloorCall, answered: Answered, left: LeftHow) => Finished
  /** What they do later of their own accord because of this call, in order of time. */
  readonly afterCall: (call: FloorCall, answered: Answered, finished: Finished) => readonly Later[]
  /** The same for a touch on another channel. */
  readonly afterTouch: (touch: FloorTouch) => readonly Later[]
  /** They rang us and somebody took it: what was said, and how long it took. */
  readonly inbound: (call: FloorCall) => Omit<Finished, 'message' | 'messageMs'>
  /** What follows from a meeting: whether it was held, and the deal, months later. */
  readonly afterMeeting: (call: FloorCall) => readonly Later[]
}

/** A call as the people see it. */
export type FloorCall = {
  /** 32 bits of the person and the seed. */
  readonly key: number
  /** 1 for the first call to the person. */
  readonly attempt: number
  /** Which of their numbers, from 0. */
  readonly number: number
  /** Packed facts at the dial; slots by facts/fact.ts. NaN is not known. */
  readonly vector: Float64Array
  /** Minutes of local civil time at the person (clock/zone.ts localMinutes). */
  readonly localMinute: number
}
/** A touch on another channel: the how-manieth of its channel, and what the facts were. */
export type FloorTouch = Omit<FloorCall, 'number' | 'attempt'> & {
  readonly channel: Channel
  /** Place of the touch among all touches of the person, from 1: keys its draws. */
  readonly nth: number
}

export type Answered = { readonly endpoint: Endpoint; readonly ringMs: number; readonly greetingMs: number }
export type LeftHow = { readonly how: 'none' | 'live' | 'drop'; readonly plannedMs: number }

export type Finished = {
  readonly message: Message
  readonly messageMs: number
  readonly talkMs: number
  readonly wrapMs: number
  /** What they said; `inMs` is the date that goes with it, from now on. */
  readonly said: { readonly what: Business; readonly inMs: number | null; readonly note: string | null } | null
  /** Whether they remembered a message; null where nobody asked. */
  readonly recognised: 'yes' | 'no' | null
  readonly reaction: Reaction | null
  readonly objection: Objection | null
}

export type Later = { readonly afterMs: number; readonly does: Deed }
export type Deed =
  | { readonly kind: 'rings'; readonly cause: 'message' | 'missed_call' | 'other' }
  | { readonly kind: 'replies'; readonly channel: Channel }
  | { readonly kind: 'books'; readonly channel: Channel; readonly inMs: number }
  | { readonly kind: 'bounces'; readonly channel: 'email' | 'letter' }
  | { readonly kind: 'stops'; readonly stop: Stop }
  | { readonly kind: 'deal_won'; readonly valueCents: number; readonly currency: string }
  | {
      readonly kind: 'deal_lost'
      readonly reason: 'too_many_contacts' | 'went_elsewhere' | 'price' | 'no_need' | 'timing' | 'no_fit'
    }
