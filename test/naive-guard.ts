import { dayOf, minuteOfDay, parseInstant, weekdayOf } from '../src/clock/civil.ts'
import { holidayOn } from '../src/clock/holidays.ts'
import { areaCodeOf } from '../src/clock/place.ts'
import { localMinutes, zoneNamed } from '../src/clock/zone.ts'
import type { Zone } from '../src/clock/zone.ts'

/** Every jurisdiction of the data by its id: `US`, `US-FL`, `GB`. */
export type NaiveLaw = Record<string, any>

/** One contact that is asked about, in the words of a case of guard-cases.json. */
export type NaiveFacts = {
  readonly at: string
  readonly action: { kind: string; purpose: string; dialMode: string; states: readonly string[] }
  readonly recipient: { type: string; country: string | null; region: string | null; timezone: string | null }
  readonly number: { e164: string | null; lineType: string }
  readonly consent: Readonly<Record<string, string>>
  readonly revoked: Readonly<Record<string, string | null>>
  readonly internalDncAt: string | null
  readonly relationship: {
    readonly lastTransactionDaysAgo: number | null
    readonly lastInquiryDaysAgo: number | null
    readonly expressRequest: boolean
    readonly softOptIn: boolean
    readonly currentContractOffer: boolean
    readonly expressForThatTime: boolean
  }
  readonly lists: { listed: readonly string[]; scrubbedDaysAgo: Readonly<Record<string, number | null>> }
  readonly attempts: readonly { at: string; kind: string }[]
  readonly seller: { registration: Readonly<Record<string, string>>; adadConfirmed: readonly string[] }
}

export type NaiveVerdict = { decision: 'allowed' | 'blocked'; ruleId: string | null; retryAt: string | null }

/** The jurisdictions of all files of the data as one law. */
export function naiveLaw(files: readonly { jurisdictions: object }[]): NaiveLaw {
  return Object.assign({}, ...files.map((file) => file.jurisdictions))
}

/**
 * A second opinion on whether a contact is lawful: the eight steps of the rules, plain and slow, of which the first
 * that fails is reported. It is there to be compared with the guard and shares none of its code.
 */
export function naiveGuard(law: NaiveLaw, facts: NaiveFacts): NaiveVerdict {
  const ask: Ask = { law, facts, places: placesInPlay(law, facts) }
  const at = instant(facts.at)
  const before =
    ownRequest(ask) ??
    revocation(ask) ??
    unknownPlace(ask) ??
    landlineOrGate(ask) ??
    consentNeeded(ask) ??
    doNotCallList(ask)
  if (before !== null) return { decision: 'blocked', ruleId: before, retryAt: null }
  const byTime = attemptCap(ask, at) ?? closedWindow(ask, at)
  if (byTime !== null) return { decision: 'blocked', ruleId: byTime, retryAt: firstOpenMinute(ask, at) }
  const unsaid = statement(ask)
  return { decision: unsaid === null ? 'allowed' : 'blocked', ruleId: unsaid, retryAt: null }
}

type Ask = { readonly law: NaiveLaw; readonly facts: NaiveFacts; readonly places: Places }
type Places = { readonly address: string | null; readonly regions: string[]; readonly countries: string[] }

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const RECORDINGS = ['prerecorded_voice', 'prerecorded_voicemail', 'ringless_voicemail', 'artificial_voice']
const LEVELS = ['none', 'implied', 'express', 'express_written']
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']
const CALLING_CODES = ['+44 GB', '+49 DE', '+33 FR', '+34 ES', '+39 IT', '+61 AU', '+91 IN']

// Step 1: the person's own request, then a revoked group. Only an email is no phone kind.

function ownRequest({ law, facts, places }: Ask): string | null {
  if (facts.internalDncAt === null) return null
  const since = instant(facts.at) - instant(facts.internalDncAt)
  for (const country of places.countries) {
    const own = law[country]?.ownRequests ?? null
    if (own === null || !speaksOf(own, facts)) continue
    if (own.quietDays === null || since < own.quietDays * DAY) return own.rule
  }
  return facts.action.kind === 'email' ? null : 'PROD-SUPPRESSED'
}

