import { expect, test } from 'vitest'
import { closeCall, isOpen, openCall } from './open-call.ts'
import { EMAILS, OPEN, OPEN_IDS, OPEN_IDS_MAX, type Row, TOUCHES, emptyRow } from './row.ts'

const opened = (...touches: readonly number[]): Row => {
  const row = emptyRow()
  for (const touch of touches) openCall(row, touch)
  return row
}
const known = (row: Row) => [...row.ints.subarray(OPEN_IDS, OPEN_IDS + OPEN_IDS_MAX)]

test('open calls stand in one order, whatever the order in which they were placed', () => {
  expect(opened(7, 3, 9, 5).bytes).toEqual(opened(3, 5, 7, 9).bytes)
  expect(known(opened(7, 3, 9, 5))).toEqual([3, 5, 7, 9])
})

test('a call is open from its touch to its outcome, and no other is', () => {
  const row = opened(7, 3, 9)
  expect([3, 7, 9, 5, 0].map((touch) => isOpen(row, touch))).toEqual([true, true, true, false, false])
  closeCall(row, 3)
  expect([3, 7, 9].map((touch) => isOpen(row, touch))).toEqual([false, true, true])
  closeCall(row, 9)
  closeCall(row, 7)
  expect(row.bytes).toEqual(emptyRow().bytes)
})

test('the slots around open calls keep what they hold', () => {
  const row = opened(4, 3, 2, 1)
  expect([row.ints[OPEN], ...known(row)]).toEqual([4, 1, 2, 3, 4])
  row.ints[EMAILS] = 5
  row.ints[TOUCHES] = 6
  closeCall(row, 2)
  expect([row.ints[OPEN], ...known(row), row.ints[EMAILS], row.ints[TOUCHES]]).toEqual([3, 1, 3, 4, 0, 5, 6])
})

test('with more than four open calls none is known by name, and each is still counted', () => {
  const four = opened(1, 2, 3, 4)
  expect([isOpen(four, 1), isOpen(four, 4)]).toEqual([true, true])
  for (const row of [opened(1, 2, 3, 4, 5), opened(1, 2, 3, 4, 5, 6)]) {
    expect(known(row)).toEqual([0, 0, 0, 0])
    expect([0, 1, 5, 6].map((touch) => isOpen(row, touch))).toEqual([false, false, false, false])
  }
  const onlyCounted = emptyRow()
  onlyCounted.ints[OPEN] = 6
  expect(opened(1, 2, 3, 4, 5, 6).bytes).toEqual(onlyCounted.bytes)
})

test('ids beyond 32 bits are told apart by both of their halves', () => {
  const high = 2 ** 32
  const row = opened(3 * high + 5)
  expect(isOpen(row, 3 * high + 5)).toBe(true)
  expect([isOpen(row, 5), isOpen(row, 4 * high + 5), isOpen(row, 3 * high + 6)]).toEqual([false, false, false])
})
