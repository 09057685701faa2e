import { expect, test } from 'vitest'
import { afterCall, calledAt, dueAt, fallDue } from './course.ts'
import { callRound, roundAt, stepNumber } from './course-line.ts'
import { triedPlaybook } from '../../test/tried-playbook.ts'
import {
  LEFT,
  SECOND,
  VOICEMAIL,
  actsOf,
  at,
  begun,
  called,
  due,
  hours,
  linesOf,
  track,
  tracks
} from '../../test/worked-person.ts'

test('a track is asked about the call that is over, not about the round that is planned', () => {
  const desk = triedPlaybook({
    steps: '  - loop: {times: 9, steps: [{call: {}}, {wait: 5h}]}',
    more: tracks(
      track('first', '[{wait: 2h}, {letter: {}}]', 'attempt == 1 && step == 1'),
      track('second', '[{wait: 2h}, {letter: {}}]', 'attempt == 2 || step == 2')
    )
  })
  expect(linesOf(called(desk).course)).toEqual(['planned 5h', 'planned 2h', 'idle', 'over'])
})

test('rounds of two to three are one number for a lead, whether the course or the facts count them', () => {
  const desk = triedPlaybook({
    steps: '  - loop: {times: [2, 3], steps: [{call: {}}, {wait: 3h}]}\n  - end: list_exhausted'
  })
  const calls = (id: string) => {
    let { course } = begun(desk, { lead: { id } })
    for (let call = 1; ; call++) {
      const document = { lead: { id }, attempt: call }
      const hour = hours(dueAt(course)!)
      course = due(desk, course, hour, document).course
      const after = afterCall(desk.program, at(desk, hour, document), calledAt(course, 0), VOICEMAIL)
      if (after.ended) return call
      course = after.course
    }
  }
  expect(new Set(Array.from({ length: 12 }, (_, i) => calls(`lead ${i}`)))).toEqual(new Set([2, 3]))
  expect(calls('lead 5')).toBe(calls('lead 5'))
})

test('whether a message was left, and how the call ended, is still known behind the e-mail', () => {
  const desk = triedPlaybook({
    steps: `
  - call: {}
  - email: {}
  - letter: {}
    when: message.left && outcome == "voicemail"
  - visit: {}
    when: "!message.left"
  - linkedin: {}
    when: outcome == "busy"`
  })
  const behind = (end: typeof VOICEMAIL) => actsOf(due(desk, called(desk, end).course, 0, SECOND))
  expect(behind(LEFT)).toEqual(['email', 'letter'])
  expect(behind(VOICEMAIL)).toEqual(['email', 'visit'])
  expect(behind({ ...VOICEMAIL, outcome: 2 })).toEqual(['email', 'visit', 'linkedin'])
  expect(behind({ ...VOICEMAIL, outcome: NaN })).toEqual(['email', 'visit'])
})

test('before the first call nothing was left and nothing has ended', () => {
  const desk = triedPlaybook({
    steps: '  - email: {}\n  - letter: {}\n    when: "!message.left"\n  - visit: {}\n    when: outcome != "busy"'
  })
  expect(actsOf(due(desk, begun(desk).course, 0))).toEqual(['email', 'letter'])
})

test.for([
  {
    says: 'behind a call before the rounds',
    steps:
      '  - call: {}\n  - email: {}\n  - letter: {}\n    when: step == 1 && attempt == 1\n  - loop: {times: 3, steps: [{call: {}}, {wait: 1h}]}',
    attempt: 1
  },
  {
    says: 'between two calls without rounds',
    steps:
      '  - call: {}\n  - email: {}\n  - letter: {}\n    when: step == 1 && attempt == 1\n  - wait: 3h\n  - call: {}\n  - wait: 3h\n  - call: {}',
    attempt: 1
  },
  {
    says: 'in a round, ahead of its call',
    steps:
      '  - loop: {times: 3, steps: [{email: {}, when: attempt > 1}, {letter: {}, when: step == 2 && attempt == 2}, {call: {}}]}',
    attempt: 1
  },
  {
    says: 'in a round, behind its call',
    steps: '  - loop: {times: 3, steps: [{call: {}}, {email: {}}, {letter: {}, when: step == 1 && attempt == 1}]}',
    attempt: 1
  },
  {
    says: 'in the first of the rounds, ahead of its call',
    steps:
      '  - call: {}\n  - loop: {times: 3, steps: [{email: {}}, {letter: {}, when: step == 1 && attempt == 1}, {wait: 1h}, {call: {}}]}',
    attempt: 1
  },
  {
    says: 'between the two calls of a round',
    steps:
      '  - loop: {times: 3, steps: [{call: {}}, {email: {}}, {letter: {}, when: step == 1 && attempt == 1}, {wait: 1h}, {call: {}}]}',
    attempt: 1
  },
  {
    says: 'behind the rounds',
    steps:
      '  - loop: {times: 1, steps: [{call: {}}]}\n  - email: {}\n  - letter: {}\n    when: step == 1 && attempt == 1',
    attempt: 1
  }
])('a step knows its round and its attempt behind an e-mail as well: $says', ({ steps }) => {
  const desk = triedPlaybook({ steps })
  const step = due(desk, called(desk).course, 0, SECOND)
  expect(actsOf(step).slice(0, 2)).toEqual(['email', 'letter'])
})

