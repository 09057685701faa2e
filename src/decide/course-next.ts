import { type Program, type Touch } from '../playbook/program.ts'
import { type Course, type Line } from './course.ts'
import { begin, callRound, factsAfter, flowOf, meansOf, trackOf, walkLine } from './course-line.ts'
import { type Situation } from './decide.ts'
import { type Next } from './decision.ts'

const VOICEMAIL_OUTCOME = 0

/** What comes next once the call in progress is over, as a decision says it: the line whose turn comes first. */
export function nextOnCourse(program: Program, situation: Situation, course: Course, left: boolean): Next {
  const v = factsAfter(situation.vector, left, VOICEMAIL_OUTCOME)
  let first = nextOnMain(program, situation, course, v)
  if (first.kind === 'none') return first
  const { lines } = begin(program, situation, course, v, 1)
  for (let i = 1; i < lines.length; i++) {
    if (lines[i]!.kind !== 'planned') continue
    const other = plannedTouch(program, situation, course, i, lines[i]!)
    if (other !== null && other.at < first.at) first = other
  }
  return first
}

/** A call out of turn, as when they ring back, leaves the sequence where it stands. */
function nextOnMain(program: Program, situation: Situation, course: Course, v: Float64Array): Next {
  const line = course.lines[0]!
  const behind = (round: number, due: number): Next =>
    walkLine({ program, situation, v, own: 1 }, course, 0, line.step + 1, round, due).next
  switch (line.kind) {
    case 'calling':
      return behind(callRound(program, line), situation.now)
    case 'planned':
    case 'held':
      return plannedTouch(program, situation, course, 0, line) ?? behind(line.round, line.at)
    case 'parked':
      return program.flow[line.step]!.kind === 'stay'
        ? { kind: 'none', why: 'step', step: line.step, code: 0 }
        : NOTHING
    case 'idle':
    case 'over':
      return NOTHING
  }
}
const NOTHING: Next = { kind: 'none', why: 'over', step: -1, code: 0 }

/** The touch of a line that was planned at another time; null when it falls away. */
function plannedTouch(
  program: Program,
  situation: Situation,
  course: Course,
  index: number,
  { step, round, at: planned }: Line
): Extract<Next, { kind: 'touch' }> | null {
  const means = meansOf(flowOf(program, index)[step] as Touch, situation, course)
  const at = Math.max(situation.now, planned)
  return means === null
    ? null
    : { kind: 'touch', ...means, at, wanted: at, moved: 0, track: trackOf(program, index), step, round }
}
