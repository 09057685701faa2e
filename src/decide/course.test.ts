import { expect, test } from 'vitest'
import { houseCode } from '../guard/rule.ts'
import { afterCall, afterTask, againAt, calledAt, dueAt, startTrack, wakeMain } from './course.ts'
import { triedPlaybook } from '../../test/tried-playbook.ts'
import {
  HOUR,
  LEFT,
  MINUTE,
  NOON,
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

test('whoever is enrolled is called at once, and what is done on arrival runs beside the first call', () => {
  const desk = triedPlaybook({
    steps: '  - call: {}\n  - end: passive_list',
    more: 'before: [{email: {}}, {wait: 1h}, {letter: {}}]'
  })
  const { course, acts, ended } = begun(desk)
  expect([linesOf(course), acts, ended]).toEqual([['planned 0h', 'planned 0h'], [], null])
  const first = due(desk, course, 0)
  expect(actsOf(first)).toEqual(['call', 'email by -2'])
  expect(linesOf(first.course)).toEqual(['calling 0h', 'planned 1h'])
  expect(dueAt(first.course)).toBe(NOON + HOUR)
  const second = due(desk, first.course, 1)
  expect(actsOf(second)).toEqual(['letter by -2'])
  expect([linesOf(second.course), dueAt(second.course)]).toEqual([['calling 0h', 'over'], null])
})

test('a call waits for the time that the playbook gives it, and is due once', () => {
  const desk = triedPlaybook({ steps: '  - wait: 2h\n  - call: {}' })
  const { course } = begun(desk)
  expect([linesOf(course), dueAt(course)]).toEqual([['planned 2h', 'over'], NOON + 2 * HOUR])
  expect(due(desk, course, 1.9)).toEqual({ course, acts: [], moved: [], ended: null })
  const { acts, course: after } = due(desk, course, 2)
  expect(acts).toEqual([
    {
      ...{ kind: 'call', channel: 'call', track: -1, step: 1, round: 1, due: NOON + 2 * HOUR, number: -1 },
      ...{ instead: null, touch: desk.program.flow[1] }
    }
  ])
  expect(due(desk, after, 3)).toEqual({ course: after, acts: [], moved: [], ended: null })
})

test('a track has a clock of its own that no call sets back', () => {
  const desk = triedPlaybook({
    steps: '  - loop: {times: 9, steps: [{call: {}}, {wait: 4h}]}',
    more: tracks(track('letters', '[{wait: 7h}, {letter: {}}, {wait: 8h}, {letter: {}}]'))
  })
  const first = called(desk).course
  expect(linesOf(first)).toEqual(['planned 4h', 'planned 7h', 'over'])
  const second = due(desk, first, 4, SECOND)
  expect(actsOf(second)).toEqual(['call'])
  const after = afterCall(desk.program, at(desk, 4, SECOND), second.course, VOICEMAIL)
  expect(linesOf(after.course)).toEqual(['planned 8h', 'planned 7h', 'over'])
  const letter = due(desk, after.course, 7, { attempt: 3 })
  expect([actsOf(letter), linesOf(letter.course)]).toEqual([['letter by 0'], ['planned 8h', 'planned 15h', 'over']])
})

test('a track starts when its condition comes to hold, and only once', () => {
  const desk = triedPlaybook({
    steps: '  - loop: {times: 9, steps: [{call: {}}, {wait: 4h}]}',
    more: tracks(
      track('cold', '[{wait: 1h}, {email: {}}]', 'lead.interest == "none"'),
      track('warm', '[{wait: 9h}, {letter: {}}]', 'lead.interest == "high"')
    )
  })
  const first = called(desk).course
  expect(linesOf(first)).toEqual(['planned 4h', 'planned 1h', 'idle', 'over'])
  const warm = { ...SECOND, lead: { interest: 'high' } }
  const second = due(desk, first, 4, warm).course
  const after = afterCall(desk.program, at(desk, 4, warm), second, VOICEMAIL).course
  expect(linesOf(after)).toEqual(['planned 8h', 'over', 'planned 13h', 'over'])
})

test('a track starts beside a sequence that makes no calls, too', () => {
  const desk = triedPlaybook({
    steps: '  - email: {}\n  - wait: 5h\n  - email: {}\n  - wait: 5h\n  - email: {}',
    more: tracks(track('warm', '[{wait: 9h}, {letter: {}}]', 'lead.interest == "high"'))
  })
  const first = due(desk, begun(desk).course, 0).course
  expect(linesOf(first)).toEqual(['planned 5h', 'idle', 'over'])
  expect(linesOf(due(desk, first, 5, { lead: { interest: 'high' } }).course)).toEqual([
    'planned 10h',
    'planned 14h',
    'over'
  ])
})

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

test('an event starts a track from its beginning, whether it ran or not', () => {
  const desk = triedPlaybook({
    more: tracks(track('letters', '[{wait: 3h}, {letter: {}}]'), track('rare', '[{email: {}}]', 'step == 9'))
  })
  const { course } = begun(desk)
  const started = startTrack(desk.program, at(desk, 2), course, 0)
  expect(linesOf(started)).toEqual(['planned 0h', 'planned 5h', 'idle', 'over'])
  expect(linesOf(startTrack(desk.program, at(desk, 2), started, 1))).toEqual([
    ...['planned 0h', 'planned 5h', 'planned 2h', 'over']
  ])
})

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
  { end: 'passive_list', stay: { kind: 'end', ending: 'passive_list' } },
  { end: '{disqualified: no_budget}', stay: { kind: 'disqualified', reason: 'no_budget' } },
  { end: '{playbook: rearden}', stay: { kind: 'handover', playbook: 'rearden' } }
])('the sequence ends by $end, and every track with it', ({ end, stay }) => {
  const desk = triedPlaybook({
    steps: `  - call: {}\n  - end: ${end}\n    because: So be it.`,
    more: tracks(track('letters', '[{wait: 3h}, {letter: {}}]'))
  })
  const { course, ended } = called(desk)
  expect(ended).toEqual({ stay, step: 1, code: 0, because: 'So be it.' })
  expect([linesOf(course), dueAt(course)]).toEqual([['over', 'over', 'over'], null])
})

