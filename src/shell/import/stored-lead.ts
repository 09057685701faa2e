import { facts, slot, stops, textCode } from '../../facts/fact.ts'
import {
  type ConsentPath,
  type ProfileValue,
  consentLevel,
  consentSlot,
  smallPaths,
  smallSlot,
  smallValue,
  wideSlot,
  wideValue
} from '../../facts/profile.ts'
import { SPOKEN_AT, STOPS, VOICEMAIL_AT, CALL_AT, CALLS, VOICEMAILS, type Row } from '../../facts/row.ts'
import { type Choice } from '../../facts/fact.ts'
import {
  type ConsentGroup,
  type ImportedAddress,
  type ImportedEmail,
  type ImportedLead,
  type ImportedPhone,
  phoneLabels
} from '../../intake/imported-lead.ts'
import { type Consent, type LeadHistory, type Stop } from '../../intake/lead-row.ts'
import { readPhones } from '../../intake/phone.ts'
import { readCountry, readRegion } from '../../intake/place.ts'
import { PERSON, type Person, type PersonRow, unpackPeople } from '../engine/person.ts'
import { refoldPeople } from '../engine/refold.ts'
import { type Tx } from '../store/doors.ts'
import { type Kept, historyAt } from './kept.ts'

/** A lead as it stands in the store, in the form in which a file brings one in. */
export type StoredLead = {
  readonly lead: ImportedLead
  readonly person: Person
  readonly kept: Kept
  readonly importId: number
  readonly accountId: number | null
  readonly householdId: number | null
}

export const numberKinds = ['business', 'mobile', 'home'] as const
export const lineTypes = ['wireless', 'landline', 'voip'] as const
export const consentGroups: readonly ConsentGroup[] = ['voice', 'recordings', 'sms', 'email']
export const consentLevels: readonly Consent[] = ['none', 'implied', 'express', 'express_written']
/** Texts that are no number stand behind this position, the numbers before it in dialling order. */
export const RAW_FROM = 100

/** These leads as they stand at an instant, by id. `people` are their rows where the caller holds them locked. */
export async function storedLeads(
  tx: Tx,
  ids: readonly number[],
  now: number,
  people?: readonly Person[]
): Promise<ReadonlyMap<number, StoredLead>> {
  const values = [tx.org, ids]
  const leads = await tx.query<LeadColumns>({ text: LEADS, values, name: 'stored-leads' })
  const points = byLead(await tx.query<PointColumns>({ text: POINTS, values, name: 'stored-points' }))
  const notes = byLead(await tx.query<{ lead_id: number; text: string }>({ text: NOTES, values, name: 'stored-notes' }))
  const texts = byLead(await tx.query<ProfileColumns>({ text: PROFILES, values, name: 'stored-profiles' }))
  const held = people ?? (await peopleOf(tx, ids))
  const person = new Map(held.map((one) => [one.leadId, one]))
  return new Map(
    leads.rows.flatMap((row) => {
      const one = person.get(row.id)
      if (one === undefined) return []
      const lead = leadOf(row, points.get(row.id) ?? [], notes.get(row.id) ?? [], texts.get(row.id) ?? [], one, now)
      const { import_id: importId, account_id: accountId, household_id: householdId } = row
      return [[row.id, { lead, person: one, kept: row.kept ?? {}, importId, accountId, householdId }] as const]
    })
  )
}

async function peopleOf(tx: Tx, ids: readonly number[]): Promise<readonly Person[]> {
  const { rows } = await tx.query<PersonRow>({
    text: `select ${PERSON} from enrolment where org = $1 and lead_id = any($2::bigint[])`,
    name: 'read-people',
    values: [tx.org, ids]
  })
  return await refoldPeople(tx, unpackPeople(rows))
}

function byLead<R extends { lead_id: number }>({ rows }: { readonly rows: readonly R[] }): ReadonlyMap<number, R[]> {
  const all = new Map<number, R[]>()
  for (const row of rows) {
    const before = all.get(row.lead_id)
    if (before) before.push(row)
    else all.set(row.lead_id, [row])
  }
  return all
}

