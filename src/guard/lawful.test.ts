import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseInstant } from '../clock/civil.ts'
import { type GuardCase, readCases } from './case-file.ts'
import { law } from './law.ts'
import { lawBook, lawful } from './lawful.ts'
import { lawRuleIds } from './rule-code.ts'

const book = lawBook(law)
const cases = casesOf('test/guard-cases.json')

function casesOf(path: string): readonly GuardCase[] {
  const reading = readCases(readFileSync(join(import.meta.dirname, '../..', path)))
  if (reading.kind === 'bad') throw new Error(reading.problem)
  return reading.cases
}

/** Worked out by hand from the rules, one for each rule and boundary. */
describe('every rule and its boundaries', () => {
  test.for(cases.map((each) => [each.id, each] as const))('%s', ([, { question, expect: wanted }]) => {
    const { decision, ruleId, retryAt } = lawful(book, question)
    expect({ decision, ruleId }).toEqual({ decision: wanted!.decision, ruleId: wanted!.ruleId ?? null })
    if (wanted!.retryAt !== undefined) expect(ms(retryAt)).toBe(ms(wanted!.retryAt))
  })

  test('each rule that can refuse does so in some case', () => {
    const refused = new Set(cases.map((each) => each.expect?.ruleId))
    const never = lawRuleIds.filter((id) => !refused.has(id))
    expect(never.filter((id) => !WITHOUT_REFUSAL.has(id))).toEqual([])
  })
})

/** Rules that ask for nothing, only warn, stand behind a gate that is always shut, or are about a dialler’s rate or a rep. */
const WITHOUT_REFUSAL = new Set([
  ...['US-LIVE', 'US-PREREC-BUSINESS-LANDLINE', 'US-EMAIL-OPTOUT', 'US-TN-REG', 'CA-REG', 'CA-LIVE', 'CA-VMBROADCAST'],
  ...['GB-LIVE', 'GB-EMAIL-CORPORATE', 'FR-B2B', 'FR-EMAIL-BUSINESS', 'ES-B2B', 'IT-LIVE', 'AU-LIVE'],
  ...['IN-DLT', 'IN-NCPR', 'IN-HOURS', 'US-ABANDON', 'CA-ABANDON', 'GB-OFCOM', 'PROD-LICENCE']
])

const ms = (text: string | null): number | null => (text === null ? null : parseInstant(text)!.epochMs)
