import { civilOf } from '../src/clock/calendar.ts'
import { areas, companies, companyEnds, firstNames, lastNames, notes, sources, stages } from './invented-words.ts'

/** The columns of an invented export, as HubSpot and Salesforce name theirs when a team adds its own. */
export const HEADINGS: readonly string[] = [
  ...[
    'Record ID',
    'First Name',
    'Last Name',
    'Company',
    'Email',
    'Phone',
    'Mobile',
    'Work phone',
    'Extension',
    'City',
    'State',
    'Country'
  ],
  ...[
    'Preferred time zone',
    'Customer type',
    'Lead source',
    'Stage',
    'Interest',
    'Deal value',
    'Fit confirmed',
    'Fit score'
  ],
  ...['Calls made', 'Last call', 'Voicemails left', 'Last voicemail', 'Last conversation', 'Promised callback'],
  ...[
    'Waiting for information',
    'New offer',
    'Preferred channel',
    'Line type',
    'LinkedIn',
    'Do not call',
    'Opted out',
    'SMS opt-in'
  ],
  ...['Call consent', 'Recording consent', 'Notes']
]

export type Dice = {
  readonly next: () => number
  readonly below: (count: number) => number
  readonly is: (share: number) => boolean
}

/** One row of the list: the same for the same index, seed and instant, whatever was written before it. */
export function inventedRow(index: number, seed: number, nowMs: number): readonly string[] {
  const odd = oddRow(index)
  if (odd === 'duplicate')
    return inventedRow(index - 7, seed, nowMs).map((cell, at) => (at === 0 ? String(100_001 + index) : cell))
  const dice = diceOf(seed, index)
  const business = dice.is(0.62)
  const past = pastOf(dice, nowMs)
  const who = personOf(dice, business, index)
  const numbers = odd === null ? numbersOf(dice, who.area, business, index) : { ...badNumbers[odd], extension: '' }
  const cells = {
    ...who.cells,
    ...numbers,
    ...past,
    ...standingOf(dice, business, past.Stage),
    ...permissionsOf(dice, past.Stage)
  }
  const written: Readonly<Record<string, string>> = {
    'Record ID': String(100_001 + index),
    ...cells,
    Extension: numbers.extension
  }
  return HEADINGS.map((heading) => written[heading] ?? '')
}

type Odd = 'noPhone' | 'scientific' | 'short' | 'duplicate'

/** A few rows in every three hundred are what every real list has: nothing to dial, ruined digits, people twice. */
function oddRow(index: number): Odd | null {
  const at = index % 320
  if (at === 41 || at === 207) return 'noPhone'
  if (at === 88) return 'scientific'
  if (at === 256) return 'short'
  return at === 119 || at === 173 || at === 301 ? 'duplicate' : null
}

const badNumbers: Readonly<Record<Exclude<Odd, 'duplicate'>, Readonly<Record<string, string>>>> = {
  noPhone: { Phone: '' },
  scientific: { Phone: '3.05555E+09' },
  short: { Phone: '555-0142' }
}

function personOf(dice: Dice, business: boolean, index: number) {
  const area = areas[dice.below(areas.length)]!
  const first = firstNames[dice.below(firstNames.length)]!
  const last = lastNames[dice.below(lastNames.length)]!
  const style = dice.below(20)
  const cased = (text: string): string => (style === 0 ? text.toUpperCase() : style === 1 ? text.toLowerCase() : text)
  const address = `${plain(first)}.${plain(last)}${index}@example.${['com', 'org', 'net'][dice.below(3)]}`
  const company = `${companies[dice.below(companies.length)]} ${companyEnds[dice.below(companyEnds.length)]}`
  return {
    area,
    cells: {
      'First Name': cased(first),
      'Last Name': cased(last),
      Company: business ? company : '',
      Email: dice.is(0.78) ? address : dice.is(0.06) ? 'none given' : '',
      City: area.city,
      State: dice.is(0.85) ? (dice.is(0.25) ? area.stateName : area.state) : '',
      Country:
        area.country === 'US'
          ? dice.is(0.6)
            ? 'United States'
            : ''
          : area.country === 'CA'
            ? 'Canada'
            : 'United Kingdom',
      'Preferred time zone': dice.is(0.3) ? area.zone : '',
      LinkedIn: business && dice.is(0.5) ? `https://www.linkedin.com/in/example-${index}` : ''
    }
  }
}

