import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { numberChanges } from './number-changes.ts'
import { type NumberSet, builder } from './number-set.ts'
import { BITMAP_WORDS, SHELF } from './number-shelf.ts'
import { packed, unpacked } from './packed-numbers.ts'

/** Many near each other, so that they meet on a shelf, and some from anywhere between seven digits and fifteen. */
const number = fc.oneof(
  fc.integer({ min: 13055550100, max: 13055550180 }),
  fc.integer({ min: 13059999990, max: 13060000010 }),
  fc.integer({ min: 1_000_000, max: 10_000_010 }),
  fc.maxSafeInteger().map((any) => 1_000_000 + (Math.abs(any) % 999_999_999_000_000))
)
const numbers = fc.array(number, { maxLength: 200 })

function setOf(all: Iterable<number>): NumberSet {
  const building = builder()
  for (const each of all) building.add(`+${each}`)
  return building.done()
}

/** As packed bytes; far quicker than a comparison number by number. */
function isSame(one: NumberSet, other: NumberSet): boolean {
  return Buffer.from(packed(one).buffer).equals(packed(other))
}

/** Every `step`th number of the area code 305. */
function denseSet(step: number): NumberSet {
  const building = builder()
  for (let rest = SHELF - step; rest >= 0; rest -= step) building.addInteger(1305 * SHELF + rest)
  return building.done()
}

describe('a set of numbers', () => {
  test('has what was put in and nothing else, like any set', () => {
    fc.assert(
      fc.property(numbers, numbers, (inside, asked) => {
        const [set, plain] = [setOf(inside), new Set(inside)]
        expect(set.size).toBe(plain.size)
        for (const each of [...inside, ...asked, ...inside.map((one) => one + 1)]) {
          expect(set.has(`+${each}`)).toBe(plain.has(each))
          expect(set.has(String(each))).toBe(plain.has(each))
        }
      })
    )
  })

  test('knows no order and counts what it is given twice', () => {
    fc.assert(
      fc.property(numbers, (all) => {
        const building = builder()
        for (const each of [...all, ...all.toReversed()]) building.addInteger(each)
        expect(building.taken()).toBe(all.length * 2)
        const set = building.done()
        expect(set.size).toBe(new Set(all).size)
        expect(packed(set)).toEqual(packed(setOf(all)))
      })
    )
  })

  test.for([
    '',
    '+',
    '123456',
    '+0305555012',
    '1234567890123456',
    '+1305555o123',
    '1 305 555 0123',
    '++13055550123',
    '１３０５'
  ])('takes no "%s", and never has it', (text) => {
    const building = builder()
    expect(building.add(text)).toBe(false)
    const set = building.done()
    expect([set.size, set.has(text)]).toEqual([0, false])
  })

  test.for([999_999, 1e15, 1.5e9 + 0.5, -13055550123, Number.NaN, Number.POSITIVE_INFINITY])(
    'takes no integer %s',
    (integer) => {
      expect(builder().addInteger(integer)).toBe(false)
    }
  )

  test('any text asked for is answered', () => {
    const set = setOf([13055550123])
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(set.has(text)).toBe(/^\+?13055550123$/.test(text))
      })
    )
  })

  test('takes little more than four bytes a number in lists, and one bit for each possible number once that is less', () => {
    expect(denseSet(40).bytes).toBeLessThan((SHELF / 40) * 4.25 + 100)
    const dense = denseSet(20)
    expect(dense.bytes).toBeLessThan(BITMAP_WORDS * 4 + 100)
    expect(dense.size).toBe(SHELF / 20)
    expect(['+13050000001', '+13050000020', '+13050000021', '+13059999980'].map(dense.has)).toEqual([
      ...[false, true, false, true]
    ])
  })

  test.for([BITMAP_WORDS - 1, BITMAP_WORDS, BITMAP_WORDS + 1])('of %d neighbours has each of them', (count) => {
    const building = builder()
    for (let round = 0; round < 2; round++)
      for (let at = 0; at < count; at++) building.addInteger(1305 * SHELF + at * 7)
    const set = building.done()
    expect(set.size).toBe(count)
    expect(set.has(`+${1305 * SHELF + (count - 1) * 7}`)).toBe(true)
    expect(set.has(`+${1305 * SHELF + count * 7}`)).toBe(false)
    expect(set.bytes).toBeLessThan(BITMAP_WORDS * 4.25 + 100)
    expect(isSame(unpacked(packed(set)), set)).toBe(true)
  })

  test('the same number a million times costs no more than a shelf', () => {
    const building = builder()
    for (let at = 0; at < 1_000_000; at++) building.addInteger(13055550100 + (at % 7))
    expect(building.taken()).toBe(1_000_000)
    expect(building.done().size).toBe(7)
  })

  test('a file that begins in more ways than any list of numbers is refused before it fills the memory', () => {
    const building = builder()
    expect(() => {
      for (let at = 0; at < 60_000; at++) building.addInteger(100_000_000_000_000 + at * SHELF)
    }).toThrow('begin in more than 50000 ways')
  })
})

