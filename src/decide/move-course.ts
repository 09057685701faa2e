import { type Flow, type Program } from '../playbook/program.ts'
import { type Course, type Line } from './course.ts'
import { IDLE, OVER, flowOf, roundAt, stepNumber } from './course-line.ts'

/**
 * A course under another version of its playbook: each line goes on at the step that does the same there, at the same
 * instant. Where there is none a call becomes the call of the same round, and so does what stands in front of it; behind
 * it the sequence goes on from the call. A track’s touch falls away with its line.
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
  const { number, isBehind } = callAt(from, line)
  const { before, inLoop } = to.calls
  const step = before[number - 1] ?? inLoop[0] ?? before.at(-1)
  if (step === undefined) return OVER
  const round = Math.max(1, number - before.length)
  // Parked at a call: when the time has come the sequence goes on behind it.
  return { kind: isBehind ? 'parked' : 'planned', step, round, at: endless(line), rule: -1 }
}

/** The call whose turn it is there, or behind which that place is: its number as the fact `step` counts it. */
function callAt(program: Program, line: Line): { readonly number: number; readonly isBehind: boolean } {
  const calls = [...program.calls.before, ...program.calls.inLoop]
  if (line.kind !== 'parked' && calls.includes(line.step)) return { number: stepNumber(program, line), isBehind: false }
  const { step, isAhead } = roundAt(program, line)
  return { number: step, isBehind: !isAhead && calls.some((call) => call <= line.step) }
}

/** What only an event would wake has nothing to wait for any more. */
const endless = ({ at }: Line): number => (at === Infinity ? 0 : at)

function moveLine(from: Program, to: Program, fromIndex: number, toIndex: number, line: Line): Line {
  if (line.kind === 'idle') return line
  const old = flowOf(from, fromIndex)
  const fresh = flowOf(to, toIndex)
  if (line.kind === 'parked' && line.rule < 0) {
    const step = counterpart(old, fresh, line.step, (each) => (each.kind === 'stay' ? each.stay.kind : null))
    return step < 0 ? OVER : { ...line, step }
  }
  const step = counterpart(old, fresh, line.step, (each) =>
    each.kind === 'touch' ? `${each.channel} ${each.what ?? ''}` : null
  )
  if (step < 0) return OVER
  if (line.rule < 0) return { ...line, step }
  const { name } = from.rules[line.rule]!
  const rule = to.rules.findIndex((each) => each.name === name && each.then?.kind === 'park')
  return rule < 0 ? { ...line, step, rule, at: endless(line) } : { ...line, step, rule }
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
