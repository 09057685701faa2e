import { VECTOR_LENGTH, slot } from '../facts/fact.ts'
import { holds } from '../playbook/holds.ts'
import { type Flow, type Instruction, type Program, type Stay, type Touch } from '../playbook/program.ts'
import { type Act, type Course, type Ended, type Line, type Step } from './course.ts'
import { type Next } from './decision.ts'
import { type Situation } from './decide.ts'
import { drawWait } from './due.ts'
import { type Walk, countMessage, go } from './next-move.ts'
import { wayOf } from './next-touch.ts'

/** What the steps of a course are made of: walking one line, resting, and the facts at each step. */

/** A line by its track: −1 is the sequence, which stands first, −2 what is done on arrival, which stands last. */
const BEFORE = -2
const ATTEMPT = slot('attempt')
const STEP = slot('step')
const LEFT = slot('message.left')
const OUTCOME = slot('outcome')
type Again = Extract<Instruction, { kind: 'again' }>

export const IDLE: Line = { kind: 'idle', step: -1, round: 1, at: Infinity, rule: -1 }
export const OVER: Line = { ...IDLE, kind: 'over' }

/** Number of the round that the next greeting belongs to, as the fact `step` counts it. */
export function stepNumber({ calls }: Program, line: Line): number {
  const before = calls.before.indexOf(line.step)
  if (before >= 0) return before + 1
  return calls.inLoop.length === 0 ? Math.max(1, calls.before.length) : calls.before.length + line.round
}

/** Round of the loop that a call belongs to; calls before the rounds are one each, as they are by the facts alone. */
export function callRound({ calls }: Program, line: Line): number {
  const before = calls.before.indexOf(line.step)
  return before >= 0 ? before + 1 : line.round
}

/** Tracks whose condition holds by now and that have not begun. */
export function begin(program: Program, situation: Situation, from: Course, v: Float64Array, own: 0 | 1): Course {
  let course = from
  program.tracks.forEach((track, i) => {
    if (course.lines[i + 1]!.kind !== 'idle' || !holds(track.when, v)) return
    const facts = { program, situation, v, own }
    course = withLine(course, i + 1, walkLine(facts, course, i + 1, 0, 1, situation.now).line)
  })
  return course
}

export type From = {
  readonly program: Program
  readonly situation: Situation
  readonly v: Float64Array
  readonly own: 0 | 1
}

/**
 * Walks one line from an instruction on. The facts stay as they are, though rounds on the way count theirs on; `go`
 * expects the number that was called last before the others.
 */
export function walkLine(
  { program, situation, v, own }: From,
  course: Course,
  index: number,
  step: number,
  round: number,
  due: number
): { readonly line: Line; readonly ended: Ended | null; readonly next: Next } {
  const { bad } = situation
  const last = Math.max(0, course.number)
  const rotated = { ...situation, bad: bad.map((_, i) => bad[(last + i) % bad.length]!) }
  const flow = flowOf(program, index)
  const walk: Walk = {
    ...{ program, situation: rotated, track: trackOf(program, index), flow, v: v.slice(), latest: Infinity },
    ...{ onlyCalls: false, own, round, due, varied: false }
  }
  const next = go(walk, step)
  if (next.kind === 'touch') {
    const number = next.number < 0 ? -1 : (last + next.number) % bad.length
    const line = { kind: 'planned', step: next.step, round: next.round, at: next.at, rule: -1 } as const
    return { line, ended: null, next: { ...next, number } }
  }
  if (next.why === 'step') {
    const { stay, because } = flow[next.step] as Extract<Instruction, { kind: 'stay' }>
    const line = { ...OVER, kind: 'parked', step: next.step, round: walk.round } as const
    return { ...stayAt(stay, because, line, walk.due, situation), next }
  }
  return { line: OVER, ended: { stay: null, step: next.step, code: next.code, because: null }, next }
}

