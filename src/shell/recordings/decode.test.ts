import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ulawWav } from '../../sound/wav.ts'
import { root } from '../command/setting.ts'
import { decodeSound } from './decode.ts'

const mp3 = new Uint8Array(readFileSync(join(root, 'test/sounds/buzz.mp3')))
const problem = async (bytes: Uint8Array): Promise<string> => {
  const decoded = await decodeSound(bytes)
  return decoded.kind === 'broken' ? decoded.problem : `decoded ${decoded.format}`
}

test('an MP3 has the sound that was put into it', async () => {
  const decoded = await decodeSound(mp3)
  if (decoded.kind === 'broken') throw new Error(decoded.problem)
  const { rate, samples } = decoded.sound
  expect(decoded.format).toBe('mp3')
  expect(samples.length / rate).toBeCloseTo(2.4, 0)
  const loudest = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)
  expect(loudest).toBeGreaterThan(0.1)
  expect(loudest).toBeLessThan(0.3)
})

test('a WAV is told by its bytes, whatever its name', async () => {
  expect(await problem(ulawWav(new Uint8Array(800), 8_000))).toBe('decoded wav')
})

describe('what is no sound is said so', () => {
  test.for<[string, Uint8Array, string]>([
    ['nothing', new Uint8Array(), 'empty'],
    ['one byte', Uint8Array.of(0xff), 'neither WAV nor MP3'],
    ['a picture', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a), 'neither WAV nor MP3'],
    ['a tag alone', Uint8Array.of(0x49, 0x44, 0x33, 4, 0, 0, 0, 0, 0, 0), 'no sound in it'],
    ['a sync word alone', Uint8Array.of(0xff, 0xfb, 0x90, 0x00), 'no sound in it']
  ])('%s', async ([, bytes, says]) => {
    expect(await problem(bytes)).toContain(says)
  })

  test('bytes of nonsense behind the beginning of an MP3 do no harm', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), fc.nat({ max: 600 }), async (nonsense, keep) => {
        await decodeSound(Uint8Array.from([...mp3.subarray(0, keep), ...nonsense]))
      }),
      { numRuns: 30 }
    )
  })
})
