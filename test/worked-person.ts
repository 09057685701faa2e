import { type Desk, situationOf } from '../src/decide/answer.ts'
import { type Course, type Step, afterCall, calledAt, fallDue, startCourse } from '../src/decide/course.ts'
import { type Situation } from '../src/decide/decide.ts'
import { factsOf } from './any-facts.ts'

/** Cases about courses: somebody in New York who is worked by a playbook from a Wednesday noon on. */
export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const NOON = Date.UTC(2026, 11, 2, 17)
export const VOICEMAIL = { left: false, outcome: 0, rule: -1 }
export const LEFT = { ...VOICEMAIL, left: true }

/** They, so many hours after noon. */
export function at(
  desk: Desk,
  hours: number,
  document: Record<string, unknown> = {},
  bad: readonly boolean[] = []
): Situation {
  const now = new Date(NOON + hours * HOUR).toISOString().replace('.000Z', 'Z')
  const facts = factsOf({ now, place: { timeZone: 'America/New_York' }, ...document })
  return { ...situationOf(desk, facts, 0), bad }
}

export const hours = (instant: number): number => (instant - NOON) / HOUR
export const linesOf = ({ lines }: Course) =>
  lines.map(({ kind, at: until }) => (until === Infinity ? kind : `${kind} ${hours(until)}h`))
export const actsOf = ({ acts }: Step) =>
  acts.map(({ channel, track }) => (track === -1 ? channel : `${channel} by ${track}`))

export const begun = (desk: Desk, document = {}, bad: readonly boolean[] = []): Step =>
  startCourse(desk.program, at(desk, 0, document, bad))
export const due = (desk: Desk, course: Course, hour: number, document = {}, bad: readonly boolean[] = []): Step =>
  fallDue(desk.program, at(desk, hour, document, bad), course)
/** The course behind a first call at noon. */
export const called = (desk: Desk, end = VOICEMAIL, document = {}): Step => {
  const { course } = due(desk, begun(desk, document).course, 0, document)
  return afterCall(desk.program, at(desk, 0, document), calledAt(course, 0), end)
}
export const SECOND = { attempt: 2 }

export const track = (name: string, steps: string, when = 'lead.interest >= "none"') =>
  `  ${name}:\n    when: ${when}\n    steps: ${steps}`
export const tracks = (...each: readonly string[]) => `tracks:\n${each.join('\n')}`
