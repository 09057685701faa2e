import { type Field } from './field.ts'
import { type Consent, type LeadFacts, type LeadNumber } from './lead-row.ts'
import { type MappedColumn } from './mapping.ts'
import { readConsent } from './choice.ts'
import { readCountry, readRegion, readTimeZone } from './place.ts'
import { quoted } from './phone.ts'
import { type RowInHand, cellOf, readCell, warn } from './row-in-hand.ts'
import { readFlag } from './value.ts'

type Reach = NonNullable<LeadFacts['reach']>
type Place = NonNullable<LeadFacts['place']>
type Consents = { voice?: Consent; recordings?: Consent; sms?: Consent; email?: Consent }

/** What we can reach the lead by; known only where the file has a column for it. */
export function readReach(
  row: RowInHand,
  number: LeadNumber
): { readonly reach: Reach; readonly email: string | null } {
  const email = emailOf(row)
  const reach: Reach = {}
  if (row.plan.has.has('email')) reach.email = email !== null
  Object.assign(reach, statedReach(row, number.lineType))
  if (row.plan.has.has('linkedin')) reach.linkedin = cellOf(row, 'linkedin') !== undefined
  if (row.plan.has.has('x')) reach.x = cellOf(row, 'x') !== undefined
  if (row.plan.has.has('address') || row.plan.has.has('postalCode'))
    reach.postal = (cellOf(row, 'address') ?? cellOf(row, 'postalCode')) !== undefined
  return { reach, email }
}

/** What opt-outs and the kind of line say of the channels, apart from the addresses that are there. */
export function statedReach(row: RowInHand, lineType: LeadNumber['lineType']): Reach {
  const reach: Reach = {}
  if (isYes(row, row.plan.emailOptOuts)) reach.email = false
  if (lineType === 'wireless') reach.sms = true
  if (lineType === 'landline') reach.sms = false
  if (isYes(row, row.plan.smsOptOuts)) reach.sms = false
  return reach
}

/** Where the lead is: the file's own columns, else the country of the number. */
export function readPlace(row: RowInHand, numberCountry: string | null): Place {
  const written = readCell(row, 'country', readCountry, 'not a country')
  const region = readCell(
    row,
    'region',
    (text) => readRegion(text, written ?? null),
    'not a state or province that we know'
  )
  const timeZone = readCell(row, 'timeZone', readTimeZone, 'not a time zone')
  const country = written ?? region?.slice(0, 2) ?? numberCountry
  const place: Place = {}
  if (country) place.country = country
  if (region) place.region = region
  if (timeZone) place.timeZone = timeZone
  return place
}

/** Consents per channel; an opt-out column for a channel outweighs an opt-in column. */
export function readConsents(row: RowInHand): Consents {
  const consent: Consents = {}
  for (const [field, channel] of channels) {
    const value = readCell(row, field, readConsent, 'no consent that we know')
    if (value !== undefined) consent[channel] = value
  }
  if (isYes(row, row.plan.smsOptOuts)) consent.sms = 'none'
  if (isYes(row, row.plan.emailOptOuts)) consent.email = 'none'
  return consent
}

const channels: readonly (readonly [Field, keyof Consents])[] = [
  ['consentVoice', 'voice'],
  ['consentRecordings', 'recordings'],
  ['consentSms', 'sms'],
  ['consentEmail', 'email']
]

/** Every column that a consent is made of. */
export const consentFields: readonly Field[] = [...channels.map(([field]) => field), 'smsOptOut', 'emailOptOut']

/** As with stops, a cell of an opt-out column that is not a plain no counts as yes. */
function isYes(row: RowInHand, columns: readonly MappedColumn[]): boolean {
  for (const column of columns) {
    const text = row.cells[column.index]
    if (text === undefined || text.trim() === '') continue
    if (/^\s*(?:opt(?:ed)?[ -]?out|unsub)/i.test(text) || readFlag(text) !== false) return true
  }
  return false
}

/** E-mail addresses in a cell, lower case, in their order and each once: "Ana <ana@example.com>; a.o@example.org". */
export function addressesIn(text: string, atMost: number): readonly string[] {
  if (EMAIL.test(text)) return [text.toLowerCase()]
  const found: string[] = []
  for (const part of text.slice(0, 1000).split(/[\s;,<>|]+/)) {
    const address = part.replace(/^mailto:/i, '').toLowerCase()
    if (address.length > 254 || !EMAIL.test(address) || found.includes(address)) continue
    found.push(address)
    if (found.length === atMost) break
  }
  return found
}

const EMAIL = /^[^\s@<>()",;:\\]{1,64}@(?:[^\s@<>()",;:\\.]+\.)+[^\s@<>()",;:\\.]{2,63}$/

function emailOf(row: RowInHand): string | null {
  const text = cellOf(row, 'email')
  if (text === undefined) return null
  const [address] = addressesIn(text, 1)
  if (address !== undefined) return address
  warn(row, 'email', `${quoted(text)} is not an e-mail address; left out`)
  return null
}
