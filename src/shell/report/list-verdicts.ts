import { formatInstant } from '../../clock/civil.ts'
import { isUnheardVerdict } from '../../report/call-says.ts'
import { auditSample } from '../../report/abandonment.ts'
import { type CallRow } from '../../report/row.ts'
import { fitted } from '../../sheet/width.ts'
import { columnsOf, standardOutput } from '../command/terminal.ts'
import { type Scope, type Source } from './open-source.ts'
import { namesOf } from './read-names.ts'
import { UTC, eachRow } from './read-rows.ts'

/** A verdict “machine” that no rep has heard. */
type Unheard = { readonly id: string; readonly row: CallRow }

/** Drawn so many a day, whatever else the day had; more are kept of a day now and then than are wanted, and drawn again. */
const KEPT = 1_000

/**
 * Verdicts “machine” to listen to, so many of each day, drawn by lot: whoever has the seed draws the same again. What a
 * person finds there belongs into the outcome of the call; the report counts what reps who listened have said.
 */
export async function listVerdicts(
  source: Source,
  { wish }: Scope,
  { perDay, seed }: { readonly perDay: number; readonly seed: number },
  isJson: boolean
): Promise<void> {
  const names = await namesOf(source.store, source.org)
  const days = new Map<number, Unheard[]>()
  await eachRow(source.store, wish, names, (rows) => {
    for (const row of rows) {
      if (row.kind !== 'call' || !isUnheardVerdict(row)) continue
      const day = Math.floor(row.at / DAY)
      const of = days.get(day) ?? []
      of.push({ id: `${row.who.lead}.${row.seq}`, row })
      days.set(day, of.length > KEPT + perDay ? [...auditSample(of, seed, perDay)] : of)
    }
  })
  const drawn = [...days]
    .sort(([one], [other]) => one - other)
    .flatMap(([, of]) => auditSample(of, seed, perDay).toSorted((a, b) => a.row.at - b.row.at))
  const out = standardOutput()
  const lines = drawn.map(({ row }) => lineOf(row))
  if (isJson) return await out.write(lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
  const columns = columnsOf()
  const head = Object.fromEntries(HEADS.map(([name, says]) => [name, says]))
  await out.write([head, ...lines].map((line) => `${textOf(line, columns)}\n`).join(''))
  await out.write(
    drawn.length === 0
      ? 'No verdict “machine” is left that no rep has heard.\n'
      : `${drawn.length} to listen to, ${perDay} a day at most, drawn by seed ${seed}. Say who was there in the outcome of the call.\n`
  )
}
const DAY = 86_400_000

const HEADS = [
  ['lead', 'lead', 8],
  ['entry', 'entry', 5],
  ['at', 'at, UTC', 17],
  ['came', 'came', 19],
  ['verdict', 'detector', 17],
  ['afterMs', 'after ms', 8],
  ['playbook', 'playbook', 24]
] as const

function lineOf({ who, seq, at, endpoint, line, playbook }: CallRow) {
  return {
    ...{ lead: who.lead, entry: seq, at: formatInstant(at, UTC), came: endpoint },
    ...{ verdict: line?.heard?.verdict ?? null, afterMs: line?.heard?.afterMs ?? null, playbook }
  }
}

/** To the minute, for people. */
const cellOf = (name: string, value: string | number): string =>
  name === 'at' ? String(value).slice(0, 16).replace('T', ' ') : String(value)

function textOf(line: Readonly<Record<string, string | number | null>>, columns: number): string {
  const cells = HEADS.map(([name, , width]) => fitted(cellOf(name, line[name] ?? ''), width))
  return cells.join(' ').slice(0, columns).trimEnd()
}
