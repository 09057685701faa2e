import { formatInstant, parseInstant } from '../clock/civil.ts'
import { type Zone, fixedZone } from '../clock/zone.ts'
import { actionKinds, bitOf } from './action.ts'
import { type Judgement, type Standing, judge, lawfulFrom } from './judge.ts'
import { type ClassKey, type LawClass, type LawClasses, exceptionBits, lawClasses, tokenBits } from './law-class.ts'
import { type Law } from './law.ts'
import { lawRules } from './law-words.ts'
import { type LawQuestion } from './question.ts'
import { type Rule } from './rule.ts'
import { lawRuleId } from './rule-code.ts'
import { consentGroups, consentLevels, dialModes, lines, purposes, recipients } from './term.ts'
import { type Look, type Verdict } from './verdict.ts'
import { type Where, type Whereabouts, whereabouts } from './where.ts'

/** A law made ready to be asked many questions: its classes, its places and its words. */
export type LawBook = {
  readonly law: Law
  readonly places: Whereabouts
  readonly classes: LawClasses
  readonly words: ReadonlyMap<string, Rule>
}

export function lawBook(law: Law): LawBook {
  let words: LawBook['words'] | undefined
  return {
    law,
    places: whereabouts(),
    classes: lawClasses(law),
    // Most books are asked in numbers alone.
    get words() {
      return (words ??= lawRules(law))
    }
  }
}

/** What the law says to a question, with its whole way: rules of the law’s data and of the product, no house rule. */
export function lawful(book: LawBook, question: LawQuestion): Verdict {
  const { law, place, person, at } = prepared(book, question)
  const judgement = judge(law, person, at)
  const trace = judgement.trace.map((code) => lookOf(code, law, person, place, at, question))
  if (judgement.code === 0)
    return { decision: 'allowed', ruleId: null, reason: 'No rule forbids it', remedy: null, retryAt: null, trace }
  const rule = book.words.get(lawRuleId(judgement.code))!
  const first = trace.find(({ holds }) => !holds)!
  const retry = isAboutTime(law, judgement) ? lawfulFrom(law, person, at) : null
  return {
    decision: 'blocked',
    ruleId: rule.id,
    reason: first.saw === '' ? rule.reason : `${rule.reason} (${first.saw})`,
    remedy: rule.remedy,
    retryAt: retry === null ? null : formatInstant(retry, UTC).replace('+00:00', 'Z'),
    trace
  }
}
const UTC = fixedZone(0)

/** A question as numbers, and the law of those who are like this person; the place is one of the book’s own. */
export function prepared(
  { law, places, classes }: LawBook,
  question: LawQuestion,
  place: Where = placeOf(places, question)
): { readonly law: LawClass; readonly place: Where; readonly person: Standing; readonly at: number } {
  return {
    law: classes.of(place, keyOf(question)),
    place,
    person: standingOf(law, question),
    at: parseInstant(question.at)!.epochMs
  }
}

export function placeOf(
  places: Whereabouts,
  { recipient, number }: LawQuestion,
  lastResort: Zone | null = null
): Where {
  const { country, region, timezone } = recipient
  return places.of({ country, region, timeZone: timezone }, number.e164, lastResort)
}

function keyOf({ action, recipient, number }: LawQuestion): ClassKey {
  return {
    kind: actionKinds.indexOf(action.kind),
    recipient: recipients.indexOf(recipient.type),
    line: lines.indexOf(number.lineType),
    dialMode: dialModes.indexOf(action.dialMode),
    purpose: purposes.indexOf(action.purpose)
  }
}

function standingOf(law: Law, question: LawQuestion): Standing {
  const { relationship, lists, seller } = question
  return {
    consent: consentGroups.map((group) => consentLevels.indexOf(question.consent[group])),
    revokedAt: consentGroups.map((group) => instantOr(question.revoked[group] ?? null, Infinity)),
    ownRequestAt: instantOr(question.internalDncAt, Infinity),
    transactionDays: relationship.lastTransactionDaysAgo ?? Infinity,
    inquiryDays: relationship.lastInquiryDaysAgo ?? Infinity,
    stated: exceptionBits([
      ...(relationship.expressRequest ? ['express_request'] : []),
      ...(relationship.softOptIn ? ['soft_opt_in'] : []),
      ...(relationship.currentContractOffer ? ['current_contract_related_offer'] : []),
      ...(relationship.expressForThatTime ? ['express_for_that_time'] : [])
    ]),
    listed: lists.listed.reduce((bits, id) => bits | bitOfList(law, id), 0),
    listAgeDays: law.lists.map((id) => lists.scrubbedDaysAgo[id] ?? Infinity),
    attempts: question.attempts.map(({ at, kind }) => ({ at: parseInstant(at)!.epochMs, kind: bitOf(kind) })),
    states: tokenBits(question.action.states),
    registered: placesOf(
      law,
      Object.keys(seller.registration).filter((id) => seller.registration[id] !== 'none')
    ),
    confirmed: placesOf(law, seller.adadConfirmed)
  }
}

function bitOfList(law: Law, id: string): number {
  const place = law.lists.indexOf(id)
  return place < 0 ? 0 : 1 << place
}

const placesOf = (law: Law, ids: readonly string[]): ReadonlySet<number> =>
  new Set(ids.map((id) => law.regions.indexOf(id)))

const instantOr = (text: string | null, otherwise: number): number =>
  text === null ? otherwise : parseInstant(text)!.epochMs

/** Whether what forbids it is an hour or a cap: only then is there a minute at which it would be allowed. */
function isAboutTime(law: LawClass, { code }: Judgement): boolean {
  return law.caps.some((cap) => cap.code === code) || law.windows.some((window) => window.code === code)
}

/** What a rule saw, in words. */
export function lookOf(
  signed: number,
  law: LawClass,
  person: Standing,
  place: Where,
  at: number,
  question: LawQuestion
): Look {
  const code = Math.abs(signed)
  const holds = signed > 0
  const look = (saw: string): Look => ({ ruleId: lawRuleId(code), holds, saw, from: null })
  const { number, recipient, consent, action } = question
  const window = law.windows.find((rule) => rule.code === code)
  if (window) return look(`${window.dayOff(at) ?? clocks(place.zones, at)} there`)
  if (law.consents.some((rule) => rule.code === code))
    return look(`consent ${consent[consentGroups[law.group]!]}, ${number.lineType} line, ${recipient.type}`)
  const cap = law.caps.find((rule) => rule.code === code)
  if (cap) return look(`${person.attempts.filter((made) => (made.kind & cap.kinds) !== 0).length} on record`)
  const list = law.lists.find((rule) => rule.code === code || rule.staleCode === code)
  if (list) return look(listWords(person, list.list))
  if (law.statements.some((rule) => rule.code === code)) return look(`it says ${action.states.length} things`)
  if (code === law.unknownPlace) return look(place.jurisdictions.join(', ') || 'no place on record')
  return look('')
}

function listWords({ listed, listAgeDays }: Standing, list: number): string {
  const age = listAgeDays[list]!
  const copy = age === Infinity ? 'no copy of it' : `a copy of ${Math.floor(age)} days`
  return (listed & (1 << list)) === 0 ? copy : `listed, by ${copy}`
}

const clocks = (zones: readonly Zone[], at: number): string =>
  zones.map((zone) => formatInstant(at, zone).slice(11, 16)).join(', ')
