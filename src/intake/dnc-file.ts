import { type DncColumns, cellsOf, columnsOf, delimiterOf } from './dnc-line.ts'
import { notAList } from './file-reader.ts'
import { type ListedNumberReader, listedNumberReader } from './listed-number.ts'
import { isNanp, quoted } from './phone.ts'

/**
 * What one line says of a number: it is on the list, or, in a file of changes, it came on it or went off it since.
 */
export type DncMark = 'listed' | 'added' | 'removed'
export type OnNumber = (e164: string, mark: DncMark) => void

/** A line out of which no number came. Lines count from 1. */
export type LineProblem = { readonly line: number; readonly text: string; readonly reason: string }

export type DncReport = {
  readonly lines: number
  /** Numbers that were handed on, by what was said of them. */
  readonly numbers: Readonly<Record<DncMark, number>>
  /** Whether the file holds changes to a list and not a list. */
  readonly isChange: boolean
  /** Numbers of which a washed file says that they are not registered; nothing is made of them. */
  readonly notListed: number
  readonly refused: number
  /** The first refused lines. */
  readonly problems: readonly LineProblem[]
}

export type DncReader = {
  /** Throws `NotAList` as soon as the file is none. */
  readonly push: (text: string, onNumber: OnNumber) => void
  /** Throws `NotAList` where no line held a number. */
  readonly end: (onNumber: OnNumber) => void
  readonly report: () => DncReport
}

const PROBLEMS_MAX = 20
/** So many lines refused and no number among them: a file of something else, of which no more need be read. */
const HOPELESS = 1000
/** The longest line that is read. */
export const LINE_LONGEST = 200

/**
 * Reads a do-not-call or litigator list of one country (ISO 3166), chunk by chunk, in memory that does not grow with
 * the file. These layouts are told apart by what stands in them:
 *
 * - One number a line, in any usual writing, whatever else stands behind a comma; also TPS and CTPS (United Kingdom:
 *   "National Dialing Code" and "Remainder of Telephone Number" with a blank between them, or blanks behind).
 * - `305,5550123`: area code and number, as the FTC (USA: "one area code and telephone number per line, separated by
 *   a comma") and the National DNCL (Canada: "one three-digit Canadian area code and seven-digit telephone number per
 *   line") give it; with an `A` or a `D` behind it, and a date before or after that, a file of changes.
 * - A list under headings, one or more of which name a telephone number; every other column is ignored.
 * - `0412345678,Y`: a list of one's own that the register of Australia washed (Do Not Call Register Act 2006 s. 19:
 *   it says "which numbers are registered"). `N` is not registered; doubt counts as registered.
 *
 * The XML of FTC and DNCL is refused by name, and so is a file that mixes changes with a whole list.
 */
export function dncReader(country: string): DncReader {
  const read = listedNumberReader(country)
  if (read === null) throw notAList(`the country ${quoted(country)} has no telephone numbers that we know`)
  const lines = lineReader()
  const reading = startOf(country, read)
  return {
    push: (text, onNumber) => {
      const nul = text.indexOf('\0')
      if (nul >= 0) {
        const line = reading.line + text.slice(0, nul).split('\n').length
        throw notAList(`line ${line} of the file holds a NUL byte, so it is not text; give the text file`)
      }
      lines.push(text, (line) => readLine(reading, line, onNumber))
    },
    end: (onNumber) => {
      lines.end((line) => readLine(reading, line, onNumber))
      if (reading.first === null) throw notAList('the file is empty')
      if (!hasNumbers(reading)) throw numberless(reading, 'no line of the file')
    },
    report: () => ({
      lines: reading.line,
      numbers: { ...reading.numbers },
      isChange: reading.isChanges === true,
      notListed: reading.notListed,
      refused: reading.refused,
      problems: reading.problems
    })
  }
}

