import { civilOf } from '../clock/calendar.ts'
import { type Zone } from '../clock/zone.ts'
import { dayAt } from './date.ts'
import { type ImportedLead } from './imported-lead.ts'
import { type LeadHistory } from './lead-row.ts'
import { keptHeading } from './kept-heading.ts'
import { csvLine } from './spreadsheet-cell.ts'
import { minorDigits } from './value.ts'

/** How many columns an export needs for what leads have in any number. */
export type ExportShape = {
  readonly phones: number
  readonly emails: number
  /** Names of the columns that are kept as text. */
  readonly other: readonly string[]
}

/** The columns of an export: what an import reads back into the same lead, cells safe in a spreadsheet. */
export function exportHeadings(shape: ExportShape): string {
  return csvLine([
    ...columns.slice(0, CONTACTS_AT).map(([heading]) => heading),
    ...numbered('Phone', shape.phones),
    ...numbered('Email', shape.emails),
    ...columns.slice(CONTACTS_AT).map(([heading]) => heading),
    ...shape.other.map(keptHeading)
  ])
}

/** One lead as a line of CSV; `zone` is the clock by which days without a time are written and read back. */
export function exportLine(lead: ImportedLead, shape: ExportShape, zone: Zone): string {
  const cells = columns.map(([, cell]) => cell(lead, zone))
  return csvLine([
    ...cells.slice(0, CONTACTS_AT),
    ...phoneCells(lead, shape.phones),
    ...emailCells(lead, shape.emails),
    ...cells.slice(CONTACTS_AT),
    ...shape.other.map((name) => (Object.hasOwn(lead.other, name) ? lead.other[name]! : ''))
  ])
}

/** The shape that holds these leads too. */
export function shapeFor(shape: ExportShape, lead: ImportedLead): ExportShape {
  const more = Object.keys(lead.other).filter((name) => !shape.other.includes(name))
  return {
    phones: Math.max(shape.phones, lead.phones.length + lead.rawPhones.length),
    emails: Math.max(shape.emails, lead.emails.length),
    other: more.length === 0 ? shape.other : [...shape.other, ...more]
  }
}

/** A lead as one line of `leads --json` shows it. */
export function leadJson(lead: ImportedLead) {
  const { externalId, salutation, firstName, middleName, lastName, name, company, jobTitle } = lead
  return {
    ...{ externalId, salutation, firstName, middleName, lastName, name, company, jobTitle },
    phones: lead.phones.map(({ e164, ext, label, bad }) => ({ e164, ext, label, bad })),
    rawPhones: lead.rawPhones,
    emails: lead.emails.map(({ address }) => address),
    stops: lead.stops,
    ...{ profileUrls: lead.profileUrls, address: lead.address, timeZone: lead.timeZone, source: lead.source },
    mailedOn: lead.mailedOn === null ? null : dayText(lead.mailedOn),
    ...{ cost: lead.cost, owner: lead.owner, notes: lead.notes, profile: lead.profile, consents: lead.consents },
    other: lead.other
  }
}

type Column = readonly [heading: string, cell: (lead: ImportedLead, zone: Zone) => string]

const profile =
  (path: string) =>
  (lead: ImportedLead): string => {
    const value = lead.profile[path] ?? null
    return value === null ? '' : typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value)
  }
const past =
  (name: keyof LeadHistory) =>
  ({ history }: ImportedLead): string => {
    const value = history[name]
    return value === undefined ? '' : typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value)
  }
const consent =
  (of: string) =>
  ({ consents }: ImportedLead): string =>
    consents.find(({ group }) => group === of)?.level ?? ''

