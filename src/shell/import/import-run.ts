import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { basename } from 'node:path'
import type pg from 'pg'
import { type Zone } from '../../clock/zone.ts'
import { Complaint, fileComplaint } from '../command/complaint.ts'
import { OutsideError } from '../outside-error.ts'
import { type Tx, storeFailure } from '../store/doors.ts'
import { type Installation } from '../store/installation.ts'
import { secretFor } from '../store/secret-hash.ts'
import { type Counts, type Import, importBatch, noCounts } from './import-batch.ts'
import { type KeyFilter, keyFilter, noFilter } from './key-filter.ts'
import { type ImportWish } from './import-options.ts'
import { type BatchSize, type ReadWish, type RowBatch, readRows, usualSize } from './read-rows.ts'
import { noSharedIds } from './shared-ids.ts'
import { type RejectedFile, rejectedFile, writeConflicts } from './report-files.ts'

/** A file and how it is to be brought in. */
export type ImportRequest = {
  readonly path: string
  readonly wish: ImportWish
  /** The clock by which the file wrote its times. */
  readonly zone: Zone
  readonly now: number
  /** How much goes into one transaction, where it is not as usual. */
  readonly size?: BatchSize
  /** Asked after each batch: whether to end here. */
  readonly isStopped: () => boolean
  readonly onProgress: (rows: number, bytes: number, ofBytes: number | null) => void
  readonly onProblem: (sentence: string) => void
}

export type ImportResult = {
  readonly batch: number
  readonly listId: number
  /** When the import began, its first run where it was interrupted. */
  readonly at: number
  readonly counts: Counts
  readonly rejectedFile: string | null
  readonly conflictFile: string | null
  /** False when it was told to stop: the same command goes on behind the last row that is in. */
  readonly isWhole: boolean
  /** Row behind which an interrupted import went on; 0 when it began. */
  readonly from: number
}

/** An import of this org runs as long as its session holds this lock; whoever is killed loses it. */
const LOCK = 4_600_002
const PATIENCE = '10s'

/**
 * Brings a file in, batch by batch, each a transaction with the number of its last row: whatever happens, the store
 * holds whole batches, and the same command goes on behind them.
 */
export async function runImport({ store, postgres, org }: Installation, request: ImportRequest): Promise<ImportResult> {
  const { path, wish } = request
  const file = path === '-' ? null : await fingerprint(path)
  const owner = await store.asOwner()
  const tx: Tx = { org, client: owner, query: (statement) => owner.query(statement as pg.QueryConfig) }
  let rejected: RejectedFile | null = null
  try {
    await holdLock(owner, org)
    const { rows } = await owner.query<{ free: boolean }>(
      'select rolsuper or rolbypassrls as free from pg_roles where rolname = current_user'
    )
    const isBound = rows[0]?.free !== true
    rejected = rejectedFile(path, postgres.home)
    const open = await inTx(tx, () => openImport(tx, wish, file))
    const at = open?.at ?? request.now
    const batches = readRows(readingOf(request, at), (problems) => problems.forEach(request.onProblem))
    try {
      // Nothing is written for a file that turns out to be no list.
      const first = await firstRows(batches, path)
      const begun = open ?? (await inTx(tx, () => begin(tx, request, file, store.ids.take)))
      const one: Import = {
        ...{ org, importId: begun.id, listId: begun.listId, fileName: basename(path), at: begun.at, wish },
        filter: await inTx(tx, () => filterFor(tx, file?.bytes ?? Infinity)),
        secret: await inTx(tx, () => secretFor(tx, postgres.home)),
        cache: noSharedIds(),
        ...{ source: wish.source, newIds: idPool(store.ids.take), isBound, listRows: begun.listRows }
      }
      const input = { first, batches, ofBytes: file?.bytes ?? null }
      return await work(tx, one, begun, request, rejected, postgres.home, input)
    } finally {
      await batches.return(undefined)
    }
  } catch (error) {
    throw storeFailure(error)
  } finally {
    rejected?.close()
    await owner.end().catch(() => undefined)
  }
}

/** Below so many bytes a file has too few keys to read all of the store’s for it. */
const SHORT_BYTES = 8 << 20

async function filterFor(tx: Tx, bytes: number): Promise<KeyFilter> {
  const { rowCount } = await tx.query({ text: 'select from lead where org = $1 limit 1', values: [tx.org] })
  return rowCount === 0 || bytes > SHORT_BYTES ? await keyFilter(tx) : noFilter
}

/** What a batch leaves of its ids is for the next. */
function idPool(take: (count: number) => Promise<readonly number[]>): Import['newIds'] {
  let free: readonly number[] = []
  let at = 0
  return async (count) => {
    const left = free.length - at
    if (left < count) free = [...free.slice(at), ...(await take(count - left))]
    if (left < count) at = 0
    return () => free[at++]!
  }
}

