import Papa from 'papaparse'

/** How a file parts its cells and its rows. */
export type Dialect = {
  readonly delimiter: string
  readonly newline: '\n' | '\r\n' | '\r'
  /** Characters before the first row: a byte-order mark, and the line "sep=;" that Excel understands. */
  readonly headChars: number
}

/** Finds the dialect out from the beginning of a file; a given delimiter is not second-guessed. */
export function guessDialect(head: string, delimiter?: string): Dialect {
  const mark = head.charCodeAt(0) === 0xfeff ? 1 : 0
  const newline = guessNewline(head)
  const separator = /^"?sep=(.)"?(?:\r\n|\n|\r|$)/i.exec(head.slice(mark, mark + 12))
  const headChars = mark + (separator ? separator[0].length : 0)
  if (delimiter !== undefined) return { delimiter, newline, headChars }
  if (separator) return { delimiter: separator[1]!, newline, headChars }
  return { delimiter: guessDelimiter(head.slice(headChars), newline), newline, headChars }
}

/** LF serves CRLF too: the carriage return is taken off the last cell. Only old Mac files end lines with CR alone. */
function guessNewline(head: string): Dialect['newline'] {
  return head.includes('\n') ? '\n' : head.includes('\r') ? '\r' : '\n'
}

const DELIMITERS = [',', ';', '\t', '|'] as const

/**
 * The delimiter that cuts the first row into the most cells and the rows after it into as many. A heading row has
 * few commas in its names, so its count speaks louder than the rows'.
 */
function guessDelimiter(head: string, newline: Dialect['newline']): string {
  let best: string = ','
  let bestScore = 0
  for (const delimiter of DELIMITERS) {
    const parsed = new Papa.Parser({ delimiter, newline, preview: 12 }).parse(head.slice(0, 32_768), 0, false)
    const counts = (parsed as Papa.ParseResult<string[]>).data
      .filter((row) => row.join('').trim() !== '')
      .map((row) => row.length)
    const width = counts[0] ?? 0
    if (width < 2) continue
    const rest = counts.slice(1, -1)
    const same = rest.length === 0 ? 1 : rest.filter((count) => count === width).length / rest.length
    const score = Math.min(width, 400) * (0.25 + same)
    if (score > bestScore) {
      best = delimiter
      bestScore = score
    }
  }
  return best
}
