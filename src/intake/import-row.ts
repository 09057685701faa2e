import { type ProfileValue } from '../facts/profile.ts'
import { readMoment } from './date.ts'
import { type Field } from './field.ts'
import { type ImportPlan, importPlanOf, nameOf } from './import-plan.ts'
import { type ConsentGroup, type ImportedAddress, type ImportedEmail, type ImportedLead } from './imported-lead.ts'
import { type ImportedPhone } from './imported-lead.ts'
import { type LeadStanding } from './lead-row.ts'
import { type MappedColumn, type Mapping } from './mapping.ts'
import { readCountry, readRegion, readTimeZone } from './place.ts'
import { readDue } from './row.ts'
import { readEmails, readNumberList } from './row-contacts.ts'
import { readHistory } from './row-history.ts'
import { type RowContext, type RowInHand, cellOf, columnOf, keptLine, keptText, readCell } from './row-in-hand.ts'
import { lineIn, readNames } from './row-person.ts'
import { firstColumns, isBlank, surplusCell } from './row-plan.ts'
import { readConsents, statedReach } from './row-reach.ts'
import { readStanding } from './row-standing.ts'
import { readStops } from './row-stops.ts'
import { currencyOf, readFlag, readMoney, readPriority } from './value.ts'

/** A row is a lead, or nobody can be reached by it and the reason says so; warnings name column and value. */
export type ImportResult =
  | { readonly kind: 'lead'; readonly lead: ImportedLead; readonly warnings: readonly string[] }
  | { readonly kind: 'rejected'; readonly reason: string }

/**
 * A reader of rows for an import, by a mapping made for the purpose `import`. It throws at nothing that a cell may
 * hold, and the mapping being plain JSON it can be made anew in any thread. `dropped` are columns never kept.
 */
export function importReader(
  mapping: Mapping,
  context: RowContext,
  dropped: ReadonlySet<number> = new Set()
): (cells: readonly string[]) => ImportResult {
  const plan = importPlanOf(mapping, dropped)
  return (cells) => {
    const surplus = surplusCell(cells, mapping.width)
    if (surplus !== null) return { kind: 'rejected', reason: surplus }
    const warnings: string[] = []
    if (cells.length < mapping.width)
      warnings.push(`has ${cells.length} cells where the heading row has ${mapping.width}; the rest is taken as empty`)
    return leadOf({ cells, plan, context, first: firstColumns(plan, cells), warnings, leftOut: [] }, plan)
  }
}

function leadOf(row: RowInHand, plan: ImportPlan): ImportResult {
  const { phones, rawPhones, refusals } = readNumberList(row, plan)
  const externalId = keptLine(cellOf(row, 'id') ?? '') || null
  const emails = readEmails(row, plan, externalId !== null || phones.some((phone) => phone.isKey))
  const address = readAddress(row, plan)
  const profileUrls = { linkedin: linkIn(row, 'linkedin'), x: linkIn(row, 'x'), website: linkIn(row, 'website') }
  const isReachable =
    phones.length > 0 || emails.length > 0 || address.street !== '' || profileUrls.linkedin || profileUrls.x
  if (!isReachable) return { kind: 'rejected', reason: unreachable(refusals, row.warnings) }
  for (const each of refusals) row.warnings.push(`${each}; kept as text`)
  const stops = readStops(row)
  const past = plan.hasHistory ? readHistory(row) : {}
  const { lead: standing, everSpoken } = readStanding(row, past)
  const history = everSpoken === undefined ? past : { ...past, everSpoken }
  const first = phones.find((phone) => !phone.bad) ?? phones[0]
  // In this order: what the readers could not read is known when `other` is made.
  const lead: ImportedLead = {
    externalId,
    ...readNames(row),
    company: lineIn(row, 'company'),
    phones,
    rawPhones,
    emails,
    profileUrls,
    address,
    timeZone: readCell(row, 'timeZone', readTimeZone, 'not a time zone') ?? null,
    source: lineIn(row, 'origin') || null,
    ...readMailing(row),
    owner: lineIn(row, 'owner') || null,
    notes: joinedTexts(row, plan.notes, '\n'),
    profile: profileOf(row, standing, first, { emails, address, profileUrls }),
    consents: plan.hasConsents ? readConsentList(row) : [],
    stops,
    history,
    suspectedBlock: readCell(row, 'suspectedBlock', readFlag, 'neither yes nor no') ?? null,
    ...readDue(row),
    priority: readCell(row, 'priority', readPriority, 'not a priority') ?? null,
    other: otherOf(row, plan)
  }
  return { kind: 'lead', lead, warnings: row.warnings }
}

function unreachable(refusals: readonly string[], warnings: readonly string[]): string {
  const said = [...refusals, ...warnings].slice(0, 3).join('. ')
  return `nothing to reach this person by: no usable telephone number, e-mail address, postal address or profile${said && `. ${said}`}`
}

