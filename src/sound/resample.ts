import { type Sound } from './sound.ts'

/** Zero crossings of the sinc on each side: more make the edge of the band steeper. */
const CROSSINGS = 24
/** The part of the band that is kept; the rest is room for the edge. */
const BAND = 0.94
/** Shape of the Kaiser window: alias and image lie 80 dB down. */
const BETA = 8

/**
 * The same sound at another rate, by a windowed sinc of linear phase: nothing is shifted, and what the new rate cannot
 * carry is left out instead of folded back. Length in seconds stays to within a sample.
 */
export function resample({ rate, samples }: Sound, toRate: number): Sound {
  if (rate === toRate) return { rate, samples }
  const cut = (Math.min(1, toRate / rate) * BAND) / 2
  const reach = CROSSINGS / (2 * cut)
  const phases = phasesOf(rate, toRate)
  const kernels = Array.from({ length: phases }, (_, phase) => kernel(phase / phases, cut, reach))
  const out = new Float32Array(Math.round((samples.length * toRate) / rate))
  for (let i = 0; i < out.length; i++) {
    const at = (i * rate) / toRate
    const before = Math.floor(at + 1e-9)
    const { from, taps } = kernels[Math.round((at - before) * phases) % phases]!
    let sum = 0
    for (let tap = 0; tap < taps.length; tap++) {
      const index = before + from + tap
      if (index >= 0 && index < samples.length) sum += taps[tap]! * samples[index]!
    }
    out[i] = sum
  }
  return { rate: toRate, samples: out }
}

/** How many different places between two samples a new sample can lie at. */
function phasesOf(rate: number, toRate: number): number {
  let [a, b] = [rate, toRate]
  while (b > 0) [a, b] = [b, a % b]
  return toRate / a
}

/** The taps for a sample that lies `fraction` behind the sample before it; together they are 1, so that levels stay. */
function kernel(fraction: number, cut: number, reach: number): { readonly from: number; readonly taps: Float64Array } {
  const from = Math.ceil(fraction - reach)
  const taps = new Float64Array(Math.floor(fraction + reach) - from + 1)
  for (let tap = 0; tap < taps.length; tap++) {
    const distance = from + tap - fraction
    taps[tap] = 2 * cut * sinc(2 * cut * distance) * kaiser(distance / reach)
  }
  const whole = taps.reduce((sum, tap) => sum + tap, 0)
  return { from, taps: taps.map((tap) => tap / whole) }
}

const sinc = (x: number): number => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x))
const kaiser = (x: number): number => (Math.abs(x) > 1 ? 0 : bessel(BETA * Math.sqrt(1 - x * x)) / bessel(BETA))

/** Modified Bessel function of the first kind, order zero. */
function bessel(x: number): number {
  let sum = 1
  let term = 1
  for (let n = 1; term > 1e-12 * sum; n++) {
    term *= (x / (2 * n)) ** 2
    sum += term
  }
  return sum
}
