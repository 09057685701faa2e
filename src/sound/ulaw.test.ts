import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ULAW_SILENCE, fromUlaw, toUlaw, ulawByte, ulawValues } from './ulaw.ts'

describe('values that ITU-T G.711 prints', () => {
  test.for([
    [0x00, -32_124],
    [0x80, 32_124],
    [0x7f, 0],
    [0xff, 0],
    [0x8f, 16_764],
    [0x9f, 8_316],
    [0xaf, 4_092],
    [0xbf, 1_980],
    [0xcf, 924],
    [0xdf, 396],
    [0xef, 132],
    [0x70, -120],
    [0xfe, 8]
  ] as const)('byte %i is %i', ([byte, value]) => {
    expect(ulawValues[byte]).toBe(value)
  })
})

test('every byte comes back as itself, but for the silence with a minus', () => {
  for (let byte = 0; byte < 256; byte++) expect(ulawByte(ulawValues[byte]!)).toBe(byte === 0x7f ? ULAW_SILENCE : byte)
})

test('a value comes back no farther off than half a step of its size', () => {
  fc.assert(
    fc.property(fc.integer({ min: -32_768, max: 32_767 }), (value) => {
      const back = ulawValues[ulawByte(value)]!
      expect(Math.abs(back - value)).toBeLessThanOrEqual(Math.max(4, Math.abs(value) / 30 + 4))
      expect(Math.sign(back) * Math.sign(value)).toBeGreaterThanOrEqual(0)
    })
  )
})

test('too loud is the loudest', () => {
  expect([...toUlaw(Float32Array.of(1.7, -1.7))]).toEqual([0x80, 0x00])
  expect(fromUlaw(Uint8Array.of(0x80))[0]).toBeCloseTo(0.98, 2)
})
