import { type ProfileValue } from '../../facts/profile.ts'
import { type ImportedLead } from '../../intake/imported-lead.ts'
import { type Policy } from './import-options.ts'
import { consentLevels } from './stored-lead.ts'

const POINTS_MAX = 20
const texts = ['salutation', 'firstName', 'middleName', 'lastName', 'name', 'company', 'jobTitle'] as const
const values = ['timeZone', 'source', 'mailedOn', 'owner', 'suspectedBlock', 'priority'] as const
const address = ['street', 'city', 'region', 'postalCode', 'country'] as const
const links = ['linkedin', 'x', 'website'] as const

/**
 * A lead once a row about it counts; the lead itself when the row brings nothing new. By `update` what the row says
 * wins and an empty cell takes nothing away, by `fill` it fills what is empty. Stops and refusals are taken by every
 * policy, and where two consents differ the stricter one holds.
 */
export function mergedLead(old: ImportedLead, row: ImportedLead, policy: Exclude<Policy, 'create'>): ImportedLead {
  const strict = withPermissions(old, row, policy === 'skip')
  if (policy === 'skip') return strict
  const isUpdate = policy === 'update'
  const next: Writable<ImportedLead> = { ...strict }
  let isNew = strict !== old
  const take = <T>(before: T, said: T, isEmpty: (value: T) => boolean): T => {
    if (isEmpty(said) || before === said || (!isUpdate && !isEmpty(before))) return before
    isNew = true
    return said
  }
  for (const key of texts) if (key !== 'name') next[key] = take(old[key], row[key], isBlank)
  // Parts of a name tell more than the whole of it.
  if (next.firstName === '' && next.lastName === '') next.name = take(old.name, row.name, isBlank)
  else if (old.name !== '') next.name = ''
  for (const key of values) next[key] = take(old[key] as never, row[key] as never, isNull) as never
  next.externalId = old.externalId ?? take(null, row.externalId, isNull)
  next.profileUrls = taken(old.profileUrls, row.profileUrls, links, (before, said) => take(before, said, isNull))
  next.address = mergedAddress(old, row, (before, said) => take(before, said, isBlank))
  if (row.cost !== null && (old.cost === null || (isUpdate && !isSameCost(old.cost, row.cost)))) {
    next.cost = row.cost
    isNew = true
  }
  if (row.dueAtMs !== null && row.dueAtMs !== old.dueAtMs && (isUpdate || old.dueAtMs === null)) {
    Object.assign(next, { dueAtMs: row.dueAtMs, dueHasTime: row.dueHasTime })
    isNew = true
  }
  const phones = mergedPoints(old.phones, row.phones, ({ e164 }) => e164, isUpdate, phoneOnto)
  const emails = mergedPoints(old.emails, row.emails, ({ address: text }) => text, isUpdate, emailOnto)
  const raw = row.rawPhones.filter(({ text }) => !old.rawPhones.some((each) => each.text === text))
  const other = mergedOther(old.other, row.other, isUpdate)
  const profile = mergedProfile(strict, row, isUpdate)
  const notes = row.notes.split('\n').filter((line) => line !== '' && !old.notes.split('\n').includes(line))
  const isCalled = (row.history.calls ?? 0) > (old.history.calls ?? 0)
  if (phones !== old.phones) next.phones = phones
  if (emails !== old.emails) next.emails = emails
  if (raw.length > 0) next.rawPhones = [...old.rawPhones, ...raw].slice(0, POINTS_MAX)
  if (other !== old.other) next.other = other
  if (profile !== strict.profile) next.profile = profile
  if (notes.length > 0) next.notes = [old.notes, ...notes].filter((line) => line !== '').join('\n')
  if (isCalled) next.history = row.history
  isNew ||=
    phones !== old.phones ||
    emails !== old.emails ||
    next.rawPhones.length > old.rawPhones.length ||
    other !== old.other
  return isNew || profile !== strict.profile || notes.length > 0 || isCalled ? next : old
}

type Writable<T> = { -readonly [K in keyof T]: T[K] }
const isBlank = (text: string): boolean => text === ''
const isNull = (value: unknown): boolean => value === null

function taken<T extends object, K extends keyof T>(
  old: T,
  row: T,
  keys: readonly K[],
  take: (before: T[K], said: T[K]) => T[K]
): T {
  const next = { ...old }
  for (const key of keys) next[key] = take(old[key], row[key])
  return next
}