test('a track asks about the round of the sequence, not about its own', () => {
  const desk = triedPlaybook({
    steps: '  - loop: {times: 9, steps: [{call: {}}, {wait: 2h}]}',
    more: tracks(track('mails', '[{wait: 3h}, {email: {}}, {letter: {}, when: step == 2 && attempt == 2}]'))
  })
  const first = called(desk).course
  const second = due(desk, first, 2, SECOND).course
  const after = afterCall(desk.program, at(desk, 2, SECOND), second, VOICEMAIL).course
  expect(actsOf(due(desk, after, 3, { attempt: 3 }))).toEqual(['email by 0', 'letter by 0'])
})

test.for([
  { says: 'a call before the rounds', step: 0, round: 1, is: 1 },
  { says: 'the second of them', step: 1, round: 1, is: 2 },
  { says: 'the call of the first round', step: 3, round: 1, is: 3 },
  { says: 'the call of the fourth round', step: 3, round: 4, is: 6 },
  { says: 'whatever else stands in that round', step: 4, round: 4, is: 6 }
])('the number of the greeting that comes next: $says', ({ step, round, is }) => {
  const steps = '  - call: {}\n  - call: {}\n  - loop: {times: 9, steps: [{call: {}}, {email: {}}]}'
  const line = { kind: 'planned', step, round, at: 0, rule: -1 } as const
  expect(stepNumber(triedPlaybook({ steps }).program, line)).toBe(is)
})

test('without rounds the number of the greeting is that of the call, and the last one behind them', () => {
  const { program } = triedPlaybook({ steps: '  - call: {}\n  - wait: 1d\n  - call: {}\n  - email: {}' })
  const line = { kind: 'planned', round: 1, at: 0, rule: -1 } as const
  expect([0, 2, 3].map((step) => stepNumber(program, { ...line, step }))).toEqual([1, 2, 2])
  expect(stepNumber(triedPlaybook({ steps: '  - email: {}' }).program, { ...line, step: 0 })).toBe(1)
})

test.for([
  { says: 'in front of every call', step: 0, round: 1, is: { step: 1, isAhead: false } },
  { says: 'behind the first call', step: 2, round: 1, is: { step: 1, isAhead: false } },
  { says: 'at the second call, which is to be made', step: 3, round: 1, is: { step: 1, isAhead: false } },
  { says: 'behind the second call', step: 4, round: 2, is: { step: 2, isAhead: false } },
  { says: 'in the first round, in front of its calls', step: 6, round: 1, is: { step: 2, isAhead: false } },
  { says: 'in the first round, behind its first call', step: 8, round: 1, is: { step: 3, isAhead: false } },
  { says: 'in the third round, in front of its calls', step: 6, round: 3, is: { step: 5, isAhead: true } },
  { says: 'in the third round, between its calls', step: 8, round: 3, is: { step: 5, isAhead: false } },
  { says: 'behind the rounds', step: 11, round: 9, is: { step: 11, isAhead: false } }
])('the round of a step $says', ({ step, round, is }) => {
  const steps = `
  - email: {}
  - call: {}
  - email: {}
  - call: {}
  - email: {}
  - loop: {times: 9, steps: [{email: {}}, {call: {}}, {email: {}}, {call: {}}]}
  - email: {}`
  const line = { kind: 'planned', step, round, at: 0, rule: -1 } as const
  expect(roundAt(triedPlaybook({ steps }).program, line)).toEqual(is)
})

test('a rule that parks does so behind its call, a step that parks behind the calls in front of it', () => {
  const { program } = triedPlaybook({ steps: '  - call: {}\n  - call: {}\n  - park: {until: reply}\n  - call: {}' })
  const line = { kind: 'parked', round: 1, at: 0, rule: -1 } as const
  expect([0, 1, 2].map((step) => roundAt(program, { ...line, step }).step)).toEqual([1, 2, 2])
})

test('a call before the rounds is a round of its own, whatever its line says', () => {
  const { program } = triedPlaybook({ steps: '  - call: {}\n  - call: {}\n  - loop: {times: 9, steps: [{call: {}}]}' })
  const line = { kind: 'calling', round: 5, at: 0, rule: -1 } as const
  expect([0, 1, 3].map((step) => callRound(program, { ...line, step }))).toEqual([1, 2, 5])
})

test('calls of an earlier run count for those who have none in this one', () => {
  const desk = triedPlaybook({ steps: '  - email: {}\n  - letter: {}\n    when: attempt == 5' })
  const fifth = { attempt: 5 }
  expect(actsOf(due(desk, begun(desk, fifth).course, 0, fifth))).toEqual(['email', 'letter'])
})

test('the facts of a situation stay as they are', () => {
  const desk = triedPlaybook({ steps: '  - call: {}\n  - email: {}\n  - letter: {}' })
  const { course } = called(desk, LEFT)
  const situation = at(desk, 0, SECOND)
  const before = situation.vector.slice()
  fallDue(desk.program, situation, course)
  expect(situation.vector).toEqual(before)
})

test('the message that was left on the call counts for what is asked behind it', () => {
  const desk = triedPlaybook({
    steps: '  - call: {}\n  - letter: {}\n    when: history.unansweredVoicemails == 1\n  - wait: 1h\n  - visit: {}'
  })
  expect(linesOf(called(desk, LEFT).course)).toEqual(['planned 0h', 'over'])
  expect(linesOf(called(desk, VOICEMAIL).course)).toEqual(['planned 1h', 'over'])
})
