import { textCode } from '../../facts/fact.ts'
import { type ImportedLead } from '../../intake/imported-lead.ts'
import { insertBatch } from '../store/batch.ts'
import { type Tx } from '../store/doors.ts'
import { type Import } from './import-batch.ts'
import { accountKey, placeKey } from './new-leads.ts'

/** Ids of the firms, sources and places that leads name; those that are missing are made. */
export async function sharedIds(
  tx: Tx,
  leads: readonly ImportedLead[],
  { source, wish, cache }: Import,
  newId: () => number
): Promise<SharedIds> {
  const firms = new Map<string, string>()
  const names = new Set<string>(source === null ? [] : [source])
  const places = new Set<string>()
  for (const lead of leads) {
    if (lead.company !== '' && !firms.has(accountKey(lead.company))) firms.set(accountKey(lead.company), lead.company)
    if (lead.source !== null) names.add(lead.source)
    places.add(placeKey(lead))
  }
  const { accounts, sources, places: known } = cache
  for (const each of [accounts, sources, known]) if (each.size > REMEMBERED_MAX) each.clear()
  const missing = new Map([...firms].filter(([key]) => !accounts.has(key)))
  for (const [key, id] of await accountsOf(tx, missing, newId)) accounts.set(key, id)
  const unknown = [...names].filter((name) => !sources.has(name))
  for (const [name, id] of await sourcesOf(tx, unknown, source, wish.costCents, wish.currency, newId))
    sources.set(name, id)
  const open = [...places].filter((key) => !known.has(key))
  if (open.length > 0) for (const [key, id] of await placesOf(tx, open)) known.set(key, id)
  return cache
}

/** What the batches of one import share, each asked for once; only this import makes them while it runs. */
export type SharedIds = {
  readonly accounts: Map<string, number>
  readonly sources: Map<string, number>
  readonly places: Map<string, number>
}
export const noSharedIds = (): SharedIds => ({ accounts: new Map(), sources: new Map(), places: new Map() })

const REMEMBERED_MAX = 200_000

async function accountsOf(
  tx: Tx,
  firms: ReadonlyMap<string, string>,
  newId: () => number
): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>()
  if (firms.size === 0) return found
  const { rows } = await tx.query<{ id: number; name: string }>({
    text: `select a.id, a.name from unnest($2::bigint[]) x(hash) cross join lateral
      (select id, name from account where org = $1 and name_hash = x.hash limit 16) a`,
    values: [tx.org, [...firms.keys()].map(textCode)]
  })
  for (const { id, name } of rows) if (firms.has(accountKey(name))) found.set(accountKey(name), id)
  const missing = [...firms].filter(([key]) => !found.has(key))
  for (const [key] of missing) found.set(key, newId())
  await insertBatch(tx, 'account', {
    id: ['bigint', missing.map(([key]) => found.get(key)!)],
    name_hash: ['bigint', missing.map(([key]) => textCode(key))],
    name: ['text', missing.map(([, name]) => name)]
  })
  return found
}

async function sourcesOf(
  tx: Tx,
  names: readonly string[],
  ofImport: string | null,
  costCents: number | null,
  currency: string | null,
  newId: () => number
): Promise<ReadonlyMap<string, number>> {
  if (names.length === 0) return new Map()
  const isOf = (name: string): boolean => name === ofImport && costCents !== null
  const { rows } = await tx.query<{ id: number; name: string }>({
    text: 'select id, name from source where org = $1 and name = any($2::text[])',
    values: [tx.org, names]
  })
  const found = new Map(rows.map(({ id, name }) => [name, id]))
  const missing = names.filter((name) => !found.has(name) || isOf(name))
  for (const name of missing) if (!found.has(name)) found.set(name, newId())
  await insertBatch(
    tx,
    'source',
    {
      id: ['bigint', missing.map((name) => found.get(name)!)],
      cost_cents: ['bigint', missing.map((name) => (isOf(name) ? costCents : null))],
      currency: ['text', missing.map((name) => (isOf(name) ? currency : null))],
      name: ['text', missing]
    },
    'on conflict (org, id) do update set cost_cents = excluded.cost_cents, currency = excluded.currency'
  )
  return found
}

async function placesOf(tx: Tx, keys: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const found = await readPlaces(tx, keys)
  const missing = keys.filter((key) => !found.has(key))
  if (missing.length === 0) return found
  // Places belong to no org, so imports of two orgs may want the same number for different ones.
  await tx.query({ text: 'lock table place in share row exclusive mode' })
  await tx.query({
    text: `insert into place (id, country, region, time_zone, area_code)
      select (select coalesce(max(id), 0) from place) + n, country, region, time_zone, area_code
      from unnest($1::text[], $2::text[], $3::text[], $4::text[]) with ordinality as x(country, region, time_zone, area_code, n)
      on conflict (country, region, time_zone, area_code) do nothing`,
    values: [0, 1, 2, 3].map((at) => missing.map((key) => key.split('|')[at]))
  })
  return await readPlaces(tx, keys)
}

async function readPlaces(tx: Tx, keys: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await tx.query<{ id: number; key: string }>({
    text: `select p.id, p.country || '|' || p.region || '|' || p.time_zone || '|' || p.area_code as key
      from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as x(country, region, time_zone, area_code)
      join place p using (country, region, time_zone, area_code)`,
    values: [0, 1, 2, 3].map((at) => keys.map((key) => key.split('|')[at]))
  })
  return new Map(rows.map(({ id, key }) => [key, id]))
}
