import { canonical } from './hash.ts'
import { type Program } from './program.ts'
import { type PlaybookDocument, type RuleDocument } from './schema.ts'

/**
 * What changed between two versions of a playbook, in sentences, most important first: rules, then steps, caps and
 * entry, then words. Empty when they say the same.
 */
export function differences(before: Program, after: Program): readonly string[] {
  const a = before.document
  const b = after.document
  return [...ruleDifferences(a.voicemail, b.voicemail), ...partDifferences(a, b), ...textDifferences(a, b)]
}

function ruleDifferences(before: readonly RuleDocument[], after: readonly RuleDocument[]): string[] {
  const old = new Map(before.map((rule, i) => [rule.rule, { rule, i }]))
  const now = new Set(after.map((rule) => rule.rule))
  const gone = before
    .filter((rule) => !now.has(rule.rule))
    .map((rule) => `Rule ${rule.rule} is gone: it said ${rule.do} when ${rule.when}.`)
  const changed = after.flatMap((rule) => {
    const known = old.get(rule.rule)
    if (!known) return [`Rule ${rule.rule} is new: ${rule.do} when ${rule.when}.`]
    return changesOf(known.rule, rule)
  })
  const kept = before.filter((rule) => now.has(rule.rule)).map((rule) => rule.rule)
  const order = after.filter((rule) => old.has(rule.rule)).map((rule) => rule.rule)
  const moved = kept.join() === order.join() ? [] : [`The rules are tried in another order: ${order.join(', ')}.`]
  return [...gone, ...changed, ...moved]
}

function changesOf(before: RuleDocument, after: RuleDocument): string[] {
  const out: string[] = []
  if (before.when !== after.when) out.push(`Rule ${after.rule} now asks ${after.when}; it asked ${before.when}.`)
  if (before.do !== after.do) out.push(`Rule ${after.rule} now says ${after.do}; it said ${before.do}.`)
  for (const part of ['message', 'suggest', 'experiment', 'explore', 'then', 'figure'] as const)
    if (!same(before[part], after[part])) out.push(`Rule ${after.rule}: ${change(part, before[part], after[part])}.`)
  if (before.because !== after.because) out.push(`Rule ${after.rule} gives another reason: ${after.because}`)
  return out
}

/** Parts beside the rules, as they are called in a sentence. */
const parts = {
  entry: ['who is taken in', 'is'],
  firstAttempt: ['the first attempt', 'is'],
  message: ['what every message has', 'is'],
  before: ['the steps on arrival', 'are'],
  steps: ['the steps', 'are'],
  tracks: ['the tracks', 'are'],
  on: ['what follows on signals', 'is'],
  exits: ['the ways out', 'are'],
  caps: ['the caps', 'are'],
  preferFirstChannel: ['preferring the channel of the first response', 'is'],
  currency: ['the currency', 'is'],
  lines: ['the number of lines per rep', 'is'],
  capacity: ['the capacity', 'is'],
  costs: ['the costs', 'are'],
  attributionDays: ['the days in which an answer counts', 'are']
} as const satisfies Partial<Record<keyof PlaybookDocument, readonly [string, 'is' | 'are']>>

const words = ['title', 'summary', 'source', 'voice', 'pro', 'contra', 'assumed', 'accepts', 'success'] as const

function partDifferences(before: PlaybookDocument, after: PlaybookDocument): string[] {
  return (Object.keys(parts) as (keyof typeof parts)[]).flatMap((part) => {
    const a = before[part]
    const b = after[part]
    if (same(a, b)) return []
    if (part === 'caps') return fieldDifferences('the cap on', a as object, b as object)
    if (part === 'entry' && a && b) return fieldDifferences('the entry’s', a as object, b as object)
    return [`${capital(change(parts[part][0], a, b, parts[part][1]))}.`]
  })
}

function fieldDifferences(what: string, before: object, after: object): string[] {
  const a = before as Record<string, unknown>
  const b = after as Record<string, unknown>
  return [...new Set([...Object.keys(a), ...Object.keys(b)])]
    .filter((key) => !same(a[key], b[key]))
    .map((key) => `${capital(change(`${what} ${key}`, a[key], b[key]))}.`)
}

function textDifferences(before: PlaybookDocument, after: PlaybookDocument): string[] {
  const changed: string[] = words.filter((part) => !same(before[part], after[part]))
  const assumedBefore = new Map(before.voicemail.map((rule) => [rule.rule, rule.assumed]))
  for (const { rule, assumed } of after.voicemail)
    if (assumedBefore.has(rule) && assumedBefore.get(rule) !== assumed) changed.push(`what rule ${rule} assumes`)
  return changed.length === 0 ? [] : [`Words that decide nothing changed: ${changed.join(', ')}.`]
}

function change(what: string, before: unknown, after: unknown, be: 'is' | 'are' = 'is'): string {
  const was = be === 'is' ? 'it was' : 'they were'
  if (isNothing(before)) return `${what} ${be} new: ${unended(shown(after))}`
  if (isNothing(after)) return `${what} ${be} gone; ${was} ${unended(shown(before))}`
  return `${what} ${be} now ${unended(shown(after))}; ${was} ${unended(shown(before))}`
}

/** A sentence inside one of ours does not end it. */
const unended = (text: string): string => text.replace(/\.$/, '')

function isNothing(value: unknown): boolean {
  return value === undefined || (typeof value === 'object' && value !== null && Object.keys(value).length === 0)
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'nothing' : value.map(shown).join(', ')
  if (typeof value !== 'object' || value === null) return String(value)
  return Object.entries(value)
    .filter(([, each]) => each !== undefined)
    .map(([key, each]) =>
      typeof each === 'object' && each !== null && Object.keys(each).length === 0 ? key : `${key} ${shown(each)}`
    )
    .join(' ')
}

const same = (a: unknown, b: unknown): boolean => canonical(a) === canonical(b)
const capital = (sentence: string): string => sentence[0]!.toUpperCase() + sentence.slice(1)
