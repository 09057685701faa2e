import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Place, sorter } from './sorter.ts'

type Given = Place & { readonly text: string }

const given: fc.Arbitrary<Given> = fc.record({
  group: fc.integer({ min: 0, max: 8 }),
  score: fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ noNaN: true }), fc.constantFrom(Infinity, -Infinity)),
  row: fc.integer({ min: 1, max: 50 }),
  text: fc.oneof(fc.string(), fc.string({ unit: 'grapheme' }), fc.constant('x'.repeat(700)))
})

function sorted(entries: readonly Given[], holdBytes: number, readBytes: number): readonly string[] {
  const sheet = sorter({ holdBytes, readBytes })
  for (const { text, ...place } of entries) sheet.add(place, text)
  const out = Array.from(
    sheet.inOrder(),
    ({ group, row, bytes }) => `${group} ${row} ${new TextDecoder().decode(bytes)}`
  )
  sheet.close()
  return out
}

const sameScore = (a: number, b: number): number => (a === b ? 0 : a > b ? -1 : 1)

function expected(entries: readonly Given[]): readonly string[] {
  return entries
    .toSorted((a, b) => a.group - b.group || sameScore(a.score, b.score) || a.row - b.row)
    .map(({ group, row, text }) => `${group} ${row} ${new TextDecoder().decode(new TextEncoder().encode(text))}`)
}

describe('a sorter', () => {
  test('gives the same order from memory and from disk, whatever fits at a time', () => {
    fc.assert(
      fc.property(
        fc.array(given, { maxLength: 60 }),
        fc.integer({ min: 1, max: 3000 }),
        fc.integer({ min: 1, max: 600 }),
        (entries, hold, read) => {
          const wanted = expected(entries)
          expect(sorted(entries, 1 << 20, read)).toEqual(wanted)
          expect(sorted(entries, hold, read)).toEqual(wanted)
        }
      ),
      { numRuns: 150 }
    )
  })

  test('leaves no name among the temporary files while it works', () => {
    const before = readdirSync(tmpdir()).filter((name) => name.startsWith('aftertone-plan-'))
    const sheet = sorter({ holdBytes: 64, readBytes: 64 })
    for (let row = 0; row < 20; row++) sheet.add({ group: 0, score: 0, row }, 'a lead of some length')
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith('aftertone-plan-'))).toEqual(before)
    expect([...sheet.inOrder()]).toHaveLength(20)
    sheet.close()
  })
})
