import { ULAW_RATE, toUlaw } from './ulaw.ts'

/** The two tones of each key (ITU-T Q.23). */
const rows = [697, 770, 852, 941]
const columns = [1209, 1336, 1477, 1633]
const keys = '123A456B789C*0#D'

const TONE_MS = 100
const PAUSE_MS = 80
/** Loud enough for any decoder, and both together far from the end of the scale. */
const SIZE = 0.25

/** The sound of keys that are pressed one after the other, µ-law; other signs are pauses. */
export function keySound(digits: string): Uint8Array {
  const each = ULAW_RATE / 1_000
  const samples = new Float32Array(digits.length * (TONE_MS + PAUSE_MS) * each)
  ;[...digits].forEach((digit, place) => {
    const key = keys.indexOf(digit)
    if (key < 0) return
    const turns = [rows[key >> 2]!, columns[key % 4]!].map((hz) => (2 * Math.PI * hz) / ULAW_RATE)
    const from = place * (TONE_MS + PAUSE_MS) * each
    for (let i = 0; i < TONE_MS * each; i++)
      samples[from + i] = SIZE * turns.reduce((sum, turn) => sum + Math.sin(turn * i), 0)
  })
  return toUlaw(samples)
}
