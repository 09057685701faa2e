import { type ImportedLead } from '../../intake/imported-lead.ts'
import { type Stop } from '../../intake/lead-row.ts'
import { foldHomes } from '../engine/refold.ts'
import { lockPeople } from '../engine/person.ts'
import { refoldPeople } from '../engine/refold.ts'
import { storedBytes } from '../../facts/row.ts'
import { insertBatch } from '../store/batch.ts'
import { type Tx } from '../store/doors.ts'
import { logId } from '../store/log-id.ts'
import { codeIn, codesWhere } from '../store/log-row.ts'
import { type Secret } from '../store/secret-hash.ts'
import { EMAIL, PHONE, comparable, valueHash } from '../store/value-hash.ts'
import { type ChangedLead, writeChanged } from './changed-leads.ts'
import { type ImportWish } from './import-options.ts'
import { type KeyFilter } from './key-filter.ts'
import { type Known, type Suppressed, type Verdict, keyRing } from './key-ring.ts'
import { mergedLead } from './merged-lead.ts'
import { type NewLead, type Setting, addLead, noFacts, tables } from './new-leads.ts'
import { BETWEEN, type LeadOfFile, type RowBatch } from './read-rows.ts'
import { type SharedIds, sharedIds } from './shared-ids.ts'
import { type StoredLead, storedLeads } from './stored-lead.ts'

/** Where every row of a file ends; `joined` are matches that are on the list since. */
export type Counts = {
  readonly read: number
  readonly created: number
  readonly updated: number
  readonly duplicates: number
  readonly conflicts: number
  readonly rejected: number
  readonly ignored: number
  readonly joined: number
}
export const noCounts: Counts = {
  ...{ read: 0, created: 0, updated: 0, duplicates: 0, conflicts: 0, rejected: 0, ignored: 0, joined: 0 }
}

/** What all batches of an import stand on. */
export type Import = Omit<Setting, 'accounts' | 'sources' | 'places'> & {
  readonly wish: ImportWish
  readonly filter: KeyFilter
  readonly cache: SharedIds
  /** Sees to so many new ids, and hands them out in rising order. */
  readonly newIds: (count: number) => Promise<() => number>
  /** By which people who were erased are known again; null where nobody was. */
  readonly secret: Secret | null
  /** The owner of the tables is bound by the policies, as on a server where it is no superuser. */
  readonly isBound: boolean
  /** Behind which row of the list new members stand; 0 for a list that this import makes. */
  readonly listRows: number
}

type Decided = {
  readonly made: NewLead[]
  readonly changed: Map<number, ChangedLead>
  readonly joining: { readonly leadId: number; readonly row: number }[]
  readonly conflicts: { readonly row: LeadOfFile; readonly verdict: Verdict & { kind: 'conflict' } }[]
  /** People who were alone with their number so far. */
  readonly newHomes: Map<number, number>
  updated: number
  duplicates: number
}

/** What a new lead says of itself, and whom it is where the whole list says that. */
function profileOf({ profile }: ImportedLead, { wish: { market } }: Import): ImportedLead['profile'] {
  return market === undefined || 'lead.market' in profile ? profile : { ...profile, 'lead.market': market }
}

