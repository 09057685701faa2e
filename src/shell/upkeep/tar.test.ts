import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { blockBytes, headerOf, isSafe, paddingAfter, readHeader } from './tar.ts'

describe('a header', () => {
  const part = fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' }).filter(isSafe)
  const name = fc.array(part, { minLength: 1, maxLength: 12 }).map((parts) => parts.join('/'))

  test('says of any name and size what was written into it, or nothing was written', () => {
    fc.assert(
      fc.property(name, fc.constantFrom('file' as const, 'folder' as const), fc.nat(2 ** 31), (path, kind, size) => {
        const entry = { name: path, kind, bytes: kind === 'folder' ? 0 : size }
        const header = headerOf(entry, 1_800_000_000)
        if (header === null) return Buffer.byteLength(path) > 99
        expect(header.length).toBe(blockBytes)
        expect(readHeader(header)).toEqual({ kind: 'entry', entry })
        return true
      })
    )
  })

  test('that has one bit turned is damaged', () => {
    const header = headerOf({ name: 'a/b', kind: 'file', bytes: 12 }, 0) as Buffer
    fc.assert(
      fc.property(fc.nat(blockBytes * 8 - 1), (bit) => {
        const turned = Buffer.from(header)
        turned[bit >> 3] = (turned[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        const read = readHeader(turned)
        // Some writings of the sum itself say the same number.
        return read.kind === 'wrong' || (bit >> 3 >= 148 && bit >> 3 < 156)
      })
    )
  })

  test.for([
    [0, 0],
    [1, 511],
    [512, 0],
    [513, 511]
  ] as const)('%i bytes are filled up with %i', ([bytes, padding]) => expect(paddingAfter(bytes)).toBe(padding))

  test('a file of more than 8 GB, or a name that cannot be cut, gets none', () => {
    expect(headerOf({ name: 'a', kind: 'file', bytes: 8 ** 11 }, 0)).toBeNull()
    expect(headerOf({ name: 'x'.repeat(101), kind: 'file', bytes: 0 }, 0)).toBeNull()
    expect(headerOf({ name: `${'x'.repeat(156)}/y`, kind: 'file', bytes: 0 }, 0)).toBeNull()
  })
})

test.for(['/etc/passwd', '../up', 'a/../../b', 'a//b', '', './a', 'a/', 'C:evil', 'a\\b', 'a\0b', 'a\nb'])(
  'the name %j is refused',
  (name) => expect(isSafe(name)).toBe(false)
)

test.for(['a', 'postgres/base/1/1259', 'recordings/Grüße.wav', '..a', 'a..b'])('the name %j is taken', (name) =>
  expect(isSafe(name)).toBe(true)
)
