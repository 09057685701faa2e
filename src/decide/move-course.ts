import { type Flow, type Program, type Touch } from '../playbook/program.ts'
import { type Course, type Line } from './course.ts'
import { IDLE, OVER, flowOf, stepNumber } from './course-line.ts'

/**
 * A course under another version of its playbook: each line goes on at the step that does the same there, at the same
 * instant. A call without a counterpart becomes the call of the same round; any other touch falls away with its line.
 */
export function moveCourse(from: Program, to: Program, course: Course): Course {
  const main = moveMain(from, to, course.lines[0]!)
  const tracks = to.tracks.map(({ name }, i) => {
    const before = from.tracks.findIndex((track) => track.name === name)
    return before < 0 ? IDLE : moveLine(from, to, before + 1, i + 1, course.lines[before + 1]!)
  })
  const arrival = moveLine(from, to, from.tracks.length + 1, to.tracks.length + 1, course.lines.at(-1)!)
  return { ...course, lines: [main, ...tracks, arrival] }
}

function moveMain(from: Program, to: Program, line: Line): Line {
  const moved = moveLine(from, to, 0, 0, line)
  if (moved !== OVER || line.kind === 'over') return moved
  const round = stepNumber(from, line)
  const { before, inLoop } = to.calls
  const step = before[round - 1] ?? inLoop[0] ?? before.at(-1)
  return step === undefined
    ? OVER
    : { ...line, kind: 'planned', step, round: Math.max(1, round - before.length), rule: -1 }
}

function moveLine(from: Program, to: Program, fromIndex: number, toIndex: number, line: Line): Line {
  if (line.kind === 'idle' || line.kind === 'over') return line
  const old = flowOf(from, fromIndex)
  const fresh = flowOf(to, toIndex)
  if (line.kind === 'parked' && line.rule < 0) {
    const step = counterpart(old, fresh, line.step, (each) => (each.kind === 'stay' ? each.stay.kind : null))
    return step < 0 ? OVER : { ...line, step }
  }
  const step = counterpart(old, fresh, line.step, (each) =>
    each.kind === 'touch' ? `${each.channel} ${(each as Touch).what ?? ''}` : null
  )
  return step < 0 ? OVER : { ...line, step, rule: -1 }
}

/** The instruction of the same kind with the same place among its kind; −1 when there is none. */
function counterpart(old: Flow, fresh: Flow, step: number, kindOf: (each: Flow[number]) => string | null): number {
  const kind = old[step] === undefined ? null : kindOf(old[step])
  if (kind === null) return -1
  const place = old.slice(0, step).filter((each) => kindOf(each) === kind).length
  let seen = 0
  for (let i = 0; i < fresh.length; i++) if (kindOf(fresh[i]!) === kind && seen++ === place) return i
  return -1
}