/** The line as it rests at `stay` from an instant on, or that it is over there. */
export function stayAt(
  stay: Stay,
  because: string | null,
  line: Line,
  from: number,
  situation: Situation
): { readonly line: Line; readonly ended: Ended | null } {
  if (stay.kind !== 'park') return { line: OVER, ended: { stay, step: line.step, code: 0, because } }
  const at = stay.wait === null ? Infinity : drawWait(stay.wait, false, from, situation, line.round * 64 + 63)
  return { line: { ...line, kind: 'parked', at }, ended: null }
}

/**
 * The facts of a step that is not a call’s: what is known of the last call. In a round whose call is still to come they
 * are of that round already; a track asks about the call that is over.
 */
export function factsOf(program: Program, { vector }: Situation, course: Course, index: number): Float64Array {
  const v = vector.slice()
  const { step, isAhead } = roundAt(program, course.lines[0]!)
  const isOnNext = isAhead && index === 0
  v[LEFT] = course.left ? 1 : 0
  v[OUTCOME] = course.outcome
  v[STEP] = isAhead && !isOnNext ? step - 1 : step
  if (course.number >= 0 && !isOnNext) v[ATTEMPT] = Math.max(1, v[ATTEMPT]! - 1)
  return v
}

/** The round that a place in the sequence belongs to, as the fact `step` counts it, and whether its call is to come. */
export function roundAt({ calls, flow }: Program, line: Line): { readonly step: number; readonly isAhead: boolean } {
  const { before, inLoop, rounds } = calls
  const isMade = (call: number): boolean => call < line.step || (call === line.step && line.kind === 'parked')
  const made = Math.max(1, before.filter(isMade).length)
  const start = rounds === null ? Infinity : (flow[rounds.end] as Again).start
  if (line.step < start) return { step: made, isAhead: false }
  if (inLoop.some(isMade)) return { step: before.length + line.round, isAhead: false }
  return line.round === 1 ? { step: made, isAhead: false } : { step: before.length + line.round, isAhead: true }
}

export function factsAfter(before: Float64Array, left: boolean, outcome: number): Float64Array {
  const v = new Float64Array(VECTOR_LENGTH)
  v.set(before)
  v[OUTCOME] = outcome
  v[LEFT] = left ? 1 : 0
  if (left) countMessage(v)
  return v
}

/** The number after the one called last among those that still rotate; −1 when none is known, null when all are bad. */
export function nextNumber(bad: readonly boolean[], last: number): number | null {
  if (bad.length === 0) return -1
  for (let i = 1; i <= bad.length; i++) {
    const number = (last + i) % bad.length
    if (!bad[number]) return number
  }
  return null
}

/** How a touch is made as things stand: by itself, by a task in its stead, or null where it falls away. */
export function meansOf({ channel }: Touch, { bad, vector }: Situation, course: Course): Means | null {
  const number = channel === 'call' ? nextNumber(bad, course.number) : -1
  if (number === null) return { channel: 'task', number: -1, instead: 'find_number' }
  const way = wayOf(channel, vector)
  return way === null ? null : { channel: way, number, instead: way === channel ? null : 'find_address' }
}
type Means = Pick<Act, 'channel' | 'number' | 'instead'>

export const trackOf = (program: Program, index: number): number => (index > program.tracks.length ? BEFORE : index - 1)
export const indexOf = (program: Program, track: number): number =>
  track === BEFORE ? program.tracks.length + 1 : track + 1

export function flowOf(program: Program, index: number): Flow {
  return index === 0 ? program.flow : index > program.tracks.length ? program.before : program.tracks[index - 1]!.flow
}

export function withLine(course: Course, index: number, line: Line): Course {
  return { ...course, lines: course.lines.map((each, i) => (i === index ? line : each)) }
}
export const ends = (course: Course, ended: Ended): Step => ({ ...quiet(allOver(course)), ended })
/** A course that is over on every line, as when somebody is stopped. */
export const allOver = (course: Course): Course => ({ ...course, lines: course.lines.map(() => OVER) })
export const quiet = (course: Course): Step => ({ course, acts: [], moved: [], ended: null })
