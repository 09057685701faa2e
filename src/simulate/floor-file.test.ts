import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { floorDoc, floorDocPath } from '../../scripts/write-floor-doc.ts'
import { houseFloorText } from '../../scripts/write-house-floor.ts'
import { assumptionNames, assumptionTable, houseAssumptions } from './assumptions.ts'
import { figures } from './figures.ts'
import { readFloor } from './floor-file.ts'

const folder = join(import.meta.dirname, '../../floors')
const shipped = readdirSync(folder).map(
  (file) => [file.replace(/\.yaml$/, ''), readFileSync(join(folder, file), 'utf8')] as const
)
const texts = new Map(shipped)
const parents = (name: string): string | null => texts.get(name) ?? null

describe('the floors that are shipped', () => {
  test('house.yaml is what the table says', () => {
    expect(texts.get('house')).toBe(houseFloorText())
    const reading = readFloor(houseFloorText(), () => null)
    expect(reading.kind === 'ok' && reading.floor.assumptions).toEqual(houseAssumptions)
  })

  test('docs/floor.md has the figures of today, and names every floor', () => {
    const page = readFileSync(floorDocPath, 'utf8')
    expect(floorDoc(page)).toBe(page)
    for (const [name] of shipped) expect(page).toContain(name)
  })

  test.for(shipped)('%s reads under its own name and changes something', ([name, text]) => {
    const reading = readFloor(text, parents)
    if (reading.kind === 'wrong') throw new Error(JSON.stringify(reading.problems))
    expect(reading.floor.name).toBe(name)
    expect(reading.floor.says).toMatch(/\.$/)
    const changed = assumptionNames.filter((each) => reading.floor.assumptions[each] !== houseAssumptions[each])
    expect(changed.length > 0).toBe(name !== 'house')
  })

  test('the two sides of each open question lie on two sides of the house', () => {
    const value = (floor: string, name: (typeof assumptionNames)[number]): number => {
      const reading = readFloor(texts.get(floor)!, parents)
      return reading.kind === 'ok' ? reading.floor.assumptions[name] : NaN
    }
    expect(value('messages-help', 'message.laterAnswer.mean')).toBeGreaterThan(0)
    expect(Math.exp(value('messages-hurt', 'message.laterAnswer.mean'))).toBeCloseTo(0.72, 3)
    expect(value('silent-calls-harmless', 'irritation.perSilentCall')).toBe(-value('house', 'irritation.perPressure'))
    expect(value('silent-calls-harmful', 'irritation.perSilentCall')).toBeGreaterThan(0)
    expect(value('persistence-liked', 'persistence.liked')).toBeGreaterThan(value('house', 'persistence.liked'))
    expect(value('persistence-hated', 'persistence.liked')).toBe(0)
  })
})

describe('the table', () => {
  test.for(assumptionNames)('%s lies in its range, says what it is and names what it rests on', (name) => {
    const { value, min, max, basis, figures: ids, says } = assumptionTable[name]
    expect(value).toBeGreaterThanOrEqual(min)
    expect(value).toBeLessThanOrEqual(max)
    expect(says.length).toBeGreaterThan(3)
    expect(ids.filter((id) => !(id in figures))).toEqual([])
    if (basis !== 'assumption') expect(ids.length).toBeGreaterThan(0)
  })

  test('every figure is used by something', () => {
    const used = new Set(assumptionNames.flatMap((name) => assumptionTable[name].figures))
    expect(Object.keys(figures).filter((id) => !used.has(id))).toEqual([])
  })
})

