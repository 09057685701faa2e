import { dueAt } from '../../decide/course.ts'
import { type Circumstances } from '../engine/batch-work.ts'
import { expireErrands } from '../engine/dispatch.ts'
import { foldHome, refoldPeople } from '../engine/refold.ts'
import { lockHomes, writeHomes } from '../engine/home.ts'
import { expireLeases, expireTasks } from '../engine/keep-house.ts'
import { type Person, lockPeople, writePeople } from '../engine/person.ts'
import { CALLABLE, RESERVED, STOPPED, endings, isEnrolled } from '../engine/state.ts'
import { STOPS } from '../../facts/row.ts'
import { readLogs } from '../store/append-log.ts'
import { type Tx } from '../store/doors.ts'
import { type Store } from '../store/store.ts'

const BATCH = 500

/** Mends what can be mended safely in an org. `wrong` are people and households by what is wrong with them. */
export async function repairOrg(
  store: Pick<Store, 'inOrgTx'>,
  org: number,
  wrong: { readonly people: readonly number[]; readonly homes: readonly number[] },
  circumstances: Circumstances
): Promise<void> {
  const { now } = circumstances.setting
  for (const ids of inBatches(wrong.people)) await store.inOrgTx(org, (tx) => refoldAll(tx, ids, now))
  for (const ids of inBatches(wrong.homes))
    await store.inOrgTx(org, async (tx) => {
      const homes = await lockHomes(tx, ids)
      for (const home of homes.values()) {
        home.row = await foldHome(tx, home.id)
        home.isChanged = true
      }
      await writeHomes(tx, homes)
    })
  await store.inOrgTx(org, (tx) => dueAgain(tx))
  while ((await expireLeases(store, org, circumstances)) > 0);
  await expireErrands(store, org, now)
  while ((await expireTasks(store, org, circumstances)) > 0);
  await store.inOrgTx(org, async (tx) => {
    await tx.query({
      text: `delete from outbox o using enrolment e where o.org = $1 and o.state = 0 and e.org = $1
        and e.lead_id = o.id / 1048576 and e.state = ${STOPPED}`,
      values: [org]
    })
    await tx.query({
      text: `insert into org_due (org, shard, next_due_at) select o.org, 0, d.first from org o cross join
          (select min(next_due_at) as first from enrolment where org = $1 and next_due_at is not null) d
        where o.org = $1 and d.first is not null
        on conflict (org, shard) do update set next_due_at = least(org_due.next_due_at, excluded.next_due_at)`,
      values: [org]
    })
  })
}

function inBatches(ids: readonly number[]): readonly (readonly number[])[] {
  const sorted = [...new Set(ids)].sort((a, b) => a - b)
  return Array.from({ length: Math.ceil(sorted.length / BATCH) }, (_, i) => sorted.slice(i * BATCH, (i + 1) * BATCH))
}

/** Facts and place in the log from the log itself; whoever has a hard stop there leaves the playbook. */
async function refoldAll(tx: Tx, ids: readonly number[], now: number): Promise<void> {
  const locked = await lockPeople(tx, ids)
  const people = await refoldPeople(
    tx,
    locked.map((person) => ({ ...person, isStale: true }))
  )
  const logs = await readLogs(tx, ids)
  const mended = people.map((person): Person => {
    const logSeq = Math.max(person.logSeq, logs.get(person.leadId)!.at(-1)?.seq ?? 0)
    if (person.row.ints[STOPS] === 0 || !isEnrolled(person.state)) return { ...person, logSeq }
    return { ...person, logSeq, state: STOPPED, nextDueAt: null, leaseBy: null, leaseUntil: null }
  })
  const stopped = mended.filter(({ state }, i) => state !== people[i]!.state)
  await tx.query({
    text: `update run set ended_at = $3, ending = $4 where org = $1 and lead_id = any($2::bigint[]) and ended_at is null`,
    values: [tx.org, stopped.map(({ leadId }) => leadId), now, endings.indexOf('stopped')]
  })
  await writePeople(tx, mended)
}

/** What falls due is worked out again from the place in the playbook; a reservation without an end is none. */
async function dueAgain(tx: Tx): Promise<void> {
  const { rows } = await tx.query<{ id: number }>({
    text: `select lead_id as id from enrolment where org = $1 and ((state = 1 and next_due_at is null)
      or (next_due_at is not null and state not between 1 and 4) or (state = ${RESERVED} and lease_until is null))
      order by lead_id limit 100000`,
    values: [tx.org]
  })
  const people = await refoldPeople(
    tx,
    await lockPeople(
      tx,
      rows.map(({ id }) => id)
    )
  )
  await writePeople(
    tx,
    people.map((person): Person => {
      if (person.state === RESERVED && person.leaseUntil === null) return { ...person, state: CALLABLE, leaseBy: null }
      const due = isEnrolled(person.state) && person.course !== null ? dueAt(person.course) : null
      return { ...person, nextDueAt: due }
    })
  )
}