/** The contacts stand behind these many columns. */
const CONTACTS_AT = 8
const columns: readonly Column[] = [
  ['Record ID', (lead) => lead.externalId ?? ''],
  ['Salutation', (lead) => lead.salutation],
  ['First name', (lead) => lead.firstName],
  ['Middle name', (lead) => lead.middleName],
  ['Last name', (lead) => lead.lastName],
  ['Full name', (lead) => lead.name],
  ['Company', (lead) => lead.company],
  ['Job title', (lead) => lead.jobTitle],
  ['Line type', (lead) => lead.phones[0]?.lineType ?? ''],
  ['LinkedIn', (lead) => lead.profileUrls.linkedin ?? ''],
  ['X', (lead) => lead.profileUrls.x ?? ''],
  ['Website', (lead) => lead.profileUrls.website ?? ''],
  ['Street', (lead) => lead.address.street],
  ['City', (lead) => lead.address.city],
  ['State', (lead) => lead.address.region],
  ['Postal code', (lead) => lead.address.postalCode],
  ['Country', (lead) => lead.address.country],
  ['Time zone', (lead) => lead.timeZone ?? ''],
  ['Lead source', (lead) => lead.source ?? profile('lead.origin')(lead)],
  ['Mail date', (lead) => (lead.mailedOn === null ? '' : dayText(lead.mailedOn))],
  ['Cost per lead', ({ cost }) => (cost === null ? '' : money(cost.cents, cost.currency))],
  ['Owner', (lead) => lead.owner ?? ''],
  ['Stops', (lead) => lead.stops.join('; ')],
  ['Email opt out', (lead) => (lead.profile['reach.email'] === false ? 'yes' : '')],
  ['SMS opt out', (lead) => (isSmsStopped(lead) ? 'yes' : '')],
  ['Consent voice', consent('voice')],
  ['Consent recordings', consent('recordings')],
  ['Consent SMS', consent('sms')],
  ['Consent email', consent('email')],
  ['Stage', profile('lead.stage')],
  ['Relationship', profile('lead.relationship')],
  ['Market', profile('lead.market')],
  ['Interest', profile('lead.interest')],
  ['Preferred channel', profile('lead.preferredChannel')],
  ['Owes information', profile('lead.owesInformation')],
  ['Has news', profile('lead.hasNews')],
  ['List prequalified', profile('lead.listPrequalified')],
  ['Fit confirmed', profile('lead.fitConfirmed')],
  ['Fit score', profile('lead.fitScore')],
  ['Asked for number', profile('lead.askedForNumber')],
  ['Deal value', dealValue],
  ['Suspected block', (lead) => (lead.suspectedBlock === null ? '' : lead.suspectedBlock ? 'yes' : 'no')],
  ['Calls', past('calls')],
  ['Voicemails', past('voicemails')],
  ['Unanswered voicemails', past('unansweredVoicemails')],
  ['Days since voicemail', past('daysSinceVoicemail')],
  ['Calls since voicemail', past('callsSinceVoicemail')],
  ['Days since spoken', past('daysSinceSpoken')],
  ['Ever spoken', past('everSpoken')],
  ['Hours since call', past('hoursSinceCall')],
  ['Touches 7d', past('touches7d')],
  ['Touches 30d', past('touches30d')],
  ['Calls 24h', past('calls24h')],
  ['Callback', dueText],
  ['Priority', (lead) => (lead.priority === null ? '' : String(lead.priority))],
  ['Notes', (lead) => lead.notes]
]

function numbered(name: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, at) => at + 1).flatMap((order) =>
    order === 1 ? [name, `${name} kind`] : [`${name} ${order}`, `${name} kind ${order}`]
  )
}

/** Texts that are no number stand behind the numbers: they are refused again, for the same reason. */
function phoneCells({ phones, rawPhones }: ImportedLead, count: number): readonly string[] {
  const cells = phones.flatMap(({ e164, ext, label, bad }) => [
    ext === '' ? e164 : `${e164} x${ext}`,
    [label ?? '', bad ? 'wrong number' : ''].filter((word) => word !== '').join(', ')
  ])
  for (const { text } of rawPhones) cells.push(text, '')
  return padded(cells, count * 2)
}

function emailCells({ emails }: ImportedLead, count: number): readonly string[] {
  return padded(
    emails.flatMap(({ address, label }) => [address, label ?? '']),
    count * 2
  )
}

function padded(cells: readonly string[], length: number): readonly string[] {
  return Array.from({ length }, (_, at) => cells[at] ?? '')
}

/** A landline takes no texts without anybody having asked for it. */
function isSmsStopped({ profile, consents }: ImportedLead): boolean {
  const isRefused = consents.some(({ group, level }) => group === 'sms' && level === 'none')
  return profile['reach.sms'] === false && profile['number.lineType'] !== 'landline' && isRefused
}

function dealValue({ profile }: ImportedLead): string {
  const cents = profile['lead.dealValueCents']
  const currency = profile['lead.currency']
  return typeof cents === 'number' ? money(cents, typeof currency === 'string' ? currency : null) : ''
}

/** The currency comes first: behind the number the K of KRW would be a thousand. */
function money(cents: number, currency: string | null): string {
  const digits = minorDigits(currency)
  const text = String(cents).padStart(digits + 1, '0')
  const amount = digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`
  return currency === null ? amount : `${currency} ${amount}`
}

function dueText({ dueAtMs, dueHasTime }: ImportedLead, zone: Zone): string {
  if (dueAtMs === null) return ''
  return dueHasTime ? instantText(dueAtMs) : dayText(dayAt(dueAtMs, zone))
}

function instantText(epochMs: number): string {
  const minutes = Math.floor(epochMs / 60_000)
  const seconds = Math.floor(epochMs / 1000) - minutes * 60
  const day = Math.floor(minutes / 1440)
  const ofDay = minutes - day * 1440
  return `${dayText(day)}T${two(Math.floor(ofDay / 60))}:${two(ofDay % 60)}:${two(seconds)}Z`
}

function dayText(day: number): string {
  const { year, month, day: date } = civilOf(day)
  return `${year}-${two(month)}-${two(date)}`
}

const two = (value: number): string => String(value).padStart(2, '0')
