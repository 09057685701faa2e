import { type Tx } from '../store/doors.ts'
import { type LineKey, MINUTE_MS, keyColumns, keyOf, minuteOf, sources } from './log-line.ts'
import { type Seal, membersOf, shardOfLead } from './seal-row.ts'

/** A row that was written within so many minutes of its own instant is no surprise: a transaction waited. */
export const SLOW_MINUTES = 30

/** The seal that lists a row, as far as it says when that was. */
export type Listing = Pick<Seal, 'minute' | 'after_minute' | 'sealed_at'>

/** Which of these rows are sealed, and where: in their own minute, or late in a newer one. */
export async function listings(tx: Tx, keys: readonly LineKey[]): Promise<ReadonlyMap<string, Listing>> {
  const found = new Map<string, Listing>()
  if (keys.length === 0) return found
  const wanted = new Set(keys.map(keyOf))
  const take = (seals: readonly (Listing & Pick<Seal, 'members'>)[]): void => {
    for (const seal of seals)
      for (const member of membersOf(seal)) {
        const key = keyOf(member)
        if (wanted.has(key) && !found.has(key)) found.set(key, seal)
      }
  }
  take(await ownSeals(tx, keys))
  const left = keys.filter((key) => !found.has(keyOf(key)))
  if (left.length > 0) take(await lateSeals(tx, left))
  return found
}

async function ownSeals(tx: Tx, keys: readonly LineKey[]): Promise<readonly (Listing & Pick<Seal, 'members'>)[]> {
  const places = new Map(keys.map(({ leadId, at }) => [`${shardOfLead(leadId)} ${minuteOf(at)}`, { leadId, at }]))
  const { rows } = await tx.query<Listing & Pick<Seal, 'members'>>({
    text: `select s.minute, s.after_minute, s.sealed_at, s.members from unnest($2::smallint[], $3::bigint[]) p(shard, minute)
      join seal s on s.org = $1 and s.shard = p.shard and s.minute = p.minute`,
    values: [
      tx.org,
      [...places.values()].map(({ leadId }) => shardOfLead(leadId)),
      [...places.values()].map(({ at }) => minuteOf(at))
    ]
  })
  return rows
}

async function lateSeals(tx: Tx, keys: readonly LineKey[]): Promise<readonly (Listing & Pick<Seal, 'members'>)[]> {
  const minutes = keys.map(({ at }) => minuteOf(at))
  const oldest = minutes.reduce((a, b) => Math.min(a, b))
  const newest = minutes.reduce((a, b) => Math.max(a, b))
  return await sealsWithLate(tx, oldest, newest + 1, [...new Set(keys.map(({ leadId }) => shardOfLead(leadId)))])
}

/** Seals that list rows of earlier minutes, as far as those may lie in a span. */
export async function sealsWithLate(
  tx: Tx,
  from: number,
  until: number,
  shards: readonly number[]
): Promise<readonly (Listing & Pick<Seal, 'members'>)[]> {
  const { rows } = await tx.query<Listing & Pick<Seal, 'members'>>({
    text: `select minute, after_minute, sealed_at, members from seal
      where org = $1 and late_count > 0 and minute > $2 and oldest < $3 and shard = any($4::smallint[])`,
    values: [tx.org, from, until, shards]
  })
  return rows
}

/** A row that its own minute's seal does not list, and the newest minute that had been sealed without it. */
export type LateKey = LineKey & { readonly after: number }

/**
 * Rows whose writer had reason to give them an older instant than the one at which they were written: the decision of a
 * call carries the dial’s and is taken before its outcome is known, and a merged lead’s entries keep their own in the log
 * of the other. Both have a twin that stands there and is sealed by itself.
 */
export async function lateByRight(tx: Tx, keys: readonly LateKey[]): Promise<ReadonlySet<string>> {
  const isDecision = ({ source }: LineKey): boolean => sources[source] === 'decision'
  const decisions = await decided(tx, keys.filter(isDecision))
  const copies = await copied(
    tx,
    keys.filter((key) => !isDecision(key))
  )
  return new Set([...decisions, ...copies].map(keyOf))
}

async function decided(tx: Tx, keys: readonly LateKey[]): Promise<readonly LineKey[]> {
  if (keys.length === 0) return []
  const { rows } = await tx.query<{ place: number }>({
    text: `select k.place::int as place from unnest($2::smallint[], $3::bigint[], $4::int[], $5::bigint[], $6::bigint[])
        with ordinality k(source, lead, seq, at, settled_after, place)
      join touch t on t.org = $1 and t.lead_id = k.lead and t.seq = k.seq and t.at = k.at and not t.other_tool
      where not exists (select from outcome o where o.org = $1 and o.lead_id = k.lead and o.touch_seq = k.seq
        and o.at < k.settled_after)`,
    values: [tx.org, ...keyColumns(keys), keys.map(({ after }) => (after - SLOW_MINUTES) * MINUTE_MS)]
  })
  return rows.map(({ place }) => keys[place - 1]!)
}

/** What of an entry is the same in its copy, beside the instant. */
const same = { touch: 'channel', outcome: 'kind', signal: 'kind', undone: 'target' } as const

const twinOf = (table: keyof typeof same): string =>
  `select k.place::int as place
    from unnest($2::smallint[], $3::bigint[], $4::int[], $5::bigint[]) with ordinality k(source, lead, seq, at, place)
    join ${table} x on x.org = $1 and x.lead_id = k.lead and x.seq = k.seq and x.at = k.at
    join unnest($6::bigint[], $7::bigint[]) g(kept, gone) on g.kept = k.lead
    join ${table} y on y.org = $1 and y.lead_id = g.gone and y.at = k.at and y.${same[table]} = x.${same[table]}`

async function copied(tx: Tx, keys: readonly LineKey[]): Promise<readonly LineKey[]> {
  const gone = await mergedInto(tx, [...new Set(keys.map(({ leadId }) => leadId))])
  if (gone.length === 0) return []
  const found: LineKey[] = []
  for (const table of Object.keys(same) as (keyof typeof same)[]) {
    const mine = keys.filter(({ source }) => sources[source] === table)
    if (mine.length === 0) continue
    const { rows } = await tx.query<{ place: number }>({
      text: twinOf(table),
      values: [tx.org, ...keyColumns(mine), gone.map(({ kept }) => kept), gone.map(({ id }) => id)]
    })
    for (const { place } of rows) found.push(mine[place - 1]!)
  }
  return found
}

/** Leads that became part of these, as engine/merge-belongings.ts leaves them. */
async function mergedInto(tx: Tx, leadIds: readonly number[]): Promise<readonly { id: number; kept: number }[]> {
  if (leadIds.length === 0) return []
  const { rows } = await tx.query<{ id: number; kept: number }>({
    text: `select id, (other->>'merged into lead')::bigint as kept from lead
      where org = $1 and other->>'merged into lead' = any($2::text[])`,
    values: [tx.org, leadIds.map(String)]
  })
  return rows
}
