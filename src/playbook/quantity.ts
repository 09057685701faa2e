import { type ASTNode } from '@marcbachmann/cel-js'
import { type Fact, slotOf, textCode } from '../facts/fact.ts'
import { type Compiling, enter, factAt, report } from './fact-path.ts'

/** A number worked out from the packed facts; NaN is "not known". */
export type Quantity = (vector: Float64Array) => number

const unknown: Quantity = () => NaN

/** Numbers, facts that are numbers, and + - * / % between them. What is not known makes the whole not known. */
export function quantity(node: ASTNode, c: Compiling, depth: number): Quantity {
  if (!enter(c, node, depth)) return unknown
  if (isNumberLiteral(node)) {
    const number = numberLiteral(node, c) ?? NaN
    return () => number
  }
  switch (node.op) {
    case 'value':
      numberLiteral(node, c)
      return unknown
    case '-_': {
      const inner = quantity(node.args, c, depth + 1)
      return (v) => -inner(v)
    }
    case '+':
    case '-':
    case '*':
    case '/':
    case '%':
      return arithmetic(node, node.op, node.args, c, depth)
    default:
      return factQuantity(node, c)
  }
}

type Operator = '+' | '-' | '*' | '/' | '%'

function arithmetic(
  node: ASTNode,
  op: Operator,
  [left, right]: readonly [ASTNode, ASTNode],
  c: Compiling,
  depth: number
): Quantity {
  const a = quantity(left, c, depth + 1)
  const b = quantity(right, c, depth + 1)
  if ((op === '/' || op === '%') && right.op === 'value' && Number(right.args) === 0)
    report(c, node, 'nothing can be divided by 0')
  switch (op) {
    case '+':
      return (v) => a(v) + b(v)
    case '-':
      return (v) => a(v) - b(v)
    case '*':
      return (v) => a(v) * b(v)
    case '/':
      return (v) => {
        const divisor = b(v)
        return divisor === 0 ? NaN : a(v) / divisor
      }
    case '%':
      return (v) => a(v) % b(v)
  }
}

const CURRENCY = slotOf.get('lead.currency')!

function factQuantity(node: ASTNode, c: Compiling): Quantity {
  const found = factAt(node, c)
  if (!found) {
    if (found === null) report(c, node, 'a number or a fact is needed here')
    return unknown
  }
  const { fact, slot } = found
  if (!isNumber(fact)) {
    report(c, node, `${fact.path} is not a number`)
    return unknown
  }
  return isMoney(fact) ? moneyOf(slot, c) : (v) => v[slot]!
}

/** An amount in another currency than the playbook's is not known. */
export function moneyOf(slot: number, c: Compiling): Quantity {
  const ours = textCode(c.context.currency)
  c.reads.add(CURRENCY)
  return (v) => (v[CURRENCY] === ours ? v[slot]! : NaN)
}

export const isNumber = (fact: Fact): boolean => fact.kind === 'count' || fact.kind === 'ago' || fact.kind === 'measure'
export const isMoney = (fact: Fact): boolean => fact.kind === 'measure' && fact.money === true

/** Whether the node is a number as written, with or without a minus. */
export function isNumberLiteral(node: ASTNode): boolean {
  const literal = node.op === '-_' ? node.args : node
  return literal.op === 'value' && (typeof literal.args === 'bigint' || typeof literal.args === 'number')
}

/** The number that is written here; null when it is none (reported). */
export function numberLiteral(node: ASTNode, c: Compiling): number | null {
  const literal = node.op === '-_' ? node.args : node
  if (!isNumberLiteral(node) || literal.op !== 'value') {
    report(c, node, 'a number is needed here')
    return null
  }
  const number = node.op === '-_' ? 0 - Number(literal.args) : Number(literal.args)
  c.constants.push(number)
  return number
}
