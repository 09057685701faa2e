import {
  BITMAP_WORDS,
  SHELF,
  type Shelf,
  bitmapOf,
  countOn,
  isOnBitmap,
  isOnList,
  shelfOfBitmap,
  shelfOfList
} from './number-shelf.ts'

/**
 * An immutable set of telephone numbers, made to hold whole registries in memory and to answer on the hot path.
 *
 * All but the last seven digits of a number name its shelf; the shelf keeps the seven. A shelf is a sorted list at
 * four bytes a number, or one bit for each of its ten million numbers once that is smaller: the registry of the USA
 * has 253 million numbers (FTC, National Do Not Call Registry Data Book 2024), which is most of its area codes.
 * Speed and size: `node bench/lists.ts`.
 */
export type NumberSet = {
  readonly size: number
  /** Bytes that the numbers take in memory. */
  readonly bytes: number
  /** Whether the number, with or without its plus, is in the set; what is no E.164 number never is. */
  readonly has: (e164: string) => boolean
  readonly shelves: Shelves
}

/** The numbers themselves; nobody writes into them once a set is made of them. */
export type Shelves = {
  /** All but the last seven digits, ascending. */
  readonly beginnings: Uint32Array
  /** Where the words of each shelf start, and at last where they end. */
  readonly starts: Uint32Array
  readonly words: Uint32Array
}

/** Takes numbers in any order, twice or more if need be. */
export type NumberSetBuilder = {
  /** Digits with or without a plus; false when they are no E.164 number. */
  readonly add: (e164: string) => boolean
  /** The digits as an integer. */
  readonly addInteger: (digits: number) => boolean
  /** How many numbers were taken; what the set does not have of them stood there before. */
  readonly taken: () => number
  /** The set of all that was added; the builder is empty afterwards. */
  readonly done: () => NumberSet
}

/** Below it a number has fewer than seven digits, which the facts do not take for E.164 either. */
export const INTEGER_MIN = 1_000_000
const INTEGER_MAX = 999_999_999_999_999
/**
 * A growing shelf costs about 400 bytes before it holds much, so this many are 20 MB. North America has 800, the
 * United Kingdom fewer than 1000: what goes beyond is a file of something else.
 */
const SHELVES_MAX = 50_000

/** Memory while building is at most twice that of the set, or 1.25 MB a shelf. */
export function builder(): NumberSetBuilder {
  const growing = new Map<number, Growing>()
  let taken = 0
  const take = (number: number): boolean => {
    const beginning = Math.floor(number / SHELF)
    let shelf = growing.get(beginning)
    if (shelf === undefined) {
      if (growing.size === SHELVES_MAX)
        throw new Error(`The numbers begin in more than ${SHELVES_MAX} ways, as no list of telephone numbers does.`)
      growing.set(beginning, (shelf = { words: new Uint32Array(4), used: 0, isBitmap: false }))
    }
    put(shelf, number - beginning * SHELF)
    taken++
    return true
  }
  return {
    add: (e164) => {
      const number = integerOf(e164)
      return number >= 0 && take(number)
    },
    addInteger: (digits) => Number.isInteger(digits) && digits >= INTEGER_MIN && digits <= INTEGER_MAX && take(digits),
    taken: () => taken,
    done: () => {
      const beginnings = Uint32Array.from(growing.keys()).sort()
      const set = numberSet(
        shelvesOf(beginnings, (beginning) => {
          const words = settled(growing.get(beginning)!)
          growing.delete(beginning)
          return words
        })
      )
      taken = 0
      return set
    }
  }
}

/** The set that stands on these shelves. */
export function numberSet(shelves: Shelves): NumberSet {
  const { beginnings, starts, words } = shelves
  const shelfOf = new Map<number, number>()
  let size = 0
  for (let shelf = 0; shelf < beginnings.length; shelf++) {
    shelfOf.set(beginnings[shelf]!, shelf)
    size += countOn(words.subarray(starts[shelf], starts[shelf + 1]))
  }
  const { shifts, firsts, places } = signposts(shelves)
  const has = (e164: string): boolean => {
    const number = integerOf(e164)
    if (number < 0) return false
    const beginning = Math.floor(number / SHELF)
    const shelf = shelfOf.get(beginning)
    if (shelf === undefined) return false
    const rest = number - beginning * SHELF
    const from = starts[shelf]!
    if (starts[shelf + 1]! - from === BITMAP_WORDS) return isOnBitmap(words, from, rest)
    const first = firsts[shelf]! + (rest >>> shifts[shelf]!)
    return isOnList(words, places[first]!, places[first + 1]!, rest)
  }
  const parts = [beginnings, starts, words, shifts, firsts, places]
  return { size, bytes: parts.reduce((sum, { byteLength }) => sum + byteLength, 0), has, shelves }
}

