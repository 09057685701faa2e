import { FRAME_MS } from './frame.ts'

/**
 * Where somebody speaks, from the probability of each frame and its level. Told apart are any voice, and the voice that is
 * near: somebody in the background of a noisy room is a voice too, but several decibels below the one that answered.
 */
export type Voice = {
  readonly hear: (at: number, speech: number, levelDb: number) => void
  /** Forgets whom it heard: another ring, another answer. */
  readonly forget: () => void
  readonly any: Stretches
  readonly near: Stretches
  /** Loudest voice so far and the level without any, in dB. */
  readonly loudDb: () => number
  readonly noiseDb: () => number
  readonly meanSpeech: () => number
  readonly strayDb: () => number
}
/** Stretches of voice; what parts them is a rest of a fifth of a second. Frames count from the start of the call. */
export type Stretches = {
  /** First frame of the first stretch, -1 before there is one. */
  first: number
  /** First frame after the newest voice. */
  until: number
  /** First frame of the stretch that goes on or was the last. */
  since: number
  isSpeaking: boolean
  spokenFrames: number
  count: number
  firstFrames: number
  longestFrames: number
  longestRestFrames: number
}

/** Less voice than this is a noise: nobody answers in a seventh of a second. */
export const SOMEBODY_FRAMES = 8
const SPEECH_ON = 0.5
const SPEECH_OFF = 0.35
const FRAMES_TO_BEGIN = 3
export const REST_FRAMES = 200 / FRAME_MS
/** What is this far below the loudest voice is somebody else. */
const NEAR_DB = 11
const LOUD_FALL_DB = 0.02
const FLOOR_DB = -96

export function openVoice(): Voice {
  const any = noStretches()
  const near = noStretches()
  const anyGate = { count: 0 }
  const nearGate = { count: 0 }
  let levelDb = FLOOR_DB
  let loudDb = FLOOR_DB
  let noiseDb = FLOOR_DB
  let noiseFrames = 0
  const sums = { frames: 0, speech: 0, level: 0, squares: 0 }

  return {
    ...{ any, near, loudDb: () => loudDb, noiseDb: () => noiseDb },
    meanSpeech: () => (sums.frames === 0 ? 0 : sums.speech / sums.frames),
    strayDb: () =>
      sums.frames === 0 ? 0 : Math.sqrt(Math.max(0, sums.squares / sums.frames - (sums.level / sums.frames) ** 2)),
    hear(at, speech, frameDb) {
      levelDb += (Math.max(-70, frameDb) - levelDb) * (frameDb > levelDb ? 0.5 : 0.25)
      const isVoice = speech >= (any.isSpeaking ? SPEECH_OFF : SPEECH_ON)
      if (isVoice) {
        loudDb = Math.max(levelDb, loudDb - LOUD_FALL_DB)
        sums.frames++
        sums.speech += speech
        sums.level += levelDb
        sums.squares += levelDb * levelDb
      } else {
        noiseFrames++
        noiseDb += (Math.max(-70, frameDb) - noiseDb) / Math.min(noiseFrames, 50)
      }
      take(any, anyGate, at, isVoice)
      take(near, nearGate, at, isVoice && levelDb >= loudDb - NEAR_DB)
    },
    forget() {
      Object.assign(any, noStretches())
      Object.assign(near, noStretches())
      Object.assign(sums, { frames: 0, speech: 0, level: 0, squares: 0 })
      anyGate.count = nearGate.count = 0
      loudDb = FLOOR_DB
    }
  }
}

export function noStretches(): Stretches {
  return {
    ...{ first: -1, until: -1, since: -1, isSpeaking: false, spokenFrames: 0 },
    ...{ count: 0, firstFrames: 0, longestFrames: 0, longestRestFrames: 0 }
  }
}

/** One frame more; three in a row begin a stretch, and a shorter rest than a fifth of a second does not end it. */
function take(stretches: Stretches, gate: { count: number }, at: number, isVoice: boolean): void {
  if (!isVoice) {
    gate.count = 0
    stretches.isSpeaking = false
    return
  }
  if (++gate.count < FRAMES_TO_BEGIN) return
  const fresh = gate.count === FRAMES_TO_BEGIN ? FRAMES_TO_BEGIN : 1
  const begins = at + 1 - fresh
  const rest = begins - stretches.until
  if (stretches.first < 0) stretches.first = begins
  if (stretches.since < 0 || rest >= REST_FRAMES) {
    if (stretches.since >= 0) stretches.longestRestFrames = Math.max(stretches.longestRestFrames, rest)
    stretches.since = begins
    stretches.count++
  }
  stretches.isSpeaking = true
  stretches.until = at + 1
  stretches.spokenFrames += fresh
  const length = stretches.until - stretches.since
  if (stretches.count === 1) stretches.firstFrames = length
  stretches.longestFrames = Math.max(stretches.longestFrames, length)
}
