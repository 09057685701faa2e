import { describe, expect, test } from 'vitest'
import { loudness } from '../sound/loudness.ts'
import { type Sound, ratioOf, secondsOf } from '../sound/sound.ts'
import { type Prepared, SPEECH_LUFS, peakDb, prepare } from './prepare.ts'

const RATE = 8_000

/** Syllables of a voice: a buzz of 130 Hz that swells and falls four times a second, over a little noise of the room. */
function voice(seconds: number, dB = -20, noiseDb = -70): Sound {
  const chance = dice()
  return {
    rate: RATE,
    samples: Float32Array.from({ length: Math.round(RATE * seconds) }, (_, i) => {
      const t = i / RATE
      const syllable = Math.max(0, Math.sin(2 * Math.PI * 2 * t)) ** 2
      let buzz = 0
      for (let partial = 1; partial < 12; partial++) buzz += Math.sin(2 * Math.PI * 130 * partial * t) / partial
      return ratioOf(dB) * syllable * buzz + ratioOf(noiseDb) * (chance() * 2 - 1)
    })
  }
}
function dice(): () => number {
  let state = 1
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
}
const silence = (seconds: number): Sound => ({ rate: RATE, samples: new Float32Array(RATE * seconds) })
const joined = (...sounds: readonly Sound[]): Sound => ({
  rate: RATE,
  samples: Float32Array.from(sounds.flatMap(({ samples }) => [...samples]))
})
const reasons = (sound: Sound): string => {
  const result = prepare(sound, RATE)
  return result.kind === 'unfit' ? result.reasons.join('; ') : ''
}

describe('a good message', () => {
  test.for([-35, -20, -8])('of %i dB becomes as loud as every other, and is not cut off at the top', (dB) => {
    const ready = prepare(voice(8, dB, dB - 50), RATE) as Prepared
    expect(ready.kind).toBe('prepared')
    expect(loudness(ready.sound)).toBeCloseTo(SPEECH_LUFS, 0)
    expect(peakDb(ready.sound)).toBeLessThan(-1 + 0.01)
  })

  test('loses the silence at its ends and keeps the pauses between', () => {
    const ready = prepare(joined(silence(3), voice(4), silence(1), voice(4), silence(2)), RATE) as Prepared
    expect(ready.seconds).toBeGreaterThan(8.5)
    expect(ready.seconds).toBeLessThan(9.4)
    expect(ready.trimmedSeconds.start).toBeCloseTo(3, 0)
    expect(secondsOf(ready.sound)).toBeCloseTo(ready.seconds, 2)
  })
})

describe('what cannot be played to anybody', () => {
  test('nothing at all', () => {
    expect(reasons(silence(5))).toContain('nothing is to be heard')
    expect(reasons({ rate: RATE, samples: new Float32Array() })).toContain('nothing is to be heard')
  })

  test('too long: says by how much, and silence at the ends does not count', () => {
    expect(reasons(voice(33))).toMatch(/lasts 3[23]\.\d s .* at most, so [23]\.\d s have to go/)
    expect(prepare(joined(silence(2), voice(29), silence(2)), RATE).kind).toBe('prepared')
  })

  test('a snippet', () => {
    expect(reasons(joined(silence(2), voice(0.4), silence(2)))).toContain('is the file cut off?')
  })

  test('clipped: says where', () => {
    const loud = voice(3, 6).samples.map((sample) => Math.max(-1, Math.min(1, sample)))
    expect(reasons(joined(voice(4), { rate: RATE, samples: loud }))).toMatch(/cut off at full loudness at 4\.\d s/)
  })

  test('one plosive that reaches the end of the scale is no clipping', () => {
    const good = voice(6)
    good.samples.fill(1, 1_000, 1_010)
    expect(prepare(good, RATE).kind).toBe('prepared')
  })

  test('hiss: says how much and where it is plain to hear', () => {
    expect(reasons(voice(6, -30, -48))).toMatch(/hisses: the noise .* only \d+ dB under the speech .* at \d\.\d s/)
  })

  test('everything at once is said at once', () => {
    const bad = voice(40, 8, -12).samples.map((sample) => Math.max(-1, Math.min(1, sample)))
    const result = prepare({ rate: RATE, samples: bad }, RATE)
    expect(result.kind === 'unfit' && result.reasons.length).toBe(3)
  })
})