/** The codes belong to the texts from which they were read. */
function mergedAddress(
  old: ImportedLead,
  row: ImportedLead,
  take: (before: string, said: string) => string
): ImportedLead['address'] {
  const next = taken(old.address, row.address, address, take)
  const isRegion = next.region === row.address.region && next.region !== ''
  const isCountry = next.country === row.address.country && next.country !== ''
  return {
    ...next,
    regionCode: isRegion ? row.address.regionCode : old.address.regionCode,
    countryCode: (isCountry || isRegion ? row.address.countryCode : null) ?? old.address.countryCode
  }
}

const isSameCost = (a: NonNullable<ImportedLead['cost']>, b: NonNullable<ImportedLead['cost']>): boolean =>
  a.cents === b.cents && (b.currency === null || a.currency === b.currency)

function mergedPoints<P>(
  old: readonly P[],
  row: readonly P[],
  keyOf: (point: P) => string,
  isUpdate: boolean,
  onto: (before: P, said: P, isUpdate: boolean) => P
): readonly P[] {
  let points: readonly P[] = old
  for (const said of row) {
    const at = points.findIndex((point) => keyOf(point) === keyOf(said))
    if (at < 0) {
      if (points.length < POINTS_MAX) points = [...points, said]
      continue
    }
    const next = onto(points[at]!, said, isUpdate)
    if (next !== points[at]) points = points.with(at, next)
  }
  return points
}

type Phone = ImportedLead['phones'][number]
function phoneOnto(before: Phone, said: Phone, isUpdate: boolean): Phone {
  const pick = <T>(old: T, row: T, empty: T): T => (row === empty || (!isUpdate && old !== empty) ? old : row)
  const label = pick(before.label, said.label, null)
  const next: Phone = {
    e164: before.e164,
    ext: pick(before.ext, said.ext, ''),
    label,
    kind: label === before.label ? pick(before.kind, said.kind, null) : said.kind,
    lineType: pick(before.lineType, said.lineType === 'unknown' ? null : said.lineType, null),
    isKey: before.isKey && said.isKey,
    bad: before.bad || said.bad
  }
  const keys = ['ext', 'label', 'kind', 'lineType', 'bad'] as const
  return keys.every((key) => next[key] === before[key]) ? before : next
}

type Email = ImportedLead['emails'][number]
function emailOnto(before: Email, said: Email, isUpdate: boolean): Email {
  const isTaken = said.label !== null && said.label !== before.label && (isUpdate || before.label === null)
  return isTaken ? { ...before, label: said.label } : before
}

function mergedOther(old: ImportedLead['other'], row: ImportedLead['other'], isUpdate: boolean): ImportedLead['other'] {
  const news = Object.entries(row).filter(
    ([name, text]) => text !== '' && (Object.hasOwn(old, name) ? isUpdate && old[name] !== text : true)
  )
  return news.length === 0 ? old : { ...old, ...Object.fromEntries(news) }
}

/** What is said of "the number" is said of the first one; a channel that was refused or is dead is not opened again. */
function mergedProfile(old: ImportedLead, row: ImportedLead, isUpdate: boolean): ImportedLead['profile'] {
  const isFirst = old.phones.length === 0 || old.phones[0]?.e164 === row.phones[0]?.e164
  let profile = old.profile
  for (const [path, said] of Object.entries(row.profile)) {
    const before: ProfileValue | undefined = profile[path]
    if (before === said || said === null || (before === false && path.startsWith('reach.'))) continue
    if (before !== undefined && before !== null && !isUpdate) continue
    if (path.startsWith('number.') && !isFirst) continue
    profile = { ...profile, [path]: said }
  }
  return profile
}

/** Whatever is stricter in the row; the lead itself when nothing is. */
function withPermissions(old: ImportedLead, row: ImportedLead, isRefusalsOnly: boolean): ImportedLead {
  let lead = old
  const stops = row.stops.filter((stop) => !old.stops.includes(stop))
  if (stops.length > 0) lead = { ...lead, stops: [...old.stops, ...stops] }
  for (const { group, level } of row.consents) {
    const before = lead.consents.find((consent) => consent.group === group)
    if (before && consentLevels.indexOf(level) >= consentLevels.indexOf(before.level)) continue
    // Where nothing was known, a refusal counts in any case, an agreement not when matches are skipped.
    if (!before && level !== 'none' && isRefusalsOnly) continue
    lead = { ...lead, consents: [...lead.consents.filter((consent) => consent !== before), { group, level }] }
  }
  for (const path of ['reach.email', 'reach.sms'])
    if (row.profile[path] === false && old.profile[path] !== false)
      lead = { ...lead, profile: { ...lead.profile, [path]: false } }
  return lead
}
