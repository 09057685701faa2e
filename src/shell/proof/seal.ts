import { type Tx } from '../store/doors.ts'
import { type Store } from '../store/store.ts'
import { SLOW_MINUTES, listings, sealsWithLate } from './late.ts'
import {
  type Line,
  MINUTE_MS,
  countsByMinute,
  inOrder,
  keyOf,
  linesFrom,
  linesOfMinutes,
  minuteOf
} from './log-line.ts'
import {
  type Head,
  type Seal,
  BEGINNING,
  allShards,
  membersOf,
  newestMinute,
  newestSeals,
  sealOf,
  shardOfLead,
  writeSeals
} from './seal-row.ts'
import { DAY_MINUTES, MOST, widthAfter } from './span.ts'

/** Transactions of a minute may still be open for so long after it; what takes longer is sealed late. */
export const GRACE_MS = 120_000

export type SealWish = {
  /** Which part of the past is looked through for rows that came late: with each round one more day, then again. */
  readonly round?: number
  /** Asked between two batches. */
  readonly signal?: AbortSignal
  /** Rows of a batch, each one transaction. */
  readonly most?: number
}

export type Sealed = { readonly seals: number; readonly rows: number; readonly late: number }

/**
 * Seals every minute of an org that is closed at an instant and holds rows, oldest first. Whatever stops it, whole
 * batches are sealed and the next call goes on behind them; of several at once one seals, and the others leave off.
 */
export async function sealMinutes(
  store: Pick<Store, 'inOrgTx'>,
  org: number,
  upTo: number,
  { round = 0, signal, most = MOST }: SealWish = {}
): Promise<Sealed> {
  const closed = Math.floor((upTo - GRACE_MS) / MINUTE_MS)
  let sum: Sealed = { seals: 0, rows: 0, late: 0 }
  let next: { readonly from: number | null; readonly width: number } = { from: null, width: DAY_MINUTES }
  while (signal?.aborted !== true) {
    const wish = { ...next, closed, sealedAt: upTo, round, most }
    const batch = await store
      .inOrgTx(org, (tx) => sealBatch(tx, wish))
      .catch((error: unknown) => {
        if (error instanceof Overtaken) return null
        throw error
      })
    if (batch === null) break
    sum = { seals: sum.seals + batch.seals, rows: sum.rows + batch.rows, late: sum.late + batch.late }
    next = batch
  }
  return sum
}

/** Somebody else has sealed in the meantime: this transaction is undone, and theirs holds. */
class Overtaken extends Error {}

type BatchWish = {
  readonly from: number | null
  readonly width: number
  readonly closed: number
  readonly sealedAt: number
  readonly round: number
  readonly most: number
}
type Batch = Sealed & { readonly from: number; readonly width: number }

/** The next minutes, and with the first of them what came late; null when nothing more is closed. */
async function sealBatch(tx: Tx, wish: BatchWish): Promise<Batch | null> {
  // First of all: whoever seals after this is met by the keys of the seals.
  const heads = await newestSeals(tx)
  const newest = newestMinute(heads)
  const start = newest < 0 ? await firstMinute(tx) : newest + 1
  const from = Math.max(start, wish.from ?? start)
  if (from >= wish.closed) return null
  const { lines, until } = await linesFrom(tx, { from, until: wish.closed, width: wish.width, most: wish.most })
  const late = wish.from === null && newest >= 0 ? await lateLines(tx, newest, wish) : []
  const seals = sealsOf(tx.org, lines, late, heads, { until, newest, sealedAt: wish.sealedAt })
  if (seals.length > 0 && !(await writeSeals(tx, seals))) throw new Overtaken()
  return {
    ...{ seals: seals.length, rows: lines.length + late.length, late: late.length },
    ...{ from: until, width: widthAfter(from, until) }
  }
}

/** Before its org was made nobody did anything of ours. */
async function firstMinute(tx: Tx): Promise<number> {
  const { rows } = await tx.query<{ at: number }>({
    text: 'select created_at as at from org where org = $1',
    values: [tx.org]
  })
  return minuteOf(rows[0]?.at ?? 0)
}

