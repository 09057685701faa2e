import { type LeadNumber } from './lead-row.ts'
import { type PhoneField, phoneFields } from './field.ts'
import { type MappedColumn } from './mapping.ts'
import { readLineType } from './choice.ts'
import { type NoPhone, type ReadPhone, quoted, readPhones } from './phone.ts'
import { type RowInHand, cellOf, readCell } from './row-in-hand.ts'
import { readStage } from './stage.ts'
import { plainValue } from './plain-words.ts'
import { readFlag } from './value.ts'

export type Numbers =
  | {
      readonly kind: 'some'
      readonly number: LeadNumber & { suspectedBlock?: boolean }
      readonly numbers: readonly (LeadNumber & { readonly bad: boolean })[] | null
      readonly first: LeadNumber
      /** Country of the first number that has one, ISO 3166. */
      readonly country: string | null
      readonly extension: string
    }
  | { readonly kind: 'none'; readonly reason: string }

/** A number of a row and the columns in which it stands, the first of which says whose phone it is. */
export type Listed = {
  readonly number: LeadNumber & { readonly bad: boolean }
  readonly phone: ReadPhone
  readonly columns: MappedColumn[]
}
export type Refused = { readonly column: MappedColumn; readonly phone: NoPhone }
export type Listing = { readonly listed: readonly Listed[]; readonly refused: readonly Refused[] }

/** All numbers of a row in the order of their columns, each once; the number on the line is the first not known bad. */
export function readNumbers(row: RowInHand): Numbers {
  const { listed, refused } = listNumbers(row, (cell) => readPhones(cell, row.context.country))
  if (listed.length === 0) return { kind: 'none', reason: noneReason(row, refused.map(refusal)) }
  for (const each of refused) row.warnings.push(refusal(each))
  return some(row, listed)
}

/** The numbers in the telephone columns of a row as `read` reads a cell, and the texts that are none. */
export function listNumbers(row: RowInHand, read: (cell: string) => readonly (ReadPhone | NoPhone)[]): Listing {
  const listed: Listed[] = []
  const refused: Refused[] = []
  for (const column of row.plan.phones) {
    const cell = row.cells[column.index]
    if (cell === undefined || cell === '' || cell.trim() === '') continue
    for (const phone of read(cell)) {
      if (phone.kind === 'noPhone') {
        refused.push({ column, phone })
        continue
      }
      const before = listed.find((one) => one.number.e164 === phone.e164)
      if (before) before.columns.push(column)
      else {
        const number = numberOf(phone, phoneFields[column.field as PhoneField])
        listed.push({ number, phone, columns: [column] })
      }
    }
  }
  return { listed, refused }
}

/** The numbers with what other columns say of the first: that it is wrong, which kind of line it is. */
export function judgedNumbers(row: RowInHand, listed: readonly Listed[]): readonly Listed['number'][] {
  const isFirstBad = saysWrongNumber(row)
  const numbers = listed.map(({ number }, index) => (index === 0 && isFirstBad ? { ...number, bad: true } : number))
  const lineType = readCell(row, 'lineType', readLineType, 'not a line type')
  if (lineType && lineType !== 'unknown') numbers[0] = { ...numbers[0]!, lineType }
  if (numbers.every((number) => number.bad))
    row.warnings.push(
      numbers.length === 1
        ? `the only number, ${numbers[0]!.e164}, is marked as wrong`
        : `all ${numbers.length} numbers are marked as wrong`
    )
  return numbers
}

function some(row: RowInHand, listed: readonly Listed[]): Numbers {
  const numbers = judgedNumbers(row, listed)
  const at = Math.max(
    numbers.findIndex((number) => !number.bad),
    0
  )
  const { bad: _, ...first } = numbers[at]!
  const suspectedBlock = readCell(row, 'suspectedBlock', readFlag, 'neither yes nor no')
  return {
    kind: 'some',
    number: suspectedBlock === undefined ? first : { ...first, suspectedBlock },
    numbers: numbers.length > 1 || numbers[0]!.bad ? numbers : null,
    first,
    country: listed.find(({ phone }) => phone.country !== null)?.phone.country ?? null,
    extension: extensionOf(row, listed[at]!.phone, at)
  }
}

function numberOf(
  phone: ReadPhone,
  kind: 'business' | 'mobile' | 'home' | null
): LeadNumber & { readonly bad: boolean } {
  const lineType = phone.lineType ?? (kind === 'mobile' ? 'wireless' : null)
  return {
    e164: phone.e164,
    ...(kind === null ? null : { kind }),
    ...(lineType === null ? null : { lineType }),
    bad: false
  }
}

/** The digits in the number's own cell, else for the first number those of the column for them. */
export function extensionOf(row: RowInHand, phone: ReadPhone, at: number): string {
  if (phone.extension !== '') return phone.extension
  const digits = at === 0 ? (cellOf(row, 'extension') ?? '').replace(/^\D+/, '') : ''
  return /^\d{1,7}$/.test(digits) ? digits : ''
}

/** A column for it, or a disposition such as "Wrong number"; either speaks of the number dialled first. */
function saysWrongNumber(row: RowInHand): boolean {
  for (const column of row.plan.wrongNumbers) {
    const text = row.cells[column.index]
    if (text === undefined || text.trim() === '') continue
    if (readStage(text)?.isBadNumber) return true
    if (column.field === 'wrongNumber' && readFlag(text) === true && !GOOD.has(plainValue(text))) return true
  }
  return false
}

const GOOD: ReadonlySet<string> = new Set(['ok', 'okay'])

export function refusal({ column, phone }: Refused): string {
  return `${column.heading}: ${quoted(phone.text)} ${phone.reason}`
}

function noneReason(row: RowInHand, refused: readonly string[]): string {
  if (refused.length > 0) return `no usable telephone number. ${refused.slice(0, 3).join('. ')}`
  const headings = row.plan.phones.map((column) => quoted(column.heading))
  if (headings.length === 0) return 'no usable telephone number: the file has no column for one'
  const names = headings.slice(0, 6).join(', ')
  return `no telephone number: ${names} ${headings.length === 1 ? 'is' : 'are'} empty`
}
