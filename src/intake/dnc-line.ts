import { type Field } from './field.ts'
import { readHeading } from './heading.ts'
import { plainWords } from './plain-words.ts'

/** Which columns of a headed file say what; places count from 0. */
export type DncColumns = {
  /** Every column with a telephone number in it: who is on a list is on it with each. */
  readonly phones: readonly number[]
  /** The area code, where it stands apart from the number. */
  readonly area: number | null
  /** Whether the register has the number, in what came back from it washed. */
  readonly result: number | null
}

/** The cells of one trimmed line, cut at the delimiter outside of quotes; a quote that is not closed ends with the line. */
export function cellsOf(line: string, delimiter: string): readonly string[] {
  if (!line.includes('"')) return line.includes(delimiter) ? line.split(delimiter).map(trimmed) : [line]
  const cells: string[] = []
  let cell = ''
  let isQuoted = false
  for (const letter of line) {
    if (letter === '"') isQuoted = !isQuoted
    else if (letter === delimiter && !isQuoted) {
      cells.push(trimmed(cell))
      cell = ''
    } else cell += letter
  }
  cells.push(trimmed(cell))
  return cells
}

function trimmed(cell: string): string {
  return cell.trim()
}

/** What parts the cells of a line, by what stands in it first outside of quotes; a comma where nothing does. */
export function delimiterOf(line: string): string {
  const bare = line.replace(/"[^"]*"?/g, '')
  return /[,;\t|]/.exec(bare)?.[0] ?? ','
}

/** The columns that a line of headings names; null when none of them is a telephone number. */
export function columnsOf(headings: readonly string[]): DncColumns | null {
  const words = headings.map((heading) => plainWords(heading))
  const places = (is: (word: string, at: number) => boolean): readonly number[] =>
    words.flatMap((word, at) => (is(word, at) ? [at] : []))
  const named = places((_, at) => isPhoneHeading(headings[at]!))
  const phones = named.length > 0 ? named : places((word) => looseWords.has(word))
  if (phones.length === 0) return null
  const result = places((word) => resultWords.has(word))[0]
  const other = words.length === 2 && phones.length === 1 ? 1 - phones[0]! : null
  return { phones, area: places((word) => areaWords.has(word))[0] ?? null, result: result ?? other }
}

function isPhoneHeading(heading: string): boolean {
  const known = readHeading(heading)
  return known.kind === 'known' ? phoneFields.has(known.field) : phoneWords.has(plainWords(heading))
}

const phoneFields: ReadonlySet<Field> = new Set(['phone', 'phoneWork', 'phoneMobile', 'phoneHome', 'phoneCompany'])
/** What lists say that lead files do not. */
const phoneWords = new Set(
  'ani|msisdn|e164|phone10|phone 10|tn|cli|dnc number|dnc phone|numero telefono|numero di telefono|numero telefonico'.split(
    '|'
  )
)
/** Taken for a telephone number only where no heading says so more clearly. */
const looseWords = new Set(['number', 'numbers', 'no', 'nr', 'numero', 'num'])
const areaWords = new Set(['area code', 'areacode', 'area', 'npa', 'ac'])
const resultWords = new Set(
  'registered|on register|on the register|register|listed|result|status|wash result|washed|dncr|dnc|do not call'.split(
    '|'
  )
)
