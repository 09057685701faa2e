import { type LeadFacts, type LeadRow } from './lead-row.ts'
import { type Mapping } from './mapping.ts'
import { readMoment } from './date.ts'
import { type RowContext, type RowInHand, cellOf, columnOf, readCell, shownText } from './row-in-hand.ts'
import { readHistory } from './row-history.ts'
import { readNumbers } from './row-numbers.ts'
import { firstColumns, planOf, surplusCell } from './row-plan.ts'
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
  return (cells) => {
    const surplus = surplusCell(cells, mapping.width)
    if (surplus !== null) return { kind: 'bad', reason: surplus }
    return leadOf({ cells, plan, context, first: firstColumns(plan, cells), warnings: [], leftOut: [] })
  }
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

export function readDue(row: RowInHand): { readonly dueAtMs: number | null; readonly dueHasTime: boolean } {
  const column = columnOf(row, 'callback')
  if (!column) return { dueAtMs: null, dueHasTime: false }
  const { nowMs, zone } = row.context
  const read = (text: string) => readMoment(text, { nowMs, zone, dayFirst: column.dayFirst })
  const moment = readCell(row, 'callback', read, 'not a date')
  return { dueAtMs: moment?.epochMs ?? null, dueHasTime: moment?.hasTime ?? false }
}
