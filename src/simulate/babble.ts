import { RATE_HZ } from '../listen/frame.ts'
import { rest, samplesIn } from '../listen/made-sound.ts'

/**
 * A voice that says nothing: pulses of a larynx through the resonances of a mouth, in syllables and phrases. It has the
 * rhythm, the pitch and the spectrum of speech on a telephone and no words; whoever listens for words hears none.
 */

/** How somebody speaks: everything follows from the seed. */
export type Speaker = { readonly seed: number; readonly pitchHz: number }

/** First three resonances of some vowels, in Hz (Peterson and Barney, 1952, rounded). */
const vowels: readonly (readonly [number, number, number])[] = [
  [730, 1090, 2440],
  [570, 840, 2410],
  [530, 1840, 2480],
  [390, 1990, 2550],
  [270, 2290, 3010],
  [440, 1020, 2240],
  [660, 1720, 2410],
  [490, 1350, 1690]
]
const WIDTHS_HZ = [80, 110, 160]
/** Loudest sample, of 1. */
const PEAK = 0.35
/** A phrase of so many syllables, and then a breath. */
const PHRASE_SYLLABLES = 7
const BREATH_MS = 320

export const speaker = (seed: number): Speaker => ({ seed, pitchHz: 95 + (chance(seed)() % 1) * 120 })

/** So many milliseconds of it. */
export function babble({ seed, pitchHz }: Speaker, ms: number): Float64Array {
  const sound = rest(ms)
  const next = chance(seed ^ ms)
  let at = 0
  for (let nth = 0; at < sound.length; nth++) {
    const isBreath = nth % (PHRASE_SYLLABLES + 1) === PHRASE_SYLLABLES
    const length = Math.min(samplesIn(isBreath ? BREATH_MS : 130 + 130 * next()), sound.length - at)
    if (!isBreath) sound.set(syllable(length, pitchHz * (1.12 - 0.03 * (nth % PHRASE_SYLLABLES)), next), at)
    at += length
  }
  return levelled(sound)
}

/** A consonant of noise, now and then, and a vowel that glides to the next. */
function syllable(length: number, hz: number, next: () => number): Float64Array {
  const [from, to] = [vowelAt(next()), vowelAt(next())]
  const noiseUntil = next() < 0.4 ? length * 0.2 : 0
  const breath = Float64Array.from({ length }, () => next() - 0.5)
  const sound = new Float64Array(length)
  let phase = 0
  for (let i = 0; i < length; i++) {
    phase += (hz * (1 + 0.02 * breath[i]!)) / RATE_HZ
    sound[i] = i < noiseUntil ? 0.25 * breath[i]! : (phase >= 1 ? 1 : 0) + 0.01 * breath[i]!
    phase %= 1
  }
  const spoken = new Float64Array(length)
  WIDTHS_HZ.forEach((width, k) => resonate(sound, spoken, from[k]!, to[k]!, width, 1 / (k + 1)))
  for (let i = 0; i < length; i++) spoken[i]! *= envelope(i, length)
  return spoken
}

/** A resonance moves so little in so many samples that it may stand still. */
const STEP = 16

/** Adds what two poles make of a sound, while they move from one frequency to another. */
function resonate(
  sound: Float64Array,
  into: Float64Array,
  from: number,
  to: number,
  widthHz: number,
  gain: number
): void {
  const radius = Math.exp((-Math.PI * widthHz) / RATE_HZ)
  let y1 = 0
  let y2 = 0
  let turn = 0
  for (let i = 0; i < sound.length; i++) {
    if (i % STEP === 0) {
      const hz = from + ((to - from) * i) / sound.length
      turn = 2 * radius * Math.cos((2 * Math.PI * hz) / RATE_HZ)
    }
    const y = sound[i]! + turn * y1 - radius * radius * y2
    y2 = y1
    y1 = y
    into[i]! += gain * y
  }
}

const vowelAt = (uniform: number) => vowels[Math.floor(uniform * vowels.length)]!

/** Rises in 20 ms, falls in 40, and dips between syllables without being silent. */
function envelope(i: number, length: number): number {
  const rise = Math.min(1, i / samplesIn(20))
  const fall = Math.min(1, (length - i) / samplesIn(40))
  return 0.08 + 0.92 * rise * fall
}

function levelled(sound: Float64Array): Float64Array {
  const peak = sound.reduce((most, each) => Math.max(most, Math.abs(each)), 1e-9)
  return sound.map((each) => (PEAK * each) / peak)
}

/** Uniform numbers from a seed (mulberry32). */
function chance(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
