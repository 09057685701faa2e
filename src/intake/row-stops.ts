import { type Field } from './field.ts'
import { type Stop } from './lead-row.ts'
import { type MappedColumn } from './mapping.ts'
import { quoted } from './phone.ts'
import { plainValue } from './plain-words.ts'
import { type RowInHand } from './row-in-hand.ts'
import { readStage, readStop } from './stage.ts'
import { readFlag } from './value.ts'

/**
 * Every stop that any column speaks of. A cell of an opt-out column that is neither yes nor no counts as yes, with a
 * warning: a date or a remark there means that somebody wrote it down.
 */
export function readStops(row: RowInHand): readonly Stop[] {
  const stops: Stop[] = []
  for (const column of row.plan.stops) {
    const meant = stopOf[column.field]
    const text = row.cells[column.index]
    if (text === undefined || text === '' || text.trim() === '') continue
    const listed = column.field === 'stops' ? listedStops(text) : null
    const stop = meant === undefined ? readStage(text)?.stop : listed === null ? stopIn(row, column, text, meant) : null
    for (const each of listed ?? [stop]) if (each && !stops.includes(each)) stops.push(each)
  }
  return stops
}

const stopOf: Partial<Record<Field, Stop>> = { optOut: 'opt_out', doNotCall: 'do_not_call', stops: 'opt_out' }

/** "do_not_call; refusal": several stops by name, as an export writes them; null for anything else. */
function listedStops(text: string): readonly Stop[] | null {
  if (!text.includes(';') || text.length > 200) return null
  const named = text.split(';').map(readStop)
  return named.every((stop) => stop !== null) ? named : null
}

function stopIn(row: RowInHand, column: MappedColumn, text: string, meant: Stop): Stop | null {
  const flag = readFlag(text)
  if (flag !== null && !/^opt|^unsub/.test(plainValue(text))) return flag ? meant : null
  const value = plainValue(text)
  if (value === 'opted in' || value === 'opt in' || value === 'clear' || value === 'not listed') return null
  const named = readStop(text)
  if (named) return named
  row.leftOut.push(column)
  row.warnings.push(
    `${column.heading}: ${quoted(text)} is neither yes nor no; taken as ${meant.replace(/_/g, ' ')} to be safe`
  )
  return meant
}
