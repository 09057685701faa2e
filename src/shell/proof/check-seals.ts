import { type Tx } from '../store/doors.ts'
import { type Store } from '../store/store.ts'
import { SLOW_MINUTES, lateByRight, listings } from './late.ts'
import { FORM, type Line, type LineKey, MINUTE_MS, keyOf, linesFrom, linesOf, minuteOf } from './log-line.ts'
import {
  type Member,
  type Seal,
  BEGINNING,
  SEAL,
  allShards,
  chainedOf,
  hashOfLines,
  markOf,
  membersOf,
  newestMinute,
  newestSeals,
  shardOfLead
} from './seal-row.ts'
import { DAY_MINUTES, MOST, widthAfter } from './span.ts'

/** What is broken, and where. */
export type Breach = {
  readonly kind: BreachKind
  readonly shard: number
  /** Of the seal, or of the row where that is about one; epoch ms at which it begins. */
  readonly minuteAt: number
  readonly row: LineKey | null
}

export const breaches = {
  row_missing: 'a row that was sealed is gone',
  row_changed: 'a row is not what was sealed',
  row_added: 'a row stands in a minute that had been sealed without it, and nothing accounts for it',
  seal_missing: 'the seal before this one is gone',
  seal_changed: 'the seal is not what was written',
  head_gone: 'a seal that somebody kept is not in the chain any more'
} as const
export type BreachKind = keyof typeof breaches

/** The newest seal of a shard: kept elsewhere, it proves everything before it. */
export type SealHead = { readonly shard: number; readonly minuteAt: number; readonly chained: string }

export type CheckWish = {
  /** Epoch ms; without them everything is looked at. */
  readonly from?: number
  readonly until?: number
  /** Heads that were kept elsewhere: without them a chain that was made anew as a whole looks like the first. */
  readonly heads?: readonly SealHead[]
  readonly most?: number
  readonly onProgress?: (rows: number) => void
}

/** The newest seal of each shard. */
export async function sealHeads(store: Pick<Store, 'inOrgTx'>, org: number): Promise<readonly SealHead[]> {
  const heads = await store.inOrgTx(org, (tx) => newestSeals(tx))
  return [...heads.values()].map(({ shard, minute, chained }) => ({
    ...{ shard, minuteAt: minute * MINUTE_MS, chained: chained.toString('hex') }
  }))
}

/** Works every seal of an org out again, or those of a period, and tells what is broken, oldest first. Writes nothing. */
export async function* checkSeals(
  store: Pick<Store, 'inOrgTx'>,
  org: number,
  { from = 0, until = Infinity, heads = [], most = MOST, onProgress }: CheckWish = {}
): AsyncGenerator<Breach> {
  const looking = <T>(look: (tx: Tx) => Promise<T>): Promise<T> =>
    store.inOrgTx(org, async (tx) => {
      // One snapshot for rows and seals, so that what is sealed in between is no finding.
      await tx.client.query('set transaction isolation level repeatable read, read only')
      return await look(tx)
    })
  if (heads.length > 0) yield* await looking((tx) => headsGone(tx, heads))
  const begin = await looking((tx) => beginning(tx, minuteOf(from)))
  const end = Math.min(begin.newest + 1, until === Infinity ? Infinity : Math.ceil(until / MINUTE_MS))
  let width = begin.first <= begin.at ? DAY_MINUTES : begin.first - begin.at
  for (let at = begin.at; at < end;) {
    const step = await looking((tx) => checkSpan(tx, { from: at, until: end, width, most }, begin))
    yield* step.found
    onProgress?.(step.rows)
    // The time before the first seal is one step, however long it is.
    width = at < begin.first ? DAY_MINUTES : widthAfter(at, step.until)
    at = step.until
  }
}

type Beginning = {
  readonly at: number
  readonly first: number
  readonly newest: number
  /** The link that the next seal of each shard must follow. */
  readonly links: Map<number, Buffer>
}

async function beginning(tx: Tx, at: number): Promise<Beginning> {
  const newest = newestMinute(await newestSeals(tx))
  const before = await newestSeals(tx, at)
  const { rows } = await tx.query<{ minute: number }>({
    text: `select s.minute from unnest($2::smallint[]) n(shard) cross join lateral (
      select minute from seal where org = $1 and shard = n.shard order by minute limit 1) s`,
    values: [tx.org, allShards]
  })
  const first = rows.reduce((least, { minute }) => Math.min(least, minute), newest + 1)
  return { at, first, newest, links: new Map([...before].map(([shard, { chained }]) => [shard, chained])) }
}

