import { afterCall, afterTask } from '../../decide/course.ts'
import { type Outcome } from '../../facts/log-entry.ts'
import { type Situation } from '../../decide/decide.ts'
import { type TaskState, taskStates } from '../../outcome/lists.ts'
import { readLogs } from '../store/append-log.ts'
import { type Tx } from '../store/doors.ts'
import { leadOfId, seqOfId } from '../store/log-id.ts'
import { channelOf } from '../store/log-row.ts'
import { type Store } from '../store/store.ts'
import { type Circumstances, type DeskFor, changeFor, desksFor, handOver } from './batch-work.ts'
import { isCallOut } from './call-desk.ts'
import { type Change, TASK, writeChange } from './change.ts'
import { expireErrands } from './dispatch.ts'
import { logOutcome } from './ledger.ts'
import { lowerHint } from './live-engine.ts'
import { type Person, lockPeople } from './person.ts'
import { foldLog, refoldPeople } from './refold.ts'
import { situationOf } from './situation.ts'
import { ACTIVE, CALLABLE, RESERVED, isEnrolled } from './state.ts'
import { type Desk, end, restingState, withDue } from './work-due.ts'

/** How a task was closed. */
export type TaskEnd = Extract<TaskState, 'done' | 'skipped' | 'expired'>
const BATCH = 200

/** Closes a task: done counts as made, skipped and expired as not made; a sequence that waited for it goes on. */
export async function closeTask(
  store: Pick<Store, 'inOrgTx'>,
  org: number,
  id: number,
  how: TaskEnd,
  circumstances: Circumstances
): Promise<boolean> {
  return await store.inOrgTx(org, (tx) => closeTaskIn(tx, id, how, circumstances))
}

async function closeTaskIn(tx: Tx, id: number, how: TaskEnd, circumstances: Circumstances): Promise<boolean> {
  const { now } = circumstances.setting
  // People come first, always: a stop that cancels this task holds its person.
  const [person] = await refoldPeople(tx, await lockPeople(tx, [leadOfId(id)]))
  const { rows } = await tx.query<{ kind: number; due_at: number; holds: boolean; track: number | null }>({
    text: `update task set state = $3, closed_at = $4 where org = $1 and id = $2 and state = 0
      returning kind, due_at, holds, track`,
    values: [tx.org, id, taskStates.indexOf(how), now]
  })
  const task = rows[0]
  if (task === undefined || person === undefined) return false
  const change = await changeFor(tx, [person])
  let next = person
  if (task.kind < TASK) {
    const touch = seqOfId(id)
    const channel = channelOf(task.kind)
    const result =
      how === 'done' ? ({ kind: 'sent', said: null } as const) : ({ kind: 'not_made', reason: how } as const)
    const entry: Outcome = { kind: 'outcome', touch, at: now, touchAt: task.due_at, channel, result, promise: null }
    next = logOutcome(person, person.logSeq + 1, entry, change)
  }
  const deskFor = await desksFor(tx, [person], change, circumstances)
  if (task.holds) next = goOn(next, task.track ?? -1, deskFor, change)
  change.people.push(next)
  await handOver(tx, change, deskFor)
  await writeChange(tx, change, now)
  await lowerHint(tx, change.people[0]!.nextDueAt)
  return true
}

/** A sequence that waited for something by this track goes on; any other stays where it is. */
export function goOn(person: Person, track: number, deskFor: DeskFor, change: Change): Person {
  if (!isEnrolled(person.state) || person.course === null) return person
  const desk = deskFor(person, person.playbookId!)
  const situation = situationOf(person, desk.home, desk.book, desk.where, desk.setting)
  const step = afterTask(desk.book.program, situation, person.course, track)
  const next = { ...person, course: step.course, state: restingState(person.state, step.course) }
  return withDue(step.ended ? end(next, step.ended, desk, change) : next, desk)
}

/** Tasks that nobody did in time fall away, as outcomes. */
export async function expireTasks(
  store: Pick<Store, 'inOrgTx'>,
  org: number,
  circumstances: Circumstances
): Promise<number> {
  const { now } = circumstances.setting
  const ids = await store.inOrgTx(org, async (tx) => {
    const { rows } = await tx.query<{ id: number }>({
      text: 'select id from task where org = $1 and state = 0 and expires_at <= $2 order by expires_at limit $3',
      values: [org, now, BATCH]
    })
    return rows.map(({ id }) => id)
  })
  for (const id of ids) await closeTask(store, org, id, 'expired', circumstances)
  return ids.length
}

/**
 * People whose rep never came back. Before the dial they are callable again. Once it was dialled nobody knows what
 * became of the call: the touch stays made, is to be reconciled, and the sequence goes on as after a call without answer.
 */
export async function expireLeases(
  store: Pick<Store, 'inOrgTx'>,
  org: number,
  circumstances: Circumstances
): Promise<number> {
  const { now } = circumstances.setting
  await expireErrands(store, org, now)
  return await store.inOrgTx(org, async (tx) => {
    const { rows } = await tx.query<{ lead_id: number }>({
      text: `select lead_id from enrolment where org = $1 and state = ${RESERVED} and lease_until < $2
        order by lead_id limit $3`,
      values: [org, now, BATCH]
    })
    const people = await refoldPeople(
      tx,
      await lockPeople(
        tx,
        rows.map(({ lead_id }) => lead_id)
      )
    )
    const change = await changeFor(tx, people)
    const deskFor = await desksFor(tx, people, change, circumstances)
    const expired = people.filter(({ state, leaseUntil }) => state === RESERVED && (leaseUntil ?? 0) < now)
    for (const person of expired) {
      const free = { ...person, leaseBy: null, leaseUntil: null }
      if (!(await isCallOut(tx, person))) change.people.push({ ...free, state: CALLABLE })
      else {
        const desk = deskFor(person, person.playbookId!)
        const situation = await atTheLostCall(tx, person, desk)
        const step = afterCall(desk.book.program, situation, person.course!, { left: false, outcome: NaN, rule: -1 })
        const next = { ...free, course: step.course, state: restingState(ACTIVE, step.course) }
        change.people.push(withDue(step.ended ? end(next, step.ended, desk, change) : next, desk))
      }
    }
    await handOver(tx, change, deskFor)
    await writeChange(tx, change, now)
    for (const { nextDueAt } of change.people) await lowerHint(tx, nextDueAt)
    return expired.length
  })
}

/** Facts and instant of the greeting of a call that nobody told the end of: as they were before it was dialled. */
async function atTheLostCall(tx: Tx, person: Person, desk: Desk): Promise<Situation> {
  const log = (await readLogs(tx, [person.leadId])).get(person.leadId)!
  const call = log.findLast(({ entry }) => entry.kind === 'touch' && entry.channel === 'call')
  const row = foldLog(log.filter(({ seq }) => seq < (call?.seq ?? Infinity)))
  const setting = { ...desk.setting, now: call?.entry.at ?? desk.setting.now }
  return situationOf({ ...person, row }, desk.home, desk.book, desk.where, setting)
}
