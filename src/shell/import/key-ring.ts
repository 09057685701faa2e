import { type ImportedLead } from '../../intake/imported-lead.ts'
import { codes } from '../store/log-row.ts'
import { type Stop } from '../../intake/lead-row.ts'
import { type Tx } from '../store/doors.ts'
import { type Secret } from '../store/secret-hash.ts'
import { EMAIL, PHONE, comparable, valueHash } from '../store/value-hash.ts'
import { erasedKeys } from './erased-keys.ts'
import { type KeyName } from './import-options.ts'
import { type KeyFilter, externalHash, noFilter } from './key-filter.ts'
import { type Named, mayBeOne } from './same-name.ts'

/** A lead that a key leads to. */
export type Known = Named & { readonly leadId: number; readonly rowHash: number | null; householdId: number | null }

export type Verdict =
  | { readonly kind: 'new'; readonly sharesWith: Known | null }
  | { readonly kind: 'match'; readonly known: Known }
  | { readonly kind: 'conflict'; readonly reason: string; readonly leads: readonly Known[] }

/** Who has which key, for the rows of one batch: the store’s leads and those that the batch itself has made so far. */
export type KeyRing = {
  /** Nobody of the store has a key of any of these rows. */
  readonly isEmpty: boolean
  readonly verdict: (lead: ImportedLead) => Verdict
  readonly add: (lead: ImportedLead, known: Known) => void
  /** Hard stops under which numbers and addresses of this lead are kept out, each once. */
  readonly suppressed: (lead: ImportedLead) => readonly Suppressed[]
}

/** A hard stop under which something of a lead is kept out, and the cause. */
export type Suppressed = { readonly stop: Stop; readonly cause: number }

/** A number or address that so many people have tells nobody from anybody: it is no key and makes no household. */
const HOLDERS_MAX = 16

export async function keyRing(
  tx: Tx,
  leads: readonly ImportedLead[],
  keys: readonly KeyName[],
  filter: KeyFilter,
  secret: Secret | null
): Promise<KeyRing> {
  const asked = askedOf(leads, filter)
  const holders = new Map<string, Known[]>()
  const held = await heldIn(tx, asked, keys.includes('external'))
  const known = await knownOf(tx, [...new Set(held.map(([, leadId]) => leadId))])
  for (const [key, leadId] of held) hold(holders, key, known.get(leadId)!)
  const suppressed = await suppressionsOf(tx, leads, secret)
  return {
    isEmpty: held.length === 0,
    verdict: (lead) => verdictOf(lead, holders, keys),
    add(lead, one) {
      if (lead.externalId !== null) hold(holders, external(lead.externalId), one)
      for (const { key } of pointKeys(lead)) hold(holders, key, one)
    },
    suppressed
  }
}

const external = (id: string): string => `#${id}`
const pointKey = (kind: 1 | 2, value: string): string => kind + comparable(kind, value)

function pointKeys(lead: ImportedLead): readonly { readonly key: string; readonly name: KeyName }[] {
  const found: { key: string; name: KeyName }[] = []
  for (const { e164, isKey, bad } of lead.phones)
    if (isKey && !bad) found.push({ key: pointKey(PHONE, e164), name: 'phone' })
  for (const { address, isKey } of lead.emails) if (isKey) found.push({ key: pointKey(EMAIL, address), name: 'email' })
  return found
}

function hold(holders: Map<string, Known[]>, key: string, one: Known): void {
  const before = holders.get(key)
  if (before === undefined) holders.set(key, [one])
  else if (!before.includes(one)) before.push(one)
}

/** Each key names a set of people; who is in all of them is meant. Keys that agree on nobody are for a human. */
function verdictOf(
  lead: ImportedLead,
  holders: ReadonlyMap<string, readonly Known[]>,
  keys: readonly KeyName[]
): Verdict {
  const sets: { readonly what: string; readonly people: readonly Known[] }[] = []
  if (keys.includes('external') && lead.externalId !== null) {
    const people = holders.get(external(lead.externalId))
    if (people) sets.push({ what: 'the id', people })
  }
  let sharesWith: Known | null = null
  for (const { key, name } of pointKeys(lead)) {
    const people = holders.get(key)
    if (people === undefined || people.length >= HOLDERS_MAX) continue
    if (name === 'phone') sharesWith ??= people[0]!
    if (keys.includes(name)) sets.push({ what: name === 'phone' ? 'a telephone number' : 'an e-mail address', people })
  }
  if (sets.length === 0) return { kind: 'new', sharesWith }
  const inAll = sets[0]!.people.filter((one) => sets.every(({ people }) => people.includes(one)))
  const isByPhoneAlone = sets.every(({ what }) => what === 'a telephone number')
  if (inAll.length === 0) {
    const whats = [...new Set(sets.map(({ what }) => what))]
    const reason = `${whats.length > 1 ? whats.join(' and ') : `one ${whats[0]!.split(' ').at(-1)} and another`} belong to different leads`
    return { kind: 'conflict', reason, leads: [...new Set(sets.flatMap(({ people }) => people))] }
  }
  const named = inAll.length === 1 && !isByPhoneAlone ? inAll : inAll.filter((one) => mayBeOne(one, lead))
  if (named.length === 1) return { kind: 'match', known: named[0]! }
  if (named.length === 0 && isByPhoneAlone) return { kind: 'new', sharesWith }
  const leads = named.length === 0 ? inAll : named
  return {
    kind: 'conflict',
    reason: `${sets[0]!.what} belongs to several leads, and the name does not tell which`,
    leads
  }
}