type Begun = {
  readonly id: number
  readonly listId: number
  readonly at: number
  readonly rowsDone: number
  readonly counts: Counts
  readonly listRows: number
}

type Input = {
  readonly first: RowBatch
  readonly batches: AsyncGenerator<RowBatch>
  readonly ofBytes: number | null
}

function readingOf({ path, wish, zone, size = usualSize }: ImportRequest, at: number): ReadWish {
  return {
    path,
    context: { nowMs: at, country: wish.country, zone },
    options: { country: wish.country, overrides: wish.map },
    mark: JSON.stringify([wish.country, wish.map, zone]),
    size
  }
}

async function firstRows(batches: AsyncGenerator<RowBatch>, path: string): Promise<RowBatch> {
  for (;;) {
    const { value, done } = await batches.next()
    if (done) throw new Complaint(`${path}: there is no row below the headings`)
    if (value.leads.length + value.rejected.length > 0) return value
  }
}

async function* withFirst({ first, batches }: Input): AsyncGenerator<RowBatch> {
  yield first
  yield* batches
}

async function work(
  tx: Tx,
  start: Import,
  begun: Begun,
  request: ImportRequest,
  rejected: RejectedFile,
  home: string,
  input: Input
): Promise<ImportResult> {
  const { path } = request
  const { ofBytes } = input
  let { counts } = begun
  let one = start
  let isWhole = true
  for await (const whole of withFirst(input)) {
    // Rejected rows are written again from the first: the file is whole whenever an import ends.
    for (const row of whole.rejected) rejected.add(row, whole.headings)
    const batch = behind(whole, begun.rowsDone)
    if (batch === null) continue
    const before = counts
    const sums = await inTx(tx, async () => {
      const added = await importBatch(tx, batch, one)
      const all = summed(before, added)
      await tx.query({
        text: 'update import set rows_done = $3, counts = $4 where org = $1 and id = $2',
        values: [tx.org, one.importId, batch.lastRow, JSON.stringify(all)]
      })
      return { all, added }
    })
    counts = sums.all
    if (one.listRows > 0) one = { ...one, listRows: one.listRows + sums.added.created + sums.added.joined }
    request.onProgress(counts.read + counts.ignored, whole.bytes, ofBytes)
    if (request.isStopped()) {
      isWhole = ofBytes !== null && whole.bytes >= ofBytes
      break
    }
  }
  if (isWhole)
    await inTx(tx, () =>
      tx.query({
        text: 'update import set state = 1, ended_at = $3 where org = $1 and id = $2',
        values: [tx.org, one.importId, Date.now()]
      })
    )
  const conflictFile = counts.conflicts > 0 ? await inTx(tx, () => writeConflicts(tx, one.importId, path, home)) : null
  return {
    ...{ batch: one.importId, listId: one.listId, at: one.at, counts, isWhole, from: begun.rowsDone, conflictFile },
    rejectedFile: rejected.finish()
  }
}

/** What of a batch an interrupted import has not brought in yet. */
function behind(batch: RowBatch, done: number): RowBatch | null {
  if (done === 0) return batch
  if (batch.lastRow <= done) return null
  const leads = batch.leads.filter(({ row }) => row > done)
  const rejected = batch.rejected.filter(({ row }) => row > done)
  return leads.length === batch.leads.length ? batch : { ...batch, leads, rejected, ignored: 0 }
}

function summed(a: Counts, b: Counts): Counts {
  const keys = Object.keys(noCounts) as (keyof Counts)[]
  return Object.fromEntries(keys.map((key) => [key, a[key] + b[key]])) as Counts
}

/** One transaction of the owner in one org. */
export async function inTx<T>(tx: Tx, act: () => Promise<T>): Promise<T> {
  await tx.client.query(`begin; set local app.org = '${tx.org}'`)
  try {
    await trustOurselves(tx)
    const answer = await act()
    await tx.client.query('commit')
    return answer
  } catch (error) {
    await tx.client.query('rollback').catch(() => undefined)
    throw error
  }
}

/**
 * Children are written with their parents in one transaction, so nothing is gained by asking for each row whether its
 * parent is there, and it costs most of the time. Where we may not say so, the server asks.
 */
async function trustOurselves({ client }: Tx): Promise<void> {
  await client.query('savepoint trust')
  try {
    await client.query(`set local session_replication_role = replica`)
  } catch {
    // Only a superuser may; nothing is wrong without it.
    await client.query('rollback to savepoint trust')
  }
  // Keys are looked up by the thousand in tables of any size, and a new table has no statistics yet.
  await client.query(
    'release savepoint trust; set local enable_seqscan = off; set local enable_hashjoin = off; set local enable_bitmapscan = off; set local enable_mergejoin = off'
  )
}

