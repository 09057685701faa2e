import { OPEN, OPEN_IDS, OPEN_IDS_MAX, type Row } from './row.ts'

/**
 * Calls without an outcome, by touch id, so that an outcome settles only its own call. Up to four are known by name;
 * with more of them open none is, until the log is folded with fewer. The ids stand sorted: order leaves no trace.
 */
export function openCall(row: Row, touch: number): void {
  const { ints } = row
  const open = ints[OPEN]!
  ints[OPEN] = open + 1
  if (open >= OPEN_IDS_MAX) {
    ints.fill(0, OPEN_IDS, OPEN_IDS + OPEN_IDS_MAX)
    return
  }
  const id = foldedId(touch)
  let place = OPEN_IDS + open
  for (; place > OPEN_IDS && ints[place - 1]! > id; place--) ints[place] = ints[place - 1]!
  ints[place] = id
}

/** True when this call is known to be open. */
export function isOpen(row: Row, touch: number): boolean {
  return placeOf(row, touch) !== -1
}

/** Precondition: `isOpen`. */
export function closeCall(row: Row, touch: number): void {
  const { ints } = row
  const last = OPEN_IDS + ints[OPEN]! - 1
  const place = placeOf(row, touch)
  ints.copyWithin(place, place + 1, last + 1)
  ints[last] = 0
  ints[OPEN]!--
}

function placeOf(row: Row, touch: number): number {
  const open = row.ints[OPEN]!
  if (open > OPEN_IDS_MAX) return -1
  const id = foldedId(touch)
  for (let i = OPEN_IDS; i < OPEN_IDS + open; i++) if (row.ints[i] === id) return i
  return -1
}

/** A touch id in 32 bits: the exclusive or of its halves, which tells ids of the same few years apart. */
function foldedId(touch: number): number {
  return (touch | 0) ^ ((touch / 2 ** 32) | 0)
}
