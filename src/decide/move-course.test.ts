import { expect, test } from 'vitest'
import { type Course, type Line } from './course.ts'
import { IDLE, OVER } from './course-line.ts'
import { moveCourse } from './move-course.ts'
import { triedPlaybook } from '../../test/tried-playbook.ts'
import { NOON, SECOND, VOICEMAIL, actsOf, called, due, linesOf, track, tracks } from '../../test/worked-person.ts'

const planned = (step: number, round = 1): Line => ({ ...IDLE, kind: 'planned', step, round, at: NOON })
const last = { left: true, outcome: 2, number: 1 }
const courseOf = (...lines: readonly Line[]): Course => ({ ...last, lines })
const program = (steps: string, more = '', rules?: string) =>
  triedPlaybook({ steps: `${steps}\n  - end: passive_list`, more, ...(rules === undefined ? {} : { rules }) }).program

/** Where the sequence goes on, of somebody who stood there. */
function moved(from: string, line: Line, to: string): Line {
  return moveCourse(program(from), program(to), courseOf(line, OVER)).lines[0]!
}

const rounds = (times: number, ...steps: readonly string[]) =>
  `  - loop: {times: ${times}, steps: [${steps.map((step) => `{${step}}`).join(', ')}]}`
const CALL = 'call: {}'
const EMAIL = 'email: {}'
const WAIT = 'wait: 1d'

test.for<{ says: string; from: string; line: Line; to: string; step: number }>([
  {
    says: 'steps in front of it change its place, not what it does',
    from: `  - call: {}\n  - email: {}`,
    line: planned(1),
    to: `  - call: {}\n  - wait: 1d\n  - letter: {}\n  - email: {}`,
    step: 3
  },
  {
    says: 'the second e-mail goes on as the second e-mail',
    from: `  - email: {}\n  - call: {}\n  - email: {}`,
    line: planned(2),
    to: `  - call: {}\n  - email: {}\n  - email: {}\n  - email: {}`,
    step: 2
  },
  {
    says: 'tasks are told apart by what is to be done',
    from: `  - task: {what: one}\n  - task: {what: two}\n  - call: {}`,
    line: planned(1),
    to: `  - task: {what: two}\n  - task: {what: one}\n  - call: {}`,
    step: 0
  },
  {
    says: 'a letter to somebody else is another letter',
    from: `  - letter: {to: boss}\n  - letter: {}\n  - call: {}`,
    line: planned(1),
    to: `  - letter: {}\n  - letter: {to: boss}\n  - call: {}`,
    step: 0
  }
])('a version goes on at the step that does the same: $says', ({ from, line, to, step }) => {
  expect(moved(from, line, to)).toEqual({ ...line, step })
})

test('a round that has begun goes on in its round, at its instant', () => {
  const line = planned(1, 4)
  expect(moved(rounds(6, CALL, WAIT), line, `  - email: {}\n${rounds(9, CALL, WAIT)}`)).toEqual({ ...line, step: 2 })
})

test.for<{ says: string; from: string; line: Line; to: string; step: number; round: number }>([
  {
    says: 'the third call of its own is the second round behind one call',
    from: '  - call: {}\n  - call: {}\n  - call: {}',
    line: planned(2),
    to: `  - call: {}\n${rounds(5, CALL, WAIT)}`,
    step: 2,
    round: 2
  },
  {
    says: 'a round that the calls do not reach is the last of them',
    from: rounds(5, CALL, WAIT, CALL),
    line: planned(3, 4),
    to: '  - wait: 1d\n  - call: {}',
    step: 1,
    round: 3
  },
  {
    says: 'the second call of a round that has one is that one',
    from: rounds(5, CALL, WAIT, CALL),
    line: planned(3, 3),
    to: `  - email: {}\n${rounds(5, CALL, WAIT)}`,
    step: 2,
    round: 3
  }
])('a call without a counterpart is the call of the same round: $says', ({ from, line, to, step, round }) => {
  expect(moved(from, line, to)).toEqual({ ...line, step, round })
})

