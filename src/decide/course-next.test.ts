import { expect, test } from 'vitest'
import { nextNumber } from './course-line.ts'
import { calledAt, nextOnCourse } from './course.ts'
import { decide } from './decide.ts'
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