type LeadColumns = {
  readonly id: number
  readonly import_id: number
  readonly account_id: number | null
  readonly household_id: number | null
  readonly mailed_on: number | null
  readonly cost_cents: number | null
  readonly external_id: string | null
  readonly salutation: string | null
  readonly first_name: string | null
  readonly middle_name: string | null
  readonly last_name: string | null
  readonly name: string | null
  readonly job_title: string | null
  readonly company: string | null
  readonly street: string | null
  readonly city: string | null
  readonly region: string | null
  readonly postal_code: string | null
  readonly country: string | null
  readonly time_zone: string | null
  readonly linkedin: string | null
  readonly x: string | null
  readonly website: string | null
  readonly source: string | null
  readonly other: Readonly<Record<string, string>> | null
  readonly kept: Kept | null
}
type PointColumns = {
  readonly lead_id: number
  readonly kind: 1 | 2
  readonly position: number
  readonly is_key: boolean
  readonly is_bad: boolean
  readonly number_kind: number | null
  readonly line_type: number | null
  readonly label: number | null
  readonly value: string
  readonly ext: string | null
  readonly raw: string | null
}
type ProfileColumns = { lead_id: number; changes: Readonly<Record<string, ProfileValue>> }

const LEADS = `select l.id, l.import_id, l.account_id, l.household_id, l.mailed_on, l.cost_cents, l.external_id, l.salutation,
  l.first_name, l.middle_name, l.last_name, l.name, l.job_title, l.company, l.street, l.city, l.region, l.postal_code,
  l.country, l.time_zone, l.linkedin, l.x, l.website, l.other, l.kept, s.name as source
  from lead l left join source s on s.org = l.org and s.id = l.source_id where l.org = $1 and l.id = any($2::bigint[])`
const POINTS = `select lead_id, kind, position, is_key, is_bad, number_kind, line_type, label, value, ext, raw
  from contact_point where org = $1 and lead_id = any($2::bigint[]) order by lead_id, kind, position`
const NOTES = `select lead_id, text from note where org = $1 and lead_id = any($2::bigint[]) order by lead_id, at, id`
/** Only texts are read from here: of them the packed facts hold no more than a fingerprint. */
const PROFILES = `select lead_id, happening->'changes' as changes from signal
  where org = $1 and lead_id = any($2::bigint[]) and kind = 9 order by lead_id, seq`

function leadOf(
  row: LeadColumns,
  points: readonly PointColumns[],
  notes: readonly { readonly text: string }[],
  texts: readonly ProfileColumns[],
  person: Person,
  now: number
): ImportedLead {
  const kept = row.kept ?? {}
  const phones = points.filter(({ kind, value }) => kind === 1 && value !== '')
  return {
    externalId: row.external_id,
    ...{ salutation: row.salutation ?? '', firstName: row.first_name ?? '', middleName: row.middle_name ?? '' },
    ...{
      lastName: row.last_name ?? '',
      name: row.name ?? '',
      company: row.company ?? '',
      jobTitle: row.job_title ?? ''
    },
    phones: phones.map(phoneOf),
    rawPhones: points.flatMap(({ kind, value, raw }) => (kind === 1 && value === '' ? [rawOf(raw ?? '')] : [])),
    emails: points.flatMap((point) => (point.kind === 2 ? [emailOf(point)] : [])),
    profileUrls: { linkedin: row.linkedin, x: row.x, website: row.website },
    address: addressOf(row),
    timeZone: row.time_zone,
    source: row.source,
    mailedOn: row.mailed_on,
    cost: row.cost_cents === null ? null : { cents: row.cost_cents, currency: kept.currency ?? null },
    owner: kept.owner ?? null,
    notes: notes.map(({ text }) => text).join('\n'),
    profile: profileOf(person.row, texts),
    consents: consentsOf(person.row),
    stops: stopsOf(person.row),
    history: historyOf(person.row, kept, now),
    suspectedBlock: kept.suspectedBlock ?? null,
    dueAtMs: kept.due?.[0] ?? null,
    dueHasTime: kept.due?.[1] ?? false,
    priority: kept.priority ?? null,
    other: row.other ?? {}
  }
}

