import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { type Postgres } from '../postgres/postgres.ts'
import { ensureMonths, monthsBetween } from '../store/months.ts'
import { type Store, openStore } from '../store/store.ts'
import { foldHomes, foldLog } from '../engine/refold.ts'
import { readLogs } from '../store/append-log.ts'
import { leftOutOf, livingWith } from './left-out.ts'
import { storedBytes } from '../../facts/row.ts'

/** A world by its number, open. */
export type World = { readonly number: number; readonly store: Store }

const PREFIX = 'aftertone_world_'
/** Worlds have one org, whatever the number of the org that they were opened from. */
export type WorldWish = {
  readonly org: number
  readonly listId: number
  /** Epoch ms at which its clock starts, and ends. */
  readonly from: number
  readonly until: number
  readonly seed: number
  readonly now: number
}

/** A world that was opened a moment ago, and how many of the list are not in it. */
export type Opened = World & { readonly leftOut: number }

/**
 * Opens a new world from a list as it was imported. Whom the store keeps out, or has erased, is left out: what is invented
 * is about people who could be called. Nobody is enrolled yet.
 */
export async function openWorld(real: Store, postgres: Postgres, wish: WorldWish): Promise<Opened> {
  const number = Math.max(0, ...(await worldNumbers(postgres))) + 1
  await postgres.createDatabase(PREFIX + number)
  try {
    const store = await openStore(postgres, { database: PREFIX + number, isDurable: false })
    await ensureMonths(store, wish.from, monthsBetween(wish.from, wish.until))
    const leftOut = await copyList(real, store, wish)
    return { number, store, leftOut }
  } catch (error) {
    await postgres.dropDatabase(PREFIX + number).catch(() => undefined)
    throw error
  }
}

/** A world that was opened before. */
export async function reopenWorld(postgres: Postgres, number: number): Promise<World> {
  return { number, store: await openStore(postgres, { database: PREFIX + number, isDurable: false }) }
}

export async function worldNumbers(postgres: Postgres): Promise<readonly number[]> {
  const names = await postgres.databases()
  return names
    .flatMap((name) => (name.startsWith(PREFIX) ? [Number(name.slice(PREFIX.length))] : []))
    .sort((a, b) => a - b)
}

/** Throws a world away. */
export async function dropWorld(postgres: Postgres, number: number): Promise<void> {
  await postgres.dropDatabase(PREFIX + number)
}

/** Columns of a row as it is when it was imported: in no playbook, at the start of everything. */
const ENROLMENT = `e.org, e.lead_id, min(m.row_no) over (partition by e.cluster_id) as cluster_id, e.household_id,
  e.playbook_id, m.list_id, m.row_no as list_row, e.place_id, e.shard, e.phones, 0 as bad_phones, 0 as run, 0 as state,
  0 as rev, e.log_seq, 0 as rank_group, 0 as rank, null::bigint as next_due_at, null::bigint as lease_until,
  null::bigint as lease_by, ''::bytea as course, ''::bytea as arms, e.facts`

/** What is copied, each as a query over the real store; all numbers were checked. */
function copies(
  org: number,
  list: number,
  leftOut: readonly number[]
): readonly (readonly [table: string, query: string])[] {
  const isIn = leftOut.length === 0 ? '' : ` and lead_id <> all('{${leftOut.map(whole).join()}}'::bigint[])`
  const members = `select lead_id from list_member where org = ${org} and list_id = ${list}${isIn}`
  const every = (table: string, where: string): readonly [string, string] => [
    table,
    `select * from ${table} where ${where}`
  ]
  return [
    [
      'org',
      `select org, 3::smallint as kind, rev, settings_version, created_at, country, name, settings from org where org = ${org}`
    ],
    every('place', 'true'),
    // The law as it was amended holds for invented people too.
    every('audit', `org = ${org} and what = 'law.set'`),
    every('playbook_version', `org = ${org}`),
    every('experiment', `org = ${org}`),
    every('experiment_phase', `org = ${org}`),
    every('recording', `org = ${org}`),
    every('source', `org = ${org}`),
    every('list', `org = ${org} and id = ${list}`),
    every('lead', `org = ${org} and id in (${members})`),
    every('contact_point', `org = ${org} and lead_id in (${members})`),
    every('list_member', `org = ${org} and list_id = ${list}${isIn}`),
    every(
      'household',
      `org = ${org} and id in (select household_id from lead where org = ${org} and id in (${members}))`
    ),
    every('signal', `org = ${org} and import_id > 0 and lead_id in (${members})`),
    every('touch', `org = ${org} and other_tool and lead_id in (${members})`),
    every(
      'outcome',
      `org = ${org} and lead_id in (${members}) and exists (select from touch t
        where t.org = outcome.org and t.lead_id = outcome.lead_id and t.seq = outcome.touch_seq and t.other_tool)`
    ),
    [
      'enrolment',
      `select ${ENROLMENT} from enrolment e join list_member m
        on m.org = e.org and m.lead_id = e.lead_id and m.list_id = ${list} where e.org = ${org} and e.lead_id in (${members})`
    ]
  ]
}

