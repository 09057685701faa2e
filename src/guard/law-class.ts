import { dayOf } from '../clock/civil.ts'
import { holidayOn } from '../clock/holidays.ts'
import { type SpecialDays, type WeekWindow } from '../clock/week-window.ts'
import { type Zone, localMinutes } from '../clock/zone.ts'
import { type ActionKind, MESSAGES, REGULATED, RECORDINGS, actionKinds, bitOf, bitsOf } from './action.ts'
import { type Law } from './law.ts'
import { type Hours, type Opening, openingOf } from './opening.ts'
import { codeOf } from './rule-code.ts'
import { type Jurisdiction } from './schema.ts'
import {
  consentGroups,
  consentLevels,
  dialModes,
  exceptions,
  lines,
  overrides,
  purposes,
  recipients,
  statementTokens
} from './term.ts'
import { type Where } from './where.ts'

/**
 * The law for all who share whereabouts, line, recipient, kind of action, dial mode and purpose: what matches is picked
 * once, in the order in which it is asked (regions before their country, then the order of the file). Codes are rule
 * codes; bits and numbers are places in the lists of term.ts.
 */
export type LawClass = {
  readonly kind: number
  /** Group of the consent that this kind needs; -1 where the law has nothing on it. */
  readonly group: number
  readonly isRegulated: boolean
  /** A try of its own; a message is left in a call that was one. */
  readonly isAttempt: boolean
  /** Own requests: the rule of the first country that has one for this kind, and its days of rest (0 where it has none). */
  readonly ownRequest: number
  readonly quietMs: number
  readonly keepsRevocations: boolean
  /** A rule that refuses whoever it is: no place, a text to a landline, a gate that is always shut. */
  readonly unknownPlace: number
  readonly smsToLandline: number
  readonly gates: readonly { readonly code: number; readonly region: number; readonly isShut: boolean }[]
  /** Strictest first. */
  readonly consents: readonly { readonly code: number; readonly level: number; readonly liftedBy: number }[]
  readonly noRule: number
  readonly unconfirmed: readonly { readonly code: number; readonly region: number }[]
  readonly lists: readonly {
    readonly code: number
    readonly staleCode: number
    readonly list: number
    readonly freshDays: number
    /** Levels of consent that lift it, as bits; and days that a purchase or an inquiry lifts it for, below 0 for none. */
    readonly levels: number
    readonly afterPurchaseDays: number
    readonly afterInquiryDays: number
  }[]
  readonly caps: readonly {
    readonly code: number
    readonly kinds: number
    readonly max: number
    readonly ms: number
    readonly liftedBy: number
  }[]
  readonly windows: readonly {
    readonly code: number
    readonly hours: Hours
    readonly opening: Opening
    readonly liftedBy: number
    readonly levels: number
    /** The holiday that closes a day of theirs at this instant, by name; null on any other day. */
    readonly dayOff: (at: number) => string | null
  }[]
  /** Whether some level of consent waives some of them. */
  readonly isWaivable: boolean
  readonly statements: readonly { readonly code: number; readonly must: number; readonly oneOf: number }[]
  /** When all windows are open, leaving out those of which the bit is set; with hours of the house's own, those too. */
  readonly opening: (waived: number, own?: Hours) => Opening
}

/** How a question is told apart from others of the same place; the numbers are places in the lists of term.ts. */
export type ClassKey = {
  readonly kind: number
  readonly recipient: number
  readonly line: number
  readonly dialMode: number
  readonly purpose: number
}

/** Days of a month in the law’s data: 3, 6 and 18 months. */
export const EBR_TRANSACTION_DAYS = 548
const INQUIRY_3_DAYS = 91
const INQUIRY_6_DAYS = 183
/** Below any number of days: a purchase of today does not lift what no purchase lifts. */
const NEVER = -1
const DAY = 86_400_000
const HOUR = 3_600_000

export type LawClasses = { readonly of: (where: Where, key: ClassKey) => LawClass }

/** Interns classes of one law: a hit is two looks into arrays. Whereabouts come from one `whereabouts()`. */
export function lawClasses(law: Law): LawClasses {
  const known: (LawClass | undefined)[][] = []
  return {
    of(where, key) {
      const row = (known[where.id] ??= [])
      const index = indexOf(key)
      return (row[index] ??= classOf(law, where, key))
    }
  }
}

function indexOf({ kind, recipient, line, dialMode, purpose }: ClassKey): number {
  const person = recipient * lines.length + line
  return ((kind * recipients.length * lines.length + person) * dialModes.length + dialMode) * purposes.length + purpose
}

