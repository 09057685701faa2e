import fc from 'fast-check'
import { expect, test } from 'vitest'
import { slotOf } from '../facts/fact.ts'
import { readFactsObject } from '../facts/read.ts'
import { compileExpression } from './expression.ts'

const NO = 0
const UNKNOWN = 1
const YES = 2
const usd = { currency: 'USD', inStep: false }

function vectorOf(document: object): Float64Array {
  const reading = readFactsObject(document, { now: 0, offsetMinutes: 0, country: null })
  if (reading.kind === 'bad') throw new Error(reading.problem)
  return reading.facts.vector
}
function compiled(source: string, context = usd) {
  const result = compileExpression(source, context)
  if (result.kind === 'wrong') throw new Error(`${source}: ${JSON.stringify(result.problems)}`)
  return result.expression
}
const truth = (source: string, document: object = {}): number => compiled(source).test(vectorOf(document))
const problems = (source: string, context = usd) => {
  const result = compileExpression(source, context)
  return result.kind === 'wrong' ? result.problems : []
}

const met = { attempt: 3, lead: { relationship: 'met', hasNews: true, interest: 'slight', stage: 'hot' } }
test.for([
  ['attempt == 3', YES],
  ['attempt == 2', NO],
  ['attempt != 2', YES],
  ['attempt != 3', NO],
  ['attempt < 4', YES],
  ['attempt < 3', NO],
  ['attempt <= 3', YES],
  ['attempt <= 2', NO],
  ['attempt > 2', YES],
  ['attempt > 3', NO],
  ['attempt >= 3', YES],
  ['attempt >= 4', NO],
  ['4 > attempt', YES],
  ['3 > attempt', NO],
  ['2 <= attempt', YES],
  ['-1 <= attempt', YES],
  ['3 == attempt', YES],
  ['attempt in [1, 3]', YES],
  ['attempt in [1, 2]', NO],
  ['attempt == history.calls + 1', YES],
  ['attempt < history.calls', NO],
  ['lead.hasNews', YES],
  ['!lead.hasNews', NO],
  ['lead.hasNews == false', NO],
  ['true != lead.hasNews', NO],
  ['lead.relationship == "met"', YES],
  ["'met' == lead.relationship", YES],
  ['lead.relationship != "met"', NO],
  ['lead.relationship in ["lapsed", "met"]', YES],
  ['lead.stage == "hot"', YES],
  ['lead.stage in ["cold", "warm"]', NO],
  ['known(lead.stage)', YES],
  ['known(lead.origin)', NO],
  ['true', YES],
  ['false', NO]
] as const)('%s is %d of a third call to somebody we met', ([source, expected]) => {
  expect(truth(source, met)).toBe(expected)
})

test.for([
  ['true', 'true', YES, YES],
  ['true', 'lead.fitConfirmed', UNKNOWN, YES],
  ['true', 'false', NO, YES],
  ['lead.fitConfirmed', 'true', UNKNOWN, YES],
  ['lead.fitConfirmed', 'lead.fitConfirmed', UNKNOWN, UNKNOWN],
  ['lead.fitConfirmed', 'false', NO, UNKNOWN],
  ['false', 'true', NO, YES],
  ['false', 'lead.fitConfirmed', NO, UNKNOWN],
  ['false', 'false', NO, NO]
] as const)('of %s and %s, both hold: %d, one holds: %d', ([a, b, both, one]) => {
  expect(truth(`${a} && ${b}`)).toBe(both)
  expect(truth(`${a} || ${b}`)).toBe(one)
  expect(truth(`!(${a} && ${b})`)).toBe(2 - both)
  expect(truth(`!${a} || !${b}`)).toBe(2 - both)
})

test.for([
  'lead.fitConfirmed',
  '!lead.fitConfirmed',
  'lead.fitConfirmed == true',
  'lead.fitConfirmed != true',
  'lead.origin == "referral"',
  'lead.origin != "referral"',
  'lead.origin in ["referral"]',
  '!(lead.origin in ["referral"])',
  'lead.stage == "hot"',
  'lead.stage != "hot"',
  'lead.fitScore < 3',
  'lead.fitScore >= 3',
  'lead.fitScore != 3',
  'lead.fitScore in [3]',
  'lead.fitScore == lead.fitScore',
  'lead.fitScore * 0 == 0',
  'lead.dealValueCents != 100',
  'attempt + lead.fitScore > 0'
])('what nobody knows is neither yes nor no: %s', (source) => expect(truth(source)).toBe(UNKNOWN))

