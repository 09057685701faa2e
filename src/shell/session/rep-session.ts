import { type CarrierName, carriers } from '../../outcome/lists.ts'
import { type Circumstances } from '../engine/batch-work.ts'
import { type Store } from '../store/store.ts'

/** A rep at work: from sitting down to going home. Whatever they do goes through the same engine as a simulated rep. */
export type RepSession = {
  readonly store: Store
  readonly org: number
  readonly userId: number
  readonly sessionId: number
  /** Of one list alone; null for everybody who is due. */
  readonly listId: number | null
  /** How long a lead is theirs without a sign of life; see lease.ts. */
  readonly leaseMs: number
  readonly clock: () => number
  readonly circumstances: () => Circumstances
  /** Takes up what became of the law and the lists; the dial does so in its own transaction. */
  readonly renew: () => Promise<unknown>
  /** Whether this user has another terminal open: what is in hand may be in theirs. */
  readonly isAlone: () => Promise<boolean>
  readonly [Symbol.asyncDispose]: () => Promise<void>
}

export type SessionWish = {
  readonly userId: number
  readonly listId: number | null
  readonly carrier: CarrierName
  readonly clock: () => number
  readonly circumstances: (now: number) => Circumstances
  /** Nothing where the law cannot change meanwhile, as in a world. */
  readonly renew?: () => Promise<unknown>
  readonly leaseMs?: number
}

/** A rep who says nothing for so long loses the lead they hold. */
export const LEASE_MS = 10 * 60_000
/** First key of the locks by which living sessions are known; the second is the session. */
const SESSION_LOCK = 7_203

/** Opens a session: a row that says who sat where from when on, and a lock that lives as long as the process. */
export async function openSession(store: Store, org: number, wish: SessionWish): Promise<RepSession> {
  const [sessionId = 0] = await store.ids.take(1)
  const alive = await store.connect()
  const { userId, listId, clock, circumstances } = wish
  await alive.query('select pg_advisory_lock($1, $2)', [SESSION_LOCK, lockOf(sessionId)])
  const { dialer } = circumstances(clock()).setting
  await store.inOrg(org, [
    {
      text: `insert into session (org, id, user_id, list_id, carrier, dial_mode, started_at)
        select o.org, $2, $3, $4, $5, $6, $7 from org o where o.org = $1`,
      values: [org, sessionId, userId, listId, carriers.indexOf(wish.carrier), dialer.mode, clock()]
    }
  ])
  return {
    ...{ store, org, userId, sessionId, listId, clock, leaseMs: wish.leaseMs ?? LEASE_MS },
    circumstances: () => circumstances(clock()),
    renew: wish.renew ?? (async () => undefined),
    isAlone: async () => (await livingSessions(store, org, userId)).every((id) => id === sessionId),
    async [Symbol.asyncDispose]() {
      try {
        await store.inOrg(org, [
          {
            text: 'update session set ended_at = $3 where org = $1 and id = $2 and ended_at is null',
            values: [org, sessionId, clock()]
          }
        ])
      } finally {
        await alive.end()
      }
    }
  }
}

/** The owner of the org, as whom the command line acts. */
export async function firstUser(store: Pick<Store, 'inOrg'>, org: number): Promise<number> {
  const [found] = await store.inOrg(org, [
    { text: 'select id from app_user where org = $1 and left_at is null order by role, id limit 1', values: [org] }
  ])
  const id = (found!.rows[0] as { id: number } | undefined)?.id
  if (id === undefined) throw new Error(`org ${org} has nobody who could work in it`)
  return id
}

/** Sessions of a user whose process lives: rows that are open, and whose lock is held. */
async function livingSessions(store: Store, org: number, userId: number): Promise<readonly number[]> {
  const [found] = await store.inOrg(org, [
    {
      text: `select s.id from session s where s.org = $1 and s.user_id = $2 and s.ended_at is null and exists (
        select from pg_locks l where l.locktype = 'advisory' and l.granted and l.classid = ${SESSION_LOCK}
          and l.objid = (s.id % 2147483647)::int::oid
          and l.database = (select oid from pg_database where datname = current_database()))`,
      values: [org, userId]
    }
  ])
  return (found!.rows as { id: number }[]).map(({ id }) => id)
}
const lockOf = (sessionId: number): number => sessionId % 2_147_483_647
