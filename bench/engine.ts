/**
 * The engine on a list where everybody is due: claim, decide, touch, outbox and re-arm in one durable transaction, against
 * the same rows updated and copied barely, and beside queues that others would use, which do nothing but pass a job on.
 * Run: node bench/engine.ts [--rows 100000] [--rounds 3] [--lanes 2] [--peers off] [--json].
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { from as copyFrom } from 'pg-copy-streams'
import { courseBytes } from '../src/decide/course-bytes.ts'
import { fold } from '../src/facts/fold.ts'
import { storedBytes } from '../src/facts/row.ts'
import { type Circumstances } from '../src/shell/engine/batch-work.ts'
import { workBatch } from '../src/shell/engine/live-engine.ts'
import { openPostgres } from '../src/shell/postgres/postgres.ts'
import { ensureFirstOrg } from '../src/shell/store/installation.ts'
import { type Store, openStore } from '../src/shell/store/store.ts'
import { handOver, median } from './_figure.ts'
import { DAY, NOW, ORG, publishText, realTime } from './_people.ts'
import { type Peer } from './_peers/jobs.ts'
import { peers } from './_peers/peers.ts'

/** DESIGN: at least 40 % of the limit, 15,000 decisions a second on two cores, 700 bytes of write-ahead log each. */
const RATIO_MIN = 0.4
const PER_SECOND_MIN = 15_000
const WAL_BYTES_MAX = 700
const BATCH = 1_000
/** Jobs for a peer; more would only take longer. */
const JOBS = 20_000

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '100000' },
    rounds: { type: 'string', default: '3' },
    lanes: { type: 'string', default: '2' },
    peers: { type: 'string', default: 'on' },
    json: { type: 'boolean', default: false }
  }
})
const ROWS = Number(values.rows)
const LANES = Number(values.lanes)

/** Every step writes a touch and an errand, which is the most that one decision does. */
const PLAYBOOK = `
playbook: bench
version: "1"
title: Bench
summary: An e-mail every two days.
source: bench
pro: []
contra: []
voicemail: [{rule: none, when: otherwise, do: skip, because: It is a bench.}]
steps:
  - loop:
      times: 200
      steps:
        - email: {}
          because: Another one.
        - wait: 2d
exits: [conversation]
`

type Round = {
  readonly ours: number
  readonly limit: number
  readonly wal: number
  readonly p50: number
  readonly p99: number
}