function classOf(law: Law, where: Where, key: ClassKey): LawClass {
  const kind = actionKinds[key.kind]!
  const isRegulated = (REGULATED & bitOf(kind)) !== 0
  const group = groupOf(kind)
  const ids = isRegulated ? where.jurisdictions.filter((id) => law.jurisdictions.has(id)) : []
  const known = ids.map((id) => law.jurisdictions.get(id)!)
  const countries = ids.filter((id) => !id.includes('-'))
  const isUnknown =
    isRegulated && (countries.length === 0 || where.jurisdictions.some((id) => !ids.includes(id) && isMissing(law, id)))
  const matching = pickerOf(key, kind)
  const pick = <R extends Matched>(rows: (each: Jurisdiction) => readonly R[]): readonly R[] =>
    known.flatMap((each) => rows(each).filter(matching))
  const own = countries.map((id) => law.jurisdictions.get(id)!.ownRequests).filter((each) => each !== null)
  const ownHere = own.find((each) => matching(each))
  const windows = ids.flatMap((id) =>
    windowsOf(law, where.jurisdictions, id)
      .filter(({ row }) => matching(row))
      .map((each) => compiled(each, where))
  )
  const openings = new Map<number, Opening>()
  /** Classes belong to one office, and with it to one house. */
  const ownOpenings = new Map<number, Opening>()
  return {
    kind: key.kind,
    group,
    isRegulated,
    isAttempt: isRegulated && (MESSAGES & bitOf(kind)) === 0,
    ownRequest: ownHere ? codeOf(ownHere.rule) : isPhone(kind) ? codeOf('PROD-SUPPRESSED') : 0,
    quietMs: (ownHere?.quietDays ?? 0) * DAY,
    keepsRevocations: countries.includes('US'),
    unknownPlace: isUnknown ? codeOf('PROD-UNKNOWN-JURISDICTION') : 0,
    smsToLandline: kind === 'sms' && lines[key.line] === 'landline' ? codeOf('PROD-SMS-LANDLINE') : 0,
    gates: ids.flatMap((id) => gatesOf(law, id, key)),
    consents: pick((each) => each.consent)
      .map((rule) => ({
        code: codeOf(rule.rule),
        level: consentLevels.indexOf(rule.requires),
        liftedBy: exceptionBits(rule.exceptions)
      }))
      .sort((one, other) => other.level - one.level),
    noRule: countries.some((id) => !law.jurisdictions.get(id)!.consent.some(matching)) ? codeOf('PROD-NO-RULE') : 0,
    unconfirmed: needsConfirmation(key, kind)
      ? ids
          .filter((id) => law.jurisdictions.get(id)!.recordings === 'not_read')
          .map((id) => ({ code: codeOf('PROD-ADAD-CONFIRM'), region: law.regions.indexOf(id) }))
      : [],
    lists: pick((each) => each.lists).map((rule) => ({
      code: codeOf(rule.rule),
      staleCode: codeOf(rule.staleRule),
      list: law.lists.indexOf(rule.id),
      freshDays: rule.freshDays,
      levels: levelBits(rule.overriddenBy),
      afterPurchaseDays: rule.overriddenBy.includes('ebr_transaction_18_months') ? EBR_TRANSACTION_DAYS : NEVER,
      afterInquiryDays: inquiryDays(rule.overriddenBy)
    })),
    caps: pick((each) => each.caps).map((rule) => ({
      code: codeOf(rule.rule),
      kinds: bitsOf(...rule.kinds),
      max: rule.max,
      ms: rule.hours * HOUR,
      liftedBy: exceptionBits(rule.exceptions)
    })),
    windows,
    isWaivable: windows.some(({ levels }) => levels !== 0),
    statements: pick((each) => each.statements).map((rule) => ({
      code: codeOf(rule.rule),
      must: tokenBits(rule.must),
      oneOf: tokenBits(rule.mustOneOf)
    })),
    opening(waived, own) {
      const known = own === undefined ? openings : ownOpenings
      let opening = known.get(waived)
      if (!opening) {
        const kept = windows.filter((_, i) => (waived & (1 << i)) === 0).map(({ hours }) => hours)
        known.set(waived, (opening = openingOf(own === undefined ? kept : [own, ...kept], where.zones)))
      }
      return opening
    }
  }
}

/**
 * A place of which the data has nothing. A region that it does not tell apart (an English county, a German Land) stands
 * under its country; the United States are told apart state by state, so a state that is missing is unknown.
 */
function isMissing(law: Law, id: string): boolean {
  const country = id.slice(0, 2)
  return !id.includes('-') || !law.jurisdictions.has(country) || hasRegions(law, country)
}

const hasRegions = ({ regions }: Law, country: string): boolean => regions.some((id) => id.startsWith(`${country}-`))

type Matched = {
  readonly kinds: readonly ActionKind[]
  readonly recipients: readonly (typeof recipients)[number][]
  readonly lines?: readonly (typeof lines)[number][] | undefined
  readonly purposes?: readonly (typeof purposes)[number][] | undefined
  readonly dialModes?: readonly (typeof dialModes)[number][] | undefined
}

function pickerOf(key: ClassKey, kind: ActionKind): (rule: Matched) => boolean {
  const recipient = recipients[key.recipient]!
  const line = lines[key.line]!
  const mode = dialModes[key.dialMode]!
  const purpose = purposes[key.purpose]!
  return (rule) =>
    rule.kinds.includes(kind) &&
    rule.recipients.includes(recipient) &&
    (rule.lines?.includes(line) ?? true) &&
    (rule.purposes?.includes(purpose) ?? true) &&
    (rule.dialModes?.includes(mode) ?? true)
}

