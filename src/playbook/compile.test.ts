import { expect, test } from 'vitest'
import { slot } from '../facts/fact.ts'
import { readFactsObject } from '../facts/read.ts'
import { type Program } from './program.ts'
import { readPlaybook } from './read.ts'
import { sample, sampleWith } from './sample.ts'

function programOf(source: string): Program {
  const reading = readPlaybook(source)
  if (reading.kind === 'wrong') throw new Error(JSON.stringify(reading.problems))
  return reading.program
}
const firstProblem = (source: string): string => {
  const reading = readPlaybook(source)
  return reading.kind === 'wrong' ? reading.problems[0]!.problem : 'it was taken'
}
const vectorOf = (document: object): Float64Array => {
  const reading = readFactsObject(document, { now: 0, offsetMinutes: 0, country: null })
  if (reading.kind === 'bad') throw new Error(reading.problem)
  return reading.facts.vector
}

const EXPERIMENT = `do: experiment
    experiment:
      name: trial
      arms:
        - {arm: none, share: 0.5, leave: false}
        - {arm: all, share: 0.5, leave: attempt < 3}`
const rule = (name: string, when: string): string =>
  `  - rule: ${name}\n    when: ${when}\n    do: leave\n    because: So be it.\n`

test('the sample compiles to rules, caps and a flow', () => {
  const { name, label, rules, caps, entry } = programOf(sample)
  expect([name, label, entry]).toEqual(['sample', '1', null])
  expect(rules.map((each) => [each.name, each.act.kind, each.when?.source ?? 'otherwise'])).toEqual([
    ['known', 'leave', 'lead.relationship == "met"'],
    ['rest', 'skip', 'otherwise']
  ])
  expect(rules[0]!.message).toEqual({
    purpose: 'callback',
    maxSeconds: 30,
    mode: 'either',
    slots: [
      { slot: 'who', when: null },
      { slot: 'number', when: null }
    ]
  })
  expect(rules[1]!.message).toBeNull()
  expect(caps).toEqual([{ measure: 'calls', limit: 3, when: null }])
})

test.for([
  ['two rules of one name', sampleWith('rule: rest', 'rule: known'), /^two rules are called known$/],
  [
    'a rule below otherwise',
    sampleWith('steps:', `${rule('more', 'attempt == 1')}steps:`),
    /^rule more can never be reached: rule rest/
  ],
  [
    'a rule that asks what one above asked',
    sampleWith('  - rule: rest', `${rule('twin', 'lead.relationship == "met"')}  - rule: rest`),
    /^rule twin can never be reached: rule known has the same condition$/
  ],
  ['shares below 1', sampleWith('do: leave', EXPERIMENT.replace('0.5', '0.4')), /add up to 0\.9, they must make 1$/],
  ['shares above 1', sampleWith('do: leave', EXPERIMENT.replace('0.5', '0.6')), /add up to 1\.1, they must make 1$/],
  [
    'two arms of one name',
    sampleWith('do: leave', EXPERIMENT.replace('arm: all', 'arm: none')),
    /^two arms are called none$/
  ],
  [
    'an arm that asks what nobody knows',
    sampleWith('do: leave', EXPERIMENT.replace('attempt <', 'atempt <')),
    /^no fact is called atempt/
  ],
  ['an experiment without arms', sampleWith('do: leave', 'do: experiment'), /^do: experiment needs experiment:$/],
  ['a chance without a number', sampleWith('do: leave', 'do: explore'), /^do: explore needs explore:$/],
  [
    'arms without an experiment',
    sampleWith('do: leave', EXPERIMENT.replace('do: experiment', 'do: leave')),
    /^experiment stands with do: experiment only$/
  ],
  [
    'a suggestion without a question',
    sampleWith('do: leave', 'do: leave\n    suggest: skip'),
    /^suggest stands with do: ask only$/
  ],
  ['a message without a purpose', sampleWith('  purpose: callback\n', ''), /^a message needs purpose: and slots:/],
  [
    'no message at all',
    sampleWith('message:\n  purpose: callback\n  slots: [who, number]\n', ''),
    /^a message needs purpose: and slots:/
  ],
  [
    'no way out',
    sampleWith('exits: [conversation]\ncaps:\n  calls: 3', 'exits: []').replace('  - end: passive_list\n', ''),
    /^there is no way out: name at least one event under exits, a cap on calls, or an end step$/
  ],
  [
    'an unknown track',
    sampleWith('exits:', 'on: [{event: reply, do: {track: letters}}]\nexits:'),
    /^no track is called letters; there are none$/
  ],
  [
    'a cap below otherwise',
    sampleWith('calls: 3', 'calls: [{limit: 3, when: otherwise}, {limit: 1, when: attempt == 1}]'),
    /^this row can never be reached/
  ],
  [
    'a first attempt below otherwise',
    sampleWith(
      'steps:',
      'firstAttempt: [{nextWindow: true, when: otherwise}, {within: 5m, when: attempt == 1}]\nsteps:'
    ),
    /^this row can never be reached/
  ],
  [
    'a first attempt without a time',
    sampleWith('steps:', 'firstAttempt: [{when: otherwise}]\nsteps:'),
    /^a first attempt has within: or nextWindow: true, one of them$/
  ],
  [
    'a first attempt that asks what nobody knows',
    sampleWith('steps:', 'firstAttempt: [{within: 5m, when: lead.orgin == "referral"}]\nsteps:'),
    /^no fact is called lead\.orgin, did you mean lead\.origin\?$/
  ],
  [
    'an entry that asks how the call ended',
    sampleWith('voicemail:', 'entry: {when: message.left, because: x}\nvoicemail:'),
    /can be asked in a step only/
  ],
  [
    'a part that is spoken when nobody knows',
    sampleWith('[who, number]', '[who, {slot: number, when: lead.askForNumber}]'),
    /^no fact is called lead\.askForNumber, did you mean lead\.askedForNumber\?$/
  ]
] as const)('%s is refused', ([, source, expected]) => expect(firstProblem(source)).toMatch(expected))

