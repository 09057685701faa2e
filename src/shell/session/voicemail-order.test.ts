import { expect, test } from 'vitest'
import { ASK, type Decision, LEAVE, NO_RECORDING, SKIP } from '../../decide/decision.ts'
import { codeOf, rules } from '../../guard/rule.ts'
import { voicemailOrder } from './voicemail-order.ts'

const decision = (more: Partial<Decision>): Decision => ({
  ...{ rule: 0, action: SKIP, wanted: SKIP, suggest: SKIP, mode: 0, recording: -1, arm: -1, probability: 1 },
  ...{ hindered: 0, turned: 0, stop: 0, next: { kind: 'none', why: 'rule', step: -1, code: 0 } as const, ...more }
})
const library = { seconds: [Infinity, 18.25], purposes: [null, null] }
const order = (more: Partial<Decision>) => voicemailOrder(decision(more), library, 25)
const played = { kind: 'message', recording: { id: '1', lengthMs: 18_250 } }

test('a recording goes by its place, with its own length', () => {
  expect(order({ action: LEAVE, mode: 2, recording: 1 })).toEqual(played)
})

test('what the rep speaks has the length that the playbook allows', () => {
  expect(order({ action: LEAVE, mode: 1 })).toEqual({ kind: 'live', maxMs: 25_000 })
})

test('what the rep is asked has its suggestion, and how it would be left', () => {
  expect(order({ action: ASK, suggest: LEAVE, mode: 2, recording: 1 })).toEqual({
    kind: 'ask',
    suggest: 'leave',
    how: played
  })
  expect(order({ action: ASK })).toEqual({ kind: 'ask', suggest: 'skip', how: { kind: 'live', maxMs: 25_000 } })
})

test('nothing is left: with the rule where one forbids it, and without where there is only no recording', () => {
  expect(order({})).toEqual({ kind: 'hang_up', blockedBy: null })
  expect(order({ wanted: LEAVE, hindered: NO_RECORDING })).toEqual({ kind: 'hang_up', blockedBy: null })
  const forbidden = order({ wanted: LEAVE, hindered: codeOf.get(rules[0]!.id)! })
  expect(forbidden).toEqual({ kind: 'hang_up', blockedBy: rules[0]!.id })
})