/** Decides each row of a batch and writes what follows; the caller’s transaction holds all of it. */
export async function importBatch(tx: Tx, batch: RowBatch, one: Import): Promise<Counts> {
  const ring = await keyRing(
    tx,
    batch.leads.map(({ lead }) => lead),
    one.wish.keys,
    one.filter,
    one.secret
  )
  // A row may make a lead, its household, its firm and its source.
  const newId = await one.newIds(batch.leads.length * 4)
  const first = ring.isEmpty ? [] : batch.leads.map((row) => ({ row, verdict: ring.verdict(row.lead) }))
  const stored = await matchedLeads(tx, first, one)
  const decided: Decided = {
    ...{ made: [], changed: new Map(), joining: [], conflicts: [], newHomes: new Map(), updated: 0, duplicates: 0 }
  }
  const made = new Map<number, NewLead>()
  for (const row of batch.leads) {
    const verdict = one.wish.onMatch === 'create' ? asNew(ring.verdict(row.lead)) : ring.verdict(row.lead)
    if (verdict.kind === 'conflict') decided.conflicts.push({ row, verdict })
    else if (verdict.kind === 'match') {
      const { known } = verdict
      const isNew = matched(row, known, made.get(known.leadId), stored, decided, one, ring.suppressed(row.lead))
      if (!isNew) continue
      ring.add(row.lead, known)
      one.filter.add(row.lead)
    } else {
      const lead = { ...row.lead, source: row.lead.source ?? one.source, profile: profileOf(row.lead, one) }
      const fresh = newLead(row, lead, newId, verdict.sharesWith, made, decided, ring.suppressed(lead))
      made.set(fresh.leadId, fresh)
      decided.made.push(fresh)
      ring.add(lead, knownOf(fresh))
      one.filter.add(lead)
    }
  }
  const joined = await write(tx, decided, one, newId)
  const { made: created, conflicts } = decided
  return {
    read: batch.leads.length + batch.rejected.length,
    ...{
      created: created.length,
      updated: decided.updated,
      duplicates: decided.duplicates,
      conflicts: conflicts.length
    },
    ...{ rejected: batch.rejected.length, ignored: batch.ignored, joined }
  }
}

/** By `create` a match is no reason not to make a lead; who shares a number still shares a household. */
function asNew(verdict: Verdict): Verdict {
  if (verdict.kind === 'new') return verdict
  return { kind: 'new', sharesWith: verdict.kind === 'match' ? verdict.known : (verdict.leads[0] ?? null) }
}

/** The leads that rows match and may say something new about, locked for the rest of the transaction. */
async function matchedLeads(
  tx: Tx,
  rows: readonly { readonly row: LeadOfFile; readonly verdict: Verdict }[],
  { wish, at }: Import
): Promise<ReadonlyMap<number, StoredLead>> {
  if (wish.onMatch === 'create') return new Map()
  const ids = new Set<number>()
  for (const { row, verdict } of rows)
    if (verdict.kind === 'match' && verdict.known.rowHash !== row.hash) ids.add(verdict.known.leadId)
  if (ids.size === 0) return new Map()
  const people = await refoldPeople(tx, await lockPeople(tx, [...ids]))
  return await storedLeads(tx, [...ids], at, people)
}

/** A row about somebody whom we have; answers whether it said something new. */
function matched(
  row: LeadOfFile,
  known: Known,
  made: NewLead | undefined,
  stored: ReadonlyMap<number, StoredLead>,
  decided: Decided,
  { wish }: Import,
  suppressed: readonly Suppressed[]
): boolean {
  const policy = wish.onMatch as 'update' | 'fill' | 'skip'
  const current = decided.changed.get(known.leadId)
  const before = made ?? current ?? stored.get(known.leadId)
  if (made === undefined) decided.joining.push({ leadId: known.leadId, row: row.row })
  // The very row that was brought in last for this lead, or nothing to compare it with: nothing new.
  const lead = before === undefined ? null : mergedLead(before.lead, row.lead, policy)
  if (before === undefined || lead === null || lead === before.lead) {
    decided.duplicates++
    return false
  }
  decided.updated++
  if (made !== undefined) made.lead = lead
  else if (current !== undefined) Object.assign(current, { lead, hash: row.hash, row: row.row })
  else {
    const from = stored.get(known.leadId)!
    decided.changed.set(known.leadId, { stored: from, lead, hash: row.hash, row: row.row, suppressed })
  }
  return true
}

function newLead(
  row: LeadOfFile,
  lead: ImportedLead,
  newId: () => number,
  sharesWith: Known | null,
  made: ReadonlyMap<number, NewLead>,
  decided: Decided,
  suppressed: readonly Suppressed[]
): NewLead {
  const leadId = newId()
  const fresh: NewLead = {
    ...{ leadId, row: row.row, hash: row.hash, lead, clusterId: leadId, householdId: null, suppressed }
  }
  if (sharesWith === null) return fresh
  const other = made.get(sharesWith.leadId)
  sharesWith.householdId ??= newId()
  // Whoever was alone gets a household now: another new lead at once, one of the store when the batch is written.
  if (other) other.householdId = sharesWith.householdId
  decided.newHomes.set(sharesWith.leadId, sharesWith.householdId)
  return { ...fresh, householdId: sharesWith.householdId, clusterId: other?.clusterId ?? -sharesWith.leadId }
}

