import type pg from 'pg'
import { storedBytes } from '../../facts/row.ts'
import { countWords } from '../../sheet/words.ts'
import { Complaint } from '../command/complaint.ts'
import { sayOnStderr, standardOutput } from '../command/terminal.ts'
import { foldHome } from '../engine/refold.ts'
import { type Tx, storeFailure } from '../store/doors.ts'
import { type Installation, openInstallation } from '../store/installation.ts'
import { holdLock, inTx } from './import-run.ts'

/** Why a lead of a batch stays; the first reason that holds is given. */
export const leftReasons = {
  enrolled: 'was put into a playbook',
  worked: 'was worked: something of ours stands in the log',
  changed: 'a later import or a person changed it',
  listed: 'stands on another list too',
  noted: 'somebody wrote a note'
} as const
export type LeftReason = keyof typeof leftReasons

export type UndoResult = {
  readonly batch: number
  readonly removed: number
  readonly left: readonly { readonly id: number; readonly name: string; readonly reason: LeftReason }[]
  /** Rows by which the batch changed leads that were there before; what they brought stays. */
  readonly updated: number
}

const BATCH = 2_000

/** Takes back an import: leads that it made and nobody has touched since go with everything of theirs. */
export async function undoImport(
  { store, org }: Pick<Installation, 'store' | 'org'>,
  batch: number
): Promise<UndoResult> {
  const owner = await store.asOwner()
  const tx: Tx = { org, client: owner, query: (statement) => owner.query(statement as pg.QueryConfig) }
  try {
    await holdLock(owner, org)
    const { rows } = await inTx(tx, () =>
      tx.query<{ list_id: number; state: number; counts: { updated: number } }>({
        text: 'select list_id, state, counts from import where org = $1 and id = $2',
        values: [org, batch]
      })
    )
    const found = rows[0]
    if (found === undefined) throw new Complaint(`there is no import ${batch} here; its number stands at its end`)
    const left: UndoResult['left'][number][] = []
    let removed = 0
    for (let after = 0; ;) {
      const done = await inTx(tx, async () => {
        await tx.query({ text: 'set local session_replication_role = origin' })
        return await undoSome(tx, batch, found.list_id, after)
      })
      if (done === null) break
      removed += done.removed
      left.push(...done.left)
      after = done.last
    }
    await inTx(tx, () =>
      tx.query({ text: 'update import set state = 2 where org = $1 and id = $2', values: [org, batch] })
    )
    return { batch, removed, left, updated: found.counts.updated }
  } catch (error) {
    throw storeFailure(error)
  } finally {
    await owner.end().catch(() => undefined)
  }
}

type Judged = { id: number; name: string; household_id: number | null; reason: LeftReason | null }

/** The next leads of a batch, each removed or left with its reason; null behind the last. */
async function undoSome(tx: Tx, batch: number, listId: number, after: number) {
  const locked = await tx.query<{ lead_id: number }>({
    text: `select e.lead_id from enrolment e where e.org = $1 and e.lead_id in (
      select id from lead where org = $1 and import_id = $2 and import_id > 0 and id > $3 order by id limit $4)
      order by e.lead_id for update`,
    values: [tx.org, batch, after, BATCH]
  })
  const ids = locked.rows.map(({ lead_id }) => lead_id)
  if (ids.length === 0) return null
  const { rows } = await tx.query<Judged>({ text: JUDGE, values: [tx.org, ids, batch, listId] })
  const gone = rows.filter(({ reason }) => reason === null)
  await remove(
    tx,
    gone.map(({ id }) => id)
  )
  await tidyHomes(tx, [...new Set(gone.flatMap(({ household_id }) => household_id ?? []))])
  return {
    removed: gone.length,
    left: rows.flatMap(({ id, name, reason }) => (reason === null ? [] : [{ id, name, reason }])),
    last: ids.at(-1)!
  }
}

