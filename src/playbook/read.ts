import type { z } from 'zod'
import { didYouMean } from '../facts/nearest.ts'
import { type CompileProblem, compile } from './compile.ts'
import { type Program } from './program.ts'
import { PlaybookDocument, verbNames } from './schema.ts'
import { looseConditionProblems } from './loose-condition.ts'
import { type Path, type Problem, type Text, inOrder, readText } from './text.ts'

export type { Problem } from './text.ts'

/** A playbook ready to run, or everything that is wrong with its text, in the order of the text. */
export type Reading =
  | { readonly kind: 'playbook'; readonly program: Program }
  | { readonly kind: 'wrong'; readonly problems: readonly Problem[] }

/** Read, check and compile the text of one playbook. Never throws on any text. */
export function readPlaybook(source: string): Reading {
  const read = readText(source)
  if (read.kind === 'wrong') return read
  const { text } = read
  const checked = PlaybookDocument.safeParse(text.value)
  if (!checked.success)
    return wrong([
      ...checked.error.issues.flatMap((issue) => problemsOf(issue, [], text)),
      ...placed(looseConditionProblems(text.value, currencyOf(text.value)), text)
    ])
  const compiled = compile(checked.data)
  if (compiled.kind === 'program') return { kind: 'playbook', program: compiled.program }
  return wrong(placed(compiled.problems, text))
}

const wrong = (problems: readonly Problem[]): Reading => ({ kind: 'wrong', problems: inOrder(problems) })

const placed = (problems: readonly CompileProblem[], text: Text): readonly Problem[] =>
  problems.map(({ path, offset, problem }) => ({ ...text.placeOf(path, offset), problem }))

function currencyOf(value: unknown): string {
  const currency = valueAt(value, ['currency'])
  return typeof currency === 'string' ? currency : 'USD'
}

/** One zod issue as problems with places and nearest names. */
function problemsOf(issue: z.core.$ZodIssue, base: Path, text: Text): Problem[] {
  const path = [...base, ...issue.path] as Path
  const here = text.placeOf(path)
  const value = valueAt(text.value, path)
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        ...text.placeOfKey(path, key),
        problem: `${[...path, key].join('.')}: this name is not known here${didYouMean(key, namesAt(path))}`
      }))
    case 'invalid_union':
      return nearestBranch(issue, path, value, text)
    case 'invalid_value': {
      const names = issue.values.map(String)
      if (value === undefined) return [{ ...here, problem: `${path.join('.')} is missing: one of ${names.join(', ')}` }]
      return [
        {
          ...here,
          problem: `${path.join('.')}: ${shown(value)} is not one of ${names.join(', ')}${didYouMean(String(value), names)}`
        }
      ]
    }
    case 'invalid_key': {
      const key = String(path.at(-1))
      return [
        {
          ...text.placeOfKey(path.slice(0, -1), key),
          problem: `${path.join('.')}: this name is not known here${didYouMean(key, namesAt(path.slice(0, -1)))}`
        }
      ]
    }
    case 'invalid_type':
      if (value === undefined) return [{ ...here, problem: `${path.join('.') || 'the playbook'} is missing` }]
      return [
        { ...here, problem: `${path.join('.') || 'the playbook'}: must be ${issue.expected}, not ${shown(value)}` }
      ]
    case 'too_small':
      return [{ ...here, problem: `${path.join('.')}: at least ${issue.minimum}` }]
    case 'too_big':
      return [{ ...here, problem: `${path.join('.')}: at most ${issue.maximum}` }]
    default:
      return [{ ...here, problem: `${path.join('.')}: ${issue.message}` }]
  }
}

/** Of the shapes that a value may have, report what is wrong with the one that it came closest to. */
function nearestBranch(issue: z.core.$ZodIssueInvalidUnion, path: Path, value: unknown, text: Text): Problem[] {
  const wanted = typeof value === 'object' && value !== null ? 'object' : typeof value
  const fitting = issue.errors.filter(
    (branch) =>
      !branch.some((each) => each.code === 'invalid_type' && each.path.length === 0 && each.expected !== wanted)
  )
  const branch = (fitting.length > 0 ? fitting : issue.errors).toSorted(
    (a, b) => depthOf(b) - depthOf(a) || a.length - b.length
  )[0]
  if (branch && branch.length > 0) return branch.flatMap((each) => problemsOf(each, path, text))
  return [{ ...text.placeOf(path), problem: `${path.join('.')}: ${shown(value)} does not fit here` }]
}

const depthOf = (branch: readonly z.core.$ZodIssue[]): number =>
  Math.max(0, ...branch.map((issue) => issue.path.length))

/** Names that may stand in the map at a path, by walking the schema. */
function namesAt(path: Path): readonly string[] {
  if (path.at(-2) === 'steps' || path.at(-2) === 'before') return [...verbNames, 'when', 'because', 'assumed']
  let type: unknown = PlaybookDocument
  for (const part of path) type = inner(type, part)
  return keysOf(type)
}

type Def = { readonly type: string; readonly [key: string]: unknown }
const defOf = (type: unknown): Def | undefined => (type as { _zod?: { def: Def } } | undefined)?._zod?.def

function unwrap(type: unknown): unknown {
  const def = defOf(type)
  if (def && (def.type === 'optional' || def.type === 'default' || def.type === 'nullable'))
    return unwrap(def['innerType'])
  if (def?.type === 'lazy') return unwrap((def['getter'] as () => unknown)())
  return type
}

function inner(type: unknown, part: string | number): unknown {
  const bare = unwrap(type)
  const def = defOf(bare)
  if (def?.type === 'object') return (def['shape'] as Record<string, unknown>)[part]
  if (def?.type === 'array') return def['element']
  if (def?.type === 'record') return def['valueType']
  if (def?.type === 'union')
    return (def['options'] as unknown[])
      .map(unwrap)
      .find((option) => keysOf(option).length > 0 || defOf(option)?.type === 'array')
  return undefined
}

function keysOf(type: unknown): readonly string[] {
  const def = defOf(unwrap(type))
  if (def?.type === 'object') return Object.keys(def['shape'] as object)
  if (def?.type === 'record')
    return Object.values((defOf(def['keyType'])?.['entries'] as Record<string, string> | undefined) ?? {})
  if (def?.type === 'union') return (def['options'] as unknown[]).flatMap((option) => keysOf(option))
  return []
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > 60 ? `${text.slice(0, 57)}...` : text
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((outer, key) => (outer as Record<PropertyKey, unknown> | null | undefined)?.[key], value)
}
