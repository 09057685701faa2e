import { MESSAGE_SECONDS_MAX } from '../facts/recording.ts'
import { type Flaw, flawsOf, frameLevels } from './flaws.ts'
import { loudness } from '../sound/loudness.ts'
import { resample } from '../sound/resample.ts'
import { type Sound, decibels, pieceOf, placeInWords, ratioOf, secondsOf } from '../sound/sound.ts'

/** A message made ready for the line: trimmed, at the rate of the line, and as loud there as every other. */
export type Prepared = {
  readonly kind: 'prepared'
  readonly sound: Sound
  readonly seconds: number
  /** Silence that was taken off at its beginning and end. */
  readonly trimmedSeconds: { readonly start: number; readonly end: number }
  readonly gainDb: number
  /** Loudness of the speech before, LUFS. */
  readonly loudnessBefore: number
  readonly loudness: number
}
export type Unfit = { readonly kind: 'unfit'; readonly reasons: readonly string[]; readonly flaws: readonly Flaw[] }

/** As loud as speech on a telephone should be (features M2). */
export const SPEECH_LUFS = -16
/** Peaks stay under this; where the gain would lift one over it, the top is rounded and never cut. */
const PEAK_DB = -1
const KNEE_DB = -4
/** Shorter than this nobody says anything. */
const SECONDS_MIN = 1
/** What is so far under the speech is silence, and so much of it is left at both ends. */
const SILENCE_UNDER_SPEECH_DB = 34
const MARGIN_SECONDS = { start: 0.08, end: 0.2 }
const FRAME_SECONDS = 0.02

/** Judges a message as it was recorded, trims it and levels it for a line of so many samples a second. */
export function prepare(sound: Sound, rate: number): Prepared | Unfit {
  const before = loudness(sound)
  if (before === null) return unfit(['nothing is to be heard in it: check the microphone, or take another file'])
  const span = speechSpan(sound)
  const piece = pieceOf(sound, span.from, span.until)
  const seconds = secondsOf(piece)
  const flaws = flawsOf(sound)
  const reasons = flaws.map((flaw) => flaw.says)
  if (seconds > MESSAGE_SECONDS_MAX)
    reasons.push(
      `it lasts ${placeInWords(seconds)} without the silence at its ends; a message has ${MESSAGE_SECONDS_MAX} s at most, so ${placeInWords(seconds - MESSAGE_SECONDS_MAX)} have to go`
    )
  if (seconds < SECONDS_MIN) reasons.push(`only ${placeInWords(seconds)} of it are speech: is the file cut off?`)
  if (reasons.length > 0) return { kind: 'unfit', reasons, flaws }
  const level = leveled(resample(piece, rate))
  return {
    ...{ kind: 'prepared', ...level, seconds, loudnessBefore: before },
    trimmedSeconds: { start: span.from, end: secondsOf(sound) - span.until }
  }
}

const unfit = (reasons: readonly string[]): Unfit => ({ kind: 'unfit', reasons, flaws: [] })

/** From where to where something is said, with a little air at both ends. */
function speechSpan(sound: Sound): { readonly from: number; readonly until: number } {
  const levels = frameLevels(sound)
  const speech = [...levels].sort((a, b) => a - b)[Math.floor(levels.length * 0.95)] ?? 0
  const least = speech * ratioOf(-SILENCE_UNDER_SPEECH_DB)
  const first = levels.findIndex((level) => level > least)
  const last = levels.findLastIndex((level) => level > least)
  return {
    from: Math.max(0, first * FRAME_SECONDS - MARGIN_SECONDS.start),
    until: Math.min(secondsOf(sound), (last + 1) * FRAME_SECONDS + MARGIN_SECONDS.end)
  }
}

/**
 * Lifts or lowers it to the loudness of every message. Rounding the tops takes a little of the loudness away, so the gain
 * is found by coming closer a few times.
 */
function leveled(sound: Sound): Pick<Prepared, 'sound' | 'gainDb' | 'loudness'> {
  let gainDb = 0
  let out = sound
  let reached = loudness(sound)!
  for (let round = 0; round < 4 && Math.abs(reached - SPEECH_LUFS) > 0.1; round++) {
    gainDb += SPEECH_LUFS - reached
    out = { rate: sound.rate, samples: sound.samples.map((sample) => rounded(sample * ratioOf(gainDb))) }
    reached = loudness(out)!
  }
  return { sound: out, gainDb, loudness: reached }
}

/** Leaves what is under the knee as it is, and bends what is over it towards the highest peak. */
function rounded(sample: number): number {
  const size = Math.abs(sample)
  const knee = ratioOf(KNEE_DB)
  if (size <= knee) return sample
  const room = ratioOf(PEAK_DB) - knee
  return Math.sign(sample) * (knee + room * Math.tanh((size - knee) / room))
}

/** Peak of a sound in dB under full scale. */
export function peakDb({ samples }: Sound): number {
  return decibels(samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0))
}