describe('a floor that is wrong says where and what', () => {
  const wrong: readonly (readonly [why: string, text: string, problem: string])[] = [
    [
      'a name with a slip',
      'floor: x\nsays: x.\nassumptions:\n  answer.live.b2: 0.1\n',
      '4:3 answer.live.b2: there is no such assumption, did you mean answer.live.b2b?'
    ],
    [
      'a share above 1',
      'floor: x\nsays: x.\nassumptions:\n  answer.live.b2b: 5.4\n',
      '4:20 answer.live.b2b: must lie from 0 to 1 (share), not 5.4'
    ],
    ['a word for a number', 'floor: x\nsays: x.\nassumptions:\n  wrap: long\n', '4:9 wrap: must be a number, not long'],
    ['not a number', 'floor: x\nsays: x.\nassumptions:\n  wrap: .nan\n', '4:9 wrap: must be a number, not NaN'],
    [
      'a longer message than anybody listens to',
      'floor: x\nsays: x.\nassumptions: { message.most: 45 }\n',
      '3:30 message.most: must lie from 0 to 30 (seconds), not 45'
    ],
    [
      'a key with a slip',
      'floor: x\nsays: x.\nform: house\n',
      '3:1 form: this name is not known here, did you mean from?'
    ],
    ['no name', 'says: x.\n', '1:1 floor is missing: a name such as my-town'],
    [
      'a name with a space',
      'floor: My town\nsays: x.\n',
      '1:8 floor: a name is small letters, digits and hyphens, not My town'
    ],
    ['no sentence', 'floor: x\n', '1:1 says is missing: a sentence about what is special on this floor'],
    ['a list', 'floor: x\nsays: x.\nassumptions: [1]\n', '3:14 assumptions: must be names with numbers, not [1]'],
    ['no such parent', 'floor: x\nsays: x.\nfrom: attic\n', '3:7 from: there is no floor called attic'],
    ['its own parent', 'floor: x\nsays: x.\nfrom: x\n', '3:7 from: x is made from x, which never ends'],
    [
      'a ring',
      'floor: x\nsays: x.\nfrom: ring\n',
      '3:7 from: the floor ring has a mistake at 3:7: from: x is made from ring is made from x, which never ends'
    ],
    [
      'all weights gone',
      `floor: x\nsays: x.\nassumptions:\n${assumptionNames
        .filter((name) => name.startsWith('loss.'))
        .map((name) => `  ${name}: 0\n`)
        .join('')}`,
      '4:3 assumptions: one weight of loss.… must be above 0'
    ],
    [
      'more people than there are',
      'floor: x\nsays: x.\nassumptions: { answer.daypart.noon: 0.9 }\n',
      '3:14 assumptions: answer.daypart.morning and answer.daypart.noon are more than all people together'
    ],
    ['nothing', '', '1:1 the file is empty: a floor begins with floor: NAME'],
    ['no YAML', 'floor: [', '1:9 Flow sequence'],
    ['a word', 'house', '1:1 a floor begins with floor: NAME']
  ]
  const some = (name: string): string | null => (name === 'ring' ? 'floor: ring\nsays: x.\nfrom: x\n' : parents(name))

  test.for(wrong)('%s', ([, text, problem]) => {
    const reading = readFloor(text, (name) => (name === 'x' ? text : some(name)))
    const said =
      reading.kind === 'wrong' ? reading.problems.map((each) => `${each.line}:${each.column} ${each.problem}`) : []
    expect(said).toEqual([expect.stringContaining(problem)])
  })
})

test('a floor takes the numbers of the one it is made from, and its own on top', () => {
  const parent = 'floor: town\nsays: x.\nassumptions: { wrap: 40, answer.busy: 0.2 }\n'
  const reading = readFloor('floor: x\nsays: x.\nfrom: town\nassumptions: { wrap: 50 }\n', () => parent)
  const a = reading.kind === 'ok' ? reading.floor.assumptions : houseAssumptions
  expect([a['wrap'], a['answer.busy'], a['wrap.drop']]).toEqual([50, 0.2, houseAssumptions['wrap.drop']])
})

test('no text makes the reader throw', () => {
  const bits = fc.constantFrom(
    'floor:',
    ' x',
    '\n',
    'says: ',
    'from: house',
    'assumptions:',
    '  wrap: ',
    '1',
    '-',
    '[',
    '{',
    '&a',
    '*a',
    '"',
    '__proto__: 1'
  )
  const text = fc.oneof(
    fc.string(),
    fc.array(bits).map((all) => all.join(''))
  )
  fc.assert(
    fc.property(text, (source) => {
      const reading = readFloor(source, parents)
      expect(reading.kind === 'ok' || reading.problems.length > 0).toBe(true)
    }),
    { seed: 7, numRuns: 500 }
  )
})