describe('a set that changes', () => {
  const change = fc.tuple(number, fc.boolean())

  test('is what a plain set would be after the same changes, in lots of any size', () => {
    fc.assert(
      fc.property(
        numbers,
        fc.array(change, { maxLength: 200 }),
        fc.integer({ min: 1, max: 50 }),
        (first, told, lot) => {
          const plain = new Set(first)
          const base = setOf(first)
          const before = packed(base)
          const changes = numberChanges(base, lot)
          for (const [each, isOn] of told) {
            if (isOn) plain.add(each)
            else plain.delete(each)
            changes[isOn ? 'add' : 'remove'](`+${each}`)
          }
          const { set, added, removed, idle } = changes.done()
          expect(packed(set)).toEqual(packed(setOf(plain)))
          expect(set.size).toBe(base.size + added - removed)
          expect(added + removed + idle).toBe(told.length)
          expect(packed(base)).toEqual(before)
        }
      )
    )
  })

  test('the last word on a number counts', () => {
    const changes = numberChanges(setOf([13055550101, 13055550102]))
    for (const each of ['+13055550101', '+13055550103']) changes.remove(each)
    for (const each of ['+13055550103', '+13055550101']) changes.add(each)
    changes.remove('+13055550102')
    const { set, added, removed, idle } = changes.done()
    expect([set.size, set.has('+13055550101'), set.has('+13055550103')]).toEqual([2, true, true])
    expect({ added, removed, idle }).toEqual({ added: 1, removed: 1, idle: 3 })
  })

  test('shelves become bits and lists again as they grow and shrink', () => {
    const count = BITMAP_WORDS - 2
    const building = builder()
    for (let at = 0; at < count; at++) building.addInteger(1305 * SHELF + at)
    const list = building.done()
    const grown = numberChanges(list)
    for (let at = 0; at < 4; at++) grown.add(`+${1305 * SHELF + 9_000_000 + at}`)
    const bits = grown.done().set
    expect(bits.size).toBe(count + 4)
    expect(bits.has('+13059000003')).toBe(true)
    const shrunk = numberChanges(bits)
    for (let at = 0; at < 4; at++) shrunk.remove(`+${1305 * SHELF + 9_000_000 + at}`)
    expect([shrunk.add('+13059000009'), shrunk.remove('+13059000009'), shrunk.add('+13050000000')]).toEqual([
      ...[true, true, true]
    ])
    const { set, ...counted } = shrunk.done()
    expect(isSame(set, list)).toBe(true)
    expect(counted).toEqual({ added: 0, removed: 4, idle: 3 })
    expect([bits.size, bits.has('+13059000003'), bits.has('+13059000009')]).toEqual([count + 4, true, false])
    const more = numberChanges(bits)
    for (const each of ['+13059000003', '+13059000009']) more.add(each)
    expect(more.done()).toMatchObject({ added: 1, removed: 0, idle: 1 })
    expect(bits.has('+13059000009')).toBe(false)
  })

  test('the least number that there is comes and goes like any', () => {
    const changes = numberChanges(setOf([]))
    expect([changes.add('+1000000'), changes.add('+999999')]).toEqual([true, false])
    expect(changes.done()).toMatchObject({ added: 1, removed: 0, idle: 0 })
  })

  test('an empty set is what is left when everything goes', () => {
    const changes = numberChanges(setOf([13055550101]))
    changes.remove('+13055550101')
    expect(packed(changes.done().set)).toEqual(packed(setOf([])))
    expect(changes.add('no number')).toBe(false)
  })
})

