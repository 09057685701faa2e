import { expect, test } from 'vitest'
import { afterCall, dueAt, wakeMain } from './course.ts'
import { drawWait } from './due.ts'
import { triedPlaybook } from '../../test/tried-playbook.ts'
import {
  HOUR,
  LEFT,
  NOON,
  SECOND,
  VOICEMAIL,
  actsOf,
  at,
  begun,
  called,
  due,
  linesOf,
  track,
  tracks
} from '../../test/worked-person.ts'

test('parked for a time: nothing happens before it is over, then the sequence goes on from there', () => {
  const desk = triedPlaybook({
    steps: '  - call: {}\n  - park: {until: reply, for: 4h}\n  - wait: 1h\n  - letter: {}',
    more: tracks(track('mails', '[{wait: 1h}, {email: {}}, {wait: 1h}, {email: {}}, {wait: 1h}, {email: {}}]'))
  })
  const { course } = called(desk)
  expect([linesOf(course), dueAt(course)]).toEqual([['parked 4h', 'planned 1h', 'over'], NOON + 4 * HOUR])
  expect(due(desk, course, 3, SECOND)).toEqual({ course, acts: [], moved: [], ended: null })
})

test('tracks rest while the sequence is parked, and do not make up for it in one minute', () => {
  const desk = triedPlaybook({
    steps: '  - call: {}\n  - park: {until: reply, for: 10h}\n  - wait: 1h\n  - letter: {}',
    more: tracks(
      track('mails', '[{wait: 1h}, {email: {}}, {wait: 1h}, {email: {}}, {wait: 1h}, {email: {}}]'),
      track('late', '[{wait: 20h}, {letter: {}}]')
    )
  })
  const woken = due(desk, called(desk).course, 10, SECOND)
  expect(actsOf(woken)).toEqual(['email by 0'])
  expect(linesOf(woken.course)).toEqual(['planned 11h', 'planned 11h', 'planned 20h', 'over'])
})

test('parked until an event: time alone never wakes it, the event does', () => {
  const desk = triedPlaybook({ steps: '  - call: {}\n  - park: {until: reply}\n  - wait: 1h\n  - letter: {}' })
  const { course } = called(desk)
  expect([linesOf(course), dueAt(course)]).toEqual([['parked', 'over'], null])
  const woken = wakeMain(desk.program, at(desk, 30, SECOND), course)
  expect([linesOf(woken.course), actsOf(woken)]).toEqual([['planned 31h', 'over'], []])
  expect(wakeMain(desk.program, at(desk, 40, SECOND), woken.course)).toEqual({ ...woken, course: woken.course })
})

test('a wait before a park makes it last longer', () => {
  const desk = triedPlaybook({ steps: '  - call: {}\n  - wait: 2h\n  - park: {until: reply, for: 4h}\n  - letter: {}' })
  expect(linesOf(called(desk).course)).toEqual(['parked 6h', 'over'])
})

test('rounds are counted across a park at their beginning', () => {
  const desk = triedPlaybook({
    steps: '  - loop: {times: 2, steps: [{park: {until: reply, for: 2h}}, {call: {}}]}\n  - end: passive_list'
  })
  const first = due(desk, begun(desk).course, 2)
  expect(actsOf(first)).toEqual(['call'])
  const parked = afterCall(desk.program, at(desk, 2), first.course, VOICEMAIL)
  expect([linesOf(parked.course), parked.course.lines[0]!.round]).toEqual([['parked 4h', 'over'], 2])
  const second = due(desk, parked.course, 4, SECOND)
  expect(second.acts).toMatchObject([{ channel: 'call', round: 2 }])
  expect(afterCall(desk.program, at(desk, 4, SECOND), second.course, VOICEMAIL).ended?.stay?.kind).toBe('end')
})

