import { addressesIn } from '../../intake/row-reach.ts'
import { readPhone } from '../../intake/phone.ts'
import { Complaint } from '../command/complaint.ts'
import {
  ACCOUNT_KIND,
  DOMAIN_KIND,
  EMAIL_KIND,
  EVERYTHING_KEY,
  EVERYTHING_KIND,
  LEAD_KIND,
  PHONE_KIND,
  accountKey,
  domainKey,
  leadKey
} from '../store/suppression.ts'
import { EMAIL, PHONE, valueHash } from '../store/value-hash.ts'

/** What may be kept out. */
export type Subject =
  | { readonly kind: 'number' | 'email' | 'domain'; readonly value: string }
  | { readonly kind: 'account'; readonly id: number; readonly name: string }
  | { readonly kind: 'lead'; readonly id: number }
  | { readonly kind: 'everything' }

/** How a subject stands in table suppression. */
export type Stored = { readonly kind: number; readonly key: number; readonly value: string }

export function storedAs(subject: Subject): Stored {
  switch (subject.kind) {
    case 'number':
      return { kind: PHONE_KIND, key: valueHash(PHONE, subject.value), value: subject.value }
    case 'email':
      return { kind: EMAIL_KIND, key: valueHash(EMAIL, subject.value), value: subject.value }
    case 'domain':
      return { kind: DOMAIN_KIND, key: domainKey(subject.value), value: subject.value }
    case 'account':
      return { kind: ACCOUNT_KIND, key: accountKey(subject.id), value: `account ${subject.id}` }
    case 'lead':
      return { kind: LEAD_KIND, key: leadKey(subject.id), value: `lead ${subject.id}` }
    case 'everything':
      return { kind: EVERYTHING_KIND, key: EVERYTHING_KEY, value: '' }
  }
}

export function subjectWords(subject: Subject): string {
  switch (subject.kind) {
    case 'number':
    case 'email':
    case 'domain':
      return `the ${subject.kind === 'email' ? 'address' : subject.kind} ${subject.value}`
    case 'account':
      return `the firm ${subject.name}`
    case 'lead':
      return `lead ${subject.id}`
    case 'everything':
      return 'everything'
  }
}

/** A number as a person writes it, as it is stored; throws a complaint of wrong usage. */
export function numberOf(text: string, country: string): string {
  const read = readPhone(text, country)
  if (read.kind === 'phone') return read.e164
  throw new Complaint(`--number ${shown(text)}: ${read.reason}`, 2)
}

/** One address, as it is stored. */
export function emailOf(text: string): string {
  const said = text.trim().toLowerCase()
  const [address, ...more] = addressesIn(said, 2)
  if (address === said && more.length === 0 && !/[\p{Cc}\p{Cf}]/u.test(said)) return address
  throw new Complaint(`--email ${shown(text)}: must be one e-mail address, such as ana@example.com`, 2)
}

const LABEL = /^[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}-]{0,61}[\p{L}\p{N}\p{M}])?$/u

/** A domain as it stands behind the @ of stored addresses; what is below it goes with it. */
export function domainOf(text: string): string {
  const said = text.trim().normalize('NFC').toLowerCase().replace(/^@/, '').replace(/\.$/, '')
  const labels = said.split('.')
  const isDomain = labels.length >= 2 && said.length <= 253 && labels.every((label) => LABEL.test(label))
  if (isDomain && !/^\d+$/.test(labels.at(-1)!)) return said
  throw new Complaint(`--domain ${shown(text)}: must be a domain such as example.com`, 2)
}

/** What somebody typed, as far as a sentence needs it: a line, and no signs that move a terminal. */
function shown(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim()
  return `"${line.length > 60 ? `${line.slice(0, 59)}…` : line}"`
}