async function copyList(real: Store, world: Store, wish: WorldWish): Promise<number> {
  const source = await real.asOwner()
  const target = await world.asOwner()
  try {
    await source.query('begin isolation level repeatable read read only')
    await target.query('begin')
    const out = await leftOutOf(source, wish)
    const copied = copies(whole(wish.org), whole(wish.listId), out)
    for (const [table, query] of copied) await copy(source, target, table, query)
    const settings = JSON.stringify({ leftOut: out.length })
    await target.query(
      `insert into world (id, seed, groups, clock, started_at, ends_at, settings) values (1, $1, 1, $2, $3, $4, $5)`,
      [wish.seed, wish.from, wish.now, wish.until, settings]
    )
    await target.query('commit')
    // Only what has rows: the catalogue and a hundred empty tables take longer than a small list.
    await target.query(`vacuum (analyze) ${copied.map(([table]) => table).join(', ')}`)
    const others = [...(await workedSince(source, wish, out)), ...(await livingWith(source, wish, out))]
    await refold(world, wish.org, [...new Set([...others, ...(await moveUndated(target, wish))])])
    await source.query('commit')
    return out.length
  } finally {
    await Promise.all([source.end(), target.end()])
  }
}

async function copy(source: pg.Client, target: pg.Client, table: string, query: string): Promise<void> {
  const out = source.query(copyTo(`copy (${query}) to stdout`))
  await pipeline(out, target.query(copyFrom(`copy ${table} from stdin`)))
}

/**
 * Calls of other tools of which a file gave the number and no date were put a day apart before the instant at which the
 * file came in. In a world they lie before its start instead: what comes of it must not depend on the day of the import.
 */
async function moveUndated(target: pg.Client, { org, from }: WorldWish): Promise<readonly number[]> {
  const undated = `select id, $2::bigint - (kept->>'historyAt')::bigint as later from lead
    where org = $1 and kept ? 'history'
      and not (kept->'history' ?| array['hoursSinceCall', 'daysSinceVoicemail', 'daysSinceSpoken'])`
  const { rows } = await target.query<{ lead_id: number }>(
    `update touch t set at = t.at + u.later from (${undated}) u
      where t.org = $1 and t.lead_id = u.id and t.other_tool returning t.lead_id`,
    [org, from]
  )
  await target.query(
    `update outcome o set at = o.at + u.later, touch_at = o.touch_at + u.later from (${undated}) u
      where o.org = $1 and o.lead_id = u.id`,
    [org, from]
  )
  return [...new Set(rows.map(({ lead_id }) => lead_id))]
}

/** People who were worked since the import: their facts are folded from what the import said. */
async function workedSince(
  source: pg.Client,
  { org, listId }: WorldWish,
  out: readonly number[]
): Promise<readonly number[]> {
  const { rows } = await source.query<{ lead_id: number }>(
    `select lead_id from list_member m where org = $1 and list_id = $2 and lead_id <> all($3::bigint[]) and (
      exists (select from signal s where s.org = m.org and s.lead_id = m.lead_id and s.import_id = 0)
      or exists (select from touch t where t.org = m.org and t.lead_id = m.lead_id and not t.other_tool)
      or exists (select from undone u where u.org = m.org and u.lead_id = m.lead_id)) order by lead_id`,
    [org, listId, out]
  )
  return rows.map(({ lead_id }) => lead_id)
}

async function refold(world: Store, org: number, leads: readonly number[]): Promise<void> {
  const BATCH = 1_000
  for (let i = 0; i < leads.length; i += BATCH) {
    const ids = leads.slice(i, i + BATCH)
    await world.inOrgTx(org, async (tx) => {
      const logs = await readLogs(tx, ids)
      await tx.query({
        text: `update enrolment e set facts = x.facts, log_seq = x.seq
          from unnest($2::bigint[], $3::bytea[], $4::int[]) as x(id, facts, seq) where e.org = $1 and e.lead_id = x.id`,
        values: [
          org,
          ids,
          ids.map((id) => Buffer.from(storedBytes(foldLog(logs.get(id)!)))),
          ids.map((id) => logs.get(id)!.at(-1)?.seq ?? 0)
        ]
      })
      const homes = await tx.query<{ id: number }>({
        text: 'select distinct household_id as id from enrolment where org = $1 and lead_id = any($2::bigint[]) and household_id is not null',
        values: [org, ids]
      })
      const folded = await foldHomes(
        tx,
        homes.rows.map(({ id }) => id)
      )
      await tx.query({
        text: `update household h set facts = x.facts from unnest($2::bigint[], $3::bytea[]) as x(id, facts)
          where h.org = $1 and h.id = x.id`,
        values: [org, [...folded.keys()], [...folded.values()].map((row) => Buffer.from(storedBytes(row)))]
      })
    })
  }
}

function whole(id: number): number {
  if (!Number.isSafeInteger(id) || id < 1) throw new Error(`${id} is no id`)
  return id
}
