import { afterCall, againAt, calledAt } from '../../decide/course.ts'
import { nextNumber } from '../../decide/course-line.ts'
import { outcomeCode } from '../../decide/event.ts'
import { type Outcome, type Result } from '../../facts/log-entry.ts'
import { factsHash } from '../../facts/row.ts'
import { businessFlags, endpointFlags } from '../../facts/outcome-lists.ts'
import { ask, firstAllowed, kindCode } from '../../guard/table.ts'
import { channelCode } from '../../facts/channel.ts'
import { readLogs } from '../store/append-log.ts'
import { type Tx } from '../store/doors.ts'
import { logId, logIds } from '../store/log-id.ts'
import { type Store } from '../store/store.ts'
import { type Circumstances, type DeskFor, changeFor, desksFor, handOver } from './batch-work.ts'
import { type Change, writeChange } from './change.ts'
import { logOutcome, logTouch } from './ledger.ts'
import { lowerHint } from './live-engine.ts'
import { movePeople } from './move.ts'
import { PERSON, type Person, type PersonRow, lockPeople, unpackPeople } from './person.ts'
import { NoSuchLead, react } from './record.ts'
import { foldLog, refoldPeople } from './refold.ts'
import { situationOf } from './situation.ts'
import { ACTIVE, CALLABLE, PASSIVE, RESERVED, isEnrolled } from './state.ts'
import { type Desk, end, endRun, restingState, withDue } from './work-due.ts'

/**
 * Calls as a session makes them: take the best callable person, dial after asking the guard once more, and say what
 * came of it. A person is taken by a row lock and a lease; two reps never hold the same one.
 */
export type Taken = { readonly person: Person; readonly desk: Desk }

const MINUTE = 60_000
const VOICE = kindCode.live_voice
const CALL = channelCode('call')
/** What a disposition causes waits so long, so that the rep may still undo it. */
export const UNDO_MS = 60_000

/** The best callable person at one of these places; null when there is none. Who may not be called now goes back. */
export async function takeNext(
  store: Pick<Store, 'inOrgTx'>,
  org: number,
  by: { readonly userId: number; readonly leaseMs: number; readonly places: readonly number[] },
  circumstances: Circumstances
): Promise<Taken | null> {
  // Each person in a transaction of their own, so that the locks of those who go back do not pile up.
  for (;;) {
    const looked = await store.inOrgTx(org, (tx) => takeOne(tx, by, circumstances))
    if (looked !== 'put_back') return looked
  }
}

async function takeOne(
  tx: Tx,
  by: { readonly userId: number; readonly leaseMs: number; readonly places: readonly number[] },
  circumstances: Circumstances
): Promise<Taken | 'put_back' | null> {
  const { now } = circumstances.setting
  const { rows } = await tx.query<PersonRow>({
    text: `select ${PERSON} from enrolment where org = $1 and state = ${CALLABLE} and place_id = any($2::int[])
      order by rank_group, rank, list_row limit 1 for update skip locked`,
    name: 'take-next',
    values: [tx.org, by.places]
  })
  const [person] = await movePeople(tx, await refoldPeople(tx, unpackPeople(rows)), circumstances.ground)
  if (person === undefined) return null
  const { change, desk } = await openDesk(tx, person, circumstances)
  // In the version that they were moved to it may not be a call’s turn.
  const isCall = person.course!.lines[0]!.kind === 'calling'
  const refusal = isCall ? refusedUntil(person, desk) : null
  const next: Person = !isCall
    ? { ...person, state: ACTIVE, nextDueAt: now }
    : refusal === null
      ? { ...person, state: RESERVED, leaseBy: by.userId, leaseUntil: now + by.leaseMs }
      : putBack(person, refusal.at, desk, change)
  change.people.push(next)
  await writeChange(tx, change, now)
  await lowerHint(tx, next.nextDueAt)
  return next.state === RESERVED ? { person: next, desk } : 'put_back'
}

/** Dials: the guard is asked once more, the touch and its way out are written before anything rings. */
export async function dial(
  store: Pick<Store, 'inOrgTx'>,
  org: number,
  leadId: number,
  userId: number,
  circumstances: Circumstances
): Promise<{ readonly touch: number; readonly person: Person } | { readonly refused: number }> {
  return await store.inOrgTx(org, async (tx) => {
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
      values: [org, logId(leadId, seq), now, person.leaseUntil, userId, CALL]
    })
    return { touch: seq, person: next }
  })
}

