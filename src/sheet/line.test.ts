import { expect, test } from 'vitest'
import { deskFor } from '../decide/answer.ts'
import { house } from '../guard/house.ts'
import { type LeadFacts, type LeadRow } from '../intake/lead-row.ts'
import { readPlaybook } from '../playbook/read.ts'
import { type SheetLine, lineOf } from './line.ts'

/** Monday 10:00 in New York. */
const now = Date.UTC(2026, 10, 23, 15)
const text = `
playbook: lots
version: "1"
title: Lots
summary: Half of them get a recording.
source: a test
pro: []
contra: []
message: {purpose: callback, slots: [who], mode: drop}
voicemail:
  - rule: lot
    when: otherwise
    do: experiment
    because: The lot decides.
    experiment: {name: halves, arms: [{arm: recording, share: 0.5, leave: true}, {arm: silence, share: 0.5, leave: false}]}
steps:
  - loop:
      times: 3
      steps:
        - call: {}
        - email: {after: 5m}
          when: message.left
        - wait: 2d
  - end: list_exhausted
    because: Three calls are made.
exits: [conversation]
`

function lineFor(facts: LeadFacts, change: Partial<LeadRow> = {}): SheetLine {
  const reading = readPlaybook(text)
  if (reading.kind === 'wrong') throw new Error(JSON.stringify(reading.problems))
  const lead = {
    name: 'Ada',
    company: '',
    email: null,
    extension: '',
    facts,
    dueAtMs: null,
    dueHasTime: false,
    priority: null,
    ...change
  }
  return lineOf(deskFor(reading.program, house), 2, lead, [], { now, country: 'US', seed: 0 })
}

test('before a voicemail has answered nothing on the line tells one arm from the other', () => {
  const lines = Array.from({ length: 40 }, (_, i) => lineFor({ number: { e164: `+12125550${100 + i}` } }))
  const told = new Set(lines.map(({ phone: _, ...line }) => JSON.stringify(line)))
  expect(told.size).toBe(1)
  expect(lines[0]?.voicemail.action).toBe('at_the_beep')
  expect(JSON.stringify(lines[0])).not.toMatch(/recording|silence|halves/)
})

test('whoever is stopped is never callable, and the stop is the reason even when the sequence is over too', () => {
  const line = lineFor({ number: { e164: '+12125550123' }, history: { calls: 9 }, stops: ['do_not_call'] })
  expect(line).toMatchObject({
    callable: false,
    from: null,
    ruleId: 'HOUSE-STOP-DO-NOT-CALL',
    next: null,
    stop: { reason: 'do_not_call' }
  })
})

test('a call that was promised comes before its group and not before its time', () => {
  const facts = { number: { e164: '+12125550123' } } as const
  expect(lineFor(facts, { dueAtMs: now - 60_000 })).toMatchObject({ callable: true, rank: { group: 0 } })
  expect(lineFor(facts, { dueAtMs: now + 3_600_000 })).toMatchObject({
    callable: false,
    ruleId: 'CALLBACK-TIME',
    from: '2026-11-23T11:00:00-05:00'
  })
})
