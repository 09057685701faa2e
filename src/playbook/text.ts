import { type Document, type YAMLError, isAlias, isMap, isNode, isScalar, isSeq, parseAllDocuments, visit } from 'yaml'
import { scalarOffset } from './scalar-offset.ts'

/** What is wrong, where: lines and columns count from 1. */
export type Problem = { readonly line: number; readonly column: number; readonly problem: string }
export type Path = readonly (string | number)[]

/** A playbook's text with a way back from any value to its place. */
export type Text = {
  readonly value: unknown
  /** Place of the value at a path, or of the nearest one around it; `offset` goes on inside its text. */
  readonly placeOf: (path: Path, offset?: number) => { readonly line: number; readonly column: number }
  /** Place of a key of the map at a path. */
  readonly placeOfKey: (path: Path, key: string) => { readonly line: number; readonly column: number }
}

const CHARACTERS_MAX = 100_000
const NODES_MAX = 5_000
const DEPTH_MAX = 24
/** Brackets in words and comments count too, so the look before reading is a rough one. */
const BRACKETS_MAX = 200
/** More than anybody corrects in one go. */
const PROBLEMS_MAX = 50

/** Read YAML: one document, no aliases, no bombs. All problems at once, in words about what the file should hold. */
export function readText(
  source: string,
  noun: 'playbook' | 'floor' = 'playbook'
): { readonly kind: 'text'; readonly text: Text } | { readonly kind: 'wrong'; readonly problems: readonly Problem[] } {
  if (source.length > CHARACTERS_MAX)
    return wrong(`the file has ${source.length} characters, a ${noun} has at most ${CHARACTERS_MAX}`)
  const deep = deepest(source)
  if (deep > BRACKETS_MAX) return wrong(`nested ${deep} deep, at most ${DEPTH_MAX} is allowed`)
  if (partsAtLeast(source) > NODES_MAX * 2) return wrong(tooMany(noun))
  const lines = lineStarts(source)
  let documents: Document.Parsed[]
  try {
    documents = parseAllDocuments(source, {
      uniqueKeys: true,
      strict: true,
      prettyErrors: false,
      logLevel: 'error'
    }) as Document.Parsed[]
  } catch (error) {
    if (error instanceof RangeError) return wrong('the text is nested too deeply')
    throw error
  }
  const document = documents[0]
  if (!document) return wrong(empty(noun))
  const problems = [...document.errors, ...document.warnings]
    .slice(0, PROBLEMS_MAX)
    .map((error) => ofYaml(error, source, lines))
  if (problems.length === 0 && document.contents === null) return wrong(empty(noun))
  problems.push(...bombs(document, lines, noun))
  if (problems.length === 0) problems.push(...oddities(document, documents[1], lines, noun))
  if (problems.length > 0) return { kind: 'wrong', problems: inOrder(problems) }
  return { kind: 'text', text: textOf(document, source, lines) }
}

const empty = (noun: string): string => `the file is empty: a ${noun} begins with ${noun}: NAME`
const tooMany = (noun: string): string => `the ${noun} has more than ${NODES_MAX} parts`

function ofYaml(error: YAMLError, source: string, lines: LineStarts): Problem {
  const start = error.pos[0]
  if (error.code === 'DUPLICATE_KEY') {
    const key = /^[^:\n]{0,60}/.exec(source.slice(start))![0].trim()
    return at(lines, start, `${key} is given twice: remove one`)
  }
  const isDeep = error.message.includes('call stack')
  return at(lines, start, isDeep ? 'nested too deeply' : error.message.replace(/\s+/g, ' '))
}

/** What YAML allows and a playbook does not: other versions of YAML, a second document, names that are no text. */
function oddities(
  document: Document.Parsed,
  second: Document.Parsed | undefined,
  lines: LineStarts,
  noun: string
): Problem[] {
  const problems: Problem[] = []
  if (document.directives?.yaml.explicit && document.directives.yaml.version !== '1.2')
    problems.push(at(lines, 0, `a ${noun} is YAML 1.2: take the %YAML line away`))
  if (second)
    problems.push(
      at(lines, second.range?.[0] ?? 0, `there is more than one document in the file: one ${noun} per file`)
    )
  visit(document, {
    Pair(_, { key }) {
      const place = isNode(key) ? (key.range?.[0] ?? 0) : 0
      if (!isScalar(key)) problems.push(at(lines, place, 'a name is needed before the colon, not a list or a map'))
      else if (key.value === '__proto__') problems.push(at(lines, place, '__proto__: this name is not known here'))
    }
  })
  return problems
}

