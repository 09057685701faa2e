import { slot } from '../facts/fact.ts'
import { type Channel, kindOfChannel } from '../guard/action.ts'
import { ask as askGuard, askAgainAt, kindCode } from '../guard/table.ts'
import { type Program, type Stay, type Touch } from '../playbook/program.ts'
import {
  type From,
  IDLE,
  begin,
  callRound,
  ends,
  factsAfter,
  factsOf,
  flowOf,
  indexOf,
  meansOf,
  quiet,
  stayAt,
  trackOf,
  walkLine,
  withLine
} from './course-line.ts'
import { type Situation } from './decide.ts'

/**
 * Where a person stands in a playbook: one line for the sequence, one for each track, one for the steps on arrival. Each
 * has its own clock. It is all that has to be kept between two touches; what comes next is worked out from it.
 *
 *     idle ──► planned ──► calling ──► planned …     a call, with a rep until it has an outcome
 *                 │  └───► held ─────► planned …     a task that the sequence waits for
 *                 ├──────► planned …                 every other touch: the next wait counts from when it fell due
 *                 └──────► parked ──► planned …      until an event, or for a time
 *                          over                      nothing more by this line
 */
export type Course = {
  readonly lines: readonly Line[]
  /** The last call of this run: whether a message was left, and how it ended (code of the fact `outcome`, NaN unknown). */
  readonly left: boolean
  readonly outcome: number
  /** Which of the person’s numbers was called last, −1 none yet. */
  readonly number: number
}
export type LineKind = 'idle' | 'planned' | 'calling' | 'held' | 'parked' | 'over'
export type Line = {
  readonly kind: LineKind
  /** Instruction of its flow. */
  readonly step: number
  /** Round of the loop that it is in, from 1. */
  readonly round: number
  /** Epoch ms: planned or parked until then; Infinity while only an event wakes it. */
  readonly at: number
  /** Rule of the voicemail that parked it, −1 none. */
  readonly rule: number
}

/** The sequence has come to an end of its own: where, or what no wait lifts. */
export type Ended = {
  readonly stay: Stay | null
  /** Instruction of the sequence, −1 where none says so. */
  readonly step: number
  /** Guard code that no wait lifts, 0 none. */
  readonly code: number
  readonly because: string | null
}

/** Something to do now. */
export type Act = {
  readonly kind: 'call' | 'touch' | 'task'
  readonly channel: Channel
  /** −1 the sequence, −2 the steps on arrival, else the track. */
  readonly track: number
  readonly step: number
  readonly round: number
  /** When the playbook wanted it; waits count from there. */
  readonly due: number
  /** Which of the person’s numbers to call, −1 unknown. */
  readonly number: number
  readonly instead: 'find_address' | 'find_number' | null
  readonly touch: Touch
}
export type Moved = { readonly track: number; readonly step: number; readonly code: number; readonly at: number }

/** What came of looking at a course. */
export type Step = {
  readonly course: Course
  readonly acts: readonly Act[]
  /** What the guard put off, with its rule. */
  readonly moved: readonly Moved[]
  readonly ended: Ended | null
}

/** So many touches may fall due at one minute; more is a playbook that runs in a circle. */
const ACTS_MAX = 64

/** The course of somebody who has just been enrolled; `situation.vector` is that of the next greeting. */
export function startCourse(program: Program, situation: Situation): Step {
  const lines = [IDLE, ...program.tracks.map(() => IDLE), IDLE]
  const course: Course = { lines, left: false, outcome: NaN, number: -1 }
  const from = { program, situation, v: factsOf(program, situation, course, 0), own: 0 as const }
  const main = walkLine(from, course, 0, 0, 1, situation.now)
  if (main.ended !== null) return ends(course, main.ended)
  const started = begin(program, situation, withLine(course, 0, main.line), from.v, 0)
  const last = lines.length - 1
  return quiet(withLine(started, last, walkLine(from, started, last, 0, 1, situation.now).line))
}

/** When something falls due by time alone; null when only an event moves this course. */
export function dueAt(course: Course): number | null {
  const isParked = course.lines[0]!.kind === 'parked'
  let first = Infinity
  for (let i = 0; i < course.lines.length; i++) {
    const { kind, at } = course.lines[i]!
    if (kind === 'planned' ? !isParked : kind === 'parked') first = Math.min(first, at)
  }
  return first === Infinity ? null : first
}

/** Does what has fallen due: each touch is put to the guard once more, and each line walks on behind its touch. */
export function fallDue(program: Program, atFirst: Situation, from: Course): Step {
  let situation = atFirst
  let course = from
  const acts: Act[] = []
  const moved: Moved[] = []
  for (let done = 0; done < ACTS_MAX; done++) {
    const index = firstDue(course, situation.now)
    if (index < 0) return { course, acts, moved, ended: null }
    const line = course.lines[index]!
    const step = (line.kind === 'parked' ? wake : settle)(program, situation, course, index)
    course = step.course
    acts.push(...step.acts)
    for (const act of step.acts) if (act.kind === 'touch') situation = withTouch(situation, act.channel)
    moved.push(...step.moved)
    if (step.ended) return { course, acts, moved, ended: step.ended }
  }
  throw new Error(`${program.name}@${program.label}: more than ${ACTS_MAX} touches fall due at one minute`)
}

const COUNTED = ['history.touches7d', 'history.touches30d', 'household.touches7d'].map(slot)
const EMAILS = slot('history.emails')

/** A touch of this moment counts for the next one of it, as the log will say. */
function withTouch(situation: Situation, channel: Channel): Situation {
  const vector = situation.vector.slice()
  for (const at of COUNTED) vector[at]!++
  if (channel === 'email') vector[EMAILS]!++
  return { ...situation, vector }
}