test.for([
  ['USD', 'lead.dealValueCents >= 500', YES],
  ['USD', 'lead.dealValueCents in [500]', YES],
  ['EUR', 'lead.dealValueCents >= 500', UNKNOWN],
  ['EUR', 'lead.dealValueCents < 500', UNKNOWN],
  ['EUR', '500 != lead.dealValueCents', UNKNOWN],
  ['EUR', 'lead.dealValueCents in [500]', UNKNOWN],
  ['EUR', 'lead.dealValueCents / 100 == 5', UNKNOWN],
  ['EUR', 'lead.dealValueCents > history.calls', UNKNOWN],
  ['EUR', 'lead.currency == "EUR"', YES]
] as const)('%s in a playbook of dollars: %s', ([currency, source, expected]) => {
  expect(truth(source, { lead: { dealValueCents: 500, currency } })).toBe(expected)
})

test('money without a currency is in dollars, and a playbook of euros leaves it alone', () => {
  const vector = vectorOf({ lead: { dealValueCents: 500 } })
  expect(compiled('lead.dealValueCents == 500').test(vector)).toBe(YES)
  expect(compiled('lead.dealValueCents == 500', { currency: 'EUR', inStep: false }).test(vector)).toBe(UNKNOWN)
})

test.for([
  ['history.daysSinceVoicemail < 7', NO, YES],
  ['history.daysSinceVoicemail <= 10000', NO, YES],
  ['history.daysSinceVoicemail >= 7', YES, NO],
  ['history.daysSinceVoicemail == null', YES, NO],
  ['null != history.daysSinceVoicemail', NO, YES],
  ['known(history.daysSinceVoicemail)', YES, YES],
  ['history.daysSinceVoicemail == 3', NO, YES],
  ['history.daysSinceVoicemail + 4 < 8', NO, YES],
  ['history.daysSinceVoicemail - history.daysSinceSpoken > 0', UNKNOWN, NO]
] as const)('%s is %d where there was never a message, %d three days after one', ([source, never, recent]) => {
  expect(truth(source)).toBe(never)
  expect(truth(source, { history: { daysSinceVoicemail: 3 } })).toBe(recent)
})

test.for([
  ['lead.interest >= "slight"', [NO, YES, YES]],
  ['lead.interest > "slight"', [NO, NO, YES]],
  ['lead.interest <= "slight"', [YES, YES, NO]],
  ['lead.interest < "high"', [YES, YES, NO]],
  ['"slight" < lead.interest', [NO, NO, YES]]
] as const)('interest is ordered: %s', ([source, expected]) => {
  expect(['none', 'slight', 'high'].map((interest) => truth(source, { lead: { interest } }))).toEqual(expected)
})

test.for([
  ['true || true && false', YES],
  ['(true || true) && false', NO],
  ['!false && false', NO],
  ['!(false && false)', YES],
  ['attempt + 2 * 3 == 9', YES],
  ['(attempt + 2) * 3 == 15', YES],
  ['10 - attempt - 2 == 5', YES],
  ['12 / attempt / 2 == 2', YES],
  ['7 % attempt == 1', YES],
  ['7 / 2 == 3.5', YES],
  ['-attempt == -3', YES],
  ['attempt - -1 == 4', YES],
  ['attempt < 4 == true', null],
  ['1 < attempt < 5', null]
] as const)('as in arithmetic and logic, %s', ([source, expected]) => {
  if (expected === null) expect(problems(source)).not.toEqual([])
  else expect(truth(source, { attempt: 3 })).toBe(expected)
})

test.for([
  ['attempt > 1 / 0', /divided by 0/],
  ['attempt % 0 == 1', /divided by 0/],
  ['attempt / 0.0 == 1', /divided by 0/]
] as const)('nothing is divided by nought: %s', ([source, expected]) => {
  expect(problems(source)[0]!.problem).toMatch(expected)
})

test('a fact that is nought divides nothing either: not known', () => {
  expect(truth('1 / history.voicemails > 0')).toBe(UNKNOWN)
  expect(truth('1 % history.voicemails >= 0')).toBe(UNKNOWN)
})

