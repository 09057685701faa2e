import { setTimeout as pause } from 'node:timers/promises'
import { type Store } from '../store/store.ts'
import { type Change } from './change.ts'
import { type Circumstances, workPeople } from './batch-work.ts'
import { PERSON, type Person, type PersonRow, unpackPeople } from './person.ts'
import { type Tx } from '../store/doors.ts'
import { NOT_HALTED } from '../store/suppression.ts'

export const BATCH = 500

/**
 * Rows of an org that are due, locked, in the order in which they fell due. Another engine’s rows are passed over; while
 * everything is stopped there are none.
 */
export async function claimDue(tx: Tx, now: number, limit: number): Promise<readonly Person[]> {
  const { rows } = await tx.query<PersonRow>({
    text: `select ${PERSON} from enrolment where org = $1 and next_due_at <= $2 and ${NOT_HALTED}
      order by next_due_at limit $3 for update skip locked`,
    name: 'claim-due',
    values: [tx.org, now, limit]
  })
  return unpackPeople(rows)
}

/** One batch: claim, decide, write, re-arm, in one transaction. Answers what was decided; null when nothing was due. */
export async function workBatch(
  store: Pick<Store, 'inOrgTx'>,
  org: number,
  circumstances: Circumstances,
  limit = BATCH
): Promise<Change | null> {
  return await store.inOrgTx(org, async (tx) => {
    const claimed = await claimDue(tx, circumstances.setting.now, limit)
    return claimed.length === 0 ? null : await workPeople(tx, claimed, circumstances)
  })
}

/** A hint never lies further ahead than this, so that what nobody announced is found all the same. */
const HINT_MAX_MS = 60_000
/** After a failure an org is left alone for so long; the others go on. */
const BACK_OFF_MS = 5_000

export type EngineOptions = {
  readonly store: Pick<Store, 'inOrgTx' | 'outside'>
  readonly circumstances: (org: number, now: number) => Promise<Circumstances>
  readonly clock: () => number
  readonly signal: AbortSignal
  /** Resolves when somebody says that something may be due: a hint, nothing more. */
  readonly hint: () => Promise<void>
  readonly onFailure: (org: number, error: unknown) => void
}

/** Works whatever is due in any org until it is told to stop; sleeps until the smallest due time. */
export async function runEngine({
  store,
  circumstances,
  clock,
  signal,
  hint,
  onFailure
}: EngineOptions): Promise<void> {
  const restingUntil = new Map<number, number>()
  while (!signal.aborted) {
    const now = clock()
    const due = await dueOrgs(store, now)
    let worked = 0
    for (const org of due) {
      if (signal.aborted || (restingUntil.get(org) ?? 0) > now) continue
      try {
        const change = await workBatch(store, org, await circumstances(org, now))
        if (change === null) await raiseHint(store, org, now)
        else worked += change.people.length
      } catch (error) {
        // One org that fails must not hold up the others: its server may be away, or one of its playbooks broken.
        restingUntil.set(org, now + BACK_OFF_MS)
        onFailure(org, error)
      }
    }
    if (worked === 0) await sleep(await msToNext(store, clock()), signal, hint)
  }
}

async function sleep(ms: number, signal: AbortSignal, hint: () => Promise<void>): Promise<void> {
  if (signal.aborted) return
  const timer = new AbortController()
  const stop = () => timer.abort()
  signal.addEventListener('abort', stop, { once: true })
  try {
    await Promise.race([pause(ms, undefined, { signal: timer.signal }).catch(() => undefined), hint()])
  } finally {
    signal.removeEventListener('abort', stop)
    timer.abort()
  }
}

/** Orgs that may have something due, by their hints. */
async function dueOrgs(store: Pick<Store, 'outside'>, now: number): Promise<readonly number[]> {
  const { rows } = await store.outside({
    text: 'select org from org_due where next_due_at <= $1 group by org order by min(next_due_at)',
    values: [now],
    name: 'due-orgs'
  })
  return rows.map(({ org }) => org as number)
}

/** Nothing is due in this org any more: its hint goes to the next due time, and never far ahead. */
async function raiseHint(store: Pick<Store, 'inOrgTx'>, org: number, now: number): Promise<void> {
  await store.inOrgTx(org, async (tx) => {
    await tx.query({
      text: `update org_due set next_due_at = least($2::bigint,
        coalesce((select min(next_due_at) from enrolment where org = $1 and next_due_at is not null and ${NOT_HALTED}),
          $2::bigint))
        where org = $1`,
      values: [org, now + HINT_MAX_MS]
    })
  })
}

async function msToNext(store: Pick<Store, 'outside'>, now: number): Promise<number> {
  const { rows } = await store.outside({ text: 'select min(next_due_at) as at from org_due', name: 'next-due' })
  const at = rows[0]?.at as number | null
  return Math.min(HINT_MAX_MS, Math.max(1, (at ?? Infinity) - now))
}

/** Says that something may be due in an org from an instant on; part of the transaction that makes it so. */
export async function lowerHint(tx: Tx, at: number | null): Promise<void> {
  if (at === null) return
  await tx.query({
    text: 'update org_due set next_due_at = $2 where org = $1 and next_due_at > $2',
    name: 'lower-hint',
    values: [tx.org, at]
  })
  await tx.query({ text: 'notify due', name: 'notify-due' })
}
