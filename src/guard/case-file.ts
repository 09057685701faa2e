import { z } from 'zod'
import { parseInstant } from '../clock/civil.ts'
import { zoneNamed } from '../clock/zone.ts'
import { type Bad, bad, issueWords, readJson } from '../facts/json-words.ts'
import { didYouMean } from '../facts/nearest.ts'
import { actionKinds } from './action.ts'
import { type LawQuestion } from './question.ts'
import { consentGroups, consentLevels, lines, purposes, recipients, statementTokens } from './term.ts'

/** Questions to the guard as a file holds them: what most have in common, then the cases, each with what is its own. */
export type GuardCase = { readonly id: string; readonly question: LawQuestion; readonly expect: Expectation | null }
export type Expectation = {
  readonly decision: 'allowed' | 'blocked'
  readonly ruleId?: string | null | undefined
  readonly ruleIdAnyOf?: readonly (string | null)[] | undefined
  readonly retryAt?: string | null | undefined
}
export type CaseReading = { readonly kind: 'cases'; readonly cases: readonly GuardCase[] } | Bad

const Instant = z
  .string()
  .refine((text) => parseInstant(text) !== null, 'must be RFC 3339 with an offset, such as 2026-12-02T17:00:00Z')
const Days = z.number().min(0).nullable()
const Flag = z.boolean()
const Level = z.enum(consentLevels)
const modes = {
  click: 'click',
  manual: 'click',
  preview: 'click',
  power: 'power',
  progressive: 'power',
  predictive: 'predictive'
} as const

/** Null takes back what the defaults of a file said. */
function without<T>(entries: Readonly<Record<string, T | null>>): Record<string, T> {
  return Object.fromEntries(Object.entries(entries).filter((entry): entry is [string, T] => entry[1] !== null))
}

/** The facts of a case, whole: nothing is assumed of what is missing. */
const CaseFacts = z.strictObject({
  at: Instant,
  action: z.strictObject({
    kind: z.enum(actionKinds),
    purpose: z.enum(purposes),
    dialMode: z.enum(Object.keys(modes) as (keyof typeof modes)[]).transform((mode) => modes[mode]),
    states: z.array(z.enum(statementTokens))
  }),
  recipient: z.strictObject({
    type: z.enum(recipients),
    country: z
      .string()
      .regex(/^[A-Za-z]{2}$/, 'must be the two letters of a country, such as US')
      .transform((text) => text.toUpperCase())
      .nullable(),
    region: z
      .string()
      .regex(/^([A-Za-z]{2}-)?[A-Za-z0-9]{1,3}$/, 'must be a region such as US-FL')
      .nullable(),
    timezone: z
      .string()
      .refine((name) => zoneNamed(name) !== null, 'is no IANA time zone, such as America/New_York')
      .nullable()
  }),
  number: z.strictObject({
    e164: z
      .string()
      .regex(/^\+[1-9]\d{6,14}$/, 'must be a number in E.164, such as +12125550123')
      .nullable(),
    lineType: z.enum(lines),
    kind: z.enum(['business', 'mobile', 'home']).optional()
  }),
  consent: z.strictObject({ voice: Level, recordings: Level, sms: Level, email: Level }),
  revoked: z.partialRecord(z.enum(consentGroups), Instant.nullable()).transform(without),
  internalDncAt: Instant.nullable(),
  relationship: z.strictObject({
    lastTransactionDaysAgo: Days,
    lastInquiryDaysAgo: Days,
    expressRequest: Flag,
    softOptIn: Flag,
    currentContractOffer: Flag,
    expressForThatTime: Flag
  }),
  lists: z.strictObject({
    listed: z.array(z.string()),
    scrubbedDaysAgo: z.record(z.string(), z.number().min(0).nullable()).transform(without)
  }),
  attempts: z.array(z.strictObject({ at: Instant, kind: z.enum(actionKinds) })),
  seller: z.strictObject({
    registration: z.record(z.string(), z.enum(['registered', 'exempt', 'none']).nullable()).transform(without),
    adadConfirmed: z.array(z.string())
  })
})

const Expect = z.looseObject({
  decision: z.enum(['allowed', 'blocked']),
  ruleId: z.string().nullable().optional(),
  ruleIdAnyOf: z.array(z.string().nullable()).optional(),
  retryAt: Instant.nullable().optional()
})
const GuardFile = z.looseObject({
  defaults: z.looseObject({}).optional(),
  cases: z.array(
    z.looseObject({ id: z.string().min(1), facts: z.looseObject({}).optional(), expect: Expect.optional() })
  )
})

const BYTES_MAX = 50_000_000

/** Read cases as a file holds them. Never throws on any bytes; a case that cannot be asked is one line that names it. */
export function readCases(bytes: Uint8Array): CaseReading {
  const json = readJson(bytes, 'a file of cases has', BYTES_MAX)
  if (json.kind === 'bad') return json
  const file = GuardFile.safeParse(json.value)
  if (!file.success) return bad(issueWords(file.error.issues, json.value, 'the file', noName))
  const { defaults = {}, cases } = file.data
  const seen = new Set<string>()
  const read: GuardCase[] = []
  for (const { id, facts = {}, expect } of cases) {
    if (seen.has(id)) return bad(`case ${id}: this id is there twice`)
    seen.add(id)
    const question = readQuestion(merged(defaults, facts))
    if (question.kind === 'bad') return bad(`case ${id}: ${question.problem}`)
    read.push({ id, question: question.question, expect: expect ?? null })
  }
  return { kind: 'cases', cases: read }
}

/** One question, whole. */
export function readQuestion(value: unknown): { readonly kind: 'question'; readonly question: LawQuestion } | Bad {
  const checked = CaseFacts.safeParse(value)
  if (!checked.success) return bad(issueWords(checked.error.issues, value, 'the facts', noName))
  return { kind: 'question', question: checked.data as LawQuestion }
}

const names = Object.entries(CaseFacts.shape).flatMap(([name, shape]) => [
  name,
  ...('shape' in shape ? Object.keys(shape.shape as object).map((inner) => `${name}.${inner}`) : [])
])

function noName(path: readonly PropertyKey[], key: string): string {
  const full = [...path.map(String), key].join('.')
  return `${full.slice(0, 80)}: nothing has this name${didYouMean(full, names)}`
}

/** Facts of a case over what all have in common: objects are merged, lists and single values take the place. */
function merged(under: object, over: object): object {
  const own = Object.entries(over).filter(([key]) => key !== '__proto__')
  return Object.fromEntries([
    ...Object.entries(under).filter(([key]) => key !== '__proto__' && !Object.hasOwn(over, key)),
    ...own.map(([key, value]) => {
      const before: unknown = Object.hasOwn(under, key) ? (under as Record<string, unknown>)[key] : undefined
      return [key, isPlain(before) && isPlain(value) ? merged(before, value) : value]
    })
  ])
}

const isPlain = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