test.for([
  ['atempt == 1', 0, /^no fact is called atempt, did you mean attempt\?$/],
  ['attempt == 1 && lead.orgin == "referral"', 16, /^no fact is called lead\.orgin, did you mean lead\.origin\?$/],
  ['origin == "referral"', 0, /did you mean lead\.origin\?$/],
  ['constructor == 1', 0, /^no fact is called constructor/],
  ['lead.relationship == "Met"', 21, /is never "Met", did you mean met\? It is one of never_spoken, met/],
  ['lead.relationship == "zzzzzzzzz"', 21, /is never "zzzzzzzzz"\. It is one of/],
  ['lead.relationship in ["met", "laps"]', 29, /did you mean lapsed\?/],
  ['lead.relationship == 3', 21, /compared with a word in quotes, such as lead\.relationship == "never_spoken"/],
  ['lead.relationship == lead.origin', 21, /compared with a word in quotes/],
  ['lead.relationship < "met"', 0, /has no order/],
  ['lead.stage < "hot"', 0, /has no order/],
  ['lead.relationship', 0, /is not true or false: compare it, such as/],
  ['attempt', 0, /is not true or false: compare it, such as attempt < 3/],
  ['attempt == "3"', 11, /attempt is a number and cannot be compared with text/],
  ['"3" == attempt', 0, /attempt is a number and cannot be compared with text/],
  ['attempt == true', 11, /a number is needed here/],
  ['attempt == null', 11, /attempt is never null; ask known\(attempt\)/],
  ['lead.fitScore == null', 17, /never null; ask known/],
  ['history.daysSinceVoicemail < null', 29, /never null/],
  ['lead.hasNews == 1', 16, /stands for itself, or is compared by == with true or false/],
  ['lead.hasNews > false', 15, /stands for itself/],
  ['lead.hasNews in [true]', 0, /stands for itself/],
  ['lead.hasNews + 1 == 2', 0, /lead\.hasNews is not a number/],
  ['attempt + lead.stage == 2', 10, /lead\.stage is not a number/],
  ['attempt in []', 11, /a list of 1 to 100 values/],
  ['attempt in lead.stage', 11, /a list of 1 to 100 values/],
  ['attempt in ["a"]', 12, /a number is needed here/],
  ['attempt in [1, lead.fitScore]', 15, /a number is needed here/],
  ['3 in [3]', 0, /before "in" stands the path of a fact/],
  ['known()', 0, /the only one is known\(fact\)/],
  ['known(1)', 0, /known\(\) asks about one fact/],
  ['known(lead.orgin)', 6, /did you mean lead\.origin/],
  ['has(lead.origin)', 0, /no function is called has; the only one is known\(fact\)/],
  ['lead.stage.startsWith("h")', 0, /a condition is needed here/],
  ['lead["origin"] == "referral"', null, /./],
  ['3', 0, /this is a value, a condition is needed/],
  ['"met"', 0, /this is a value, a condition is needed/],
  ['attempt == 1u', 11, /a number is needed here/],
  ['attempt == b"a"', 11, /a number is needed here/],
  ['lead.hasNews ? true : false', 0, /a condition is needed here/],
  ['attempt = 1', 8, /./],
  ['attempt == ', 11, /./],
  ['', 0, /./],
  ['lead.stage == "hot', 14, /./],
  ['message.left', 0, /can be asked in a step only/],
  ['outcome == "busy"', 0, /can be asked in a step only/]
] as const)('a slip of the pen is shown where it stands: %s', ([source, offset, expected]) => {
  const [first] = problems(source)
  expect(first?.problem).toMatch(expected)
  if (offset !== null) expect(first?.offset).toBe(offset)
})

test.for([
  ['attempt < 1', 10],
  ['attempt < -1', 10],
  ['attempt == 0', 11],
  ['attempt <= 0', 11],
  ['attempt == -1', 11],
  ['1 > attempt', 0],
  ['-2 >= attempt', 0],
  ['history.calls < 0', 16],
  ['history.daysSinceVoicemail < 0', 29],
  ['lead.dealValueCents == -5', 23],
  ['attempt == 1.5', 11],
  ['attempt in [1, 0]', 15],
  ['lead.interest < "none"', 0],
  ['lead.interest > "high"', 0]
] as const)('a comparison that nobody can ever satisfy is refused: %s', ([source, offset]) => {
  expect(problems(source).map((each) => each.offset)).toEqual([offset])
})

