import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { alawValues } from './alaw.ts'
import { ulawByte, ulawValues } from './ulaw.ts'
import { type Wav, readWav, ulawWav } from './wav.ts'

type Fmt = { code: number; channels?: number; rate?: number; bits: number }

/** A file as a program writes it: chunks in their order. */
function wav(
  { code, channels = 1, rate = 8_000, bits }: Fmt,
  data: Uint8Array,
  more: readonly Uint8Array[] = []
): Uint8Array {
  const block = channels * Math.ceil(bits / 8)
  const fmt = new DataView(new ArrayBuffer(16))
  fmt.setUint16(0, code, true)
  fmt.setUint16(2, channels, true)
  fmt.setUint32(4, rate, true)
  fmt.setUint32(8, rate * block, true)
  fmt.setUint16(12, block, true)
  fmt.setUint16(14, bits, true)
  const body = joined([letters('WAVE'), chunk('fmt ', new Uint8Array(fmt.buffer)), ...more, chunk('data', data)])
  return joined([chunk('RIFF', body)])
}
const letters = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0))
const joined = (parts: readonly Uint8Array[]): Uint8Array => Uint8Array.from(parts.flatMap((part) => [...part]))
function chunk(name: string, body: Uint8Array): Uint8Array {
  const size = new DataView(new ArrayBuffer(4))
  size.setUint32(0, body.length, true)
  return joined([letters(name), new Uint8Array(size.buffer), body, new Uint8Array(body.length % 2)])
}
const samples = (file: Uint8Array): readonly number[] => [...(readWav(file) as Wav).sound.samples]
const problem = (file: Uint8Array): string => {
  const read = readWav(file)
  return read.kind === 'broken' ? read.problem : `read: ${read.sound.samples.length} samples`
}
const bytes = (write: (view: DataView) => void, size: number): Uint8Array => {
  const view = new DataView(new ArrayBuffer(size))
  write(view)
  return new Uint8Array(view.buffer)
}

describe('one half and minus one half', () => {
  test.for<[string, Fmt, Uint8Array]>([
    ['8 bit', { code: 1, bits: 8 }, Uint8Array.of(192, 64)],
    ['16 bit', { code: 1, bits: 16 }, bytes((v) => (v.setInt16(0, 16_384, true), v.setInt16(2, -16_384, true)), 4)],
    ['24 bit', { code: 1, bits: 24 }, Uint8Array.of(0, 0, 0x40, 0, 0, 0xc0)],
    ['32 bit', { code: 1, bits: 32 }, bytes((v) => (v.setInt32(0, 2 ** 30, true), v.setInt32(4, -(2 ** 30), true)), 8)],
    ['fractions', { code: 3, bits: 32 }, bytes((v) => (v.setFloat32(0, 0.5, true), v.setFloat32(4, -0.5, true)), 8)],
    [
      'long fractions',
      { code: 3, bits: 64 },
      bytes((v) => (v.setFloat64(0, 0.5, true), v.setFloat64(8, -0.5, true)), 16)
    ]
  ])('%s', ([, format, data]) => {
    expect(samples(wav(format, data))).toEqual([0.5, -0.5])
  })
})

test('µ-law and A-law', () => {
  expect(samples(wav({ code: 7, bits: 8 }, Uint8Array.of(0x80, 0xff)))).toEqual([32_124 / 32_768, 0])
  expect(samples(wav({ code: 6, bits: 8 }, Uint8Array.of(0xaa, 0x2a, 0xd5)))).toEqual(
    [32_256, -32_256, 8].map((v) => v / 32_768)
  )
  expect(new Set(alawValues).size).toBe(256)
})

test('of two channels the mean, at the rate of the file', () => {
  const read = readWav(wav({ code: 1, channels: 2, rate: 44_100, bits: 8 }, Uint8Array.of(192, 128, 128, 64))) as Wav
  expect([...read.sound.samples]).toEqual([0.25, -0.25])
  expect(read.sound.rate).toBe(44_100)
  expect(read.channels).toBe(2)
})

test('other chunks are passed over, also of an odd size', () => {
  expect(samples(wav({ code: 1, bits: 8 }, Uint8Array.of(192), [chunk('LIST', letters('abc'))]))).toEqual([0.5])
})

test('a file that was cut off gives what there is', () => {
  const whole = wav({ code: 1, bits: 16 }, new Uint8Array(200))
  expect(samples(whole.subarray(0, whole.length - 51)).length).toBe(74)
})

test('what was µ-law comes back as it was', () => {
  const line = Uint8Array.from({ length: 256 }, (_, i) => i)
  const { sound } = readWav(ulawWav(line, 8_000)) as Wav
  expect(sound.samples.map((sample) => ulawByte(Math.round(sample * 32_768)))).toEqual(
    Float32Array.from(line, (byte) => ulawByte(ulawValues[byte]!))
  )
})

describe('what is no sound is said so', () => {
  const good = wav({ code: 1, bits: 16 }, new Uint8Array(20))
  test.for<[string, Uint8Array, string]>([
    ['nothing', new Uint8Array(), 'empty'],
    ['a text', letters('Dear Sir or Madam, here is the message'), 'no WAV file'],
    ['an MP3', Uint8Array.of(0xff, 0xfb, 0x90, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), 'no WAV file'],
    ['a head alone', good.subarray(0, 12), 'no fmt chunk'],
    ['a format alone', good.subarray(0, 36), 'no data chunk'],
    ['a format cut off', good.subarray(0, 30), 'cut off'],
    ['no samples', wav({ code: 1, bits: 16 }, new Uint8Array()), 'no sound in it'],
    ['no channel', wav({ code: 1, channels: 0, bits: 16 }, new Uint8Array(4)), '0 channels'],
    ['too many channels', wav({ code: 1, channels: 999, bits: 16 }, new Uint8Array(4)), '999 channels'],
    ['no rate', wav({ code: 1, rate: 0, bits: 16 }, new Uint8Array(4)), '0 samples a second'],
    ['a rate of nonsense', wav({ code: 1, rate: 2 ** 31, bits: 16 }, new Uint8Array(4)), 'samples a second'],
    ['12 bit', wav({ code: 1, bits: 12 }, new Uint8Array(4)), 'format 1, 12 bit'],
    ['MP3 inside', wav({ code: 0x55, bits: 0 }, new Uint8Array(4)), 'format 85'],
    [
      'sound before format',
      joined([chunk('RIFF', joined([letters('WAVE'), chunk('data', new Uint8Array(4))]))]),
      'before its format'
    ]
  ])('%s', ([, file, says]) => {
    expect(problem(file)).toContain(says)
  })

  test('no bytes make it fall over, and no sample is out of bounds', () => {
    const head = fc.constantFrom(...[0, 12, 20, 36, 44].map((length) => good.subarray(0, length)))
    fc.assert(
      fc.property(head, fc.uint8Array({ maxLength: 80 }), (start, rest) => {
        const read = readWav(joined([start, rest]))
        if (read.kind === 'wav')
          for (const sample of read.sound.samples) expect(Math.abs(sample)).toBeLessThanOrEqual(16)
      })
    )
  })
})
