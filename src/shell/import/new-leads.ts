import { areaCodeOf } from '../../clock/place.ts'
import { type LogEntry } from '../../facts/log-entry.ts'
import { emptyRow, storedBytes } from '../../facts/row.ts'
import { type ImportedLead, emailLabels, phoneLabels, placeOf } from '../../intake/imported-lead.ts'
import { readPhone } from '../../intake/phone.ts'
import { IDLE, STOPPED } from '../engine/state.ts'
import { logId } from '../store/log-id.ts'
import { codeIn, resultColumns } from '../store/log-row.ts'
import { EMAIL, PHONE, shardOf, valueHash } from '../store/value-hash.ts'
import { firstLog, packedFacts } from './first-log.ts'
import { type Kept, keptOf } from './kept.ts'
import { type Suppressed } from './key-ring.ts'
import { RAW_FROM, consentGroups, consentLevels, lineTypes, numberKinds } from './stored-lead.ts'
import { type Cell, type TableCopy, tableCopy } from './table-copy.ts'

/** A lead that a batch makes. */
export type NewLead = {
  readonly leadId: number
  readonly row: number
  readonly hash: number
  lead: ImportedLead
  clusterId: number
  householdId: number | null
  readonly suppressed: readonly Suppressed[]
}

/** What the rows of a batch stand on: ids of what they share, and when it all was. */
export type Setting = {
  readonly org: number
  readonly importId: number
  readonly listId: number
  readonly fileName: string
  /** Instant of the import: what it says holds from here on. */
  readonly at: number
  readonly accounts: ReadonlyMap<string, number>
  readonly sources: ReadonlyMap<string, number>
  readonly places: ReadonlyMap<string, number>
  readonly source: string | null
}

export const LEAD_TEXTS = `external_id, salutation, first_name, middle_name, last_name, name, job_title, company, street, city,
  region, postal_code, country, time_zone, linkedin, x, website, other, kept`

export function tables(org: number) {
  return {
    lead: tableCopy(
      'lead',
      org,
      `id, shard, created_at, updated_at, import_id, account_id, household_id, source_id, mailed_on, cost_cents, row_hash, ${LEAD_TEXTS}`
    ),
    contact_point: tableCopy(
      'contact_point',
      org,
      'lead_id, kind, position, value_hash, is_key, is_bad, number_kind, line_type, label, value, ext, raw'
    ),
    list_member: tableCopy('list_member', org, 'list_id, row_no, lead_id'),
    household: tableCopy('household', org, 'id, facts'),
    enrolment: tableCopy(
      'enrolment',
      org,
      `lead_id, cluster_id, household_id, list_id, list_row, place_id, shard, phones, bad_phones, run, state, rev, log_seq,
      rank_group, rank, course, arms, facts`
    ),
    touch: tableCopy('touch', org, 'lead_id, seq, at, channel, other_tool, run'),
    outcome: tableCopy(
      'outcome',
      org,
      'lead_id, seq, at, touch_at, touch_seq, channel, kind, endpoint, message, said, promise_at'
    ),
    signal: tableCopy('signal', org, 'lead_id, seq, at, import_id, suppressed_by, kind, happening'),
    consent: tableCopy('consent', org, 'lead_id, id, at, consent_group, level, import_id, proof'),
    note: tableCopy('note', org, 'lead_id, id, at, text'),
    import_conflict: tableCopy('import_conflict', org, 'import_id, row_no, leads, reason, cells')
  } as const satisfies Record<string, TableCopy>
}
export type Tables = ReturnType<typeof tables>

/** Puts a new lead with everything of it into the tables; `listRow` is its place in the list. */
export function addLead(into: Tables, one: NewLead, listRow: number, setting: Setting): void {
  const { leadId, lead, clusterId, householdId } = one
  const { at, listId, importId } = setting
  const stops = one.suppressed.map(({ stop }) => stop)
  const log = firstLog(lead, stops, at, at)
  const calls = log.filter(({ kind }) => kind === 'touch').length
  into.lead.add([
    ...[leadId, shardOf(clusterId), at, at, importId],
    ...[setting.accounts.get(accountKey(lead.company)) ?? null, householdId],
    setting.sources.get(lead.source ?? setting.source ?? '') ?? null,
    ...leadCells(lead, one.hash, keptOf(lead, at, calls))
  ])
  addPoints(into.contact_point, leadId, lead)
  into.list_member.add([listId, listRow, leadId])
  const isStopped = lead.stops.length > 0 || one.suppressed.length > 0
  into.enrolment.add([
    ...[leadId, clusterId, householdId, listId, listRow, setting.places.get(placeKey(lead)) ?? 0, shardOf(clusterId)],
    ...[lead.phones.length, badMask(lead), 0, isStopped ? STOPPED : IDLE, 0, log.length, 0, 0],
    ...[NOTHING, NOTHING, packedFacts(log)]
  ])
  addEntries(into, one, log, setting)
  if (lead.notes !== '') into.note.add([leadId, 1, at, lead.notes])
}

