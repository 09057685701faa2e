import { type Sound } from './sound.ts'

/** Blocks of 400 ms that begin every 100 ms, as ITU-R BS.1770-4 says. */
const BLOCK_SECONDS = 0.4
const STEP_SECONDS = 0.1
/** Blocks quieter than this count as silence whatever the rest is, and then those 10 LU under the mean of the others. */
const ABSOLUTE_GATE = -70
const RELATIVE_GATE = -10

/**
 * How loud its speech is, in LUFS (ITU-R BS.1770-4, integrated, one channel); null where there is nothing to hear. Pauses
 * do not count, so a message is as loud as the words in it.
 */
export function loudness(sound: Sound): number | null {
  const power = blockPowers(sound)
  const heard = power.filter((each) => lufs(each) > ABSOLUTE_GATE)
  if (heard.length === 0) return null
  const gate = lufs(mean(heard)) + RELATIVE_GATE
  return lufs(mean(heard.filter((each) => lufs(each) > gate)))
}

const lufs = (power: number): number => -0.691 + 10 * Math.log10(Math.max(power, 1e-20))
const mean = (of: readonly number[]): number => of.reduce((sum, each) => sum + each, 0) / of.length

/** Mean square of each block after the weighting; a sound shorter than a block is one block. */
function blockPowers({ rate, samples }: Sound): readonly number[] {
  const shelf = through(samples, highShelf(rate))
  const weighted = through(shelf, highPass(rate))
  const block = Math.min(weighted.length, Math.round(BLOCK_SECONDS * rate))
  if (block === 0) return []
  const step = Math.round(STEP_SECONDS * rate)
  const powers: number[] = []
  for (let from = 0; from + block <= weighted.length; from += step) {
    let sum = 0
    for (let i = from; i < from + block; i++) sum += weighted[i]! ** 2
    powers.push(sum / block)
  }
  return powers
}

/** A filter of second order; a0 is 1. */
type Filter = {
  readonly b0: number
  readonly b1: number
  readonly b2: number
  readonly a1: number
  readonly a2: number
}

function through(samples: Float32Array, { b0, b1, b2, a1, a2 }: Filter): Float32Array {
  const out = new Float32Array(samples.length)
  let x1 = 0
  let x2 = 0
  let y1 = 0
  let y2 = 0
  for (let i = 0; i < samples.length; i++) {
    const x = samples[i]!
    const y = b0 * x + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2
    out[i] = y
    x2 = x1
    x1 = x
    y2 = y1
    y1 = y
  }
  return out
}

/**
 * The two filters of the K weighting. The standard gives their coefficients at 48 kHz alone; these are the analogue
 * filters behind them (found by turning the bilinear transform round), laid out for the rate at hand.
 */
function highShelf(rate: number): Filter {
  const gain = 10 ** (3.999843853973347 / 20)
  const middle = gain ** 0.4996667741545416
  const q = 0.7071752369554196
  const k = Math.tan((Math.PI * 1681.974450955533) / rate)
  const a0 = 1 + k / q + k * k
  return {
    b0: (gain + (middle * k) / q + k * k) / a0,
    b1: (2 * (k * k - gain)) / a0,
    b2: (gain - (middle * k) / q + k * k) / a0,
    ...{ a1: (2 * (k * k - 1)) / a0, a2: (1 - k / q + k * k) / a0 }
  }
}

function highPass(rate: number): Filter {
  const q = 0.5003270373238773
  const k = Math.tan((Math.PI * 38.13547087602444) / rate)
  const a0 = 1 + k / q + k * k
  return { b0: 1, b1: -2, b2: 1, a1: (2 * (k * k - 1)) / a0, a2: (1 - k / q + k * k) / a0 }
}
