import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { facts } from './fact.ts'
import { type FactsContext } from './facts.ts'
import { factPaths, readFacts, readFactsObject } from './read.ts'
import { FactsDocument } from './schema.ts'

const context: FactsContext = { now: 1_798_000_000_000, offsetMinutes: 0, country: 'US' }
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const read = (text: string) => readFacts(bytes(text), context)
const problem = (text: string): string => {
  const reading = read(text)
  return reading.kind === 'bad' ? reading.problem : 'it was taken'
}

test.for([
  ['an unknown name', '{"atempt": 1}', /^atempt: no fact has this name, did you mean attempt\?$/],
  ['an unknown name in a group', '{"lead": {"origine": "referral"}}', /^lead\.origine: .*did you mean lead\.origin\?$/],
  ['a name without its group', '{"origin": "referral"}', /^origin: .*did you mean lead\.origin\?$/],
  ['a name in the wrong group', '{"lead": {"calls": 2}}', /^lead\.calls: .*did you mean history\.calls\?$/],
  [
    'a path as a name',
    '{"lead.origin": "referral"}',
    /^lead\.origin: write it nested, as {"lead": {"origin": \.\.\.}}$/
  ],
  [
    'an unknown name in a list',
    '{"recordings": [{"id": "a", "secs": 9}]}',
    /^recordings\.0\.secs: .*recordings\.seconds/
  ],
  ['an unknown group', '{"dialler": {"mode": "manual"}}', /^dialler: no fact has this name, did you mean dialer/],
  ['a hidden key', '{"lead": {"__proto__": {"id": "a"}}}', /^lead\.__proto__: no fact has this name/],
  ['the name of a method', '{"toString": 1}', /^toString: no fact has this name/],
  [
    'an unknown value',
    '{"lead": {"relationship": "Met"}}',
    /^lead\.relationship: "Met" is not one of .*did you mean met\?$/
  ],
  [
    'a value of another kind',
    '{"lead": {"relationship": 3}}',
    /^lead\.relationship: must be one of never_spoken.*not 3$/
  ],
  ['an unknown stop', '{"stops": ["optout"]}', /^stops\.0: "optout" is not one of .*did you mean opt_out\?$/],
  ['a flag in words', '{"lead": {"hasNews": "yes"}}', /^lead\.hasNews: must be true or false, not "yes"$/],
  ['a group that is null', '{"lead": null}', /^lead: must be an object, not null$/],
  ['a list instead of FACTS', '[1]', /^FACTS: must be an object, not a list of 1$/],
  ['a fraction', '{"attempt": 1.5}', /^attempt: must be a whole number, not 1\.5$/],
  [
    'a fraction of a day',
    '{"history": {"daysSinceVoicemail": 0.5}}',
    /^history\.daysSinceVoicemail: must be a whole number/
  ],
  ['attempt 0', '{"attempt": 0}', /^attempt: must be at least 1, not 0$/],
  ['a negative count', '{"history": {"calls": -1}}', /^history\.calls: must be at least 0, not -1$/],
  ['negative money', '{"lead": {"dealValueCents": -5}}', /^lead\.dealValueCents: must be at least 0, not -5$/],
  ['an endless count', '{"history": {"calls": 1e999}}', /^history\.calls: must be a number, not Infinity$/],
  ['a count beyond whole numbers', '{"history": {"calls": 1e300}}', /^history\.calls: must be at most/],
  ['a missing name', '{"recordings": [{"seconds": 9}]}', /^recordings\.0\.id: is missing$/],
  [
    'a recording of no length',
    '{"recordings": [{"id": "a", "seconds": 0}]}',
    /^recordings\.0\.seconds: must be more than 0, not 0$/
  ],
  [
    'a number that is no phone',
    '{"number": {"e164": "212 555 0123"}}',
    /^number\.e164: must be an E\.164 number such as/
  ],
  ['a currency in words', '{"lead": {"currency": "dollars"}}', /^lead\.currency: must be an ISO 4217 code/],
  ['an instant without offset', '{"now": "2026-12-02T10:15:00"}', /^now: must be RFC 3339 with an offset/],
  ['an instant that never was', '{"now": "2026-02-30T10:15:00Z"}', /^now: must be RFC 3339/],
  [
    'an unknown zone',
    '{"place": {"timeZone": "America/New_Yrok"}}',
    /^place\.timeZone: .*did you mean America\/New_York\?$/
  ],
  ['an empty file', '', /^the document is not JSON: /],
  ['half a document', '{"attempt":', /^the document is not JSON: /]
] as const)('%s is one line with path and remedy', ([, text, expected]) => {
  expect(problem(text)).toMatch(expected)
  expect(problem(text)).not.toMatch(/[\n\r]/)
})

