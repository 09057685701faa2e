import Papa from 'papaparse'

/** How a file parts its cells and its rows. */
export type Dialect = {
  readonly delimiter: string
  readonly newline: '\n' | '\r\n' | '\r'
  /** Characters before the first row: a byte-order mark, and the line "sep=;" that Excel understands. */
  readonly headChars: number
}

/** How many headings that we know a row of cells holds. */
export type HeadingsIn = (cells: readonly string[]) => number

/**
 * Finds the dialect out from the beginning of a file; a given delimiter is not second-guessed. With `headingsIn` the
 * heading row may stand below other lines: the delimiter that makes the most headings of one of them is taken.
 */
export function guessDialect(head: string, delimiter?: string, headingsIn?: HeadingsIn): Dialect {
  const mark = head.charCodeAt(0) === 0xfeff ? 1 : 0
  const newline = guessNewline(head)
  const separator = /^"?sep=(.)"?(?:\r\n|\n|\r|$)/i.exec(head.slice(mark, mark + 12))
  const headChars = mark + (separator ? separator[0].length : 0)
  if (delimiter !== undefined) return { delimiter, newline, headChars }
  if (separator) return { delimiter: separator[1]!, newline, headChars }
  const text = head.slice(headChars)
  const guess = guessDelimiter(text, newline)
  return { delimiter: headingsIn ? byHeadings(text, newline, headingsIn, guess) : guess, newline, headChars }
}

/** Lines above the headings, such as a title and filters, are not looked for further down than this. */
export const PREAMBLE_LONGEST = 30

function byHeadings(text: string, newline: Dialect['newline'], headingsIn: HeadingsIn, guess: string): string {
  const most = (delimiter: string): number =>
    Math.max(0, ...firstRows(text, delimiter, newline, PREAMBLE_LONGEST).map(headingsIn))
  let best = guess
  let bestCount = Math.max(most(guess), 1)
  for (const delimiter of DELIMITERS) {
    const count = delimiter === guess ? 0 : most(delimiter)
    if (count <= bestCount) continue
    best = delimiter
    bestCount = count
  }
  return best
}

function firstRows(
  text: string,
  delimiter: string,
  newline: Dialect['newline'],
  count: number
): readonly (readonly string[])[] {
  const parsed = new Papa.Parser({ delimiter, newline, preview: count }).parse(text.slice(0, 32_768), 0, false)
  return (parsed as Papa.ParseResult<string[]>).data
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
    const counts = firstRows(head, delimiter, newline, 12)
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
