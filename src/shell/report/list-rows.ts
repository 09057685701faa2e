import { stringify } from 'csv-stringify/sync'
import { formatInstant } from '../../clock/civil.ts'
import { didYouMean } from '../../facts/nearest.ts'
import { type Figure, counted } from '../../report/figure.ts'
import { type By, groupings } from '../../report/grouping.ts'
import { type Row } from '../../report/row.ts'
import { safeCell } from '../../sheet/csv.ts'
import { fitted } from '../../sheet/width.ts'
import { Complaint } from '../command/complaint.ts'
import { columnsOf, standardOutput } from '../command/terminal.ts'
import { type Scope, type Source } from './open-source.ts'
import { UTC, eachRow } from './read-rows.ts'
import { namesOf } from './read-names.ts'

/** The rows of one figure, of all groups or of one. */
export type Asked = { readonly figure: Figure; readonly by: By; readonly group: string | null }

/** Reads what was asked for; `by` is `attempt=2`, or nothing. Throws complaints of wrong usage. */
export function rowsAsked(figures: ReadonlyMap<string, Figure>, key: string, by: string | undefined): Asked {
  // A share is named by its part and its whole; the part is what it counts.
  const figure = figures.get(key.split('/')[0]!)
  if (figure === undefined) {
    const keys = [...figures.keys()]
    throw new Complaint(
      `--rows ${key}: there is no such figure${didYouMean(key, keys)}; there are ${keys.join(', ')}`,
      2
    )
  }
  if (by === undefined) return { figure, by: 'none', group: null }
  const [name = '', ...rest] = by.split('=')
  const known = Object.keys(groupings)
  if (!Object.hasOwn(groupings, name))
    throw new Complaint(
      `--by ${by}: there is no grouping ${name}${didYouMean(name, known)}; there are ${known.join(', ')}`,
      2
    )
  if (rest.length === 0) throw new Complaint(`--by ${by}: with --rows say which group, such as --by attempt=2`, 2)
  return { figure, by: name as By, group: rest.join('=') }
}

/** Whether the figure counts this row in this group: the same functions that made the number. */
export function isAsked(row: Row, { figure, by, group }: Asked): boolean {
  if (counted(figure, row) === 0) return false
  const own = groupings[by].of(row)
  return own !== null && (group === null || String(own) === group)
}

export async function listRows(
  source: Source,
  { wish }: Scope,
  asked: Asked,
  form: 'text' | 'json' | 'csv'
): Promise<void> {
  const names = await namesOf(source.store, source.org)
  const out = standardOutput()
  const columns = columnsOf()
  if (form === 'csv') await out.write(csvLine(HEADS))
  if (form === 'text')
    await out.write(
      textLine(
        HEADS.map((head) => (head === 'at' ? 'at, UTC' : head)),
        columns
      )
    )
  let count = 0
  await eachRow(source.store, wish, names, async (rows) => {
    let text = ''
    for (const row of rows) {
      if (!isAsked(row, asked)) continue
      count++
      const line = lineOf(row, asked.figure)
      text +=
        form === 'json'
          ? `${JSON.stringify(line)}\n`
          : form === 'csv'
            ? csvLine(Object.values(line))
            : textLine(Object.values({ ...line, at: clockOf(row) }), columns)
    }
    if (text !== '') await out.write(text)
  })
  if (form === 'text') await out.write(`${count} ${count === 1 ? 'row' : 'rows'}: ${asked.figure.says}.\n`)
  await out.end()
}

const HEADS = ['lead', 'entry', 'at', 'what', 'call', 'rep', 'came', 'message', 'said', 'playbook', 'counts'] as const
type Line = Readonly<Record<(typeof HEADS)[number], string | number | null>>

/** A row as a line: numbers and codes, never a name of anybody whom we call. */
function lineOf(row: Row, figure: Figure): Line {
  return {
    ...{ lead: row.who.lead, entry: row.seq, at: formatInstant(row.at, UTC), what: whatOf(row), call: row.attempt },
    rep: row.rep,
    came: cameOf(row),
    message: row.kind === 'call' ? row.message : null,
    said: row.kind === 'call' || row.kind === 'touch' ? row.said : null,
    ...{ playbook: row.playbook, counts: Math.round(counted(figure, row) * 1000) / 1000 }
  }
}

function whatOf(row: Row): string {
  switch (row.kind) {
    case 'touch':
      return row.channel
    case 'inbound':
      return row.happening
    case 'signal':
      return row.what
    case 'rep_time':
      return row.state
    case 'task':
      return `task ${row.what}`
    case 'refusal':
      return row.channel
    default:
      return row.kind
  }
}

function cameOf(row: Row): string | null {
  switch (row.kind) {
    case 'call':
      return row.endpoint
    case 'inbound':
      return row.credit.cause
    case 'task':
      return row.state
    case 'run':
      return row.endedBy ?? row.ending
    case 'refusal':
      return row.rule
    default:
      return null
  }
}

/** For people, to the minute. */
const clockOf = (row: Row): string => formatInstant(row.at, UTC).slice(0, 16).replace('T', ' ')

const csvLine = (cells: readonly (string | number | null)[]): string =>
  stringify([cells.map((cell) => (typeof cell === 'string' ? safeCell(cell) : (cell ?? '')))], {
    record_delimiter: 'windows'
  })

const WIDTHS = [8, 5, 16, 8, 4, 4, 19, 16, 14, 16, 8]

/** As many cells as have room; the others are in JSON and CSV. */
function textLine(cells: readonly (string | number | null)[], columns: number): string {
  let room = columns
  const shown = cells.filter((_, i) => (room -= WIDTHS[i]! + 1) >= -1)
  return `${shown
    .map((cell, i) => fitted(String(cell ?? ''), WIDTHS[i]!))
    .join(' ')
    .trimEnd()}\n`
}
