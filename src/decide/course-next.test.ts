import { expect, test } from 'vitest'
import { nextNumber } from './course-line.ts'
import { type Course, afterCall, calledAt, dueAt } from './course.ts'
import { nextOnCourse } from './course-next.ts'
import { decide } from './decide.ts'
import { type PlannedTouch, stepOf } from './explain.ts'
import { triedPlaybook } from '../../test/tried-playbook.ts'
import {
  HOUR,
  NOON,
  SECOND,
  VOICEMAIL,
  at,
  begun,
  called,
  due,
  hours,
  track,
  tracks
} from '../../test/worked-person.ts'

const nothing = { moved: 0, instead: null, number: -1, round: 1 }
const withMain = (course: Course, main: Partial<Course['lines'][number]>): Course => ({
  ...course,
  lines: course.lines.map((line, i) => (i === 0 ? { ...line, ...main } : line))
})

test.for([
  { says: 'rounds', steps: '  - loop: {times: 4, steps: [{call: {}}, {wait: 3-9h}]}\n  - end: passive_list' },
  {
    says: 'calls before the rounds',
    steps:
      '  - call: {}\n  - wait: 3-9h\n  - call: {}\n  - wait: 3-9h\n  - loop: {times: 2, steps: [{call: {}}, {wait: 3-9h}]}\n  - end: passive_list'
  },
  {
    says: 'calls without rounds',
    steps:
      '  - call: {}\n  - wait: {byRound: [3-9h, 1d]}\n  - call: {}\n  - wait: {byRound: [3-9h, 1d]}\n  - call: {}\n  - wait: 2h\n  - end: passive_list'
  },
  {
    says: 'two calls in a round',
    steps: '  - loop: {times: 2, steps: [{call: {}}, {wait: 3-9h}, {call: {}}, {wait: 3-9h}]}\n  - end: passive_list'
  },
  {
    says: 'a park at the end',
    steps: '  - loop: {times: 2, steps: [{call: {}}, {wait: 3-9h}]}\n  - park: {until: reply}'
  }
])('a course says what comes next as the facts alone do: $says', ({ steps }) => {
  const desk = triedPlaybook({ steps })
  for (const id of ['ann', 'bob', 'cid', 'dan']) {
    let { course } = begun(desk, { lead: { id } })
    for (let attempt = 1; dueAt(course) !== null; attempt++) {
      const hour = hours(dueAt(course)!)
      const step = due(desk, course, hour, { lead: { id }, attempt })
      expect(step.acts).toHaveLength(1)
      course = calledAt(step.course, 0)
      const inRounds =
        desk.program.calls.before.length === 0 ? Math.ceil(attempt / desk.program.calls.inLoop.length) : attempt
      const situation = at(desk, hour, { lead: { id }, attempt, step: inRounds })
      const byCourse = decide(desk.program, { ...situation, course }).next
      expect(byCourse, `attempt ${attempt}`).toEqual(decide(desk.program, situation).next)
      course = afterCall(desk.program, situation, course, VOICEMAIL).course
    }
  }
})

test.for([
  { last: 0, bad: [false, false, false], number: 1 },
  { last: 1, bad: [false, false, false], number: 2 },
  { last: 2, bad: [false, false, false], number: 0 },
  { last: 1, bad: [false, false, true], number: 0 },
  { last: 1, bad: [true, false, true], number: 1 },
  { last: 1, bad: [], number: -1 }
])('the next call is said to go where it will go: after $last of $bad to $number', ({ last, bad, number }) => {
  const desk = triedPlaybook({ steps: '  - call: {}\n  - wait: 3h\n  - call: {}' })
  const course = calledAt(due(desk, begun(desk).course, 0).course, last)
  expect(nextOnCourse(desk.program, at(desk, 0, {}, bad), course, false)).toMatchObject({ channel: 'call', number })
  expect(nextNumber(bad, last)).toBe(number)
})

const running = triedPlaybook({
  steps: '  - call: {}\n  - wait: 3h\n  - email: {}\n  - wait: 3h\n  - call: {}',
  more: tracks(
    track('letters', '[{wait: 4h}, {letter: {}}]'),
    track('warm', '[{wait: 1h}, {visit: {}}]', 'message.left')
  )
})

test('what comes next is the line whose turn is first: the sequence, a track, or what is done on arrival', () => {
  const { course } = due(running, begun(running).course, 0)
  const next = (left: boolean, from = course) => nextOnCourse(running.program, at(running, 0), from, left)
  expect(next(false)).toMatchObject({ channel: 'email', at: NOON + 3 * HOUR, track: -1 })
  expect(next(true)).toEqual({
    ...{ kind: 'touch', channel: 'visit', at: NOON + HOUR, wanted: NOON + HOUR, track: 1, step: 1, ...nothing }
  })
  const early = { ...course, lines: course.lines.map((line, i) => (i === 1 ? { ...line, at: NOON + 2 * HOUR } : line)) }
  expect(next(false, early)).toMatchObject({ channel: 'letter', at: NOON + 2 * HOUR, track: 0, step: 1 })
  const same = { ...course, lines: course.lines.map((line, i) => (i === 1 ? { ...line, at: NOON + 3 * HOUR } : line)) }
  expect(next(false, same)).toMatchObject({ channel: 'email' })
})