/** Waits for its turn for some seconds, then says who is in the way. */
export async function holdLock(owner: pg.Client, org: number): Promise<void> {
  await owner.query(`set lock_timeout = '${PATIENCE}'`)
  try {
    await owner.query('select pg_advisory_lock($1, $2)', [LOCK, org])
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === '55P03')) throw error
    throw new OutsideError(
      'in_use',
      'Another import is running here: wait until it has ended, then start this one again'
    )
  }
  await owner.query('set lock_timeout = 0')
}

type Fingerprint = { readonly bytes: number; readonly hash: string }

async function fingerprint(path: string): Promise<Fingerprint> {
  const hash = createHash('sha256')
  let bytes = 0
  try {
    await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), async (chunks) => {
      for await (const chunk of chunks as AsyncIterable<Buffer>) {
        hash.update(chunk)
        bytes += chunk.length
      }
    })
  } catch (error) {
    throw fileComplaint(path, error)
  }
  return { bytes, hash: hash.digest('hex') }
}

/** An import of the same file into the same list in the same way that did not end: it goes on. */
async function openImport(tx: Tx, wish: ImportWish, file: Fingerprint | null): Promise<Begun | null> {
  const { rows } = await tx.query<{
    id: number
    list_id: number
    rows_done: number
    started_at: number
    counts: Counts
  }>({
    text: `select i.id, i.list_id, i.rows_done, i.started_at, i.counts from import i
      join list l on l.org = i.org and l.id = i.list_id
      where i.org = $1 and l.name = $2 and i.state = 0 and i.file_hash = $3 and i.options = $4::jsonb
      order by i.id desc limit 1`,
    values: [tx.org, wish.list, file?.hash ?? null, JSON.stringify(wish)]
  })
  const [open] = rows
  if (open === undefined) return null
  const { id, list_id: listId, started_at: at, rows_done: rowsDone } = open
  const isOwn = await isOwnList(tx, listId, id)
  return {
    id,
    listId,
    at,
    rowsDone,
    counts: { ...noCounts, ...open.counts },
    listRows: isOwn ? 0 : await lastRowOf(tx, listId)
  }
}

async function begin(
  tx: Tx,
  { path, wish, now }: ImportRequest,
  file: Fingerprint | null,
  take: (count: number) => Promise<readonly number[]>
): Promise<Begun> {
  const listId = await ensureList(tx, wish.list, now, take)
  const [id = 0] = await take(1)
  await tx.query({
    text: `insert into import (org, id, list_id, state, rows_done, started_at, file_bytes, file_hash, file_name, options, counts)
      values ($1, $2, $3, 0, 0, $4, $5, $6, $7, $8, $9)`,
    values: [
      ...[tx.org, id, listId, now, file?.bytes ?? null, file?.hash ?? null, basename(path)],
      ...[JSON.stringify(wish), JSON.stringify(noCounts)]
    ]
  })
  return { id, listId, at: now, rowsDone: 0, counts: noCounts, listRows: await lastRowOf(tx, listId) }
}

/** A list whose first member came with this import keeps the row numbers of its file. */
async function isOwnList(tx: Tx, listId: number, importId: number): Promise<boolean> {
  const { rows } = await tx.query<{ first: number | null }>({
    text: `select min(id) as first from import where org = $1 and list_id = $2 and state <> 2 and (counts->>'created')::int > 0`,
    values: [tx.org, listId]
  })
  return rows[0]?.first === importId
}

async function ensureList(
  tx: Tx,
  name: string,
  now: number,
  take: (count: number) => Promise<readonly number[]>
): Promise<number> {
  const find = async (): Promise<number | undefined> =>
    (
      await tx.query<{ id: number }>({
        text: 'select id from list where org = $1 and name = $2',
        values: [tx.org, name]
      })
    ).rows[0]?.id
  const found = await find()
  if (found !== undefined) return found
  const [id = 0] = await take(1)
  await tx.query({
    text: 'insert into list (org, id, created_at, name) values ($1, $2, $3, $4) on conflict (org, name) do nothing',
    values: [tx.org, id, now, name]
  })
  return (await find())!
}

async function lastRowOf(tx: Tx, listId: number): Promise<number> {
  const { rows } = await tx.query<{ last: number | null }>({
    text: 'select max(row_no) as last from list_member where org = $1 and list_id = $2',
    values: [tx.org, listId]
  })
  return rows[0]?.last ?? 0
}
