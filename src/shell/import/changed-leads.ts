import { type Happening } from '../../facts/log-entry.ts'
import { type ImportedLead } from '../../intake/imported-lead.ts'
import { changeFor } from '../engine/batch-work.ts'
import { type Change, signalOf, writeChange } from '../engine/change.ts'
import { counted, logOutcome, logTouch } from '../engine/ledger.ts'
import { type Person } from '../engine/person.ts'
import { stop } from '../engine/stop.ts'
import { insertBatch } from '../store/batch.ts'
import { type Tx } from '../store/doors.ts'
import { logId } from '../store/log-id.ts'
import { plainTouch } from '../store/log-row.ts'
import { consentHappening } from './first-log.ts'
import { type Kept, keptOf } from './kept.ts'
import { type Suppressed } from './key-ring.ts'
import {
  LEAD_TEXTS,
  type Setting,
  accountKey,
  badMask,
  emailCells,
  leadCells,
  phoneCells,
  placeKey,
  proofOf
} from './new-leads.ts'
import { pastCalls, pastEntries } from './past-calls.ts'
import { RAW_FROM, type StoredLead, consentGroups, consentLevels } from './stored-lead.ts'
import { type Cell } from './table-copy.ts'

/** A lead of the store that rows of a batch say more about. */
export type ChangedLead = {
  readonly stored: StoredLead
  lead: ImportedLead
  hash: number
  row: number
  suppressed: readonly Suppressed[]
}

/** Writes what rows say about leads that are there: fields, numbers, notes, and signals behind the end of their logs. */
export async function writeChanged(
  tx: Tx,
  changed: readonly ChangedLead[],
  setting: Setting,
  newId: () => number
): Promise<void> {
  if (changed.length === 0) return
  const change = await changeFor(
    tx,
    changed.map(({ stored }) => stored.person)
  )
  const consents: { leadId: number; id: number; group: number; level: number; row: number }[] = []
  const pasts = new Map<number, number>()
  for (const one of changed) {
    let { person } = one.stored
    person = { ...person, badPhones: badMask(one.lead) }
    person = addCalls(person, one, setting, change, pasts)
    for (const happening of newsOf(one)) {
      const seq = person.logSeq + 1
      const suppressedBy = causeOf(one, happening)
      const signal = {
        ...signalOf(person.leadId, seq, setting.at, happening),
        importId: setting.importId,
        suppressedBy
      }
      change.signals.push(signal)
      person = counted(person, seq, signal.entry, change)
      // What is kept out already says nothing about their other numbers and addresses.
      if (happening.kind === 'stop')
        person = await stop(tx, person, signal.entry, setting.at, change, suppressedBy === null)
      if (happening.kind !== 'consent_granted' && happening.kind !== 'consent_revoked') continue
      const level = happening.kind === 'consent_revoked' ? 0 : consentLevels.indexOf(happening.level)
      const group = consentGroups.indexOf(happening.group)
      consents.push({ leadId: person.leadId, id: logId(person.leadId, seq), group, level, row: one.row })
    }
    change.people.push(person)
  }
  await writeChange(tx, change, setting.at)
  await insertBatch(tx, 'consent', {
    lead_id: ['bigint', consents.map(({ leadId }) => leadId)],
    id: ['bigint', consents.map(({ id }) => id)],
    at: ['bigint', consents.map(() => setting.at)],
    consent_group: ['smallint', consents.map(({ group }) => group)],
    level: ['smallint', consents.map(({ level }) => level)],
    import_id: ['bigint', consents.map(() => setting.importId)],
    proof: ['text', consents.map(({ row }) => proofOf(setting, row))]
  })
  await writeFields(tx, changed, setting, pasts)
  await writePoints(tx, changed)
  await writePlaces(tx, changed, setting)
  await writeNotes(tx, changed, setting, newId)
}

/** Calls of other tools since the last import that told of them: the newest of those that the row tells of. */
function addCalls(
  before: Person,
  { stored, lead }: ChangedLead,
  setting: Setting,
  change: Change,
  pasts: Map<number, number>
): Person {
  const known = stored.kept.pastCalls ?? 0
  pasts.set(before.leadId, known)
  const more = (lead.history.calls ?? 0) - (stored.lead.history.calls ?? 0)
  if (lead.history === stored.lead.history || more <= 0) return before
  const calls = pastCalls(lead.history, setting.at).slice(-more)
  pasts.set(before.leadId, known + calls.length)
  let person = before
  for (const entry of pastEntries(calls, before.logSeq + 1, lead.dueAtMs)) {
    const seq = person.logSeq + 1
    if (entry.kind === 'touch')
      person = logTouch(person, plainTouch(person.leadId, seq, entry.at, entry.channel, true), change)
    if (entry.kind === 'outcome') person = logOutcome(person, seq, entry, change)
  }
  return person
}

/** What the log has to say of the difference between a lead as it was and as it is now. */
function newsOf({ stored, lead, suppressed }: ChangedLead): readonly Happening[] {
  const before = stored.lead
  const changes = Object.fromEntries(
    Object.entries(lead.profile).filter(([path, value]) => before.profile[path] !== value)
  )
  const stops = new Set([...lead.stops, ...suppressed.map((one) => one.stop)])
  return [
    ...(Object.keys(changes).length > 0 ? [{ kind: 'profile', changes } as const] : []),
    ...lead.consents
      .filter(({ group, level }) => !before.consents.some((one) => one.group === group && one.level === level))
      .map(({ group, level }) => consentHappening(group, level)),
    ...[...stops].filter((stop) => !before.stops.includes(stop)).map((stop) => ({ kind: 'stop', stop }) as const)
  ]
}