function readAddress(row: RowInHand, plan: ImportPlan): ImportedAddress {
  const [region, country] = [lineIn(row, 'region'), lineIn(row, 'country')]
  const street = [lineIn(row, 'address'), joinedTexts(row, plan.addressMore, ', ')].filter((line) => line !== '')
  const stated = readCell(row, 'country', readCountry, 'not a country that we know') ?? null
  const regionCode = region === '' ? null : readRegion(region, stated)
  return {
    street: keptLine(street.join(', ')),
    city: lineIn(row, 'city'),
    region,
    postalCode: lineIn(row, 'postalCode'),
    country,
    regionCode,
    countryCode: stated ?? regionCode?.slice(0, 2) ?? null
  }
}

function linkIn(row: RowInHand, field: 'linkedin' | 'x' | 'website'): string | null {
  const text = lineIn(row, field)
  if (text === '' || readFlag(text) === null) return text || null
  row.leftOut.push(columnOf(row, field)!)
  return null
}

function joinedTexts(row: RowInHand, columns: readonly MappedColumn[], between: string): string {
  const texts = new Set<string>()
  for (const { index } of columns) texts.add(keptText(row.cells[index] ?? ''))
  texts.delete('')
  return [...texts].join(between)
}

/** When the lead card was mailed and what the lead cost; the currency of the row is that of its cost too. */
function readMailing(row: RowInHand): Pick<ImportedLead, 'mailedOn' | 'cost'> {
  const { nowMs, zone } = row.context
  const dayFirst = columnOf(row, 'mailedOn')?.dayFirst ?? false
  const mailed = readCell(row, 'mailedOn', (text) => readMoment(text, { nowMs, zone, dayFirst }), 'not a date')
  const otherwise = columnOf(row, 'cost')?.currency ?? currencyOf(cellOf(row, 'currency') ?? '') ?? undefined
  const money = readCell(row, 'cost', (text) => readMoney(text, otherwise), 'not an amount of money')
  return {
    mailedOn: mailed?.day ?? null,
    cost: money === undefined ? null : { cents: money.cents, currency: money.currency ?? otherwise ?? null }
  }
}

type Reached = Pick<ImportedLead, 'address' | 'profileUrls'> & { readonly emails: readonly ImportedEmail[] }

/**
 * The facts that the row states. That a cell is empty says nothing here, other than on a call sheet: the lead may
 * have an address already, and no import takes it away.
 */
function profileOf(
  row: RowInHand,
  { id: _, ...standing }: LeadStanding,
  first: ImportedPhone | undefined,
  { emails, address, profileUrls }: Reached
): Readonly<Record<string, ProfileValue>> {
  const profile: Record<string, ProfileValue> = {}
  for (const [name, value] of Object.entries(standing))
    // Adding 0 turns -0 into 0.
    if (value !== '') profile[`lead.${name}`] = typeof value === 'number' ? value + 0 : value
  if ((cellOf(row, 'stage') ?? '').length > 80) row.leftOut.push(columnOf(row, 'stage')!)
  if (first?.kind) profile['number.kind'] = first.kind
  if (first?.lineType) profile['number.lineType'] = first.lineType
  if (emails.length > 0) profile['reach.email'] = true
  if (profileUrls.linkedin) profile['reach.linkedin'] = true
  if (profileUrls.x) profile['reach.x'] = true
  if (address.street !== '' || address.postalCode !== '') profile['reach.postal'] = true
  for (const [name, value] of Object.entries(statedReach(row, first?.lineType ?? undefined)))
    profile[`reach.${name}`] = value
  return profile
}

function readConsentList(row: RowInHand): ImportedLead['consents'] {
  const consents = readConsents(row)
  return groups.flatMap((group) => {
    const level = consents[group]
    return level === undefined ? [] : [{ group, level }]
  })
}

const groups: readonly ConsentGroup[] = ['voice', 'recordings', 'sms', 'email']

/** Every text that no field holds, under the heading of its column. */
function otherOf(row: RowInHand, plan: ImportPlan): Readonly<Record<string, string>> {
  const kept = new Map<string, string>()
  const counts = new Map<string, number>()
  const keep = (name: string, text: string): void => {
    if (text === '') return
    let free = name
    for (let count = counts.get(name) ?? 2; kept.has(free); count++) {
      free = `${name} (${count})`
      counts.set(name, count)
    }
    kept.set(free, text)
  }
  for (const { index, name } of plan.others) {
    const cell = row.cells[index]
    if (cell !== undefined && cell !== '' && !isBlank(cell)) keep(name, keptText(cell))
  }
  for (const column of plan.rivals) {
    const winner = columnOf(row, column.field)
    const text = keptText(row.cells[column.index] ?? '')
    if (winner && winner !== column && text !== keptText(row.cells[winner.index]!)) keep(columnName(column), text)
  }
  for (const column of new Set(row.leftOut))
    if (!asWritten.has(column.field)) keep(columnName(column), keptText(row.cells[column.index] ?? ''))
  return Object.fromEntries(kept)
}

/** Fields that the lead keeps as text too, beside what was understood of them. */
const asWritten: ReadonlySet<Field> = new Set<Field>(['country', 'origin'])

const columnName = ({ heading, index }: MappedColumn): string => nameOf(heading, index)
