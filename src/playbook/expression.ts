import { type ASTNode, ParseError, parse } from '@marcbachmann/cel-js'
import { type Choice, type Fact, choiceCode, facts, slotOf, stepFacts, textCode } from '../facts/fact.ts'
import { didYouMean } from '../facts/nearest.ts'

/** Truth of three values: 0 no, 1 not known, 2 yes. `and` is the smaller, `or` the larger, `not` is 2 minus. */
export type Condition = (vector: Float64Array) => number
type Quantity = (vector: Float64Array) => number

/** A condition of a playbook, checked against the facts and compiled to closures over the packed numbers. */
export type Expression = {
  readonly source: string
  readonly test: Condition
  /** Slots that it reads. */
  readonly reads: readonly number[]
  /** Numbers and text codes that it compares with: where its answer changes. */
  readonly constants: readonly number[]
  readonly texts: readonly number[]
}

/** Where in the text an expression is wrong, and how. */
export type ExpressionProblem = { readonly offset: number; readonly problem: string }
export type ExpressionContext = {
  /** Money in this playbook is in this currency; another one is never compared. */
  readonly currency: string
  /** Steps may also ask how the call ended. */
  readonly inStep: boolean
}

const NODES_MAX = 200
const DEPTH_MAX = 24
const LENGTH_MAX = 2_000

/**
 * Compile a condition. The language is CEL (Common Expression Language), of it: facts by their path, text, numbers,
 * lists, comparisons, `in`, arithmetic, `&&`, `||`, `!`, and `known(fact)`.
 */
export function compileExpression(
  source: string,
  context: ExpressionContext
):
  | { readonly kind: 'expression'; readonly expression: Expression }
  | { readonly kind: 'wrong'; readonly problems: readonly ExpressionProblem[] } {
  if (source.length > LENGTH_MAX)
    return wrong(0, `the condition has ${source.length} characters, at most ${LENGTH_MAX} are allowed`)
  let ast: ASTNode
  try {
    ast = parse(source).ast
  } catch (error) {
    if (error instanceof RangeError) return wrong(0, 'the condition is nested too deeply')
    if (!(error instanceof ParseError)) throw error
    return wrong(error.range?.start ?? 0, error.summary)
  }
  const compiler: Compiler = { context, problems: [], reads: new Set(), constants: [], texts: [], nodes: 0 }
  const test = condition(ast, compiler, 0)
  if (compiler.problems.length > 0) return { kind: 'wrong', problems: compiler.problems }
  return {
    kind: 'expression',
    expression: { source, test, reads: [...compiler.reads], constants: compiler.constants, texts: compiler.texts }
  }
}

type Compiler = {
  readonly context: ExpressionContext
  readonly problems: ExpressionProblem[]
  readonly reads: Set<number>
  readonly constants: number[]
  readonly texts: number[]
  nodes: number
}

const wrong = (offset: number, problem: string) => ({ kind: 'wrong', problems: [{ offset, problem }] }) as const
const never: Condition = () => 0

function report(c: Compiler, node: ASTNode, problem: string): void {
  c.problems.push({ offset: node.start, problem })
}

function enter(c: Compiler, node: ASTNode, depth: number): boolean {
  if (++c.nodes <= NODES_MAX && depth <= DEPTH_MAX) return true
  if (c.problems.length === 0)
    report(c, node, `the condition is too large: at most ${NODES_MAX} parts, ${DEPTH_MAX} deep`)
  return false
}

function condition(node: ASTNode, c: Compiler, depth: number): Condition {
  if (!enter(c, node, depth)) return never
  switch (node.op) {
    case '&&': {
      const [a, b] = both(node.args, c, depth)
      return (v) => {
        const left = a(v)
        return left === 0 ? 0 : Math.min(left, b(v))
      }
    }
    case '||': {
      const [a, b] = both(node.args, c, depth)
      return (v) => {
        const left = a(v)
        return left === 2 ? 2 : Math.max(left, b(v))
      }
    }
    case '!_': {
      const inner = condition(node.args, c, depth + 1)
      return (v) => 2 - inner(v)
    }
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return comparison(node.op, node.args[0], node.args[1], node, c, depth)
    case 'in':
      return membership(node.args[0], node.args[1], c)
    case 'call':
      return known(node.args[0], node.args[1], node, c)
    case 'value':
      if (typeof node.args === 'boolean') return node.args ? () => 2 : never
      report(c, node, 'this is a value, a condition is needed: compare it with something')
      return never
    default:
      return flagCondition(node, c)
  }
}