/** Where on each shelf the numbers stand that are alike but for their last bits. */
type Signposts = {
  /** How many bits that is. */
  readonly shifts: Uint8Array
  /** The first place of each shelf. */
  readonly firsts: Uint32Array
  readonly places: Uint32Array
}

/** At most so many signposts: a cache line holds 16 numbers, so a look is at one or two lines of the list. */
const NUMBERS_TO_A_POST = 16

/**
 * A binary search over a whole shelf waits for memory at each halving down to a cache line, a dozen times where ten
 * million numbers stand on 350 shelves. Signposts leave two or three waits, for a quarter of a byte a number at most.
 */
function signposts({ beginnings, starts, words }: Shelves): Signposts {
  const shifts = new Uint8Array(beginnings.length)
  const firsts = new Uint32Array(beginnings.length)
  let count = 0
  for (let shelf = 0; shelf < beginnings.length; shelf++) {
    const length = starts[shelf + 1]! - starts[shelf]!
    firsts[shelf] = count
    if (length === BITMAP_WORDS) continue
    const posts = Math.max(1, Math.floor(length / NUMBERS_TO_A_POST))
    shifts[shelf] = Math.max(0, Math.ceil(Math.log2(SHELF / posts)))
    count += (SHELF >>> shifts[shelf]!) + 2
  }
  const places = new Uint32Array(count)
  for (let shelf = 0; shelf < beginnings.length; shelf++) {
    let at = starts[shelf]!
    const end = starts[shelf + 1]!
    if (end - at === BITMAP_WORDS) continue
    const shift = shifts[shelf]!
    for (let post = 0; post <= (SHELF >>> shift) + 1; post++) {
      while (at < end && words[at]! >>> shift < post) at++
      places[firsts[shelf]! + post] = at
    }
  }
  return { shifts, firsts, places }
}

/** The digits of an E.164 number as an integer, exact up to all fifteen; -1 for what is none. */
export function integerOf(e164: string): number {
  const from = e164.charCodeAt(0) === PLUS ? 1 : 0
  const digits = e164.length - from
  if (digits < 7 || digits > 15 || e164.charCodeAt(from) === ZERO) return -1
  let number = 0
  for (let at = from; at < e164.length; at++) {
    const digit = e164.charCodeAt(at) - ZERO
    if (digit < 0 || digit > 9) return -1
    number = number * 10 + digit
  }
  return number
}

const PLUS = 43
const ZERO = 48

/** Shelves side by side, in the order of their beginnings; empty ones are left out. */
export function shelvesOf(beginnings: Uint32Array, shelfOf: (beginning: number) => Shelf): Shelves {
  const parts: Uint32Array[] = []
  const kept: number[] = []
  const starts = [0]
  for (const beginning of beginnings) {
    const words = shelfOf(beginning)
    if (words.length === 0) continue
    kept.push(beginning)
    starts.push(starts.at(-1)! + words.length)
    parts.push(words)
  }
  const words = new Uint32Array(starts.at(-1)!)
  for (let shelf = 0; shelf < parts.length; shelf++) words.set(parts[shelf]!, starts[shelf])
  return { beginnings: Uint32Array.from(kept), starts: Uint32Array.from(starts), words }
}

/** While it grows, a shelf is a list in the order of arrival, and from half of what a bitmap has room for on a bitmap. */
type Growing = { words: Uint32Array; used: number; isBitmap: boolean }

function put(shelf: Growing, rest: number): void {
  if (!shelf.isBitmap && shelf.used === shelf.words.length) makeRoom(shelf)
  if (shelf.isBitmap) shelf.words[rest >>> 5]! |= 1 << (rest & 31)
  else shelf.words[shelf.used++] = rest
}

function makeRoom(shelf: Growing): void {
  if (shelf.used === BITMAP_WORDS) {
    shelf.used = sortedLength(shelf)
    if (shelf.used <= BITMAP_WORDS / 2) return
    shelf.words = bitmapOf(shelf.words, shelf.used)
    shelf.isBitmap = true
    return
  }
  const larger = new Uint32Array(Math.min(shelf.used * 2, BITMAP_WORDS))
  larger.set(shelf.words)
  shelf.words = larger
}

function settled(shelf: Growing): Shelf {
  return shelf.isBitmap ? shelfOfBitmap(shelf.words) : shelfOfList(shelf.words.slice(0, sortedLength(shelf)))
}

/** Sorts the list where it stands, each number once; gives the length that is left. */
function sortedLength({ words, used }: Growing): number {
  const list = words.subarray(0, used).sort()
  let kept = 0
  for (let at = 0; at < used; at++) if (at === 0 || list[at] !== list[at - 1]) list[kept++] = list[at]!
  return kept
}
