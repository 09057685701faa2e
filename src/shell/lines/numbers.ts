import { type CallerNumber, type Calls, UNRUNG_SECONDS } from '../../call/caller-number.ts'
import { type Store } from '../store/store.ts'

/** A number of ours as it stands in the store, with how it went. */
export type OwnNumber = CallerNumber & {
  readonly label: string | null
  readonly addedAt: number
  readonly restReason: string | null
}

type Row = {
  id: number
  e164: string
  label: string | null
  daily_cap: number
  added_at: number
  rests_until: number | null
  rest_reason: string | null
  retired_at: number | null
  today: number
  week: [number, number, number]
  before: [number, number, number]
  latest: readonly (boolean | null)[]
}

const DAY = 86_400_000
/** So many of the latest calls are looked at for mailboxes without a ring. */
const LATEST = 20

/**
 * Every number of an org, the oldest first. `dayStart` is when this day began where the installation is; a person is who was
 * heard as one, or called one by the rep’s key.
 */
export async function ownNumbers(
  store: Pick<Store, 'inOrg'>,
  org: number,
  now: number,
  dayStart: number
): Promise<readonly OwnNumber[]> {
  const [result] = await store.inOrg(org, [
    {
      text: `select n.id, n.e164, n.label, n.daily_cap, n.added_at, n.rests_until, n.rest_reason, n.retired_at,
          (count(*) filter (where c.placed_at >= $3))::int as today,
          array[count(*) filter (where c.placed_at >= $4), count(c.answered_at) filter (where c.placed_at >= $4),
            count(*) filter (where c.placed_at >= $4 and ${IS_PERSON})]::int[] as week,
          array[count(*) filter (where c.placed_at < $4), count(c.answered_at) filter (where c.placed_at < $4),
            count(*) filter (where c.placed_at < $4 and ${IS_PERSON})]::int[] as before,
          array(select l.answered_at is not null and not coalesce(l.said = 0, l.heard = 0, false)
                and l.answered_at - coalesce(l.rang_at, l.placed_at) < $6
              from line_call l where l.org = n.org and l.number_id = n.id and not l.is_inbound and l.ended_at is not null
                and l.placed_at >= coalesce(n.cleared_at, 0)
              order by l.placed_at desc, l.id desc limit ${LATEST}) as latest
        from caller_number n left join line_call c on c.org = n.org and c.number_id = n.id and not c.is_inbound
          and c.placed_at >= $5
        where n.org = $1 and n.added_at <= $2 group by n.org, n.id order by n.id`,
      values: [org, now, dayStart, now - 7 * DAY, now - 35 * DAY, UNRUNG_SECONDS * 1_000]
    }
  ])
  return (result!.rows as Row[]).map((row) => ({
    ...{ id: row.id, e164: row.e164, label: row.label, dailyCap: row.daily_cap, addedAt: row.added_at },
    ...{ restsUntil: row.rests_until, restReason: row.rest_reason, isRetired: row.retired_at !== null },
    ...{ today: row.today, week: callsOf(row.week), before: callsOf(row.before), unrung: streak(row.latest) }
  }))
}

/** The rep’s key first, then the detector’s verdict; both lists begin with the person. */
const IS_PERSON = 'c.answered_at is not null and coalesce(c.said, least(c.heard, 1), 1) = 0'

const callsOf = ([calls, answered, people]: Row['week']): Calls => ({ calls, answered, people })

function streak(latest: readonly (boolean | null)[]): number {
  const end = latest.findIndex((isUnrung) => isUnrung !== true)
  return end < 0 ? latest.length : end
}

export type NumberWish = { readonly e164: string; readonly label: string | null; readonly dailyCap: number }

/** Adds a number, or takes one back that was retired; false where it is there already. */
export async function addNumber(
  store: Pick<Store, 'inOrg' | 'ids'>,
  org: number,
  { e164, label, dailyCap }: NumberWish,
  now: number
): Promise<boolean> {
  const [id = 0] = await store.ids.take(1)
  const [result] = await store.inOrg(org, [
    {
      text: `insert into caller_number (org, id, e164, label, daily_cap, added_at)
        select o.org, $2, $3, $4, $5, $6 from org o where o.org = $1
        on conflict (org, e164) do update set retired_at = null, label = excluded.label, daily_cap = excluded.daily_cap
          where caller_number.retired_at is not null`,
      values: [org, id, e164, label, dailyCap, now]
    }
  ])
  return result!.rowCount === 1
}

export type NumberChange =
  | { readonly kind: 'rest'; readonly until: number; readonly reason: string }
  /** It is used again, and what was suspected of it is forgotten. */
  | { readonly kind: 'lift' }
  | { readonly kind: 'retire' }
  | { readonly kind: 'cap'; readonly dailyCap: number }

/** False where there is no such number in use. */
export async function changeNumber(
  store: Pick<Store, 'inOrg'>,
  org: number,
  e164: string,
  change: NumberChange,
  now: number
): Promise<boolean> {
  const [set, ...values] = settings(change, now)
  const [result] = await store.inOrg(org, [
    {
      text: `update caller_number set ${set} where org = $1 and e164 = $2 and retired_at is null`,
      values: [org, e164, ...values]
    }
  ])
  return result!.rowCount === 1
}

function settings(change: NumberChange, now: number): readonly [set: string, ...values: unknown[]] {
  switch (change.kind) {
    case 'rest':
      return ['rests_until = $3, rest_reason = $4', change.until, change.reason]
    case 'lift':
      return ['rests_until = null, rest_reason = null, cleared_at = $3', now]
    case 'retire':
      return ['retired_at = $3', now]
    case 'cap':
      return ['daily_cap = $3', change.dailyCap]
  }
}

/** The number from which somebody was called last; null where nobody knows. */
export async function lastNumberFor(store: Pick<Store, 'inOrg'>, org: number, leadId: number): Promise<number | null> {
  const [result] = await store.inOrg(org, [
    {
      text: `select number_id from line_call where org = $1 and lead_id = $2 and number_id is not null and not is_inbound
        order by placed_at desc, id desc limit 1`,
      values: [org, leadId]
    }
  ])
  return (result!.rows[0] as { number_id: number } | undefined)?.number_id ?? null
}