test('a call that was out to be made is planned again when it has no counterpart', () => {
  const line: Line = { ...planned(2), kind: 'calling' }
  expect(moved('  - call: {}\n  - wait: 1d\n  - call: {}', line, '  - call: {}')).toEqual(planned(0))
  expect(moved('  - call: {}\n  - wait: 1d\n  - call: {}', line, '  - call: {}\n  - call: {}')).toEqual({
    ...line,
    step: 1
  })
})

test('a step that is gone is not made up for by calling again: the sequence goes on behind its call', () => {
  const v1 = triedPlaybook({ steps: rounds(3, CALL, EMAIL, WAIT, CALL, WAIT) })
  const v2 = triedPlaybook({ steps: rounds(3, CALL, WAIT) })
  const { course } = called(v1)
  expect(linesOf(course)).toEqual(['planned 0h', 'over'])
  const there = moveCourse(v1.program, v2.program, course)
  expect(there.lines[0]).toEqual({ kind: 'parked', step: 1, round: 1, at: NOON, rule: -1 })
  expect(linesOf(due(v2, there, 0, SECOND).course)).toEqual(['planned 24h', 'over'])
})

test('a step that is gone in front of its call becomes the call', () => {
  expect(moved(rounds(5, EMAIL, CALL, WAIT), planned(1, 3), rounds(5, CALL, WAIT))).toEqual(planned(1, 3))
  expect(moved('  - email: {}\n  - call: {}', planned(0), '  - wait: 1d\n  - call: {}')).toEqual(planned(1))
  expect(moved(`  - call: {}\n${rounds(5, EMAIL, CALL, WAIT)}`, planned(2, 2), rounds(9, CALL, WAIT))).toEqual(
    planned(1, 3)
  )
})

test.for<{ says: string; from: string; line: Line; to: string; step: number; round: number }>([
  {
    says: 'the call before the rounds',
    from: '  - call: {}\n  - email: {}\n  - call: {}',
    line: planned(1),
    to: '  - call: {}\n  - wait: 1d\n  - call: {}',
    step: 0,
    round: 1
  },
  {
    says: 'the second of two',
    from: '  - call: {}\n  - call: {}\n  - email: {}',
    line: planned(2),
    to: '  - call: {}\n  - wait: 1d\n  - call: {}',
    step: 2,
    round: 1
  },
  {
    says: 'that of its round',
    from: rounds(5, CALL, EMAIL, WAIT),
    line: planned(2, 4),
    to: `  - letter: {}\n${rounds(5, CALL, WAIT)}`,
    step: 2,
    round: 4
  },
  {
    says: 'that of its round, without rounds',
    from: rounds(5, CALL, EMAIL, WAIT),
    line: planned(2, 2),
    to: '  - call: {}\n  - wait: 1d\n  - call: {}',
    step: 2,
    round: 1
  },
  {
    says: 'the last round, behind the rounds',
    from: `${rounds(3, CALL, WAIT)}\n  - email: {}`,
    line: planned(4, 3),
    to: rounds(3, CALL, WAIT),
    step: 1,
    round: 3
  }
])('the call behind which it goes on: $says', ({ from, line, to, step, round }) => {
  expect(moved(from, line, to)).toEqual({ ...line, kind: 'parked', step, round })
})

test('a task that is gone holds nothing any more', () => {
  const line: Line = { ...planned(1), kind: 'held' }
  const to = '  - call: {}\n  - wait: 1d\n  - call: {}'
  expect(moved('  - call: {}\n  - task: {what: check, hold: true}', line, to)).toEqual({
    ...line,
    kind: 'parked',
    step: 0
  })
})

test('somebody who is parked stays parked at the same park, for the same event and time', () => {
  const parks = '  - call: {}\n  - park: {until: reply}\n  - letter: {}\n  - park: {until: callback}'
  const line: Line = { ...IDLE, kind: 'parked', step: 3 }
  expect(moved(parks, line, `  - email: {}\n${parks}`)).toEqual({ ...line, step: 4 })
  expect(moved(parks, { ...line, at: NOON }, parks)).toEqual({ ...line, at: NOON })
})

