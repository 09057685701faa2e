import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonical, contentHash } from './hash.ts'
import { readPlaybook } from './read.ts'
import { sample, sampleWith } from './sample.ts'

const hashOf = (source: string): string => {
  const reading = readPlaybook(source)
  if (reading.kind === 'wrong') throw new Error(JSON.stringify(reading.problems))
  return reading.program.hash
}

test('the identity is the SHA-256 of the canonical text', () => {
  expect(contentHash({ b: [1, 'é'], a: null })).toBe(
    createHash('sha256').update('{"a":null,"b":[1,"é"]}').digest('hex')
  )
})

test.for([
  ['comments', `# why\n${sample.replace('do: leave', 'do: leave # because')}`],
  [
    'the order of keys',
    `${sample.slice(sample.indexOf('voicemail:'))}${sample.slice(0, sample.indexOf('voicemail:'))}`
  ],
  ['the form of writing', sampleWith('[who, number]', '\n    - who\n    - "number"')],
  ['a default that is said', sampleWith('steps:', 'attributionDays: 30\ncurrency: USD\nsteps:')],
  ['blanks around a text', sampleWith('because: You have met.', 'because: "  You have met. "')]
])('%s change nothing', ([, source]) => expect(hashOf(source!)).toBe(hashOf(sample)))

test.for([
  ['a condition', '"met"', '"lapsed"'],
  ['an act', 'do: leave', 'do: ask'],
  ['a word that the rep reads', 'You have met.', 'You have talked.'],
  ['the order of what is said', '[who, number]', '[number, who]'],
  ['a wait', '2d', '3d'],
  ['a cap', 'calls: 3', 'calls: 4'],
  ['the version', '"1"', '"2"'],
  ['the title', 'A sample', 'A trial']
] as const)('%s changes the identity', ([, passage, other]) => {
  expect(hashOf(sampleWith(passage, other))).not.toBe(hashOf(sample))
})

test('the order of rules is their meaning', () => {
  const [a, b] = [{ list: [1, 2] }, { list: [2, 1] }]
  expect(contentHash(a)).not.toBe(contentHash(b))
})

test('equal values have one canonical text, others another', () => {
  const reversed = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(reversed)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value)
        .map(([key, each]) => [key, reversed(each)] as const)
        .reverse()
    )
  }
  const json = fc.jsonValue().filter((value) => !JSON.stringify(value).includes('__proto__'))
  fc.assert(
    fc.property(json, (value) => {
      expect(canonical(reversed(value))).toBe(canonical(value))
      expect(JSON.parse(canonical(value))).toEqual(JSON.parse(JSON.stringify(value)))
    })
  )
})
