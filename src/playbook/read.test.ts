import { readFileSync, readdirSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readPlaybook } from './read.ts'
import { sample, sampleWith } from './sample.ts'

const folder = new URL('../../playbooks/', import.meta.url)
const shipped = readdirSync(folder)
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => ({ file, text: readFileSync(new URL(file, folder), 'utf8') }))

const problems = (source: string) => {
  const reading = readPlaybook(source)
  return reading.kind === 'wrong' ? reading.problems : []
}

test('the sample is in order', () => expect(problems(sample)).toEqual([]))

/** Line and column of a passage in a text. */
function placeOf(source: string, passage: string): readonly [number, number] {
  const at = source.indexOf(passage)
  if (at < 0) throw new Error(`the text does not say ${passage}`)
  return [source.slice(0, at).split('\n').length, at - source.lastIndexOf('\n', at - 1)]
}

test.for([
  ['an unknown name', 'title: A', 'titel: A', 'titel', /^titel: this name is not known here, did you mean title\?$/],
  ['an unknown part of a rule', 'do: leave', 'doo: leave', 'doo', /^voicemail\.0\.doo: .*did you mean do\?$/],
  ['an unknown part of a message', 'purpose:', 'porpose:', 'porpose', /^message\.porpose: .*did you mean purpose\?$/],
  ['an unknown step', 'wait: 2d', 'wiat: 2d', 'wiat', /wiat: .*did you mean wait\?$/],
  ['an unknown step on arrival', 'steps:', 'before:\n  - emial: {}\nsteps:', 'emial', /emial: .*did you mean email\?$/],
  ['an unknown cap', 'calls: 3', 'cals: 3', 'cals', /^caps\.cals: .*did you mean calls\?$/],
  [
    'an unknown act',
    'do: leave',
    'do: leaf',
    'leaf',
    /^voicemail\.0\.do: "leaf" is not one of .*did you mean leave\?$/
  ],
  [
    'an unknown part to speak',
    '[who, number]',
    '[who, numbre]',
    'numbre',
    /^message\.slots\.1: "numbre" is not .*number\?$/
  ],
  [
    'an unknown event',
    '[conversation]',
    '[converstion]',
    'converstion',
    /^exits\.0: "converstion" .*did you mean conversation\?$/
  ],
  ['an unknown ending', 'passive_list', 'pasive_list', 'pasive', /end: "pasive_list" .*did you mean passive_list\?$/],
  ['an unknown purpose', 'callback', 'call back', 'call back', /did you mean callback\?$/],
  ['a version that is no text', '"1"', '1', '1\ntitle', /^version: must be string, not 1$/],
  ['a version in words', '"1"', '"one"', '"one"', /^version: must be a whole number in quotes/],
  ['a name with blanks', 'sample', 'My Sample', 'My Sample', /^playbook: must be small letters/],
  ['a message too long', '  slots', '  maxSeconds: 31\n  slots', '31', /^message\.maxSeconds: at most 30$/],
  ['a wait that is none', '2d', '2 days', '2 days', /wait: must be a wait such as 30m/],
  ['a wait that runs backwards', '2d', '3-2d', '3-2d', /wait: must be a wait such as/],
  ['a fact that is none', 'lead.rel', 'lead.rol', 'lead.rol', /^no fact is called lead\.rolationship, did you mean/],
  ['a value that is none', '"met"', '"mett"', '"mett"', /is never "mett", did you mean met\?/],
  ['no round', 'times: 3', 'times: 0', '0\n', /times: at least 1$/],
  ['rounds in words', 'times: 3', 'times: three', 'three', /times: "three" is not one of unlimited/],
  ['a missing part', 'source: our own\n', '', 'playbook: sample', /^source is missing$/],
  ['a missing reason', '    because: You have met.\n', '', 'rule: known', /^voicemail\.0\.because is missing$/],
  ['another shape', '[conversation]', 'conversation', 'conversation', /^exits: must be array, not "conversation"$/]
] as const)('%s is named with its place and the nearest right name', ([, passage, other, where, expected]) => {
  const source = sampleWith(passage, other)
  const found = problems(source).find(({ problem }) => expected.test(problem))
  expect(found, JSON.stringify(problems(source))).toBeDefined()
  expect([found!.line, found!.column]).toEqual(placeOf(source, where))
})

