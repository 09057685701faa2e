import {
  type FirmArea,
  firmAreas,
  firmOwners,
  firmRemarks,
  firmSources,
  firmStages,
  firmStreets,
  industries,
  jobTitles
} from './firm-words.ts'
import { type Dice, dated, diceOf, grouped, notation, plain } from './invented-lead.ts'
import { companies, companyEnds, firstNames, lastNames } from './invented-words.ts'

/** The columns of the firm's export: those of its CRM, and some that it added. */
export const FIRM_HEADINGS: readonly string[] =
  'Lead ID|First Name|Last Name|Job Title|Company|Industry|Segment|Source|Status|Rating|Phone|Mobile|Company phone|Ext|Line type|Email|Street|City|State|Country|Deal value|Currency|Fit confirmed|Lead score|Calls|Last call|Voicemails|Last voicemail|Last conversation|Promised callback|Waiting for information|New offer|Preferred channel|LinkedIn|Do not call|Opted out|SMS opt-in|Call consent|Recording consent|Cost per lead|Mail date|Owner|Notes'.split(
    '|'
  )

type Cells = Readonly<Record<string, string>>
/** Somebody on the list before the mess: what rows about them have in common. */
type Someone = {
  readonly isBusiness: boolean
  readonly first: string
  readonly last: string
  readonly company: string
  readonly area: FirmArea
  readonly line: number
  readonly street: string
}

const DAY_MS = 86_400_000
const SEED = 7
const MIX = 29

/** One row of the firm's list, the same for the same place and instant. */
export function firmRow(index: number, nowMs: number): readonly string[] {
  const odd = oddOf(index)
  const written =
    odd === 'again' ? againRow(index, nowMs) : odd === null ? plainRow(index, nowMs) : brokenRow(index, odd)
  const cells = FIRM_HEADINGS.map((heading) => written[heading] ?? '')
  // Somebody joined two exports by hand: a comma in a remark without quotes has moved this row by a cell.
  return odd === 'moved' ? [...cells, 'see mail'] : cells
}

type Odd = 'again' | 'noPhone' | 'scientific' | 'short' | 'error' | 'moved'

/** Of a hundred rows two are somebody again, one and a half are nobody: what every list has. */
function oddOf(index: number): Odd | null {
  const broken: Readonly<Record<number, Odd>> = {
    41: 'noPhone',
    88: 'scientific',
    143: 'short',
    187: 'error',
    199: 'moved'
  }
  if (index % 50 === 33 && index > 50) return 'again'
  return broken[index % 250] ?? null
}

function someoneAt(index: number): Someone {
  const dice = diceOf(SEED, index)
  const isBusiness = dice.is(0.58)
  const first = firstNames[dice.below(firstNames.length)]!
  const last = lastNames[dice.below(lastNames.length)]!
  const company = `${companies[dice.below(companies.length)]} ${companyEnds[dice.below(companyEnds.length)]}`
  const area = firmAreas[(index * MIX) % firmAreas.length]!
  // 37 and 50 share no factor: fifty rows of an area have fifty numbers, in no order that shows.
  const line = 100 + ((Math.floor(index / firmAreas.length) * 37 + firmAreas.indexOf(area) * 11) % 50)
  const street = `${1 + dice.below(240)} ${firmStreets[dice.below(firmStreets.length)]}`
  const me = { isBusiness, first, last, company: isBusiness ? company : '', area, line, street }
  const before = index % 12 === 7 ? someoneAt(index - 1) : null
  if (before === null || oddOf(index - 1) !== null) return me
  // The next row may be a colleague at the same firm, or somebody at the same home with the same telephone.
  const { company: theirs, area: there, street: same } = before
  if (before.isBusiness)
    return {
      ...me,
      isBusiness: true,
      company: theirs,
      area: there,
      line: before.line + 50,
      street: same
    }
  return { ...before, first: firstNames[(firstNames.indexOf(before.first) + 11) % firstNames.length]! }
}