function both(args: readonly [ASTNode, ASTNode], c: Compiler, depth: number): readonly [Condition, Condition] {
  return [condition(args[0], c, depth + 1), condition(args[1], c, depth + 1)]
}

/** A flag stands for itself; any other fact needs a comparison. */
function flagCondition(node: ASTNode, c: Compiler): Condition {
  const found = factAt(node, c)
  if (!found) {
    if (found === null) report(c, node, 'a condition is needed here: a comparison, or a fact that is true or false')
    return never
  }
  const { fact, slot } = found
  if (fact.kind !== 'flag') {
    report(c, node, `${fact.path} is not true or false: compare it, such as ${example(fact)}`)
    return never
  }
  return (v) => {
    const x = v[slot]!
    return x !== x ? 1 : x === 0 ? 0 : 2
  }
}

type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>='
const turned: Record<Comparison, Comparison> = { '==': '==', '!=': '!=', '<': '>', '<=': '>=', '>': '<', '>=': '<=' }

function comparison(
  op: Comparison,
  left: ASTNode,
  right: ASTNode,
  node: ASTNode,
  c: Compiler,
  depth: number
): Condition {
  if (left.op === 'value' && right.op !== 'value') return comparison(turned[op], right, left, node, c, depth)
  const found = factAt(left, c)
  if (found === undefined) return never
  if (found && (found.fact.kind === 'choice' || found.fact.kind === 'text'))
    return nameComparison(op, found, right, node, c)
  if (found && found.fact.kind === 'flag') return flagComparison(op, found.slot, right, c)
  if (found && right.op === 'value' && right.args === null) return neverComparison(op, found, right, c)
  if (right.op === 'value' && typeof right.args === 'string') {
    report(c, right, `${shown(left)} is a number and cannot be compared with text`)
    return never
  }
  if (found && right.op === 'value') impossible(op, found.fact, Number(right.args), right, c)
  if (found && right.op === 'value' && isNumber(found.fact) && !isMoney(found.fact)) {
    const limit = numberLiteral(right, c)
    if (limit !== null) return slotComparison(op, found.slot, limit)
  }
  const a = quantity(left, c, depth + 1)
  const b = quantity(right, c, depth + 1)
  return numberComparison(op, a, b)
}

/** A fact against a constant, the common case, without a call in between. Unknown (NaN) gives "not known". */
function slotComparison(op: Comparison, slot: number, limit: number): Condition {
  switch (op) {
    case '==':
      return (v) => (v[slot] === limit ? 2 : v[slot] === v[slot] ? 0 : 1)
    case '!=':
      return (v) => (v[slot] === limit ? 0 : v[slot] === v[slot] ? 2 : 1)
    case '<':
      return (v) => (v[slot]! < limit ? 2 : v[slot]! >= limit ? 0 : 1)
    case '<=':
      return (v) => (v[slot]! <= limit ? 2 : v[slot]! > limit ? 0 : 1)
    case '>':
      return (v) => (v[slot]! > limit ? 2 : v[slot]! <= limit ? 0 : 1)
    case '>=':
      return (v) => (v[slot]! >= limit ? 2 : v[slot]! < limit ? 0 : 1)
  }
}

/** Two quantities: as above, with the second one worked out each time. */
function numberComparison(op: Comparison, a: Quantity, b: Quantity): Condition {
  const difference = new Float64Array(1)
  const test = slotComparison(op, 0, 0)
  return (v) => {
    const x = a(v)
    const y = b(v)
    difference[0] = x === y ? 0 : x - y
    return test(difference)
  }
}

