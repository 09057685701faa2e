import { afterCall, againAt, calledAt } from '../../decide/course.ts'
import { nextNumber } from '../../decide/course-line.ts'
import { type Situation, decide } from '../../decide/decide.ts'
import { type Decision } from '../../decide/decision.ts'
import { outcomeCode } from '../../decide/event.ts'
import { type Choice, choiceCode, facts, slot } from '../../facts/fact.ts'
import { type Outcome, type Result } from '../../facts/log-entry.ts'
import { type Endpoint, businessFlags, endpointFlags, messageFlags } from '../../facts/outcome-lists.ts'
import { type Row, copyOf, factsHash } from '../../facts/row.ts'
import { previewedBy } from '../../guard/dial-mode.ts'
import { ask, askAgainAt, kindCode } from '../../guard/table.ts'
import { type Tx } from '../store/doors.ts'
import { drawArms } from './arms.ts'
import { type Spoken } from './call-beside.ts'
import { type Change } from './change.ts'
import { logOutcome, logTouch } from './ledger.ts'
import { type Person } from './person.ts'
import { react } from './record.ts'
import { logRefusal } from './refusal.ts'
import { clusterName, situationOf } from './situation.ts'
import { ACTIVE, PASSIVE, isEnrolled } from './state.ts'
import { type Desk, end, endRun, restingState, withDue } from './work-due.ts'

/**
 * The steps of a call, each over a person whose lock is held and a change that is written later: a session writes after
 * each of them, a world makes them all at once. Both call the same ones.
 */
const VOICE = kindCode.live_voice

/** Facts of the person and the household as they were before the dial: what is decided at the greeting rests on them. */
export type Before = { readonly row: Row; readonly home: Row | null }

export function beforeCall({ row }: Person, { home }: Desk): Before {
  return { row: copyOf(row), home: home === null ? null : copyOf(home) }
}

/** Why the person may not be called now, and from when on; null when they may. */
export function refusedUntil(person: Person, desk: Desk): { readonly code: number; readonly at: number | null } | null {
  const { vector, table, now } = situationOf(person, desk.home, desk.book, desk.where, desk.setting)
  const code = ask(table, VOICE, vector, now, now, 0)
  return code === 0 ? null : { code, at: askAgainAt(table, VOICE, vector, now) }
}

/**
 * The person whose call the dialler may not make and a rep may start by a key: the refusal of the dialler stands in their
 * log. `by` is its rule, 0 where the call is made as the dialler makes it.
 */
export function previewed(
  person: Person,
  userId: number,
  desk: Desk,
  change: Change
): { readonly person: Person; readonly by: number } {
  const { dialer } = desk.setting
  const { vector, now } = situationOf(person, desk.home, desk.book, desk.where, desk.setting)
  const by = previewedBy(desk.book.tableOf, desk.where, vector, dialer, now)
  if (by === 0) return { person, by }
  return { person: logRefusal(person, { code: by, action: 'live_voice', userId, isPreviewed: true }, desk, change), by }
}

/** Back to where a call is due again, at the first minute at which it may be; never is the end of the run, by that rule. */
export function putBack(person: Person, at: number | null, desk: Desk, change: Change, code = 0): Person {
  const free = { ...person, leaseBy: null, leaseUntil: null }
  if (at === null) return endRun(free, 'capped', PASSIVE, desk.setting.now, change, code)
  return withDue(back(free, at), desk)
}

const back = (person: Person, at: number): Person => ({ ...person, state: ACTIVE, course: againAt(person.course!, at) })

/** The dial: an intent that passed the guard a moment ago. */
export function dialPerson(
  person: Person,
  desk: Desk,
  change: Change
): { readonly touch: number; readonly person: Person } {
  const { leadId, run } = person
  const seq = person.logSeq + 1
  const { bad } = situationOf(person, desk.home, desk.book, desk.where, desk.setting)
  const number = nextNumber(bad, person.course!.number)
  const { step, round } = person.course!.lines[0]!
  const touch = {
    ...({ leadId, seq, at: desk.setting.now, channel: 'call', otherTool: false, run } as const),
    ...{ playbookId: desk.book.id, factsHash: factsHash(person.row), track: -1, step, round, moved: null },
    ...{ number: number === null || number < 0 ? null : number, recording: null }
  }
  const course = calledAt(person.course!, Math.max(0, number ?? 0))
  return { touch: seq, person: { ...logTouch(person, touch, change), course } }
}

