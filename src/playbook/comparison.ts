import { type ASTNode } from '@marcbachmann/cel-js'
import { type Choice, type Fact, choiceCode, textCode } from '../facts/fact.ts'
import { didYouMean } from '../facts/nearest.ts'
import { type Compiling, type Found, example, factAt, report, shown } from './fact-path.ts'
import { type Quantity, isMoney, isNumber, isNumberLiteral, moneyOf, numberLiteral, quantity } from './quantity.ts'
import { type Condition, never } from './truth.ts'

export type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>='
const turned: Record<Comparison, Comparison> = { '==': '==', '!=': '!=', '<': '>', '<=': '>=', '>': '<', '>=': '<=' }

/** Two sides with a comparison between them, checked against the kind of the fact and compiled. */
export function comparison(
  op: Comparison,
  left: ASTNode,
  right: ASTNode,
  node: ASTNode,
  c: Compiling,
  depth: number
): Condition {
  if (isLiteral(left) && !isLiteral(right)) return comparison(turned[op], right, left, node, c, depth)
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
  if (found && isNumberLiteral(right)) {
    const limit = numberLiteral(right, c)!
    impossible(op, found.fact, limit, right, c)
    if (isNumber(found.fact) && !isMoney(found.fact)) return slotComparison(op, found.slot, limit)
  }
  return numberComparison(op, quantity(left, c, depth + 1), quantity(right, c, depth + 1))
}

const isLiteral = (node: ASTNode): boolean => node.op === 'value' || isNumberLiteral(node)

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

function nameComparison(op: Comparison, found: Found, right: ASTNode, node: ASTNode, c: Compiling): Condition {
  const { fact, slot } = found
  const code = nameCode(fact, right, c)
  if (code === null) return never
  if (op === '==' || op === '!=') return slotComparison(op, slot, code)
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
function nameCode(fact: Fact, literal: ASTNode, c: Compiling): number | null {
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
  const near = didYouMean(literal.args, values) || '.'
  report(c, literal, `${fact.path} is never "${literal.args}"${near} It is one of ${values.join(', ')}`)
  return null
}

/** `fact in [...]`: one of the values. */
export function membership(left: ASTNode, list: ASTNode, c: Compiling): Condition {
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
  if (fact.kind === 'flag') {
    report(c, left, `${fact.path} is true or false: it stands for itself`)
    return never
  }
  const codes = list.args.map((each) => (isNumber(fact) ? numberLiteral(each, c) : nameCode(fact, each, c)))
  list.args.forEach((each, i) => {
    if (isNumber(fact) && codes[i] !== null) impossible('==', fact, codes[i]!, each, c)
  })
  if (codes.some((code) => code === null)) return never
  const value: Quantity = isMoney(fact) ? moneyOf(slot, c) : (v) => v[slot]!
  return (v) => {
    const x = value(v)
    return x !== x ? 1 : codes.includes(x) ? 2 : 0
  }
}

function flagComparison(op: Comparison, slot: number, right: ASTNode, c: Compiling): Condition {
  if (right.op !== 'value' || typeof right.args !== 'boolean' || (op !== '==' && op !== '!=')) {
    report(c, right, 'a true-or-false fact stands for itself, or is compared by == with true or false')
    return never
  }
  return slotComparison(op, slot, right.args ? 1 : 0)
}

/** `== null` asks whether something has never happened. */
function neverComparison(op: Comparison, { fact, slot }: Found, right: ASTNode, c: Compiling): Condition {
  if (fact.kind !== 'ago' || (op !== '==' && op !== '!=')) {
    report(c, right, `${fact.path} is never null; ask known(${fact.path}) where it may be unknown`)
    return never
  }
  return op === '==' ? (v) => (v[slot] === Infinity ? 2 : 0) : (v) => (v[slot] === Infinity ? 0 : 2)
}

/** A comparison that no fact can ever satisfy is a slip of the pen. */
function impossible(op: Comparison, fact: Fact, limit: number, node: ASTNode, c: Compiling): void {
  const least = leastOf(fact)
  const whole = fact.kind === 'count' || (fact.kind === 'measure' && fact.whole === true)
  if ((op === '<' && limit <= least) || ((op === '<=' || op === '==') && limit < least))
    report(c, node, `${fact.path} is never below ${least}: this can never hold`)
  else if (whole && (op === '==' || op === '!=') && !Number.isInteger(limit))
    report(c, node, `${fact.path} is a whole number: it is never ${limit}`)
}

function leastOf(fact: Fact): number {
  switch (fact.kind) {
    case 'count':
      return fact.min ?? 0
    case 'ago':
      return 0
    case 'measure':
      return fact.min ?? -Infinity
    case 'choice':
    case 'flag':
    case 'text':
      return -Infinity
  }
}