function nameComparison(op: Comparison, found: Found, right: ASTNode, node: ASTNode, c: Compiler): Condition {
  const { fact, slot } = found
  const code = nameCode(fact, right, c)
  if (code === null) return never
  if (op === '==' || op === '!=')
    return slotComparison(op, slot, code)
  if (fact.kind === 'choice' && fact.ordered) {
    if (op === '<' && code === 0) report(c, node, `nothing is below ${shown(right)}: this can never hold`)
    if (op === '>' && code === fact.values.length - 1)
      report(c, node, `nothing is above ${shown(right)}: this can never hold`)
    return slotComparison(op, slot, code)
  }
  report(c, node, `${fact.path} has no order: use ==, != or in`)
  return never
}

/** Number that a literal stands for in a choice or text fact; null when it cannot be. */
function nameCode(fact: Fact, literal: ASTNode, c: Compiler): number | null {
  if (literal.op !== 'value' || typeof literal.args !== 'string') {
    report(c, literal, `${fact.path} is compared with a word in quotes, such as ${example(fact)}`)
    return null
  }
  if (fact.kind === 'text') {
    c.texts.push(textCode(literal.args))
    return textCode(literal.args)
  }
  const code = choiceCode(fact as Choice, literal.args)
  if (code === code) return code
  const { values } = fact as Choice
  report(
    c,
    literal,
    `${fact.path} is never "${literal.args}"${didYouMean(literal.args, values)} It is one of ${values.join(', ')}`
  )
  return null
}

function membership(left: ASTNode, list: ASTNode, c: Compiler): Condition {
  const found = factAt(left, c)
  if (!found) {
    if (found === null) report(c, left, 'before "in" stands the path of a fact')
    return never
  }
  if (list.op !== 'list' || list.args.length === 0 || list.args.length > 100) {
    report(c, list, 'after "in" stands a list of 1 to 100 values, such as ["met", "lapsed"]')
    return never
  }
  const { fact, slot } = found
  const named = fact.kind === 'choice' || fact.kind === 'text'
  const codes = list.args.map((each) => (named ? nameCode(fact, each, c) : numberLiteral(each, c)))
  if (codes.some((code) => code === null)) return never
  return (v) => {
    const x = v[slot]!
    return x !== x ? 1 : codes.includes(x) ? 2 : 0
  }
}

function flagComparison(op: Comparison, slot: number, right: ASTNode, c: Compiler): Condition {
  if (right.op !== 'value' || typeof right.args !== 'boolean' || (op !== '==' && op !== '!=')) {
    report(c, right, 'a true-or-false fact stands for itself, or is compared by == with true or false')
    return never
  }
  const code = right.args ? 1 : 0
  return slotComparison(op, slot, code)
}

/** `== null` asks whether something has never happened. */
function neverComparison(op: Comparison, { fact, slot }: Found, right: ASTNode, c: Compiler): Condition {
  if (fact.kind !== 'ago' || (op !== '==' && op !== '!=')) {
    report(c, right, `${fact.path} is never null; ask known(${fact.path}) where it may be unknown`)
    return never
  }
  return op === '==' ? (v) => (v[slot] === Infinity ? 2 : 0) : (v) => (v[slot] === Infinity ? 0 : 2)
}

function known(name: string, args: readonly ASTNode[], node: ASTNode, c: Compiler): Condition {
  if (name !== 'known' || args.length !== 1) {
    report(c, node, `no function is called ${name}; the only one is known(fact)`)
    return never
  }
  const found = factAt(args[0]!, c)
  if (!found) {
    if (found === null) report(c, node, 'known() asks about one fact')
    return never
  }
  return (v) => (v[found.slot] === v[found.slot] ? 2 : 0)
}

/** A comparison that no fact can ever satisfy, or that always holds, is a slip of the pen. */
function impossible(op: Comparison, fact: Fact, limit: number, node: ASTNode, c: Compiler): void {
  const least =
    fact.kind === 'count' || fact.kind === 'measure'
      ? (fact.min ?? (fact.kind === 'count' ? 0 : -Infinity))
      : fact.kind === 'ago'
        ? 0
        : -Infinity
  const whole = fact.kind === 'count' || (fact.kind === 'measure' && fact.whole === true)
  if ((op === '<' && limit <= least) || ((op === '<=' || op === '==') && limit < least))
    report(c, node, `${fact.path} is never below ${least}: this can never hold`)
  else if (whole && (op === '==' || op === '!=') && !Number.isInteger(limit))
    report(c, node, `${fact.path} is a whole number: it is never ${limit}`)
}