function plainRow(index: number, nowMs: number): Cells {
  const dice = diceOf(SEED + 1, index)
  const who = someoneAt(index)
  const status = firmStages[dice.below(firmStages.length)]!
  const source = sourceOf(dice, who)
  return {
    ...namesOf(dice, who, index),
    ...numbersOf(dice, who, index % 12 === 6 || index % 12 === 7),
    ...placeOf(dice, who),
    ...standingOf(dice, who, source),
    ...pastOf(dice, status, nowMs),
    ...permissionsOf(dice),
    Source: source,
    Status: status,
    'Cost per lead': /Facebook|Google|Web form/.test(source) ? `$${12 + dice.below(50)}` : '',
    'Mail date': /card|Mailer/.test(source) ? dated(dice, nowMs - (20 + dice.below(60)) * DAY_MS, false) : '',
    Owner: firmOwners[dice.below(firmOwners.length)]!,
    Notes: dice.is(0.2) ? firmRemarks[dice.below(firmRemarks.length)]! : ''
  }
}

/** Somebody from an earlier row, typed in again by a colleague in other letters. */
function againRow(index: number, nowMs: number): Cells {
  const before = plainRow(index - 9, nowMs)
  const dice = diceOf(SEED + 2, index)
  const who = someoneAt(index - 9)
  return {
    'First Name': who.first.toLowerCase(),
    'Last Name': who.last.toUpperCase(),
    Company: before['Company'] ?? '',
    Phone: notation(dice, who.area.code, who.line),
    Email: before['Email'] ?? '',
    Source: before['Source'] ?? '',
    Segment: before['Segment'] ?? '',
    Notes: 'Typed in again at the fair'
  }
}

/** A row by which nobody can be reached. */
function brokenRow(index: number, odd: Odd): Cells {
  const { first, last, company, area } = someoneAt(index)
  const phones: Readonly<Record<Odd, string>> = {
    again: '',
    noPhone: '',
    scientific: `${area.code[0]}.${area.code.slice(1)}555E+09`,
    short: `555-0${100 + (index % 100)}`,
    error: '#REF!',
    moved: `${area.code}-555-0199`
  }
  return {
    'Lead ID': idOf(index),
    'First Name': first,
    'Last Name': last,
    Company: company,
    Phone: phones[odd],
    City: area.city,
    Status: 'New'
  }
}

const idOf = (index: number): string => `F-${20_001 + index}`

function namesOf(dice: Dice, who: Someone, index: number): Cells {
  const style = dice.below(24)
  const cased = (text: string): string => (style === 0 ? text.toUpperCase() : style === 1 ? text.toLowerCase() : text)
  const address = `${plain(who.first)}.${plain(who.last)}.${index}@example.${['com', 'org', 'net'][dice.below(3)]}`
  return {
    'Lead ID': idOf(index),
    'First Name': cased(who.first),
    'Last Name': cased(who.last),
    'Job Title': who.isBusiness ? jobTitles[dice.below(jobTitles.length)]! : '',
    Company: who.company,
    Industry: who.isBusiness ? industries[companyEnds.findIndex((end) => who.company.endsWith(end))]! : '',
    Segment: dice.is(0.92) ? (who.isBusiness ? 'B2B' : 'Residential') : '',
    Email: dice.is(who.isBusiness ? 0.85 : 0.6) ? address : dice.is(0.03) ? 'none' : '',
    LinkedIn: who.isBusiness && dice.is(0.45) ? `https://www.linkedin.com/in/example-firm-${index}` : ''
  }
}

/** The upper fifty numbers of an area are second ones, and those of colleagues, who then have no second one. */
function numbersOf(dice: Dice, { isBusiness, area, line }: Someone, isPaired: boolean): Cells {
  const hasMobile = !isBusiness && dice.is(0.55)
  const phone = notation(dice, area.code, line)
  const extension = isBusiness && dice.is(0.2) ? String(10 + dice.below(890)) : ''
  const isInside = extension !== '' && dice.is(0.4)
  return {
    [hasMobile ? 'Mobile' : 'Phone']: isInside ? `${phone} x${extension}` : phone,
    ...(isBusiness && !isPaired && dice.is(0.25) ? { Mobile: notation(dice, area.code, line + 50) } : null),
    'Company phone': isBusiness && dice.is(0.3) ? notation(dice, '800', 100 + ((line * 7) % 100)) : '',
    Ext: isInside ? '' : extension,
    'Line type': dice.is(0.4) ? (hasMobile ? 'Mobile' : isBusiness && dice.is(0.4) ? 'VoIP' : 'Landline') : ''
  }
}

