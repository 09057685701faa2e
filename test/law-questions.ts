import { type LawChange, amended } from '../src/guard/amend.ts'
import { law } from '../src/guard/law.ts'
import { lawBook } from '../src/guard/lawful.ts'
import { type LawQuestion, noRelationship } from '../src/guard/question.ts'
import { statementTokens } from '../src/guard/term.ts'

/** Questions to the law that differ from one another in what a test says, and laws changed as an installation may. */
export const book = lawBook(law)

export function changed(...rules: readonly (readonly [rule: string, fields: object])[]) {
  const found = amended(
    law,
    rules.map(([key, fields]): LawChange => ({ what: 'rule', key, value: JSON.stringify(fields) }))
  )
  if (found.kind === 'bad') throw new Error(found.problem)
  return lawBook(found.law)
}

export type Told = Partial<Omit<LawQuestion, 'action' | 'recipient' | 'number' | 'consent' | 'relationship'>> & {
  readonly action?: Partial<LawQuestion['action']>
  readonly recipient?: Partial<LawQuestion['recipient']>
  readonly number?: Partial<LawQuestion['number']>
  readonly consent?: Partial<LawQuestion['consent']>
  readonly relationship?: Partial<LawQuestion['relationship']>
}

/** A consumer in Ohio, called at noon on a Wednesday; every list is fresh and everything is said. */
export function asked(told: Told = {}): LawQuestion {
  const { action, recipient, number, consent, relationship, ...rest } = told
  return {
    at: '2026-12-02T17:00:00Z',
    action: { kind: 'live_voice', purpose: 'telemarketing', dialMode: 'click', states: statementTokens, ...action },
    recipient: { type: 'consumer', country: 'US', region: null, timezone: null, ...recipient },
    number: { e164: '+16145550123', lineType: 'wireless', ...number },
    consent: { voice: 'none', recordings: 'none', sms: 'none', email: 'none', ...consent },
    revoked: {},
    internalDncAt: null,
    relationship: { ...noRelationship, ...relationship },
    lists: { listed: [], scrubbedDaysAgo: Object.fromEntries(law.lists.map((id) => [id, 0])) },
    attempts: [],
    seller: { registration: {}, adadConfirmed: [] },
    ...rest
  }
}

export const calls = (...times: readonly string[]): LawQuestion['attempts'] =>
  times.map((at) => ({ at: `${at}:00Z`, kind: 'live_voice' as const }))
