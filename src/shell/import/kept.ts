import { type ImportedLead } from '../../intake/imported-lead.ts'
import { type LeadHistory } from '../../intake/lead-row.ts'

/** What a row said and no column of table lead holds; keys are there only where the row said something. */
export type Kept = {
  history?: LeadHistory
  /** The instant from which the ages in `history` are counted. */
  historyAt?: number
  /** Calls that the log holds because of it. */
  pastCalls?: number
  suspectedBlock?: boolean
  due?: readonly [epochMs: number, hasTime: boolean]
  priority?: number
  owner?: string
  currency?: string
}

export function keptOf(lead: ImportedLead, now: number, pastCalls: number): Kept | null {
  const kept: Kept = {}
  for (const _ in lead.history) {
    Object.assign(kept, { history: lead.history, historyAt: now, ...(pastCalls > 0 ? { pastCalls } : null) })
    break
  }
  if (lead.suspectedBlock !== null) kept.suspectedBlock = lead.suspectedBlock
  if (lead.dueAtMs !== null) kept.due = [lead.dueAtMs, lead.dueHasTime]
  if (lead.priority !== null) kept.priority = lead.priority
  if (lead.owner !== null) kept.owner = lead.owner
  if (lead.cost !== null && lead.cost.currency !== null) kept.currency = lead.cost.currency
  for (const _ in kept) return kept
  return null
}

const DAY = 86_400_000
const HOUR = 3_600_000

/** The history as it stands later, as long as nobody of us has touched the person since. */
export function historyAt({ history, historyAt: from }: Kept, now: number): LeadHistory {
  if (history === undefined || from === undefined) return {}
  const days = Math.max(0, Math.floor((now - from) / DAY))
  const tenths = Math.max(0, Math.floor((now - from) / (HOUR / 10)))
  const aged = { ...history }
  if (aged.daysSinceVoicemail !== undefined) aged.daysSinceVoicemail += days
  if (aged.daysSinceSpoken !== undefined) aged.daysSinceSpoken += days
  if (aged.hoursSinceCall !== undefined) aged.hoursSinceCall = (Math.round(aged.hoursSinceCall * 10) + tenths) / 10
  if (days > 0) for (const passing of ['calls24h', 'touches7d', 'touches30d'] as const) delete aged[passing]
  return aged
}
