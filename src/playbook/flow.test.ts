import { expect, test } from 'vitest'
import { type Flow } from './program.ts'
import { readPlaybook } from './read.ts'
import { sample, sampleWith } from './sample.ts'

const STEPS = sample.slice(sample.indexOf('steps:\n'), sample.indexOf('exits:'))
const withSteps = (steps: string): string => sampleWith(STEPS, `steps:\n${steps.replace(/^/gm, '  ')}\n`)
function flowOf(steps: string): Flow {
  const reading = readPlaybook(withSteps(steps))
  if (reading.kind === 'wrong') throw new Error(JSON.stringify(reading.problems))
  return reading.program.flow
}
const problemOf = (steps: string): string => {
  const reading = readPlaybook(withSteps(steps))
  return reading.kind === 'wrong' ? reading.problems[0]!.problem : 'it was taken'
}
const shape = (flow: Flow): string[] =>
  flow.map((each) => {
    switch (each.kind) {
      case 'touch':
        return each.channel
      case 'loop':
        return `loop to ${each.end}`
      case 'again':
        return `again from ${each.start}`
      case 'unless':
        return `unless to ${each.to}`
      case 'goto':
        return `goto ${each.to}`
      case 'wait':
      case 'stay':
        return each.kind
    }
  })

test('rounds become a jump back, and their calls know their loop', () => {
  const flow = flowOf('- loop: {times: [4, 5], steps: [{call: {}}, {wait: 2d}]}\n- end: passive_list')
  expect(shape(flow)).toEqual(['loop to 3', 'call', 'wait', 'again from 0', 'stay'])
  const call = flow[1]!
  expect(call.kind === 'touch' && call.loop).toMatchObject({ times: [4, 5], hasCalls: true })
})

test('branches become jumps over the rows that do not hold', () => {
  const branch =
    '- branch:\n    - {when: message.left, steps: [{email: {}}]}\n    - {when: otherwise, steps: [{wait: 1d}, {call: {}}]}\n- task: {what: look}'
  expect(shape(flowOf(branch))).toEqual([
    'unless to 3',
    'email',
    'goto 7',
    'unless to 7',
    'wait',
    'call',
    'goto 7',
    'task'
  ])
})

test('a loop without calls may stand in rounds, and its steps belong to the round', () => {
  const inner = '{loop: {times: 2, steps: [{email: {}}, {wait: 1d}]}}'
  const flow = flowOf(`- loop: {times: 3, steps: [{call: {}}, ${inner}]}`)
  expect(shape(flow)).toEqual(['loop to 6', 'call', 'loop to 5', 'email', 'wait', 'again from 2', 'again from 0'])
  const email = flow[3]!
  expect(email.kind === 'touch' && email.loop?.times).toEqual([3, 3])
})

test.for([
  [
    'park until a call back',
    '- park: {until: callback, for: 30d}',
    { kind: 'park', until: 'callback', wait: { min: 30 } }
  ],
  ['park without an end', '- park: {until: reply}', { kind: 'park', until: 'reply', wait: null }],
  ['end', '- end: long_nurture', { kind: 'end', ending: 'long_nurture' }],
  ['hand over', '- end: {playbook: middle-ground}', { kind: 'handover', playbook: 'middle-ground' }],
  ['disqualify', '- end: {disqualified: does not answer}', { kind: 'disqualified', reason: 'does not answer' }]
] as const)('a run can %s', ([, steps, stay]) => {
  expect(flowOf(steps)[0]).toMatchObject({ kind: 'stay', stay })
})

test.for([
  [
    'one wait for every round',
    '- wait: 2-3d',
    { waits: [{ unit: 'days', min: 2, max: 3 }], onBusinessDays: false, varied: false }
  ],
  [
    'a wait by round',
    '- wait: {byRound: [1d, 2d], daypart: varied}',
    { waits: [{ min: 1 }, { min: 2 }], varied: true }
  ],
  ['a wait that ends on business days', '- wait: {for: 2-3d, on: business_days}', { onBusinessDays: true }]
] as const)('%s', ([, steps, expected]) => {
  expect(flowOf(`${steps}\n- call: {}`)[0]).toMatchObject({ kind: 'wait', ...expected })
})

test.for([
  ['a step that says nothing', '- because: why', /^a step says what to do: one of call, email/],
  ['a step that does two things', '- {call: {}, email: {}}', /^a step does one thing, this one has call and email$/],
  [
    'rounds with calls in rounds',
    '- loop: {times: 2, steps: [{loop: {times: 2, steps: [{call: {}}]}}]}',
    /^rounds with calls do not nest/
  ],
  [
    'a call in a branch in rounds in rounds',
    '- loop:\n    times: 2\n    steps:\n      - loop: {times: 2, steps: [{branch: [{when: message.left, steps: [{call: {}}]}]}]}',
    /^rounds with calls do not nest/
  ],
  [
    'at least more than at most',
    '- loop: {times: [3, 2], steps: [{call: {}}]}',
    /^at least 3 and at most 2 rounds cannot both hold$/
  ],
  ['for ever without a wait', '- loop: {times: unlimited, steps: [{call: {}}]}', /^an unlimited loop needs a wait/],
  [
    'for ever with a wait of nothing',
    '- loop: {times: unlimited, steps: [{email: {}}, {wait: 0m}]}',
    /^an unlimited loop needs a wait/
  ],
  [
    'for ever with a last wait of nothing',
    '- loop: {times: unlimited, steps: [{email: {}}, {wait: {byRound: [1d, 0d]}}]}',
    /^an unlimited loop needs/
  ],
  ['a wait of both kinds', '- wait: {for: 1d, byRound: [2d]}', /^a wait has for: or byRound:, one of them$/],
  ['a wait of no kind', '- wait: {on: any_day}', /^a wait has for: or byRound:, one of them$/],
  ['a step after the end', '- end: passive_list\n- call: {}', /^this step can never be reached/],
  [
    'a step after for ever',
    '- loop: {times: unlimited, steps: [{call: {}}, {wait: 1d}]}\n- end: next_lead',
    /^this step can never be reached/
  ],
  [
    'a branch below otherwise',
    '- branch: [{when: otherwise, steps: []}, {when: message.left, steps: []}]',
    /^this branch can never be reached/
  ],
  [
    'a step that asks what nobody knows',
    '- {call: {}, when: mesage.left}',
    /^no fact is called mesage\.left, did you mean message\.left\?$/
  ],
  [
    'rounds until nobody knows what',
    '- loop: {times: 2, until: attempt, steps: [{call: {}}]}',
    /^attempt is not true or false/
  ]
] as const)('%s is refused', ([, steps, expected]) => expect(problemOf(steps)).toMatch(expected))

test.for([
  ['an end under a condition', '- {end: next_lead, when: message.left}\n- call: {}'],
  ['for ever until something', '- loop: {times: unlimited, until: attempt > 9, steps: [{call: {}}]}\n- end: next_lead'],
  [
    'for ever with a wait in a branch',
    '- loop: {times: unlimited, steps: [{call: {}}, {branch: [{when: message.left, steps: [{wait: 1d}]}]}]}'
  ]
])('%s is allowed', ([, steps]) => expect(problemOf(steps!)).toBe('it was taken'))

test.for(['2h', '30m', '3bd'])('a wait of %s does not fall on business days', (wait) => {
  expect(problemOf(`- call: {}\n- wait: {for: ${wait}, on: business_days}`)).toBe(
    'on: business_days is for waits in days, such as 2-4d; 3bd counts business days by itself'
  )
  expect(problemOf('- call: {}\n- wait: {for: 2-4d, on: business_days}')).toBe('it was taken')
})
