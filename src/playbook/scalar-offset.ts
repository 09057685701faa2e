import { type Scalar } from 'yaml'

/**
 * Where in the source the character stands that is `offset` characters into a scalar's value, trimmed as conditions
 * are: through quotes, escapes, folded lines and the indentation of blocks.
 */
export function scalarOffset(source: string, node: Scalar, offset: number): number {
  const [start, end] = node.range!
  const text = String(node.value)
  const wanted = offset + text.length - text.trimStart().length
  switch (node.type) {
    case 'BLOCK_FOLDED':
    case 'BLOCK_LITERAL':
      return inBlock(source, start, end, wanted, node.type === 'BLOCK_FOLDED')
    case 'QUOTE_DOUBLE':
    case 'QUOTE_SINGLE':
      return inLine(source, start + 1, end - 1, wanted, node.type === 'QUOTE_DOUBLE' ? '"' : "'")
    default:
      return inLine(source, start, end, wanted, '')
  }
}

const ESCAPE_LENGTHS: Readonly<Record<string, number>> = { x: 4, u: 6, U: 10 }

function inLine(source: string, start: number, end: number, wanted: number, quote: string): number {
  let at = start
  for (let left = wanted; at < end;) {
    const isEscape = quote === '"' && source[at] === '\\'
    const joined = isEscape ? foldAt(source, at + 1) : null
    const fold = foldAt(source, at)
    if (joined !== null) at += joined.length + 1
    else if (left <= 0) break
    else if (fold !== null) {
      at += fold.length
      left -= fold.characters
    } else {
      at += isEscape ? (ESCAPE_LENGTHS[source[at + 1] ?? ''] ?? 2) : quote === "'" && source[at] === "'" ? 2 : 1
      left--
    }
  }
  return Math.min(at, end)
}

/** A line break with the blanks around it: one is a space, more are the breaks beyond the first. */
function foldAt(source: string, at: number): { readonly length: number; readonly characters: number } | null {
  FOLD.lastIndex = at
  const match = FOLD.exec(source)
  if (!match) return null
  const breaks = match[0].split('\n').length - 1
  return { length: match[0].length, characters: breaks === 1 ? 1 : breaks - 1 }
}
const FOLD = /[ \t]*\r?\n\s*/y

function inBlock(source: string, start: number, end: number, wanted: number, folded: boolean): number {
  let at = source.indexOf('\n', start) + 1
  if (at === 0) return start
  const indent = /^(?:[ \t]*\n)*( *)/.exec(source.slice(at, end))?.[1]?.length ?? 0
  for (let left = wanted, isLineStart = true; at < end;) {
    if (isLineStart) at += Math.min(indent, /^ */.exec(source.slice(at, at + indent))![0].length)
    isLineStart = false
    if (left <= 0) break
    if (source[at] !== '\n') left--
    else {
      isLineStart = true
      if (!folded || source[at + 1] !== '\n') left--
    }
    at++
  }
  return Math.min(at, end)
}
