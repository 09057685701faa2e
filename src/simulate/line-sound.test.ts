import { describe, expect, test } from 'vitest'
import { endpoints } from '../facts/outcome-lists.ts'
import { babble, speaker } from './babble.ts'
import * as sounds from './line-sound.ts'

const RATE = 8_000
const piece = (sound: Float64Array, fromMs: number, untilMs: number) =>
  sound.subarray((fromMs * RATE) / 1000, (untilMs * RATE) / 1000)
const power = (sound: Float64Array): number =>
  sound.reduce((sum, each) => sum + each * each, 0) / Math.max(1, sound.length)
/** How much of the power is at a frequency, from 0 to 1. */
function share(sound: Float64Array, hz: number): number {
  let real = 0
  let imaginary = 0
  sound.forEach((each, i) => {
    real += each * Math.cos((2 * Math.PI * hz * i) / RATE)
    imaginary += each * Math.sin((2 * Math.PI * hz * i) / RATE)
  })
  return (2 * (real * real + imaginary * imaginary)) / (power(sound) * sound.length * sound.length)
}

describe('a voice that says nothing', () => {
  test('is the same again from the same seed, and another from another', () => {
    expect(babble(speaker(5), 500)).toEqual(babble(speaker(5), 500))
    expect(babble(speaker(5), 500)).not.toEqual(babble(speaker(6), 500))
    expect(new Set([1, 2, 3, 4, 5, 6].map((seed) => Math.round(speaker(seed).pitchHz))).size).toBeGreaterThan(3)
  })

  test('is as long as asked, never silent for half a second, never louder than a line takes, and no tone', () => {
    for (const seed of [3, 77, 123_456]) {
      const sound = babble(speaker(seed), 6_000)
      expect(sound).toHaveLength(48_000)
      for (let ms = 0; ms + 500 <= 6_000; ms += 100) expect(power(piece(sound, ms, ms + 500))).toBeGreaterThan(1e-5)
      expect(sound.every((each) => Math.abs(each) <= 0.36)).toBe(true)
      for (let hz = 200; hz < 3_400; hz += 100) expect(share(sound, hz)).toBeLessThan(0.3)
    }
  })

  test('goes on and off in the rhythm of syllables, and takes breath between phrases', () => {
    const sound = babble(speaker(9), 8_000)
    const frames = Array.from({ length: 400 }, (_, i) => power(piece(sound, 20 * i, 20 * i + 20)) > 1e-4)
    const pauses = frames
      .map(String)
      .join('')
      .split('true')
      .filter((run) => run.length > 0)
    const breaths = pauses.filter((run) => run.length / 'false'.length >= 10)
    expect(breaths.length).toBeGreaterThanOrEqual(2)
    expect(breaths.length).toBeLessThanOrEqual(8)
  })
})

test('the three rising tones say what they mean, and only a network that announces has any', () => {
  const announced = Object.keys(endpoints).filter((each) => sounds.announcement(each as never) !== null)
  expect(announced).toEqual(['congestion', 'vacant_number', 'changed_number', 'no_circuit'])
  const vacant = sounds.announcement('vacant_number')!()
  expect(share(piece(vacant, 0, 380), 985.2)).toBeGreaterThan(0.9)
  expect(share(piece(vacant, 380, 654), 1370.6)).toBeGreaterThan(0.9)
  expect(share(piece(vacant, 654, 1_034), 1776.7)).toBeGreaterThan(0.9)
})

test('a greeting ends with a pause, and the beep behind it is one tone of its own', () => {
  const greeting = sounds.greeting(77, 5_000)
  expect(greeting).toHaveLength(40_000)
  expect(power(piece(greeting, 4_650, 5_000))).toBe(0)
  const beep = sounds.beep(77)
  expect(beep).toHaveLength((sounds.BEEP_MS * RATE) / 1000)
  expect(share(beep, 700 + (77 >>> 3))).toBeGreaterThan(0.9)
})