test('a park that is gone keeps nobody for ever: they go on behind their call, at once where only an event woke them', () => {
  const from = '  - call: {}\n  - park: {until: reply}\n  - email: {}'
  const to = '  - call: {}\n  - email: {}\n  - wait: 1d\n  - call: {}'
  const line: Line = { ...IDLE, kind: 'parked', step: 1 }
  expect(moved(from, line, to)).toEqual({ ...line, step: 0, at: 0 })
  expect(moved(from, { ...line, at: NOON }, to)).toEqual({ ...line, step: 0, at: NOON })
  expect(moved('  - park: {until: reply}\n  - call: {}', { ...line, step: 0 }, '  - call: {}')).toEqual({
    ...planned(0),
    at: 0
  })
})

test('who was parked by a rule stays parked by the rule of that name, and goes on at once when it parks no more', () => {
  const rule = (name: string, then: string) =>
    `  - {rule: ${name}, when: attempt == ${name.length}, do: skip, because: So.${then}}`
  const parks = ', then: {park: {until: callback}}'
  const from = program('  - email: {}\n  - call: {}', '', [rule('a', ''), rule('bb', parks)].join('\n'))
  const line: Line = { ...IDLE, kind: 'parked', step: 1, rule: 1 }
  const under = (...rules: readonly string[]) =>
    moveCourse(from, program('  - call: {}\n  - email: {}', '', rules.join('\n')), courseOf(line, OVER)).lines[0]
  expect(under(rule('bb', parks), rule('a', ''))).toEqual({ ...line, step: 0, rule: 0 })
  expect(under(rule('a', ''), rule('bb', parks))).toEqual({ ...line, step: 0, rule: 1 })
  expect(under(rule('a', parks), rule('ccc', ''))).toEqual({ ...line, step: 0, at: 0, rule: -1 })
  expect(under(rule('bb', ''), rule('a', parks))).toEqual({ ...line, step: 0, at: 0, rule: -1 })
  const timed = moveCourse(from, program('  - call: {}', '', rule('a', '')), courseOf({ ...line, at: NOON }, OVER))
    .lines[0]
  expect(timed).toEqual({ ...line, step: 0, at: NOON, rule: -1 })
})

test('a sequence that is over stays over, and one without a place in the new version is over', () => {
  expect(moved('  - call: {}', OVER, '  - call: {}')).toEqual(OVER)
  expect(moved('  - call: {}', planned(0), '  - email: {}')).toEqual(OVER)
  expect(moved('  - call: {}\n  - email: {}', planned(1), '  - letter: {}')).toEqual(OVER)
})

const LETTERS = '[{wait: 1d}, {letter: {}}]'
test('a track goes on by its name, wherever it stands', () => {
  const from = program('  - call: {}', tracks(track('a', LETTERS), track('b', LETTERS)))
  const to = program('  - call: {}', tracks(track('b', '[{letter: {}}]'), track('c', LETTERS), track('a', LETTERS)))
  const course = courseOf(planned(0), OVER, { ...planned(1, 3), kind: 'held' }, planned(7))
  expect(moveCourse(from, to, course).lines).toEqual([planned(0), { ...planned(0, 3), kind: 'held' }, IDLE, OVER, OVER])
})

test('a track that is gone ends, one that is new has not begun, and one that waits for its condition still does', () => {
  const from = program('  - call: {}', tracks(track('gone', LETTERS), track('stays', LETTERS)))
  const to = program('  - call: {}', tracks(track('fresh', LETTERS), track('stays', LETTERS)))
  expect(moveCourse(from, to, courseOf(planned(0), planned(1), IDLE, OVER)).lines).toEqual([
    planned(0),
    IDLE,
    IDLE,
    OVER
  ])
})

