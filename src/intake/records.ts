import Papa from 'papaparse'
import { type Dialect, type HeadingsIn, guessDialect } from './dialect.ts'

/**
 * What a file is made of. `row` is the number a spreadsheet shows beside it: the first row is 1, a blank row counts,
 * a cell with line breaks in it does not make a second row.
 */
export type Record =
  | { readonly kind: 'cells'; readonly row: number; readonly cells: readonly string[] }
  | { readonly kind: 'broken'; readonly row: number; readonly reason: string; readonly text: string }
  | { readonly kind: 'blank'; readonly row: number }

export type OnRecord = (record: Record) => void

/** Cuts text into records, chunk by chunk and synchronously, in memory that does not grow with the file. */
export type RecordReader = {
  readonly push: (text: string, onRecord: OnRecord) => void
  readonly end: (onRecord: OnRecord) => void
  /** Delimiter and line end, once enough of the file was seen; null before. */
  readonly dialect: () => Dialect | null
}

/** The longest row that is read; a longer one comes from a quote that was never closed. */
export const ROW_LONGEST = 262_144
const HEAD_LONGEST = 65_536
/** Blanks in a row are cut to this many: nothing reads more, and runs of them make quote repair slow. */
const BLANKS_LONGEST = 1000
/** How often a stretch of text is read again behind a broken row before it is read line by line. */
const RETRIES_MAX = 16

export type RecordOptions = {
  /** Found out from the beginning of the file unless given. */
  readonly delimiter?: string
  /** Characters to see before the dialect is decided, and to gather between two readings. */
  readonly headChars?: number
  /** Whether rows in which no cell is filled are handed on too. Default: they only count. */
  readonly blanks?: boolean
  /** How many headings a row holds; given when lines may stand above the heading row. */
  readonly headingsIn?: HeadingsIn
}

/** A reader of one file. */
export function recordReader(options: RecordOptions = {}): RecordReader {
  const { delimiter, headChars = HEAD_LONGEST, blanks = false, headingsIn } = options
  let dialect: Dialect | null = null
  let pending = ''
  /** Below this length the pending text was already seen to hold no whole row. */
  let seen = 0
  let row = 1

  const read = (onEvery: OnRecord, isLast: boolean): void => {
    const onRecord: OnRecord = blanks ? onEvery : (record) => record.kind !== 'blank' && onEvery(record)
    if (dialect === null) {
      dialect = guessDialect(pending, delimiter, headingsIn)
      pending = pending.slice(dialect.headChars)
    }
    const done = readText(pending, dialect, row, isLast, onRecord)
    pending = done.rest
    row = done.row
    seen = pending.length
  }
  return {
    push: (text, onRecord) => {
      pending += text
      const enough = dialect === null ? headChars : Math.max(Math.min(headChars, 4096), Math.min(seen * 2, ROW_LONGEST))
      if (pending.length >= enough) read(onRecord, false)
    },
    end: (onRecord) => {
      if (pending !== '') read(onRecord, true)
      pending = ''
    },
    dialect: () => dialect
  }
}

type Done = { readonly rest: string; readonly row: number }

/**
 * Reads as many whole rows as the text holds. A row broken by a quote is reported by its first line, and reading
 * goes on with the line after it; where that does not help, the stretch is read line by line. Both keep the work
 * in proportion to the text, whatever it holds.
 */
function readText(text: string, dialect: Dialect, firstRow: number, isLast: boolean, onRecord: OnRecord): Done {
  const whole = withoutLongBlanks(text)
  let at = 0
  let row = firstRow
  for (let retries = 0; at < whole.length; retries++) {
    const part = parsePart(whole.slice(at), dialect, isLast)
    at += part.chars
    const isEnd = isLast && part.broken === null && whole.endsWith(dialect.newline)
    // The line end of the last row begins no row of its own.
    const count = isEnd && isEmptyRow(part.rows.at(-1)) ? part.rows.length - 1 : part.rows.length
    for (let index = 0; index < count; index++) row = emit(part.rows[index]!, row, onRecord)
    if (part.broken === null) break
    if (retries >= RETRIES_MAX) {
      const stretch = whole.slice(at, at + ROW_LONGEST)
      const end = at + (isLast && at + stretch.length >= whole.length ? stretch.length : lastLineEnd(stretch, dialect))
      row = readLines(whole.slice(at, end), dialect, row, onRecord)
      at = end
      retries = 0
    } else {
      const lineEnd = whole.indexOf(dialect.newline, at)
      const text = whole.slice(at, lineEnd < 0 ? whole.length : lineEnd)
      onRecord({ kind: 'broken', row: row++, reason: part.broken, text: lineText(text) })
      at = lineEnd < 0 ? whole.length : lineEnd + dialect.newline.length
    }
  }
  return { rest: whole.slice(at), row }
}

