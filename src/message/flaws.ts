import { type Sound, decibels, placeInWords } from '../sound/sound.ts'

/** What spoils a recording, and where; `says` is for whoever has to record it again. */
export type Flaw = { readonly kind: 'clipping' | 'hiss'; readonly atSeconds: number; readonly says: string }

/** So near to full scale a sample has hit the end. */
const FULL = 0.985
/** So many of them in a row are a flat top, and no single peak; lasting so much longer at higher rates. */
const FLAT_SECONDS = 0.0004
const FLAT_MIN = 3
/** So many flat tops within a second are heard as a crackle; fewer are a plosive. */
const FLATS_MAX = 4
/** So far under the speech the noise between the words has to lie. */
const NOISE_UNDER_SPEECH_DB = 26
const FRAME_SECONDS = 0.02

/** Clipping and hiss, each at the place where it is worst; none where the recording is clean. Judged as it was recorded. */
export function flawsOf(sound: Sound): readonly Flaw[] {
  return [clipping(sound), hiss(sound)].filter((flaw) => flaw !== null)
}

function clipping({ rate, samples }: Sound): Flaw | null {
  const tops = flatTops(rate, samples)
  let worst = 0
  let at = 0
  for (let first = 0, last = 0; last < tops.length; last++) {
    while (tops[last]! - tops[first]! > rate) first++
    if (last - first + 1 <= worst) continue
    worst = last - first + 1
    at = tops[first]! / rate
  }
  if (worst < FLATS_MAX) return null
  return {
    ...{ kind: 'clipping', atSeconds: at },
    says: `it is cut off at full loudness at ${placeInWords(at)} (${worst} times within a second): record it again, farther from the microphone or with less gain`
  }
}

/** First samples of the runs that stay at full scale. */
function flatTops(rate: number, samples: Float32Array): readonly number[] {
  const least = Math.max(FLAT_MIN, Math.round(FLAT_SECONDS * rate))
  const tops: number[] = []
  let run = 0
  for (let i = 0; i <= samples.length; i++) {
    const isFull = i < samples.length && Math.abs(samples[i]!) >= FULL
    if (isFull) run++
    else {
      if (run >= least) tops.push(i - run)
      run = 0
    }
  }
  return tops
}

function hiss(sound: Sound): Flaw | null {
  const levels = frameLevels(sound)
  if (levels.length < 10) return null
  const sorted = [...levels].sort((a, b) => a - b)
  const speech = sorted[Math.floor(sorted.length * 0.9)]!
  const noise = sorted[Math.floor(sorted.length * 0.05)]!
  const under = decibels(speech) - decibels(noise)
  if (under >= NOISE_UNDER_SPEECH_DB) return null
  const at = loudestPause(levels, noise) * FRAME_SECONDS
  return {
    ...{ kind: 'hiss', atSeconds: at },
    says: `it hisses: the noise between the words is only ${Math.round(under)} dB under the speech (${NOISE_UNDER_SPEECH_DB} are needed), plain to hear at ${placeInWords(at)}: record it again in a quiet room`
  }
}

/** Root mean square of every 20 ms. */
export function frameLevels({ rate, samples }: Sound): readonly number[] {
  const size = Math.round(FRAME_SECONDS * rate)
  const levels: number[] = []
  for (let from = 0; from + size <= samples.length; from += size) {
    let sum = 0
    for (let i = from; i < from + size; i++) sum += samples[i]! ** 2
    levels.push(Math.sqrt(sum / size))
  }
  return levels
}

/** The middle of the longest stretch that is about as quiet as the noise. */
function loudestPause(levels: readonly number[], noise: number): number {
  let best = 0
  let middle = 0
  for (let i = 0, run = 0; i < levels.length; i++) {
    run = levels[i]! <= noise * 2 ? run + 1 : 0
    if (run > best) {
      best = run
      middle = i - run / 2
    }
  }
  return middle
}