/** Every problem once, in the order of the text. */
export function inOrder(problems: readonly Problem[]): readonly Problem[] {
  const unique = new Map(problems.map((each) => [`${each.line}:${each.column}:${each.problem}`, each]))
  return [...unique.values()].sort((a, b) => a.line - b.line || a.column - b.column)
}

function textOf(document: Document.Parsed, source: string, lines: LineStarts): Text {
  return {
    value: document.toJS({ maxAliasCount: 0 }),
    placeOf(path, offset = 0) {
      for (let length = path.length; length >= 0; length--) {
        const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true)
        if (!isNode(node) || !node.range) continue
        const isInside = offset > 0 && length === path.length && isScalar(node)
        return place(lines, isInside ? scalarOffset(source, node, offset) : node.range[0])
      }
      return { line: 1, column: 1 }
    },
    placeOfKey(path, key) {
      const map = path.length === 0 ? document.contents : document.getIn(path, true)
      const pair = isMap(map)
        ? map.items.find((each) => isScalar(each.key) && String(each.key.value) === key)
        : undefined
      return pair && isNode(pair.key) && pair.key.range ? place(lines, pair.key.range[0]) : this.placeOf(path)
    }
  }
}

/** Aliases, depth and size: a text of few bytes must not become a large or endless one. */
function bombs(document: Document.Parsed, lines: LineStarts, noun: string): Problem[] {
  const problems: Problem[] = []
  let nodes = 0
  visit(document, (_, node, ancestors) => {
    if (isAlias(node) || (isNode(node) && 'anchor' in node && node.anchor)) {
      problems.push(at(lines, node.range?.[0] ?? 0, 'anchors and aliases are not allowed: write it out'))
      return visit.BREAK
    }
    if (++nodes > NODES_MAX) {
      problems.push(at(lines, 0, tooMany(noun)))
      return visit.BREAK
    }
    if ((isMap(node) || isSeq(node)) && ancestors.length > DEPTH_MAX * 2) {
      problems.push(at(lines, node.range?.[0] ?? 0, `nested more than ${DEPTH_MAX} deep`))
      return visit.BREAK
    }
    return undefined
  })
  return problems
}

/** Deepest nesting of flow brackets and of indentation, before anything recursive looks at the text. */
function deepest(source: string): number {
  let depth = 0
  let most = 0
  for (const character of source) {
    if (character === '[' || character === '{') most = Math.max(most, ++depth)
    else if (character === ']' || character === '}') depth = Math.max(0, depth - 1)
  }
  for (const row of source.split('\n')) {
    const dashes = /^\s*(?:[-?:] ?)+/.exec(row)?.[0].split(/[-?:]/).length ?? 1
    most = Math.max(most, dashes - 1, Math.floor((/^ */.exec(row)?.[0].length ?? 0) / 4))
  }
  return most
}

/** Every pair has a colon or a question mark, every entry a dash or a comma, every tag a mark: a look before reading. */
function partsAtLeast(source: string): number {
  return source.length < NODES_MAX ? 0 : source.split(/[:?,!]|^ *-/m).length - 1
}

/** Offset at which each line begins. The parser's own counter loses its place where brackets do not close. */
type LineStarts = readonly number[]

function lineStarts(source: string): LineStarts {
  const starts = [0]
  for (let at = source.indexOf('\n'); at >= 0; at = source.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}

function place(lines: LineStarts, offset: number): { line: number; column: number } {
  let low = 0
  let high = lines.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (lines[middle]! <= offset) low = middle
    else high = middle - 1
  }
  return { line: low + 1, column: offset - lines[low]! + 1 }
}

const at = (lines: LineStarts, offset: number, problem: string): Problem => ({ ...place(lines, offset), problem })
const wrong = (problem: string) => ({ kind: 'wrong', problems: [{ line: 1, column: 1, problem }] }) as const
