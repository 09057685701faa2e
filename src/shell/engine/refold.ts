import { fold } from '../../facts/fold.ts'
import { type LogEntry } from '../../facts/log-entry.ts'
import { type Row } from '../../facts/row.ts'
import { type Placed, readLogs } from '../store/append-log.ts'
import { type Tx } from '../store/doors.ts'
import { logId } from '../store/log-id.ts'
import { type Home } from './home.ts'
import { type Person } from './person.ts'

/** People whose packed facts cannot be brought up to date in place, folded anew from their logs; the others as they are. */
export async function refoldPeople(tx: Tx, people: readonly Person[]): Promise<readonly Person[]> {
  const stale = people.filter(({ isStale }) => isStale)
  if (stale.length === 0) return people
  const logs = await readLogs(
    tx,
    stale.map(({ leadId }) => leadId)
  )
  return people.map((person) =>
    person.isStale ? { ...person, isStale: false, row: foldLog(logs.get(person.leadId) ?? []) } : person
  )
}

/** The packed facts of a log. */
export const foldLog = (log: readonly Placed[]): Row => fold(log.map(({ entry }) => entry))

/** The facts of a household: the logs of all its people, told apart by the ids that entries have in the whole store. */
export async function foldHome(tx: Tx, id: number): Promise<Row> {
  return (await foldHomes(tx, [id])).get(id)!
}

/** The facts of a household as they were before a call, which others of it may have been called after. */
export async function foldHomeBefore(tx: Tx, id: number, { entry, id: touch }: Placed): Promise<Row> {
  return (await foldHomes(tx, [id], (each) => each.at <= entry.at && !('touch' in each && each.touch === touch))).get(
    id
  )!
}

/** The same for several households, their people found by what lead says: it has the index for it. */
export async function foldHomes(
  tx: Tx,
  ids: readonly number[],
  isWanted: (entry: LogEntry) => boolean = () => true
): Promise<ReadonlyMap<number, Row>> {
  const { rows } = await tx.query<{ lead_id: number; home: number }>({
    text: `select id as lead_id, household_id as home from lead
      where org = $1 and household_id = any($2::bigint[]) order by id`,
    name: 'people-of-homes',
    values: [tx.org, ids]
  })
  const logs = await readLogs(
    tx,
    rows.map(({ lead_id }) => lead_id)
  )
  const entries = new Map<number, LogEntry[]>(ids.map((id) => [id, []]))
  for (const { lead_id, home } of rows)
    for (const { entry } of logs.get(lead_id)!) {
      const ofHome = homeEntry(lead_id, entry)
      if (ofHome !== null && isWanted(ofHome)) entries.get(home)!.push(ofHome)
    }
  return new Map([...entries].map(([id, log]) => [id, fold(log.sort((a, b) => a.at - b.at))]))
}

export async function refoldHomes(tx: Tx, homes: ReadonlyMap<number, Home>): Promise<void> {
  const stale = [...homes.values()].filter(({ isStale }) => isStale)
  if (stale.length === 0) return
  const rows = await foldHomes(
    tx,
    stale.map(({ id }) => id)
  )
  for (const home of stale) {
    home.row = rows.get(home.id)!
    home.isChanged = true
    home.isStale = false
  }
}

/** An entry as a household’s log has it: touches and outcomes alone, since nothing else is counted per household. */
export function homeEntry(leadId: number, entry: LogEntry): LogEntry | null {
  switch (entry.kind) {
    case 'touch':
    case 'outcome':
      return { ...entry, touch: logId(leadId, entry.touch) }
    case 'undone':
      return entry.target === 'signal' ? null : { ...entry, id: logId(leadId, entry.id) }
    case 'signal':
      return null
  }
}