function revocation({ facts, places }: Ask): string | null {
  const group = groupOf(facts.action.kind)
  if (isRevoked(group, facts)) return 'US-REVOKE'
  if (!places.countries.includes('US') || instant(facts.at) < instant('2027-01-31T00:00:00Z')) return null
  const together = ['recordings', 'sms']
  return together.includes(group) && together.some((other) => isRevoked(other, facts)) ? 'US-REVOKE-ALL' : null
}

function isRevoked(group: string, facts: NaiveFacts): boolean {
  const since = facts.revoked[group] ?? null
  return since !== null && instant(since) <= instant(facts.at)
}

// Step 2: the jurisdictions in play. What the address says comes before what the number says.

function placesInPlay(law: NaiveLaw, facts: NaiveFacts): Places {
  const code = areaCodeOf(facts.number.e164 ?? '')
  const byNumber = CALLING_CODES.find((known) => facts.number.e164?.startsWith(known.slice(0, 3)))
  const country = facts.recipient.country?.trim().toUpperCase() ?? byNumber?.slice(4) ?? null
  const address = fullRegion(law, country, facts.recipient.region)
  const regions = [address, ...(code?.regions ?? [])].filter((id) => id?.includes('-'))
  const countries = [country, address?.slice(0, 2), code?.country].filter((id) => id != null)
  return { address, regions: [...new Set(regions)] as string[], countries: [...new Set(countries)] as string[] }
}

function fullRegion(law: NaiveLaw, country: string | null, region: string | null): string | null {
  if (region === null) return null
  const text = region.trim().toUpperCase()
  if (text.includes('-')) return text
  if (country !== null) return `${country}-${text}`
  return ['US', 'CA'].map((north) => `${north}-${text}`).find((id) => law[id] !== undefined) ?? null
}

/** A country whose data has no regions is known as a whole: a region of it matters to the calendar alone. */
function unknownPlace({ law, places }: Ask): string | null {
  const hasRegions = (country: string): boolean => Object.keys(law).some((id) => id.startsWith(`${country}-`))
  const isUnknown =
    places.countries.length === 0 ||
    places.countries.some((country) => law[country] === undefined) ||
    places.regions.some((region) => law[region] === undefined && hasRegions(region.slice(0, 2)))
  return isUnknown ? 'PROD-UNKNOWN-JURISDICTION' : null
}

/** The ids of the jurisdictions in play that the data has, regions first. */
function inPlay({ law, places }: Ask): string[] {
  return [...places.regions, ...places.countries].filter((id) => law[id] !== undefined)
}

/** The entries of one sort that speak of this contact, each with the jurisdiction that owns it, in reporting order. */
function entriesOf(ask: Ask, sort: string): { id: string; entry: any }[] {
  const all = inPlay(ask).flatMap((id) => ask.law[id][sort].map((entry: any) => ({ id, entry })))
  return all.filter(({ entry }) => speaksOf(entry, ask.facts))
}

// Step 3: a text to a landline, and registration.

function landlineOrGate(ask: Ask): string | null {
  const { action, number, recipient, seller } = ask.facts
  if (action.kind === 'sms' && number.lineType === 'landline') return 'PROD-SMS-LANDLINE'
  const isConsumerSale = recipient.type !== 'business' && action.purpose === 'telemarketing'
  for (const id of inPlay(ask)) {
    const { registration } = ask.law[id]
    if (registration?.gate === 'block') return registration.rule
    const isDone = ['registered', 'exempt'].includes(seller.registration[id] ?? 'none')
    if (registration?.gate === 'confirm' && isConsumerSale && !isDone) return registration.rule
  }
  return null
}

// Step 4: consent.

