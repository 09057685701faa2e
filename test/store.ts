import { type Happening } from '../src/facts/log-entry.ts'
import { type ProfileValue } from '../src/facts/profile.ts'
import { emptyRow, storedBytes } from '../src/facts/row.ts'
import { fold } from '../src/facts/fold.ts'
import { signal } from '../src/facts/story.ts'
import { readPlaybook } from '../src/playbook/read.ts'
import { type Circumstances } from '../src/shell/engine/batch-work.ts'
import { type EnrolResult, type EnrolWish, enrolList } from '../src/shell/engine/enrol.ts'
import { type Ground } from '../src/shell/engine/ground.ts'
import { liveCircumstances } from '../src/shell/engine/live-circumstances.ts'
import { foldHome, foldLog } from '../src/shell/engine/refold.ts'
import { readLogs } from '../src/shell/store/append-log.ts'
import { type InFlight, type Publication, publish } from '../src/shell/engine/publish.ts'
import { type Postgres } from '../src/shell/postgres/postgres.ts'
import { appRole } from '../src/shell/postgres/roles.ts'
import { connected } from '../src/shell/store/doors.ts'
import { codeIn } from '../src/shell/store/log-row.ts'
import { type Store, openStore } from '../src/shell/store/store.ts'
import { valueHash, PHONE, EMAIL, shardOf } from '../src/shell/store/value-hash.ts'
import { storeHome, testPostgres } from './postgres.ts'

/** A server whose main database has its tables and nothing in them; every store of a test file is a copy of it. */
export type Stores = {
  readonly postgres: Postgres
  /** A store with nothing in it, the same one each time: what the last test left is gone. */
  readonly emptied: () => Promise<Store>
  /** A store with nothing in it, of its own; closed with the server. */
  readonly fresh: (size?: number) => Promise<Store>
  readonly [Symbol.asyncDispose]: () => Promise<void>
}

export async function testStores(): Promise<Stores> {
  const postgres = await testPostgres({}, storeHome)
  const open: Store[] = []
  let same: Store | null = null
  const stores: Stores = {
    postgres,
    async emptied() {
      if (same === null) return (same = await stores.fresh())
      await empty(same)
      return same
    },
    async fresh(size = 10) {
      const database = `aftertone_test_${open.length + 1}`
      await copyDatabase(postgres, database)
      const store = await openStore(postgres, { database, size })
      open.push(store)
      return store
    },
    async [Symbol.asyncDispose]() {
      for (const store of open) await store[Symbol.asyncDispose]()
      await postgres[Symbol.asyncDispose]()
    }
  }
  return stores
}

/** As `createDatabase` does, by copying files: a quarter of the work where nobody waits for the disk. */
async function copyDatabase(postgres: Postgres, name: string): Promise<void> {
  const owner = await connected(postgres.config('postgres', 'owner'))
  try {
    await owner.query(`create database ${name} template ${postgres.database} strategy file_copy`)
    await owner.query(`revoke all on database ${name} from public`)
    await owner.query(`grant connect on database ${name} to ${appRole}`)
  } finally {
    await owner.end()
  }
}

async function empty(store: Store): Promise<void> {
  const owner = await store.asOwner()
  const { rows } = await owner.query<{ name: string }>(
    `select c.relname as name from pg_class c where c.relkind in ('r', 'p') and not c.relispartition
      and c.relnamespace = 'public'::regnamespace and c.relname <> 'migration'`
  )
  await owner.query('set session_replication_role = replica')
  await owner.query(rows.map(({ name }) => `delete from ${name}`).join('; '))
  await owner.end()
}

export const LIST = 1
export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR
/** Monday 4 January 2027, 10 in the morning in New York. */
export const MONDAY = 1_799_074_800_000

export type People = {
  readonly org?: number
  readonly count?: number
  /** Profile of everybody, by path; a firm's person from a cold list with an e-mail address unless said otherwise. */
  readonly profile?: Profile | ((id: number) => Profile)
  /** Which place somebody is at, by its number from 1; everybody is in New York unless said otherwise. */
  readonly placeOf?: (id: number) => number
  /** Places beside New York and San Francisco, from number 3 on. */
  readonly places?: readonly PlaceMade[]
  readonly phones?: number
  /** So many people share a number and with it a household. */
  readonly perHome?: number
}