/** Where a reader stands in its file. */
type Reading = {
  readonly country: string
  readonly read: ListedNumberReader
  readonly hasAreaCodes: boolean
  line: number
  /** The first line with anything on it. */
  first: string | null
  delimiter: string | null
  columns: DncColumns | null
  /** Nothing but titles so far, so that headings may still come. */
  isAtTop: boolean
  hasTitle: boolean
  /** Known from the first number on. */
  isChanges: boolean | null
  readonly numbers: Record<DncMark, number>
  notListed: number
  refused: number
  readonly problems: LineProblem[]
}

function startOf(country: string, read: ListedNumberReader): Reading {
  const numbers = { listed: 0, added: 0, removed: 0 }
  const found = { delimiter: null, columns: null, isAtTop: true, hasTitle: false, isChanges: null }
  const sums = { numbers, notListed: 0, refused: 0, problems: [] }
  return { country, read, hasAreaCodes: isNanp(country), line: 0, first: null, ...found, ...sums }
}

function readLine(reading: Reading, line: string, onNumber: OnNumber): void {
  reading.line++
  if (line.length > LINE_LONGEST) return refuse(reading, line, `is longer than ${LINE_LONGEST} characters`)
  const text = line.trim()
  if (text === '' || text === END_OF_DOS_FILE) return
  if (reading.first === null) {
    reading.first = text
    if (text.startsWith('<')) throw notAList(XML)
  }
  if (CONTROLS.test(text)) return refuse(reading, text, 'holds control characters, which no text has')
  if (PARTED.test(text) && (reading.isAtTop || reading.delimiter === null)) reading.delimiter = delimiterOf(text)
  const cells = cellsOf(text, reading.delimiter ?? ',')
  if (reading.columns !== null) return readColumns(reading, reading.columns, cells, text, onNumber)
  if (reading.isAtTop && isTop(reading, cells, text)) return
  reading.isAtTop = false
  readPlain(reading, cells, text, onNumber)
}

const END_OF_DOS_FILE = '\u001a'
const XML =
  'the file is XML, which is not read: download the list again as a flat text file (CSV), as FTC and DNCL offer it beside the XML'
const CONTROLS = /[\u0000-\u0008\u000b\u000e-\u001f\ufffd]/
const PARTED = /[,;\t|]/

/** Headings, or a title above them; a file of several columns must say which of them is the number. */
function isTop(reading: Reading, cells: readonly string[], text: string): boolean {
  if (numberApart(reading, cells[0], cells[1]) !== null) return false
  const place = cells.findIndex((cell) => typeof reading.read(cell) === 'string')
  if (place > 0)
    throw notAList(
      `the number stands in column ${place + 1}, and no line of headings says so. Head that column "phone"`
    )
  if (place === 0 || !LETTERS.test(text)) return false
  reading.columns = columnsOf(cells)
  if (reading.columns === null && cells.length > 1)
    throw notAList(
      `no column is headed as a telephone number; the headings are ${quoted(cells.join(', '))}. Head the column "phone"`
    )
  if (reading.columns === null && reading.hasTitle) refuse(reading, text, 'is not a telephone number')
  reading.hasTitle = true
  return true
}

const LETTERS = /\p{L}/u

function readPlain(reading: Reading, cells: readonly string[], text: string, onNumber: OnNumber): void {
  const apart = numberApart(reading, cells[0], cells[1])
  if (apart !== null) return take(reading, reading.read(apart), text, changeMark(cells, 2), onNumber)
  if (isWashed(reading) && isNo(cells[1])) return passOver(reading, cells[0]!, text)
  take(reading, reading.read(cells[0]!), text, null, onNumber)
}

function readColumns(
  reading: Reading,
  { phones, area, result }: DncColumns,
  cells: readonly string[],
  text: string,
  onNumber: OnNumber
): void {
  const filled = phones.filter((place) => (cells[place] ?? '') !== '')
  if (filled.length === 0) return refuse(reading, text, 'has no telephone number in its column')
  if (isWashed(reading) && result !== null && isNo(cells[result])) return passOver(reading, cells[filled[0]!]!, text)
  const apart = area === null ? null : numberApart(reading, cells[area], cells[filled[0]!])
  if (apart !== null) return take(reading, reading.read(apart), text, changeMark(cells, 0), onNumber)
  const read = filled.map((place) => reading.read(cells[place]!))
  const numbers = read.filter((one) => typeof one === 'string')
  if (numbers.length === 0) return take(reading, read[0]!, text, null, onNumber)
  for (const e164 of new Set(numbers)) take(reading, e164, text, null, onNumber)
}