/** A call has ended. `situation` is that of its greeting: facts before it, its own instant, the dice of its attempt. */
export type CallEnd = {
  readonly left: boolean
  /** Code of the fact `outcome`. */
  readonly outcome: number
  /** Rule that decided at its voicemail, −1 none. */
  readonly rule: number
}

/**
 * The course once the call that is out with a rep has ended. When the sequence went on without its outcome, what comes
 * late is remembered, and the rule of its voicemail still parks or ends it.
 */
export function afterCall(program: Program, situation: Situation, course: Course, end: CallEnd): Step {
  const line = course.lines[0]!
  const called: Course = { ...course, left: end.left, outcome: end.outcome }
  if (line.kind === 'over') return quiet(called)
  const then = end.rule < 0 ? null : program.rules[end.rule]!.then
  const v = factsAfter(situation.vector, end.left, end.outcome)
  if (then) {
    const stayed = stayAt(then, null, { ...line, rule: end.rule }, situation.now, situation)
    if (stayed.ended) return ends(called, stayed.ended)
    return quiet(withLine(called, 0, stayed.line))
  }
  if (line.kind !== 'calling') return quiet(called)
  const round = callRound(program, line)
  const walked = walkLine({ program, situation, v, own: 1 }, called, 0, line.step + 1, round, situation.now)
  if (walked.ended !== null) return ends(called, walked.ended)
  return quiet(begin(program, situation, withLine(called, 0, walked.line), v, 1))
}

/** A task that the sequence waited for is done, skipped or expired; waits count from when it fell due. */
export function afterTask(program: Program, situation: Situation, course: Course, track: number): Step {
  const index = indexOf(program, track)
  const line = course.lines[index]!
  if (line.kind !== 'held') return quiet(course)
  return walkOn(program, situation, course, index, line.at)
}

/** The sequence goes on from where it was parked; used by time and by events alike. */
export function wakeMain(program: Program, situation: Situation, course: Course): Step {
  return course.lines[0]!.kind === 'parked' ? wake(program, situation, course, 0) : quiet(course)
}

/** A track that an event starts, from its beginning. */
export function startTrack(program: Program, situation: Situation, course: Course, track: number): Course {
  const v = factsOf(program, situation, course, track + 1)
  const { line } = walkLine({ program, situation, v, own: 0 }, course, track + 1, 0, 1, situation.now)
  return withLine(course, track + 1, line)
}

/** What a call did to the rotation: it went to this number. */
export const calledAt = (course: Course, number: number): Course => ({ ...course, number })

/** The call that is out did not come about: it is due again from an instant on. */
export function againAt(course: Course, at: number): Course {
  const line = course.lines[0]!
  return line.kind === 'calling' ? withLine(course, 0, { ...line, kind: 'planned', at }) : course
}

function firstDue({ lines }: Course, now: number): number {
  const isParked = lines[0]!.kind === 'parked'
  for (let i = 0; i < lines.length; i++) {
    const { kind, at } = lines[i]!
    if (at <= now && (kind === 'parked' || (kind === 'planned' && !isParked))) return i
  }
  return -1
}

/** One touch that has fallen due. */
function settle(program: Program, situation: Situation, course: Course, index: number): Step {
  const line = course.lines[index]!
  const touch = flowOf(program, index)[line.step] as Touch
  const { table, vector, now } = situation
  const means = meansOf(touch, situation, course)
  if (means === null) return walkOn(program, situation, course, index, line.at)
  const kind = kindCode[kindOfChannel[means.channel]]
  const code = askGuard(table, kind, vector, now, now, 0)
  if (code !== 0) {
    const at = askAgainAt(table, kind, vector, now)
    if (at !== null) {
      const moved = { track: trackOf(program, index), step: line.step, code, at }
      return { ...quiet(withLine(course, index, { ...line, at })), moved: [moved] }
    }
    if (touch.channel === 'call') return ends(course, { stay: null, step: line.step, code, because: null })
    return walkOn(program, situation, course, index, line.at)
  }
  const isCall = means.channel === 'call'
  const act: Act = {
    kind: isCall ? 'call' : means.channel === 'task' ? 'task' : 'touch',
    ...means,
    track: trackOf(program, index),
    step: line.step,
    round: line.round,
    due: line.at,
    touch
  }
  if (isCall) return { ...quiet(withLine(course, index, { ...line, kind: 'calling' })), acts: [act] }
  if (touch.holds) return { ...quiet(withLine(course, index, { ...line, kind: 'held' })), acts: [act] }
  return { ...walkOn(program, situation, course, index, line.at), acts: [act] }
}

/** The line goes on behind its touch; the sequence’s end is the course’s. */
function walkOn(program: Program, situation: Situation, course: Course, index: number, due: number): Step {
  const { step, round } = course.lines[index]!
  const { now } = situation
  const from: From = { program, situation, v: factsOf(program, situation, course, index), own: 0 }
  const onTime = walkLine(from, course, index, step + 1, round, due)
  // Late by more than a wait: nobody gets at one minute what was meant for a week.
  const isLate = onTime.line.at > due && onTime.line.at <= now
  const walked = isLate ? walkLine(from, course, index, step + 1, round, now) : onTime
  if (index !== 0) return quiet(withLine(course, index, walked.line))
  if (walked.ended !== null) return ends(course, walked.ended)
  return quiet(begin(program, situation, withLine(course, 0, walked.line), factsOf(program, situation, course, 1), 0))
}

function wake(program: Program, situation: Situation, course: Course, index: number): Step {
  return walkOn(program, situation, course, index, situation.now)
}