/** What came of a call. Stops act at once; whatever else it causes may be undone for a minute. */
export async function settle(
  store: Pick<Store, 'inOrgTx'>,
  org: number,
  call: { readonly leadId: number; readonly touch: number; readonly result: Result; readonly promiseAt: number | null },
  rule: number,
  circumstances: Circumstances
): Promise<Person> {
  return await store.inOrgTx(org, async (tx) => {
    const [locked] = await refoldPeople(tx, await lockPeople(tx, [call.leadId]))
    if (locked === undefined) throw new NoSuchLead(call.leadId)
    const { now } = circumstances.setting
    // Nothing falls due sooner than the rep may still take it back.
    const waiting = { ...circumstances, restMs: Math.max(circumstances.restMs, UNDO_MS) }
    const { change, desk, deskFor } = await openDesk(tx, locked, waiting)
    const log = (await readLogs(tx, [call.leadId])).get(call.leadId)!
    const touch = log.find(({ entry }) => entry.kind === 'touch' && entry.touch === call.touch)
    if (touch === undefined) throw new Error(`lead ${call.leadId} has no touch ${call.touch}: it was never dialled`)
    const entry: Outcome = {
      ...({ kind: 'outcome', touch: call.touch, at: now, touchAt: touch.entry.at, channel: 'call' } as const),
      result: call.result,
      promise: call.promiseAt === null ? null : { callAt: call.promiseAt }
    }
    const { rows: out } = await tx.query<{ lease_until: number | null }>({
      text: 'delete from outbox where org = $1 and channel = $2 and not_before = $3 and id = $4 returning lease_until',
      values: [org, CALL, touch.entry.at, touch.id]
    })
    // A correction, and an outcome that comes when the lease had run out, count and do not lead the course on again.
    const isCurrent = locked.state === RESERVED && out[0]?.lease_until === locked.leaseUntil
    const free = isCurrent ? { ...locked, leaseBy: null, leaseUntil: null } : locked
    let person = logOutcome(free, locked.logSeq + 1, entry, change)
    person = await react(tx, isCurrent ? badNumber(person, entry) : person, entry, desk, now, change)
    if (isCurrent && isEnrolled(person.state)) {
      const before = foldLog(log.filter(({ seq }) => seq < touch.seq))
      person = continueCourse(person, { ...person, row: before }, entry, rule, desk, change)
    }
    change.people.push(person)
    await handOver(tx, change, deskFor)
    await writeChange(tx, change, now)
    const [settled] = change.people
    await lowerHint(tx, settled!.nextDueAt)
    return settled!
  })
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
  const left = entry.result.kind === 'call' && LEFT.has(entry.result.message)
  const step = afterCall(program, situation, person.course!, { left, outcome: outcomeCode(entry), rule })
  const next = { ...person, course: step.course, state: restingState(ACTIVE, step.course) }
  return withDue(step.ended ? end(next, step.ended, desk, change) : next, desk)
}
const LEFT: ReadonlySet<string> = new Set(['started', 'complete', 'truncated', 'talked_over', 'left_live_by_rep'])

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

async function held(tx: Tx, leadId: number, userId: number): Promise<Person> {
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

async function openDesk(tx: Tx, person: Person, circumstances: Circumstances): Promise<Opened> {
  const change = await changeFor(tx, [person])
  const deskFor = await desksFor(tx, [person], change, circumstances)
  return { change, desk: deskFor(person, person.playbookId!), deskFor }
}

/** Why the person may not be called now, and from when on; null when they may. */
function refusedUntil(person: Person, desk: Desk): { readonly code: number; readonly at: number | null } | null {
  const { vector, table, now } = situationOf(person, desk.home, desk.book, desk.where, desk.setting)
  const code = ask(table, VOICE, vector, now, now, 0)
  return code === 0 ? null : { code, at: firstAllowed(table, VOICE, vector, now, now + MINUTE, 0) }
}

function putBack(person: Person, at: number | null, desk: Desk, change: Change): Person {
  const free = { ...person, leaseBy: null, leaseUntil: null }
  if (at === null) return endRun(free, 'capped', PASSIVE, desk.setting.now, change)
  return withDue(back(free, at), desk)
}

const back = (person: Person, at: number): Person => ({ ...person, state: ACTIVE, course: againAt(person.course!, at) })