test('everything that is wrong is said at once, in the order of the text', () => {
  const found = problems('lead.orgin == "x" || attempt == "1" && lead.relationship == "Met"')
  expect(found.map((each) => each.offset)).toEqual([0, 32, 60])
})

test('a step may ask how the call ended', () => {
  const inStep = { currency: 'USD', inStep: true }
  const vector = vectorOf({})
  vector[slotOf.get('outcome')!] = 2
  expect(compiled('outcome == "busy" && !message.left', inStep).test(vector)).toBe(YES)
})

test('it names the facts that it reads and the numbers at which its answer changes', () => {
  const { reads, constants, texts } = compiled('attempt < 4 && lead.fitScore > -3 || lead.stage == "hot"')
  expect(reads).toEqual(['attempt', 'lead.fitScore', 'lead.stage'].map((path) => slotOf.get(path)))
  expect(constants).toEqual([4, -3])
  expect(texts).toHaveLength(1)
  expect(compiled('lead.dealValueCents > 5').reads).toContain(slotOf.get('lead.currency'))
})

test.for([
  ['endless', 'attempt == 1'.padEnd(10_000)],
  ['deep in brackets', `${'('.repeat(900)}attempt == 1${')'.repeat(900)}`],
  ['deep in not', `${'!'.repeat(1900)}lead.hasNews`],
  ['deep in minus', `attempt == ${'-'.repeat(1900)}1`],
  ['deep in dots', `lead${'.a'.repeat(900)}`],
  ['wide', Array.from({ length: 250 }, () => 'true').join('||')],
  ['a long list', `attempt in [${Array.from({ length: 600 }, () => 1).join()}]`],
  ['deep lists', `attempt in ${'['.repeat(900)}${']'.repeat(900)}`],
  ['an endless number', `attempt == 1${'0'.repeat(1900)}`],
  ['a number too large', 'attempt == 1e999']
])('a condition that is made to hurt is refused and hangs nothing: %s', ([, source]) => {
  expect(problems(source!)).not.toEqual([])
})

const word = fc.constantFrom(
  ...'attempt lead.stage lead.hasNews history.calls lead lead. . && || ! == != < <= in [ ] ( ) , 1 0 -1 1.5 1e9 "hot" \'x\' known( has( null true + - * / % ? : { } u b" r" \\ // \n \u0000 \ud800'.split(
    ' '
  )
)
test('no text makes it throw, and what compiles says no, not known or yes of anybody', () => {
  const vectors = [vectorOf({}), vectorOf(met), vectorOf({}).fill(NaN), vectorOf({}).fill(Infinity)]
  const check = (source: string): void => {
    const result = compileExpression(source, { currency: 'USD', inStep: true })
    if (result.kind === 'wrong') {
      expect(result.problems.length).toBeGreaterThan(0)
      for (const { offset, problem } of result.problems) {
        expect(offset).toBeGreaterThanOrEqual(0)
        expect(offset).toBeLessThanOrEqual(source.length)
        expect(problem).not.toBe('')
      }
    } else for (const vector of vectors) expect([NO, UNKNOWN, YES]).toContain(result.expression.test(vector))
  }
  fc.assert(fc.property(fc.string(), check), { numRuns: 1000 })
  fc.assert(fc.property(fc.string({ unit: 'binary' }), check), { numRuns: 500 })
  fc.assert(
    fc.property(fc.array(word, { maxLength: 12 }), (words) => check(words.join(' '))),
    { numRuns: 1500 }
  )
})

/** Our own tree of a condition, with an evaluator that knows nothing of slots, vectors or closures. */
type Tree =
  | { readonly kind: 'flag' | 'known'; readonly path: string }
  | { readonly kind: 'never'; readonly path: string; readonly op: '==' | '!=' }
  | {
      readonly kind: 'words'
      readonly path: string
      readonly op: '==' | '!=' | 'in'
      readonly words: readonly string[]
    }
  | { readonly kind: 'rank'; readonly op: Op; readonly word: string }
  | { readonly kind: 'numbers'; readonly op: Op; readonly a: Sum; readonly b: Sum }
  | { readonly kind: 'not'; readonly a: Tree }
  | { readonly kind: '&&' | '||'; readonly a: Tree; readonly b: Tree }