test('of two tracks the earlier comes first, and of equal ones the first', () => {
  const desk = triedPlaybook({
    steps: '  - call: {}\n  - wait: 8h\n  - call: {}',
    more: tracks(
      track('a', '[{wait: 5h}, {letter: {}}]'),
      track('b', '[{wait: 4h}, {visit: {}}]'),
      track('c', '[{wait: 4h}, {x: {}}]')
    )
  })
  const { course } = due(desk, begun(desk).course, 0)
  expect(nextOnCourse(desk.program, at(desk, 0), course, false)).toMatchObject({ channel: 'visit', track: 1 })
})

test('what is left to do on arrival may come next, and is said to be that', () => {
  const desk = triedPlaybook({
    steps: '  - call: {}\n  - wait: 8h\n  - call: {}',
    more: 'before: [{wait: 1h}, {email: {}, because: A receipt.}]'
  })
  const { course } = due(desk, begun(desk).course, 0)
  const next = nextOnCourse(desk.program, at(desk, 0), course, false)
  expect(next).toMatchObject({ channel: 'email', track: -2, step: 1 })
  expect(stepOf(desk.program, next as PlannedTouch).because).toBe('A receipt.')
})

test('a touch that was planned before comes as it can be made: a task to find an address, none at all, never in the past', () => {
  const desk = triedPlaybook({
    steps: '  - call: {}\n  - wait: 8h\n  - call: {}',
    more: tracks(track('mails', '[{wait: 1h}, {email: {}}]'), track('net', '[{wait: 2h}, {linkedin: {}}]'))
  })
  const { course } = due(desk, begun(desk).course, 0)
  const next = (hour: number, reach: object) => nextOnCourse(desk.program, at(desk, hour, { reach }), course, false)
  expect(next(0, { email: false })).toMatchObject({ channel: 'task', instead: 'find_address', at: NOON + HOUR })
  expect(next(1.5, {})).toMatchObject({ channel: 'email', at: NOON + 1.5 * HOUR, wanted: NOON + 1.5 * HOUR })
  const only = {
    ...course,
    lines: course.lines.map((line, i) => (i === 1 ? { ...line, kind: 'over' as const } : line))
  }
  const net = nextOnCourse(desk.program, at(desk, 0, { reach: { linkedin: false } }), only, false)
  expect(net).toMatchObject({ channel: 'call', at: NOON + 8 * HOUR })
})

test('a call out of turn leaves the touch that was planned where it is', () => {
  const { course } = called(running)
  const next = nextOnCourse(running.program, at(running, 1, SECOND), course, false)
  expect(next).toMatchObject({ channel: 'email', at: NOON + 3 * HOUR, track: -1, step: 2 })
  const held = nextOnCourse(
    running.program,
    at(running, 1, SECOND),
    withMain(course, { kind: 'held', at: NOON }),
    false
  )
  expect(held).toMatchObject({ channel: 'email', at: NOON + HOUR, track: -1, step: 2 })
})

test('a call out of turn does not begin again what is parked or over', () => {
  const desk = triedPlaybook({ steps: '  - call: {}\n  - park: {until: reply, for: 3d}\n  - call: {}' })
  const { course } = called(desk)
  const next = (from: Course) => nextOnCourse(desk.program, at(desk, 1, SECOND), from, false)
  expect(next(course)).toEqual({ kind: 'none', why: 'step', step: 1, code: 0 })
  expect(next(withMain(course, { step: 0, rule: 0 }))).toEqual({ kind: 'none', why: 'over', step: -1, code: 0 })
  for (const kind of ['over', 'idle'] as const)
    expect(next(withMain(course, { kind, step: -1 }))).toEqual({ kind: 'none', why: 'over', step: -1, code: 0 })
})

test('a call that is the last says why nothing follows', () => {
  const desk = triedPlaybook({
    steps: '  - call: {}\n  - end: passive_list',
    more: tracks(track('letters', '[{wait: 4h}, {letter: {}}]'))
  })
  const { course } = due(desk, begun(desk).course, 0)
  expect(nextOnCourse(desk.program, at(desk, 0), course, false)).toEqual({
    kind: 'none',
    why: 'step',
    step: 1,
    code: 0
  })
})

test('a touch that was planned and falls away now is followed by what stands behind it', () => {
  const desk = triedPlaybook({ steps: '  - call: {}\n  - wait: 2h\n  - linkedin: {}\n  - wait: 3h\n  - letter: {}' })
  const { course } = called(desk)
  const next = nextOnCourse(desk.program, at(desk, 1, { ...SECOND, reach: { linkedin: false } }), course, false)
  expect(next).toMatchObject({ channel: 'letter', at: NOON + 5 * HOUR })
})

test('a task in hand is not what comes next', () => {
  const desk = triedPlaybook({
    steps: '  - call: {}\n  - wait: 2h\n  - email: {}',
    more: tracks(track('tasks', '[{task: {what: look_up, hold: true}}, {letter: {}}]'))
  })
  const { course } = due(desk, begun(desk).course, 0)
  expect(nextOnCourse(desk.program, at(desk, 0), course, false)).toMatchObject({ channel: 'email', track: -1 })
})
