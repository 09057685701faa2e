import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fitted, widthOf, wrapped } from './width.ts'

test.for([
  ['Ada', 3],
  ['田中太郎', 8],
  ['José', 4],
  ['Jose\u0301', 4],
  ['한국', 4],
  ['', 0]
] as const)('%s takes %i columns', ([text, columns]) => {
  expect(widthOf(text)).toBe(columns)
})

test('a text in a column takes exactly the room of the column', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 2, max: 40 }), (text, columns) => {
      expect(widthOf(fitted(text, columns))).toBe(columns)
    })
  )
})

test('wrapping loses no word and breaks between words only', () => {
  fc.assert(
    fc.property(
      fc.array(fc.stringMatching(/^[a-z]{1,9}$/), { minLength: 1 }),
      fc.integer({ min: 9, max: 40 }),
      (words, columns) => {
        const lines = wrapped(words.join(' '), columns)
        expect(lines.join(' ').split(' ')).toEqual(words)
        expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(columns)
      }
    )
  )
})
