import { afterCall, againAt, calledAt } from '../../decide/course.ts'
import { nextNumber } from '../../decide/course-line.ts'
import { outcomeCode } from '../../decide/event.ts'
import { channelCode } from '../../facts/channel.ts'
import { type Outcome, type Result } from '../../facts/log-entry.ts'
import { businessFlags, endpointFlags, messageFlags } from '../../facts/outcome-lists.ts'
import { factsHash } from '../../facts/row.ts'
import { ask, firstAllowed, kindCode } from '../../guard/table.ts'
import { type Placed, readLogs } from '../store/append-log.ts'
import { type Tx } from '../store/doors.ts'
import { logId, logIds } from '../store/log-id.ts'
import { type Store } from '../store/store.ts'
import { type Circumstances, type DeskFor, changeFor, desksFor, handOver } from './batch-work.ts'
import { type Spoken, answerCallbacks, answerPromises, expectCall, promiseTask, writeSpent } from './call-beside.ts'
import { type Change, writeChange } from './change.ts'
import { logOutcome, logTouch } from './ledger.ts'
import { lowerHint } from './live-engine.ts'
import { type Person, lockPeople } from './person.ts'
import { NoSuchLead, react } from './record.ts'
import { foldLog, refoldPeople } from './refold.ts'
import { situationOf } from './situation.ts'
import { ACTIVE, CALLABLE, PASSIVE, RESERVED, isEnrolled } from './state.ts'
import { type Desk, end, endRun, restingState, withDue } from './work-due.ts'

/**
 * A call as a session makes it: dial after asking the guard once more, and say what came of it. The person was taken
 * by a row lock and a lease (next-call.ts); two reps never hold the same one.
 */
const MINUTE = 60_000
const VOICE = kindCode.live_voice
const CALL = channelCode('call')
/** What a disposition causes waits so long, so that the rep may still undo it. */
export const UNDO_MS = 60_000

/** Dials: the guard is asked once more, the touch and its way out are written before anything rings. */
export async function dial(
  store: Pick<Store, 'inOrgTx'>,
  org: number,
  leadId: number,
  userId: number,
  circumstances: Circumstances
): Promise<Dialled> {
  return await store.inOrgTx(org, (tx) => dialIn(tx, leadId, userId, circumstances))
}
export type Dialled = { readonly touch: number; readonly person: Person } | { readonly refused: number }

export async function dialIn(tx: Tx, leadId: number, userId: number, circumstances: Circumstances): Promise<Dialled> {
  const { now } = circumstances.setting
  const person = await held(tx, leadId, userId)
  if (await isCallOut(tx, person)) throw new CallIsOut(leadId)
  const { change, desk } = await openDesk(tx, person, circumstances)
  const refusal = refusedUntil(person, desk)
  if (refusal !== null) {
    change.people.push(putBack(person, refusal.at, desk, change))
    await writeChange(tx, change, now)
    await lowerHint(tx, change.people[0]!.nextDueAt)
    return { refused: refusal.code }
  }
  const seq = person.logSeq + 1
  const situation = situationOf(person, desk.home, desk.book, desk.where, desk.setting)
  const number = nextNumber(situation.bad, person.course!.number)
  const line = person.course!.lines[0]!
  const touch = {
    ...({
      leadId,
      seq,
      at: now,
      channel: 'call',
      otherTool: false,
      run: person.run,
      playbookId: desk.book.id
    } as const),
    ...{ factsHash: factsHash(person.row), track: -1, step: line.step, round: line.round, moved: null },
    ...{ number: number === null || number < 0 ? null : number, recording: null }
  }
  const course = calledAt(person.course!, Math.max(0, number ?? 0))
  const next = { ...logTouch(person, touch, change), course }
  change.people.push(next)
  await writeChange(tx, change, now)
  await tx.query({
    text: `insert into outbox (org, id, touch_at, not_before, lease_until, lease_by, channel, state, tries)
      select o.org, $2, $3, $3, $4, $5, $6, 1, 1 from org o where o.org = $1`,
    values: [tx.org, logId(leadId, seq), now, person.leaseUntil, userId, CALL]
  })
  return { touch: seq, person: next }
}

/** What came of a call, and who says so. */
export type Settled = {
  readonly leadId: number
  readonly touch: number
  readonly result: Result
  /** When we said that we call again. */
  readonly promiseAt: number | null
  /** Who made it and how its seconds were spent; null when nobody knows. */
  readonly spoken?: Spoken | null
  /** Of a callback that they asked for: the rep who is to call, null anyone. */
  readonly callbackFor?: number | null
}

