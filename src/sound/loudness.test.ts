import { describe, expect, test } from 'vitest'
import { loudness } from './loudness.ts'
import { type Sound, ratioOf } from './sound.ts'

const tone = (hz: number, rate: number, dB: number, seconds = 3): Sound => ({
  rate,
  samples: Float32Array.from(
    { length: rate * seconds },
    (_, i) => ratioOf(dB) * Math.sin((2 * Math.PI * hz * i) / rate)
  )
})

const joined = (...sounds: readonly Sound[]): Sound => ({
  rate: sounds[0]!.rate,
  samples: Float32Array.from(sounds.flatMap(({ samples }) => [...samples]))
})

describe('a tone of 997 Hz at full scale has −3.01 LUFS on one channel, by the standard, at any rate', () => {
  test.for([8_000, 16_000, 44_100, 48_000])('%i Hz', (rate) => {
    expect(loudness(tone(997, rate, 0))).toBeCloseTo(-3.01, 1)
    expect(loudness(tone(997, rate, -20))).toBeCloseTo(-23.01, 1)
  })
})

test('pauses do not count: half silence is as loud as no silence', () => {
  const silence = { rate: 8_000, samples: new Float32Array(24_000) }
  expect(loudness(joined(tone(997, 8_000, -20), silence))).toBeCloseTo(-23.01, 0)
})

test('what is far quieter than the rest does not count either', () => {
  expect(loudness(joined(tone(997, 8_000, -10), tone(997, 8_000, -50)))).toBeCloseTo(-13.01, 0)
})

test('low rumble counts for little', () => {
  expect(loudness(tone(25, 8_000, -10))).toBeLessThan(-20)
})

test('silence has no loudness, and neither has nothing', () => {
  expect(loudness({ rate: 8_000, samples: new Float32Array(8_000) })).toBeNull()
  expect(loudness({ rate: 8_000, samples: new Float32Array() })).toBeNull()
})
