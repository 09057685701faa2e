import { type NamelessFile, namelessFile } from './nameless-file.ts'

/** Place of an entry: the lower group first, then the higher score, then the lower row. */
export type Place = { readonly group: number; readonly score: number; readonly row: number }

/**
 * Puts any number of entries in order in memory of a constant size: what does not fit is sorted in parts, laid on
 * disk and merged. Each entry is a text that is given back as bytes; equal places keep the order of their arrival.
 */
export type Sorter = {
  readonly add: (place: Place, text: string) => void
  /** The entries in order; called once, after the last `add`. */
  readonly inOrder: () => Generator<Entry>
  readonly close: () => void
}
/** `bytes` is valid until the next entry is asked for. */
export type Entry = Place & { readonly bytes: Uint8Array }

/** Bytes held in memory before they are laid on disk, and bytes read at a time of each part on disk. */
export type SorterSize = { readonly holdBytes: number; readonly readBytes: number }
const usual: SorterSize = { holdBytes: 24 << 20, readBytes: 64 << 10 }

/** Before the text of an entry on disk: its length, group, row and score. */
const HEAD_BYTES = 4 + 4 + 8 + 8
/** The longest UTF-8 form of one UTF-16 unit. */
const BYTES_PER_UNIT = 3

export function sorter({ holdBytes, readBytes }: SorterSize = usual): Sorter {
  const held = holding(holdBytes)
  const parts: Part[] = []
  let file: NamelessFile | null = null

  const spill = (): void => {
    file ??= namelessFile()
    const from = file.size()
    for (const bytes of held.sorted()) file.append(bytes)
    parts.push({ from, to: file.size() })
    held.clear()
  }
  return {
    add(place, text) {
      if (!held.hasRoom(text)) spill()
      held.add(place, text)
    },
    *inOrder() {
      if (file === null) return yield* held.entries()
      if (held.count() > 0) spill()
      yield* merged(parts.map((part) => readPart(file!, part, readBytes)))
    },
    close: () => file?.close()
  }
}

/** Entries side by side in one block of memory, each with its head as it goes to disk. */
function holding(bytesMax: number) {
  let block = Buffer.allocUnsafe(Math.min(bytesMax, 1 << 20))
  let used = 0
  let places: (Place & { readonly start: number })[] = []
  const sort = (): typeof places => places.sort(compare)
  const whole = (start: number): Buffer => block.subarray(start, start + HEAD_BYTES + block.readUInt32LE(start))
  return {
    count: () => places.length,
    hasRoom: (text: string) => used === 0 || used + HEAD_BYTES + text.length * BYTES_PER_UNIT <= bytesMax,
    add({ group, score, row }: Place, text: string): void {
      const most = used + HEAD_BYTES + text.length * BYTES_PER_UNIT
      if (most > block.length) {
        const larger = Buffer.allocUnsafe(Math.max(most, Math.min(bytesMax, block.length * 2)))
        block.copy(larger, 0, 0, used)
        block = larger
      }
      const length = block.write(text, used + HEAD_BYTES)
      block.writeUInt32LE(length, used)
      block.writeUInt32LE(group, used + 4)
      block.writeDoubleLE(row, used + 8)
      block.writeDoubleLE(score, used + 16)
      places.push({ group, score, row, start: used })
      used += HEAD_BYTES + length
    },
    *sorted(): Generator<Buffer> {
      for (const { start } of sort()) yield whole(start)
    },
    *entries(): Generator<Entry> {
      for (const { start } of sort()) yield entryOf(whole(start))
    },
    clear(): void {
      used = 0
      places = []
    }
  }
}

function placeAt(block: Buffer, at: number): Place {
  return { group: block.readUInt32LE(at + 4), row: block.readDoubleLE(at + 8), score: block.readDoubleLE(at + 16) }
}

const entryOf = (bytes: Buffer): Entry => ({ ...placeAt(bytes, 0), bytes: bytes.subarray(HEAD_BYTES) })

function compare(a: Place, b: Place): number {
  return a.group - b.group || descending(a.score, b.score) || a.row - b.row
}

/** Infinities are scores too; their difference is no number. */
const descending = (a: number, b: number): number => (a === b ? 0 : a > b ? -1 : 1)

type Part = { readonly from: number; readonly to: number }

function* readPart(file: NamelessFile, { from, to }: Part, readBytes: number): Generator<Entry> {
  let buffer = Buffer.allocUnsafe(readBytes)
  let start = 0
  let end = 0
  let at = from
  const ensure = (bytes: number): void => {
    if (end - start >= bytes) return
    const target = bytes > buffer.length ? Buffer.allocUnsafe(bytes) : buffer
    buffer.copy(target, 0, start, end)
    end -= start
    start = 0
    buffer = target
    const wanted = Math.min(buffer.length - end, to - at)
    file.read(buffer, end, wanted, at)
    at += wanted
    end += wanted
  }
  while (at < to || start < end) {
    ensure(HEAD_BYTES)
    const length = HEAD_BYTES + buffer.readUInt32LE(start)
    ensure(length)
    yield entryOf(buffer.subarray(start, start + length))
    start += length
  }
}

/** Merges sorted parts by a heap of their first entries; the earlier part wins where places are equal. */
function* merged(parts: readonly Generator<Entry>[]): Generator<Entry> {
  const heap: { entry: Entry; readonly index: number }[] = []
  const before = (a: number, b: number): boolean => {
    const order = compare(heap[a]!.entry, heap[b]!.entry)
    return order < 0 || (order === 0 && heap[a]!.index < heap[b]!.index)
  }
  const swap = (a: number, b: number): void => void ([heap[a], heap[b]] = [heap[b]!, heap[a]!])
  const sink = (): void => {
    for (let at = 0; ;) {
      const left = at * 2 + 1
      const least = left + 1 < heap.length && before(left + 1, left) ? left + 1 : left
      if (least >= heap.length || !before(least, at)) return
      swap(least, at)
      at = least
    }
  }
  for (const [index, part] of parts.entries()) {
    const { value, done } = part.next()
    if (done) continue
    heap.push({ entry: value, index })
    for (let at = heap.length - 1; at > 0 && before(at, (at - 1) >> 1); at = (at - 1) >> 1) swap(at, (at - 1) >> 1)
  }
  while (heap.length > 0) {
    const top = heap[0]!
    yield top.entry
    const { value, done } = parts[top.index]!.next()
    if (!done) top.entry = value
    else {
      const last = heap.pop()!
      if (heap.length > 0) heap[0] = last
    }
    sink()
  }
}