test('a touch of a track that is gone falls away with its track, however many calls there are', () => {
  const from = program('  - call: {}', tracks(track('a', LETTERS)))
  const to = program('  - call: {}', tracks(track('a', '[{wait: 1d}, {email: {}}]')))
  expect(moveCourse(from, to, courseOf(planned(0), planned(1), OVER)).lines).toEqual([planned(0), OVER, OVER])
})

test('a track that is parked waits in the new version as well', () => {
  const parked = '[{park: {until: reply, for: 9d}}, {letter: {}}]'
  const from = program('  - call: {}', tracks(track('a', parked)))
  const to = program('  - call: {}', tracks(track('z', LETTERS), track('a', `[{email: {}}, ${parked.slice(1)}`)))
  const line: Line = { ...IDLE, kind: 'parked', step: 0, at: NOON }
  expect(moveCourse(from, to, courseOf(planned(0), line, OVER)).lines[2]).toEqual({ ...line, step: 1 })
  expect(
    moveCourse(
      to,
      program('  - call: {}', tracks(track('a', LETTERS))),
      courseOf(planned(0), IDLE, { ...line, step: 1 }, OVER)
    ).lines[1]
  ).toEqual(OVER)
})

test('what is left to do on arrival goes on in the new version, and the last call is remembered', () => {
  const from = program('  - call: {}', `before: [{email: {}}, {letter: {}}]\n${tracks(track('a', LETTERS))}`)
  const to = program('  - call: {}', 'before: [{letter: {}}]')
  const course = courseOf(planned(0), IDLE, planned(1))
  expect(moveCourse(from, to, course)).toEqual({ ...last, lines: [planned(0), planned(0)] })
  expect(moveCourse(from, program('  - call: {}'), course).lines).toEqual([planned(0), OVER])
})

test('a whole course goes on in another version as if it had always been there', () => {
  const v1 = triedPlaybook({ steps: rounds(3, CALL, 'email: {}, when: message.left', WAIT) })
  const v2 = triedPlaybook({
    steps: `  - letter: {}\n${rounds(3, CALL, 'email: {}, when: message.left', WAIT, EMAIL)}`
  })
  const there = moveCourse(v1.program, v2.program, called(v1, { ...VOICEMAIL, left: true }).course)
  const step = due(v2, there, 0, SECOND)
  expect([actsOf(step), linesOf(step.course)]).toEqual([['email'], ['planned 24h', 'over']])
})

test('a park at the very beginning is found again there', () => {
  const parked: Line = { ...IDLE, kind: 'parked', step: 0 }
  expect(moved('  - park: {until: reply}\n  - call: {}', parked, '  - park: {until: reply}\n  - call: {}')).toEqual(
    parked
  )
})

test('who was parked by the first rule stays so, and behind a call that is gone they go on from the one of its number', () => {
  const rules = '  - {rule: wait, when: otherwise, do: skip, because: So., then: {park: {until: callback}}}'
  const from = program('  - call: {}\n  - call: {to: boss}', '', rules)
  const line: Line = { ...IDLE, kind: 'parked', step: 0, rule: 0, at: NOON }
  const under = (steps: string, at: Line) => moveCourse(from, program(steps, '', rules), courseOf(at, OVER)).lines[0]
  expect(under('  - email: {}\n  - call: {}', line)).toEqual({ ...line, step: 1 })
  const second = program('  - call: {}', '', `  - {rule: new, when: attempt == 9, do: skip, because: So.}\n${rules}`)
  expect(moveCourse(program('  - call: {}', '', rules), second, courseOf(line, OVER)).lines[0]).toEqual({
    ...line,
    rule: 1
  })
  expect(under('  - call: {}\n  - wait: 1d\n  - call: {}', { ...line, step: 1 })).toEqual({
    ...line,
    step: 2,
    rule: -1
  })
  expect(under('  - call: {to: nobody}', line)).toEqual({ ...line, rule: -1 })
})