function knownOf({ leadId, lead, hash, householdId }: NewLead): Known {
  const { firstName, lastName, name } = lead
  return { leadId, firstName, lastName, name, rowHash: hash, householdId }
}

async function write(tx: Tx, decided: Decided, one: Import, newId: () => number): Promise<number> {
  const { made, changed, conflicts } = decided
  const all = [...made, ...changed.values()].map(({ lead }) => lead)
  const setting: Setting = { ...one, ...(await sharedIds(tx, all, one, newId)) }
  await clustersOf(tx, made)
  const into = tables(tx.org)
  let listRow = one.listRows
  for (const lead of made) addLead(into, lead, one.listRows === 0 ? lead.row : ++listRow, setting)
  for (const { row, verdict } of conflicts)
    into.import_conflict.add([
      ...[one.importId, row.row, `{${verdict.leads.map(({ leadId }) => leadId).join(',')}}`],
      ...[verdict.reason, JSON.stringify(row.cells.split(BETWEEN))]
    ])
  await makeHomes(tx, decided)
  const { household: _, ...rest } = into
  for (const table of Object.values(rest)) await table.send(tx.client, one.isBound)
  await writeChanged(tx, [...changed.values()], setting, newId)
  await refoldHomes(tx, made)
  await suppress(tx, [...made, ...changed.values()], one.at)
  return await join(tx, decided, one)
}

/** A cluster is named by the first of its people; where that one is in the store, it says which cluster it is in. */
async function clustersOf(tx: Tx, made: readonly NewLead[]): Promise<void> {
  const open = made.filter(({ clusterId }) => clusterId < 0)
  if (open.length === 0) return
  const { rows } = await tx.query<{ lead_id: number; cluster_id: number }>({
    text: 'select lead_id, cluster_id from enrolment where org = $1 and lead_id = any($2::bigint[])',
    values: [tx.org, open.map(({ clusterId }) => -clusterId)]
  })
  const clusters = new Map(rows.map(({ lead_id, cluster_id }) => [lead_id, cluster_id]))
  for (const lead of open) lead.clusterId = clusters.get(-lead.clusterId) ?? -lead.clusterId
}

/** Households of people who share a number from now on. */
async function makeHomes(tx: Tx, { newHomes, made }: Decided): Promise<void> {
  if (newHomes.size === 0) return
  const ids = [...new Set(newHomes.values())]
  await insertBatch(
    tx,
    'household',
    { id: ['bigint', ids], facts: ['bytea', ids.map(() => Buffer.from(noFacts))] },
    'on conflict (org, id) do nothing'
  )
  const isMade = new Set(made.map(({ leadId }) => leadId))
  const old = [...newHomes].filter(([leadId]) => !isMade.has(leadId))
  for (const [table, key] of [
    ['lead', 'id'],
    ['enrolment', 'lead_id']
  ] as const)
    await tx.query({
      text: `update ${table} t set household_id = x.home, rev = t.rev + 1 from unnest($2::bigint[], $3::bigint[]) as x(id, home)
        where t.org = $1 and t.${key} = x.id and t.household_id is null`,
      values: [tx.org, old.map(([leadId]) => leadId), old.map(([, home]) => home)]
    })
}

/** The facts of a household are the fold of the touches of all its people. */
async function refoldHomes(tx: Tx, made: readonly NewLead[]): Promise<void> {
  const ids = [...new Set(made.flatMap(({ householdId }) => householdId ?? []))]
  if (ids.length === 0) return
  const { rows } = await tx.query<{ id: number }>({
    text: 'select id from household where org = $1 and id = any($2::bigint[]) order by id for update',
    values: [tx.org, ids]
  })
  const folded = await foldHomes(
    tx,
    rows.map(({ id }) => id)
  )
  const facts = rows.map(({ id }) => Buffer.from(storedBytes(folded.get(id)!)))
  await tx.query({
    text: `update household h set rev = h.rev + 1, facts = x.facts from unnest($2::bigint[], $3::bytea[]) as x(id, facts)
      where h.org = $1 and h.id = x.id`,
    values: [tx.org, rows.map(({ id }) => id), facts]
  })
}

