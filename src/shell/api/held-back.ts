import { flowOf } from '../../decide/course-line.ts'
import { ruleOf } from '../../guard/rule.ts'
import { ask, askAgainAt, firstAllowed, kindCode } from '../../guard/table.ts'
import { listedBy, placeToDial } from '../engine/listed.ts'
import { type Ground } from '../engine/ground.ts'
import { PERSON, type PersonRow, unpackPeople } from '../engine/person.ts'
import { badNumbers } from '../engine/situation.ts'
import { ACTIVE, CALLABLE } from '../engine/state.ts'
import { type Tx } from '../store/doors.ts'
import { PHONE } from '../store/value-hash.ts'
import { type PlacesNow } from './places-now.ts'
import { type Seen, seePeople } from './seen.ts'

/** A rule that holds somebody back whose call has fallen due, and from when on it may let them go; null: not by time alone. */
export type HeldBack = { readonly code: number; readonly at: number | null }

/** Those whom a rule holds back, by rule, the most first. */
export type HeldByRule = {
  readonly ruleId: string
  readonly reason: string
  readonly remedy: string
  readonly people: number
  /** When the first of them may be asked about again, and how many at that minute. */
  readonly firstAt: number | null
  readonly firstPeople: number
}

const VOICE = kindCode.live_voice

/** What the guard says to a call now, and the lists to their number; null when nothing holds them back. */
export function heldBack({ table, vector, now }: Seen, listed: number): HeldBack | null {
  const code = ask(table, VOICE, vector, now, now, 0)
  if (code !== 0) return { code, at: askAgainAt(table, VOICE, vector, now) }
  // A number on a list is not dialled, whenever.
  return listed === 0 ? null : { code: listed, at: null }
}

const PAGE = 500
/** So many are asked about on a page, which is to cost what it shows. */
export const ASKED_MAX = 2_000

export type Held = {
  readonly ids: readonly number[]
  readonly rules: readonly HeldByRule[]
  /** So many were asked about. */
  readonly asked: number
}

/** Whose calls are asked about: in a list, at most so many. */
export type HeldWish = { readonly list: number; readonly now: number; readonly most: number }

/**
 * Everybody of a list whose call has fallen due where it is open, asked one by one: whom the guard holds back now, and by
 * which rule. In calling order, a page at a time.
 */
export async function heldBackOf(tx: Tx, ground: Ground, wish: HeldWish, { open, shut }: PlacesNow): Promise<Held> {
  const due = `e.state = ${CALLABLE} and e.place_id = any($3::int[]) and not (e.lead_id = any($6::bigint[])) and e.phones > bit_count(e.bad_phones::bit(32))`
  const text = `${OF_LIST} and ${due} order by e.rank_group, e.rank, e.list_row, e.lead_id limit $4 offset $5`
  return await askAll(tx, ground, wish, { text, name: 'held-back', value: open, more: [[...shut.keys()]] }, heldBack)
}

/**
 * Those whose next step is a call that is not due yet, and whom a rule holds back that waiting does not lift: without
 * somebody who mends it they are put off again and again.
 */
export async function heldAnyway(tx: Tx, ground: Ground, wish: HeldWish): Promise<Held> {
  const resting = `e.state = ${ACTIVE} and e.next_due_at >= $3 and e.phones > bit_count(e.bad_phones::bit(32))`
  const text = `${OF_LIST} and ${resting} order by e.next_due_at, e.lead_id limit $4 offset $5`
  return await askAll(tx, ground, wish, { text, name: 'held-anyway', value: 0, more: [] }, (seen, listed) => {
    if (!isCallNext(seen)) return null
    const held = heldBack(seen, listed)
    const { table, vector, now } = seen
    return held === null || (listed !== held.code && firstAllowed(table, VOICE, vector, now, now, 0) !== null)
      ? null
      : held
  })
}

const OF_LIST = `select ${PERSON.replace(/(\w+)/g, 'e.$1')} from enrolment e
    join list_member m on m.org = e.org and m.lead_id = e.lead_id and m.list_id = $2
  where e.org = $1`

function isCallNext({ person, book }: Seen): boolean {
  const line = person.course?.lines[0]
  if (line === undefined || book === null || line.kind !== 'planned') return false
  const instruction = flowOf(book.program, 0)[line.step]
  return instruction?.kind === 'touch' && instruction.channel === 'call'
}

type Query = {
  readonly text: string
  readonly name: string
  readonly value: unknown
  readonly more: readonly unknown[]
}

async function askAll(
  tx: Tx,
  ground: Ground,
  { list, now, most }: HeldWish,
  { text, name, value, more }: Query,
  heldBy: (seen: Seen, listed: number) => HeldBack | null
): Promise<Held> {
  const found = new Map<number, { people: number; byMinute: Map<number, number> }>()
  const ids: number[] = []
  let asked = 0
  while (asked < most) {
    const limit = Math.min(PAGE, most - asked)
    const { rows } = await tx.query<PersonRow>({ text, name, values: [tx.org, list, value, limit, asked, ...more] })
    const seen = await seePeople(tx, unpackPeople(rows), ground, now)
    const listed = await listedOf(tx, [...seen.values()], ground)
    for (const [id, each] of seen) {
      const held = heldBy(each, listed.get(id) ?? 0)
      if (held === null) continue
      ids.push(id)
      const known = found.get(held.code) ?? { people: 0, byMinute: new Map<number, number>() }
      found.set(held.code, known)
      known.people++
      if (held.at !== null) known.byMinute.set(held.at, (known.byMinute.get(held.at) ?? 0) + 1)
    }
    asked += rows.length
    if (rows.length < limit) break
  }
  return { ids, rules: [...found].map(ruleHeld).sort(byPeople), asked }
}

function ruleHeld([code, { people, byMinute }]: readonly [
  number,
  { readonly people: number; readonly byMinute: ReadonlyMap<number, number> }
]): HeldByRule {
  const { id: ruleId, reason, remedy } = ruleOf(code)
  const firstAt = byMinute.size === 0 ? null : Math.min(...byMinute.keys())
  return { ruleId, reason, remedy, people, firstAt, firstPeople: firstAt === null ? 0 : byMinute.get(firstAt)! }
}

const byPeople = (a: HeldByRule, b: HeldByRule): number => b.people - a.people || (a.ruleId < b.ruleId ? -1 : 1)

/** Rule codes by which the numbers of some people stand on a do-not-call list; who stands on none is not in it. */
export async function listedOf(tx: Tx, seen: readonly Seen[], ground: Ground): Promise<ReadonlyMap<number, number>> {
  const { lists, house } = ground
  const codes = new Map<number, number>()
  if (lists === null || house.law === null || lists.all.length === 0) return codes
  const { rows } = await tx.query<{ lead_id: number; values: string[] }>({
    text: `select lead_id, array_agg(value order by position) as values from contact_point
      where org = $1 and lead_id = any($2::bigint[]) and kind = ${PHONE} group by lead_id`,
    name: 'numbers-of',
    values: [tx.org, seen.map(({ person }) => person.leadId)]
  })
  const numbers = new Map(rows.map(({ lead_id, values }) => [lead_id, values]))
  for (const { person, vector, table } of seen) {
    const value = numbers.get(person.leadId)?.[placeToDial(badNumbers(person), person.course)]
    if (value === undefined) continue
    const code = listedBy(ground, { vector, table }, value)
    if (code !== 0) codes.set(person.leadId, code)
  }
  return codes
}