export function groupOf(kind: ActionKind): number {
  if (kind === 'live_voice' || kind === 'live_voicemail') return consentGroups.indexOf('voice')
  if ((RECORDINGS & bitOf(kind)) !== 0) return consentGroups.indexOf('recordings')
  return consentGroups.indexOf(kind as 'sms')
}

const isPhone = (kind: ActionKind): boolean => (REGULATED & bitOf(kind)) !== 0 && kind !== 'email'

/** A recording to the desk of a firm: the case that state law on announcing devices is about. */
function needsConfirmation({ recipient, line }: ClassKey, kind: ActionKind): boolean {
  return (RECORDINGS & bitOf(kind)) !== 0 && recipients[recipient] === 'business' && lines[line] === 'landline'
}

function gatesOf(law: Law, id: string, { recipient, purpose }: ClassKey): LawClass['gates'] {
  const gate = law.jurisdictions.get(id)!.registration
  if (gate === null || gate.gate === 'warn') return []
  const isSale = recipients[recipient] !== 'business' && purposes[purpose] === 'telemarketing'
  if (gate.gate === 'confirm' && !isSale) return []
  return [{ code: codeOf(gate.rule), region: law.regions.indexOf(id), isShut: gate.gate === 'block' }]
}

type Window = {
  readonly row: Jurisdiction['hours'][number]
  readonly special: SpecialDays
  readonly holiday: (day: number) => string | null
}

function windowsOf(law: Law, inPlay: readonly string[], id: string): readonly Window[] {
  return law.jurisdictions.get(id)!.hours.map((row) => {
    const holiday = holidaysOf(law, inPlay, id, row.holidays !== 'open')
    const hours = typeof row.holidays === 'string' ? [] : row.holidays.map(minutesOf)
    return { row, holiday, special: (day) => (holiday(day) === null ? null : hours) }
  })
}

/**
 * Days that do not keep the hours of their weekday: those that the installation adds, and the holidays of the place whose
 * rule it is where that rule knows them. The rule of a country closes on those of every region of it in play too, unless
 * it names the national ones alone.
 */
function holidaysOf(law: Law, inPlay: readonly string[], id: string, isClosed: boolean): Window['holiday'] {
  const added = law.closedDays.get(id)
  const country = id.slice(0, 2)
  const isNational = law.jurisdictions.get(id)!.closedOnHolidays === 'national'
  const regions = isNational ? [] : inPlay.filter((each) => each.startsWith(`${country}-`))
  const places = id.includes('-') ? [id] : [null, ...regions]
  return (day) => {
    if (added?.has(day)) return 'a day that we added'
    for (const region of isClosed ? places : []) {
      const name = holidayOn(country, region, day)
      if (name !== null) return name
    }
    return null
  }
}

function compiled({ row, special, holiday }: Window, where: Where): LawClass['windows'][number] {
  const hours = { week: weekOf(row.week), special }
  const dayIn = (zone: Zone, at: number): number => dayOf(localMinutes(zone, at))
  return {
    code: codeOf(row.rule),
    hours,
    opening: openingOf([hours], where.zones),
    liftedBy: exceptionBits(row.waivedBy) | exceptionBits(['express_for_that_time']),
    levels: levelsFrom(row.waivedBy),
    dayOff: (at) => where.zones.map((zone) => holiday(dayIn(zone, at))).find((name) => name !== null) ?? null
  }
}

/** Sunday first, as clock/ counts weekdays. */
function weekOf(week: Jurisdiction['hours'][number]['week']): WeekWindow {
  const { sun, mon, tue, wed, thu, fri, sat } = week
  return [sun, mon, tue, wed, thu, fri, sat].map((day) => day.map(minutesOf))
}

function minutesOf([from, to]: readonly [string, string]): readonly [number, number] {
  return [minuteOf(from), minuteOf(to)]
}
const minuteOf = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3))

export function exceptionBits(names: readonly string[]): number {
  return exceptions.reduce((bits, name, i) => (names.includes(name) ? bits | (1 << i) : bits), 0)
}

/** Levels named one by one. */
function levelBits(names: readonly (typeof overrides)[number][]): number {
  return consentLevels.reduce((bits, level, i) => (names.includes(level) ? bits | (1 << i) : bits), 0)
}

/** A level that waives hours is the least that does. */
function levelsFrom(names: readonly string[]): number {
  const least = consentLevels.findIndex((level) => names.includes(level))
  return least < 0 ? 0 : consentLevels.reduce((bits, _, i) => (i >= least ? bits | (1 << i) : bits), 0)
}

function inquiryDays(names: readonly string[]): number {
  if (names.includes('ebr_inquiry_6_months')) return INQUIRY_6_DAYS
  return names.includes('ebr_inquiry_3_months') ? INQUIRY_3_DAYS : NEVER
}

export function tokenBits(tokens: readonly string[]): number {
  return statementTokens.reduce((bits, token, i) => (tokens.includes(token) ? bits | (1 << i) : bits), 0)
}