type Op = '==' | '!=' | '<' | '<=' | '>' | '>='
type Sum = number | string | { readonly op: '+' | '-' | '*' | '/' | '%'; readonly a: Sum; readonly b: Sum }
type Named = Readonly<Record<string, unknown>>

const INTEREST = ['none', 'slight', 'high']
const numbers = ['attempt', 'history.voicemails', 'history.daysSinceVoicemail', 'lead.fitScore', 'lead.dealValueCents']
const words: Readonly<Record<string, readonly string[]>> = {
  'lead.origin': ['referral', 'cold_list', 'lead_card'],
  'lead.relationship': ['met', 'lapsed', 'never_spoken'],
  'lead.stage': ['hot', 'cold']
}

function holds(tree: Tree, named: Named): boolean | undefined {
  switch (tree.kind) {
    case 'flag':
      return named[tree.path] as boolean | undefined
    case 'known':
      return named[tree.path] !== undefined
    case 'never':
      return (named[tree.path] === null) === (tree.op === '==')
    case 'words': {
      const value = named[tree.path]
      if (value === undefined) return undefined
      return tree.words.includes(value as string) !== (tree.op === '!=')
    }
    case 'rank':
      return compare(tree.op, INTEREST.indexOf(named['lead.interest'] as string), INTEREST.indexOf(tree.word))
    case 'numbers': {
      const [a, b] = [amount(tree.a, named), amount(tree.b, named)]
      return a === undefined || b === undefined ? undefined : compare(tree.op, a, b)
    }
    case 'not': {
      const inner = holds(tree.a, named)
      return inner === undefined ? undefined : !inner
    }
    case '&&':
    case '||': {
      const decisive = tree.kind === '||'
      const sides = [holds(tree.a, named), holds(tree.b, named)]
      if (sides.includes(decisive)) return decisive
      return sides.includes(undefined) ? undefined : !decisive
    }
  }
}

function compare(op: Op, a: number, b: number): boolean {
  if (op === '==' || op === '!=') return (a === b) === (op === '==')
  if (op === '<' || op === '>=') return a < b === (op === '<')
  return a > b === (op === '>')
}

function amount(sum: Sum, named: Named): number | undefined {
  if (typeof sum === 'number') return sum
  if (typeof sum === 'string') {
    if (sum === 'lead.dealValueCents' && named['lead.currency'] !== 'USD') return undefined
    const value = named[sum]
    return value === null ? Infinity : (value as number | undefined)
  }
  const [a, b] = [amount(sum.a, named), amount(sum.b, named)]
  if (a === undefined || b === undefined || (b === 0 && (sum.op === '/' || sum.op === '%'))) return undefined
  const result = { '+': a + b, '-': a - b, '*': a * b, '/': a / b, '%': a % b }[sum.op]
  return Number.isNaN(result) ? undefined : result
}

/** As few brackets as the grammar of CEL allows, so that precedence is tried too. */
function written(tree: Tree): string {
  switch (tree.kind) {
    case 'flag':
      return tree.path
    case 'known':
      return `known(${tree.path})`
    case 'never':
      return `${tree.path} ${tree.op} null`
    case 'words': {
      const list = tree.words.map((each) => `"${each}"`)
      return tree.op === 'in' ? `${tree.path} in [${list.join(', ')}]` : `${tree.path} ${tree.op} ${list[0]}`
    }
    case 'rank':
      return `lead.interest ${tree.op} "${tree.word}"`
    case 'numbers':
      return `${sumText(tree.a, 0)} ${tree.op} ${sumText(tree.b, 0)}`
    case 'not':
      return tree.a.kind === 'flag' || tree.a.kind === 'known' ? `!${written(tree.a)}` : `!(${written(tree.a)})`
    case '&&':
      return [tree.a, tree.b].map((side) => (side.kind === '||' ? `(${written(side)})` : written(side))).join(' && ')
    case '||':
      return `${written(tree.a)} || ${written(tree.b)}`
  }
}