export function plain(name: string): string {
  return name
    .normalize('NFD')
    .replace(/[^A-Za-z]/g, '')
    .toLowerCase()
}

type Area = (typeof areas)[number]

function numbersOf(dice: Dice, area: Area, business: boolean, index: number) {
  const line = 100 + ((index * 37 + dice.below(11)) % 100)
  const code = dice.is(0.02) && area.country === 'US' ? ['800', '888', '877', '866'][dice.below(4)]! : area.code
  const phone = area.country === 'GB' ? british(dice, line) : notation(dice, code, line)
  const mobile = notation(dice, area.code, 100 + ((line + 41) % 100))
  const hasExtension = business && area.country !== 'GB' && dice.is(0.16)
  const inPhone = hasExtension && dice.is(0.6)
  const extended = inPhone ? `${phone}${[' x', ' ext. ', ' #'][dice.below(3)]}${10 + dice.below(890)}` : phone
  const twoInOne =
    dice.is(0.03) && area.country !== 'GB'
      ? `${phone} / ${notation(dice, area.code, 100 + ((line + 17) % 100))}`
      : extended
  const column =
    area.country === 'GB'
      ? 'Phone'
      : business
        ? dice.is(0.4)
          ? 'Work phone'
          : 'Phone'
        : dice.is(0.45)
          ? 'Mobile'
          : 'Phone'
  return {
    [column]: twoInOne,
    ...(column !== 'Mobile' && area.country !== 'GB' && dice.is(0.3) ? { Mobile: mobile } : null),
    extension: hasExtension && !inPhone ? String(10 + dice.below(890)) : '',
    'Line type': dice.is(0.5)
      ? column === 'Mobile'
        ? 'Mobile'
        : business
          ? ['Landline', 'VoIP', 'Landline'][dice.below(3)]!
          : 'Landline'
      : ''
  }
}

export function notation(dice: Dice, code: string, line: number): string {
  const four = `0${line}`
  const written = [
    `(${code}) 555-${four}`,
    `${code}-555-${four}`,
    `${code}.555.${four}`,
    `+1${code}555${four}`,
    `1-${code}-555-${four}`,
    `${code}555${four}`,
    `+1 (${code}) 555-${four}`
  ]
  return written[dice.below(written.length)]!
}

/** Ofcom keeps these for drama: London 020 7946 0000 to 0999. */
function british(dice: Dice, line: number): string {
  return dice.is(0.5) ? `+44 20 7946 0${line}` : `+44 (0)20 7946 0${line}`
}

const DAY_MS = 86_400_000

function pastOf(dice: Dice, nowMs: number) {
  const stage = stages[dice.below(stages.length)]!
  const calls = stage.isFresh && dice.is(0.5) ? 0 : 1 + dice.below(9)
  const voicemails = Math.min(calls, dice.below(5))
  const lastCall = dice.next() ** 2 * 70
  const voicemailAge = voicemails === 0 ? null : lastCall + (dice.is(0.6) ? 0 : dice.next() * 12)
  const spoken = stage.hasSpoken ? lastCall + dice.next() * (stage.isOld ? 200 : 25) : null
  const when = (age: number | null): string =>
    age === null ? '' : age < 1 ? dated(dice, nowMs - age * DAY_MS, false) : dated(dice, nowMs - age * DAY_MS)
  return {
    Stage: dice.is(0.04) ? '' : stage.name,
    'Calls made': calls === 0 && dice.is(0.5) ? '' : String(calls),
    'Last call': calls === 0 ? '' : dice.is(0.01) ? 'soon' : when(lastCall),
    'Voicemails left': voicemails === 0 && dice.is(0.6) ? '' : String(voicemails),
    'Last voicemail': when(voicemailAge),
    'Last conversation': when(spoken),
    'Promised callback': dice.is(stage.hasSpoken ? 0.14 : 0.02)
      ? dated(dice, nowMs + (dice.next() * 6 - 0.8) * DAY_MS, true)
      : ''
  }
}