test.for([
  [
    'a message of its own',
    sampleWith('do: leave', 'do: leave\n    message: {maxSeconds: 12, mode: live}'),
    { maxSeconds: 12, mode: 'live', purpose: 'callback' }
  ],
  [
    'its own parts',
    sampleWith('do: leave', 'do: leave\n    message: {slots: [news]}'),
    { slots: [{ slot: 'news', when: null }] }
  ]
] as const)('a rule takes what every message has, and %s', ([, source, expected]) => {
  expect(programOf(source).rules[0]!.message).toMatchObject(expected)
})

test.for([
  ['exits alone', sampleWith('  - end: passive_list\n', '').replace('caps:\n  calls: 3\n', '')],
  ['a cap on calls', sampleWith('exits: [conversation]', 'exits: []').replace('  - end: passive_list\n', '')],
  ['an end by plan', sampleWith('exits: [conversation]\ncaps:\n  calls: 3', 'exits: []')]
])('one way out is enough: %s', ([, source]) => expect(programOf(source!).name).toBe('sample'))

test('an experiment keeps its arms, shares and conditions', () => {
  const { act } = programOf(sampleWith('do: leave', EXPERIMENT)).rules[0]!
  if (act.kind !== 'experiment') throw new Error('an experiment was written')
  expect(act.experiment).toMatchObject({ name: 'trial', kind: 'point_of_voicemail', phase: 1, shares: [0.5, 0.5] })
  const [none, all] = act.experiment.arms
  expect(none!.leave).toBe(false)
  expect(typeof all!.leave === 'object' && all!.leave.test(vectorOf({ attempt: 2 }))).toBe(2)
})

test('in a list of caps the first row that holds counts, and one that is not known holds with those below', () => {
  const source = sampleWith(
    'calls: 3',
    'calls:\n    - {limit: 5, when: lead.market == "b2b"}\n    - {limit: 2, when: otherwise}'
  )
  const { caps } = programOf(source)
  const holding = (document: object) =>
    caps.filter((cap) => cap.when?.(vectorOf(document)) !== 0).map((cap) => cap.limit)
  expect(holding({ lead: { market: 'b2b' } })).toEqual([5])
  expect(holding({ lead: { market: 'b2c' } })).toEqual([2])
  expect(holding({})).toEqual([5, 2])
})

test('money in conditions is in the currency of the playbook', () => {
  const euros = sampleWith('title:', 'currency: EUR\ntitle:').replace(
    'lead.relationship == "met"',
    'lead.dealValueCents > 5'
  )
  const { when } = programOf(euros).rules[0]!
  expect(when!.test(vectorOf({ lead: { dealValueCents: 9, currency: 'EUR' } }))).toBe(2)
  expect(when!.test(vectorOf({ lead: { dealValueCents: 9 } }))).toBe(1)
  expect(when!.reads).toContain(slot('lead.currency'))
})

test.for([
  ['on arrival', 'before: [{email: {}}, {call: {}}]'],
  ['in a track', 'tracks: {more: {steps: [{wait: 1d}, {call: {}}]}}'],
  ['in rounds of a track', 'tracks: {more: {steps: [{loop: {times: 2, steps: [{call: {}}]}}]}}'],
  ['in a branch of a track', 'tracks: {more: {steps: [{branch: [{when: otherwise, steps: [{call: {}}]}]}]}}']
])('a call %s would never be made, and is refused', ([, more]) => {
  expect(firstProblem(`${sample}\n${more}`)).toMatch(/^calls stand under steps/)
})

test('other touches on arrival and in tracks are taken', () => {
  expect(firstProblem(`${sample}\nbefore: [{email: {}}]\ntracks: {more: {steps: [{letter: {}}]}}`)).toBe('it was taken')
})