describe('a packed set', () => {
  test('comes back as it was, from bytes at any place', () => {
    fc.assert(
      fc.property(numbers, fc.integer({ min: 0, max: 3 }), (all, shift) => {
        const bytes = packed(setOf(all))
        const moved = new Uint8Array(bytes.length + shift)
        moved.set(bytes, shift)
        const back = unpacked(moved.subarray(shift))
        expect(packed(back)).toEqual(bytes)
        for (const each of all) expect(back.has(`+${each}`)).toBe(true)
      })
    )
  })

  test('one changed byte, one that is missing and one too many are seen', () => {
    fc.assert(
      fc.property(numbers, fc.nat(), fc.integer({ min: 1, max: 255 }), (all, place, change) => {
        const bytes = packed(setOf(all))
        const changed = bytes.slice()
        changed[place % bytes.length]! ^= change
        expect(() => unpacked(changed)).toThrow('These bytes')
        expect(() => unpacked(bytes.slice(0, place % bytes.length))).toThrow('These bytes')
        expect(() => unpacked(new Uint8Array([...bytes, change]))).toThrow('These bytes')
      })
    )
  })

  test('any bytes at all are a sentence or a set', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(() => unpacked(bytes)).toThrow('These bytes')
      })
    )
  })

  test.for([
    ['another format', 0, 7, 'no set of telephone numbers'],
    ['a machine of the other byte order', 0, 0x014e5441, 'turns the bytes of a word round'],
    ['a later version', 1, 2, 'are of version 2, and this is version 1'],
    ['more numbers announced than there are', 4, 4, 'hold 3 numbers, and 4 are announced'],
    ['more words announced than there are', 3, 9, 'are announced'],
    ['no beginnings', 2, 0, 'are announced'],
    ['beginnings out of order', 6, 1307, 'shelves out of their order'],
    ['a beginning of too many digits', 7, 100_000_000, 'shelves out of their order'],
    ['a first shelf that starts late', 8, 1, 'shelves with gaps'],
    ['a shelf that ends before it starts', 9, 0, 'impossible length'],
    ['a shelf that ends behind the end', 9, 4, 'impossible length'],
    ['numbers out of order', 11, 9_999_999, 'out of their order'],
    ['the same number twice', 12, 5_550_101, 'out of their order'],
    ['a number of eight digits on a shelf', 13, 10_000_000, 'too short or too long']
  ] as const)('made by hand with %s is refused, its checksum being right', ([, word, value, reason]) => {
    const bytes = packed(setOf([13055550101, 13055550102, 13065550101]))
    expect(bytes.length).toBe(14 * 4)
    new Uint32Array(bytes.buffer)[word] = value
    expect(() => unpacked(sealed(bytes))).toThrow(reason)
  })

  test('made by hand with a number of six digits, or bits where a list would do, is refused', () => {
    const short = packed(setOf([1_000_000]))
    new Uint32Array(short.buffer)[9] = 999_999
    expect(() => unpacked(sealed(short))).toThrow('too short')
    const dense = packed(denseSet(25))
    new Uint32Array(dense.buffer).fill(0, 100)
    expect(() => unpacked(sealed(dense))).toThrow('should be a list')
  })
})

/** The checksum as it would be if these bytes were meant, so that only what they say can be wrong. */
function sealed(bytes: Uint8Array<ArrayBuffer>): Uint8Array {
  const words = new Uint32Array(bytes.buffer)
  let sum = 0x811c9dc5
  words.forEach((word, at) => (sum = at === 5 ? sum : Math.imul(sum ^ word, 0x01000193)))
  words[5] = sum >>> 0
  return bytes
}