function consentNeeded(ask: Ask): string | null {
  const { facts, places } = ask
  const matching = entriesOf(ask, 'consent')
  const kept = matching.filter(({ entry }) => !entry.exceptions.some((name: string) => holds(name, facts)))
  const unmet = kept.filter(({ entry }) => level(entry.requires) > level(consentOf(facts)))
  const strictest = Math.max(...unmet.map(({ entry }) => level(entry.requires)))
  const first = unmet.find(({ entry }) => level(entry.requires) === strictest)
  if (first !== undefined) return first.entry.rule
  if (places.countries.some((country) => matching.every(({ id }) => id !== country))) return 'PROD-NO-RULE'
  return announcingDevice(ask)
}

function announcingDevice({ law, facts, places }: Ask): string | null {
  const isRecordingToOffice =
    RECORDINGS.includes(facts.action.kind) &&
    facts.recipient.type === 'business' &&
    facts.number.lineType === 'landline'
  if (!isRecordingToOffice || level(consentOf(facts)) >= level('express')) return null
  const isShut = (region: string): boolean =>
    law[region]?.recordings === 'not_read' && !facts.seller.adadConfirmed.includes(region)
  return places.regions.some(isShut) ? 'PROD-ADAD-CONFIRM' : null
}

/** The consent of the action's own group. A revoked one would be none, but step 1 has blocked it before. */
function consentOf(facts: NaiveFacts): string {
  return facts.consent[groupOf(facts.action.kind)] ?? 'none'
}

// Step 5: do-not-call lists.

function doNotCallList(ask: Ask): string | null {
  const { facts } = ask
  for (const { entry: list } of entriesOf(ask, 'lists')) {
    if (list.overriddenBy.some((name: string) => holds(name, facts))) continue
    if (facts.lists.listed.includes(list.id)) return list.rule
    const age = facts.lists.scrubbedDaysAgo[list.id] ?? null
    if (age === null || age > list.freshDays) return list.staleRule
  }
  return null
}

// Step 6: attempt caps over a rolling window, which begins after its oldest instant and ends with its newest.

function attemptCap(ask: Ask, at: number): string | null {
  for (const { entry: cap } of entriesOf(ask, 'caps')) {
    if (cap.exceptions.some((name: string) => holds(name, ask.facts))) continue
    const isCounted = (when: number): boolean => when > at - cap.hours * HOUR && when <= at
    const ofItsKinds = ask.facts.attempts.filter((attempt) => cap.kinds.includes(attempt.kind))
    if (ofItsKinds.filter((attempt) => isCounted(instant(attempt.at))).length >= cap.max) return cap.rule
  }
  return null
}

// Step 7: windows, each open in every zone where the person may be, unless the person asked for this very time.

function closedWindow(ask: Ask, at: number): string | null {
  if (ask.facts.relationship.expressForThatTime) return null
  const zones = candidateZones(ask)
  for (const { id, entry: rule } of entriesOf(ask, 'hours')) {
    if (rule.waivedBy.some((name: string) => holds(name, ask.facts))) continue
    if (!zones.every((zone) => isOpen(ask.law, rule, id, ask.places, localMinutes(zone, at)))) return rule.rule
  }
  return null
}

function isOpen(law: NaiveLaw, rule: any, owner: string, places: Places, local: number): boolean {
  const minute = minuteOfDay(local)
  let intervals = rule.week[WEEKDAYS[weekdayOf(dayOf(local))] as string]
  if (rule.holidays !== 'open' && isHoliday(law, owner, places, dayOf(local))) {
    intervals = rule.holidays === 'closed' ? [] : rule.holidays
  }
  return intervals.some(([from, to]: [string, string]) => minute >= clock(from) && minute < clock(to))
}

