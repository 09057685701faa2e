import { setTimeout as pause } from 'node:timers/promises'
import { CallIsOut, release } from '../engine/call-desk.ts'
import { workBatch } from '../engine/live-engine.ts'
import { type Taken, takeNext, upcoming } from '../engine/next-call.ts'
import { ACTIVE, CALLABLE } from '../engine/state.ts'
import { openPlaces } from '../engine/open-places.ts'
import { NOT_HALTED } from '../store/suppression.ts'
import { type RepSession } from './rep-session.ts'

/** The next lead with the reason, or null with when there will be one. Whatever has fallen due is worked before. */
export async function nextLead(
  session: RepSession
): Promise<{ readonly taken: Taken } | { readonly taken: null; readonly nextAt: number | null }> {
  const { store, org, userId, leaseMs, listId } = session
  for (let looks = 1; ; looks++) {
    await session.renew()
    const circumstances = session.circumstances()
    const { open, nextAt } = await store.inOrgTx(org, (tx) =>
      openPlaces(tx, circumstances.ground, circumstances.setting.now, userId)
    )
    const taken = await takeNext(store, org, { userId, leaseMs, listId, places: open }, circumstances)
    if (taken !== null) return { taken }
    // No engine need be running elsewhere: what is due is worked here, a batch at a time.
    if ((await workBatch(store, org, circumstances)) !== null) continue
    // Who is there and cannot be had is in the hands of somebody for a moment: looked at again, and not for ever.
    const isHeld = looks < LOOKS_MAX && ((await isAnyDue(session)) || (await comingLeads(session, 1)).length > 0)
    if (isHeld) await pause(LOOK_AGAIN_MS)
    else if (looks > 1) return { taken: null, nextAt: await soonest(session, nextAt) }
  }
}
const LOOK_AGAIN_MS = 20
const LOOKS_MAX = 100

/** Without a lock: one on a row that is about to become callable would hide it from those who look for it. */
async function isAnyDue({ store, org, clock }: RepSession): Promise<boolean> {
  const text = `select 1 from enrolment where org = $1 and next_due_at <= $2 and ${NOT_HALTED} limit 1`
  const [found] = await store.inOrg(org, [{ text, values: [org, clock()] }])
  return found!.rows.length > 0
}

/** The next three, or so many, with their reasons; nobody is reserved. */
export async function comingLeads(
  { store, org, userId, listId, circumstances }: RepSession,
  count: number
): Promise<readonly { readonly name: string; readonly says: string }[]> {
  const now = circumstances()
  return await store.inOrgTx(org, async (tx) => {
    const { open } = await openPlaces(tx, now.ground, now.setting.now, userId)
    const people = await upcoming(tx, { userId, listId, places: open }, count, now)
    const { rows } = await tx.query<{ id: number; name: string }>({
      text: `select id, ${NAME} as name from lead l where org = $1 and id = any($2::bigint[])`,
      values: [org, people.map(({ leadId }) => leadId)]
    })
    const names = new Map(rows.map(({ id, name }) => [id, name]))
    return people.map(({ leadId, why }) => ({ name: names.get(leadId) ?? `lead ${leadId}`, says: why.says }))
  })
}

/** A lead as one line: name and company, or whichever is known. */
export const NAME = `coalesce(nullif(concat_ws(', ',
  nullif(coalesce(nullif(l.name, ''), concat_ws(' ', l.first_name, l.last_name)), ''), nullif(l.company, '')), ''),
  'lead ' || l.id)`

/** The rep lets go of a lead; one that is theirs no more is no loss, and a call that is out stays open. */
export async function letGo(session: RepSession, leadId: number): Promise<void> {
  await release(session.store, session.org, leadId, session.userId, session.circumstances()).catch((error: unknown) => {
    const isTheirs = error instanceof Error && error.message.includes('not in your hands')
    if (!isTheirs && !(error instanceof CallIsOut)) throw error
  })
}

/** When somebody may be called again: a place opens, or something falls due. */
async function soonest({ store, org, listId }: RepSession, opens: number | null): Promise<number | null> {
  const [found] = await store.inOrg(org, [
    {
      text: `select min(next_due_at) as at from enrolment where org = $1 and state in (${ACTIVE}, ${CALLABLE})
        and next_due_at is not null and ($2::bigint is null or list_id = $2)`,
      values: [org, listId]
    }
  ])
  const { at } = found!.rows[0] as { at: number | null }
  return at === null ? opens : opens === null ? at : Math.min(at, opens)
}
