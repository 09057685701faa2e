import { FRAME_MS } from './frame.ts'
import { isKeypad, lengthOf } from './tone-kind.ts'
import { type Tone } from './tone-track.ts'

/** What was around a tone: how far the level rose with it and fell after it, and how much like speech it sounded. */
export type Around = { readonly riseDb: number; readonly fallDb: number; readonly speech: number }

const LOWEST_HZ = 390
const HIGHEST_HZ = 2030
const SHORTEST_MS = 80
const LONGEST_MS = 1250
const SHARE_MIN = 0.62
const STEP_DB = 3
const SPEECH_MAX = 0.5
/** A held vowel wavers, a generator does not; two close lines beat against each other and may stray further. */
const STRAY_MAX = 13

/** Whether a tone that has ended is the sign of a mailbox: alone, steady, and louder than what lies around it. */
export function isBeep(tone: Tone, { riseDb, fallDb, speech }: Around): boolean {
  const length = lengthOf(tone)
  if (tone.hz < LOWEST_HZ || (tone.hz2 ?? tone.hz) > HIGHEST_HZ || isKeypad(tone)) return false
  if (length < SHORTEST_MS || length > LONGEST_MS) return false
  if (tone.share < SHARE_MIN || tone.stray > STRAY_MAX || speech > SPEECH_MAX) return false
  return fallDb >= STEP_DB && (tone.isJoined || riseDb >= STEP_DB)
}

/** Keeps the levels and the speech of the last two seconds, so that a tone can be seen in what surrounds it. */
export function surroundings() {
  const size = 100
  const levels = new Float64Array(size)
  const speeches = new Float64Array(size)
  const mean = (values: Float64Array, from: number, until: number): number => {
    let sum = 0
    for (let at = from; at < until; at++) sum += values[((at % size) + size) % size]!
    return until > from ? sum / (until - from) : 0
  }
  return {
    note(at: number, levelDb: number, speech: number): void {
      levels[at % size] = Math.max(-70, levelDb)
      speeches[at % size] = speech
    },
    /** `now` is the frame that told us of the end. */
    around(tone: Tone, now: number): Around {
      const since = Math.max(tone.since, now - size + 8)
      const level = mean(levels, since + 1, tone.until - 1)
      const before = Math.max(0, since - 5)
      return {
        riseDb: since - before < 2 ? 99 : level - mean(levels, before, since - 1),
        fallDb: level - mean(levels, Math.max(tone.until, now - 1), now + 1),
        speech: mean(speeches, Math.floor((since + tone.until) / 2), tone.until)
      }
    }
  }
}

export const msOf = (frames: number): number => frames * FRAME_MS