test('everything is said at once and in the order of the text, names and conditions alike', () => {
  const source = sampleWith('title:', 'titel:')
    .replace('relationship', 'relatonship')
    .replace('do: skip', 'do: skipp')
    .replace('wait: 2d', 'wait: soon')
    .replace('calls: 3', 'calls: [{limit: 3, when: atempt < 3}]')
  const expected = ['playbook', 'titel', 'lead.relatonship', 'skipp', 'soon', 'atempt']
  expect(problems(source).map(({ line, column }) => [line, column])).toEqual(
    expected.map((each) => placeOf(source, each))
  )
})

test('a text that has the right shape tells everything else at once too', () => {
  const source = sampleWith('rule: rest', 'rule: known')
    .replace('"met"', '"mett"')
    .replace('times: 3', 'times: [3, 1]')
    .replace('who, number', '{slot: who, when: atempt == 1}, number')
  const expected = ['atempt', '"mett"', 'known\n    when: otherwise', '[3, 1]']
  expect(problems(source).map(({ line, column }) => [line, column])).toEqual(
    expected.map((each) => placeOf(source, each))
  )
})

test.for([
  ['nothing', ''],
  ['a word', 'playbook'],
  ['a list', '- playbook'],
  ['null', '~'],
  ['a number', '42']
])('what is no playbook at all is told so: %s', ([, source]) => {
  expect(problems(source!)[0]?.problem).toMatch(/the playbook: must be object|the file is empty/)
})

test.for(shipped)('$file is in order', ({ text }) => expect(problems(text)).toEqual([]))

/** One change to a text, as a slip of the finger or a bad copy makes it. */
const slip = fc.record({
  text: fc.constantFrom(...shipped.map(({ text }) => text), sample),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.integer({ min: 0, max: 40 }),
  other: fc.oneof(
    fc.constantFrom(
      '',
      ':',
      '- ',
      '\n',
      '\t',
      '"',
      "'",
      '[',
      '{',
      '}',
      '#',
      '&a ',
      '*a',
      '!!',
      '|',
      '>',
      '%',
      '\0',
      '\ud800',
      ' ',
      'é',
      '👍',
      ': {',
      'null',
      '~',
      '-1',
      '1e999',
      'otherwise'
    ),
    fc.string({ maxLength: 5, unit: 'binary' })
  )
})
const slipped = fc.array(slip, { minLength: 1, maxLength: 3 }).map((slips) =>
  slips.reduce((text, { at, length, other }) => {
    const start = Math.floor(at * text.length)
    return text.slice(0, start) + other + text.slice(start + length)
  }, slips[0]!.text)
)

function answersFor(source: string): void {
  const reading = readPlaybook(source)
  if (reading.kind === 'playbook') return
  expect(reading.problems.length).toBeGreaterThan(0)
  const lines = source.split('\n')
  for (const { line, column, problem } of reading.problems) {
    expect(line).toBeGreaterThanOrEqual(1)
    expect(line).toBeLessThanOrEqual(lines.length)
    expect(column).toBeGreaterThanOrEqual(1)
    expect(column).toBeLessThanOrEqual(lines[line - 1]!.length + 1)
    expect(problem).not.toMatch(/^$|\n/)
  }
  const places = reading.problems.map(({ line, column }) => line * 1e6 + column)
  expect(places).toEqual(places.toSorted((a, b) => a - b))
}

test('a playbook with a slip in it is read, or told what is wrong at a place inside the text', () => {
  fc.assert(fc.property(slipped, answersFor), { numRuns: 150 })
})

test('no text at all makes it throw', () => {
  fc.assert(fc.property(fc.string(), answersFor), { numRuns: 500 })
  fc.assert(fc.property(fc.string({ unit: 'binary' }), answersFor), { numRuns: 300 })
  fc.assert(fc.property(fc.json(), answersFor), { numRuns: 300 })
})

test('what the sample compiles to does not depend on who read it before', () => {
  const [a, b] = [readPlaybook(sample), readPlaybook(sample)]
  expect(a.kind === 'playbook' && b.kind === 'playbook' && a.program.hash === b.program.hash).toBe(true)
})