/** From mailed_on on: what an update writes too, in the same order. */
export function leadCells(lead: ImportedLead, hash: number, kept: Kept | null): readonly Cell[] {
  const { address, profileUrls } = lead
  let other: string | null = null
  for (const _ in lead.other) {
    other = JSON.stringify(lead.other)
    break
  }
  return [
    ...[
      lead.mailedOn,
      lead.cost?.cents ?? null,
      hash,
      lead.externalId,
      lead.salutation || null,
      lead.firstName || null
    ],
    ...[lead.middleName || null, lead.lastName || null, lead.name || null, lead.jobTitle || null, lead.company || null],
    ...[address.street || null, address.city || null, address.region || null, address.postalCode || null],
    ...[address.country || null, lead.timeZone, profileUrls.linkedin, profileUrls.x, profileUrls.website],
    ...[other, kept === null ? null : JSON.stringify(kept)]
  ]
}

export function addPoints(into: TableCopy, leadId: number, lead: ImportedLead): void {
  lead.phones.forEach((phone, position) => into.add([leadId, ...phoneCells(phone, position)]))
  lead.rawPhones.forEach(({ text }, at) =>
    into.add([leadId, PHONE, RAW_FROM + at, 0, false, true, null, null, null, '', null, text])
  )
  lead.emails.forEach((email, position) => into.add([leadId, ...emailCells(email, position)]))
}

export function phoneCells(phone: ImportedLead['phones'][number], position: number): readonly Cell[] {
  const { e164, ext, label, kind, lineType, isKey, bad } = phone
  const line = lineType == null ? -1 : (lineTypes as readonly string[]).indexOf(lineType)
  return [
    ...[PHONE, position, valueHash(PHONE, e164), isKey && !bad, bad, kind == null ? null : numberKinds.indexOf(kind)],
    ...[line < 0 ? null : line, label === null ? null : phoneLabels.indexOf(label), e164, ext || null, null]
  ]
}

export function emailCells(
  { address, label, isKey }: ImportedLead['emails'][number],
  position: number
): readonly Cell[] {
  return [
    ...[EMAIL, position, valueHash(EMAIL, address), isKey, false, null, null],
    ...[label === null || !emailLabels.includes(label) ? null : phoneLabels.indexOf(label), address, null, null]
  ]
}

/** The log with which a person begins, and the proofs of consent beside it. */
function addEntries(
  into: Tables,
  { leadId, row, lead, suppressed }: NewLead,
  log: readonly LogEntry[],
  setting: Setting
): void {
  const { importId } = setting
  for (let i = 0; i < log.length; i++) {
    const [entry, seq] = [log[i]!, i + 1]
    if (entry.kind === 'touch')
      into.touch.add([leadId, seq, entry.at, codeIn('channel', entry.channel), entry.by === 'other_tool', 0])
    if (entry.kind === 'outcome') {
      const { kind, endpoint, message, said } = resultColumns(entry.result)
      into.outcome.add([
        ...[leadId, seq, entry.at, entry.touchAt, entry.touch, codeIn('channel', entry.channel)],
        ...[kind, endpoint, message, said, entry.promise?.callAt ?? null]
      ])
    }
    if (entry.kind !== 'signal') continue
    const { happening } = entry
    const isOwn = happening.kind !== 'stop' || lead.stops.includes(happening.stop)
    const by = isOwn ? undefined : suppressed.find(({ stop }) => stop === happening.stop)
    into.signal.add([
      ...[leadId, seq, entry.at, importId, by?.cause ?? null],
      ...[codeIn('happening', happening.kind), JSON.stringify(happening)]
    ])
    if (happening.kind !== 'consent_granted' && happening.kind !== 'consent_revoked') continue
    const level = happening.kind === 'consent_revoked' ? 0 : consentLevels.indexOf(happening.level)
    const group = consentGroups.indexOf(happening.group)
    into.consent.add([leadId, logId(leadId, seq), entry.at, group, level, importId, proofOf(setting, row)])
  }
}

/** The file and the row are the proof of what somebody agreed to. */
export const proofOf = ({ fileName }: Pick<Setting, 'fileName'>, row: number): string => `${fileName}, row ${row}`

const NOTHING = new Uint8Array(0)
/** Facts of a household of which nothing is known. */
export const noFacts = storedBytes(emptyRow())

export const accountKey = (company: string): string => company.toLowerCase()

export function badMask({ phones }: ImportedLead): number {
  let mask = 0
  for (let at = 0; at < phones.length; at++) if (phones[at]!.bad) mask |= 1 << at
  return mask
}

/** Where they may be, as table place knows it: four texts. */
export function placeKey(lead: ImportedLead): string {
  const place = placeOf(lead)
  const first = lead.phones.find((phone) => !phone.bad) ?? lead.phones[0]
  const number = first?.e164 ?? null
  const country = place.country ?? (number === null || number.startsWith('+1') ? null : countryOfNumber(number))
  const area = number !== null && areaCodeOf(number) !== null ? number.slice(2, 5) : ''
  return [country ?? '', place.region ?? '', place.timeZone ?? '', area].join('|')
}

function countryOfNumber(e164: string): string | null {
  const read = readPhone(e164, 'US')
  return read.kind === 'phone' ? read.country : null
}
