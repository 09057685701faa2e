import { type Desk, deskFor } from '../src/decide/answer.ts'
import { house } from '../src/guard/house.ts'
import { readPlaybook } from '../src/playbook/read.ts'

/** A playbook of which only the parts under test matter: rules and steps as text, the rest is filled in. */
export function triedPlaybook(parts: {
  readonly rules?: string
  readonly steps?: string
  readonly more?: string
}): Desk {
  const rules = parts.rules ?? '  - {rule: always, when: otherwise, do: leave, because: Always.}'
  const steps = parts.steps ?? '  - call: {}\n  - end: passive_list'
  const reading = readPlaybook(`
playbook: tried
version: "1"
title: Tried
summary: Only for a test.
source: a test
pro: []
contra: []
message: {purpose: callback, slots: [who]}
exits: [conversation]
voicemail:
${rules.replace(/^\n/, '').trimEnd()}
steps:
${steps.replace(/^\n/, '').trimEnd()}
${parts.more ?? ''}`)
  if (reading.kind === 'wrong') throw new Error(JSON.stringify(reading.problems))
  return deskFor(reading.program, house)
}