const folder = mkdtempSync(join(tmpdir(), 'aftertone-bench-engine-'))
chmodSync(folder, 0o711)
try {
  const root = join(import.meta.dirname, '..')
  await using postgres = await openPostgres({ env: { AFTERTONE_HOME: join(folder, 'home') }, root })
  await using store = await openStore(postgres)
  await ensureFirstOrg(store, 'US')
  const circumstances = await seed(store)
  const rounds: Round[] = []
  for (let i = 0; i < Number(values.rounds); i++) rounds.push(await round(store, circumstances, NOW + i * 2 * DAY))
  report(rounds, values.peers === 'off' ? [] : await peers(postgres, Math.min(ROWS, JOBS)))
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/** People in New York and Los Angeles, enrolled, each with the facts of a business lead. */
async function seed(store: Store): Promise<Circumstances> {
  const id = await publishText(store, PLAYBOOK)
  const changes = {
    ...{ 'lead.market': 'b2b', 'lead.origin': 'cold_list', 'number.kind': 'business', 'reach.email': true },
    ...{ 'lead.dealValueCents': 1_200_000, 'lead.currency': 'USD' }
  }
  const facts = fold([
    { kind: 'signal', signal: 1, at: NOW - 30 * DAY, touch: null, happening: { kind: 'profile', changes } }
  ])
  const line = { kind: 'planned', step: 1, round: 1, at: NOW, rule: -1 } as const
  const over = { kind: 'over', step: -1, round: 1, at: Infinity, rule: -1 } as const
  const course = courseBytes({ lines: [line, over], left: false, outcome: NaN, number: -1 })
  const owner = await store.asOwner()
  await owner.query(`insert into place (id, country, region, time_zone, area_code)
    values (1, 'US', 'NY', '', '212'), (2, 'US', 'CA', '', '310')`)
  await owner.query(
    `insert into lead (org, id, shard, created_at, updated_at, import_id)
      select $1, g, g % 64, $2, $2, 0 from generate_series(1, $3) g`,
    [ORG, NOW, ROWS]
  )
  await owner.query(
    `insert into enrolment (org, lead_id, cluster_id, playbook_id, list_row, place_id, shard, phones, bad_phones, run,
        state, rev, log_seq, rank_group, rank, next_due_at, course, arms, facts)
      select $1, g, g, $2, g, 1 + g % 2, g % 64, 1, 0, 1, 1, 0, 1, 0, 0, $3::bigint, $4, '', $5
      from generate_series(1, $6) g`,
    [ORG, id, NOW, Buffer.from(course), Buffer.from(storedBytes(facts)), ROWS]
  )
  await owner.query('vacuum analyze')
  await owner.end()
  return realTime(NOW)
}

/** Once the limit, once the engine, each over everybody. */
async function round(store: Store, at: Circumstances, now: number): Promise<Round> {
  const limit = await bareRate(store)
  const owner = await store.asOwner()
  await owner.query('delete from outbox')
  await owner.query('update enrolment set next_due_at = $1 where next_due_at is not null', [now])
  await owner.query('vacuum enrolment')
  const before = await walAt(owner)
  const times: number[] = []
  const circumstances = { ...at, setting: { ...at.setting, now } }
  const started = performance.now()
  let decided = 0
  const lane = async (): Promise<void> => {
    for (;;) {
      const begun = performance.now()
      const change = await workBatch(store, ORG, circumstances, BATCH)
      if (change === null) return
      times.push(performance.now() - begun)
      decided += change.people.length
    }
  }
  await Promise.all(Array.from({ length: LANES }, lane))
  const seconds = (performance.now() - started) / 1000
  const wal = ((await walAt(owner)) - before) / decided
  await owner.end()
  times.sort((a, b) => a - b)
  const percentile = (share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0
  if (decided !== ROWS) throw new Error(`${decided} of ${ROWS} were decided`)
  return { ours: decided / seconds, limit, wal, p50: percentile(0.5), p99: percentile(0.99) }
}

/** Rows a second when the same rows are only written: an indexed UPDATE, then COPY into touch and outbox. */
async function bareRate(store: Store): Promise<number> {
  const owner = await store.asOwner()
  await owner.query('create table if not exists bare_touch (like touch including all)')
  await owner.query('create table if not exists bare_outbox (like outbox including all)')
  await owner.query('truncate bare_touch, bare_outbox')
  const updating = await inLanes(ROWS / BATCH, store, async (client, batch) => {
    const ids = Array.from({ length: BATCH }, (_, i) => (((batch * BATCH + i) * 7919) % ROWS) + 1)
    await client.query({
      text: `update enrolment e set next_due_at = x.due, rev = e.rev from unnest($2::bigint[], $3::bigint[]) as x(id, due)
        where e.org = $1 and e.lead_id = x.id`,
      name: 'bare',
      values: [ORG, ids, ids.map((id) => NOW + id * 1000)]
    })
  })
  const copying = await inLanes(ROWS / BATCH, store, async (client, batch) => {
    const lines = (line: (id: number) => string): string =>
      Array.from({ length: BATCH }, (_, i) => line((((batch * BATCH + i) * 7919) % ROWS) + 1)).join('\n') + '\n'
    await client.query('begin')
    const touch = 'org, lead_id, at, playbook_id, facts_hash, seq, channel, other_tool, run, track, step, round'
    await copy(
      client,
      `bare_touch (${touch})`,
      lines((id) => `1\t${id}\t${NOW}\t1\t77\t2\t1\tf\t1\t-1\t1\t1`)
    )
    const outbox = 'org, channel, state, tries, not_before, id, touch_at'
    await copy(
      client,
      `bare_outbox (${outbox})`,
      lines((id) => `1\t1\t0\t0\t${NOW}\t${id * 2 ** 20 + 2}\t${NOW}`)
    )
    await client.query('commit')
  })
  await owner.end()
  return 1 / (1 / updating + 1 / copying)
}

type Client = Awaited<ReturnType<Store['asOwner']>>

async function copy(client: Client, into: string, text: string): Promise<void> {
  await pipeline(Readable.from([text]), client.query(copyFrom(`copy ${into} from stdin`)))
}

async function inLanes(
  batches: number,
  store: Store,
  work: (client: Client, batch: number) => Promise<void>
): Promise<number> {
  let next = 0
  const started = performance.now()
  await Promise.all(
    Array.from({ length: LANES }, async () => {
      const client = await store.asOwner()
      while (next < batches) await work(client, next++)
      await client.end()
    })
  )
  return (batches * BATCH * 1000) / (performance.now() - started)
}

async function walAt(client: Client): Promise<number> {
  const { rows } = await client.query<{ at: string }>(
    `select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::text as at`
  )
  return Number(rows[0]!.at)
}

function report(rounds: readonly Round[], others: readonly Peer[]): void {
  const ours = Math.round(median(rounds.map((round) => round.ours)))
  const limit = Math.round(median(rounds.map((round) => round.limit)))
  const ratio = Number(median(rounds.map((round) => round.ours / round.limit)).toFixed(2))
  // Early passes meet pages that were not written since a checkpoint and log them whole; the last is what a day writes.
  const wal = Math.round(rounds.at(-1)!.wal)
  const [p50, p99] = [median(rounds.map((round) => round.p50)), median(rounds.map((round) => round.p99))]
  const isFast = ratio >= RATIO_MIN && ours >= PER_SECOND_MIN
  const isMet = isFast && wal <= WAL_BYTES_MAX
  if (values.json) console.log(JSON.stringify({ rows: ROWS, ours, limit, ratio, wal, p50, p99, peers: others, isMet }))
  else {
    const row = (name: string, figure: string, beside: string): string =>
      `${name.padEnd(60)}${figure.padStart(10)}   ${beside}`
    const lines = [
      `${ROWS} people, batches of ${BATCH}, ${LANES} at once, medians of ${rounds.length} rounds`,
      row('decisions a second', String(ours), `at least ${PER_SECOND_MIN}`),
      row('the same rows written barely', String(limit), 'the limit'),
      row('ratio to the limit', ratio.toFixed(2), `at least ${RATIO_MIN}`),
      row('write-ahead log, bytes a decision', String(wal), `at most ${WAL_BYTES_MAX}`),
      row('a batch, ms: half, 99 of 100', `${Math.round(p50)}, ${Math.round(p99)}`, ''),
      ...others.map(({ name, perSecond }) =>
        row(`${name}: empty jobs a second`, String(perSecond), `ours is ${(ours / perSecond).toFixed(1)} times that`)
      ),
      isMet ? 'Within budget.' : 'Budget missed.'
    ]
    console.log(lines.join('\n'))
  }
  handOver([
    {
      ...{ name: 'decisions', figure: ours, unit: '/s', limit, ratio },
      ...{ budget: `>= ${RATIO_MIN} of the limit, >= ${PER_SECOND_MIN}/s`, isMet: isFast }
    },
    {
      ...{ name: 'write-ahead log of a decision', figure: wal, unit: 'B', limit: null, ratio: null },
      ...{ budget: `<= ${WAL_BYTES_MAX} B`, isMet: wal <= WAL_BYTES_MAX }
    },
    ...others.map(({ name, perSecond }) => ({
      ...{ name: `beside: ${name}`, figure: perSecond, unit: 'empty jobs/s', limit: ours },
      ...{ ratio: Number((ours / perSecond).toFixed(1)), budget: null, isMet: null }
    }))
  ])
}