function placeOf(dice: Dice, { area, street, isBusiness }: Someone): Cells {
  return {
    Street: dice.is(isBusiness ? 0.3 : 0.5) ? street : '',
    City: area.city,
    State: dice.is(0.93) ? area.state : '',
    Country: area.country === 'CA' ? 'Canada' : dice.is(0.5) ? 'US' : ''
  }
}

function sourceOf(dice: Dice, { isBusiness }: Someone): string {
  const sources = isBusiness ? firmSources.business : firmSources.home
  return sources[dice.below(sources.length)]!
}

function standingOf(dice: Dice, who: Someone, source: string): Cells {
  const value = Math.round(who.isBusiness ? 1800 * 50 ** dice.next() : 300 * 14 ** dice.next())
  const money = [`$${grouped(value)}`, String(value), `$${grouped(value)}.00`, `${(value / 1000).toFixed(1)}k`]
  return {
    'Deal value': dice.is(0.75) ? money[dice.below(money.length)]! : dice.is(0.02) ? 'tbd' : '',
    Currency: who.area.country === 'CA' ? 'CAD' : dice.is(0.3) ? 'USD' : '',
    Rating: dice.is(0.3) ? ['Hot', 'Warm', 'Cold'][dice.below(3)]! : '',
    'Fit confirmed': /qualified/.test(source) || dice.is(0.3) ? (dice.is(0.8) ? 'Yes' : 'No') : '',
    'Lead score': dice.is(0.35) ? String(15 + dice.below(85)) : '',
    'New offer': dice.is(0.1) ? 'yes' : '',
    'Preferred channel': dice.is(0.12) ? ['Phone', 'Email', 'Text', 'LinkedIn', 'Letter'][dice.below(5)]! : ''
  }
}

/** What was done before: nothing for a fresh lead, calls and messages for one that was tried, a talk for the others. */
function pastOf(dice: Dice, status: string, nowMs: number): Cells {
  const hasSpoken = !['New', 'Attempting', 'Left voicemail'].includes(status)
  const calls = status === 'New' ? (dice.is(0.9) ? 0 : 1) : 1 + dice.below(6)
  if (calls === 0) return { Calls: dice.is(0.3) ? '0' : '' }
  const voicemails = status === 'Left voicemail' ? 1 + dice.below(Math.min(calls, 3)) : Math.min(calls, dice.below(3))
  const lastCall = 2 + dice.next() ** 2 * 80
  const when = (age: number): string => dated(dice, nowMs - age * DAY_MS)
  return {
    Calls: String(calls),
    'Last call': dice.is(0.01) ? 'last week' : when(lastCall),
    Voicemails: String(Math.min(calls, voicemails)),
    'Last voicemail': voicemails === 0 ? '' : when(lastCall + (dice.is(0.6) ? 0 : dice.next() * 12)),
    'Last conversation': hasSpoken ? when(lastCall + dice.next() * (status === 'Nurture' ? 160 : 25)) : '',
    // "In the new year", most of them say.
    'Promised callback': hasSpoken && dice.is(0.2) ? dated(dice, nowMs + (42 + dice.below(20)) * DAY_MS, true) : '',
    'Waiting for information': hasSpoken && dice.is(0.15) ? 'yes' : ''
  }
}

function permissionsOf(dice: Dice): Cells {
  const consents = ['', '', '', '', 'No', 'Implied', 'Express', 'Express written', 'Yes']
  return {
    'Do not call': dice.is(0.03) ? ['TRUE', 'yes', 'X'][dice.below(3)]! : dice.is(0.2) ? 'FALSE' : '',
    'Opted out': dice.is(0.015) ? 'Yes' : '',
    'SMS opt-in': dice.is(0.3) ? (dice.is(0.6) ? 'Yes' : 'No') : '',
    'Call consent': consents[dice.below(consents.length)]!,
    'Recording consent': dice.is(0.2) ? consents[4 + dice.below(5)]! : ''
  }
}