function quantity(node: ASTNode, c: Compiler, depth: number): Quantity {
  if (!enter(c, node, depth)) return () => NaN
  switch (node.op) {
    case 'value': {
      const number = numberLiteral(node, c) ?? NaN
      return () => number
    }
    case '-_': {
      const inner = quantity(node.args, c, depth + 1)
      return (v) => -inner(v)
    }
    case '+':
    case '-':
    case '*':
    case '/':
    case '%':
      return arithmetic(node.op, quantity(node.args[0], c, depth + 1), quantity(node.args[1], c, depth + 1))
    default:
      return factQuantity(node, c)
  }
}

function arithmetic(op: '+' | '-' | '*' | '/' | '%', a: Quantity, b: Quantity): Quantity {
  switch (op) {
    case '+':
      return (v) => a(v) + b(v)
    case '-':
      return (v) => a(v) - b(v)
    case '*':
      return (v) => a(v) * b(v)
    case '/':
      return (v) => a(v) / b(v)
    case '%':
      return (v) => a(v) % b(v)
  }
}

const isNumber = (fact: Fact): boolean => fact.kind === 'count' || fact.kind === 'ago' || fact.kind === 'measure'
const isMoney = (fact: Fact): boolean => fact.kind === 'measure' && fact.money === true
const CURRENCY = slotOf.get('lead.currency')!

function factQuantity(node: ASTNode, c: Compiler): Quantity {
  const found = factAt(node, c)
  if (!found) {
    if (found === null) report(c, node, 'a number or a fact is needed here')
    return () => NaN
  }
  const { fact, slot } = found
  if (!isNumber(fact)) {
    report(c, node, `${fact.path} is not a number`)
    return () => NaN
  }
  if (!isMoney(fact)) return (v) => v[slot]!
  const ours = textCode(c.context.currency)
  c.reads.add(CURRENCY)
  return (v) => (v[CURRENCY] === ours ? v[slot]! : NaN)
}

function numberLiteral(node: ASTNode, c: Compiler): number | null {
  const sign = node.op === '-_' ? -1 : 1
  const literal = node.op === '-_' ? node.args : node
  if (literal.op === 'value' && (typeof literal.args === 'bigint' || typeof literal.args === 'number')) {
    const number = sign * Number(literal.args)
    c.constants.push(number)
    return number
  }
  report(c, node, 'a number is needed here')
  return null
}

type Found = { readonly fact: Fact; readonly slot: number }
const allFacts = new Map([...facts, ...stepFacts].map((fact) => [fact.path, fact]))
const stepPaths = new Set(stepFacts.map((fact) => fact.path))

/** The fact that a path names; null when the node is no path at all, undefined when it names nothing (reported). */
function factAt(node: ASTNode, c: Compiler): Found | null | undefined {
  const path = pathOf(node)
  if (path === null) return null
  const fact = allFacts.get(path)
  if (fact && (c.context.inStep || !stepPaths.has(path))) {
    const slot = slotOf.get(path)!
    c.reads.add(slot)
    return { fact, slot }
  }
  if (fact) report(c, node, `${path} can be asked in a step only: at the voicemail the call is not over`)
  else report(c, node, `no fact is called ${path}${didYouMean(path, allFacts.keys())}`)
  return undefined
}

function pathOf(node: ASTNode): string | null {
  if (node.op === 'id') return node.args
  if (node.op !== '.') return null
  const before = pathOf(node.args[0])
  return before === null ? null : `${before}.${node.args[1]}`
}

function example(fact: Fact): string {
  switch (fact.kind) {
    case 'choice':
      return `${fact.path} == "${fact.values[0]}"`
    case 'text':
      return `${fact.path} == "..."`
    case 'flag':
      return fact.path
    default:
      return `${fact.path} < 3`
  }
}

const shown = (node: ASTNode): string => node.input.slice(node.start, node.end)
