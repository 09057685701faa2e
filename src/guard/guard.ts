import { formatInstant, parseInstant } from '../clock/civil.ts'
import { type Zone } from '../clock/zone.ts'
import { KEEPS_HOURS, bitOf } from './action.ts'
import { CLOCKS_END, bothOpen, noSpecialDays, openingOf } from './opening.ts'
import { type House } from './house.ts'
import { hoursLook, houseLooks } from './house-looks.ts'
import { type Question, zoneWrittenIn } from './question.ts'
import { type FactsLaw, factsLaw } from './law-looks.ts'
import { placeOf } from './lawful.ts'
import { ruleCalled, stopRuleId } from './rule.ts'
import { type Look, type Verdict } from './verdict.ts'
import { type Where, whereabouts } from './where.ts'

const MINUTE = 60_000

/**
 * May we? Every rule is looked at, in order: hard stops, the law, then the rules of the house; the first that does not
 * hold is the answer. Slow and explained: the hot path asks the tables of table.ts, which a property test proves equal.
 */
export function guard(question: Question, house: House): Verdict {
  const at = parseInstant(question.at)!.epochMs
  const where = placeIn(question, house)
  const { zones, clock } = where
  const law = house.law && factsLaw(question, house.law, where, parseInstant(question.countedAt)!.epochMs, at)
  const looks = [...stopLooks(question), ...(law?.looks ?? []), ...houseLooks(question, house, at)]
  const never = looks.find((look) => !look.holds && look.from === null)
  const earliest = looks.reduce((latest, look) => (look.holds ? latest : Math.max(latest, look.from ?? latest)), at)
  const retry = never ? null : firstOpen(question, house, zones, earliest, law)
  const hours = hoursLook(question, house, zones, at)
  const trace = hours ? [...looks, hours] : looks
  const first = trace.find((look) => !look.holds)
  if (!first)
    return { decision: 'allowed', ruleId: null, reason: 'No rule forbids it', remedy: null, retryAt: null, trace }
  const rule = ruleCalled(first.ruleId)
  return {
    decision: 'blocked',
    ruleId: rule.id,
    reason: first.saw === '' ? rule.reason : `${rule.reason} (${first.saw})`,
    remedy: rule.remedy,
    retryAt: retry === null || (law && !law.isFresh(retry)) ? null : formatInstant(retry, clock),
    trace
  }
}

/** The first minute at or after the question's instant at which the clock allows this, RFC 3339; null when it never does. */
export function nextWindow(question: Question, house: House): string | null {
  const at = parseInstant(question.at)!.epochMs
  const where = placeIn(question, house)
  const law = house.law && factsLaw(question, house.law, where, at, at)
  const opens = firstOpen(question, house, where.zones, at, law)
  return opens === null ? null : formatInstant(opens, where.clock)
}

function stopLooks(question: Question): Look[] {
  return question.stops.map((stop) => ({ ruleId: stopRuleId(stop), holds: false, saw: stop, from: null }))
}

/** First whole minute at or after `from` that the clock allows for this kind of action. */
function firstOpen(
  question: Question,
  house: House,
  zones: readonly Zone[],
  from: number,
  law: FactsLaw | null
): number | null {
  const minute = Math.ceil(from / MINUTE) * MINUTE
  if (minute >= CLOCKS_END) return null
  if ((bitOf(question.action.kind) & KEEPS_HOURS) === 0) return minute
  const own = openingOf([{ week: house.callWindow, special: noSpecialDays }], zones)
  return law === null ? own.next(minute) : bothOpen(own, law.opening, minute)
}

function placeIn(question: Question, house: House): Where {
  return placeOf(house.law?.book.places ?? whereabouts(), question, zoneWrittenIn(question))
}
