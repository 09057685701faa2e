import { type ASTNode, ParseError, parse } from '@marcbachmann/cel-js'
import { comparison, membership } from './comparison.ts'
import {
  type Compiling,
  type ExpressionContext,
  type ExpressionProblem,
  enter,
  example,
  factAt,
  report
} from './fact-path.ts'
import { type Condition, and, never, not, or } from './truth.ts'

export type { ExpressionContext, ExpressionProblem } from './fact-path.ts'
export type { Condition } from './truth.ts'

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

const LENGTH_MAX = 2_000

/**
 * Compile a condition. The language is CEL (Common Expression Language), of it: facts by their path, text, numbers,
 * lists, comparisons, `in`, arithmetic, `&&`, `||`, `!`, and `known(fact)`. Never throws on any text.
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
    return wrong(Math.min(error.range?.start ?? 0, source.length), error.summary)
  }
  const c: Compiling = { context, problems: [], reads: new Set(), constants: [], texts: [], nodes: 0 }
  const test = condition(ast, c, 0)
  if (c.problems.length > 0) return { kind: 'wrong', problems: c.problems.toSorted((a, b) => a.offset - b.offset) }
  return {
    kind: 'expression',
    expression: { source, test, reads: [...c.reads], constants: [...new Set(c.constants)], texts: c.texts }
  }
}

const wrong = (offset: number, problem: string) => ({ kind: 'wrong', problems: [{ offset, problem }] }) as const

function condition(node: ASTNode, c: Compiling, depth: number): Condition {
  if (!enter(c, node, depth)) return never
  switch (node.op) {
    case '&&':
    case '||': {
      const a = condition(node.args[0], c, depth + 1)
      const b = condition(node.args[1], c, depth + 1)
      return node.op === '&&' ? and(a, b) : or(a, b)
    }
    case '!_':
      return not(condition(node.args, c, depth + 1))
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

/** A flag stands for itself; any other fact needs a comparison. */
function flagCondition(node: ASTNode, c: Compiling): Condition {
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

function known(name: string, args: readonly ASTNode[], node: ASTNode, c: Compiling): Condition {
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
