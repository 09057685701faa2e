import { type ImportPlan } from './import-plan.ts'
import {
  type ImportedEmail,
  type ImportedLead,
  type ImportedPhone,
  type PhoneLabel,
  emailLabels,
  phoneLabels
} from './imported-lead.ts'
import { type LeadNumber } from './lead-row.ts'
import { type NoPhone, type ReadPhone, isNanp, quoted, readPhone, readPhones } from './phone.ts'
import { readCountry } from './place.ts'
import { type RowInHand, cellOf, keptText, trimmed } from './row-in-hand.ts'
import { type Listed, extensionOf, judgedNumbers, listNumbers, refusal } from './row-numbers.ts'
import { addressesIn } from './row-reach.ts'

export type Phones = Pick<ImportedLead, 'phones' | 'rawPhones'> & { readonly refusals: readonly string[] }

/** More numbers than any list has for one person; a lead is not made of ten thousand columns. */
const PHONES_MAX = 20
const EMAILS_MAX = 20

/** All numbers of a row, each once, and the texts that are none. */
export function readNumberList(row: RowInHand, plan: ImportPlan): Phones {
  const { listed, refused } = listNumbers(row, reader(row))
  const numbers = listed.length === 0 ? [] : judgedNumbers(row, listed)
  const phones = listed.slice(0, PHONES_MAX).map((one, at) => phoneOf(row, plan, one, numbers[at]!, at))
  const surplus = listed.slice(PHONES_MAX).map(({ phone }) => ({
    text: phone.e164,
    reason: `is one more than the ${PHONES_MAX} that a lead may have`
  }))
  const raw = refused.map(({ phone }) => ({ text: keptText(phone.text), reason: phone.reason }))
  const extension = cellOf(row, 'extension')
  if (extension !== undefined && phones[0]?.ext !== extension.replace(/^\D+/, ''))
    row.leftOut.push(row.plan.columns.find((column) => column.field === 'extension')!)
  return {
    phones,
    rawPhones: [...raw.filter(({ text }) => text !== ''), ...surplus].slice(0, PHONES_MAX),
    refusals: refused.slice(0, PHONES_MAX).map(refusal)
  }
}

/**
 * How this row writes numbers: behind the country code of a column of its own, as VICIdial has it; else by the
 * country that the row names, else by that of the list. Three, three and four digits are North American first.
 */
function reader(row: RowInHand): (cell: string) => readonly (ReadPhone | NoPhone)[] {
  const { country } = row.context
  const code = (cellOf(row, 'phoneCode') ?? '').replace(/^(?:\+|00)/, '')
  const stated = readCountry(cellOf(row, 'country') ?? '') ?? country
  if (code === '' && stated === country) return (cell) => readPhones(cell, country)
  return (cell) => {
    if (INTERNATIONAL.test(cell)) return readPhones(cell, country)
    if (code === '1') return readPhones(cell, isNanp(country) ? country : 'US')
    const coded = /^\d{1,4}$/.test(code) ? readPhone(`+${code} ${cell.trim()}`, country) : null
    if (coded?.kind === 'phone') return [coded]
    const isFirst = stated === country || (NANP_SHAPE.test(cell) && isNanp(country) && !isNanp(stated))
    const read = readPhones(cell, isFirst ? country : stated)
    return isFirst || read.some((phone) => phone.kind === 'phone') ? read : readPhones(cell, country)
  }
}

const INTERNATIONAL = /^[\s'=("]*(?:\+|00|011)/
const NANP_SHAPE = /^\s*\(?\d{3}\)?[\s.-]*\d{3}[\s.-]\d{4}(?!\d)/

function phoneOf(row: RowInHand, plan: ImportPlan, one: Listed, number: Listed['number'], at: number): ImportedPhone {
  let label: PhoneLabel | null = null
  let isWrong = number.bad
  for (const { index } of one.columns) {
    const kind = wordsOf(row, plan, index)
    const found = kind.find(isPhoneLabel) ?? plan.phoneLabels.get(index) ?? null
    // A number that is also the company's belongs to all who work there.
    if (label === null || found === 'company') label = found
    if (kind.includes('wrong number')) isWrong = true
  }
  // What the line type column says; a number of a mobile column is wireless only as long as that is its label.
  const stated = number.lineType === one.number.lineType ? null : number.lineType
  return {
    e164: number.e164,
    ext: extensionOf(row, one.phone, at),
    label,
    kind: label === null ? null : kinds[label],
    lineType: stated ?? one.phone.lineType ?? (label === 'mobile' ? 'wireless' : null),
    isKey: label !== 'company' && !one.phone.tollFree,
    bad: isWrong
  }
}

const kinds: Readonly<Record<PhoneLabel, NonNullable<LeadNumber['kind']> | null>> = {
  work: 'business',
  mobile: 'mobile',
  home: 'home',
  company: 'business',
  other: null
}

const isPhoneLabel = (word: string): word is PhoneLabel => (phoneLabels as readonly string[]).includes(word)

/** The words of the column that speaks of a number or address: "work, wrong number". */
function wordsOf(row: RowInHand, plan: ImportPlan, index: number): readonly string[] {
  const column = plan.kindColumns.get(index)
  const text = column === undefined ? undefined : row.cells[column]
  return text
    ? text
        .slice(0, 100)
        .toLowerCase()
        .split(/\s*,\s*/)
    : []
}

/** All e-mail addresses of a row, each once; `hasKey` = something else tells this lead from others. */
export function readEmails(row: RowInHand, plan: ImportPlan, hasKey: boolean): readonly ImportedEmail[] {
  const emails: ImportedEmail[] = []
  for (const column of plan.emails) {
    const cell = row.cells[column.index]
    if (cell === undefined || cell === '' || cell.trim() === '') continue
    const found = addressesIn(trimmed(cell), EMAILS_MAX)
    if (found.length === 0) {
      row.leftOut.push(column)
      row.warnings.push(`${column.heading}: ${quoted(cell)} is not an e-mail address; kept as text`)
    }
    const label =
      emailLabels.find((word) => wordsOf(row, plan, column.index).includes(word)) ??
      plan.emailLabels.get(column.index) ??
      null
    for (const address of found)
      if (emails.length < EMAILS_MAX && !emails.some((email) => email.address === address))
        emails.push({ address, label, isKey: !ROLE.test(address) })
  }
  return hasKey || emails.some((email) => email.isKey) ? emails : emails.map((email) => ({ ...email, isKey: true }))
}

/** Addresses that are read by whoever is in: of RFC 2142 and as small firms have them. */
const ROLE =
  /^(?:info|sales|office|contact|hello|hi|admin|administration|support|mail|team|service|help|helpdesk|enquir(?:y|ies)|inquir(?:y|ies)|customerservice|marketing|billing|accounts?|accounting|jobs|hr|careers|reception|frontdesk|webmaster|postmaster|noreply|no-reply|kontakt|buero|verkauf|vertrieb|contacto|ventas|accueil|bonjour|verkoop)@/
