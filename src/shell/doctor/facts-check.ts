import { STOPS, rowOf, storedBytes } from '../../facts/row.ts'
import { foldHomes, foldLog } from '../engine/refold.ts'
import { isEnrolled, type State } from '../engine/state.ts'
import { readLogs } from '../store/append-log.ts'
import { type Tx } from '../store/doors.ts'
import { type Store } from '../store/store.ts'
import { type Finding, gathering } from './finding.ts'

const BATCH = 2_000

const sentences: Readonly<Record<string, readonly [level: Finding['level'], says: string]>> = {
  facts_differ: ['wrong', 'their packed facts are not what their log says; --repair folds them anew'],
  facts_old: ['note', 'their packed facts have the layout of another version and are folded when next needed'],
  log_seq_behind: ['wrong', 'their row knows less of their log than is there; --repair puts it right'],
  stop_ignored: ['wrong', 'a hard stop is on record and they are still in a playbook; --repair stops them'],
  household_differs: [
    'wrong',
    'households (by their id) whose facts are not those of their people; --repair folds them anew'
  ]
}

/** Holds every person of an org, and every household, against the log. */
export async function checkFacts(
  store: Pick<Store, 'inOrgTx'>,
  org: number,
  onProgress: (people: number) => void,
  onWrong: (code: string, id: number) => void = () => undefined
): Promise<readonly Finding[]> {
  const { counts, found } = gathering()
  const hear = (code: string, id: number): void => {
    found(code, id)
    onWrong(code, id)
  }
  let done = 0
  for (const check of [checkPeople, checkHomes]) {
    for (let after: number | null = 0; after !== null;) {
      const from: number = after
      after = await store.inOrgTx(org, async (tx) => {
        // One snapshot for rows and logs, so that what an engine does in between is no finding.
        await tx.client.query('set transaction isolation level repeatable read, read only')
        return await check(tx, from, hear)
      })
      onProgress((done += BATCH))
    }
  }
  return [...counts].map(([code, { count, examples }]) => {
    const [level, says] = sentences[code]!
    return { code, level, org, count, examples, says }
  })
}

type Hear = (code: string, id: number) => void
type Stored = { readonly id: number; readonly state: State; readonly log_seq: number; readonly facts: Buffer }

async function checkPeople(tx: Tx, after: number, hear: Hear): Promise<number | null> {
  const { rows } = await tx.query<Stored>({
    text: `select lead_id as id, state, log_seq, facts from enrolment where org = $1 and lead_id > $2
      order by lead_id limit ${BATCH}`,
    name: 'check-people',
    values: [tx.org, after]
  })
  const logs = await readLogs(
    tx,
    rows.map(({ id }) => id)
  )
  for (const { id, state, log_seq, facts } of rows) {
    const log = logs.get(id)!
    const row = foldLog(log)
    if (!facts.equals(storedBytes(row))) hear(rowOf(facts) === null ? 'facts_old' : 'facts_differ', id)
    if ((log.at(-1)?.seq ?? 0) > log_seq) hear('log_seq_behind', id)
    if (row.ints[STOPS] !== 0 && isEnrolled(state)) hear('stop_ignored', id)
  }
  return rows.length < BATCH ? null : rows.at(-1)!.id
}

async function checkHomes(tx: Tx, after: number, hear: Hear): Promise<number | null> {
  const { rows } = await tx.query<{ id: number; facts: Buffer }>({
    text: `select id, facts from household where org = $1 and id > $2 order by id limit ${BATCH}`,
    name: 'check-homes',
    values: [tx.org, after]
  })
  const homes = await foldHomes(
    tx,
    rows.map(({ id }) => id)
  )
  for (const { id, facts } of rows) if (!facts.equals(storedBytes(homes.get(id)!))) hear('household_differs', id)
  return rows.length < BATCH ? null : rows.at(-1)!.id
}
