import { type Stop } from '../../intake/lead-row.ts'
import { type Tx } from '../store/doors.ts'
import { codes } from '../store/log-row.ts'
import { isHashed } from '../store/secret-hash.ts'
import { ACCOUNT_KIND, EVERYTHING_KIND, LEAD_KIND, suppressionKinds } from '../store/suppression.ts'

/** Something that is kept out now. */
export type Suppression = {
  readonly kind: string
  /** What it is, in words; null of somebody who was erased. */
  readonly what: string | null
  readonly stop: Stop
  readonly since: number
  readonly leadId: number | null
  readonly accountId: number | null
  /** The change that says so; null where it follows from what somebody said, or from a file. */
  readonly change: number | null
  readonly byUser: number | null
  readonly reason: string | null
  readonly source: string | null
}

/** Something that was kept out, or let in again. */
export type SuppressionChange = {
  readonly id: number
  readonly at: number
  readonly act: 'keep out' | 'let in'
  readonly kind: string
  readonly what: string | null
  readonly stop: Stop
  readonly byUser: number | null
  readonly leadId: number | null
  readonly accountId: number | null
  readonly lifts: number | null
  readonly reason: string | null
  readonly source: string | null
}

/** A row of what is kept out now. */
export type Keeper = { readonly key: number; readonly value: string; readonly cause: number | null }
/** Which of them: all, or those that mean one person. */
export type About = { readonly leadId: number; readonly keepers: readonly Keeper[] } | null

type Row = {
  kind: number
  value: string
  stop: number
  at: number
  lead_id: number | null
  account_id: number | null
  account: string | null
  change: number | null
  by_user: number | null
  reason: string | null
  source: string | null
}

/** What it is, as people name it: a firm by its name, a person by the id. */
function whatOf(kind: number, value: string, account: string | null, leadId: number | null): string {
  if (kind === ACCOUNT_KIND) return account ?? value
  if (kind === EVERYTHING_KIND) return 'everything'
  return kind === LEAD_KIND && leadId !== null ? String(leadId) : value
}

export async function suppressionsNow(tx: Tx, about: About): Promise<readonly Suppression[]> {
  const { rows } = await tx.query<Row>({
    text: `select s.kind, s.value, s.stop, s.at, s.lead_id, c.account_id, a.name as account, c.id as change,
        c.by_user, c.reason, c.source from suppression s left join suppression_change c on c.org = $1 and c.id = s.cause
        left join account a on a.org = $1 and a.id = c.account_id
      where s.org = $1 and ($2::boolean or (s.value_hash, s.value) in (
        select x.key, x.value from unnest($3::bigint[], $4::text[]) as x(key, value)))
      order by s.at, s.kind, s.value`,
    values: [tx.org, about === null, ...keysIn(about)]
  })
  return rows.map(({ kind, value, stop, at, lead_id, account_id, account, change, by_user, reason, source }) => ({
    ...{ kind: suppressionKinds[kind]!, what: isHashed(value) ? null : whatOf(kind, value, account, lead_id) },
    ...{ stop: codes.stop[stop] as Stop, since: at, leadId: lead_id, accountId: account_id },
    ...{ change, byUser: by_user, reason, source }
  }))
}

const keysIn = (about: About): readonly (readonly unknown[])[] => [
  about?.keepers.map(({ key }) => key) ?? [],
  about?.keepers.map(({ value }) => value) ?? []
]

type ChangeRow = {
  id: number
  at: number
  is_lift: boolean
  kind: number
  value: string | null
  stop: number
  by_user: number | null
  lead_id: number | null
  account_id: number | null
  account: string | null
  lifts: number | null
  reason: string | null
  source: string | null
}

export async function suppressionHistory(tx: Tx, about: About): Promise<readonly SuppressionChange[]> {
  const { rows } = await tx.query<ChangeRow>({
    text: `select c.id, c.at, c.is_lift, c.kind, c.value, c.stop, c.by_user, c.lead_id, c.account_id, a.name as account, c.lifts,
        c.reason, c.source from suppression_change c left join account a on a.org = $1 and a.id = c.account_id
      where c.org = $1 and ($2::bigint is null or c.lead_id = $2 or c.id = any($3::bigint[]) or c.lifts = any($3::bigint[]))
      order by c.at, c.id`,
    values: [tx.org, about?.leadId ?? null, about?.keepers.flatMap(({ cause }) => cause ?? []) ?? []]
  })
  return rows.map((row) => ({
    ...{ id: row.id, at: row.at, act: row.is_lift ? ('let in' as const) : ('keep out' as const) },
    ...{
      kind: suppressionKinds[row.kind]!,
      what: row.value === null ? null : whatOf(row.kind, row.value, row.account, row.lead_id)
    },
    ...{ stop: codes.stop[row.stop] as Stop },
    ...{ byUser: row.by_user, leadId: row.lead_id, accountId: row.account_id, lifts: row.lifts },
    ...{ reason: row.reason, source: row.source }
  }))
}