test('a rule of the voicemail may end the run', () => {
  const desk = triedPlaybook({
    rules: '  - {rule: no, when: otherwise, do: skip, because: No., then: {end: {disqualified: too_small}}}'
  })
  const { course, ended } = called(desk, { ...VOICEMAIL, rule: 0 })
  expect(ended).toEqual({ stay: { kind: 'disqualified', reason: 'too_small' }, step: 0, code: 0, because: null })
  expect([linesOf(course), course.left, course.outcome]).toEqual([['over', 'over'], false, 0])
})

test('a sequence that has no more steps is over, behind a call as behind another touch', () => {
  const over = { stay: null, step: -1, code: 0, because: null }
  expect(called(triedPlaybook({ steps: '  - call: {}', more: 'caps: {calls: 9}' })).ended).toEqual(over)
  const mails = triedPlaybook({ steps: '  - email: {}' })
  expect(due(mails, begun(mails).course, 0)).toMatchObject({ ended: over, acts: [{ channel: 'email' }] })
})

test('a sequence that has nothing for somebody ends where it begins', () => {
  const desk = triedPlaybook({
    steps: '  - end: {disqualified: not_ours}',
    more: `before: [{email: {}}]\n${tracks(track('letters', '[{letter: {}}]'))}`
  })
  const { course, ended, acts } = begun(desk)
  expect([ended?.stay, acts]).toEqual([{ kind: 'disqualified', reason: 'not_ours' }, []])
  expect(linesOf(course)).toEqual(['over', 'over', 'over'])
})

test('the cap on calls ends the run behind the last one that it allows', () => {
  const desk = triedPlaybook({
    steps: '  - loop: {times: unlimited, steps: [{call: {}}, {wait: 3h}]}',
    more: 'caps: {calls: 1}'
  })
  const { ended } = called(desk)
  expect(ended).toMatchObject({ stay: null, step: 1 })
  expect(ended!.code).not.toBe(0)
})

test('a call that did not come about is due again, from an instant on', () => {
  const desk = triedPlaybook({})
  const { course } = due(desk, begun(desk).course, 0)
  expect(linesOf(againAt(course, NOON + HOUR))).toEqual(['planned 1h', 'over'])
})

test('what comes too late about a call moves no sequence that has gone on without it', () => {
  const desk = triedPlaybook({ steps: '  - call: {}\n  - wait: 1h\n  - email: {}\n  - wait: 1h\n  - call: {}' })
  const { course } = called(desk, { ...VOICEMAIL, outcome: NaN })
  const late = afterCall(desk.program, at(desk, 0.5), course, LEFT)
  expect(late).toEqual({ course: { ...course, left: true, outcome: 0 }, acts: [], moved: [], ended: null })
  expect(againAt(course, NOON)).toBe(course)
})

test('the rule that decided at the voicemail holds even when its outcome comes late', () => {
  const desk = triedPlaybook({
    rules: '  - {rule: no, when: otherwise, do: skip, because: No., then: {end: passive_list}}',
    steps: '  - call: {}\n  - wait: 1h\n  - email: {}\n  - wait: 1h\n  - call: {}'
  })
  const { course } = called(desk, { ...VOICEMAIL, outcome: NaN })
  const late = { ...VOICEMAIL, rule: 0 }
  expect(afterCall(desk.program, at(desk, 0.5), course, late).ended?.stay).toEqual({
    kind: 'end',
    ending: 'passive_list'
  })
  const over = { ...course, lines: course.lines.map((line) => ({ ...line, kind: 'over' as const })) }
  expect(afterCall(desk.program, at(desk, 0.5), over, late).ended).toBeNull()
})
