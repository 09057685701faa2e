import { FRAME_SAMPLES } from '../../src/listen/frame.ts'
import { alawValues } from '../../src/sound/alaw.ts'
import { ulawByte, ulawValues } from '../../src/sound/ulaw.ts'
import { type Background, backgroundOf } from './background.ts'
import { type Bank } from './bank.ts'
import { type Lot } from './lot.ts'

/** What the way of a call does to it. */
export type Way = {
  readonly background: Background
  readonly snrDb: number
  readonly levelDbfs: number
  readonly codec: 'pcmu' | 'pcma' | 'gsm' | 'amr' | 'none'
  readonly loss: number
  readonly isRepeated: boolean
}

const anyBackground: readonly Background[] = [
  'white',
  'pink',
  'car',
  'hum',
  'babble',
  'music',
  'street',
  'room',
  'kitchen'
]
/** Where a machine or a network stands there is a quiet line more often than a busy kitchen. */
const quietBackground: readonly Background[] = ['white', 'pink', 'hum', 'room', 'white', 'pink']

export function wayOf(isPlaceQuiet: boolean, lot: Lot): Way {
  return {
    background: lot.pick(isPlaceQuiet || lot.often(0.25) ? quietBackground : anyBackground),
    snrDb: lot.pick(isPlaceQuiet ? [12, 18, 25, 35, 35] : [5, 8, 12, 18, 25, 35, 35]),
    levelDbfs: lot.pick([-12, -16, -20, -20, -24, -27, -32]),
    codec: lot.pick(['pcmu', 'pcmu', 'pcmu', 'pcma', 'pcma', 'gsm', 'amr', 'none'] as const),
    loss: lot.pick([0, 0, 0, 0.01, 0.03]),
    isRepeated: lot.often(0.5)
  }
}

/** The scene with what lies under it, at its level; the voice has a power of 1. */
export function mixed(sound: Float64Array, way: Way, lot: Lot, bank: Bank): Int16Array {
  const under = backgroundOf(way.background, sound.length, lot, bank)
  const gain = 10 ** (-way.snrDb / 20)
  const level = 32_768 * 10 ** (way.levelDbfs / 20)
  return Int16Array.from(sound, (value, i) => clipped(level * (value + gain * under[i]!)))
}

/** The coding of the line itself; GSM and AMR are done by a program. */
export function coded(samples: Int16Array, codec: Way['codec']): Int16Array {
  if (codec === 'pcma') return samples.map((value) => alawValues[alawOf(value)]!)
  return codec === 'none' ? samples : samples.map((value) => ulawValues[ulawByte(value)]!)
}

/** Packets that do not come: silence, or the last one again and softer. */
export function withLoss(samples: Int16Array, { loss, isRepeated }: Way, lot: Lot): Int16Array {
  if (loss === 0) return samples
  const heard = samples.slice()
  for (let from = FRAME_SAMPLES; from + FRAME_SAMPLES <= heard.length; from += FRAME_SAMPLES) {
    if (!lot.often(loss)) continue
    for (let i = from; i < from + FRAME_SAMPLES; i++)
      heard[i] = isRepeated ? Math.round(0.6 * heard[i - FRAME_SAMPLES]!) : 0
  }
  return heard
}

/** The A-law byte next to a linear value. */
function alawOf(value: number): number {
  const magnitude = Math.min(32_767, Math.abs(value))
  const exponent = Math.max(0, 31 - Math.clz32(magnitude | 1) - 7)
  const mantissa = (magnitude >> (exponent === 0 ? 4 : exponent + 3)) & 0x0f
  return ((value < 0 ? 0 : 0x80) | (exponent << 4) | mantissa) ^ 0x55
}

const clipped = (value: number): number => Math.max(-32_768, Math.min(32_767, Math.round(value)))