const e164 = '+12125550123'
test.for([
  ['a name that nobody knows before all else', { attempt: 'x', atempt: 1 }, /^atempt: no fact has this name/],
  ['a list as an object', { stops: {} }, 'stops: must be a list, not an object'],
  ['a list as a text', { numbers: 'x' }, 'numbers: must be a list, not "x"'],
  ['a text as a list', { lead: { id: [1, 2] } }, 'lead.id: must be a text, not a list of 2'],
  ['a number as a text', { lead: { fitScore: 'high' } }, 'lead.fitScore: must be a number, not "high"'],
  ['nothing as a number', { history: { calls: null } }, 'history.calls: must be a number, not null'],
  ['nothing as FACTS', null, 'FACTS: must be an object, not null'],
  ['FACTS that are not there', undefined, 'FACTS: is missing'],
  [
    'a choice of nothing',
    { lead: { interest: null } },
    /^lead\.interest: must be one of none, slight, high, not null$/
  ],
  [
    'a choice like no other',
    { lead: { interest: 'zzzzzz' } },
    'lead.interest: "zzzzzz" is not one of none, slight, high'
  ],
  ['an empty key', { lead: { id: '' } }, 'lead.id: must have at least 1 characters, not ""'],
  ['a long key', { lead: { id: 'x'.repeat(201) } }, /^lead\.id: must have at most 200 characters, not "x{56}\.\.\.$/],
  [
    'too many numbers',
    { numbers: Array.from({ length: 21 }, () => ({ e164 })) },
    'numbers: must have at most 20 entries, not a list of 21'
  ],
  [
    'a recording of an hour',
    { recordings: [{ id: 'a', seconds: 3600 }] },
    'recordings.0.seconds: must be at most 600, not 3600'
  ],
  [
    'a name inside a list',
    { numbers: [{ e164 }, { e164, kindd: 'home' }] },
    'numbers.1.kindd: no fact has this name, did you mean numbers.kind?'
  ],
  ['a group as a name in a group', { lead: { number: 1 } }, /^lead\.number: no fact has this name/],
  ['a group with a point', { 'lead.': 1 }, /^lead\.: no fact has this name/],
  ['a flag without its group', { hasNews: true }, 'hasNews: no fact has this name, did you mean lead.hasNews?']
] as const)('the reader is told what stands there and what should: %s', ([, document, expected]) => {
  const reading = readFactsObject(document, context)
  const said = reading.kind === 'bad' ? reading.problem : 'it was taken'
  if (typeof expected === 'string') expect(said).toBe(expected)
  else expect(said).toMatch(expected)
})

test('what is too long to read is cut where a line ends', () => {
  const value = (length: number) => problem(`{"lead":{"relationship":"${'x'.repeat(length)}"}}`)
  expect(value(58)).toContain(`"${'x'.repeat(58)}" is not`)
  expect(value(59)).toContain(`"${'x'.repeat(56)}... is not`)
  const name = (length: number) => problem(`{"${'x'.repeat(length)}":1}`)
  expect([name(60), name(61)]).toEqual([
    `${'x'.repeat(60)}: no fact has this name`,
    `${'x'.repeat(57)}...: no fact has this name`
  ])
  expect(problem('{"a\\u0007\\n\\u2028b":1}')).toBe('a b: no fact has this name')
})

test('a line is cut behind the letters that a screen shows', () => {
  const twice = (length: number) => problem(`{"${'x'.repeat(length)}":1,"${'x'.repeat(length)}":2}`)
  const whole = (length: number) => `${'x'.repeat(length)} is given twice (line 1, column ${length + 7}): remove one`
  const longest = 600 - whole(500).length + 500
  expect(twice(longest)).toBe(whole(longest))
  expect(twice(longest + 1)).toBe(`${whole(longest + 1).slice(0, 597)}...`)
})

test('FACTS have at most a million bytes, and the last of them is still read', () => {
  const filled = (length: number) => bytes(`{"attempt":2}${' '.repeat(length - 13)}`)
  expect(readFacts(filled(1_000_000), context).kind).toBe('facts')
  expect(readFacts(filled(1_000_001), context)).toEqual({
    kind: 'bad',
    problem: 'the document has 1000001 bytes, FACTS have at most 1000000'
  })
})

test.for([
  ['attempt and calls before it', { attempt: 2, history: { calls: 3 } }, /^attempt: contradiction: .*call number 2.*3/],
  ['spoken, yet never spoken', { history: { everSpoken: true } }, /^history\.everSpoken: contradiction/],
  [
    'spoken and never_spoken',
    { lead: { relationship: 'never_spoken' }, history: { everSpoken: true } },
    /contradiction/
  ],
  [
    'never spoken, yet days ago',
    { history: { everSpoken: false, daysSinceSpoken: 3 } },
    /^history\.daysSinceSpoken: contradiction/
  ],
  [
    'more unanswered than left',
    { history: { voicemails: 1, unansweredVoicemails: 2 } },
    /^history\.unansweredVoicemails: contradiction/
  ],
  [
    'more in a week than in a month',
    { history: { touches7d: 3, touches30d: 2 } },
    /^history\.touches7d: contradiction/
  ],
  ['more calls in a day than ever', { history: { calls: 1, calls24h: 2 } }, /^history\.calls24h: contradiction/]
] as const)('a contradiction is refused: %s', ([, document, expected]) => {
  const reading = readFactsObject(document, context)
  expect(reading.kind === 'bad' && reading.problem).toMatch(expected)
})

test.for([
  [{ attempt: 2, history: { calls: 1 } }],
  [{ lead: { relationship: 'met' }, history: { everSpoken: true, daysSinceSpoken: 3 } }],
  [{ lead: { relationship: 'met' }, history: { everSpoken: false } }],
  [{ history: { daysSinceSpoken: null, daysSinceVoicemail: null, hoursSinceCall: 0.25 } }],
  [{ number: { lineType: 'unknown' }, dialer: { mode: 'power' } }]
])('agreement is no contradiction: %j', ([document]) => {
  expect(readFactsObject(document, context).kind).toBe('facts')
})

test.for([
  ['plain', '{"attempt":1,"attempt":2}', 'attempt is given twice (line 1, column 14): remove one'],
  ['the same value', '{"attempt":1,\n "attempt":1}', 'attempt is given twice (line 2, column 2): remove one'],
  [
    'spelled with an escape',
    '{"attempt":1,"\\u0061ttempt":2}',
    'attempt is given twice (line 1, column 14): remove one'
  ],
  [
    'both with escapes',
    '{"\\u0061ttempt":1,"\\u0061ttempt":2}',
    'attempt is given twice (line 1, column 19): remove one'
  ],
  [
    'in a group',
    '{"lead":{"id":"a","hasNews":true,"id" : "b"}}',
    'lead.id is given twice (line 1, column 34): remove one'
  ],
  [
    'in a list',
    '{"recordings":[{},{"id":"a","id":"b"}]}',
    'recordings.1.id is given twice (line 1, column 29): remove one'
  ],
  ['a group', '{"lead":{"id":"a"},"lead":{"id":"a"}}', 'lead is given twice (line 1, column 20): remove one'],
  [
    'beside braces in texts',
    '{"lead":{"id":"}{\\"","id":"\\\\"}}',
    'lead.id is given twice (line 1, column 22): remove one'
  ]
] as const)('a key that is given twice is refused: %s', ([, text, expected]) => {
  expect(problem(text)).toBe(expected)
})

test('the same key in two objects is fine', () => {
  expect(
    read('{"recordings":[{"id":"a","seconds":9},{"id":"b","seconds":9}],"lead":{"id":"attempt"},"attempt":1}').kind
  ).toBe('facts')
})

test.for([
  ['a wrong byte', Uint8Array.of(0x7b, 0xff, 0x7d), /not UTF-8/],
  ['half a character', Uint8Array.of(0x7b, 0xc3), /not UTF-8/],
  ['UTF-16', Uint8Array.of(0xff, 0xfe, 0x7b, 0, 0x7d, 0), /not UTF-8/],
  ['a surrogate written as bytes', Uint8Array.of(0x22, 0xed, 0xa0, 0x80, 0x22), /not UTF-8/],
  ['10 MB', new Uint8Array(10_000_000).fill(0x20), /has 10000000 bytes, FACTS have at most 1000000/],
  ['a NUL', bytes('{"attempt": 1}\0'), /not JSON/]
] as const)('bytes that are no FACTS are refused: %s', ([, given, expected]) => {
  const reading = readFacts(given, context)
  expect(reading.kind === 'bad' && reading.problem).toMatch(expected)
})

test('a byte order mark is passed over, and half a surrogate in an id is only an id', () => {
  expect(read('\ufeff{"attempt": 2}').kind).toBe('facts')
  expect(read('{"lead": {"id": "\\ud800\\u0000"}}').kind).toBe('facts')
})

test.for([
  ['deep lists', '['.repeat(499_000) + ']'.repeat(499_000)],
  ['deep objects', '{"a":'.repeat(160_000) + '1' + '}'.repeat(160_000)],
  ['deep lists in a fact', `{"lead":{"id":${'['.repeat(400_000)}${']'.repeat(400_000)}}}`],
  ['a hundred thousand names', `{${Array.from({ length: 90_000 }, (_, i) => `"k${i}":1`).join()}}`],
  ['one endless name', `{"${'x'.repeat(900_000)}":1}`],
  ['one endless value', `{"lead":{"relationship":"${'x'.repeat(900_000)}"}}`],
  ['an endless zone', `{"place":{"timeZone":"${'x'.repeat(900_000)}"}}`],
  ['a name of many lines', '{"a\\nb\\u2028c\\u0007": 1}'],
  ['endless escapes', `{"${'\\u0061'.repeat(100_000)}":1}`]
])('a document that is made to hurt gets one short line and hangs nothing: %s', ([, text]) => {
  const line = problem(text!)
  expect(line).toMatch(/FACTS: must be|no fact has this name|is not one of|must be a text|no time zone/)
  expect(line.length).toBeLessThanOrEqual(600)
  expect(line).not.toMatch(/[\p{Cc}\u2028\u2029]/u)
})

const path = fc.constantFrom(...factPaths(), '__proto__', 'constructor', 'lead.__proto__', 'lead.constructor')
const nested = (at: string, value: unknown): unknown =>
  at.split('.').reduceRight((inner, key) => Object.defineProperty({}, key, { value: inner, enumerable: true }), value)

test('any value at any path is taken or refused in one line that names the path', () => {
  fc.assert(
    fc.property(path, fc.jsonValue(), (at, value) => {
      const reading = readFacts(bytes(JSON.stringify(nested(at, value))), context)
      if (reading.kind === 'facts') return
      expect(reading.problem).not.toMatch(/[\n\r]/)
      expect(reading.problem.startsWith(at.split('.')[0]!)).toBe(true)
    }),
    { numRuns: 1000 }
  )
})

test('no bytes and no object make it throw', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (given) => void readFacts(given, context)))
  // Any unit of UTF-16, halves of surrogates included.
  const unit = fc.nat(0xffff).map((code) => String.fromCharCode(code))
  fc.assert(fc.property(fc.string({ unit }), (text) => void read(text)))
  fc.assert(fc.property(fc.json(), (text) => void read(text)))
  fc.assert(fc.property(fc.anything(), (value) => void readFactsObject(value, context)))
})

test('every path is in the JSON Schema with what it means and what is assumed without it', () => {
  type Node = { properties?: Record<string, Node>; items?: Node; description?: string; additionalProperties?: unknown }
  const schema = z.toJSONSchema(FactsDocument, { io: 'input' }) as Node
  const nodeAt = (at: string) => at.split('.').reduce<Node | undefined>((node, key) => node?.properties?.[key], schema)
  expect(schema.additionalProperties).toBe(false)
  for (const fact of facts) expect(nodeAt(fact.path)?.description, fact.path).toContain(`${fact.says}. Default: `)
  const others = factPaths().filter((at) => !/^(numbers|recordings)\./.test(at))
  for (const at of others) expect(nodeAt(at)?.description, at).toMatch(/\. Default: ./)
  const known = new Set(factPaths())
  const groups = Object.entries(schema.properties!)
  for (const [group, node] of groups) {
    const names = Object.keys(node.properties ?? node.items?.properties ?? {})
    for (const name of names) expect(known).toContain(`${group}.${name}`)
    if (names.length === 0) expect(known).toContain(group)
  }
})
