import type { z } from 'zod'
import { duplicateKey } from './duplicate-key.ts'
import { didYouMean } from './nearest.ts'

/** JSON from outside: what is wrong with it is one line that names the place and the nearest right name. */

export type Json = { readonly kind: 'json'; readonly value: unknown } | Bad
export type Bad = { readonly kind: 'bad'; readonly problem: string }

/** Bytes of one JSON document in UTF-8; `who` begins the sentence on its size, such as “FACTS have”. Never throws. */
export function readJson(bytes: Uint8Array, who: string, most: number): Json {
  if (bytes.length > most) return bad(`the document has ${bytes.length} bytes, ${who} at most ${most}`)
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    // The decoder says only that it failed; the reader needs to know what to do.
    return bad('the document is not UTF-8: save it as UTF-8 and try again')
  }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return bad(`the document is not JSON: ${(error as Error).message}`)
  }
  const twice = duplicateKey(text)
  if (twice === null) return { kind: 'json', value }
  return bad(`${twice.path} is given twice (line ${twice.line}, column ${twice.column}): remove one`)
}

/**
 * The first problem of a document that its shape refused; `whole` names the document itself. A name that nobody knows
 * explains most of what else is wrong, so it is said first.
 */
export function issueWords(
  issues: readonly z.core.$ZodIssue[],
  value: unknown,
  whole: string,
  unknownName: (path: readonly PropertyKey[], key: string) => string
): string {
  const issue = issues.find((each) => each.code === 'unrecognized_keys') ?? issues[0]!
  const path = issue.path.map(String).join('.') || whole
  switch (issue.code) {
    case 'unrecognized_keys':
      return unknownName(issue.path, issue.keys[0]!)
    case 'invalid_value': {
      const got = at(value, issue.path)
      const wanted = issue.values.map(String)
      if (typeof got !== 'string') return `${path}: must be one of ${wanted.join(', ')}, not ${shown(got)}`
      return `${path}: ${shown(got)} is not one of ${wanted.join(', ')}${didYouMean(got, wanted)}`
    }
    case 'invalid_type': {
      const got = at(value, issue.path)
      if (got === undefined) return `${path}: is missing`
      if (issue.expected === 'int') return `${path}: must be a whole number, not ${shown(got)}`
      return `${path}: must be ${wantedWords[issue.expected] ?? issue.expected}, not ${shown(got)}`
    }
    case 'too_small':
      return `${path}: must ${sizeWords(issue.origin, issue.inclusive === false ? 'more than' : 'at least', issue.minimum)}, not ${shown(at(value, issue.path))}`
    case 'too_big':
      return `${path}: must ${sizeWords(issue.origin, 'at most', issue.maximum)}, not ${shown(at(value, issue.path))}`
    default:
      return `${path}: ${issue.message}`
  }
}

const wantedWords: Readonly<Record<string, string>> = {
  object: 'an object',
  array: 'a list',
  string: 'a text',
  number: 'a number',
  boolean: 'true or false'
}

function sizeWords(origin: string, bound: string, limit: number | bigint): string {
  if (origin === 'array') return `have ${bound} ${limit} entries`
  if (origin === 'string') return `have ${bound} ${limit} characters`
  return `be ${bound} ${limit}`
}

/** Values from outside may be endless or deep: of those only the kind is said. */
function shown(value: unknown): string {
  if (typeof value === 'number') return String(value)
  if (Array.isArray(value)) return `a list of ${value.length}`
  if (typeof value === 'object' && value !== null) return 'an object'
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > 60 ? `${text.slice(0, 57)}...` : text
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((inner, key) => (inner as Record<PropertyKey, unknown>)[key], value)
}

/** One line, whatever control characters a name or a parser's message carries, and no longer than a screen shows. */
export function bad(problem: string): Bad {
  const line = problem.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
  return { kind: 'bad', problem: line.length > 600 ? `${line.slice(0, 597)}...` : line }
}