/** Numbers and addresses of people who opted out are kept out, whoever has them and whatever is brought in later. */
async function suppress(
  tx: Tx,
  people: readonly { readonly lead: ImportedLead; readonly leadId?: number; readonly stored?: StoredLead }[],
  at: number
): Promise<void> {
  const rows = new Map<string, readonly [hash: number, kind: 1 | 2, stop: number, leadId: number, value: string]>()
  const theirs = await saidStop(
    tx,
    people.flatMap(({ stored }) => (stored && stored.lead.stops.length > 0 ? [stored.person.leadId] : []))
  )
  for (const { lead, leadId, stored } of people) {
    const id = leadId ?? stored!.person.leadId
    const isTheirs = (each: Stop): boolean => !stored?.lead.stops.includes(each) || theirs.has(id)
    const stop = lead.stops.find((each) => PUBLIC_STOPS.includes(each) && isTheirs(each))
    if (stop === undefined) continue
    const add = (kind: 1 | 2, said: string): void => {
      const value = comparable(kind, said)
      rows.set(kind + value, [valueHash(kind, value), kind, codeIn('stop', stop), id, value])
    }
    for (const { e164, isKey } of lead.phones) if (isKey) add(PHONE, e164)
    for (const { address, isKey } of lead.emails) if (isKey) add(EMAIL, address)
  }
  const all = [...rows.values()]
  await insertBatch(
    tx,
    'suppression',
    {
      value_hash: ['bigint', all.map(([hash]) => hash)],
      kind: ['smallint', all.map(([, kind]) => kind)],
      stop: ['smallint', all.map(([, , stop]) => stop)],
      at: ['bigint', all.map(() => at)],
      lead_id: ['bigint', all.map(([, , , leadId]) => leadId)],
      cause: ['bigint', all.map(([, , , leadId]) => -logId(leadId, 1))],
      value: ['text', all.map(([, , , , value]) => value)]
    },
    'on conflict (org, value_hash, value) do nothing'
  )
}

/** Stops that keep out a number or an address, whoever has it. */
const PUBLIC_STOPS: readonly string[] = ['opt_out', 'do_not_call']

/** Who of these was stopped by what they said, and not because something of theirs is kept out. */
async function saidStop(tx: Tx, leadIds: readonly number[]): Promise<ReadonlySet<number>> {
  if (leadIds.length === 0) return new Set()
  const { rows } = await tx.query<{ lead_id: number }>({
    text: `select lead_id from signal where org = $1 and lead_id = any($2::bigint[]) and kind = $3 and suppressed_by is null
        and happening->>'stop' = any($5::text[])
      union select lead_id from outcome where org = $1 and lead_id = any($2::bigint[]) and said = any($4::smallint[])`,
    values: [
      tx.org,
      leadIds,
      codeIn('happening', 'stop'),
      codesWhere('said', ({ stop }) => PUBLIC_STOPS.includes(stop ?? '')),
      PUBLIC_STOPS
    ]
  })
  return new Set(rows.map(({ lead_id }) => lead_id))
}

/** Who was there before is on this list too, unless matches are skipped. */
async function join(tx: Tx, { joining, made }: Decided, { wish, listId, listRows }: Import): Promise<number> {
  if (wish.onMatch === 'skip' || joining.length === 0) return 0
  const people = new Map(joining.map(({ leadId, row }) => [leadId, row]))
  const { rows } = await tx.query<{ lead_id: number }>({
    text: 'select lead_id from list_member where org = $1 and list_id = $2 and lead_id = any($3::bigint[])',
    values: [tx.org, listId, [...people.keys()]]
  })
  for (const { lead_id } of rows) people.delete(lead_id)
  const after = listRows + made.length
  return await insertBatch(tx, 'list_member', {
    list_id: ['bigint', [...people].map(() => listId)],
    row_no: ['int', [...people].map(([, row], at) => (listRows === 0 ? row : after + at + 1))],
    lead_id: ['bigint', [...people.keys()]]
  })
}
