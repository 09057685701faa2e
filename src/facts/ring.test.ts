import { expect, test } from 'vitest'
import { type Ring, addToRing, codeIn, isBeyond, minuteIn, onlyAt, packed, slotOfEntry } from './ring.ts'

/** Three entries from slot 1 on, so that a look beyond either end meets a stranger; the last slots hold more of them. */
const ring: Ring = { start: 1, size: 3, length: 5 }
const STRANGER = packed(20, 7)
const holding = (...entries: readonly number[]): Int32Array => {
  const ints = Int32Array.of(STRANGER, 0, 0, 0, STRANGER, 0, STRANGER, STRANGER)
  for (const entry of entries) addToRing(ints, ring, entry)
  return ints
}
const inside = (ints: Int32Array) => [...ints.subarray(1, 1 + ints[5]!)]

test('an entry gives back its minute and its code, up to the last minute of 2097', () => {
  for (const [minute, code] of [
    [0, 31],
    [29_460_000, 0],
    [2 ** 26 - 1, 31]
  ] as const)
    expect([minuteIn(packed(minute, code) | 0), codeIn(packed(minute, code) | 0)]).toEqual([minute, code])
})

test('a full ring forgets the oldest, also when that is the one that just came', () => {
  const ints = holding(30, 10, 20)
  expect(inside(ints)).toEqual([10, 20, 30])
  addToRing(ints, ring, 25)
  expect(inside(ints)).toEqual([20, 25, 30])
  addToRing(ints, ring, 20)
  addToRing(ints, ring, 5)
  expect(inside(ints)).toEqual([20, 25, 30])
  expect([ints[0], ints[4]]).toEqual([STRANGER, STRANGER])
})

test('what is as old as the oldest of a full ring may have been pushed out, nothing else may', () => {
  const three = holding(packed(10, 1), packed(20, 1), packed(30, 1))
  expect([isBeyond(three, ring, 9), isBeyond(three, ring, 10), isBeyond(three, ring, 11)]).toEqual([true, true, false])
  expect(isBeyond(holding(packed(10, 1), packed(20, 1)), ring, 9)).toBe(false)
})

test('the only entry of a minute is found by it, two of a minute are said to be several', () => {
  const ints = holding(packed(10, 1), packed(20, 2), packed(20, 3))
  expect([onlyAt(ints, ring, 10), onlyAt(ints, ring, 20), onlyAt(ints, ring, 15)]).toEqual([1, -2, -1])
  expect([onlyAt(ints, ring, 30), onlyAt(holding(), ring, 20), onlyAt(holding(packed(5, 0)), ring, 20)]).toEqual([
    -1, -1, -1
  ])
})

test('an entry is found by its minute and code, and only inside the ring', () => {
  const ints = holding(packed(10, 1), packed(30, 3))
  expect([slotOfEntry(ints, ring, packed(10, 1)), slotOfEntry(ints, ring, packed(30, 3))]).toEqual([1, 2])
  expect([slotOfEntry(ints, ring, packed(10, 2)), slotOfEntry(ints, ring, STRANGER)]).toEqual([-1, -1])
  expect(slotOfEntry(holding(packed(30, 1), packed(40, 1)), ring, STRANGER)).toBe(-1)
})