type Profile = Readonly<Record<string, ProfileValue>>
export type PlaceMade = readonly [country: string, region: string, timeZone: string, areaCode: string]

const HOME: readonly PlaceMade[] = [
  ['US', 'US-NY', 'America/New_York', '212'],
  ['US', 'US-CA', 'America/Los_Angeles', '415']
]

/** Makes an org with a list of people as an import leaves them: a profile in the log, in no playbook. Ids from 1. */
export async function somePeople(store: Store, wish: People = {}): Promise<void> {
  const { org = 1, count = 1, phones = 1, perHome = 0 } = wish
  const usual = { 'lead.origin': 'cold_list', 'lead.market': 'b2b', 'number.kind': 'business', 'reach.email': true }
  const profileOf = typeof wish.profile === 'function' ? wish.profile : () => wish.profile as Profile | undefined
  const happeningOf = (id: number): Happening => ({ kind: 'profile', changes: { ...usual, ...profileOf(id) } })
  const at = MONDAY - DAY
  const factsOf = (id: number): Buffer => Buffer.from(storedBytes(fold([signal(1, at, happeningOf(id))])))
  const ids = Array.from({ length: count }, (_, i) => i + 1)
  const homeOf = (id: number): number | null => (perHome === 0 ? null : Math.ceil(id / perHome))
  const clusterOf = (id: number): number => (perHome === 0 ? id : (homeOf(id)! - 1) * perHome + 1)
  const owner = await store.asOwner()
  try {
    await owner.query('begin')
    await owner.query(
      `insert into org (org, kind, created_at, country, name, settings) values ($1, 0, $2, 'US', 'Test', '{}')`,
      [org, at]
    )
    for (const [i, place] of [...HOME, ...(wish.places ?? [])].entries())
      await owner.query(
        'insert into place (id, country, region, time_zone, area_code) values ($1, $2, $3, $4, $5) on conflict do nothing',
        [i + 1, ...place]
      )
    await owner.query(`insert into list (org, id, created_at, name) values ($1, ${LIST}, $2, 'people')`, [org, at])
    const homes = [...new Set(ids.flatMap((id) => homeOf(id) ?? []))]
    await owner.query(`insert into household (org, id, facts) select $1, id, $3 from unnest($2::bigint[]) id`, [
      ...[org, homes, Buffer.from(storedBytes(emptyRow()))]
    ])
    await owner.query(
      `insert into lead (org, id, shard, created_at, updated_at, import_id, household_id, name)
      select $1, x.id, x.shard, $5, $5, 1, x.home, 'Person ' || x.id
      from unnest($2::bigint[], $3::smallint[], $4::bigint[]) x(id, shard, home)`,
      [org, ids, ids.map((id) => shardOf(clusterOf(id))), ids.map(homeOf), at]
    )
    await owner.query(
      `insert into list_member (org, list_id, row_no, lead_id) select $1, ${LIST}, id, id from unnest($2::bigint[]) id`,
      [org, ids]
    )
    await owner.query(
      `insert into signal (org, lead_id, seq, at, import_id, kind, happening)
      select $1, x.id, 1, $3, 1, $4, x.happening from unnest($2::bigint[], $5::jsonb[]) x(id, happening)`,
      [org, ids, at, codeIn('happening', 'profile'), ids.map((id) => JSON.stringify(happeningOf(id)))]
    )
    const points = ids.flatMap((id) => {
      const number = (position: number) => `+1212${String(5_550_000 + (homeOf(id) ?? id) * 8 + position).slice(-7)}`
      const numbers = Array.from({ length: phones }, (_, position) => [id, PHONE, position, number(position)] as const)
      return [...numbers, [id, EMAIL, 0, `Person${id}@example.com`] as const]
    })
    await owner.query(
      `insert into contact_point (org, lead_id, kind, position, value_hash, is_key, is_bad, value)
      select $1, x.lead, x.kind, x.position, x.hash, true, false, x.value
      from unnest($2::bigint[], $3::smallint[], $4::smallint[], $5::bigint[], $6::text[]) x(lead, kind, position, hash, value)`,
      [
        ...[org, points.map(([id]) => id), points.map(([, kind]) => kind), points.map(([, , position]) => position)],
        ...[points.map(([, kind, , value]) => valueHash(kind, value)), points.map(([, , , value]) => value)]
      ]
    )
    await owner.query(
      `insert into enrolment (org, lead_id, cluster_id, household_id, list_id, list_row, place_id, shard, phones,
        bad_phones, run, state, rev, log_seq, rank_group, rank, course, arms, facts)
      select $1, x.id, x.cluster, x.home, ${LIST}, x.id, x.place, x.shard, $6, 0, 0, 0, 0, 1, 0, 0, '', '', x.facts
      from unnest($2::bigint[], $3::bigint[], $4::smallint[], $5::bigint[], $7::int[], $8::bytea[])
        x(id, cluster, shard, home, place, facts)`,
      [
        ...[org, ids, ids.map(clusterOf), ids.map((id) => shardOf(clusterOf(id))), ids.map(homeOf), phones],
        ...[ids.map(wish.placeOf ?? (() => 1)), ids.map(factsOf)]
      ]
    )
    await owner.query('commit')
  } finally {
    await owner.end()
  }
}

