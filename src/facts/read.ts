import type { z } from 'zod'
import { duplicateKey } from './duplicate-key.ts'
import { facts } from './fact.ts'
import { type Facts, type FactsContext, packFacts } from './facts.ts'
import { didYouMean } from './nearest.ts'
import { FactsDocument, groups } from './schema.ts'

/** Facts, or one line that says which path is wrong, why, and the nearest right name. */
export type Reading =
  { readonly kind: 'facts'; readonly facts: Facts } | { readonly kind: 'bad'; readonly problem: string }

const BYTES_MAX = 1_000_000

/** Read FACTS as they come from a file or a pipe: bytes of one JSON object in UTF-8. Never throws on any bytes. */
export function readFacts(bytes: Uint8Array, context: FactsContext): Reading {
  if (bytes.length > BYTES_MAX) return bad(`the document has ${bytes.length} bytes, FACTS have at most ${BYTES_MAX}`)
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    // The decoder says only that it failed; the reader needs to know what to do.
    return bad('the document is not UTF-8: save it as UTF-8 and try again')
  }
  const json = readJson(text)
  return json.kind === 'bad' ? json : readFactsObject(json.value, context)
}

/** The same for an object that is already parsed. */
export function readFactsObject(value: unknown, context: FactsContext): Reading {
  const checked = FactsDocument.safeParse(value)
  if (!checked.success) return bad(firstProblem(checked.error.issues, value))
  return { kind: 'facts', facts: packFacts(checked.data, context) }
}

function readJson(text: string): { kind: 'json'; value: unknown } | { kind: 'bad'; problem: string } {
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

/** A name that nobody knows explains most of what else is wrong, so it is said first. */
function firstProblem(issues: readonly z.core.$ZodIssue[], value: unknown): string {
  const issue = issues.find((each) => each.code === 'unrecognized_keys') ?? issues[0]!
  const path = issue.path.map(String).join('.') || 'FACTS'
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

function unknownName(path: readonly PropertyKey[], key: string): string {
  const places = path.filter((part) => typeof part === 'string')
  const full = [...places, key].join('.')
  const written = [...path.map(String), key.length > 60 ? `${key.slice(0, 57)}...` : key].join('.')
  const names = factPaths()
  const [group, name] = full.split('.')
  if (names.includes(full)) return `${written}: write it nested, as {"${group}": {"${name}": ...}}`
  return `${written}: no fact has this name${didYouMean(full, [...names, ...groups])}`
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

/** Every path that FACTS may hold; in the entries of a list without their number. */
export function factPaths(): readonly string[] {
  return [...facts.map((fact) => fact.path), ...texts.split(' ')]
}
const texts =
  'now lead.id lead.cluster number.e164 place.country place.region place.timeZone history.recordingsHeard stops ' +
  'numbers numbers.e164 numbers.kind numbers.lineType numbers.bad ' +
  'recordings recordings.id recordings.seconds recordings.purpose'

/** One line, whatever control characters a name or a parser's message carries, and no longer than a screen shows. */
function bad(problem: string): { kind: 'bad'; problem: string } {
  const line = problem.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
  return { kind: 'bad', problem: line.length > 600 ? `${line.slice(0, 597)}...` : line }
}
