import { dayNumber } from '../clock/civil.ts'
import { type Opening } from './opening.ts'
import { codeOf } from './rule-code.ts'
import { EBR_TRANSACTION_DAYS, type LawClass } from './law-class.ts'
import { consentGroups, consentLevels } from './term.ts'

const DAY = 86_400_000

/** What the law asks of one person, as numbers. Days and instants of what never happened are Infinity. */
export type Standing = {
  /** Places in consentLevels, by group. */
  readonly consent: ArrayLike<number>
  /** Epoch ms of a revocation, by group. */
  readonly revokedAt: ArrayLike<number>
  /** Epoch ms of their own request to be left alone. */
  readonly ownRequestAt: number
  readonly transactionDays: number
  readonly inquiryDays: number
  /** Bits of term.ts exceptions that were stated: express_request and those that follow it. */
  readonly stated: number
  /** Bits of the lists on which the number stands. */
  readonly listed: number
  /** Days since the copy of each list was made, by list. */
  readonly listAgeDays: ArrayLike<number>
  /** Attempts of whatever kind, in any order: epoch ms, and bits of the kind. */
  readonly attempts: readonly { readonly at: number; readonly kind: number }[]
  /** Bits of what the script, text or recording says. */
  readonly states: number
  /** Regions whose gate is open (registered or exempt), and whose law on recordings was confirmed. */
  readonly registered: ReadonlySet<number>
  readonly confirmed: ReadonlySet<number>
}

/** The first rule that forbids it (0: none does), and every rule that was looked at, in order; one that fails is negative. */
export type Judgement = { readonly code: number; readonly trace: readonly number[] }

/** From here on one opt-out ends all recordings and texts, unless the FCC puts it off again (order of 6 Jan 2026). */
export const REVOKE_ALL_FROM = dayNumber(2027, 1, 31) * DAY

const RECORDED = consentGroups.indexOf('recordings')
const TEXTS = consentGroups.indexOf('sms')
const SUPPRESSED = codeOf('PROD-SUPPRESSED')
const REVOKED = codeOf('US-REVOKE')
const REVOKED_ALL = codeOf('US-REVOKE-ALL')
const PURCHASE_BITS = 0b11

/**
 * May we, by law and by what the product adds to it? Every rule that is about the action is looked at, in the order of
 * the law’s own steps; pure numbers, so that a million of them fit into a second. Words are made of the codes on demand.
 */
export function judge(law: LawClass, person: Standing, at: number): Judgement {
  const trace: number[] = []
  if (!law.isRegulated) return { code: 0, trace }
  let first = 0
  const look = (code: number, holds: boolean): void => {
    trace.push(holds ? code : -code)
    if (!holds && first === 0) first = code
  }
  requests(law, person, at, look)
  if (law.unknownPlace !== 0) look(law.unknownPlace, false)
  if (law.smsToLandline !== 0) look(law.smsToLandline, false)
  for (const { code, region, isShut } of law.gates) look(code, !isShut && person.registered.has(region))
  consents(law, person, look)
  for (const list of law.lists) lists(list, law, person, look)
  for (const cap of law.caps) look(cap.code, isLifted(cap.liftedBy, person) || attemptsIn(cap, person, at) < cap.max)
  for (const window of law.windows) look(window.code, isWaived(window, law, person) || window.opening.isOpen(at))
  for (const { code, must, oneOf } of law.statements)
    look(code, (person.states & must) === must && (oneOf === 0 || (person.states & oneOf) !== 0))
  return { code: first, trace }
}

type Looker = (code: number, holds: boolean) => void