/** Puts the whole list into a version of a playbook, those of whom nothing is known too. */
export function enrolAll(
  store: Store,
  playbookId: number,
  wish: Partial<EnrolWish> = {},
  circumstances: Circumstances = at(MONDAY)
): Promise<EnrolResult> {
  const everybody = { org: 1, listId: LIST, playbookId, part: 0, of: 1, again: false, anyway: true }
  return enrolList(store, { ...everybody, perDay: null, limit: Infinity, ...wish }, circumstances)
}

/** What deciding goes on in at an instant, with people at the phones. */
export function at(now: number, desk?: Ground): Circumstances {
  return liveCircumstances(1, now, desk)
}

/** A playbook out of what is particular about it. */
export function playbookText(steps: string, { name = 'tried', version = '1', more = '' } = {}): string {
  const indented = steps.trim().replace(/^/gm, '  ')
  return `playbook: ${name}
version: "${version}"
title: Tried
summary: For a test.
source: a test
pro: []
contra: []
voicemail:
  - rule: never
    when: otherwise
    do: skip
    because: Nothing is left.
steps:
${indented}
${more.includes('exits:') ? '' : 'exits: [conversation, booking]'}
${more.trim()}
`
}

export async function publishText(
  store: Store,
  text: string,
  inFlight: InFlight = 'finish',
  org = 1,
  when = MONDAY
): Promise<Publication> {
  const read = readPlaybook(text)
  if (read.kind === 'wrong') throw new Error(JSON.stringify(read.problems))
  return await publish(store, org, { program: read.program, text, by: 'test', at: when }, inFlight)
}

/** Rows of a question in one org. */
export async function ask<R>(store: Store, text: string, org = 1, values: readonly unknown[] = [org]): Promise<R[]> {
  const [found] = await store.inOrg(org, [{ text, values }])
  return found!.rows as R[]
}

/** People and households whose packed facts are not the fold of the log. */
export async function disagreements(store: Store, org = 1): Promise<readonly string[]> {
  return await store.inOrgTx(org, async (tx) => {
    const { rows } = await tx.query<{ lead_id: number; log_seq: number; facts: Buffer }>({
      text: 'select lead_id, log_seq, facts from enrolment where org = $1 order by lead_id',
      values: [org]
    })
    const logs = await readLogs(
      tx,
      rows.map(({ lead_id }) => lead_id)
    )
    const wrong: string[] = []
    for (const { lead_id, log_seq, facts } of rows) {
      const log = logs.get(lead_id)!
      if (!facts.equals(storedBytes(foldLog(log)))) wrong.push(`facts of lead ${lead_id}`)
      if ((log.at(-1)?.seq ?? 0) > log_seq) wrong.push(`log_seq of lead ${lead_id}`)
    }
    const homes = await tx.query<{ id: number; facts: Buffer }>({
      text: 'select id, facts from household where org = $1',
      values: [org]
    })
    for (const { id, facts } of homes.rows)
      if (!facts.equals(storedBytes(await foldHome(tx, id)))) wrong.push(`household ${id}`)
    return wrong
  })
}
