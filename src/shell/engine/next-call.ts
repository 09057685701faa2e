import { callReason } from '../../sheet/rank.ts'
import { type Tx } from '../store/doors.ts'
import { type Store } from '../store/store.ts'
import { NOT_HALTED, keptOut } from '../store/suppression.ts'
import { type Circumstances, desksToLook } from './batch-work.ts'
import { type Opened, openDesk } from './call-desk.ts'
import { previewed, putBack } from './call-steps.ts'
import { type Change, writeChange } from './change.ts'
import { refusedNow } from './listed.ts'
import { lowerHint } from './live-engine.ts'
import { movePeople } from './move.ts'
import { PERSON, type Person, type PersonRow, unpackPeople } from './person.ts'
import { refoldPeople } from './refold.ts'
import { logRefusal } from './refusal.ts'
import { situationOf } from './situation.ts'
import { ACTIVE, CALLABLE, RESERVED } from './state.ts'
import { stopKept } from './stop.ts'
import { type Desk } from './work-due.ts'

/** Who is called next: people who expect our call first, then the order of sheet/rank.ts, among equals that of the list. */

/** Somebody in the hands of a rep, and why they come now. */
export type Taken = {
  readonly person: Person
  readonly desk: Desk
  readonly why: Why
  /** Rule that keeps the dialler from them, so that the rep starts this call by a key; 0 none. */
  readonly previewedBy: number
}
export type Why = { readonly kind: 'callback' | 'queue'; readonly says: string; readonly dueAt: number | null }

export type Choosing = {
  readonly userId: number
  /** Ids of the places where it is open; see open-places.ts. */
  readonly places: readonly number[]
  /** Those alone who are worked through this list. */
  readonly listId?: number | null
}
export type Taking = Choosing & { readonly leaseMs: number }

/** A callback is given out so long before its time. */
export const WARNING_MS = 2 * 60_000
/** A callback whose rep does not come is anybody’s after so long. */
const GIVEN_UP_MS = 60 * 60_000

/**
 * The best callable person at one of these places; null when there is none. Who may not be called now goes back to
 * their first allowed minute.
 */
export async function takeNext(
  store: Pick<Store, 'inOrgTx'>,
  org: number,
  by: Taking,
  circumstances: Circumstances
): Promise<Taken | null> {
  // Each person in a transaction of their own, so that the locks of those who go back do not pile up.
  for (;;) {
    const looked = await store.inOrgTx(org, (tx) => takeOne(tx, by, circumstances))
    if (looked !== 'put_back') return looked
  }
}

/** One look: somebody taken, nobody there, or somebody who had to go back. */
async function takeOne(tx: Tx, by: Taking, circumstances: Circumstances): Promise<Taken | 'put_back' | null> {
  const chosen = await chooseOne(tx, by, circumstances)
  if (chosen === null || chosen === 'put_back') return chosen
  const { person, desk, change, why, previewedBy } = chosen
  const { now } = circumstances.setting
  const taken: Person = { ...person, state: RESERVED, leaseBy: by.userId, leaseUntil: now + by.leaseMs }
  change.people.push(taken)
  await writeChange(tx, change, now)
  return { person: taken, desk, why, previewedBy }
}

/** The best person, locked and allowed by the guard at this instant; what is done with them is written by the caller. */
export async function chooseOne(
  tx: Tx,
  by: Choosing,
  circumstances: Circumstances
): Promise<(Opened & Pick<Taken, 'person' | 'why' | 'previewedBy'>) | 'put_back' | null> {
  const { now, isWorld } = circumstances.setting
  const { userId } = by
  const [expected, first] = await Promise.all([lockCallback(tx, by, now), candidates(tx, by, now, LOOKED_AT)])
  const found = expected ?? (await lockBest(tx, by, now, first))
  if (found === null) return null
  const folded = await refoldPeople(tx, unpackPeople([found.row]))
  const [person] = (isWorld ? folded : await movePeople(tx, folded, circumstances.ground)) as [Person]
  const opened = await openDesk(tx, person, circumstances)
  const { change, desk } = opened
  const kept = isWorld ? undefined : (await keptOut(tx, [person.leadId])).get(person.leadId)
  if (kept !== undefined) {
    const told = logRefusal(person, { code: kept.stop + 1, action: 'live_voice', userId }, desk, change)
    change.people.push(await stopKept(tx, told, kept, now, change))
    await writeChange(tx, change, now)
    return 'put_back'
  }
  // In the version that they were moved to it may not be a call’s turn.
  const isCall = person.course!.lines[0]!.kind === 'calling'
  const refusal = isCall ? await refusedNow(tx, person, desk) : null
  if (isCall && refusal === null) {
    const { person: asked, by } = previewed(person, userId, desk, change)
    return { ...opened, person: asked, why: whyNow(person, desk, found.dueAt), previewedBy: by }
  }
  const next: Person =
    refusal === null ? { ...person, state: ACTIVE, nextDueAt: now } : sentBack(person, refusal, userId, desk, change)
  change.people.push(next)
  await writeChange(tx, change, now)
  await lowerHint(tx, next.nextDueAt)
  return 'put_back'
}