function sumText(sum: Sum, around: number): string {
  if (typeof sum !== 'object') return String(sum)
  const strength = sum.op === '+' || sum.op === '-' ? 1 : 2
  const text = `${sumText(sum.a, strength)} ${sum.op} ${sumText(sum.b, strength + 1)}`
  return strength < around ? `(${text})` : text
}

const op = fc.constantFrom<Op>('==', '!=', '<', '<=', '>', '>=')
const plain = fc.oneof(fc.integer({ min: -3, max: 9 }), fc.constantFrom(...numbers))
const { sum } = fc.letrec<{ sum: Sum }>((tie) => ({
  sum: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    plain,
    fc.record({ op: fc.constantFrom('+', '-', '*', '/', '%'), a: tie('sum'), b: tie('sum') })
  )
}))
const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    fc.record({
      kind: fc.constantFrom('flag' as const, 'known' as const),
      path: fc.constantFrom('lead.hasNews', 'lead.fitConfirmed', 'reach.email')
    }),
    fc.record({ kind: fc.constant('known' as const), path: fc.constantFrom(...numbers, ...Object.keys(words)) }),
    fc.record({
      kind: fc.constant('never' as const),
      path: fc.constant('history.daysSinceVoicemail'),
      op: fc.constantFrom('==' as const, '!=' as const)
    }),
    fc.constantFrom(...Object.keys(words)).chain((path) =>
      fc.record({
        kind: fc.constant('words' as const),
        path: fc.constant(path),
        op: fc.constantFrom('in' as const),
        words: fc.subarray([...words[path]!], { minLength: 1 })
      })
    ),
    fc.constantFrom(...Object.keys(words)).chain((path) =>
      fc.record({
        kind: fc.constant('words' as const),
        path: fc.constant(path),
        op: fc.constantFrom('==' as const, '!=' as const),
        words: fc.constantFrom(...words[path]!).map((each) => [each])
      })
    ),
    fc.record({ kind: fc.constant('rank' as const), op, word: fc.constant('slight') }),
    fc.record({ kind: fc.constant('numbers' as const), op, a: sum, b: sum }),
    fc.record({ kind: fc.constant('not' as const), a: tie('tree') }),
    fc.record({ kind: fc.constantFrom('&&' as const, '||' as const), a: tie('tree'), b: tie('tree') })
  )
}))
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })
const named = fc.record({
  attempt: fc.integer({ min: 1, max: 9 }),
  'history.voicemails': fc.integer({ min: 0, max: 9 }),
  'history.daysSinceVoicemail': fc.option(fc.integer({ min: 0, max: 9 })),
  'lead.fitScore': maybe(fc.integer({ min: -3, max: 9 })),
  'lead.dealValueCents': maybe(fc.integer({ min: 0, max: 9 })),
  'lead.currency': fc.constantFrom('USD', 'EUR'),
  'lead.hasNews': fc.boolean(),
  'lead.fitConfirmed': maybe(fc.boolean()),
  'reach.email': maybe(fc.boolean()),
  'lead.origin': maybe(fc.constantFrom(...words['lead.origin']!)),
  'lead.relationship': fc.constantFrom(...words['lead.relationship']!),
  'lead.stage': maybe(fc.constantFrom(...words['lead.stage']!)),
  'lead.interest': fc.constantFrom(...INTEREST)
})

function documentOf(values: Named): object {
  const out: Record<string, Record<string, unknown> | unknown> = {}
  for (const [path, value] of Object.entries(values)) {
    if (value === undefined) continue
    const [group, name] = path.split('.') as [string, string | undefined]
    if (name === undefined) out[group] = value
    else out[group] = { ...(out[group] as object), [name]: value }
  }
  return out
}

test('a compiled condition is as true as a plain reading of the same words', () => {
  let read = 0
  fc.assert(
    fc.property(tree, named, (condition, values) => {
      const source = written(condition)
      const result = compileExpression(source, usd)
      if (result.kind === 'wrong') {
        for (const { problem } of result.problems)
          expect(`${source}: ${problem}`).toMatch(/can never hold|it is never|divided by 0|at most/)
        return
      }
      read++
      const expected = holds(condition, values)
      expect(result.expression.test(vectorOf(documentOf(values))), source).toBe(
        expected === undefined ? UNKNOWN : expected ? YES : NO
      )
    }),
    { numRuns: 3000 }
  )
  expect(read).toBeGreaterThan(1500)
})
