import { formatInstant } from '../clock/civil.ts'
import { type FactsContext, type Facts, packFacts } from '../facts/facts.ts'
import { later } from '../facts/later.ts'
import { type FactsDocument } from '../facts/schema.ts'
import { type Desk, type NextAnswer, type VoicemailAnswer, answerOf, situationOf } from '../decide/answer.ts'
import { type Situation, decide } from '../decide/decide.ts'
import { experimentIsBlind } from '../decide/blind.ts'
import { type LeadRow } from '../intake/lead-row.ts'
import { type Callability, mayCall } from './may-call.ts'
import { type Rank, rankOf } from './rank.ts'
import { restOf } from './rest.ts'

/** One lead on today's call sheet: may it be called, in which order and why, and what to do if voicemail answers. */
export type SheetLine = {
  /** Row of the file as a spreadsheet shows it. */
  readonly row: number
  readonly name: string
  readonly company: string
  readonly phone: string | null
  /** RFC 3339: the clock on their wall. */
  readonly local: string
  readonly callable: boolean
  /** RFC 3339, their clock: callable until, or callable from (null: not by time alone). */
  readonly until?: string | null
  readonly from?: string | null
  /** What forbids the call now; null when it is allowed. */
  readonly ruleId: string | null
  /** Why it stands at this place of the sheet, or why not now. */
  readonly why: string
  /** What would lift a law that waiting does not lift; null where there is none such. */
  readonly remedy: string | null
  /** As whom the law took them where the list does not say it and a firm would be free; null elsewhere. */
  readonly readAs: 'consumer' | null
  readonly voicemail: SheetVoicemail
  readonly next: NextAnswer | null
  readonly ends: { readonly how: string; readonly because: string } | null
  readonly stop: { readonly reason: string } | null
  readonly warnings: readonly string[]
  readonly rank: Rank
}

/** As decide says it; a lead inside a point-of-voicemail experiment shows neither advice nor arm before the verdict. */
export type SheetVoicemail = VoicemailAnswer | BlindVoicemail
export type BlindVoicemail = {
  readonly action: 'at_the_beep'
  readonly message: null
  readonly rule: string
  readonly because: string
  readonly figure: string
  readonly probability: null
  readonly alternatives: readonly []
}

export type SheetContext = {
  /** Epoch milliseconds of the sheet. */
  readonly now: number
  /** Country of the installation. */
  readonly country: string | null
  readonly seed: number
}

/** The line of one lead. */
export function lineOf(
  desk: Desk,
  row: number,
  lead: LeadRow,
  doubts: readonly string[],
  context: SheetContext
): SheetLine {
  const facts = packFacts(documentOf(row, lead), factsContext(context))
  const situation = situationOf(desk, facts, context.seed)
  const rest = restOf(desk.program, situation, lead)
  const callability = mayCall(situation, rest, (vector) => desk.tableOf({ ...facts, vector }))
  const calling = whenCalled(facts, callability, situation)
  const advice = adviceOf(
    desk,
    calling,
    calling === facts ? situation : { ...situation, vector: calling.vector, now: calling.now }
  )
  const zone = situation.table.where.clock
  const at = (ms: number | null): string | null => (ms === null ? null : formatInstant(ms, zone))
  const byLaw = callability.callable ? null : callability.byLaw
  const rank = rankOf(desk.program, facts, lead, callability, situation)
  return {
    row,
    name: lead.name,
    company: lead.company,
    phone: facts.numbers[0]?.e164 ?? null,
    local: formatInstant(context.now, zone),
    callable: callability.callable,
    ...(callability.callable ? { until: at(callability.until) } : { from: at(callability.from) }),
    ruleId: callability.ruleId,
    why: rank.why,
    remedy: byLaw?.remedy ?? null,
    readAs: byLaw?.isReadAsConsumer ? 'consumer' : null,
    ...advice,
    next: advice.next?.channel === 'email' ? { ...advice.next, to: lead.email } : advice.next,
    warnings: [...doubts, ...advice.warnings],
    rank
  }
}

/** What happens at the voicemail is asked of the moment at which the call could be made, not of now. */
function whenCalled(facts: Facts, callability: Callability, { table, now }: Situation): Facts {
  if (callability.callable) return facts
  return later(facts, callability.from ?? table.opening.next(now) ?? now)
}

function adviceOf(desk: Desk, facts: Facts, situation: Situation) {
  const decision = decide(desk.program, situation)
  const rule = desk.program.rules[decision.rule]
  const isBlind = decision.stop === 0 && rule !== undefined && experimentIsBlind(rule)
  // A recording that became live speech is said of the arms that leave a message only, and would give them away.
  const told = isBlind ? { ...decision, turned: 0 } : decision
  const { voicemail, next, ends, stop, warnings } = answerOf(desk, facts, situation, told)
  if (!isBlind) return { voicemail, next, ends, stop, warnings }
  const blind: BlindVoicemail = {
    action: 'at_the_beep',
    message: null,
    rule: rule.name,
    because: 'Decided at the beep: the lot is drawn once a voicemail has answered.',
    figure: 'no data yet',
    probability: null,
    alternatives: []
  }
  return { voicemail: blind, next: null, ends: null, stop, warnings }
}

/** FACTS of a row: an id of its own where the file has none, so that chance differs from lead to lead. */
function documentOf(row: number, lead: LeadRow): FactsDocument {
  const { facts } = lead
  const id = facts.lead?.id ?? `row ${row}`
  return { ...facts, lead: { ...facts.lead, id, cluster: facts.number?.e164 ?? id } } as FactsDocument
}

const factsContext = ({ now, country }: SheetContext): FactsContext => ({ now, offsetMinutes: null, country })
