/**
 * The newest entries of one kind, sorted ascending and packed to the left. It is the set of the greatest numbers ever
 * put in, so the order of arrival leaves no trace. A number is `minute * 32 + code` (see minute.ts).
 */
export type Ring = { readonly start: number; readonly size: number; readonly length: number }

const CODE_BITS = 5
const CODE_MASK = 31

/** Number of a minute with a code from 0 to 31. */
export function packed(minute: number, code: number): number {
  return minute * 32 + code
}
export function minuteIn(entry: number): number {
  return entry >>> CODE_BITS
}
export function codeIn(entry: number): number {
  return entry & CODE_MASK
}

/** Put in a number; when the ring is full the smallest goes, which may be the new one. */
export function addToRing(ints: Int32Array, ring: Ring, entry: number): void {
  const length = ints[ring.length]!
  const full = length === ring.size
  if (full && entry <= ints[ring.start]!) return
  let place = ring.start + length
  if (full) {
    ints.copyWithin(ring.start, ring.start + 1, ring.start + ring.size)
    place--
  } else ints[ring.length] = length + 1
  while (place > ring.start && ints[place - 1]! > entry) {
    ints[place] = ints[place - 1]!
    place--
  }
  ints[place] = entry
}

/** True when so old an entry may have been pushed out, so that the ring cannot tell whether it knows it. */
export function isBeyond(ints: Int32Array, ring: Ring, minute: number): boolean {
  return ints[ring.length] === ring.size && minute <= minuteIn(ints[ring.start]!)
}

/** Slot of the only entry of a minute; -1 when there is none, -2 when there are several. */
export function onlyAt(ints: Int32Array, ring: Ring, minute: number): number {
  let found = -1
  for (let i = ring.start + ints[ring.length]! - 1; i >= ring.start && minuteIn(ints[i]!) >= minute; i--) {
    if (minuteIn(ints[i]!) !== minute) continue
    if (found !== -1) return -2
    found = i
  }
  return found
}

/** Slot of exactly this number, or -1. */
export function slotOfEntry(ints: Int32Array, ring: Ring, entry: number): number {
  for (let i = ring.start + ints[ring.length]! - 1; i >= ring.start && ints[i]! >= entry; i--)
    if (ints[i] === entry) return i
  return -1
}
