import { formatClock } from '../clock/civil.ts'
import { STOPS_SLOT as STOPS, slot } from '../facts/fact.ts'
import { type Facts } from '../facts/facts.ts'
import { span } from '../decide/explain.ts'
import { type Situation } from '../decide/decide.ts'
import { codeOf } from '../guard/rule.ts'
import { type LeadRow } from '../intake/lead-row.ts'
import { type Program } from '../playbook/program.ts'
import { type Callability, type Waiting } from './may-call.ts'
import { chancePerDial, worthPerMinute, worthWords } from './worth.ts'

/** Place on the sheet: the group first, then the score within it (higher first), then the row. */
export type Rank = { readonly group: number; readonly score: number; readonly why: string }

const ATTEMPT = slot('attempt')
const ORIGIN = slot('lead.origin')
const RELATIONSHIP = slot('lead.relationship')
const OWES = slot('lead.owesInformation')
const INTERNET_LEAD = 0
const UNDER_WAY = new Set([1, 2, 3])
const MINUTE = 60_000

/** Groups of the sheet in calling order; a line's reason says why it is in its group. */
export const groups = [
  'callback due',
  'new inbound lead',
  'conversation under way',
  'window closes soon',
  'best value first',
  'not meant for them',
  'later',
  'not by law',
  'not by this playbook',
  'never'
] as const

const CLOSING_MINUTES = 60

export function rankOf(
  program: Program,
  facts: Facts,
  lead: LeadRow,
  callability: Callability,
  situation: Situation
): Rank {
  if (!callability.callable) return waiting(callability, situation)
  const v = facts.vector
  const { group, worth } = callOrder(program, v)
  if (lead.dueAtMs !== null && lead.dueAtMs <= situation.now)
    return {
      group: 0,
      score: -lead.dueAtMs,
      why: `They expect your call since ${formatClock(lead.dueAtMs, situation.table.where.clock)}`
    }
  if (program.entry?.when.test(v) === 0)
    return {
      group: 5,
      score: worth + priorityOf(lead),
      why: 'Outside the entry of this playbook: another one may suit them'
    }
  const score = worth + priorityOf(lead)
  const left = callability.until === null ? Infinity : callability.until - situation.now
  if (group === 4 && left <= CLOSING_MINUTES * MINUTE)
    return { group: 3, score: -left, why: `Their day closes for calls in ${span(left)}` }
  return { group, score, why: callReason(program, v) }
}

/** Why somebody who may be called comes where they come in the order, as far as facts alone say it. */
export function callReason(program: Program, v: Float64Array): string {
  const { group } = callOrder(program, v)
  if (group === 1) return 'New inbound lead, nobody has called yet'
  if (group === 4) return worthWords(v, program.document.currency)
  return v[OWES] === 1 ? 'They wait for information from us' : `Under way: ${relationWords[v[RELATIONSHIP]!]}`
}

/** The order of those who may be called, as far as facts alone give it: group and, within it, expected value. */
export function callOrder(program: Program, v: Float64Array): { readonly group: 1 | 2 | 4; readonly worth: number } {
  const worth = (worthPerMinute(v, program.document.currency) ?? 0) + chancePerDial(v)
  if (v[ORIGIN] === INTERNET_LEAD && v[ATTEMPT] === 1) return { group: 1, worth }
  if (UNDER_WAY.has(v[RELATIONSHIP]!) || v[OWES] === 1) return { group: 2, worth }
  return { group: 4, worth }
}

const relationWords = ['never spoken', 'we have met', 'a proposal is out', 'the dialogue is open', 'gone quiet']
const priorityOf = (lead: LeadRow): number => (lead.priority ?? 0) * 1e-6

function waiting({ from, why, ruleId, byLaw }: Waiting, { vector, table }: Situation): Rank {
  if (vector[STOPS] !== 0) return { group: 9, score: 0, why }
  const named = codeOf.has(ruleId) ? `${why} (${ruleId})` : why
  if (from !== null) return { group: 6, score: -from, why: `${named}; from ${formatClock(from, table.where.clock)}` }
  // Those whom the same rule holds back stand together: what lifts it lifts it for all of them.
  if (byLaw === null) return { group: 8, score: 0, why: named }
  return { group: 7, score: (byLaw.isReadAsConsumer ? 0.5 : 0) - byLaw.code, why: named }
}

/** Order of two lines: below zero when the first comes first. */
export function inOrder(a: { rank: Rank; row: number }, b: { rank: Rank; row: number }): number {
  return a.rank.group - b.rank.group || b.rank.score - a.rank.score || a.row - b.row
}
