import { RATE_HZ } from './frame.ts'

/** Sound of a line that is made, for tests, for training and for the telephone network inside the process. */
export type Line = readonly [hz: number, amplitude: number]

/** Silence of some length. */
export function rest(ms: number): Float64Array {
  return new Float64Array(samplesIn(ms))
}

/** A steady sound of one or more lines that share an amplitude of 1; rises and falls within 4 ms, so that it does not click. */
export function tone(hz: number | readonly number[], ms: number): Float64Array {
  const lines = typeof hz === 'number' ? [hz] : hz
  const sound = rest(ms)
  const edge = Math.min(32, sound.length >> 2)
  for (let i = 0; i < sound.length; i++) {
    let sum = 0
    for (const line of lines) sum += Math.sin((2 * Math.PI * line * i) / RATE_HZ)
    const gate = Math.min(1, (i + 1) / edge, (sound.length - i) / edge)
    sound[i] = (gate * sum) / lines.length
  }
  return sound
}

/** Sounds one after the other. */
export function joined(...parts: readonly Float64Array[]): Float64Array {
  const whole = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** The rhythm of a sound: on, off, on, off …, in milliseconds, as often as asked. */
export function rhythm(hz: number | readonly number[], onOffMs: readonly number[], times: number): Float64Array {
  const once = onOffMs.map((ms, i) => (i % 2 === 0 ? tone(hz, ms) : rest(ms)))
  return joined(...Array.from({ length: times }, () => once).flat())
}

/** White noise with a standard deviation of 1; `chance` answers numbers from 0 to 1. */
export function noise(ms: number, chance: () => number): Float64Array {
  return Float64Array.from(
    { length: samplesIn(ms) },
    () => (chance() + chance() + chance() + chance() - 2) * Math.sqrt(3)
  )
}

/** Int16 of a sound at a level: `dbfs` is where an amplitude of 1 goes. */
export function asInt16(sound: Float64Array, dbfs: number): Int16Array {
  const factor = 32_767 * 10 ** (dbfs / 20)
  return Int16Array.from(sound, (value) => Math.max(-32_768, Math.min(32_767, Math.round(value * factor))))
}

export const samplesIn = (ms: number): number => Math.round((ms * RATE_HZ) / 1000)
