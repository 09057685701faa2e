import { expect, test } from 'vitest'
import { afterCall, againAt, dueAt, startTrack } from './course.ts'
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

test('whoever has just been enrolled has no last call', () => {
  expect(begun(triedPlaybook({})).course).toMatchObject({ left: false, outcome: NaN, number: -1 })
})

test('an event starts any track as one about the call that is over', () => {
  const desk = triedPlaybook({
    steps: '  - loop: {times: 3, steps: [{email: {}, when: attempt > 1}, {call: {}}, {wait: 2h}]}',
    more: tracks(
      track('one', '[{letter: {}}]', 'step == 9'),
      track('two', '[{letter: {}, when: step == 1 && attempt == 1}]', 'step == 9')
    )
  })
  const { course } = called(desk)
  expect(linesOf(course)).toEqual(['planned 2h', 'idle', 'idle', 'over'])
  expect(course.lines[0]).toMatchObject({ step: 1, round: 2 })
  expect(linesOf(startTrack(desk.program, at(desk, 1, SECOND), course, 1))).toEqual([
    'planned 2h',
    'idle',
    'planned 1h',
    'over'
  ])
})

test('a line that has not begun, or is over, stands at no step and at no rule', () => {
  const desk = triedPlaybook({ more: tracks(track('rare', '[{letter: {}}]', 'step == 9')) })
  const none = { step: -1, round: 1, at: Infinity, rule: -1 }
  expect(begun(desk).course.lines.slice(1)).toEqual([
    { kind: 'idle', ...none },
    { kind: 'over', ...none }
  ])
})
