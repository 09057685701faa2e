import { type NumberSet, type Shelves, INTEGER_MIN, numberSet } from './number-set.ts'
import { BITMAP_WORDS, SHELF, type Shelf, countOn } from './number-shelf.ts'

/**
 * A number set as bytes, to be kept in a file: six words that say what follows, then beginnings, starts and words as
 * they stand in memory. Equal sets are equal bytes.
 */
export function packed({ size, shelves }: NumberSet): Uint8Array<ArrayBuffer> {
  const { beginnings, starts, words } = shelves
  const all = new Uint32Array(HEAD_WORDS + beginnings.length + starts.length + words.length)
  all.set(beginnings, HEAD_WORDS)
  all.set(starts, HEAD_WORDS + beginnings.length)
  all.set(words, HEAD_WORDS + beginnings.length + starts.length)
  all.set([MAGIC, VERSION, beginnings.length, words.length, size])
  all[CHECKSUM] = checksum(all)
  return new Uint8Array(all.buffer)
}

/**
 * The set in these bytes, which are its own from then on. Throws a sentence where they are no whole set: whatever the
 * bytes are, what comes back keeps every rule of a set.
 */
export function unpacked(bytes: Uint8Array): NumberSet {
  const all = wordsOf(bytes)
  const [magic, version, beginningCount, wordCount, size] = all.subarray(0, HEAD_WORDS) as unknown as number[]
  if (magic === swapped(MAGIC)) throw broken('were written on a machine that turns the bytes of a word round')
  if (magic !== MAGIC) throw broken('are no set of telephone numbers')
  if (version !== VERSION) throw broken(`are of version ${version}, and this is version ${VERSION}`)
  const whole = (HEAD_WORDS + beginningCount! * 2 + 1 + wordCount!) * 4
  if (whole !== bytes.length) throw broken(`are ${bytes.length}, and ${whole} are announced`)
  if (all[CHECKSUM] !== checksum(all)) throw broken('were changed: their checksum is another')
  const startsAt = HEAD_WORDS + beginningCount!
  const shelves = {
    beginnings: all.subarray(HEAD_WORDS, startsAt),
    starts: all.subarray(startsAt, startsAt + beginningCount! + 1),
    words: all.subarray(startsAt + beginningCount! + 1)
  }
  if (shelves.starts[0] !== 0 || shelves.starts[beginningCount!] !== wordCount) throw broken('hold shelves with gaps')
  for (let shelf = 0; shelf < beginningCount!; shelf++) checkShelf(shelves, shelf)
  const set = numberSet(shelves)
  if (set.size !== size) throw broken(`hold ${set.size} numbers, and ${size} are announced`)
  return set
}

/** "ATN" and a 1, read as one word; a word has the byte order of the machine. */
const MAGIC = 0x41544e01
const VERSION = 1
const HEAD_WORDS = 6
const CHECKSUM = 5
const BEGINNING_MAX = 99_999_999

function broken(reason: string): Error {
  return new Error(`These bytes ${reason}.`)
}

function wordsOf(bytes: Uint8Array): Uint32Array {
  if (bytes.length < HEAD_WORDS * 4 || bytes.length % 4 !== 0)
    throw broken(`are ${bytes.length}, which no set of telephone numbers is`)
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice()
  return new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.length / 4)
}

function swapped(word: number): number {
  return (((word & 0xff) << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24)) >>> 0
}

/**
 * FNV-1a (Fowler, Noll, Vo) over words instead of bytes, leaving out its own place. Each step is one to one, so one
 * changed word is always seen; against somebody who means harm it is none.
 */
function checksum(all: Uint32Array): number {
  let sum = 0x811c9dc5
  for (let at = 0; at < all.length; at++) if (at !== CHECKSUM) sum = Math.imul(sum ^ all[at]!, 0x01000193)
  return sum >>> 0
}

function checkShelf({ beginnings, starts, words }: Shelves, shelf: number): void {
  const beginning = beginnings[shelf]!
  const [from, to] = [starts[shelf]!, starts[shelf + 1]!]
  const isOrdered = shelf === 0 || beginning > beginnings[shelf - 1]!
  if (!isOrdered || beginning > BEGINNING_MAX) throw broken('hold shelves out of their order')
  if (to <= from || to > words.length || to - from > BITMAP_WORDS) throw broken('hold a shelf of an impossible length')
  const problem = shelfProblem(words.subarray(from, to), beginning === 0 ? INTEGER_MIN : 0)
  if (problem !== null) throw broken(problem)
}

/** What is wrong with a shelf on which no number may be below `least`. */
function shelfProblem(shelf: Shelf, least: number): string | null {
  if (shelf.length === BITMAP_WORDS) {
    if (countOn(shelf) < BITMAP_WORDS) return 'hold a shelf of bits that should be a list'
    return shelf.subarray(0, least / 32).some((word) => word !== 0) ? 'hold a number that is too short' : null
  }
  if (shelf[0]! < least || shelf.at(-1)! >= SHELF) return 'hold a number that is too short or too long'
  for (let at = 1; at < shelf.length; at++) if (shelf[at]! <= shelf[at - 1]!) return 'hold numbers out of their order'
  return null
}