/** A region keeps its own calendar; a rule of a country that of the country and, if not national, of its regions in play. */
function isHoliday(law: NaiveLaw, owner: string, places: Places, day: number): boolean {
  const country = owner.slice(0, 2)
  const isNational = law[owner].closedOnHolidays === 'national'
  const inside = isNational ? [] : places.regions.filter((id) => id.startsWith(`${country}-`))
  const calendars = owner === country ? [null, ...inside] : [owner]
  return calendars.some((calendar) => holidayOn(country, calendar?.slice(3) ?? null, day) !== null)
}

function candidateZones({ law, facts, places }: Ask): Zone[] {
  const stated = zoneNamed(facts.recipient.timezone?.trim() ?? '')
  if (stated !== null) return [stated]
  const zonesOf = (id: string): Zone[] => (law[id]?.zones ?? []).map((name: string) => zoneNamed(name))
  const zones = [...zonesOf(places.address ?? ''), ...(areaCodeOf(facts.number.e164 ?? '')?.zones ?? [])]
  return zones.length > 0 ? zones : places.countries.flatMap(zonesOf)
}

/** The first whole minute within 30 days at which caps and windows, asked afresh, let the contact pass. */
function firstOpenMinute(ask: Ask, at: number): string | null {
  for (let minute = Math.ceil(at / MINUTE) * MINUTE; minute <= at + 30 * DAY; minute += MINUTE) {
    const isShut = attemptCap(ask, minute) !== null || closedWindow(ask, minute) !== null
    if (!isShut) return new Date(minute).toISOString().replace('.000Z', 'Z')
  }
  return null
}

// Step 8: what has to be said.

function statement(ask: Ask): string | null {
  const isSaid = (token: string): boolean => ask.facts.action.states.includes(token)
  const missing = entriesOf(ask, 'statements').find(
    ({ entry: { must, mustOneOf } }) => !must.every(isSaid) || (mustOneOf.length > 0 && !mustOneOf.some(isSaid))
  )
  return missing?.entry.rule ?? null
}

// What several steps ask.

/** Whether an entry of the data speaks of this contact: what it does not name, it does not ask. */
function speaksOf(entry: any, { action, number, recipient }: NaiveFacts): boolean {
  const names = (what: string, value: string): boolean => entry[what] === undefined || entry[what].includes(value)
  const isOfAction = names('kinds', action.kind) && names('purposes', action.purpose)
  const isOfLine = names('lines', number.lineType) && names('dialModes', action.dialMode)
  return isOfAction && isOfLine && names('recipients', recipient.type)
}

/** Whether an exception, a waiver or an override of the data holds; a consent level means that level or a higher one. */
function holds(name: string, facts: NaiveFacts): boolean {
  if (LEVELS.includes(name)) return level(consentOf(facts)) >= level(name)
  const bought = facts.relationship.lastTransactionDaysAgo ?? Infinity
  const asked = facts.relationship.lastInquiryDaysAgo ?? Infinity
  const conditions: Record<string, boolean> = {
    existing_customer: bought <= 548,
    established_business_relationship: bought <= 548,
    ebr_transaction_18_months: bought <= 548,
    ebr_inquiry_3_months: asked <= 91,
    ebr_inquiry_6_months: asked <= 183,
    express_request: facts.relationship.expressRequest,
    soft_opt_in: facts.relationship.softOptIn,
    current_contract_related_offer: facts.relationship.currentContractOffer,
    express_for_that_time: facts.relationship.expressForThatTime,
    consent_after_registration: false
  }
  const condition = conditions[name]
  if (condition === undefined) throw new Error(`The data names the condition ${name}, which no rule explains.`)
  return condition
}

function groupOf(kind: string): string {
  if (RECORDINGS.includes(kind)) return 'recordings'
  return kind === 'live_voice' || kind === 'live_voicemail' ? 'voice' : kind
}

function level(consent: string): number {
  return LEVELS.indexOf(consent)
}

function clock(text: string): number {
  return Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5))
}

function instant(text: string): number {
  const parsed = parseInstant(text)
  if (parsed === null) throw new Error(`${text} is no instant.`)
  return parsed.epochMs
}
