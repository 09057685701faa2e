import type pg from 'pg'
import { STOPS } from '../../facts/row.ts'
import { foldLog } from '../engine/refold.ts'
import { type Placed, readLogs } from '../store/append-log.ts'
import { type Tx } from '../store/doors.ts'
import { codeIn } from '../store/log-row.ts'
import { keptOut } from '../store/suppression.ts'

/** Who of a list is not in a world that is opened from it. */

type List = { readonly org: number; readonly listId: number }
const LOOKED_AT = 5_000

/**
 * Those of the list whom the store keeps out, for whatever reason, and those who were erased; also whoever was stopped for
 * a number that nobody can see any more, since somebody else who had it was erased. Whom a stop of the file itself keeps
 * from being called is in the world as the list has them.
 */
export async function leftOutOf(source: pg.Client, { org, listId }: List): Promise<readonly number[]> {
  const { rows } = await source.query<{ lead_id: number; is_erased: boolean; is_stopped: boolean }>(
    `select m.lead_id, l.erased_at is not null as is_erased, m.lead_id in (
        select s.lead_id from signal s where s.org = $1 and s.suppressed_by is not null and not exists (select from undone u
          where u.org = $1 and u.lead_id = s.lead_id and u.target = $3 and u.target_seq = s.seq)) as is_stopped
      from list_member m join lead l on l.org = m.org and l.id = m.lead_id
      where m.org = $1 and m.list_id = $2 order by m.row_no`,
    [org, listId, codeIn('target', 'signal')]
  )
  const tx: Tx = { org, client: source, query: (statement) => source.query(statement as pg.QueryConfig) }
  const out: number[] = []
  for (let i = 0; i < rows.length; i += LOOKED_AT) {
    const some = rows.slice(i, i + LOOKED_AT)
    const kept = await keptOut(
      tx,
      some.map(({ lead_id }) => lead_id)
    )
    const wanted = some.flatMap(({ lead_id, is_stopped }) => (is_stopped || kept.has(lead_id) ? [lead_id] : []))
    const stopped = await stoppedByFile(tx, wanted)
    const goes = new Set(wanted.filter((id) => !stopped.has(id)))
    for (const { lead_id, is_erased } of some) if (is_erased || goes.has(lead_id)) out.push(lead_id)
  }
  return out
}

/** Those who have a hard stop by what a file told of them alone. */
async function stoppedByFile(tx: Tx, ids: readonly number[]): Promise<ReadonlySet<number>> {
  if (ids.length === 0) return new Set()
  const { rows } = await tx.query<{ lead_id: number; seq: number }>({
    text: 'select lead_id, seq from signal where org = $1 and lead_id = any($2::bigint[]) and import_id > 0',
    values: [tx.org, ids]
  })
  const imported = Map.groupBy(rows, ({ lead_id }) => lead_id)
  const logs = await readLogs(tx, ids)
  return new Set(
    ids.filter((id) => {
      const signals = new Set(imported.get(id)?.map(({ seq }) => seq))
      return foldLog(ofFile(logs.get(id)!, signals)).ints[STOPS] !== 0
    })
  )
}

/** A log as it was when it was brought in. */
function ofFile(log: readonly Placed[], signals: ReadonlySet<number>): readonly Placed[] {
  const others = new Set(log.flatMap(({ seq, entry }) => (isOfOtherTool(entry) ? [seq] : [])))
  const isOf = ({ entry }: Placed): boolean =>
    (entry.kind === 'touch' || entry.kind === 'outcome') && others.has(entry.touch)
  return log.filter((each) => signals.has(each.seq) || isOf(each))
}
const isOfOtherTool = (entry: Placed['entry']): boolean => entry.kind === 'touch' && entry.by === 'other_tool'

/** Who shares a household with somebody who is left out, and is not: what the household had of us is told anew. */
export async function livingWith(
  source: pg.Client,
  { org, listId }: List,
  out: readonly number[]
): Promise<readonly number[]> {
  if (out.length === 0) return []
  const { rows } = await source.query<{ lead_id: number }>(
    `select m.lead_id from list_member m join lead l on l.org = m.org and l.id = m.lead_id
      where m.org = $1 and m.list_id = $2 and m.lead_id <> all($3::bigint[]) and l.household_id in (
        select household_id from lead where org = $1 and id = any($3::bigint[])) order by m.lead_id`,
    [org, listId, out]
  )
  return rows.map(({ lead_id }) => lead_id)
}