function phoneOf(point: PointColumns): ImportedPhone {
  return {
    e164: point.value,
    ext: point.ext ?? '',
    label: point.label === null ? null : phoneLabels[point.label]!,
    kind: point.number_kind === null ? null : numberKinds[point.number_kind]!,
    lineType: point.line_type === null ? null : lineTypes[point.line_type]!,
    isKey: point.is_key,
    bad: point.is_bad
  }
}

function rawOf(text: string): ImportedLead['rawPhones'][number] {
  const [read] = readPhones(text, 'US')
  return { text, reason: read?.kind === 'noPhone' ? read.reason : 'is one more than a lead may have' }
}

function emailOf({ value, label, is_key }: PointColumns): ImportedEmail {
  const known = label === null ? null : phoneLabels[label]!
  return { address: value, label: known === 'mobile' ? null : known, isKey: is_key }
}

export function addressOf(
  row: Pick<LeadColumns, 'street' | 'city' | 'region' | 'postal_code' | 'country'>
): ImportedAddress {
  const [region, country] = [row.region ?? '', row.country ?? '']
  const stated = readCountry(country)
  const regionCode = region === '' ? null : readRegion(region, stated)
  return {
    ...{ street: row.street ?? '', city: row.city ?? '', region, postalCode: row.postal_code ?? '', country },
    ...{ regionCode, countryCode: stated ?? regionCode?.slice(0, 2) ?? null }
  }
}

export const stopsOf = (row: Row): readonly Stop[] =>
  stops.filter((_, bit) => (row.ints[STOPS]! & (1 << bit)) !== 0) as readonly Stop[]

function consentsOf(row: Row): ImportedLead['consents'] {
  return consentGroups.flatMap((group) => {
    const path = `consent.${group}` as ConsentPath
    return row.numbers[consentSlot(path)] === 0 ? [] : [{ group, level: consentLevels[consentLevel(row, path)]! }]
  })
}

/** What was last said of each fact, as it counts now. */
function profileOf(row: Row, texts: readonly ProfileColumns[]): Readonly<Record<string, ProfileValue>> {
  const profile: Record<string, ProfileValue> = {}
  for (const path of smallPaths) {
    const code = smallValue(row, smallSlot(path))
    if (Number.isNaN(code)) continue
    const fact = facts[slot(path)]!
    profile[path] = fact.kind === 'flag' ? code === 1 : (fact as Choice).values[code]!
  }
  for (const path of ['lead.dealValueCents', 'lead.fitScore'] as const) {
    const value = wideValue(row, wideSlot(path))
    if (!Number.isNaN(value)) profile[path] = value
  }
  for (const path of ['lead.currency', 'lead.stage'] as const) {
    const code = wideValue(row, wideSlot(path))
    const text = Number.isNaN(code)
      ? undefined
      : texts.findLast(({ changes }) => isText(changes[path], code))?.changes[path]
    if (text !== undefined) profile[path] = text
  }
  return profile
}

const isText = (value: ProfileValue | undefined, code: number): boolean =>
  typeof value === 'string' && textCode(value) === code

const DAY = 86_400_000

/** As the file had it while only other tools have called; else as our own log counts it. */
function historyOf(row: Row, kept: Kept, now: number): LeadHistory {
  const calls = row.ints[CALLS]!
  if (calls === (kept.pastCalls ?? 0)) return historyAt(kept, now)
  const since = (at: number, unit: number): number => Math.max(0, Math.floor((now - row.numbers[at]!) / unit))
  const history: LeadHistory = { calls, hoursSinceCall: since(CALL_AT, DAY / 240) / 10 }
  if (row.ints[VOICEMAILS]! > 0)
    Object.assign(history, { voicemails: row.ints[VOICEMAILS], daysSinceVoicemail: since(VOICEMAIL_AT, DAY) })
  if (row.numbers[SPOKEN_AT]! > 0) Object.assign(history, { everSpoken: true, daysSinceSpoken: since(SPOKEN_AT, DAY) })
  return history
}
