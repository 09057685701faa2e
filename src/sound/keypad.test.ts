import { expect, test } from 'vitest'
import { share } from '../../test/phone-sound.ts'
import { keySound } from './keypad.ts'

test('each key has its two tones, and a pause behind it', () => {
  const sound = keySound('5#')
  expect(sound.length).toBe(2 * 180 * 8)
  const first = sound.subarray(0, 800)
  expect(share(first, 770)).toBeGreaterThan(0.45)
  expect(share(first, 1336)).toBeGreaterThan(0.45)
  expect(new Set(sound.subarray(800, 1440))).toEqual(new Set([0xff]))
  const second = sound.subarray(1440, 2240)
  expect(share(second, 941)).toBeGreaterThan(0.45)
  expect(share(second, 1477)).toBeGreaterThan(0.45)
})

test('what is no key is a pause', () => {
  expect(new Set(keySound(',w'))).toEqual(new Set([0xff]))
})
