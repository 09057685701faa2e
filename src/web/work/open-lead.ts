import type { Desk } from '../../decide/answer.ts'
import { packFacts } from '../../facts/facts.ts'
import type { FactsDocument } from '../../facts/schema.ts'
import { zoneName } from '../../clock/zone.ts'
import { guard } from '../../guard/guard.ts'
import { questionOf } from '../../guard/question.ts'
import type { LeadRow } from '../../intake/lead-row.ts'
import { type SheetContext, lineOf } from '../../sheet/line.ts'
import { onTwoClocks, ownZone } from './clocks.ts'
import type { OpenedLead, Permission, Settings } from './messages.ts'
import { placeOf } from './rows.ts'

export type HeldLead = { readonly row: number; readonly lead: LeadRow; readonly warnings: readonly string[] }

const asked = ['live_voice', 'prerecorded_voicemail', 'sms', 'email'] as const

/** Everything that the panel says of one lead: its line, what the guard allows now, and times on both clocks. */
export function openLead(desk: Desk, held: HeldLead, context: SheetContext, settings: Settings): OpenedLead {
  const { lead } = held
  const own = ownZone(settings)
  const line = lineOf(desk, held.row, lead, held.warnings, context)
  const both = (theirs: string | null | undefined) => (theirs ? onTwoClocks(theirs, own) : null)
  const facts = packFacts(lead.facts as FactsDocument, {
    now: context.now,
    offsetMinutes: null,
    country: context.country
  })
  const permissions = asked.map((kind): Permission => {
    const verdict = guard(questionOf(facts, { kind, at: context.now, own: 0 }, desk.program.caps), desk.house)
    const { ruleId, reason, remedy } = verdict
    return { kind, allowed: verdict.decision === 'allowed', ruleId, reason, remedy, retryAt: both(verdict.retryAt) }
  })
  return {
    line,
    email: lead.email,
    extension: lead.extension,
    stage: lead.facts.lead?.stage ?? null,
    origin: lead.facts.lead?.origin ?? null,
    relationship: lead.facts.lead?.relationship ?? null,
    calls: lead.facts.history?.calls ?? 0,
    voicemails: lead.facts.history?.voicemails ?? 0,
    worth: lead.facts.lead?.dealValueCents ?? null,
    currency: lead.facts.lead?.currency ?? 'USD',
    zones: desk.tableOf(facts).where.zones.map(zoneName),
    place: placeOf(lead),
    now: onTwoClocks(line.local, own),
    until: both(line.until),
    from: both(line.from),
    nextAt: both(line.next?.at),
    permissions,
    playbook: `${desk.program.name}@${desk.program.label}`,
    hash: desk.program.hash
  }
}
