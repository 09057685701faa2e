import { type Ended, type Order } from '../carrier.ts'

/** Sound that is made when somebody listens, and not before; between −1 and 1. */
export type Made = () => Float64Array | Uint8Array

/** What the other end of a simulated call does on the line. */
export type FarSide = {
  readonly now: () => number
  /** Later, unless the call is over by then. */
  readonly later: (ms: number, act: () => void) => void
  readonly rings: () => void
  /** Sound before anybody answers. */
  readonly early: (sound: Made) => void
  readonly answers: () => void
  /** From now on, instead of whatever was said. */
  readonly says: (sound: Made) => void
  /** The same in words, for those who read what they cannot hear. */
  readonly caption: (text: string) => void
  readonly ends: (outcome: Ended['outcome'], by: 'them' | 'carrier') => void
}

/** The other end, as the line sees it. */
export type FarEnd<Truth> = {
  /** The call has reached the network. */
  readonly called: () => void
  /** We take a call of theirs. */
  readonly taken: () => void
  /** We begin to speak, or to play something that lasts so long. */
  readonly spoken: (how: 'live' | 'drop', plannedMs: number) => void
  /** Twenty milliseconds of ours, µ-law. */
  readonly hears: (frame: Uint8Array) => void
  /** What we played is over: whole, or stopped. */
  readonly quiet: (isWhole: boolean) => void
  readonly pressed: (digits: string) => void
  /** We hang up, or time is up. */
  readonly over: () => void
  /** What really came of it, for whoever compares afterwards. */
  readonly truth: () => Truth
}
export type FarEndOf<Truth> = (order: Order, side: FarSide) => FarEnd<Truth>
