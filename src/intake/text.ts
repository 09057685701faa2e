/** What the first bytes of a file show it to be: text in some encoding, or another kind of file and what to do. */
export type FileKind =
  | { readonly kind: 'text'; readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be'; readonly bomBytes: number }
  | { readonly kind: 'notText'; readonly reason: string }

/** A reader of one file's bytes, chunk by chunk: text out, and what was odd about it. */
export type TextReader = {
  /** The text of these bytes; characters cut in two by the chunk are held back. */
  readonly push: (bytes: Uint8Array) => string
  /** What was held back. */
  readonly end: () => string
  readonly warnings: () => readonly string[]
}

/** Judges a file by its first bytes (64 are enough to name it, a few thousand to be sure of UTF-16 without a mark). */
export function fileKind(head: Uint8Array): FileKind {
  for (const { starts, reason } of signatures)
    if (starts.every((byte, at) => head[at] === byte)) return { kind: 'notText', reason }
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { kind: 'text', encoding: 'utf-8', bomBytes: 3 }
  if (head[0] === 0xff && head[1] === 0xfe) return { kind: 'text', encoding: 'utf-16le', bomBytes: 2 }
  if (head[0] === 0xfe && head[1] === 0xff) return { kind: 'text', encoding: 'utf-16be', bomBytes: 2 }
  const wide = unmarkedUtf16(head)
  if (wide) return { kind: 'text', encoding: wide, bomBytes: 0 }
  const written = writtenFormat(head)
  if (written !== null) return { kind: 'notText', reason: written }
  return { kind: 'text', encoding: 'utf-8', bomBytes: 0 }
}

const SAVE_AS_CSV = 'open it there and save or export it as CSV (UTF-8), then give that file'
const signatures: readonly { readonly starts: readonly number[]; readonly reason: string }[] = [
  {
    starts: [0x50, 0x4b, 0x03, 0x04],
    reason: `is an Excel, Numbers or LibreOffice file or a ZIP archive, not CSV: ${SAVE_AS_CSV}`
  },
  { starts: [0x50, 0x4b, 0x05, 0x06], reason: 'is an empty ZIP archive, not CSV' },
  { starts: [0xd0, 0xcf, 0x11, 0xe0], reason: `is an old Excel file (.xls), not CSV: ${SAVE_AS_CSV}` },
  {
    starts: [0x25, 0x50, 0x44, 0x46],
    reason: 'is a PDF, not CSV: export the list as CSV from the system that printed it'
  },
  { starts: [0x1f, 0x8b], reason: 'is compressed with gzip: unpack it first (gunzip), then give the CSV file' },
  { starts: [0x28, 0xb5, 0x2f, 0xfd], reason: 'is compressed with zstd: unpack it first, then give the CSV file' },
  { starts: [0x7b, 0x5c, 0x72, 0x74, 0x66], reason: `is a rich-text document, not CSV: ${SAVE_AS_CSV}` },
  { starts: [0x89, 0x50, 0x4e, 0x47], reason: 'is a picture, not CSV' },
  { starts: [0xff, 0xd8, 0xff], reason: 'is a picture, not CSV' },
  { starts: [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65], reason: 'is an SQLite database, not CSV: export the table as CSV' }
]

function writtenFormat(head: Uint8Array): string | null {
  let text = ''
  for (let at = 0; at < Math.min(head.length, 256); at++) text += String.fromCharCode(head[at]!)
  const start = text.trimStart().toLowerCase()
  if (/^(?:<!doctype html|<html|<head|<table|<\?xml|<meta|<body)/.test(start))
    return `is a web page or XML, not CSV (some systems name it .csv or .xls all the same): ${SAVE_AS_CSV}`
  if (/^(?:\{\s*["}]|\[\s*[{["\]])/.test(start)) return 'is JSON, not CSV: export the list as CSV'
  if (start.startsWith('begin:vcard')) return 'is a file of visiting cards (vCard), not CSV: export the contacts as CSV'
  return null
}

/** Latin text in UTF-16 has a zero in every second byte; a few stray zeros do not make it so. */
function unmarkedUtf16(head: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const zeros = [0, 0]
  for (let at = 0; at < head.length; at++) if (head[at] === 0) zeros[at % 2]!++
  const least = head.length * 0.35
  if (head.length < 8) return null
  return zeros[1]! > least && zeros[0]! < zeros[1]! / 8
    ? 'utf-16le'
    : zeros[0]! > least && zeros[1]! < zeros[0]! / 8
      ? 'utf-16be'
      : null
}

/**
 * Decodes one file. UTF-8 is read strictly; from the first byte that is not UTF-8 on, the file is taken for
 * windows-1252, which is what older Excel writes, and a warning says so. Nothing is ever lost without a warning.
 */
export function textReader(kind: Extract<FileKind, { kind: 'text' }>): TextReader {
  const warnings: string[] = []
  let toSkip = kind.bomBytes
  let held: Uint8Array = new Uint8Array(0)
  let seen = 0
  let strict = kind.encoding === 'utf-8' ? new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }) : null
  const wide = kind.encoding === 'utf-8' ? null : new TextDecoder(kind.encoding, { ignoreBOM: true })
  const western = new TextDecoder('windows-1252')

  const decode = (bytes: Uint8Array): string => {
    if (strict === null) return western.decode(bytes)
    try {
      return strict.decode(bytes)
    } catch {
      // Not UTF-8: the only way a strict decoder has of saying so.
      strict = null
      warnings.push(
        `the file is not UTF-8 (near byte ${seen}); read as windows-1252. If names look wrong, save it again as "CSV UTF-8"`
      )
      return western.decode(bytes)
    }
  }
  const push = (bytes: Uint8Array): string => {
    const skipped = Math.min(toSkip, bytes.length)
    toSkip -= skipped
    const fresh = skipped === 0 ? bytes : bytes.subarray(skipped)
    if (wide) return wide.decode(fresh, { stream: true })
    const whole = held.length === 0 ? fresh : joined(held, fresh)
    const cut = strict === null ? whole.length : whole.length - cutBytes(whole)
    held = whole.slice(cut)
    const text = decode(whole.subarray(0, cut))
    seen += cut
    return text
  }
  const end = (): string => {
    const rest = wide ? wide.decode() : decode(held)
    held = new Uint8Array(0)
    return rest
  }
  return { push, end, warnings: () => warnings }
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return both
}

/** How many bytes at the end begin a UTF-8 character that the next chunk finishes: 0 to 3. */
function cutBytes(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0
    if (byte < 0x80) return 0
  }
  return 0
}
