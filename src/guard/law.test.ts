import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { zoneNamed } from '../clock/zone.ts'
import { authorities, law } from './law.ts'
import { lawRules } from './law-words.ts'
import { lawRuleIds } from './rule-code.ts'
import { LawFile } from './schema.ts'

const folder = join(import.meta.dirname, '../../law')
const files = globSync('??.json', { cwd: folder }).map((name) => [
  name,
  JSON.parse(readFileSync(join(folder, name), 'utf8'))
])

describe('the law as it ships', () => {
  test.for(files)('%s keeps to the schema', ([, file]) => {
    expect(LawFile.safeParse(file).error?.issues ?? []).toEqual([])
  })

  test('has every file of the folder, 73 jurisdictions, each under its country', () => {
    expect(files.flatMap(([, file]) => Object.keys(file.jurisdictions)).sort()).toEqual(
      [...law.jurisdictions.keys()].sort()
    )
    expect(law.jurisdictions.size).toBe(73)
    for (const [id, { parent }] of law.jurisdictions)
      expect([id, parent]).toEqual([id, id.includes('-') ? id.slice(0, 2) : null])
  })

  test('names zones that the clock knows', () => {
    for (const { zones } of law.jurisdictions.values())
      expect(zones.filter((zone) => zoneNamed(zone) === null)).toEqual([])
  })

  test('every rule that can refuse has a code of its own and a sentence; no code is left without a rule', () => {
    const words = lawRules(law)
    expect([...words.keys()].filter((id) => !lawRuleIds.includes(id))).toEqual([])
    expect(lawRuleIds.filter((id) => !words.has(id))).toEqual([])
    expect(new Set(lawRuleIds).size).toBe(lawRuleIds.length)
    for (const { reason, remedy, basis } of words.values())
      expect([reason, remedy, basis].every((text) => text.length > 5)).toBe(true)
  })

  test('codes stay: what is stored under them is read years later', () => {
    const pinned = ['PROD-SUPPRESSED', 'US-REVOKE', 'US-REVOKE-ALL', 'PROD-UNKNOWN-JURISDICTION', 'PROD-SMS-LANDLINE']
    expect(lawRuleIds.slice(0, 5)).toEqual(pinned)
    expect(lawRuleIds.indexOf('US-CALLHOURS')).toBe(20)
    expect(lawRuleIds.length).toBeGreaterThanOrEqual(154)
  })

  test('lists fit into the bits of a number', () => {
    expect(law.lists.length).toBeLessThanOrEqual(31)
    expect(new Set(law.lists).size).toBe(law.lists.length)
  })

  test('every line says who stands behind it', () => {
    for (const [id, { cite, basis, confidence }] of authorities(law))
      expect([id, cite === '', basis, confidence]).not.toContain(true)
  })
})
