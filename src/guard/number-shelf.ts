/** Numbers on one shelf: seven digits. */
export const SHELF = 10_000_000

/**
 * The words of one shelf: seven-digit numbers, each once. Fewer than `BITMAP_WORDS` words are a sorted list, exactly
 * so many are one bit for each number, and whichever is smaller is the one that stands; so equal shelves are equal
 * word for word.
 */
export type Shelf = Uint32Array
export const BITMAP_WORDS = SHELF / 32

/** Whether the bitmap that starts at this word has a number. */
export function isOnBitmap(words: Uint32Array, from: number, rest: number): boolean {
  return ((words[from + (rest >>> 5)]! >>> (rest & 31)) & 1) === 1
}

/** Whether the stretch of a list between these words has a number. */
export function isOnList(words: Uint32Array, from: number, to: number, rest: number): boolean {
  let low = from
  let high = to
  while (low < high) {
    const middle = (low + high) >>> 1
    if (words[middle]! < rest) low = middle + 1
    else high = middle
  }
  return low < to && words[low] === rest
}

/** How many numbers stand on a shelf. */
export function countOn(words: Shelf): number {
  if (words.length !== BITMAP_WORDS) return words.length
  let count = 0
  for (let at = 0; at < BITMAP_WORDS; at++) {
    // Bits of a word are counted in pairs, in fours and in bytes, side by side.
    let word = words[at]!
    word -= (word >>> 1) & 0x55555555
    word = (word & 0x33333333) + ((word >>> 2) & 0x33333333)
    count += Math.imul((word + (word >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
  }
  return count
}

/** A sorted list without repetitions as the shelf that it fits: of bits, once those take no more room. */
export function shelfOfList(list: Uint32Array): Shelf {
  return list.length < BITMAP_WORDS ? list : bitmapOf(list, list.length)
}

/** A bitmap as the shelf that it fits: a list while that is smaller. */
export function shelfOfBitmap(bitmap: Uint32Array): Shelf {
  const count = countOn(bitmap)
  if (count >= BITMAP_WORDS) return bitmap
  const list = new Uint32Array(count)
  let used = 0
  for (let at = 0; at < BITMAP_WORDS; at++)
    for (let word = bitmap[at]!; word !== 0; word &= word - 1) list[used++] = at * 32 + 31 - Math.clz32(word & -word)
  return list
}

/** The first of a list as bits, in any order and with repetitions. */
export function bitmapOf(list: Uint32Array, used: number): Uint32Array {
  const bitmap = new Uint32Array(BITMAP_WORDS)
  for (let at = 0; at < used; at++) bitmap[list[at]! >>> 5]! |= 1 << (list[at]! & 31)
  return bitmap
}
