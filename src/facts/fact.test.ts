import { expect, test } from 'vitest'
import {
  HEARD_SLOT,
  STOPS_SLOT,
  VECTOR_LENGTH,
  type Choice,
  choiceCode,
  facts,
  slot,
  slotOf,
  stepFacts,
  textCode
} from './fact.ts'

const paths = (is: (fact: (typeof facts)[number]) => boolean | undefined) =>
  facts.filter((fact) => is(fact) === true).map((fact) => fact.path)

test('more consent and more interest can be compared, no other list has an order', () => {
  expect(paths((fact) => fact.kind === 'choice' && fact.ordered)).toEqual([
    'lead.interest',
    'consent.voice',
    'consent.recordings',
    'consent.sms',
    'consent.email'
  ])
})

test('money is the value of the deal alone, in whole minor units; a message has whole seconds', () => {
  expect(paths((fact) => fact.kind === 'measure' && fact.money)).toEqual(['lead.dealValueCents'])
  expect(paths((fact) => fact.kind === 'measure' && fact.whole)).toEqual([
    'lead.dealValueCents',
    'dialer.messageSeconds'
  ])
})

test('every fact has a path, a kind and a sentence, and is unknown or not so until somebody says it', () => {
  for (const fact of [...facts, ...stepFacts]) {
    expect(fact.path).toMatch(/^[a-z]+(\.[a-z][A-Za-z\d]*)?$/)
    expect(['choice', 'flag', 'count', 'ago', 'measure', 'text']).toContain(fact.kind)
    expect(fact.says.length, fact.path).toBeGreaterThan(10)
    if (fact.kind === 'flag') expect(fact.otherwise, fact.path).not.toBe(true)
  }
  expect(stepFacts.map((fact) => fact.path)).toEqual(['message.left', 'outcome'])
})

test('every choice names values that differ, and what it falls back on is one of them or unknown', () => {
  for (const fact of [...facts, ...stepFacts])
    if (fact.kind === 'choice') {
      expect(new Set(fact.values).size, fact.path).toBe(fact.values.length)
      expect(fact.values.length, fact.path).toBeGreaterThan(1)
      expect([...fact.values, 'unknown'], fact.path).toContain(fact.otherwise)
    }
})

test('every fact has a slot of its own, and so have the stops, what was heard and what a step asks', () => {
  const slots = [...slotOf.values(), STOPS_SLOT, HEARD_SLOT]
  expect(slots.toSorted((a, b) => a - b)).toEqual(Array.from({ length: VECTOR_LENGTH }, (_, index) => index))
  expect(slotOf.size).toBe(facts.length + stepFacts.length)
  for (const [path, index] of slotOf) expect([...facts, null, null, ...stepFacts][index]?.path).toBe(path)
})

test('code that names a fact which is not there fails at once', () => {
  expect(() => slot('lead.colour')).toThrow('no fact is called lead.colour')
})

test('a text has the code that FNV-1a gives it, the same on every machine', () => {
  expect(['', 'a', 'foobar'].map(textCode)).toEqual([0x811c9dc5, 0xe40c292c, 0xbf9cf968])
})

test('a value that a choice does not know is unknown, an alias is the value it stands for', () => {
  const mode = facts[slot('dialer.mode')] as Choice
  expect(choiceCode(facts[slot('lead.market')] as Choice, 'b2c')).toBe(1)
  expect(['manual', 'power', 'progressive', 'fax'].map((value) => choiceCode(mode, value))).toEqual([0, 2, 2, NaN])
})
