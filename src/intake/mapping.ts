import { didYouMean, nearest } from '../facts/nearest.ts'
import { type Field, dateFields, fields, importFields, isField, isPhoneField, sheetFields } from './field.ts'
import { guessDayFirst } from './day-first.ts'
import { nearestHeading, readHeading } from './heading.ts'
import { markedName } from './kept-heading.ts'
import { isRejectionColumn } from './rejected.ts'
import { settledColumns } from './settled-columns.ts'
import { quoted, readPhones } from './phone.ts'
import { plainWords } from './plain-words.ts'
import { currencyOf } from './value.ts'

/** What each column of a file means. Plain JSON: it may be shown, changed, stored and sent. */
export type Mapping = {
  readonly width: number
  readonly columns: readonly MappedColumn[]
  readonly unmapped: readonly UnmappedColumn[]
  readonly problems: readonly Problem[]
}
export type MappedColumn = {
  readonly index: number
  readonly heading: string
  readonly field: Field
  /** Its heading names the field, its values look like it, or a person said so. */
  readonly reason: 'heading' | 'values' | 'chosen'
  readonly note: string | null
  /** Of a date column: day before month? */
  readonly dayFirst: boolean
  /** Of a money column: the currency that its heading names. */
  readonly currency: string | null
}
export type UnmappedColumn = { readonly index: number; readonly heading: string; readonly nearest: string | null }
/** An error means that no row can be read; a warning, that something was guessed or left out. */
export type Problem = { readonly severity: 'error' | 'warning'; readonly message: string }

export type MappingOptions = {
  /** ISO 3166 code of the country the list is dialled from. */
  readonly country: string
  /** "Column=field", as a person overrides a guess; the field may be "ignore". */
  readonly overrides?: readonly string[]
  /** A call sheet asks for telephone numbers and reads what decides; an import keeps all. Default: sheet. */
  readonly purpose?: Purpose
}
export type Purpose = 'sheet' | 'import'

/** Guesses what the columns mean from their headings, then from a sample of their values. */
export function guessMapping(
  headings: readonly string[],
  sample: readonly (readonly string[])[],
  options: MappingOptions
): Mapping {
  const problems: Problem[] = []
  const purpose = options.purpose ?? 'sheet'
  const chosen = readOverrides(headings, options.overrides ?? [], purpose, problems)
  const columns: MappedColumn[] = []
  const unmapped: UnmappedColumn[] = []
  for (const [index, heading] of headings.entries()) {
    const isKept = purpose === 'import' && markedName(heading) !== null
    const guess = isKept ? null : guessColumn(heading, index, chosen.get(index))
    if (isKept) unmapped.push({ index, heading: shown(markedName(heading)!), nearest: null })
    else if (guess === null) unmapped.push(unmappedColumn(heading, index, unmapped.length))
    else if (purpose === 'sheet' && importFields.has(guess.field)) columns.push({ ...guess, field: 'setAside' })
    else columns.push(withOrder(guess, sample, options.country))
  }
  const settled = purpose === 'sheet' ? columns : settledColumns(columns)
  const found = addByValues(settled, unmapped, sample, options.country)
  reportColumns(found, headings, purpose, problems)
  return { width: headings.length, columns: found.columns, unmapped: found.unmapped, problems }
}

function guessColumn(heading: string, index: number, chosen: Field | undefined): MappedColumn | null {
  const base = { index, heading: shown(heading), dayFirst: false, currency: null }
  if (chosen) return { ...base, field: chosen, reason: 'chosen', note: null }
  const bare = readHeading(heading)
  const currency = bare.kind === 'known' ? null : trailingCurrency(heading)
  const read = currency === null ? bare : readHeading(heading.slice(0, heading.toUpperCase().lastIndexOf(currency)))
  if (read.kind === 'unknown') return null
  return { ...base, field: read.field, reason: 'heading', note: read.doubt, currency }
}

/** "Deal value (USD)" names its currency. */
function trailingCurrency(heading: string): string | null {
  const last = /([A-Za-z]{3})\W*$/.exec(heading.slice(-12))?.[1]
  return last && last === last.toUpperCase() ? (currencyOf(last) ?? null) : null
}

