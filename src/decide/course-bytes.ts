import { type Course, type Line, type LineKind } from './course.ts'

/**
 * The stored form of a course: 4 bytes for the last call, then 10 for each line. A line's instant is kept in whole
 * minutes, which every planned touch has; what an event alone wakes is the greatest minute.
 */
const kinds: readonly LineKind[] = ['idle', 'planned', 'calling', 'held', 'parked', 'over']
const HEAD = 4
const LINE = 10
const ROUND_MAX = 0xffff
const MINUTE = 60_000
const NEVER = 0xffffffff
/** No outcome is known; codes of the fact `outcome` are smaller. */
const UNKNOWN = 255

export function courseBytes({ lines, left, outcome, number }: Course): Uint8Array {
  const bytes = new Uint8Array(HEAD + lines.length * LINE)
  bytes[0] = left ? 1 : 0
  bytes[1] = outcome === outcome ? outcome : UNKNOWN
  bytes[2] = number
  for (let i = 0; i < lines.length; i++) {
    const at = HEAD + i * LINE
    const line = lines[i]!
    bytes[at] = kinds.indexOf(line.kind)
    bytes[at + 1] = line.rule
    put(bytes, at + 2, 2, line.step)
    put(bytes, at + 4, 2, Math.min(line.round, ROUND_MAX))
    put(bytes, at + 6, 4, line.at === Infinity ? NEVER : Math.ceil(line.at / MINUTE))
  }
  return bytes
}

/** Little-endian, by hand: a view would move so small an array out of the heap, and that at every decision. */
function put(bytes: Uint8Array, at: number, size: number, value: number): void {
  for (let i = 0; i < size; i++) bytes[at + i] = value >> (8 * i)
}

/** Null when the bytes are no course: of another length, or with a line of no kind that there is. */
export function courseOf(bytes: Uint8Array): Course | null {
  if (bytes.length < HEAD + LINE || (bytes.length - HEAD) % LINE !== 0) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const lines: Line[] = []
  for (let at = HEAD; at < bytes.length; at += LINE) {
    const kind = kinds[bytes[at]!]
    if (kind === undefined) return null
    const minute = view.getUint32(at + 6, true)
    lines.push({
      kind,
      step: view.getInt16(at + 2, true),
      round: view.getUint16(at + 4, true),
      at: minute === NEVER ? Infinity : minute * MINUTE,
      rule: view.getInt8(at + 1)
    })
  }
  const outcome = bytes[1]!
  return { lines, left: bytes[0] === 1, outcome: outcome === UNKNOWN ? NaN : outcome, number: view.getInt8(2) }
}
