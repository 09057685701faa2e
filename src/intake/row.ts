import { type Field, fieldSlot, fields, isPhoneField } from './field.ts'
import { type LeadFacts, type LeadRow } from './lead-row.ts'
import { type MappedColumn, type Mapping } from './mapping.ts'
import { quoted } from './phone.ts'
import { readMoment } from './date.ts'
import { type RowContext, type RowInHand, type RowPlan, cellOf, columnOf, readCell, shownText } from './row-in-hand.ts'
import { readHistory } from './row-history.ts'
import { readNumbers } from './row-numbers.ts'
import { readConsents, readPlace, readReach } from './row-reach.ts'
import { readStanding } from './row-standing.ts'
import { readStops } from './row-stops.ts'
import { readPriority } from './value.ts'

/** A row is a lead, or it is bad and says why; warnings name the column and the value that was not understood. */
export type RowResult =
  | { readonly kind: 'lead'; readonly lead: LeadRow; readonly warnings: readonly string[] }
  | { readonly kind: 'bad'; readonly reason: string }

/** Reads one row; for a whole file make a reader once with rowReader. */
export function readRow(mapping: Mapping, cells: readonly string[], context: RowContext): RowResult {
  return rowReader(mapping, context)(cells)
}

/** A reader of rows under one mapping. It throws at nothing that a cell may hold. */
export function rowReader(mapping: Mapping, context: RowContext): (cells: readonly string[]) => RowResult {
  const plan = planOf(mapping)
  const slots = plan.columns.map((column) => fieldSlot[column.field])
  return (cells) => {
    const surplus = surplusCell(cells, mapping.width)
    if (surplus !== null) return { kind: 'bad', reason: surplus }
    return leadOf({ cells, plan, context, first: firstColumns(plan.columns, slots, cells), warnings: [] })
  }
}

function planOf(mapping: Mapping): RowPlan {
  const columns = mapping.columns.filter((column) => column.field !== 'setAside')
  const of = (...wanted: readonly Field[]) => columns.filter((column) => wanted.includes(column.field))
  return {
    columns,
    has: new Set(columns.map((column) => column.field)),
    phones: columns.filter((column) => isPhoneField(column.field)),
    stops: of('stage', 'optOut', 'doNotCall', 'stops'),
    wrongNumbers: of('stage', 'wrongNumber'),
    emailOptOuts: of('emailOptOut'),
    smsOptOuts: of('smsOptOut')
  }
}

function firstColumns(
  columns: readonly MappedColumn[],
  slots: readonly number[],
  cells: readonly string[]
): readonly (MappedColumn | undefined)[] {
  const first = new Array<MappedColumn | undefined>(fields.length).fill(undefined)
  for (let at = 0; at < columns.length; at++) {
    const column = columns[at]!
    const cell = cells[column.index]
    if (cell === undefined || cell === '' || isBlank(cell)) continue
    const slot = slots[at]!
    first[slot] ??= column
  }
  return first
}

function isBlank(cell: string): boolean {
  return cell.charCodeAt(0) <= 32 || cell.charCodeAt(0) >= 160 ? cell.trim() === '' : false
}

function surplusCell(cells: readonly string[], width: number): string | null {
  if (cells.length <= width) return null
  const at = cells.findIndex((cell, index) => index >= width && cell.trim() !== '')
  if (at < 0) return null
  return `has ${cells.length} cells where the heading row has ${width} (the first one too many is ${quoted(cells[at]!)}); a cell with the delimiter in it must stand in double quotes`
}

function leadOf(row: RowInHand): RowResult {
  const numbers = readNumbers(row)
  if (numbers.kind === 'none') return { kind: 'bad', reason: numbers.reason }
  const stops = readStops(row)
  const history = readHistory(row)
  const { lead, everSpoken } = readStanding(row, history)
  const reach = readReach(row, numbers.first)
  const place = readPlace(row, numbers.country)
  const consent = readConsents(row)
  const past = everSpoken === undefined ? history : { ...history, everSpoken }
  const facts: LeadFacts = { number: numbers.number }
  if (isSomething(lead)) facts.lead = lead
  if (numbers.numbers) facts.numbers = numbers.numbers
  if (isSomething(place)) facts.place = place
  if (isSomething(reach.reach)) facts.reach = reach.reach
  if (isSomething(past)) facts.history = past
  if (isSomething(consent)) facts.consent = consent
  if (stops.length > 0) facts.stops = stops
  const due = readDue(row)
  const shown = {
    name: nameOf(row),
    company: shownText(cellOf(row, 'company') ?? ''),
    email: reach.email,
    extension: numbers.extension
  }
  const priority = readCell(row, 'priority', readPriority, 'not a priority') ?? null
  return { kind: 'lead', lead: { ...shown, facts, ...due, priority }, warnings: row.warnings }
}

function isSomething(part: object): boolean {
  for (const _ in part) return true
  return false
}

function nameOf(row: RowInHand): string {
  const whole = cellOf(row, 'name')
  const parts = `${cellOf(row, 'firstName') ?? ''} ${cellOf(row, 'lastName') ?? ''}`
  return shownText(parts.trim() === '' ? (whole ?? '') : parts)
}

function readDue(row: RowInHand): { readonly dueAtMs: number | null; readonly dueHasTime: boolean } {
  const column = columnOf(row, 'callback')
  if (!column) return { dueAtMs: null, dueHasTime: false }
  const { nowMs, zone } = row.context
  const read = (text: string) => readMoment(text, { nowMs, zone, dayFirst: column.dayFirst })
  const moment = readCell(row, 'callback', read, 'not a date')
  return { dueAtMs: moment?.epochMs ?? null, dueHasTime: moment?.hasTime ?? false }
}
