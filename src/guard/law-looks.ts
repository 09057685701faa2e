import { facts as factTable } from '../facts/fact.ts'
import { type LawInForce } from './in-force.ts'
import { type Standing, judge, openHours } from './judge.ts'
import { type LawClass } from './law-class.ts'
import { cappedUntil, capsOf } from './law-table.ts'
import { listedIn } from './listed.ts'
import { lookOf, prepared } from './lawful.ts'
import { type Opening } from './opening.ts'
import { type Question } from './question.ts'
import { lawRuleId } from './rule-code.ts'
import { type Look } from './verdict.ts'
import { type Where } from './where.ts'

/**
 * The law about a question that was made of FACTS, as the explained guard goes through it: what FACTS count is taken for
 * the attempts, and what they know nothing of is the strict reading, as in law-table.ts.
 */
export type FactsLaw = {
  readonly looks: readonly Look[]
  readonly opening: Opening
  /** Whether nothing but time and counts forbids it at this instant: a copy of a list may be too old by then. */
  readonly isFresh: (at: number) => boolean
}

const DAY = 86_400_000
const EVERYTHING = 0x7fff_ffff

export function factsLaw(question: Question, inForce: LawInForce, where: Where, counted: number, at: number): FactsLaw {
  const { law, person } = prepared(inForce.book, question, where)
  const own = capsOf(law)
  const standing = (instant: number): Standing => ({
    ...person,
    listed: 0,
    attempts: [],
    states: EVERYTHING,
    listAgeDays: inForce.copies.map((copy) => (instant - copy) / DAY),
    registered: inForce.registered,
    confirmed: inForce.confirmed
  })
  const now = standing(at)
  const looks = judge(law, now, at).trace.map((code): Look => {
    const window = law.windows.find((each) => each.code === Math.abs(code))
    const cap = own.find((each) => each.code === Math.abs(code))
    if (cap === undefined) {
      const look = lookOf(code, law, now, where, at, question)
      return window && code < 0 ? { ...look, from: window.opening.next(at) } : look
    }
    const count = question.counts[factTable[cap.slot]!.path] ?? Infinity
    const until = cappedUntil(cap, count, counted)
    return {
      ruleId: lawRuleId(cap.code),
      holds: at >= until,
      saw: `${count === Infinity ? 'never' : count} of ${cap.max}`,
      from: until
    }
  })
  const listed = listLooks(question, law, person, inForce)
  const isAbout = (look: Look, rules: readonly { readonly code: number }[]): boolean =>
    rules.some(({ code }) => lawRuleId(code) === look.ruleId)
  // What has to be said is not asked of facts (see law-table.ts), so nothing is said about it either.
  const others = looks.filter(
    (look) => !isAbout(look, law.statements) && !(look.holds && listed.some(({ ruleId }) => ruleId === look.ruleId))
  )
  return {
    looks: [
      ...others.filter((look) => !isAbout(look, law.windows)),
      ...listed,
      ...others.filter((look) => isAbout(look, law.windows))
    ],
    opening: openHours(law, now),
    isFresh: (instant) => isOnlyTime(law, judge(law, standing(instant), instant).trace)
  }
}

/** What lists say of the number itself; the age of their copies is among the looks of the law. */
function listLooks(
  { lists: { listed } }: Question,
  law: LawClass,
  { consent }: Standing,
  { book }: LawInForce
): readonly Look[] {
  const code = listedIn(law, law.group < 0 ? 0 : consent[law.group]!, listed, book.law)
  return code === 0 ? [] : [{ ruleId: lawRuleId(code), holds: false, saw: `on ${listed.join(', ')}`, from: null }]
}

function isOnlyTime(law: LawClass, trace: readonly number[]): boolean {
  return trace.every((code) => code > 0 || law.windows.some((window) => window.code === -code))
}
