import { type ASTNode } from '@marcbachmann/cel-js'
import { type Fact, facts, slotOf, stepFacts } from '../facts/fact.ts'
import { didYouMean } from '../facts/nearest.ts'

/** One condition on its way to closures: what it may ask, what it read, what is wrong with it. */
export type Compiling = {
  readonly context: ExpressionContext
  readonly problems: ExpressionProblem[]
  readonly reads: Set<number>
  readonly constants: number[]
  readonly texts: number[]
  nodes: number
}
export type ExpressionContext = {
  /** Money in this playbook is in this currency; another one is never compared. */
  readonly currency: string
  /** Steps may also ask how the call ended. */
  readonly inStep: boolean
}
/** Where in the text an expression is wrong, and how. */
export type ExpressionProblem = { readonly offset: number; readonly problem: string }

const NODES_MAX = 200
const DEPTH_MAX = 24

/** False when the condition has grown too large, which is reported once. */
export function enter(c: Compiling, node: ASTNode, depth: number): boolean {
  if (++c.nodes <= NODES_MAX && depth <= DEPTH_MAX) return true
  if (c.problems.length === 0)
    report(c, node, `the condition is too large: at most ${NODES_MAX} parts, ${DEPTH_MAX} deep`)
  return false
}

export function report(c: Compiling, node: ASTNode, problem: string): void {
  const isKnown = c.problems.some((other) => other.offset === node.start && other.problem === problem)
  if (!isKnown) c.problems.push({ offset: node.start, problem })
}

export type Found = { readonly fact: Fact; readonly slot: number }
const allFacts = new Map([...facts, ...stepFacts].map((fact) => [fact.path, fact]))
const stepPaths = new Set(stepFacts.map((fact) => fact.path))

/** The fact that a path names; null when the node is no path at all, undefined when it names nothing (reported). */
export function factAt(node: ASTNode, c: Compiling): Found | null | undefined {
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
  const parts: string[] = []
  let at = node
  while (at.op === '.') {
    parts.unshift(at.args[1])
    at = at.args[0]
  }
  return at.op === 'id' ? [at.args, ...parts].join('.') : null
}

/** How a condition on this fact may look. */
export function example(fact: Fact): string {
  switch (fact.kind) {
    case 'choice':
      return `${fact.path} == "${fact.values[0]}"`
    case 'text':
      return `${fact.path} == "..."`
    case 'flag':
      return fact.path
    case 'count':
    case 'ago':
    case 'measure':
      return `${fact.path} < 3`
  }
}

/** The node as it was written. */
export const shown = (node: ASTNode): string => node.input.slice(node.start, node.end)
