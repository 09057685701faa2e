import { compileExpression } from './expression.ts'
import { type CompileProblem } from './compile.ts'
import { type Path } from './text.ts'

/**
 * What is wrong with the conditions of a text that does not have the shape of a playbook: they stand under the same
 * names everywhere, so they can be checked with the rest and everything is said at once.
 */
export function looseConditionProblems(value: unknown, currency: string): readonly CompileProblem[] {
  return conditionsIn(value, []).flatMap(({ source, path }) => {
    const result = compileExpression(source, { currency, inStep: stepParts.includes(String(path[0])) })
    return result.kind === 'wrong' ? result.problems.map((each) => ({ path, ...each })) : []
  })
}

const stepParts: readonly string[] = ['steps', 'tracks', 'before']
const conditionNames: readonly string[] = ['when', 'until', 'leave']

type LooseCondition = { readonly source: string; readonly path: Path }

function conditionsIn(value: unknown, path: Path): readonly LooseCondition[] {
  if (typeof value === 'string') {
    const isCondition = conditionNames.includes(String(path.at(-1))) && value.trim() !== 'otherwise'
    return isCondition && value.trim() !== '' ? [{ source: value.trim(), path }] : []
  }
  if (typeof value !== 'object' || value === null) return []
  if (Array.isArray(value)) return value.flatMap((each, i) => conditionsIn(each, [...path, i]))
  return Object.entries(value).flatMap(([key, each]) => conditionsIn(each, [...path, key]))
}
