import { type Ring } from './ring.ts'

/**
 * Everything that decisions need of a person's log, in a constant 696 bytes: counters and rings as 32-bit integers,
 * instants and last-known values as doubles, both over one buffer. 0 means "never" or "not known" in every slot, so a
 * new row is all zeros. Platforms that Node runs on are little-endian, and so is the stored form.
 */
export type Row = { readonly bytes: Uint8Array; readonly ints: Int32Array; readonly numbers: Float64Array }

/** Changed with the layout: a stored row of another version is folded again from the log. */
export const ROW_VERSION = 1

/** Last 24 touches that are no calls, 8 missed inbound calls, 4 promises, 32 calls. What changes most stands last. */
export const OTHERS: Ring = { start: 0, size: 24, length: 68 }
export const MISSED: Ring = { start: 24, size: 8, length: 69 }
export const PROMISES: Ring = { start: 32, size: 4, length: 70 }
export const CALLS_RING: Ring = { start: 36, size: 32, length: 71 }

/** Integer slots after the rings. */
export const VERSION = 72
export const STOPS = 73
export const CUSTOMER = 74
export const DEALS_WON = 75
export const DEALS_LOST = 76
export const PROMISED = 77
/** Calls without an outcome, and the ids of up to four of them, see open-call.ts. */
export const OPEN = 78
export const OPEN_IDS = 79
export const OPEN_IDS_MAX = 4
export const EMAILS = 83
export const TOUCHES = 84
export const UNANSWERED = 85
export const VOICEMAILS = 86
export const CALLS = 87
const INTS = 88

/** Double slots: instants in epoch milliseconds that only grow. */
export const CALL_AT = 0
export const VOICEMAIL_AT = 1
export const SPOKEN_AT = 2
export const RESPONSE_AT = 3
export const INBOUND_AT = 4
export const INFO_ASKED_AT = 5
/** First response: instant * 16 + channel, the smallest seen. */
export const FIRST_RESPONSE = 6
/** Recordings of which they got any part, bit i = recording i, 0 to 51. */
export const HEARD = 7
export const DEAL_AT = 8
/** Value won in minor units; MIXED_CURRENCY once two currencies met, because sums across them mean nothing. */
export const WON_CENTS = 9
export const WON_CURRENCY = 10
/** Did they know us: instant * 32 + answer. */
export const RECOGNISED = 11
export const MIXED_CURRENCY = -1
/** Last-known values of the profile, see profile.ts. */
export const PROFILE_START = 12
const NUMBERS = 43
const BYTES = INTS * 4 + NUMBERS * 8

/** The row of a person of whom nothing is known. */
export function emptyRow(): Row {
  return emptyRows(1)[0]!
}

/** Rows that stand in one piece of memory: for a batch of people, who come and go together. */
export function emptyRows(count: number): readonly Row[] {
  const buffer = new ArrayBuffer(BYTES * count)
  return Array.from({ length: count }, (_, i) => {
    const row = {
      bytes: new Uint8Array(buffer, i * BYTES, BYTES),
      ints: new Int32Array(buffer, i * BYTES, INTS),
      numbers: new Float64Array(buffer, i * BYTES + INTS * 4, NUMBERS)
    }
    row.ints[VERSION] = ROW_VERSION
    return row
  })
}

/** A row that goes its own way from here. */
export function copyOf(row: Row): Row {
  const copy = emptyRow()
  copy.bytes.set(row.bytes)
  return copy
}

/** 32-bit words of a row, and the bytes of one bit for each. */
const WORDS = BYTES / 4
const MAP = Math.ceil(WORDS / 8)
export const STORED_MAX = MAP + BYTES

/**
 * The stored form: a bit for each of the row's 32-bit words that is not 0, then those words. Most of a row is 0, and
 * what is written at every touch should be short. Whoever writes many gives STORED_MAX bytes to write `into`, and is
 * done with the answer, a part of them, before the next.
 */
export function storedBytes(row: Row, into: Uint8Array = new Uint8Array(STORED_MAX)): Uint8Array {
  const words = wordsOf(row)
  const stored = into.fill(0, 0, MAP)
  let end = MAP
  for (let i = 0; i < WORDS; i++) {
    if (words[i] === 0) continue
    stored[i >> 3]! |= 1 << (i & 7)
    for (let byte = i * 4; byte < i * 4 + 4; byte++) stored[end++] = row.bytes[byte]!
  }
  return stored.subarray(0, end)
}

/** The row of a stored form, put into an empty one; null when another layout wrote it or it is damaged: fold the log. */
export function rowOf(stored: Uint8Array, row: Row = emptyRow()): Row | null {
  row.bytes.fill(0)
  let from = MAP
  for (let i = 0; i < MAP * 8; i++) {
    if ((stored[i >> 3]! & (1 << (i & 7))) === 0) continue
    if (i >= WORDS) return null
    for (let byte = i * 4; byte < i * 4 + 4; byte++) row.bytes[byte] = stored[from++]!
  }
  // Too short, too long, or other words than it says.
  if (from !== stored.length) return null
  if (row.ints[VERSION] !== ROW_VERSION) return null
  if (row.ints[OPEN]! < 0) return null
  for (const ring of [OTHERS, MISSED, PROMISES, CALLS_RING]) {
    const length = row.ints[ring.length]!
    if (length < 0 || length > ring.size) return null
  }
  return row
}

/** Fingerprint of the facts as they stand (FNV-1a over the words, 32 bit): what a decision was made from. */
export function factsHash(row: Row): number {
  let hash = 0x811c9dc5
  const words = wordsOf(row)
  for (let i = 0; i < WORDS; i++) hash = Math.imul(hash ^ words[i]!, 0x01000193) ^ (hash >>> 15)
  return hash | 0
}

function wordsOf({ bytes }: Row): Int32Array {
  return new Int32Array(bytes.buffer, bytes.byteOffset, WORDS)
}