const ENDPOINT = slot('endpoint')
const answerKinds = facts[ENDPOINT] as Choice

/** A voicemail is sure: the arm is drawn, and what to do is decided, as of the dial. */
export function decideAtVoicemail(
  person: Person,
  before: Before,
  call: { readonly touch: number; readonly at: number; readonly endpoint: Endpoint },
  desk: Desk,
  change: Change
): { readonly decision: Decision; readonly situation: Situation; readonly person: Person } {
  const { book, where, ground } = desk
  const setting = { ...desk.setting, now: call.at }
  const { arms, filled, drawn } = drawArms(person, book.phases, clusterName(person, setting))
  const situation = situationOf({ ...person, row: before.row }, before.home, book, where, setting, arms)
  situation.vector[ENDPOINT] = answerKind(call.endpoint)
  const decision = decide(book.program, situation)
  change.drawn.push(...drawn)
  change.decisions.push({
    ...{ leadId: person.leadId, seq: call.touch, at: call.at, playbookId: book.id, decision, dice: situation.dice.key },
    ...{ factsHash: factsHash(before.row), settingsVersion: ground.settingsVersion }
  })
  return { decision, situation, person: filled === null ? person : { ...person, arms: filled } }
}

/** Code of the fact `endpoint`: how strategies tell one voicemail from another. */
export function answerKind(endpoint: Endpoint): number {
  const named =
    endpoint === 'machine_put_through' ? 'put_through_voicemail' : endpoint === 'screener' ? 'screener' : 'voicemail'
  return choiceCode(answerKinds, named)
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

/** When it was dialled, and whether it is the call that leads the course on: not a correction, nor too late. */
export type Dialled = { readonly at: number; readonly isCurrent: boolean }

/** What is said of a call: it counts, stops act, and the course goes on from it. */
export async function settlePerson(
  tx: Tx,
  person: Person,
  before: Before,
  call: Settled,
  { at: touchAt, isCurrent }: Dialled,
  rule: number,
  desk: Desk,
  change: Change
): Promise<Person> {
  const { now } = desk.setting
  const entry: Outcome = {
    ...({ kind: 'outcome', touch: call.touch, at: now, touchAt, channel: 'call' } as const),
    result: call.result,
    promise: call.promiseAt === null ? null : { callAt: call.promiseAt }
  }
  const seq = person.logSeq + 1
  const free = isCurrent ? { ...person, leaseBy: null, leaseUntil: null } : person
  const logged = logOutcome(free, seq, entry, change)
  noteBeside(call, seq, entry, change)
  const leads = isCurrent && isEnrolled(free.state)
  const again = leads ? calledAgainAt(entry) : null
  // Whoever named a day for our next call is called then, whatever the playbook does with people who talked to us.
  if (again !== null) return withDue(back(logged, again), desk)
  const reacted = await react(tx, isCurrent ? badNumber(logged, entry) : logged, entry, desk, now, change)
  if (!leads || !isEnrolled(reacted.state)) return reacted
  return continueCourse(reacted, before, entry, rule, desk, change)
}

/** What stands beside the log: seconds, callbacks, promises. */
function noteBeside(call: Settled, seq: number, entry: Outcome, change: Change): void {
  const { leadId } = call
  const { at, touchAt, result } = entry
  if (call.spoken) change.spent.push({ leadId, seq, touchSeq: call.touch, at: touchAt, spoken: call.spoken })
  if (result.kind !== 'call') return
  change.called.push({ leadId, seq, at, touchAt })
  if (result.said?.what === 'callback_requested' && result.said.date !== null)
    change.expected.push({ leadId, seq, dueAt: result.said.date, userId: call.callbackFor ?? null })
  if (call.promiseAt !== null) change.promised.push({ leadId, seq, callAt: call.promiseAt })
}

/** The day that they named for our next call. */
function calledAgainAt({ result }: Outcome): number | null {
  if (result.kind !== 'call' || result.said === null) return null
  return result.said.what === 'callback_requested' || result.said.what === 'not_now' ? result.said.date : null
}

/** The course goes on from the facts before the call, as decide() saw them at its greeting. */
function continueCourse(
  person: Person,
  { row, home }: Before,
  entry: Outcome,
  rule: number,
  desk: Desk,
  change: Change
): Person {
  const { program } = desk.book
  if (entry.result.kind === 'not_made') return withDue(back(person, entry.at), desk)
  const setting = { ...desk.setting, now: entry.touchAt }
  const situation = situationOf({ ...person, row }, home, desk.book, desk.where, setting)
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
