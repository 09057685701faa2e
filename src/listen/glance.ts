import { ulawValues } from '../sound/ulaw.ts'
import { FRAME_SAMPLES, RATE_HZ } from './frame.ts'
import { type Frame } from './heard.ts'
import { powerAt, spectrumOf } from './spectrum.ts'

/** What one look at the newest 32 ms says; powers are shares of everything between 150 and 3,600 Hz. */
export type Glance = {
  /** Level of the newest 20 ms, in dB against full scale. */
  levelDb: number
  /** The strongest line, its share, and the strongest line that is not part of it. Where both matter, the lower is first. */
  hz: number
  share: number
  hz2: number
  share2: number
}

export type Eye = {
  readonly look: (frame: Frame) => Glance
  /** Power of one frequency in the newest 20 ms: amplitude squared. */
  readonly powerOf: (hz: number) => number
  /** Lines of the newest 128 ms that hold at least a twentieth of the power, strongest first. */
  readonly lines: () => readonly { readonly hz: number; readonly share: number }[]
}

const KEPT = 1024
const SHORT = 256
const SHORT_BIN_HZ = RATE_HZ / SHORT
const LONG_BIN_HZ = RATE_HZ / KEPT
const FIRST_BIN = 5
const LAST_BIN = 115
const LOWEST_LINE = 10
const HIGHEST_LINE = 72
/** A line under a Hann window is four bins wide. */
const REACH = 2
const FLOOR_DB = -96

/** Looks at one line frame by frame; the glance is overwritten by the next look. */
export function openEye(): Eye {
  const kept = new Float64Array(KEPT)
  const short = spectrumOf(SHORT)
  const long = spectrumOf(KEPT)
  const glance: Glance = { levelDb: FLOOR_DB, hz: 0, share: 0, hz2: 0, share2: 0 }
  return {
    look(frame) {
      kept.copyWithin(0, FRAME_SAMPLES)
      glance.levelDb = levelAfter(kept, frame)
      describe(short(kept, KEPT - SHORT), glance)
      return glance
    },
    powerOf: (hz) => powerAt(hz, RATE_HZ, kept, KEPT - FRAME_SAMPLES, FRAME_SAMPLES),
    lines: () => linesOf(long(kept, 0))
  }
}

/** Puts a frame at the end of what is kept, and answers its level. */
function levelAfter(kept: Float64Array, frame: Frame): number {
  const from = KEPT - FRAME_SAMPLES
  let energy = 0
  if (frame instanceof Int16Array) {
    for (let i = 0; i < FRAME_SAMPLES; i++) energy += square((kept[from + i] = frame[i]! / 32_768))
  } else {
    for (let i = 0; i < FRAME_SAMPLES; i++) energy += square((kept[from + i] = ulawValues[frame[i]!]! / 32_768))
  }
  return energy === 0 ? FLOOR_DB : Math.max(FLOOR_DB, 10 * Math.log10(energy / FRAME_SAMPLES))
}

function describe(power: Float64Array, glance: Glance): void {
  let total = 1e-12
  for (let k = FIRST_BIN; k <= LAST_BIN; k++) total += power[k]!
  const first = strongest(power, -99)
  const second = strongest(power, first)
  glance.hz = lineHz(power, first)
  glance.share = around(power, first) / total
  glance.hz2 = lineHz(power, second)
  glance.share2 = around(power, second) / total
  // Two lines of like strength change places from frame to frame: then the lower one is the name of both.
  if (glance.share2 > 0.2 && glance.hz2 < glance.hz) {
    const { hz, share } = glance
    glance.hz = glance.hz2
    glance.share = glance.share2
    glance.hz2 = hz
    glance.share2 = share
  }
}

function strongest(power: Float64Array, besides: number): number {
  let best = LOWEST_LINE
  let most = -1
  for (let k = LOWEST_LINE; k <= HIGHEST_LINE; k++) {
    if (power[k]! <= most || (k >= besides - 2 * REACH && k <= besides + 2 * REACH)) continue
    best = k
    most = power[k]!
  }
  return best
}

function around(power: Float64Array, bin: number): number {
  return power[bin - 2]! + power[bin - 1]! + power[bin]! + power[bin + 1]! + power[bin + 2]!
}

/** Frequency of a peak between the bins, by the parabola through the logarithms of three of them. */
function lineHz(power: Float64Array, bin: number, binHz = SHORT_BIN_HZ): number {
  const left = Math.log(power[bin - 1]! + 1e-20)
  const middle = Math.log(power[bin]! + 1e-20)
  const right = Math.log(power[bin + 1]! + 1e-20)
  const curve = left - 2 * middle + right
  const shift = curve < 0 ? Math.max(-0.5, Math.min(0.5, (left - right) / (2 * curve))) : 0
  return (bin + shift) * binHz
}

function linesOf(power: Float64Array): readonly { readonly hz: number; readonly share: number }[] {
  const from = Math.round(300 / LONG_BIN_HZ)
  const to = Math.round(2300 / LONG_BIN_HZ)
  let total = 1e-12
  for (let k = Math.round(150 / LONG_BIN_HZ); k < Math.round(3600 / LONG_BIN_HZ); k++) total += power[k]!
  const lines: { hz: number; share: number }[] = []
  for (let k = from; k <= to; k++) {
    const here = power[k]!
    if (here < power[k - 1]! || here < power[k + 1]! || here < power[k - 2]! || here < power[k + 2]!) continue
    const share = around(power, k) / total
    if (share >= 0.05) lines.push({ hz: lineHz(power, k, LONG_BIN_HZ), share })
  }
  return lines.sort((a, b) => b.share - a.share).slice(0, 4)
}

const square = (value: number): number => value * value
