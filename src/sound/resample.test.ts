import { describe, expect, test } from 'vitest'
import { resample } from './resample.ts'
import { type Sound, decibels } from './sound.ts'

const tone = (hz: number, rate: number, seconds = 1, size = 0.5): Sound => ({
  rate,
  samples: Float32Array.from({ length: rate * seconds }, (_, i) => size * Math.sin((2 * Math.PI * hz * i) / rate))
})

/** Level without the ends, where the filter has half of its sound alone. */
const middleDb = ({ samples }: Sound): number => {
  const middle = samples.subarray(samples.length / 4, (samples.length * 3) / 4)
  return decibels(Math.sqrt(middle.reduce((sum, sample) => sum + sample ** 2, 0) / middle.length))
}

describe.for([11_025, 16_000, 22_050, 44_100, 48_000, 96_000, 6_000, 44_056])('from %i Hz to a telephone', (rate) => {
  test('a tone that a telephone carries arrives as it was', () => {
    const there = resample(tone(1_000, rate), 8_000)
    const asMade = tone(1_000, 8_000)
    const off = there.samples.subarray(1_000, 7_000).map((sample, i) => Math.abs(sample - asMade.samples[i + 1_000]!))
    expect(Math.max(...off)).toBeLessThan(0.0005)
  })

  test('it lasts as long as before', () => {
    expect(resample(tone(300, rate, 0.5), 8_000).samples.length).toBe(4_000)
  })
})

test('what the new rate cannot carry is left out, not folded back', () => {
  expect(middleDb(resample(tone(5_000, 48_000), 8_000))).toBeLessThan(-75)
  expect(middleDb(resample(tone(15_000, 44_100), 8_000))).toBeLessThan(-75)
})

test('the band of a telephone is kept to 3,400 Hz', () => {
  expect(middleDb(resample(tone(3_400, 48_000), 8_000))).toBeCloseTo(middleDb(tone(3_400, 8_000)), 1)
})

test('nothing stays nothing', () => {
  expect(resample({ rate: 48_000, samples: new Float32Array() }, 8_000).samples.length).toBe(0)
})
