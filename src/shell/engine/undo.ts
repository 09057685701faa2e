import { IDLE } from '../../decide/course-line.ts'
import { type Course, againAt } from '../../decide/course.ts'
import { type Undone } from '../../facts/log-entry.ts'
import { STOPS } from '../../facts/row.ts'
import { type StoredTouch, appendUndone, readLogs, touchRow } from '../store/append-log.ts'
import { type Tx } from '../store/doors.ts'
import { logId, logIds } from '../store/log-id.ts'
import { type TouchRow } from '../store/log-row.ts'
import { type Store } from '../store/store.ts'
import { type Circumstances, changeFor } from './batch-work.ts'
import { writeChange } from './change.ts'
import { lowerHint } from './live-engine.ts'
import { type Person, lockPeople } from './person.ts'
import { NoSuchLead } from './record.ts'
import { foldLog, refoldPeople } from './refold.ts'
import { ACTIVE, PASSIVE, RESERVED, STOPPED } from './state.ts'

/** How long a rep has the person in hand again after taking back an outcome. */
const AGAIN_MS = 10 * 60_000

export type UndoWish = {
  readonly leadId: number
  readonly target: Undone['target']
  /** Place in the person’s log of what is taken back. */
  readonly seq: number
  readonly userId: number | null
}

/**
 * Takes back what stands in a person’s log: a touch with all it caused, an outcome, or a signal. The entry stays, an
 * `undone` follows it, and the facts are folded without it. What it put into the outbox and has not left is recalled;
 * after an outcome the rep has the person in hand as before it.
 */
export async function undo(
  store: Pick<Store, 'inOrgTx'>,
  org: number,
  wish: UndoWish,
  circumstances: Circumstances
): Promise<{ readonly person: Person; readonly recalled: number }> {
  return await store.inOrgTx(org, async (tx) => {
    const { leadId, target, seq } = wish
    const [locked] = await refoldPeople(tx, await lockPeople(tx, [leadId]))
    if (locked === undefined) throw new NoSuchLead(leadId)
    const { now } = circumstances.setting
    const log = (await readLogs(tx, [leadId])).get(leadId)!
    const found = log.find((each) => each.seq === seq && each.entry.kind === target)?.entry
    if (found === undefined) throw new Error(`lead ${leadId} has no ${target} ${seq} in its log`)
    const touchSeq = found.kind === 'outcome' ? found.touch : found.kind === 'touch' ? found.touch : null
    const undone: Undone = { kind: 'undone', at: now, target, id: touchSeq ?? seq }
    const own = locked.logSeq + 1
    await appendUndone(tx, [{ leadId, seq: own, entry: undone }])
    const change = await changeFor(tx, [locked])
    for (const home of change.homes.values()) home.isStale = true
    const row = foldLog([...log, { seq: own, entry: undone, id: logId(leadId, own) }])
    const recalled = await recall(tx, leadId, seq)
    const folded: Person = { ...locked, row, logSeq: own }
    const touch = touchSeq === null ? null : await readTouch(tx, leadId, touchSeq)
    const person = await placedAgain(tx, folded, touch, wish, now)
    if (locked.state === STOPPED && row.ints[STOPS] === 0) await unsuppress(tx, leadId)
    change.people.push(person)
    await writeChange(tx, change, now)
    await lowerHint(tx, person.nextDueAt)
    return { person, recalled }
  })
}

/** Where the person stands once it is as if it had not been. */
async function placedAgain(
  tx: Tx,
  person: Person,
  touch: TouchRow | null,
  wish: UndoWish,
  now: number
): Promise<Person> {
  const isCall = touch?.channel === 'call' && touch.track === -1 && touch.run === person.run && person.course !== null
  if (isCall) {
    await tx.query({
      text: 'update run set ended_at = null, ending = null where org = $1 and lead_id = $2 and run = $3',
      values: [tx.org, person.leadId, person.run]
    })
    const course = courseAt(person.course!, touch)
    if (wish.target === 'touch') return { ...person, course: againAt(course, now), state: ACTIVE, nextDueAt: now }
    return { ...person, course, state: RESERVED, leaseBy: wish.userId, leaseUntil: now + AGAIN_MS, nextDueAt: null }
  }
  if (person.state === STOPPED && person.row.ints[STOPS] === 0) return { ...person, state: PASSIVE }
  return person
}

/** The course as it stood while this call was out with a rep. */
function courseAt(course: Course, { step, round, number }: TouchRow): Course {
  const line = { ...IDLE, kind: 'calling', step: step ?? 0, round: round ?? 1 } as const
  return {
    ...course,
    left: false,
    outcome: NaN,
    number: number ?? course.number,
    lines: [line, ...course.lines.slice(1)]
  }
}

async function recall(tx: Tx, leadId: number, seq: number): Promise<number> {
  const { rowCount } = await tx.query({
    text: 'delete from outbox where org = $1 and state = 0 and id between $2 and $3',
    values: [tx.org, logId(leadId, seq), logIds(leadId)[1]]
  })
  return rowCount ?? 0
}

async function unsuppress(tx: Tx, leadId: number): Promise<void> {
  await tx.query({ text: 'delete from suppression where org = $1 and lead_id = $2', values: [tx.org, leadId] })
}

async function readTouch(tx: Tx, leadId: number, seq: number): Promise<TouchRow | null> {
  const { rows } = await tx.query<StoredTouch>({
    text: `select lead_id, seq, at, channel, other_tool, run, playbook_id, facts_hash, track, step, round, moved, number,
      recording from touch where org = $1 and lead_id = $2 and seq = $3`,
    values: [tx.org, leadId, seq]
  })
  return rows[0] === undefined ? null : touchRow(rows[0])
}
