import { IDLE } from '../../decide/course-line.ts'
import { type Course, againAt } from '../../decide/course.ts'
import { channelCode } from '../../facts/channel.ts'
import { type Undone } from '../../facts/log-entry.ts'
import { STOPS } from '../../facts/row.ts'
import { type Placed, appendUndone, readLogs, readTouch } from '../store/append-log.ts'
import { type Tx } from '../store/doors.ts'
import { logId, seqOfId } from '../store/log-id.ts'
import { type TouchRow } from '../store/log-row.ts'
import { type Store } from '../store/store.ts'
import { type Circumstances, changeFor } from './batch-work.ts'
import { forgetOutcome } from './call-beside.ts'
import { UNDO_MS } from './call-desk.ts'
import { writeChange } from './change.ts'
import { lowerHint } from './live-engine.ts'
import { type Person, lockPeople } from './person.ts'
import { NoSuchLead } from './record.ts'
import { foldLog, refoldPeople } from './refold.ts'
import { ACTIVE, CALLABLE, IDLE as NEVER_ENROLLED, PARKED, PASSIVE, RESERVED, STOPPED, endings } from './state.ts'
import { stopIn } from './stop.ts'
import { recallCaused, recallOwn, restoreStopped } from './undo-beside.ts'
import { withDue } from './work-due.ts'

/** How long a rep has the person in hand again after taking back an outcome. */
const AGAIN_MS = 10 * 60_000

export type UndoWish = {
  readonly leadId: number
  readonly target: Undone['target']
  /** Place in the person’s log of what is taken back. */
  readonly seq: number
  readonly userId: number | null
}

/** What is asked to be taken back cannot be. */
export class CannotUndo extends Error {}

/**
 * Takes back what stands in a person’s log: a touch with all it caused, an outcome, or a signal. The entry stays, an
 * `undone` follows it, and the facts are folded without it. What it caused and has not left is recalled; after the
 * outcome of their last call the rep has the person in hand as before it. A hard stop is lifted within a minute only.
 */
export async function undo(
  store: Pick<Store, 'inOrgTx'>,
  org: number,
  wish: UndoWish,
  circumstances: Circumstances
): Promise<{ readonly person: Person; readonly recalled: number }> {
  return await store.inOrgTx(org, async (tx) => {
    const { leadId } = wish
    const [locked] = await refoldPeople(tx, await lockPeople(tx, [leadId]))
    if (locked === undefined) throw new NoSuchLead(leadId)
    const { now } = circumstances.setting
    const log = (await readLogs(tx, [leadId])).get(leadId)!
    const { entry } = undoable(log, wish, now)
    const touchSeq = entry.kind === 'outcome' || entry.kind === 'touch' ? entry.touch : null
    const touch = touchSeq === null ? null : await readTouch(tx, leadId, touchSeq)
    const isLast = touch !== null && isLastCall(log, locked, touch)
    const recalled = [
      ...(await recallOwn(tx, leadId, wish, now)),
      ...(isLast ? await recallCaused(tx, leadId, touchSeq!, locked.run) : [])
    ]
    for (const said of log)
      if (said.entry.kind === 'outcome' && said.entry.touch === touchSeq)
        await forgetOutcome(tx, leadId, said.seq, said.entry.at, now)
    const targets: Undone[] = [{ kind: 'undone', at: now, target: wish.target, id: touchSeq ?? wish.seq }]
    for (const id of recalled)
      if (log.some(({ seq, entry: each }) => seq === seqOfId(id) && each.kind === 'touch') && seqOfId(id) !== touchSeq)
        targets.push({ kind: 'undone', at: now, target: 'touch', id: seqOfId(id) })
    const undone = targets.map((each, i) => ({ leadId, seq: locked.logSeq + 1 + i, entry: each }))
    await appendUndone(tx, undone)
    const change = await changeFor(tx, [locked])
    for (const home of change.homes.values()) home.isStale = true
    const row = foldLog([...log, ...undone.map((each) => ({ ...each, id: logId(leadId, each.seq) }))])
    const folded: Person = { ...locked, row, logSeq: locked.logSeq + undone.length }
    const isLifted = locked.state === STOPPED && row.ints[STOPS] === 0
    const lifted = isLifted ? await liftStop(tx, folded, entry.at, circumstances) : folded
    const person = isLast ? await placedAgain(tx, lifted, touch, wish, now) : lifted
    change.people.push(person)
    await writeChange(tx, change, now)
    await lowerHint(tx, person.nextDueAt)
    return { person, recalled: recalled.length }
  })
}