/** Names of columns are shown in messages: one line, and not longer than a line bears. */
function shown(heading: string): string {
  const line = heading.replace(/\s+/g, ' ').trim()
  return line.length > 60 ? `${line.slice(0, 59)}…` : line
}

/** Finding the nearest name costs; a file with thousands of odd columns gets it for the first ones only. */
const NEAREST_MAX = 25

function unmappedColumn(heading: string, index: number, before: number): UnmappedColumn {
  return { index, heading: shown(heading), nearest: before < NEAREST_MAX ? nearestHeading(heading) : null }
}

function withOrder(column: MappedColumn, sample: readonly (readonly string[])[], country: string): MappedColumn {
  if (!dateFields.has(column.field)) return column
  const values = sample.map((cells) => cells[column.index] ?? '')
  const { dayFirst, isCertain, evidence } = guessDayFirst(values, country)
  const isAsked = values.some((value) => /^\s*\d{1,2}[-/]\d{1,2}[-/]/.test(value))
  const notes = [
    column.note,
    isAsked ? `${dayFirst ? 'day' : 'month'} before ${dayFirst ? 'month' : 'day'}: ${evidence}` : null
  ]
  return {
    ...column,
    dayFirst,
    note: notes.filter((note) => note !== null).join('; ') || (isCertain ? evidence : null)
  }
}

type Columns = { readonly columns: readonly MappedColumn[]; readonly unmapped: readonly UnmappedColumn[] }

/** Columns with headings that say nothing are still known by values that can only be one thing: numbers, addresses. */
function addByValues(
  columns: readonly MappedColumn[],
  unmapped: readonly UnmappedColumn[],
  sample: readonly (readonly string[])[],
  country: string
): Columns {
  let found: Columns = { columns, unmapped }
  const tests: readonly (readonly ['phone' | 'email', (text: string) => boolean])[] = [
    ['phone', (text) => readPhones(text, country).some((phone) => phone.kind === 'phone')],
    ['email', (text) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text.trim())]
  ]
  for (const [field, isIt] of tests) {
    const has = found.columns.some((column) =>
      field === 'phone' ? isPhoneField(column.field) : column.field === field
    )
    if (has) continue
    const like = found.unmapped.slice(0, NEAREST_MAX).filter((column) => mostly(sample, column.index, isIt))
    const added = like.map(({ index, heading }): MappedColumn => ({
      ...{ index, heading, field, reason: 'values', dayFirst: false, currency: null },
      note: `its values look like ${field === 'phone' ? 'telephone numbers' : 'e-mail addresses'}`
    }))
    found = {
      columns: [...found.columns, ...added].sort((a, b) => a.index - b.index),
      unmapped: found.unmapped.filter((column) => !like.includes(column))
    }
  }
  return found
}

function mostly(sample: readonly (readonly string[])[], index: number, isIt: (text: string) => boolean): boolean {
  const values = sample
    .slice(0, 50)
    .map((cells) => cells[index] ?? '')
    .filter((value) => value.trim() !== '')
  return values.length > 0 && values.filter(isIt).length * 10 >= values.length * 8
}

function readOverrides(
  headings: readonly string[],
  overrides: readonly string[],
  purpose: Purpose,
  problems: Problem[]
): ReadonlyMap<number, Field> {
  const chosen = new Map<number, Field>()
  const allowed = purpose === 'sheet' ? sheetFields : fields
  const error = (message: string): void => void problems.push({ severity: 'error', message })
  for (const override of overrides) {
    const at = override.lastIndexOf('=')
    const heading = override.slice(0, Math.max(at, 0)).trim()
    const written = override.slice(at + 1).trim()
    const field = written === 'ignore' || written === '' ? 'setAside' : written
    const index = headingIndex(headings, heading)
    if (at < 1) error(`${quoted(override)} is not a mapping; write "Column=field", for example "Cell=phoneMobile"`)
    else if (index < 0)
      error(`there is no column ${quoted(heading)}${didYouMean(heading, headings.slice(0, NEAREST_MAX).map(shown))}`)
    else if (!isField(field) || !allowed.includes(field))
      error(`${quoted(written)} is not a field${didYouMean(written, allowed)}; the fields are: ${allowed.join(', ')}`)
    else chosen.set(index, field)
  }
  return chosen
}