/** The suppression for which they are stopped; null of a stop that the row itself tells of, and of all else. */
function causeOf({ lead, suppressed }: ChangedLead, happening: Happening): number | null {
  if (happening.kind !== 'stop' || lead.stops.includes(happening.stop)) return null
  return suppressed.find((one) => one.stop === happening.stop)?.cause ?? null
}

const TYPES =
  `int, bigint, bigint, text, text, text, text, text, text, text, text, text, text, text, text, text, text, text,
  text, text, jsonb, jsonb`.split(/,\s*/)
const FIELDS = `mailed_on, cost_cents, row_hash, ${LEAD_TEXTS}`.split(/,\s*/)

async function writeFields(
  tx: Tx,
  changed: readonly ChangedLead[],
  setting: Setting,
  pasts: ReadonlyMap<number, number>
): Promise<void> {
  const rows: readonly (readonly Cell[])[] = changed.map(({ stored, lead, hash }) =>
    leadCells(lead, hash, keptAfter(stored, lead, setting.at, pasts.get(stored.person.leadId) ?? 0))
  )
  const sets = FIELDS.map((name, at) => `${name} = x.c${at}`).join(', ')
  const lists = TYPES.map((type, at) => `$${at + 6}::${type}[]`).join(', ')
  await tx.query({
    text: `update lead l set rev = l.rev + 1, updated_at = $2, ${sets}, account_id = coalesce(x.account, l.account_id),
      source_id = coalesce(x.source, l.source_id)
      from unnest($3::bigint[], $4::bigint[], $5::bigint[], ${lists})
        as x(id, account, source, ${FIELDS.map((_, at) => `c${at}`).join(', ')})
      where l.org = $1 and l.id = x.id`,
    values: [
      ...[tx.org, setting.at, changed.map(({ stored }) => stored.person.leadId)],
      changed.map(({ lead }) => setting.accounts.get(accountKey(lead.company)) ?? null),
      changed.map(({ lead }) => setting.sources.get(lead.source ?? '') ?? null),
      ...FIELDS.map((_, at) => rows.map((cells) => cells[at]))
    ]
  })
}

function keptAfter({ lead: before, kept }: StoredLead, lead: ImportedLead, at: number, calls: number): Kept | null {
  const next = keptOf(lead, at, calls)
  if (lead.history !== before.history || kept.history === undefined) return next
  // Ages go on counting from when they were said.
  return { ...next, history: kept.history, historyAt: kept.historyAt!, ...(calls > 0 ? { pastCalls: calls } : null) }
}

const POINT =
  `lead_id, kind, position, value_hash, is_key, is_bad, number_kind, line_type, label, value, ext, raw`.split(', ')
const POINT_TYPES =
  `bigint, smallint, smallint, bigint, boolean, boolean, smallint, smallint, smallint, text, text, text`.split(', ')

async function writePoints(tx: Tx, changed: readonly ChangedLead[]): Promise<void> {
  const rows: (readonly Cell[])[] = []
  for (const { stored, lead } of changed) {
    const { leadId } = stored.person
    if (lead.phones !== stored.lead.phones)
      lead.phones.forEach((phone, at) => rows.push([leadId, ...phoneCells(phone, at)]))
    if (lead.emails !== stored.lead.emails)
      lead.emails.forEach((email, at) => rows.push([leadId, ...emailCells(email, at)]))
    if (lead.rawPhones !== stored.lead.rawPhones)
      lead.rawPhones.forEach(({ text }, at) =>
        rows.push([leadId, 1, RAW_FROM + at, 0, false, true, null, null, null, '', null, text])
      )
  }
  const columns = Object.fromEntries(
    POINT.map((name, at) => [name, [POINT_TYPES[at]!, rows.map((cells) => cells[at])] as const])
  )
  await insertBatch(
    tx,
    'contact_point',
    columns,
    `on conflict (org, lead_id, kind, position) do update set is_key = excluded.is_key, is_bad = excluded.is_bad,
      number_kind = excluded.number_kind, line_type = excluded.line_type, label = excluded.label, ext = excluded.ext`
  )
}

/** Where they may be, and how many numbers there are, follow from address and numbers. */
async function writePlaces(tx: Tx, changed: readonly ChangedLead[], { places }: Setting): Promise<void> {
  await tx.query({
    text: `update enrolment e set place_id = x.place, phones = x.phones
      from unnest($2::bigint[], $3::int[], $4::smallint[]) as x(id, place, phones) where e.org = $1 and e.lead_id = x.id
        and (e.place_id <> x.place or e.phones <> x.phones)`,
    values: [
      tx.org,
      changed.map(({ stored }) => stored.person.leadId),
      changed.map(({ stored, lead }) => places.get(placeKey(lead)) ?? stored.person.placeId),
      changed.map(({ lead }) => lead.phones.length)
    ]
  })
}

async function writeNotes(
  tx: Tx,
  changed: readonly ChangedLead[],
  setting: Setting,
  newId: () => number
): Promise<void> {
  const rows = changed.flatMap(({ stored, lead }) => {
    const before = stored.lead.notes
    const text = lead.notes === before ? '' : lead.notes.slice(before === '' ? 0 : before.length + 1)
    return text === '' ? [] : [{ leadId: stored.person.leadId, text }]
  })
  await insertBatch(tx, 'note', {
    lead_id: ['bigint', rows.map(({ leadId }) => leadId)],
    id: ['bigint', rows.map(newId)],
    at: ['bigint', rows.map(() => setting.at)],
    text: ['text', rows.map(({ text }) => text)]
  })
}