/** An area code and seven digits in cells of their own, put together; null when these two are none. */
function numberApart(reading: Reading, area: string | undefined, rest: string | undefined): string | null {
  if (!reading.hasAreaCodes || area === undefined || rest === undefined) return null
  return AREA.test(area) && REST.test(rest) ? area + rest : null
}

const AREA = /^\d{3}$/
const REST = /^\d{3}[- ]?\d{4}$/

/** `A` or `D` in a cell of its own; the FTC does not publish whether the date stands before it or after. */
function changeMark(cells: readonly string[], from: number): DncMark | null {
  for (let at = from; at < cells.length; at++) {
    if (cells[at] === 'A' || cells[at] === 'a') return 'added'
    if (cells[at] === 'D' || cells[at] === 'd') return 'removed'
  }
  return null
}

function take(
  reading: Reading,
  number: ReturnType<ListedNumberReader>,
  text: string,
  change: DncMark | null,
  onNumber: OnNumber
): void {
  if (typeof number !== 'string') return refuse(reading, text, number.reason)
  reading.isChanges ??= change !== null
  if (reading.isChanges && change === null) return refuse(reading, text, 'says neither A nor D in a file of changes')
  if (!reading.isChanges && change !== null)
    throw notAList(
      `line ${reading.line} says that a number was added or deleted, and the lines before it do not; give whole lists and changes in files of their own`
    )
  const mark = change ?? 'listed'
  reading.numbers[mark]++
  onNumber(number, mark)
}

function isWashed(reading: Reading): boolean {
  return reading.country === 'AU'
}

function isNo(cell: string | undefined): boolean {
  return cell !== undefined && NO.test(cell)
}

const NO = /^(?:n|no)$/i

function passOver(reading: Reading, cell: string, text: string): void {
  const number = reading.read(cell)
  if (typeof number !== 'string') return refuse(reading, text, number.reason)
  reading.notListed++
}

function hasNumbers({ numbers, notListed }: Reading): boolean {
  return numbers.listed + numbers.added + numbers.removed + notListed > 0
}

function numberless({ country, first }: Reading, where: string): ReturnType<typeof notAList> {
  return notAList(`${where} holds a telephone number of ${country}; it begins with ${quoted(first ?? '')}`)
}

function refuse(reading: Reading, text: string, reason: string): void {
  reading.refused++
  if (reading.refused === HOPELESS && !hasNumbers(reading))
    throw numberless(reading, `not one of the first ${HOPELESS} lines`)
  if (reading.problems.length < PROBLEMS_MAX) reading.problems.push({ line: reading.line, text: quoted(text), reason })
}

/** Cuts text into lines at any kind of line end; of a line that is too long it keeps the beginning. */
function lineReader() {
  let pending = ''
  const isFirst = { chunk: true }
  const keep = (rest: string): void => {
    // A line end that the next chunk may finish stays behind what is cut off.
    const end = rest.endsWith('\r') ? '\r' : ''
    pending = rest.length > LINE_LONGEST + 1 ? rest.slice(0, LINE_LONGEST + 1) + end : rest
  }
  return {
    push: (chunk: string, onLine: (line: string) => void): void => {
      let text = pending + chunk
      if (isFirst.chunk && text !== '') {
        isFirst.chunk = false
        if (text.charCodeAt(0) === 0xfeff) text = text.slice(1)
      }
      if (text.includes('\r')) text = text.replace(/\r\n|\r(?!$)/g, '\n')
      let at = 0
      for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', at)) {
        onLine(text.slice(at, end))
        at = end + 1
      }
      keep(text.slice(at))
    },
    end: (onLine: (line: string) => void): void => {
      if (pending !== '') onLine(pending)
      pending = ''
    }
  }
}