/** The entry, if it stands and may be taken back. */
function undoable(log: readonly Placed[], { leadId, target, seq }: UndoWish, now: number): Placed {
  const found = log.find((each) => each.seq === seq && each.entry.kind === target)
  if (found === undefined) throw new CannotUndo(`lead ${leadId} has no ${target} ${seq} in its log`)
  const touch = 'touch' in found.entry ? found.entry.touch : null
  const isUndone = log.some(
    ({ seq: place, entry }) =>
      place > seq &&
      entry.kind === 'undone' &&
      (entry.target === target || entry.target === 'touch') &&
      entry.id === (entry.target === 'signal' || target === 'signal' ? seq : touch)
  )
  if (isUndone) throw new CannotUndo(`the ${target} ${seq} of lead ${leadId} is taken back already`)
  if (stopIn(found.entry) !== null && now - found.entry.at > UNDO_MS)
    throw new CannotUndo(`the stop of lead ${leadId} stands: one may be taken back for a minute, and that is over`)
  return found
}

/** The last call of the sequence they are in: taking it back puts them where they were while it was out. */
function isLastCall(log: readonly Placed[], person: Person, touch: TouchRow): boolean {
  if (touch.channel !== 'call' || touch.track !== -1 || touch.run !== person.run || person.course === null) return false
  return !log.some(({ seq, entry }) => entry.kind === 'touch' && entry.channel === 'call' && seq > touch.seq)
}

/** As it was before the stop, if that had ended a run; its tasks and what waited are there again. */
async function liftStop(tx: Tx, person: Person, at: number, { setting, restMs }: Circumstances): Promise<Person> {
  await restoreStopped(tx, person.leadId, at)
  const { rowCount } = await tx.query({
    text: `update run set ended_at = null, ending = null, ended_by = null
      where org = $1 and lead_id = $2 and run = $3 and ended_at = $4 and ending = $5`,
    values: [tx.org, person.leadId, person.run, at, endings.indexOf('stopped')]
  })
  if (rowCount !== 1 || person.course === null) return { ...person, state: person.run === 0 ? NEVER_ENROLLED : PASSIVE }
  const main = person.course.lines[0]!.kind
  const state = main === 'calling' ? CALLABLE : main === 'parked' ? PARKED : ACTIVE
  return withDue({ ...person, state }, { setting, restMs })
}

/** Where the person stands once their last call, or its outcome, is as if it had not been. */
async function placedAgain(tx: Tx, person: Person, touch: TouchRow, wish: UndoWish, now: number): Promise<Person> {
  await tx.query({
    text: 'update run set ended_at = null, ending = null, ended_by = null where org = $1 and lead_id = $2 and run = $3',
    values: [tx.org, person.leadId, person.run]
  })
  const course = courseAt(person.course!, touch)
  const free = { leaseBy: null, leaseUntil: null }
  if (wish.target === 'touch')
    return { ...person, ...free, course: againAt(course, now), state: ACTIVE, nextDueAt: now }
  const leaseUntil = now + AGAIN_MS
  await tx.query({
    text: `insert into outbox (org, id, touch_at, not_before, lease_until, lease_by, channel, state, tries)
      select o.org, $2, $3, $3, $4, $5, $6, 1, 1 from org o where o.org = $1
      on conflict (org, channel, not_before, id) do update set state = 1, lease_until = $4, lease_by = $5`,
    values: [tx.org, logId(touch.leadId, touch.seq), ...[touch.at, leaseUntil, wish.userId, channelCode('call')]]
  })
  return { ...person, course, state: RESERVED, leaseBy: wish.userId, leaseUntil, nextDueAt: null }
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
