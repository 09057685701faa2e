import { type Place, candidateZones } from '../clock/place.ts'
import { type Zone } from '../clock/zone.ts'
import { type ProfileValue } from '../facts/profile.ts'
import { type Consent, type LeadHistory, type LeadNumber, type Stop } from './lead-row.ts'

/**
 * One lead of a file as an import keeps it: everything the row says, in the form in which the store compares and
 * decides, and every text that no field understood. Empty text and null mean that the file does not say.
 * Texts are free of NUL and of halves of characters; those of one line hold no control characters.
 */
export type ImportedLead = {
  /** As written but for blanks around it: ids are compared with their case. */
  readonly externalId: string | null
  readonly salutation: string
  readonly firstName: string
  readonly middleName: string
  readonly lastName: string
  /** The whole name where the file has no parts of it; "Last, First" is parted, nothing else is guessed. */
  readonly name: string
  readonly company: string
  readonly jobTitle: string
  /** Each once, in dialling order but for the bad ones, which are passed over. */
  readonly phones: readonly ImportedPhone[]
  /** Texts in telephone columns that are no number, with the reason that completes "the phone number …". */
  readonly rawPhones: readonly { readonly text: string; readonly reason: string }[]
  readonly emails: readonly ImportedEmail[]
  readonly profileUrls: { readonly linkedin: string | null; readonly x: string | null; readonly website: string | null }
  readonly address: ImportedAddress
  /** IANA name, where a column gives it. */
  readonly timeZone: string | null
  /** The source as the file names it; what kind of source that is stands in `profile` as lead.origin. */
  readonly source: string | null
  /** The day a lead card was mailed, days since 1970-01-01. */
  readonly mailedOn: number | null
  /** What the lead cost, in minor units; the currency null where the file names none. */
  readonly cost: { readonly cents: number; readonly currency: string | null } | null
  /** The rep, by name or e-mail as the file has it. */
  readonly owner: string | null
  /** Notes columns one below the other, with their line breaks. */
  readonly notes: string
  /** What a `profile` signal in the log would say, by path; every pair passes `profileProblem`. */
  readonly profile: Readonly<Record<string, ProfileValue>>
  readonly consents: readonly { readonly group: ConsentGroup; readonly level: Consent }[]
  readonly stops: readonly Stop[]
  readonly history: LeadHistory
  readonly suspectedBlock: boolean | null
  /** A callback that was promised or asked for, epoch milliseconds; without a time, the local midnight of its day. */
  readonly dueAtMs: number | null
  readonly dueHasTime: boolean
  readonly priority: number | null
  /** Columns that no field knows, further columns of one field, and cells that were not understood, by heading. */
  readonly other: Readonly<Record<string, string>>
}

export type ConsentGroup = 'voice' | 'recordings' | 'sms' | 'email'

export type ImportedPhone = {
  readonly e164: string
  /** Digits to press after the number answers; empty when there are none. */
  readonly ext: string
  readonly label: PhoneLabel | null
  /** Whose phone it is, as far as the label says. */
  readonly kind: LeadNumber['kind'] | null
  readonly lineType: LeadNumber['lineType'] | null
  /** Whether two leads with it are one: not with a switchboard, an assistant's number or a toll-free one. */
  readonly isKey: boolean
  /** Known to be wrong. */
  readonly bad: boolean
}

export const phoneLabels = ['work', 'mobile', 'home', 'company', 'other'] as const
export type PhoneLabel = (typeof phoneLabels)[number]

export type ImportedEmail = {
  /** Lower case, shown so too: no provider tells addresses apart by case, and one form cannot disagree with itself. */
  readonly address: string
  readonly label: EmailLabel | null
  /** False for an address of a role (info@, sales@), unless it is all by which the lead can be known again. */
  readonly isKey: boolean
}

export const emailLabels = ['work', 'home', 'company', 'other'] as const
export type EmailLabel = (typeof emailLabels)[number]

export type ImportedAddress = {
  /** All lines of it, joined by commas. */
  readonly street: string
  readonly city: string
  /** As written; `regionCode` is its ISO 3166-2 form where we know it, `countryCode` ISO 3166-1. */
  readonly region: string
  readonly postalCode: string
  readonly country: string
  readonly regionCode: string | null
  /** Of the country column, else of the region. */
  readonly countryCode: string | null
}

/** Where the lead is as far as the file says; the first number's area code comes to it in `zonesOf`. */
export function placeOf({ address, timeZone }: ImportedLead): Place {
  return { country: address.countryCode, region: address.regionCode, timeZone }
}

/** Every zone the lead may be in: of the address and of the number that is dialled first. */
export function zonesOf(lead: ImportedLead, fallback: Zone): readonly Zone[] {
  const first = lead.phones.find((phone) => !phone.bad) ?? lead.phones[0]
  return candidateZones(placeOf(lead), first?.e164 ?? null, fallback)
}
