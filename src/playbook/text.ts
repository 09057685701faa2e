import { type Document, LineCounter, isAlias, isMap, isNode, isScalar, isSeq, parseAllDocuments, visit } from 'yaml'

/** What is wrong, where: lines and columns count from 1. */
export type Problem = { readonly line: number; readonly column: number; readonly problem: string }
export type Path = readonly (string | number)[]

/** A playbook's text with a way back from any value to its place. */
export type Text = {
  readonly value: unknown
  /** Place of the value at a path, or of the nearest one around it; `offset` goes on inside a one-line scalar. */
  readonly placeOf: (path: Path, offset?: number) => { readonly line: number; readonly column: number }
  /** Place of a key of the map at a path. */
  readonly placeOfKey: (path: Path, key: string) => { readonly line: number; readonly column: number }
}

const CHARACTERS_MAX = 100_000
const NODES_MAX = 5_000
const DEPTH_MAX = 24

/** Read YAML: one document, no aliases, no bombs. All problems at once. */
export function readText(
  source: string
): { readonly kind: 'text'; readonly text: Text } | { readonly kind: 'wrong'; readonly problems: readonly Problem[] } {
  if (source.length > CHARACTERS_MAX)
    return wrong(`the file has ${source.length} characters, a playbook has at most ${CHARACTERS_MAX}`)
  const deep = deepest(source)
  if (deep > DEPTH_MAX) return wrong(`brackets are nested ${deep} deep, at most ${DEPTH_MAX} are allowed`)
  const lines = new LineCounter()
  let documents: Document.Parsed[]
  try {
    documents = parseAllDocuments(source, {
      lineCounter: lines,
      uniqueKeys: true,
      strict: true,
      prettyErrors: false
    }) as Document.Parsed[]
  } catch (error) {
    if (error instanceof RangeError) return wrong('the text is nested too deeply')
    throw error
  }
  const document = documents[0]
  if (!document || document.contents === null) return wrong('the file is empty: a playbook begins with playbook: NAME')
  if (documents.length > 1) return wrong('there is more than one document in the file: one playbook per file')
  const problems = [...document.errors, ...document.warnings].map((error) => at(lines, error.pos[0], error.message))
  problems.push(...bombs(document, lines))
  if (problems.length > 0) return { kind: 'wrong', problems }
  return { kind: 'text', text: textOf(document, lines) }
}

function textOf(document: Document.Parsed, lines: LineCounter): Text {
  return {
    value: document.toJS({ maxAliasCount: 0 }),
    placeOf(path, offset = 0) {
      for (let length = path.length; length >= 0; length--) {
        const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true)
        if (!isNode(node) || !node.range) continue
        const quoted = isScalar(node) && (node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE') ? 1 : 0
        const block = isScalar(node) && (node.type === 'BLOCK_FOLDED' || node.type === 'BLOCK_LITERAL')
        const inside = length === path.length && isScalar(node) && !block ? offset + quoted : 0
        return place(lines, node.range[0] + inside)
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
function bombs(document: Document.Parsed, lines: LineCounter): Problem[] {
  const problems: Problem[] = []
  let nodes = 0
  visit(document, (_, node, ancestors) => {
    if (isAlias(node) || (isNode(node) && 'anchor' in node && node.anchor)) {
      problems.push(at(lines, node.range?.[0] ?? 0, 'anchors and aliases are not allowed: write it out'))
      return visit.BREAK
    }
    if (++nodes > NODES_MAX) {
      problems.push(at(lines, 0, `the playbook has more than ${NODES_MAX} parts`))
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
    const dashes = /^(\s*(- ?)+)/.exec(row)?.[0].split('-').length ?? 1
    most = Math.max(most, dashes - 1, Math.floor((/^ */.exec(row)?.[0].length ?? 0) / 4))
  }
  return most
}

function place(lines: LineCounter, offset: number): { line: number; column: number } {
  const { line, col } = lines.linePos(offset)
  return { line: Math.max(1, line), column: Math.max(1, col) }
}

const at = (lines: LineCounter, offset: number, problem: string): Problem => ({ ...place(lines, offset), problem })
const wrong = (problem: string) => ({ kind: 'wrong', problems: [{ line: 1, column: 1, problem }] }) as const