test('a rule of the voicemail parks, and what wakes it goes on behind the call', () => {
  const desk = triedPlaybook({
    rules: `
  - rule: wait
    when: otherwise
    do: leave
    because: They call back.
    then: {park: {until: callback, for: 6h}}`,
    steps: '  - call: {}\n  - letter: {}\n    when: attempt == 1\n  - end: passive_list'
  })
  const { course } = called(desk, { ...LEFT, rule: 0 })
  expect(course.lines[0]).toEqual({ kind: 'parked', step: 0, round: 1, at: NOON + 6 * HOUR, rule: 0 })
  expect(actsOf(due(desk, course, 6, SECOND))).toEqual(['letter'])
})

test('a rule that says nothing about what follows leaves the sequence to itself', () => {
  const desk = triedPlaybook({ steps: '  - call: {}\n  - wait: 1h\n  - letter: {}' })
  expect(linesOf(called(desk, { ...LEFT, rule: 0 }).course)).toEqual(['planned 1h', 'over'])
})

test('a track that is parked wakes by itself when its time is over', () => {
  const desk = triedPlaybook({
    steps: '  - call: {}\n  - wait: 8h\n  - call: {}',
    more: tracks(track('slow', '[{park: {until: reply, for: 2h}}, {letter: {}}]'))
  })
  const { course } = called(desk)
  expect([linesOf(course), dueAt(course)]).toEqual([['planned 8h', 'parked 2h', 'over'], NOON + 2 * HOUR])
  expect(actsOf(due(desk, course, 2, SECOND))).toEqual(['letter by 0'])
})

test('a step that parks says where, until when, and that no rule did', () => {
  const desk = triedPlaybook({ steps: '  - call: {}\n  - park: {until: reply, for: 4h}\n  - letter: {}' })
  expect(called(desk).course.lines[0]).toEqual({ kind: 'parked', step: 1, round: 1, at: NOON + 4 * HOUR, rule: -1 })
})

test('the time of a park is drawn for its round', () => {
  const desk = triedPlaybook({
    steps: '  - loop: {times: 5, steps: [{call: {}}, {park: {until: reply, for: 1-9999m}}]}'
  })
  const calling = due(desk, begun(desk).course, 0).course
  const parkedIn = (round: number) => {
    const lines = calling.lines.map((line, i) => (i === 0 ? { ...line, round } : line))
    return afterCall(desk.program, at(desk, 0), { ...calling, lines }, VOICEMAIL).course.lines[0]!.at
  }
  const wait = { unit: 'minutes', min: 1, max: 9999 } as const
  for (const round of [1, 2, 3]) expect(parkedIn(round)).toBe(drawWait(wait, false, NOON, at(desk, 0), round * 64 + 63))
})

test('a task in hand keeps its time while the sequence rests', () => {
  const desk = triedPlaybook({
    steps: '  - call: {}\n  - park: {until: reply, for: 4h}\n  - wait: 1h\n  - letter: {}',
    more: tracks(track('tasks', '[{task: {what: look_up, hold: true}}, {wait: 6h}, {letter: {}}]'))
  })
  const { course } = called(desk)
  expect(linesOf(course)).toEqual(['parked 4h', 'held 0h', 'over'])
  expect(linesOf(due(desk, course, 4, SECOND).course)).toEqual(['planned 5h', 'held 0h', 'over'])
})

test('a track that wakes leaves the time of the others alone', () => {
  const desk = triedPlaybook({
    steps: '  - call: {}\n  - wait: 8h\n  - call: {}',
    more: tracks(
      track('slow', '[{park: {until: reply, for: 2h}}, {letter: {}}]'),
      track('mails', '[{wait: 1h}, {email: {}}]')
    )
  })
  const step = due(desk, called(desk).course, 2, SECOND)
  expect(step.acts.map(({ channel, due: since }) => [channel, since])).toEqual([
    ['letter', NOON + 2 * HOUR],
    ['email', NOON + HOUR]
  ])
})

test('a park counts days of the calendar', () => {
  const desk = triedPlaybook({ steps: '  - call: {}\n  - park: {until: reply, for: 3d}\n  - letter: {}' })
  expect(linesOf(called(desk).course)).toEqual(['parked 72h', 'over'])
})