function headingIndex(headings: readonly string[], wanted: string): number {
  const exact = headings.findIndex((heading) => heading.trim() === wanted || shown(heading) === wanted)
  return exact >= 0
    ? exact
    : headings.findIndex((heading) => plainWords(heading) === plainWords(wanted) && wanted !== '')
}

function reportColumns(
  { columns, unmapped }: Columns,
  headings: readonly string[],
  purpose: Purpose,
  problems: Problem[]
): void {
  const isImport = purpose === 'import'
  const sample = headings.find((heading) => isData(heading))
  const named = columns.filter((column) => column.reason === 'heading').length
  if (sample !== undefined && named < 2) {
    const message = `the file has no heading row: its first row already holds ${quoted(sample)}; put a row with the names of the columns above it`
    problems.push({ severity: 'error', message })
  } else if (!columns.some((column) => isPhoneField(column.field) || (isImport && reaching.has(column.field)))) {
    problems.push({ severity: 'error', message: noPhoneMessage(headings, purpose) })
  }
  const seen = new Map<Field, MappedColumn>()
  for (const column of columns) {
    const first = seen.get(column.field)
    const isShared = sharing.has(column.field) || (isImport && keeping.has(column.field))
    if (first && !isShared && !isPhoneField(column.field)) {
      const rest = isImport ? '; the other is kept as text' : ''
      const message = `${quoted(first.heading)} and ${quoted(column.heading)} are both ${column.field}: the first that is filled in counts${rest}`
      problems.push({ severity: 'warning', message })
    }
    if (!first) seen.set(column.field, column)
  }
  const unread = isImport ? 'kept as text, not read' : 'not read'
  for (const column of unmapped.slice(0, 20)) {
    if (column.heading === '' || (isImport && isRejectionColumn(headings, column.index))) continue
    const near = column.nearest ? `; the nearest known heading is ${quoted(column.nearest)}` : ''
    problems.push({ severity: 'warning', message: `column ${quoted(column.heading)} is ${unread}${near}` })
  }
  if (unmapped.length > 20)
    problems.push({ severity: 'warning', message: `${unmapped.length - 20} more columns are ${unread}` })
}

/** Fields of which several columns are usual and all count. */
const sharing: ReadonlySet<Field> = new Set<Field>([
  ...([
    'setAside',
    'address',
    'postalCode',
    'optOut',
    'doNotCall',
    'emailOptOut',
    'smsOptOut',
    'stops',
    'wrongNumber'
  ] as const)
])

/** Fields of which an import keeps every column. */
export const keeping: ReadonlySet<Field> = new Set<Field>([
  ...(['email', 'emailKind', 'phoneKind', 'notes', 'addressMore'] as const)
])

/** Fields that reach a person without a telephone. */
const reaching: ReadonlySet<Field> = new Set<Field>(['email', 'address', 'linkedin', 'x'])

function isData(heading: string): boolean {
  const digits = heading.replace(/\D/g, '').length
  return (digits >= 9 && /^[\d\s()+.x-]+$/i.test(heading.trim())) || /^\S+@\S+\.\S+$/.test(heading.trim())
}

function noPhoneMessage(headings: readonly string[], purpose: Purpose): string {
  const wanted = purpose === 'sheet' ? 'a telephone number' : 'a telephone number or an e-mail address'
  const names = headings.map(shown).filter((heading) => heading !== '')
  const near = nearest('phone', names.slice(0, NEAREST_MAX)) ?? names[0]
  const listed = names.slice(0, 30).map(quoted).join(', ')
  const more = names.length > 30 ? ` and ${names.length - 30} more` : ''
  if (names.length === 0) return `no column holds ${wanted}: the heading row is empty`
  return `no column holds ${wanted}; the columns are ${listed}${more}. If one of them does, say so: --map ${JSON.stringify(`${near}=phone`)}`
}
