import { parseDocument } from 'yaml'
import type { z } from 'zod'
import { facts } from './fact.ts'
import { type Facts, type FactsContext, packFacts } from './facts.ts'
import { didYouMean } from './nearest.ts'
import { FactsDocument } from './schema.ts'

/** Facts, or one line that says which path is wrong, why, and the nearest right name. */
export type Reading =
  { readonly kind: 'facts'; readonly facts: Facts } | { readonly kind: 'bad'; readonly problem: string }

const BYTES_MAX = 1_000_000

/** Read FACTS as they come from a file or a pipe: bytes of one JSON object in UTF-8. */
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
  // JSON.parse keeps the last of two equal keys in silence; a YAML parser in JSON mode tells where the second one stands.
  const twice = parseDocument(text, { schema: 'json', uniqueKeys: true, maxAliasCount: 0 } as never).errors.find(
    (error) => error.code === 'DUPLICATE_KEY'
  )
  if (!twice) return { kind: 'json', value }
  const place = twice.linePos?.[0]
  const key = /^\s*"?([^":]*)/.exec(text.slice(twice.pos[0]))?.[1] ?? ''
  return bad(`key ${key} is given twice (line ${place?.line ?? 1}, column ${place?.col ?? 1}): remove one`)
}

function firstProblem(issues: readonly z.core.$ZodIssue[], value: unknown): string {
  const issue = issues[0]!
  const path = issue.path.map(String).join('.')
  switch (issue.code) {
    case 'unrecognized_keys': {
      const key = issue.keys[0]!
      const full = path === '' ? key : `${path}.${key}`
      return `${full}: no fact has this name${didYouMean(full, factPaths())}`
    }
    case 'invalid_value': {
      const got = at(value, issue.path)
      const wanted = issue.values.map(String)
      if (typeof got !== 'string') return `${path}: must be one of ${wanted.join(', ')}`
      return `${path}: ${JSON.stringify(got)} is not one of ${wanted.join(', ')}${didYouMean(got, wanted)}`
    }
    case 'invalid_type': {
      const got = at(value, issue.path)
      if (issue.expected === 'int') return `${path}: must be a whole number, not ${shown(got)}`
      return `${path || 'FACTS'}: must be ${article(issue.expected)}, not ${shown(got)}`
    }
    case 'too_small':
      return `${path}: must be at least ${issue.minimum}, not ${shown(at(value, issue.path))}`
    case 'too_big':
      return `${path}: must be at most ${issue.maximum}, not ${shown(at(value, issue.path))}`
    default:
      return path === '' ? issue.message : `${path}: ${issue.message}`
  }
}

function article(type: string): string {
  const word = type === 'record' ? 'object' : type
  return /^[aeio]/.test(word) ? `an ${word}` : `a ${word}`
}

function shown(value: unknown): string {
  if (typeof value === 'number') return String(value)
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > 60 ? `${text.slice(0, 57)}...` : text
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((inner, key) => (inner as Record<PropertyKey, unknown> | undefined)?.[key], value)
}

/** Every path that FACTS may hold. */
export function factPaths(): readonly string[] {
  const texts =
    'now lead.id lead.cluster number.e164 place.country place.region place.timeZone numbers recordings stops'
  return [...facts.map((fact) => fact.path), ...texts.split(' '), 'history.recordingsHeard']
}

function bad(problem: string): { kind: 'bad'; problem: string } {
  return { kind: 'bad', problem }
}