/** Whoever may not be given to a rep now: the refusal is kept, and they come again when they may. */
function sentBack(
  person: Person,
  { code, at }: { readonly code: number; readonly at: number | null },
  userId: number,
  desk: Desk,
  change: Change
): Person {
  const told = logRefusal(person, { code, action: 'live_voice', userId }, desk, change)
  return putBack(told, at, desk, change, code)
}

/** Those who would be taken next, in their order; nobody is reserved, and the guard has the last word when they are. */
export async function upcoming(
  tx: Tx,
  by: Choosing,
  count: number,
  circumstances: Circumstances
): Promise<readonly { readonly leadId: number; readonly why: Why }[]> {
  const { now } = circumstances.setting
  const expected = await tx.query<PersonRow & { due_at: number }>({
    text: `${CALLBACKS} limit $6`,
    values: [...callbackValues(tx, by, now), count]
  })
  const queued = await tx.query<PersonRow>({
    text: `select ${PERSON} from enrolment where org = $1 and lead_id = any($2::bigint[]) order by rank_group, rank, list_row`,
    values: [tx.org, await candidates(tx, by, now, count)]
  })
  const people = unpackPeople([...expected.rows, ...queued.rows]).slice(0, count)
  const deskFor = await desksToLook(tx, people, circumstances)
  return people.map((person, i) => ({
    leadId: person.leadId,
    why: whyNow(person, deskFor(person, person.playbookId!), expected.rows[i]?.due_at ?? null)
  }))
}

function whyNow(person: Person, { book, where, home, setting }: Desk, dueAt: number | null): Why {
  if (dueAt !== null) return { kind: 'callback', says: 'They asked to be called now', dueAt }
  const { vector } = situationOf(person, home, book, where, setting)
  return { kind: 'queue', says: callReason(book.program, vector), dueAt: null }
}

type Found = { readonly row: PersonRow; readonly dueAt: number | null }

const CALLBACKS = `select ${PERSON.replace(/(\w+)/g, 'e.$1')}, c.due_at from callback c
  join enrolment e on e.org = c.org and e.lead_id = c.lead_id and e.state = ${CALLABLE} and e.place_id = any($2::int[])
    and ($3::bigint is null or e.list_id = $3)
  where c.org = $1 and c.closed_at is null and c.due_at <= $4::bigint + ${WARNING_MS}
    and (c.user_id is null or c.user_id = $5 or c.due_at <= $4::bigint - ${GIVEN_UP_MS}) and ${NOT_HALTED}
  order by c.due_at, e.list_row`
const callbackValues = (tx: Tx, { places, listId, userId }: Choosing, now: number) => [
  ...[tx.org, places, listId ?? null, now, userId]
]

async function lockCallback(tx: Tx, by: Choosing, now: number): Promise<Found | null> {
  const { rows } = await tx.query<PersonRow & { due_at: number }>({
    text: `${CALLBACKS} limit 1 for update of e skip locked`,
    name: 'take-callback',
    values: callbackValues(tx, by, now)
  })
  return rows[0] ? { row: rows[0], dueAt: rows[0].due_at } : null
}

const LOOKED_AT = 2

/** The best of those whom nobody holds. As long as all that were looked at are in hands, more are looked at. */
async function lockBest(tx: Tx, by: Choosing, now: number, first: readonly number[]): Promise<Found | null> {
  for (let each = LOOKED_AT, ids = first; ; ids = await candidates(tx, by, now, (each *= 16))) {
    if (ids.length === 0) return null
    const { rows } = await tx.query<PersonRow>({
      text: `select ${PERSON} from enrolment where org = $1 and lead_id = any($2::bigint[]) and state = ${CALLABLE}
        order by rank_group, rank, list_row limit 1 for update skip locked`,
      name: 'take-next',
      values: [tx.org, ids]
    })
    if (rows[0]) return { row: rows[0], dueAt: null }
    if (ids.length < each) return null
  }
}

/** The best of each place, so many in all: the head of each place is the head of the index. */
async function candidates(
  tx: Tx,
  { places, listId }: Choosing,
  now: number,
  count: number
): Promise<readonly number[]> {
  const { rows } = await tx.query<{ lead_id: number }>({
    text: `select best.lead_id from unnest($2::int[]) as p(place) cross join lateral (
        select e.lead_id, e.rank_group, e.rank, e.list_row from enrolment e
        where e.org = $1 and e.state = ${CALLABLE} and e.place_id = p.place and ($3::bigint is null or e.list_id = $3)
          and ${NOT_HALTED}
          and not exists (select from callback c
            where c.org = e.org and c.lead_id = e.lead_id and c.closed_at is null and c.due_at > $5::bigint - ${GIVEN_UP_MS})
        order by e.rank_group, e.rank, e.list_row limit $4) best
      order by best.rank_group, best.rank, best.list_row limit $4`,
    name: 'call-candidates',
    values: [tx.org, places, listId ?? null, count, now]
  })
  return rows.map(({ lead_id }) => lead_id)
}
