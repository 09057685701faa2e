import { RATE_HZ } from '../../src/listen/frame.ts'
import { type Bank } from './bank.ts'
import { type Lot } from './lot.ts'

/** What lies under the voice, at a power of 1 in the mean. */
export const backgrounds = ['white', 'pink', 'car', 'hum', 'babble', 'music', 'street', 'room', 'kitchen'] as const
export type Background = (typeof backgrounds)[number]

export function backgroundOf(kind: Background, count: number, lot: Lot, bank: Bank): Float64Array {
  return levelled(soundOf(kind, count, lot, bank))
}

function soundOf(kind: Background, count: number, lot: Lot, bank: Bank): Float64Array {
  switch (kind) {
    case 'white':
      return white(count, lot)
    case 'pink':
      return added([
        lowPassed(white(count, lot), 0.02, 4),
        lowPassed(white(count, lot), 0.2, 1.6),
        white(count, lot, 0.5)
      ])
    case 'car':
      return added([lowPassed(white(count, lot), lot.between(0.01, 0.04), 10), white(count, lot, 0.1)])
    case 'hum':
      return hum(count, lot)
    case 'room':
      return added([lowPassed(white(count, lot), 0.08, 3), white(count, lot, 0.15)])
    case 'street':
      return swelling(added([lowPassed(white(count, lot), 0.05, 5), white(count, lot, 0.3)]), lot)
    case 'kitchen':
      return clattering(white(count, lot, 0.15), lot)
    case 'babble':
      return added(Array.from({ length: 4 }, () => looped(chatter(lot, bank), count, lot)))
    case 'music':
      return looped(lot.pick(bank.music), count, lot)
  }
}

export function white(count: number, lot: Lot, gain = 1): Float64Array {
  return Float64Array.from({ length: count }, () => gain * (lot.next() + lot.next() + lot.next() - 1.5) * 2)
}

function lowPassed(sound: Float64Array, share: number, gain: number): Float64Array {
  let held = 0
  return sound.map((value) => gain * (held += share * (value - held)))
}

function hum(count: number, lot: Lot): Float64Array {
  const base = lot.pick([50, 60])
  const harmonics = Array.from(
    { length: 12 },
    (_, i) => [(i + 1) * base, lot.between(0, 1) / (1 + i / 3), lot.between(0, 6)] as const
  )
  return Float64Array.from(white(count, lot, 0.15), (value, i) =>
    harmonics.reduce((sum, [hz, gain, phase]) => sum + gain * Math.sin((2 * Math.PI * hz * i) / RATE_HZ + phase), value)
  )
}

function swelling(sound: Float64Array, lot: Lot): Float64Array {
  const waves = Array.from({ length: 3 }, () => [lot.between(0.1, 0.6), lot.between(0, 6)] as const)
  return sound.map(
    (value, i) =>
      value *
      (1 + 0.3 * waves.reduce((sum, [hz, phase]) => sum + Math.sin((2 * Math.PI * hz * i) / RATE_HZ + phase), 0))
  )
}

/** Dishes: short rings at odd moments. */
function clattering(sound: Float64Array, lot: Lot): Float64Array {
  for (let at = 0; at < sound.length; at += Math.floor(lot.between(600, 6000))) {
    const hz = lot.between(700, 3300)
    const gain = lot.between(0.2, 1.5)
    const fall = lot.between(0.002, 0.02)
    for (let i = 0; i < 2400 && at + i < sound.length; i++)
      sound[at + i]! += gain * Math.exp(-fall * i) * Math.sin((2 * Math.PI * hz * i) / RATE_HZ)
  }
  return sound
}

/** One person of several who talk in the room. */
function chatter(lot: Lot, bank: Bank): Float64Array {
  const pieces = Array.from(
    { length: 4 },
    () => lot.pick(lot.pick([bank.sayings.greeting, bank.sayings.ivr, bank.lines])).sentences
  ).flat()
  const whole = new Float64Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    whole.set(levelled(piece), at)
    at += piece.length
  }
  return whole
}

function looped(sound: Float64Array, count: number, lot: Lot): Float64Array {
  const from = Math.floor(lot.between(0, sound.length))
  return Float64Array.from({ length: count }, (_, i) => sound[(from + i) % sound.length]!)
}

export function added(sounds: readonly Float64Array[]): Float64Array {
  const sum = new Float64Array(sounds[0]!.length)
  for (const sound of sounds) for (let i = 0; i < sum.length; i++) sum[i]! += sound[i]!
  return sum
}

export function levelled(sound: Float64Array): Float64Array {
  const power = sound.reduce((sum, value) => sum + value * value, 0) / Math.max(1, sound.length)
  const gain = 1 / Math.sqrt(power + 1e-12)
  return sound.map((value) => value * gain)
}
