import { expect, test } from 'vitest'
import { readFactsObject } from '../facts/read.ts'
import { type Facts } from '../facts/facts.ts'
import { house } from '../guard/house.ts'
import { type Program } from '../playbook/program.ts'
import { readPlaybook } from '../playbook/read.ts'
import { answer, deskFor } from './answer.ts'
import { factValues, traceOf } from './trace.ts'

const text = `
playbook: tried
version: "1"
title: Tried
summary: For a test.
source: a test
pro: []
contra: []
message: {purpose: callback, slots: [who]}
voicemail:
  - {rule: rich, when: lead.dealValueCents > 100000, do: leave, because: Worth it.}
  - {rule: third, when: attempt >= 3, do: skip, because: Enough.}
  - rule: lot
    when: otherwise
    do: experiment
    because: The lot decides.
    experiment: {name: halves, arms: [{arm: yes_please, share: 0.5, leave: true}, {arm: none, share: 0.5, leave: false}]}
steps:
  - call: {}
  - end: next_lead
exits: [conversation]
`

function programOf(passage = '', other = ''): Program {
  const reading = readPlaybook(text.replace(passage, other))
  if (reading.kind === 'wrong') throw new Error(JSON.stringify(reading.problems))
  return reading.program
}

function factsOf(document: object): Facts {
  const reading = readFactsObject(
    { now: '2026-12-02T10:15:00-05:00', ...document },
    { now: 0, offsetMinutes: 0, country: 'US' }
  )
  if (reading.kind === 'bad') throw new Error(reading.problem)
  return reading.facts
}

test('each rule says yes, no, not known or not asked, and shows the facts that it read', () => {
  const { rules } = traceOf(deskFor(programOf(), house), factsOf({ attempt: 3 }), 0)
  expect(rules.map(({ rule, holds }) => `${rule} ${holds}`)).toEqual(['rich not known', 'third yes', 'lot not asked'])
  expect(rules[0]?.read).toEqual({ 'lead.currency': 'USD', 'lead.dealValueCents': 'unknown' })
  expect(rules[1]?.read).toEqual({ attempt: 3 })
})

test('the rule for all the rest stands as otherwise, holds and reads nothing', () => {
  const { rules } = traceOf(deskFor(programOf(), house), factsOf({ attempt: 1 }), 0)
  expect(rules[0]?.when).toBe('lead.dealValueCents > 100000')
  expect(rules[2]).toEqual({ rule: 'lot', when: 'otherwise', holds: 'yes', read: {} })
})

test.for([
  ['b2b', 'yes'],
  ['b2c', 'no'],
  ['unknown', 'not known']
] as const)('of a playbook for firms, a lead of market %s shows whether it is meant for it: %s', ([market, holds]) => {
  const program = programOf('exits:', 'entry: {when: lead.market == "b2b", because: Firms only.}\nexits:')
  const facts = factsOf(market === 'unknown' ? {} : { lead: { market } })
  expect(traceOf(deskFor(program, house), facts, 0).entry).toEqual({
    when: 'lead.market == "b2b"',
    holds,
    read: { 'lead.market': market }
  })
})

test('a playbook for everybody has no entry to show', () => {
  expect(traceOf(deskFor(programOf(), house), factsOf({}), 0).entry).toBeNull()
})

test('the guard is asked about the dial, the spoken and the played message, each by itself', () => {
  const tooMany = { attempt: 4, history: { calls24h: 3 }, number: { kind: 'mobile' } }
  const { guard } = traceOf(deskFor(programOf(), house), factsOf(tooMany), 0)
  expect(guard.live_voice.ruleId).toBe('HOUSE-CALLS-24H')
  expect(guard.live_voicemail).toMatchObject({ decision: 'allowed', ruleId: null })
  expect(guard.prerecorded_voicemail.ruleId).toBe('HOUSE-DROP-CONSENT')
})

test.for([
  { on: [], says: 'no stop' },
  { on: ['opt_out'], says: 'the strongest stop' },
  { on: ['complaint', 'refusal'], says: 'two stops' }
])('$says on record is named, and no other', ({ on }) => {
  expect(traceOf(deskFor(programOf(), house), factsOf({ stops: on }), 0).stops).toEqual(on)
})

test('the rule that the trace says held is the rule of the decision', () => {
  const program = programOf()
  for (let attempt = 1; attempt < 6; attempt++) {
    const facts = factsOf({ attempt })
    const held = traceOf(deskFor(program, house), facts, 0).rules.find(({ holds }) => holds === 'yes')
    expect(answer(deskFor(program, house), facts, 0).voicemail.rule).toBe(held?.rule)
  }
})

test('a hard stop leaves every rule unasked and fails in each look of the guard', () => {
  const trace = traceOf(deskFor(programOf(), house), factsOf({ stops: ['opt_out'] }), 0)
  expect(trace.rules.every(({ holds }) => holds === 'not asked')).toBe(true)
  for (const verdict of Object.values(trace.guard)) expect(verdict.ruleId).toBe('HOUSE-STOP-OPT-OUT')
})

test('the lot is shown with its salt, its number and the arm on which it falls', () => {
  const { experiments } = traceOf(deskFor(programOf(), house), factsOf({ lead: { cluster: 'acme' } }), 0).dice
  expect(experiments).toHaveLength(1)
  const [lot] = experiments
  expect(lot).toMatchObject({ name: 'halves', salt: 'halves:1', isBlind: true })
  expect(lot?.arm).toBe(lot!.uniform < 0.5 ? 'yes_please' : 'none')
  expect(lot?.arms).toEqual([
    { arm: 'yes_please', share: 0.5 },
    { arm: 'none', share: 0.5 }
  ])
})

test('an experiment with whole cadences hides no arm, and rules without a lot are no experiment', () => {
  const program = programOf('name: halves,', 'name: halves, kind: cadence, phase: 2,')
  expect(traceOf(deskFor(program, house), factsOf({}), 0).dice.experiments).toMatchObject([
    { salt: 'halves:2', isBlind: false }
  ])
})

test('facts read as FACTS would say them: never is null, a free text is the one that was given', () => {
  const values = factValues(factsOf({ lead: { stage: 'Hot', market: 'b2b' } }), { 'lead.stage': 'Hot' })
  expect(values).toMatchObject({
    'lead.stage': 'Hot',
    'lead.market': 'b2b',
    'history.daysSinceSpoken': null,
    'lead.fitConfirmed': 'unknown'
  })
})

test.for([
  ['a flag that is set', { lead: { hasNews: true } }, 'lead.hasNews', true],
  ['a flag that is not set', { lead: { hasNews: false } }, 'lead.hasNews', false],
  ['a choice that nobody made', {}, 'lead.market', 'unknown'],
  ['a number that was given', { lead: { dealValueCents: 900 } }, 'lead.dealValueCents', 900],
  ['a text that nobody gave', {}, 'lead.stage', 'unknown'],
  ['a text that has a default', {}, 'lead.currency', 'USD']
] as const)('%s reads so', ([, document, path, value]) => {
  expect(factValues(factsOf(document))[path]).toBe(value)
})