/** Half the team's rows came from another system: two notations of dates in one column, as is usual. */
export function dated(dice: Dice, ms: number, withTime = dice.is(0.25)): string {
  const { year, month, day } = civilOf(Math.floor(ms / DAY_MS))
  const minutes = 13 * 60 + dice.below(9 * 60)
  const two = (value: number): string => String(value).padStart(2, '0')
  if (dice.is(0.55))
    return `${year}-${two(month)}-${two(day)}${withTime ? ` ${two(Math.floor(minutes / 60))}:${two(minutes % 60)}` : ''}`
  const hour = Math.floor(minutes / 60)
  return `${two(month)}/${two(day)}/${year}${withTime ? ` ${((hour + 11) % 12) + 1}:${two(minutes % 60)} ${hour < 12 ? 'AM' : 'PM'}` : ''}`
}

function standingOf(dice: Dice, business: boolean, stage: string): Readonly<Record<string, string>> {
  const value = Math.round(business ? 1500 * 80 ** dice.next() : 300 * 14 ** dice.next())
  const money = [
    `$${grouped(value)}`,
    String(value),
    `${(value / 1000).toFixed(1)}k`,
    `$${grouped(value)}.00`,
    `USD ${grouped(value)}`
  ]
  return {
    'Customer type': dice.is(0.9) ? (business ? 'B2B' : 'Residential') : '',
    'Lead source': sources[dice.below(sources.length)]!,
    Interest: dice.is(0.4) ? ['Hot', 'Warm', 'Cold'][dice.below(3)]! : '',
    'Deal value': dice.is(0.7) ? money[dice.below(money.length)]! : dice.is(0.03) ? 'tbd' : '',
    'Fit confirmed': dice.is(0.45) ? (dice.is(0.7) ? 'Yes' : 'No') : '',
    'Fit score': dice.is(0.4) ? String(20 + dice.below(80)) : '',
    'Waiting for information': stage !== '' && dice.is(0.09) ? 'yes' : '',
    'New offer': dice.is(0.12) ? 'TRUE' : '',
    'Preferred channel': dice.is(0.2) ? ['Phone', 'Email', 'Text', 'LinkedIn', 'Letter'][dice.below(5)]! : '',
    Notes: dice.is(0.35) ? notes[dice.below(notes.length)]! : ''
  }
}

export function grouped(value: number): string {
  return String(value).replace(/\B(?=(?:\d{3})+$)/g, ',')
}

function permissionsOf(dice: Dice, stage: string): Readonly<Record<string, string>> {
  const consents = ['', '', '', 'No', 'Implied', 'Express', 'Express written', 'Yes']
  return {
    'Do not call':
      stage === 'Do not call' || dice.is(0.02) ? ['TRUE', 'yes', 'X'][dice.below(3)]! : dice.is(0.3) ? 'FALSE' : '',
    'Opted out': dice.is(0.02) ? 'Yes' : '',
    'SMS opt-in': dice.is(0.35) ? (dice.is(0.6) ? 'Yes' : 'No') : '',
    'Call consent': consents[dice.below(consents.length)]!,
    'Recording consent': dice.is(0.25) ? consents[3 + dice.below(5)]! : ''
  }
}

/** Numbers from 0 to 1 that depend on the seed and the row alone (mulberry32). */
export function diceOf(seed: number, index: number): Dice {
  let state = (Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b)) >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  return { next, below: (count) => Math.floor(next() * count), is: (share) => next() < share }
}
