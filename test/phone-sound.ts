/** Sound on a telephone line, for tests: made and measured by itself, so that it can speak against the product. */

const RATE = 8000
/** Samples in 20 ms. */
export const FRAME = 160
export const SILENCE = 0xff

export const msOf = (sound: Uint8Array): number => (sound.length / RATE) * 1000
export const samplesIn = (ms: number): number => Math.round((ms * RATE) / 1000)

/** One tone, or several at once. */
export function tone(ms: number, ...hz: readonly number[]): Uint8Array {
  return Uint8Array.from({ length: samplesIn(ms) }, (_, i) =>
    encoded(hz.reduce((sum, each) => sum + (8000 / hz.length) * Math.sin((2 * Math.PI * each * i) / RATE), 0))
  )
}

export const silence = (ms: number): Uint8Array => new Uint8Array(samplesIn(ms)).fill(SILENCE)

/** A sound that is like nothing else, so that each byte of it can be found again. */
export function unlike(seed: number, ms: number): Uint8Array {
  let state = seed >>> 0 || 1
  return Uint8Array.from({ length: samplesIn(ms) }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return encoded(((state >>> 16) / 65536 - 0.5) * 12000)
  })
}

export function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** How much of the power is at this frequency, from 0 to 1; silence has nothing anywhere. */
export function share(sound: Uint8Array, hz: number): number {
  const turn = (2 * Math.PI * hz) / RATE
  let real = 0
  let imaginary = 0
  let power = 0
  sound.forEach((byte, i) => {
    const value = decoded(byte)
    real += value * Math.cos(turn * i)
    imaginary += value * Math.sin(turn * i)
    power += value * value
  })
  return power < sound.length * 100 ? 0 : (2 * (real * real + imaginary * imaginary)) / (power * sound.length)
}

/** Root mean square of the linear values: how loud it is. */
export const loudness = (sound: Uint8Array): number =>
  sound.length === 0 ? 0 : Math.sqrt(sound.reduce((sum, byte) => sum + decoded(byte) ** 2, 0) / sound.length)

/** Where a sound lies in what was heard, and how many of its bytes came in one piece from there; null where it is not. */
export function found(heard: Uint8Array, sound: Uint8Array): { readonly at: number; readonly bytes: number } | null {
  const needle = Math.min(80, sound.length)
  for (let at = 0; at + needle <= heard.length; at++) {
    let same = 0
    while (same < sound.length && heard[at + same] === sound[same]) same++
    if (same >= needle) return { at, bytes: same }
  }
  return null
}

/** G.711 µ-law. */
export function encoded(linear: number): number {
  const sign = linear < 0 ? 0x80 : 0
  const magnitude = Math.min(32635, Math.abs(Math.round(linear))) + 132
  const exponent = Math.floor(Math.log2(magnitude)) - 7
  return ~(sign | (exponent << 4) | ((magnitude >> (exponent + 3)) & 0x0f)) & 0xff
}

export function decoded(byte: number): number {
  const bits = ~byte & 0xff
  const exponent = (bits >> 4) & 7
  const magnitude = (((bits & 0x0f) << 3) + 132) * 2 ** exponent - 132
  return bits & 0x80 ? -magnitude : magnitude
}
