import { facts } from './fact.ts'
import { type Facts, type FactsContext, packFacts } from './facts.ts'
import { bad, issueWords, readJson } from './json-words.ts'
import { didYouMean } from './nearest.ts'
import { FactsDocument, groups } from './schema.ts'

/** Facts, or one line that says which path is wrong, why, and the nearest right name. */
export type Reading =
  { readonly kind: 'facts'; readonly facts: Facts } | { readonly kind: 'bad'; readonly problem: string }

const BYTES_MAX = 1_000_000

/** Read FACTS as they come from a file or a pipe: bytes of one JSON object in UTF-8. Never throws on any bytes. */
export function readFacts(bytes: Uint8Array, context: FactsContext): Reading {
  const json = readJson(bytes, 'FACTS have', BYTES_MAX)
  return json.kind === 'bad' ? json : readFactsObject(json.value, context)
}

/** The same for an object that is already parsed. */
export function readFactsObject(value: unknown, context: FactsContext): Reading {
  const checked = FactsDocument.safeParse(value)
  if (!checked.success) return bad(issueWords(checked.error.issues, value, 'FACTS', unknownName))
  return { kind: 'facts', facts: packFacts(checked.data, context) }
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

/** Every path that FACTS may hold; in the entries of a list without their number. */
export function factPaths(): readonly string[] {
  return [...facts.map((fact) => fact.path), ...texts.split(' ')]
}
const texts =
  'now lead.id lead.cluster number.e164 place.country place.region place.timeZone history.recordingsHeard stops ' +
  'numbers numbers.e164 numbers.kind numbers.lineType numbers.bad ' +
  'recordings recordings.id recordings.seconds recordings.purpose'