type Part = { readonly rows: readonly string[][]; readonly chars: number; readonly broken: string | null }

const UNCLOSED = 'has a double quote that is never closed; it is left out, and reading goes on with the next line'
const TOO_LONG = `is longer than ${ROW_LONGEST / 1024} KB; it is left out, and reading goes on with the next line`

/** Whole rows up to the first that is broken. */
function parsePart(text: string, dialect: Dialect, isLast: boolean): Part {
  const { delimiter, newline } = dialect
  const quick = new Papa.Parser({ delimiter, newline }).parse(text, 0, !isLast) as Papa.ParseResult<string[]>
  if (quick.errors.length > 0) return parseCarefully(text, dialect, isLast)
  const chars = isLast ? text.length : quick.meta.cursor
  const isRunaway = text.length - chars > ROW_LONGEST
  return {
    rows: quick.data,
    chars,
    broken: isRunaway
      ? text[chars] === '"' || text.slice(chars, chars + 4096).includes('"')
        ? UNCLOSED
        : TOO_LONG
      : null
  }
}

/** Row by row, to find the one with the misplaced quote: harmless inside one line, broken when it swallowed others. */
function parseCarefully(text: string, { delimiter, newline }: Dialect, isLast: boolean): Part {
  const rows: string[][] = []
  let chars = 0
  let broken: string | null = null
  const parser = new Papa.Parser({
    delimiter,
    newline,
    step: (result: Papa.ParseStepResult<string[][]>) => {
      const end = result.meta.cursor
      const swallowed = result.errors.length > 0 && text.slice(chars, end - newline.length).includes(newline)
      if (swallowed || result.errors.some((error) => error.code === 'MissingQuotes')) {
        broken = UNCLOSED
        parser.abort()
        return
      }
      rows.push(...result.data)
      chars = end
    }
  })
  parser.parse(text, 0, !isLast)
  if (broken === null && text.length - chars > ROW_LONGEST) broken = UNCLOSED
  return { rows, chars: broken === null && isLast ? text.length : chars, broken }
}

/** Each line for itself, quotes closed or not: the last resort behind a row that broke many times over. */
function readLines(text: string, { delimiter, newline }: Dialect, firstRow: number, onRecord: OnRecord): number {
  let row = firstRow
  const lines = text.split(newline)
  if (lines.at(-1) === '') lines.pop()
  for (const line of lines) {
    const parsed = new Papa.Parser({ delimiter, newline }).parse(line, 0, false) as Papa.ParseResult<string[]>
    const isBroken = parsed.errors.some((error) => error.code === 'MissingQuotes')
    if (isBroken) onRecord({ kind: 'broken', row: row++, reason: UNCLOSED, text: lineText(line) })
    else row = emit(parsed.data[0] ?? [''], row, onRecord)
  }
  return row
}

function lastLineEnd(text: string, { newline }: Dialect): number {
  const at = text.lastIndexOf(newline)
  return at < 0 ? text.length : at + newline.length
}

function isEmptyRow(cells: readonly string[] | undefined): boolean {
  return cells !== undefined && cells.length === 1 && cells[0] === ''
}

function lineText(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line
}

/** Hands a row on, and answers the number of the row after it. */
function emit(cells: string[], row: number, onRecord: OnRecord): number {
  const last = cells.length - 1
  const tail = cells[last]!
  // A file with LF line ends may hold rows with CRLF; the carriage return is no part of the last cell.
  if (tail.charCodeAt(tail.length - 1) === 13) cells[last] = tail.slice(0, -1)
  onRecord(cells.every(isBlank) ? { kind: 'blank', row } : { kind: 'cells', row, cells })
  return row + 1
}

function isBlank(cell: string): boolean {
  return cell === '' || (cell.charCodeAt(0) <= 32 && cell.trim() === '')
}

const LONG_BLANKS = new RegExp(`\\s{${BLANKS_LONGEST},}`, 'g')
const SPACES = ' '.repeat(BLANKS_LONGEST / 2)

function withoutLongBlanks(text: string): string {
  if (!mayHoldLongBlanks(text)) return text
  return text.replace(LONG_BLANKS, (blanks) => (/[\r\n]/.test(blanks) ? blanks : SPACES))
}

/** A run of a thousand blanks covers some multiple of 500 and the 400 characters after it. */
function mayHoldLongBlanks(text: string): boolean {
  for (let at = 0; at < text.length; at += BLANKS_LONGEST / 2)
    if ([0, 100, 200, 300, 400].every((step) => text.charCodeAt(at + step) <= 32 || text.charCodeAt(at + step) >= 160))
      return true
  return false
}