type Asked = { readonly externals: readonly string[]; readonly hashes: readonly number[] }

function askedOf(leads: readonly ImportedLead[], { mayHold }: KeyFilter): Asked {
  const externals = new Set<string>()
  const hashes = new Set<number>()
  for (const { externalId, phones, emails } of leads) {
    if (externalId !== null && mayHold(externalHash(externalId))) externals.add(externalId)
    for (const { e164 } of phones) {
      const hash = valueHash(PHONE, e164)
      if (mayHold(hash)) hashes.add(hash)
    }
    for (const { address } of emails) {
      const hash = valueHash(EMAIL, address)
      if (mayHold(hash)) hashes.add(hash)
    }
  }
  return { externals: [...externals], hashes: [...hashes] }
}

/** Pairs of a key and a lead that has it. A hash may mean two values, so the value is part of the key. */
async function heldIn(tx: Tx, { externals, hashes }: Asked, isById: boolean): Promise<readonly [string, number][]> {
  const found: [string, number][] = []
  if (isById && externals.length > 0) {
    const { rows } = await tx.query<{ id: number; external_id: string }>({
      text: `select l.id, l.external_id from unnest($2::text[]) x(id)
        cross join lateral (select id, external_id from lead where org = $1 and external_id = x.id limit $3) l`,
      values: [tx.org, externals, HOLDERS_MAX]
    })
    for (const { id, external_id } of rows) found.push([external(external_id), id])
  }
  if (hashes.length === 0) return found
  const { rows } = await tx.query<{ lead_id: number; kind: 1 | 2; value: string }>({
    text: `select c.lead_id, c.kind, c.value from unnest($2::bigint[]) x(hash) cross join lateral
      (select lead_id, kind, value from contact_point where org = $1 and value_hash = x.hash and is_key limit $3) c`,
    values: [tx.org, hashes, HOLDERS_MAX]
  })
  for (const { lead_id, kind, value } of rows) found.push([pointKey(kind, value), lead_id])
  return found
}

type KnownRow = {
  id: number
  first_name: string | null
  last_name: string | null
  name: string | null
  row_hash: number | null
  household_id: number | null
}

async function knownOf(tx: Tx, ids: readonly number[]): Promise<ReadonlyMap<number, Known>> {
  if (ids.length === 0) return new Map()
  const { rows } = await tx.query<KnownRow>({
    text: `select id, first_name, last_name, name, row_hash, household_id from lead where org = $1 and id = any($2::bigint[])`,
    values: [tx.org, ids]
  })
  return new Map(
    rows.map(({ id, first_name, last_name, name, row_hash, household_id }) => [
      id,
      {
        ...{ leadId: id, firstName: first_name ?? '', lastName: last_name ?? '', name: name ?? '' },
        ...{ rowHash: row_hash, householdId: household_id }
      }
    ])
  )
}

type SuppressionRow = { kind: number; value: string; stop: number; cause: number }

/** Says of each lead of a batch by what it is kept out; `secret` is there where somebody was erased. */
async function suppressionsOf(
  tx: Tx,
  leads: readonly ImportedLead[],
  secret: Secret | null
): Promise<KeyRing['suppressed']> {
  const some = await tx.query({ text: 'select from suppression where org = $1 limit 1', values: [tx.org] })
  if (some.rowCount === 0) return () => []
  const erased = (lead: ImportedLead) =>
    secret === null ? [] : erasedKeys(lead).map(([kind, text]) => ({ kind, ...secret.hashOf(kind, text) }))
  const { rows } = await tx.query<SuppressionRow>({
    text: `select kind, value, stop, coalesce(cause, -(coalesce(lead_id, 0) << 20) - 1) as cause from suppression
      where org = $1 and value_hash = any($2::bigint[])`,
    values: [
      tx.org,
      [...askedOf(leads, noFilter).hashes, ...leads.flatMap((lead) => erased(lead).map(({ key }) => key))]
    ]
  })
  const found = new Map(
    rows.map(({ kind, value, stop, cause }) => [`${kind}${value}`, { stop: codes.stop[stop] as Stop, cause }])
  )
  return (lead) => {
    if (found.size === 0) return []
    const keys = [
      ...lead.phones.map(({ e164 }) => pointKey(PHONE, e164)),
      ...lead.emails.map(({ address }) => pointKey(EMAIL, address)),
      ...erased(lead).map(({ kind, value }) => `${kind}${value}`)
    ]
    const all = keys.flatMap((key) => found.get(key) ?? [])
    return all.filter(({ stop }, i) => all.findIndex((each) => each.stop === stop) === i)
  }
}