/** What came of a call. Stops act at once; whatever else it causes may be undone for a minute. */
export async function settle(
  store: Pick<Store, 'inOrgTx'>,
  org: number,
  call: Settled,
  rule: number,
  circumstances: Circumstances
): Promise<Person> {
  return await store.inOrgTx(org, (tx) => settleIn(tx, call, rule, circumstances))
}

export async function settleIn(tx: Tx, call: Settled, rule: number, circumstances: Circumstances): Promise<Person> {
  const [locked] = await refoldPeople(tx, await lockPeople(tx, [call.leadId]))
  if (locked === undefined) throw new NoSuchLead(call.leadId)
  const { now } = circumstances.setting
  // Nothing falls due sooner than the rep may still take it back.
  const waiting = { ...circumstances, restMs: Math.max(circumstances.restMs, UNDO_MS) }
  const { change, desk, deskFor } = await openDesk(tx, locked, waiting)
  const { log, touch } = await callInLog(tx, call)
  const touchAt = touch.entry.at
  const entry: Outcome = {
    ...({ kind: 'outcome', touch: call.touch, at: now, touchAt, channel: 'call' } as const),
    result: call.result,
    promise: call.promiseAt === null ? null : { callAt: call.promiseAt }
  }
  const { rows: out } = await tx.query<{ lease_until: number | null }>({
    text: 'delete from outbox where org = $1 and channel = $2 and not_before = $3 and id = $4 returning lease_until',
    values: [tx.org, CALL, touchAt, touch.id]
  })
  // A correction, and an outcome that comes when the lease had run out, count and do not lead the course on again.
  const isCurrent = locked.state === RESERVED && out[0]?.lease_until === locked.leaseUntil
  const free = isCurrent ? { ...locked, leaseBy: null, leaseUntil: null } : locked
  const seq = locked.logSeq + 1
  const logged = logOutcome(free, seq, entry, change)
  const again = isCurrent && isEnrolled(free.state) ? calledAgainAt(entry) : null
  await writeBeside(tx, call, { seq, touchAt, entry })
  // Whoever named a day for our next call is called then, whatever the playbook does with people who talked to us.
  let person =
    again === null
      ? await react(tx, isCurrent ? badNumber(logged, entry) : logged, entry, desk, now, change)
      : withDue(back(logged, again), desk)
  if (again === null && isCurrent && isEnrolled(person.state)) {
    const before = foldLog(log.filter((each) => each.seq < touch.seq))
    person = continueCourse(person, { ...person, row: before }, entry, rule, desk, change)
  }
  change.people.push(person)
  await handOver(tx, change, deskFor)
  await writeChange(tx, change, now)
  const [settled] = change.people
  await lowerHint(tx, settled!.nextDueAt)
  return settled!
}

type Said = { readonly seq: number; readonly touchAt: number; readonly entry: Outcome }

/** The rows that stand beside the log: seconds, callbacks, promises. */
async function writeBeside(tx: Tx, call: Settled, { seq, touchAt, entry }: Said): Promise<void> {
  const { leadId } = call
  if (call.spoken) await writeSpent(tx, { leadId, seq, touchSeq: call.touch, at: touchAt }, call.spoken)
  if (entry.result.kind !== 'call') return
  await answerCallbacks(tx, leadId, seq, entry.at)
  await answerPromises(tx, leadId, touchAt, entry.at)
  const { said } = entry.result
  if (said?.what === 'callback_requested' && said.date !== null)
    await expectCall(tx, { leadId, seq, dueAt: said.date, userId: call.callbackFor ?? null })
  if (call.promiseAt !== null) await promiseTask(tx, leadId, seq, call.promiseAt)
}

/** The day that they named for our next call. */
function calledAgainAt({ result }: Outcome): number | null {
  if (result.kind !== 'call' || result.said === null) return null
  return result.said.what === 'callback_requested' || result.said.what === 'not_now' ? result.said.date : null
}

/** The log of a person and the call in it. */
export async function callInLog(
  tx: Tx,
  { leadId, touch: seq }: { readonly leadId: number; readonly touch: number }
): Promise<{ readonly log: readonly Placed[]; readonly touch: Placed }> {
  const log = (await readLogs(tx, [leadId])).get(leadId) ?? []
  const touch = log.find(({ entry }) => entry.kind === 'touch' && entry.touch === seq)
  if (touch === undefined) throw new Error(`lead ${leadId} has no touch ${seq}: it was never dialled`)
  return { log, touch }
}

