import { areaCodeOf } from '../../clock/place.ts'
import type { LeadRow } from '../../intake/lead-row.ts'
import type { SheetLine } from '../../sheet/line.ts'
import type { SheetRow } from './messages.ts'

/** The part of a line that the table shows. */
export function rowOf(line: SheetLine, lead: LeadRow): SheetRow {
  const { voicemail, next } = line
  return {
    row: line.row,
    name: line.name,
    company: line.company,
    phone: line.phone,
    place: placeOf(lead),
    local: line.local,
    callable: line.callable,
    until: line.until ?? null,
    from: line.from ?? null,
    why: line.why,
    group: line.rank.group,
    action: line.stop === null ? voicemail.action : 'stopped',
    suggest: voicemail.action === 'ask' ? (voicemail.suggest ?? null) : null,
    purpose: voicemail.message?.purpose ?? null,
    nextChannel: next?.channel ?? null,
    nextAt: next?.at ?? null,
    ends: line.ends?.how ?? null,
    calls: lead.facts.history?.calls ?? 0,
    worth: lead.facts.lead?.dealValueCents ?? null,
    currency: lead.facts.lead?.currency ?? 'USD'
  }
}

/** Where the file, or else the area code, says that they are. */
export function placeOf({ facts }: LeadRow): string {
  const byNumber = facts.number === undefined ? null : areaCodeOf(facts.number.e164)
  const region = facts.place?.region ?? (byNumber?.regions.length === 1 ? byNumber.regions[0] : undefined)
  if (region) return region.slice(region.indexOf('-') + 1)
  return facts.place?.country ?? byNumber?.country ?? ''
}