async function headsGone(tx: Tx, heads: readonly SealHead[]): Promise<readonly Breach[]> {
  const { rows } = await tx.query<{ shard: number; chained: string }>({
    text: `select s.shard, encode(s.chained, 'hex') as chained from unnest($2::smallint[], $3::bigint[]) k(shard, minute)
      join seal s on s.org = $1 and s.shard = k.shard and s.minute = k.minute`,
    values: [tx.org, heads.map(({ shard }) => shard), heads.map(({ minuteAt }) => minuteOf(minuteAt))]
  })
  const there = new Set(rows.map(({ shard, chained }) => `${shard} ${chained}`))
  return heads
    .filter(({ shard, chained }) => !there.has(`${shard} ${chained}`))
    .map(({ shard, minuteAt }) => ({ kind: 'head_gone', shard, minuteAt, row: null }))
}

type Span = { readonly from: number; readonly until: number; readonly width: number; readonly most: number }

async function checkSpan(tx: Tx, span: Span, { newest, links }: Beginning) {
  const { lines, until } = await linesFrom(tx, span)
  const { rows: seals } = await tx.query<Seal>({
    text: `select ${SEAL} from seal where org = $1 and shard = any($2::smallint[]) and minute >= $3 and minute < $4
      order by minute, shard`,
    values: [tx.org, allShards, span.from, until]
  })
  const members = new Map(seals.map((seal) => [seal, membersOf(seal)]))
  const elsewhere = seals.flatMap((seal) => members.get(seal)!.filter(({ at }) => minuteOf(at) !== seal.minute))
  const there = new Map([...lines, ...(await linesOf(tx, elsewhere))].map((line) => [keyOf(line), line]))
  const inTime = new Set<string>()
  const found: Breach[] = []
  for (const seal of seals) {
    const listed = members.get(seal)!
    for (const member of listed) if (minuteOf(member.at) === seal.minute) inTime.add(keyOf(member))
    found.push(...inChain(tx.org, seal, links), ...inMembers(seal, listed, there))
    links.set(seal.shard, seal.chained)
  }
  const unlisted = lines.filter((line) => !inTime.has(keyOf(line)))
  found.push(...(await added(tx, unlisted, newest)))
  found.sort((a, b) => a.minuteAt - b.minuteAt)
  return { found, until, rows: lines.length }
}

/** Whether a seal is what was written, and follows the one before it. */
function inChain(org: number, seal: Seal, links: ReadonlyMap<number, Buffer>): readonly Breach[] {
  const at = { shard: seal.shard, minuteAt: seal.minute * MINUTE_MS, row: null }
  const found: Breach[] = []
  if (!seal.previous.equals(links.get(seal.shard) ?? BEGINNING)) found.push({ kind: 'seal_missing', ...at })
  if (!seal.chained.equals(chainedOf(org, seal))) found.push({ kind: 'seal_changed', ...at })
  return found
}

/** Whether the rows that a seal lists are there as they were. */
function inMembers(seal: Seal, members: readonly Member[], there: ReadonlyMap<string, Line>): readonly Breach[] {
  if (seal.form !== FORM) throw new Error(`a seal of form ${seal.form} can be checked by a newer Aftertone alone`)
  const at = { shard: seal.shard, minuteAt: seal.minute * MINUTE_MS }
  const found: Breach[] = []
  const lines: Line[] = []
  for (const { mark, ...row } of members) {
    const line = there.get(keyOf(row))
    if (line === undefined) found.push({ kind: 'row_missing', ...at, row })
    else if (markOf(line) !== mark) found.push({ kind: 'row_changed', ...at, row })
    else lines.push(line)
  }
  if (found.length === 0 && (members.length !== seal.row_count || !hashOfLines(lines).equals(seal.hash)))
    found.push({ kind: 'seal_changed', ...at, row: null })
  return found
}

/** Rows that their own minute's seal does not list, and that neither a slow transaction nor a right accounts for. */
async function added(tx: Tx, unlisted: readonly Line[], newest: number): Promise<readonly Breach[]> {
  const sealed = await listings(tx, unlisted)
  const strange = unlisted
    .map((line) => ({ ...line, after: sealed.get(keyOf(line))?.after_minute ?? newest }))
    .filter(({ at, after }) => minuteOf(at) <= after - SLOW_MINUTES)
  const byRight = await lateByRight(tx, strange)
  return strange
    .filter((line) => !byRight.has(keyOf(line)))
    .map(({ source, leadId, seq, at }) => ({
      ...{ kind: 'row_added', shard: shardOfLead(leadId), minuteAt: minuteOf(at) * MINUTE_MS },
      row: { source, leadId, seq, at }
    }))
}