function requests(law: LawClass, person: Standing, at: number, look: Looker): void {
  if (law.ownRequest !== 0) {
    const asked = person.ownRequestAt !== Infinity
    const rests = law.quietMs === 0 || at < person.ownRequestAt + law.quietMs
    look(asked && !rests ? SUPPRESSED : law.ownRequest, !asked)
  }
  look(REVOKED, person.revokedAt[law.group]! > at)
  if (!law.keepsRevocations || at < REVOKE_ALL_FROM) return
  if (law.group === RECORDED) look(REVOKED_ALL, person.revokedAt[TEXTS]! > at)
  if (law.group === TEXTS) look(REVOKED_ALL, person.revokedAt[RECORDED]! > at)
}

/** The strictest comes first, so the strictest that is not there is the one that is named. */
function consents(law: LawClass, person: Standing, look: Looker): void {
  const has = person.consent[law.group]!
  for (const { code, level, liftedBy } of law.consents) look(code, level <= has || isLifted(liftedBy, person))
  if (law.noRule !== 0) look(law.noRule, false)
  for (const { code, region } of law.unconfirmed) look(code, has >= EXPRESS || person.confirmed.has(region))
}
const EXPRESS = consentLevels.indexOf('express')

function lists(rule: LawClass['lists'][number], law: LawClass, person: Standing, look: Looker): void {
  const isOver =
    (rule.levels & (1 << person.consent[law.group]!)) !== 0 ||
    person.transactionDays <= rule.afterPurchaseDays ||
    person.inquiryDays <= rule.afterInquiryDays
  const isListed = (person.listed & (1 << rule.list)) !== 0
  look(rule.code, isOver || !isListed)
  look(rule.staleCode, isOver || isListed || person.listAgeDays[rule.list]! <= rule.freshDays)
}

type Cap = LawClass['caps'][number]

function attemptsIn(cap: Cap, { attempts }: Standing, at: number): number {
  let count = 0
  for (const made of attempts) if (isCounted(cap, made, at)) count++
  return count
}

/** An attempt of the cap’s kinds in the rolling window that ends at this instant. */
function isCounted({ kinds, ms }: Cap, made: Standing['attempts'][number], at: number): boolean {
  return (made.kind & kinds) !== 0 && made.at <= at && made.at > at - ms
}

function isWaived(window: LawClass['windows'][number], law: LawClass, person: Standing): boolean {
  return isLifted(window.liftedBy, person) || (window.levels & (1 << person.consent[law.group]!)) !== 0
}

/** Exceptions: a purchase of the last 18 months makes a customer and a relationship; the others are stated. */
function isLifted(bits: number, person: Standing): boolean {
  if ((bits & person.stated) !== 0) return true
  return (bits & PURCHASE_BITS) !== 0 && person.transactionDays <= EBR_TRANSACTION_DAYS
}

const MINUTE = 60_000

/**
 * The first whole minute from `from` on at which hours and attempt caps allow it, or null when they do not within 400
 * days. Only time is asked: what else forbids it is not lifted by waiting.
 */
export function lawfulFrom(law: LawClass, person: Standing, from: number): number | null {
  const opening = openHours(law, person)
  let at: number | null = Math.ceil(from / MINUTE) * MINUTE
  for (;;) {
    const rested = restedAt(law, person, at)
    if (rested === null) return null
    const open: number | null = opening.next(rested)
    if (open === null || open === at) return open
    at = open
  }
}

/** When every window is open that is not waived for this person. */
export function openHours(law: LawClass, person: Standing): Opening {
  return law.opening(law.windows.reduce((bits, each, i) => (isWaived(each, law, person) ? bits | (1 << i) : bits), 0))
}

/** The first minute at which no cap is full. */
function restedAt(law: LawClass, person: Standing, from: number): number | null {
  let at = from
  for (const cap of law.caps) {
    if (isLifted(cap.liftedBy, person)) continue
    if (cap.max === 0) return null
    for (;;) {
      const within = person.attempts
        .filter((made) => isCounted(cap, made, at))
        .map((made) => made.at)
        .sort((a, b) => a - b)
      if (within.length < cap.max) break
      at = Math.ceil((within[within.length - cap.max]! + cap.ms) / MINUTE) * MINUTE
    }
  }
  return at
}