/** The course goes on from the facts before the call, as decide() saw them at its greeting. */
function continueCourse(
  person: Person,
  before: Person,
  entry: Outcome,
  rule: number,
  desk: Desk,
  change: Change
): Person {
  const { program } = desk.book
  if (entry.result.kind === 'not_made') return withDue(back(person, entry.at), desk)
  const setting = { ...desk.setting, now: entry.touchAt }
  const situation = situationOf(before, desk.home, desk.book, desk.where, setting)
  const left = entry.result.kind === 'call' && messageFlags(entry.result.message).left
  const step = afterCall(program, situation, person.course!, { left, outcome: outcomeCode(entry), rule })
  const next = { ...person, course: step.course, state: restingState(ACTIVE, step.course) }
  return withDue(step.ended ? end(next, step.ended, desk, change) : next, desk)
}

/** A number that is dead, or not theirs, leaves the rotation. */
function badNumber(person: Person, { result }: Outcome): Person {
  if (result.kind !== 'call' || person.course === null || person.course.number < 0) return person
  const isDead =
    endpointFlags(result.endpoint).numberDead ||
    (result.said !== null && businessFlags(result.said.what).suppresses === 'number')
  return isDead ? { ...person, badPhones: person.badPhones | (1 << person.course.number) } : person
}

/** The rep lets go of a person without calling. */
export async function release(
  store: Pick<Store, 'inOrgTx'>,
  org: number,
  leadId: number,
  userId: number,
  circumstances: Circumstances
): Promise<void> {
  await store.inOrgTx(org, async (tx) => {
    const person = await held(tx, leadId, userId)
    if (await isCallOut(tx, person)) throw new CallIsOut(leadId)
    const change = await changeFor(tx, [person])
    change.people.push({ ...person, state: CALLABLE, leaseBy: null, leaseUntil: null })
    await writeChange(tx, change, circumstances.setting.now)
  })
}

/** The person, locked, if this rep has them in hand. */
export async function held(tx: Tx, leadId: number, userId: number): Promise<Person> {
  const [person] = await refoldPeople(tx, await lockPeople(tx, [leadId]))
  if (person === undefined) throw new NoSuchLead(leadId)
  if (person.state !== RESERVED || person.leaseBy !== userId)
    throw new Error(`lead ${leadId} is not in your hands any more: take the next one`)
  return person
}

/** Whether the person was dialled in the lease that they are held under, and no outcome is known yet. */
export async function isCallOut(tx: Tx, { leadId, leaseUntil }: Person): Promise<boolean> {
  const { rowCount } = await tx.query({
    text: `select 1 from outbox where org = $1 and channel = $2 and id between $3 and $4 and lease_until = $5 limit 1`,
    name: 'is-call-out',
    values: [tx.org, CALL, ...logIds(leadId), leaseUntil]
  })
  return rowCount === 1
}

/** Nobody rings a person whom they have on the line. */
export class CallIsOut extends Error {
  constructor(leadId: number) {
    super(`lead ${leadId} has been dialled: say what came of that call first`)
  }
}

type Opened = { readonly change: Change; readonly desk: Desk; readonly deskFor: DeskFor }

export async function openDesk(tx: Tx, person: Person, circumstances: Circumstances): Promise<Opened> {
  const change = await changeFor(tx, [person])
  const deskFor = await desksFor(tx, [person], change, circumstances)
  return { change, desk: deskFor(person, person.playbookId!), deskFor }
}

/** Why the person may not be called now, and from when on; null when they may. */
export function refusedUntil(person: Person, desk: Desk): { readonly code: number; readonly at: number | null } | null {
  const { vector, table, now } = situationOf(person, desk.home, desk.book, desk.where, desk.setting)
  const code = ask(table, VOICE, vector, now, now, 0)
  return code === 0 ? null : { code, at: firstAllowed(table, VOICE, vector, now, now + MINUTE, 0) }
}

export function putBack(person: Person, at: number | null, desk: Desk, change: Change): Person {
  const free = { ...person, leaseBy: null, leaseUntil: null }
  if (at === null) return endRun(free, 'capped', PASSIVE, desk.setting.now, change)
  return withDue(back(free, at), desk)
}

const back = (person: Person, at: number): Person => ({ ...person, state: ACTIVE, course: againAt(person.course!, at) })