const JUDGE = `select l.id, l.household_id,
    coalesce(nullif(concat_ws(' ', l.first_name, l.last_name), ''), l.name, l.external_id, '') as name,
    case
      when e.run > 0 then 'enrolled'
      when exists (select from signal s where s.org = $1 and s.lead_id = l.id and s.import_id = 0)
        or exists (select from touch t where t.org = $1 and t.lead_id = l.id and not t.other_tool)
        or exists (select from undone u where u.org = $1 and u.lead_id = l.id)
        or exists (select from task t where t.org = $1 and t.lead_id = l.id)
        or exists (select from deal d where d.org = $1 and d.lead_id = l.id) then 'worked'
      when l.updated_at <> l.created_at
        or exists (select from signal s where s.org = $1 and s.lead_id = l.id and s.import_id not in (0, $3)) then 'changed'
      when exists (select from list_member m where m.org = $1 and m.lead_id = l.id and m.list_id <> $4) then 'listed'
      when exists (select from note n where n.org = $1 and n.lead_id = l.id and n.at <> l.created_at) then 'noted'
    end as reason
  from lead l join enrolment e on e.org = l.org and e.lead_id = l.id
  where l.org = $1 and l.id = any($2::bigint[]) order by l.id`

/** The log is kept from the app, so its owner removes it; what hangs on a lead goes with it. */
async function remove(tx: Tx, ids: readonly number[]): Promise<void> {
  for (const table of ['touch', 'outcome', 'decision', 'signal', 'suppression'])
    await tx.query({
      text: `delete from ${table} where org = $1 and lead_id = any($2::bigint[])`,
      values: [tx.org, ids]
    })
  await tx.query({ text: 'delete from lead where org = $1 and id = any($2::bigint[])', values: [tx.org, ids] })
}

/** A household without people goes; of the others the facts are folded without those who went. */
async function tidyHomes(tx: Tx, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return
  const { rows } = await tx.query<{ id: number; people: number }>({
    text: `select h.id, (select count(*)::int from lead l where l.org = h.org and l.household_id = h.id) as people
      from household h where h.org = $1 and h.id = any($2::bigint[]) order by h.id for update`,
    values: [tx.org, ids]
  })
  const empty = rows.filter(({ people }) => people === 0).map(({ id }) => id)
  await tx.query({ text: 'delete from household where org = $1 and id = any($2::bigint[])', values: [tx.org, empty] })
  for (const { id } of rows.filter(({ people }) => people > 0))
    await tx.query({
      text: 'update household set facts = $3, rev = rev + 1 where org = $1 and id = $2',
      values: [tx.org, id, Buffer.from(storedBytes(await foldHome(tx, id)))]
    })
}

/** `import --undo BATCH` */
export async function undoCommand(text: string, { json }: { readonly json?: boolean }): Promise<void> {
  if (!/^\d{1,15}$/.test(text)) throw new Complaint(`--undo ${text}: must be the number of an import`, 2)
  await using installation = await openInstallation(process.env, sayOnStderr)
  const { batch, removed, left, updated } = await undoImport(installation, Number(text))
  const out = standardOutput()
  if (json) {
    const named = left.map(({ id, name, reason }) => ({ id, name, reason: leftReasons[reason] }))
    return await out.write(`${JSON.stringify({ batch, removed, left: named, updated })}\n`)
  }
  const lines = [`Import ${batch} taken back: ${countWords(removed)} leads removed, ${countWords(left.length)} left.`]
  for (const { id, name, reason } of left.slice(0, 20)) lines.push(`  ${id} ${name}: ${leftReasons[reason]}`)
  if (left.length > 20) lines.push(`  and ${countWords(left.length - 20)} more (--json names all)`)
  if (updated > 0) lines.push(`${countWords(updated)} rows had changed leads that were there; what they brought stays.`)
  await out.write(`${lines.join('\n')}\n`)
}
