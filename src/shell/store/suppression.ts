import { type Tx } from './doors.ts'
import { type PointKind, valueHash } from './value-hash.ts'

/**
 * What may be kept out, by its kind in table suppression. The first two are those of contact_point. A shared line is a
 * number or an address that several people have, together with a name; it and an external id are kept as keyed hashes
 * alone, of people who were erased.
 */
export const PHONE_KIND = 1
export const EMAIL_KIND = 2
export const DOMAIN_KIND = 3
export const ACCOUNT_KIND = 4
export const LEAD_KIND = 5
export const EVERYTHING_KIND = 6
export const SHARED_LINE_KIND = 7
export const EXTERNAL_KIND = 8
export const suppressionKinds = [
  ...['', 'number', 'email', 'domain', 'account', 'lead', 'everything', 'number', 'external id']
] as const

/** Keys of what is no text are at or below zero, where no hash of a value lies; SQL makes the same ones. */
export const domainKey = (domain: string): number => valueHash(DOMAIN_KIND as PointKind, domain)
export const accountKey = (id: number): number => -2 * id
export const leadKey = (id: number): number => -2 * id - 1
export const EVERYTHING_KEY = 0

/** Holds where not everything of the org is stopped: part of each statement that takes work out of the store; $1 is the org. */
export const NOT_HALTED = `not exists (select from suppression h
  where h.org = $1 and h.value_hash = ${EVERYTHING_KEY} and h.value = '' and h.kind = ${EVERYTHING_KIND})`

/** The cause of a row that has none: something in the log of the person that it names. */
const CAUSE = 'coalesce(s.cause, -(coalesce(s.lead_id, 0) << 20) - 1)'

/** Why a person is kept out: the kind of what is suppressed, the place of the hard stop in its list, and the cause. */
export type Kept = { readonly kind: number; readonly stop: number; readonly cause: number }

/**
 * Who of these people is kept out: by a number or an address, its domain or one above it, their firm, or in person. Of
 * several reasons the strongest stop counts. Whoever was erased is no matter of this: nothing of theirs is left.
 */
export async function keptOut(tx: Tx, leadIds: readonly number[]): Promise<ReadonlyMap<number, Kept>> {
  if (leadIds.length === 0) return new Map()
  const some = await tx.query({
    text: 'select from suppression where org = $1 limit 1',
    name: 'any-suppression',
    values: [tx.org]
  })
  if (some.rowCount === 0) return new Map()
  const { rows } = await tx.query<Kept & { lead_id: number }>({
    text: KEPT_OUT,
    name: 'kept-out',
    values: [tx.org, leadIds]
  })
  return new Map(rows.map(({ lead_id, kind, stop, cause }) => [lead_id, { kind, stop, cause }]))
}

const KEPT_OUT = `select distinct on (w.id) w.id as lead_id, s.kind, s.stop, s.cause
  from unnest($2::bigint[]) w(id) cross join lateral (
    select s.kind, s.stop, ${CAUSE} as cause from contact_point c
      join suppression s on s.org = c.org and s.value_hash = c.value_hash and s.kind = c.kind
        and s.value = case c.kind when ${EMAIL_KIND} then lower(c.value) else c.value end
      where c.org = $1 and c.lead_id = w.id
    union all
    select s.kind, s.stop, ${CAUSE} as cause from contact_point c
      cross join lateral (select regexp_split_to_array(split_part(lower(c.value), '@', -1), '[.]') as parts) d
      cross join lateral generate_series(1, cardinality(d.parts)) n(at)
      join suppression s on s.org = c.org and s.kind = ${DOMAIN_KIND} and s.value = array_to_string(d.parts[n.at:], '.')
      where c.org = $1 and c.lead_id = w.id and c.kind = ${EMAIL_KIND}
        and exists (select from suppression e where e.org = $1 and e.kind = ${DOMAIN_KIND})
    union all
    select s.kind, s.stop, ${CAUSE} as cause from lead l
      join suppression s on s.org = l.org and s.kind = ${ACCOUNT_KIND} and s.value_hash = -2 * l.account_id
      where l.org = $1 and l.id = w.id
    union all
    select s.kind, s.stop, ${CAUSE} as cause from suppression s
      where s.org = $1 and s.kind = ${LEAD_KIND} and s.value_hash = -2 * w.id - 1
  ) s order by w.id, s.stop, s.cause`

/** Whether everything of the org is stopped. */
export async function isHalted(tx: Tx): Promise<boolean> {
  const { rows } = await tx.query<{ halted: boolean }>({
    text: `select not (${NOT_HALTED}) as halted from org where org = $1`,
    name: 'is-halted',
    values: [tx.org]
  })
  return rows[0]?.halted === true
}

/**
 * Held by every transaction by which something leaves, and closed for a moment by whoever suppresses or changes the law:
 * what is answered is seen by all that leaves after it. Taken behind people and households, never before them. Answers
 * the version of the law behind it.
 */
export async function holdGate(tx: Tx): Promise<number> {
  const { rows } = await tx.query<{ version: number }>({
    text: 'select settings_version as version from org where org = $1 for share',
    name: 'hold-gate',
    values: [tx.org]
  })
  return rows[0]?.version ?? 0
}
export async function closeGate(tx: Tx): Promise<void> {
  await tx.query({ text: 'select from org where org = $1 for no key update', name: 'close-gate', values: [tx.org] })
}