/** A chain goes on in the order of its minutes; late rows go into the newest minute. */
function sealsOf(
  org: number,
  lines: readonly Line[],
  late: readonly Line[],
  heads: ReadonlyMap<number, Head>,
  when: { readonly until: number; readonly newest: number; readonly sealedAt: number }
): readonly Seal[] {
  const shards = new Map<number, Map<number, Line[]>>()
  const add = (line: Line, minute: number): void => {
    const shard = shardOfLead(line.leadId)
    const minutes = shards.get(shard) ?? new Map<number, Line[]>()
    const found = minutes.get(minute)
    if (found === undefined) minutes.set(minute, [line])
    else found.push(line)
    shards.set(shard, minutes)
  }
  for (const line of lines) add(line, minuteOf(line.at))
  for (const line of late) add(line, when.until - 1)
  const seals: Seal[] = []
  for (const [shard, minutes] of [...shards].sort(([a], [b]) => a - b)) {
    let previous: Buffer = heads.get(shard)?.chained ?? BEGINNING
    for (const [minute, found] of [...minutes].sort(([a], [b]) => a - b)) {
      const place = { shard, minute, after_minute: when.newest, sealed_at: when.sealedAt, previous }
      const seal = sealOf(org, place, found.sort(inOrder))
      seals.push(seal)
      previous = seal.chained
    }
  }
  return seals
}

/** Rows of sealed minutes that no seal lists: of the last half hour, and of one part of the past. */
async function lateLines(
  tx: Tx,
  newest: number,
  { round, most }: Pick<BatchWish, 'round' | 'most'>
): Promise<readonly Line[]> {
  const days = Math.max(1, Math.ceil((newest + 1 - (await firstMinute(tx))) / DAY_MINUTES))
  const day = round % days
  const until = newest + 1 - day * DAY_MINUTES
  // The oldest part has no beginning: nothing is so old that it would never be looked at.
  const from = day === days - 1 ? 0 : until - DAY_MINUTES
  const minutes = new Map([
    ...(await surplus(tx, from, until)),
    ...(day === 0 ? [] : await surplus(tx, newest + 1 - SLOW_MINUTES, newest + 1))
  ])
  const late: Line[] = []
  for (const some of inBatches([...minutes], most)) {
    const lines = await linesOfMinutes(tx, some)
    const sealed = await listings(tx, lines)
    for (const line of lines) if (!sealed.has(keyOf(line))) late.push(line)
    if (late.length >= most) break
  }
  return late
}

/** Minutes that hold more rows than are sealed of them, each with how many it holds. */
async function surplus(
  tx: Tx,
  from: number,
  until: number
): Promise<readonly (readonly [minute: number, n: number])[]> {
  const counts = await countsByMinute(tx, from, until)
  const left = new Map(counts)
  const take = (minute: number, n: number): void => void left.set(minute, (left.get(minute) ?? 0) - n)
  const { rows } = await tx.query<{ minute: number; n: number }>({
    text: `select minute, sum(row_count - late_count)::int as n from seal
      where org = $1 and shard = any($2::smallint[]) and minute >= $3 and minute < $4 group by minute`,
    values: [tx.org, allShards, from, until]
  })
  for (const { minute, n } of rows) take(minute, n)
  for (const seal of await sealsWithLate(tx, from, until, allShards))
    for (const { at } of membersOf(seal)) if (minuteOf(at) !== seal.minute) take(minuteOf(at), 1)
  return [...counts].filter(([minute]) => left.get(minute)! > 0)
}

/** Minutes that together hold no more than so many rows, or a single one. */
function* inBatches(minutes: readonly (readonly [minute: number, n: number])[], most: number): Generator<number[]> {
  let some: number[] = []
  let rows = 0
  for (const [minute, n] of minutes) {
    if (some.length > 0 && rows + n > most) {
      yield some
      some = []
      rows = 0
    }
    some.push(minute)
    rows += n
  }
  if (some.length > 0) yield some
}
