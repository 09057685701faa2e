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

function programOf(): Program {
  const reading = readPlaybook(text)
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
  const { rules } = traceOf(programOf(), factsOf({ attempt: 3 }), house, 0)
  expect(rules.map(({ rule, holds }) => `${rule} ${holds}`)).toEqual(['rich not known', 'third yes', 'lot not asked'])
  expect(rules[0]?.read).toEqual({ 'lead.currency': 'USD', 'lead.dealValueCents': 'unknown' })
  expect(rules[1]?.read).toEqual({ attempt: 3 })
})

test('the rule that the trace says held is the rule of the decision', () => {
  const program = programOf()
  for (let attempt = 1; attempt < 6; attempt++) {
    const facts = factsOf({ attempt })
    const held = traceOf(program, facts, house, 0).rules.find(({ holds }) => holds === 'yes')
    expect(answer(deskFor(program, house), facts, 0).voicemail.rule).toBe(held?.rule)
  }
})

test('a hard stop leaves every rule unasked and fails in each look of the guard', () => {
  const trace = traceOf(programOf(), factsOf({ stops: ['opt_out'] }), house, 0)
  expect(trace.rules.every(({ holds }) => holds === 'not asked')).toBe(true)
  for (const verdict of Object.values(trace.guard)) expect(verdict.ruleId).toBe('HOUSE-STOP-OPT-OUT')
})

test('the lot is shown with its salt, its number and the arm on which it falls', () => {
  const { experiments } = traceOf(programOf(), factsOf({ lead: { cluster: 'acme' } }), house, 0).dice
  expect(experiments).toHaveLength(1)
  const [lot] = experiments
  expect(lot).toMatchObject({ name: 'halves', salt: 'halves:1', isBlind: true })
  expect(lot?.arm).toBe(lot!.uniform < 0.5 ? 'yes_please' : 'none')
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
