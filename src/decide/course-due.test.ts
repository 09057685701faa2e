import { expect, test } from 'vitest'
import { houseCode } from '../guard/rule.ts'
import { afterCall, afterTask, calledAt } from './course.ts'
import { triedPlaybook } from '../../test/tried-playbook.ts'
import {
  HOUR,
  MINUTE,
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

test('a task that the sequence waits for stops its own line and no other', () => {
  const desk = triedPlaybook({
    steps: '  - task: {what: check_address, hold: true}\n  - wait: 3h\n  - call: {}',
    more: tracks(track('mails', '[{wait: 1h}, {email: {}}]'))
  })
  const first = due(desk, begun(desk).course, 0)
  expect([actsOf(first), linesOf(first.course)]).toEqual([['task'], ['held 0h', 'planned 1h', 'over']])
  expect(actsOf(due(desk, first.course, 1))).toEqual(['email by 0'])
  const open = due(desk, first.course, 50).course
  expect(linesOf(open)).toEqual(['held 0h', 'over', 'over'])
  const done = afterTask(desk.program, at(desk, 2), open, -1)
  expect([linesOf(done.course), done.ended]).toEqual([['planned 3h', 'over', 'over'], null])
  expect(afterTask(desk.program, at(desk, 2), done.course, -1).course).toBe(done.course)
})

test('a task may hold a track, or what is done on arrival', () => {
  const task = '{task: {what: look_up, hold: true}}, {letter: {}}'
  const desk = triedPlaybook({ more: `before: [${task}]\n${tracks(track('one', `[${task}]`))}` })
  const first = due(desk, begun(desk).course, 0)
  expect(linesOf(first.course)).toEqual(['calling 0h', 'held 0h', 'held 0h'])
  const ofTrack = afterTask(desk.program, at(desk, 1), first.course, 0)
  expect(linesOf(ofTrack.course)).toEqual(['calling 0h', 'planned 0h', 'held 0h'])
  const ofArrival = afterTask(desk.program, at(desk, 1), ofTrack.course, -2)
  expect(linesOf(ofArrival.course)).toEqual(['calling 0h', 'planned 0h', 'planned 0h'])
})

test('the sequence may end behind a task that it waited for', () => {
  const desk = triedPlaybook({ steps: '  - task: {what: check, hold: true}\n  - end: long_nurture' })
  const { course } = due(desk, begun(desk).course, 0)
  expect(afterTask(desk.program, at(desk, 1), course, -1).ended).toEqual({
    ...{ stay: { kind: 'end', ending: 'long_nurture' }, step: 1, code: 0, because: null }
  })
})

test('the next wait counts from when a touch fell due, not from when it was done', () => {
  const desk = triedPlaybook({ steps: '  - email: {}\n  - wait: 3h\n  - letter: {}' })
  const late = due(desk, begun(desk).course, 2)
  expect([actsOf(late), late.acts[0]!.due, linesOf(late.course)]).toEqual([['email'], NOON, ['planned 3h', 'over']])
})

test('what fell due long ago is done once: nobody gets at one minute what was meant for a week', () => {
  const desk = triedPlaybook({ steps: '  - loop: {times: 99, steps: [{email: {}}, {wait: 3h}]}' })
  const late = due(desk, begun(desk).course, 100)
  expect([actsOf(late), linesOf(late.course)]).toEqual([['email'], ['planned 103h', 'over']])
  const justLate = due(desk, begun(desk).course, 3)
  expect([actsOf(justLate), linesOf(justLate.course)]).toEqual([['email'], ['planned 6h', 'over']])
})

test('two touches that fall due at one minute are both done, the sequence first', () => {
  const desk = triedPlaybook({
    steps: '  - email: {}\n  - letter: {}\n  - wait: 1h\n  - visit: {}',
    more: tracks(track('one', '[{linkedin: {}}]'))
  })
  const step = due(desk, begun(desk).course, 0)
  expect(actsOf(step)).toEqual(['email', 'letter', 'linkedin by 0'])
  expect(linesOf(step.course)).toEqual(['planned 1h', 'over', 'over'])
})

test('a playbook that runs in a circle is said to, and does not run for ever', () => {
  const circle = (times: number) => {
    const desk = triedPlaybook({
      steps: `  - loop: {times: ${times}, steps: [{email: {}}]}\n  - wait: 1h\n  - letter: {}`
    })
    return due(desk, begun(desk).course, 0)
  }
  expect(circle(63).acts).toHaveLength(63)
  expect(() => circle(64)).toThrow('tried@1: more than 64 touches fall due at one minute')
})

test('an e-mail without an address becomes the task to find one; a channel that cannot be reached falls away', () => {
  const desk = triedPlaybook({ steps: '  - linkedin: {}\n  - email: {}\n  - letter: {}' })
  const nowhere = { reach: { email: false, linkedin: false, postal: false } }
  const planned = begun(desk).course
  const step = due(desk, planned, 0, nowhere)
  expect(step.acts).toMatchObject([{ kind: 'task', channel: 'task', step: 1, instead: 'find_address', number: -1 }])
  expect(step.ended).toMatchObject({ stay: null, code: 0 })
  expect(due(desk, planned, 0).acts.map(({ kind, instead }) => [kind, instead])).toEqual([
    ...[
      ['touch', null],
      ['touch', null],
      ['touch', null]
    ]
  ])
})

test.for([
  { bad: [], last: -1, number: -1, says: 'no number is known' },
  { bad: [false, false, false], last: -1, number: 0, says: 'the first call goes to the first' },
  { bad: [true, false, false], last: -1, number: 1, says: 'unless it is bad' },
  { bad: [false, false, false], last: 0, number: 1, says: 'then they rotate' },
  { bad: [false, false, false], last: 2, number: 0, says: 'and begin again' },
  { bad: [false, true, false], last: 0, number: 2, says: 'a bad one is passed over' },
  { bad: [true, false, true], last: 1, number: 1, says: 'or stay, when all others are bad' }
])('which number a call goes to: $says', ({ bad, last, number }) => {
  const desk = triedPlaybook({})
  expect(due(desk, calledAt(begun(desk).course, last), 0, {}, bad).acts).toMatchObject([
    { kind: 'call', channel: 'call', number, instead: null }
  ])
})

test('when all their numbers are bad the call becomes the task to find one, and the sequence goes on', () => {
  const desk = triedPlaybook({ steps: '  - call: {}\n  - wait: 1h\n  - email: {}' })
  const step = due(desk, begun(desk).course, 0, {}, [true, true])
  expect(step.acts).toMatchObject([{ kind: 'task', channel: 'task', instead: 'find_number', number: -1 }])
  expect(linesOf(step.course)).toEqual(['planned 1h', 'over'])
})

test('what is due outside their hours is moved to the first minute that the guard allows', () => {
  const desk = triedPlaybook({ steps: '  - wait: 1h\n  - call: {}\n  - wait: 1h\n  - letter: {}' })
  const { course } = begun(desk)
  const step = due(desk, course, 10)
  expect(step.moved).toEqual([{ track: -1, step: 1, code: houseCode('HOUSE-HOURS'), at: NOON + 20 * HOUR }])
  expect([step.acts, linesOf(step.course), step.ended]).toEqual([[], ['planned 20h', 'over'], null])
  expect(actsOf(due(desk, step.course, 20))).toEqual(['call'])
})

test('the minute after is enough when the guard forbids this one', () => {
  const desk = triedPlaybook({ steps: '  - call: {}' })
  const rest = { number: { kind: 'business' }, attempt: 2, history: { hoursSinceCall: 2 - 1 / 60, calls24h: 1 } }
  const step = due(desk, begun(desk).course, 0, rest)
  expect(step.moved).toMatchObject([{ code: houseCode('HOUSE-CALL-GAP'), at: NOON + MINUTE }])
})

test('a cap that no wait lifts ends the run when it stops the call', () => {
  const desk = triedPlaybook({ steps: '  - wait: 1h\n  - call: {}', more: 'caps: {calls: 2}' })
  const { course } = begun(desk)
  const step = due(desk, course, 1, { attempt: 3 })
  expect(step).toMatchObject({ acts: [], ended: { stay: null, step: 1, because: null } })
  expect(step.ended!.code).not.toBe(0)
  expect(linesOf(step.course)).toEqual(['over', 'over'])
})

test('what forbids a touch on another channel for good only passes it over', () => {
  const desk = triedPlaybook({
    steps: '  - call: {}\n  - wait: 1h\n  - sms: {}\n  - email: {}\n  - wait: 1h\n  - visit: {}',
    more: tracks(track('texts', '[{wait: 1h}, {sms: {}}, {letter: {}}, {wait: 1h}, {letter: {}}]'))
  })
  const may = { consent: { sms: 'express' } }
  const { course } = called(desk, VOICEMAIL, may)
  expect(linesOf(course)).toEqual(['planned 1h', 'planned 1h', 'over'])
  const step = due(desk, course, 1, SECOND)
  expect([actsOf(step), step.moved]).toEqual([['email', 'letter by 0'], []])
})

test('two touches of one minute stay two of one minute when they are late', () => {
  const desk = triedPlaybook({ steps: '  - email: {}\n  - letter: {}\n  - wait: 3h\n  - visit: {}' })
  const late = due(desk, begun(desk).course, 2)
  expect(late.acts.map(({ channel, due: since }) => [channel, since])).toEqual([
    ['email', NOON],
    ['letter', NOON]
  ])
  expect(linesOf(late.course)).toEqual(['planned 3h', 'over'])
})

test('whoever is late at a park has all its time from now on', () => {
  const desk = triedPlaybook({ steps: '  - email: {}\n  - park: {until: reply, for: 3h}\n  - letter: {}' })
  expect(linesOf(due(desk, begun(desk).course, 2).course)).toEqual(['parked 3h', 'over'])
  expect(linesOf(due(desk, begun(desk).course, 9).course)).toEqual(['parked 12h', 'over'])
})

test('the minute in which their day ends is too late for a call', () => {
  const desk = triedPlaybook({ steps: '  - wait: 1h\n  - call: {}' })
  expect(due(desk, begun(desk).course, 9)).toMatchObject({ acts: [], moved: [{ at: NOON + 20 * HOUR }] })
})

test('a call is taken out of the round that it was planned for', () => {
  const desk = triedPlaybook({ steps: '  - loop: {times: 3, steps: [{call: {}}, {wait: 2h}]}' })
  const { course } = due(desk, begun(desk).course, 0)
  const after = afterCall(desk.program, at(desk, 0), course, VOICEMAIL).course
  expect(after.lines[0]).toEqual({ kind: 'planned', step: 1, round: 2, at: NOON + 2 * HOUR, rule: -1 })
  expect(due(desk, after, 2, SECOND).acts).toMatchObject([{ round: 2, due: NOON + 2 * HOUR }])
})

test.for(['touchesPerWeek', 'touchesPerMonth', 'householdTouchesPerWeek', 'emails'])(
  'a touch counts for the next one of its minute: %s',
  (cap) => {
    const desk = triedPlaybook({
      steps: '  - email: {}\n  - email: {}\n  - wait: 60d\n  - letter: {}',
      more: `caps: {${cap}: 1}`
    })
    const document = { household: { touches7d: 0 } }
    const step = due(desk, begun(desk, document).course, 0, document)
    expect(actsOf(step)).toEqual(['email'])
  }
)

test('a letter is no e-mail, and a task or a call is counted by nobody before it is made', () => {
  const capped = (steps: string, cap: string) => {
    const desk = triedPlaybook({ steps: `${steps}\n  - wait: 60d\n  - letter: {}`, more: `caps: {${cap}}` })
    return actsOf(due(desk, begun(desk).course, 0))
  }
  expect(capped('  - letter: {}\n  - email: {}', 'emails: 1')).toEqual(['letter', 'email'])
  expect(capped('  - task: {what: look}\n  - email: {}', 'touchesPerWeek: 1')).toEqual(['task', 'email'])
  expect(capped('  - letter: {}\n  - email: {}', 'touchesPerWeek: 2')).toEqual(['letter', 'email'])
})

test('an e-mail goes to no number, and needs none', () => {
  const desk = triedPlaybook({ steps: '  - email: {}\n  - wait: 1d\n  - letter: {}' })
  const email = { kind: 'touch', channel: 'email', number: -1, instead: null }
  for (const bad of [
    [false, false],
    [true, true]
  ])
    expect(due(desk, begun(desk).course, 0, {}, bad).acts).toMatchObject([email])
})
