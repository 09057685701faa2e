import { FRAME_MS } from './frame.ts'
import { isKeypad, lengthOf } from './tone-kind.ts'
import { type Tone } from './tone-track.ts'

/** What was around a tone: how far the level rose with it and fell after it, and how much like speech it sounded. */
export type Around = {
  readonly levelDb: number
  readonly riseDb: number
  readonly fallDb: number
  readonly speech: number
}

const LOWEST_HZ = 390
const HIGHEST_HZ = 2030
const SHORTEST_MS = 80
const LONGEST_MS = 1250
/**
 * Where the limits lie: of 650 beeps in made calls 1 in 100 has a smaller share, strays or fades further than this; of 150
 * notes, rings and vowels that else look like beeps 1 in 2 does.
 */
const SHARE_MIN = 0.72
/** A soft beep over noise is known by how long and how steadily it sounds. */
const SOFT_SHARE_MIN = 0.6
const SOFT_MS = 260
const SOFT_STRAY_MAX = 3
const STRAY_MAX = 6.5
const FADE_DB = [-2.2, 1.4] as const
/** What is short has to stand out further. */
const SHORT_MS = 150
const SHORT_SHARE_MIN = 0.8
const RISE_DB = [6, 3] as const
const FALL_DB = 5
const LEVEL_MIN_DB = -52
const SPEECH_MAX = 0.5
/** Nobody holds a vowel as steadily as this for as long; the voice model may take a low tone for one. */
const STEADY = [
  [120, 0.8],
  [180, 1.5],
  [280, 2.5]
] as const

/** Whether a tone that has ended is the sign of a mailbox: alone, steady, and louder than what lies around it. */
export function isBeep(tone: Tone, { levelDb, riseDb, fallDb, speech }: Around): boolean {
  const length = lengthOf(tone)
  if (tone.hz < LOWEST_HZ || (tone.hz2 ?? tone.hz) > HIGHEST_HZ || isKeypad(tone)) return false
  if (length < SHORTEST_MS || length > LONGEST_MS || levelDb < LEVEL_MIN_DB) return false
  if (tone.fadeDb < FADE_DB[0] || tone.fadeDb > FADE_DB[1] || tone.stray > STRAY_MAX) return false
  const isShort = length < SHORT_MS
  const isLongAndSteady = length >= SOFT_MS && tone.stray <= SOFT_STRAY_MAX
  if (tone.share < (isShort ? SHORT_SHARE_MIN : isLongAndSteady ? SOFT_SHARE_MIN : SHARE_MIN)) return false
  const isSteady = STEADY.some(([ms, hz]) => length >= ms && tone.stray <= hz)
  if (speech > SPEECH_MAX && !isSteady) return false
  return fallDb >= FALL_DB && (tone.isJoined || riseDb >= RISE_DB[isShort ? 0 : 1])
}

/** A beep that says more than that a person has answered: clearer than a note of music in the background. */
export function isClearBeep(tone: Tone, { levelDb }: Around, loudDb: number): boolean {
  const isClear = tone.share >= 0.78 || (lengthOf(tone) >= SOFT_MS && tone.stray <= SOFT_STRAY_MAX)
  return isClear && lengthOf(tone) <= 1060 && tone.stray <= 5 && Math.abs(tone.fadeDb) <= 1.2 && levelDb >= loudDb - 14
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
      let before = since < 2 ? -99 : 0
      for (let from = Math.max(0, since - 6); from + 2 <= since; from++)
        before = Math.min(before, mean(levels, from, from + 2))
      return {
        levelDb: level,
        riseDb: level - before,
        fallDb: level - mean(levels, Math.max(tone.until, now - 1), now + 1),
        speech: mean(speeches, Math.floor((since + tone.until) / 2), tone.until)
      }
    }
  }
}

export const msOf = (frames: number): number => frames * FRAME_MS
