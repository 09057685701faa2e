import { joined, rest, rhythm, tone } from '../listen/made-sound.ts'
import { type Endpoint } from '../facts/outcome-lists.ts'
import { type Speaker, babble, speaker } from './babble.ts'

/**
 * What the line sounds like when invented people, mailboxes and networks are at its other end. Everything follows from
 * the key of the person, so that a call sounds the same whenever it is made again.
 */

/** How loud 1 is on the line: tones of a network are loud, and voices less so. */
const TONE = 0.25

const louder = (sound: Float64Array, factor: number): Float64Array => sound.map((each) => each * factor)

/** The three rising tones of a network, by what they say (ITU-T E.180, North America: Bellcore GR-1162). */
const sit: Partial<Record<Endpoint, readonly (readonly [hz: number, ms: number])[]>> = {
  vacant_number: [
    [985.2, 380],
    [1370.6, 274],
    [1776.7, 380]
  ],
  changed_number: [
    [913.8, 274],
    [1370.6, 274],
    [1776.7, 380]
  ],
  congestion: [
    [913.8, 274],
    [1428.5, 380],
    [1776.7, 380]
  ],
  no_circuit: [
    [985.2, 380],
    [1428.5, 380],
    [1776.7, 380]
  ]
}

/** What the network says before it gives up, as sound before an answer; null where it only says so by its signals. */
export function announcement(endpoint: Endpoint): (() => Float64Array) | null {
  const tones = sit[endpoint]
  if (tones === undefined) return null
  return () => joined(...tones.map(([hz, ms]) => louder(tone(hz, ms), TONE)), rest(120), babble(ANNOUNCER, 2_600))
}
const ANNOUNCER: Speaker = { seed: 7, pitchHz: 190 }

/** Ringing as it is heard where a network sends it as sound: two seconds, and four of silence. */
export const ringback = (times: number): Float64Array => louder(rhythm([440, 480], [2_000, 4_000], times), TONE)

/** A greeting that lasts so long, with the pause before the beep that mailboxes make. */
export function greeting(key: number, ms: number): Float64Array {
  const pauseMs = Math.min(400, ms / 4)
  return joined(babble(speaker(key), ms - pauseMs), rest(pauseMs))
}

export const BEEP_MS = 300
/** The beep of a mailbox: each has its own pitch. */
export const beep = (key: number): Float64Array => louder(tone(700 + ((key >>> 3) % 700), BEEP_MS), TONE)
/** The mailbox will take no more. */
export const cut = (key: number): Float64Array => joined(beep(key), rest(80), beep(key), rest(80), beep(key))

/** A person takes up the receiver. */
export const hello = (key: number): Float64Array => joined(rest(250 + ((key >>> 5) % 300)), babble(speaker(key), 420))
/** Somebody picks up while a message is being left. */
export const helloHello = (key: number): Float64Array =>
  joined(babble(speaker(key), 420), rest(500), babble(speaker(key + 1), 460))
/** A person’s turn in a talk. */
export const turn = (key: number, ms: number): Float64Array => babble(speaker(key), ms)

/** A fax that answers: 2100 Hz, and again. */
export const fax = (): Float64Array => louder(rhythm(2_100, [3_000, 500], 3), TONE)
