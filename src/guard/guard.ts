import { formatInstant, parseInstant } from '../clock/civil.ts'
import { nextOpen } from '../clock/week-window.ts'
import { type Zone } from '../clock/zone.ts'
import { facts as factTable } from '../facts/fact.ts'
import { KEEPS_HOURS, bitOf } from './action.ts'
import { capMeasures, capRuleId } from './cap.ts'
import { CLOCKS_END, bothOpen, noSpecialDays, openingOf } from './opening.ts'
import { type House } from './house.ts'
import { type Question, zoneWrittenIn } from './question.ts'
import { type FactsLaw, factsLaw } from './law-looks.ts'
import { placeOf } from './lawful.ts'
import { ruleCalled, stopRuleId } from './rule.ts'
import { consentLevels } from './term.ts'
import { type Look, type Verdict } from './verdict.ts'
import { type Where, whereabouts } from './where.ts'

const HOUR = 3_600_000
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
  const looks = [
    ...stopLooks(question),
    ...(law?.looks ?? []),
    ...consentLooks(question),
    ...ceilingLooks(question, house, at),
    ...capLooks(question, at)
  ]
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

function consentLooks({ action, consent, number }: Question): Look[] {
  if (action.kind === 'sms') {
    const enough = consentLevels.indexOf(consent.sms) >= consentLevels.indexOf('express')
    return [{ ruleId: 'HOUSE-SMS-CONSENT', holds: enough, saw: `consent for texts: ${consent.sms}`, from: null }]
  }
  if (action.kind !== 'prerecorded_voicemail') return []
  const provenDesk = number.kind === 'business' && number.lineType === 'landline'
  return [
    {
      ruleId: 'HOUSE-DROP-CONSENT',
      holds: consent.recordings === 'express_written' || provenDesk,
      saw: `consent for recordings: ${consent.recordings}, ${number.kind} number, ${number.lineType} line`,
      from: null
    }
  ]
}

function ceilingLooks(question: Question, house: House, at: number): Look[] {
  if (question.action.kind !== 'live_voice') return []
  const counted = parseInstant(question.countedAt)!.epochMs
  const calls = question.counts['history.calls24h'] ?? 0
  const sinceHours = question.counts['history.hoursSinceCall'] ?? null
  const most = house.callsPer24h[question.number.kind]
  const dayOver = counted + 24 * HOUR
  const rested =
    sinceHours === null ? at : counted + house.callGapHours[question.number.kind] * HOUR - sinceHours * HOUR
  return [
    { ruleId: 'HOUSE-CALLS-24H', holds: calls < most || at >= dayOver, saw: `${calls} of ${most}`, from: dayOver },
    {
      ruleId: 'HOUSE-CALL-GAP',
      holds: at >= rested,
      saw: sinceHours === null ? 'never called' : `${round(sinceHours)} h ago`,
      from: rested
    }
  ]
}

function capLooks(question: Question, at: number): Look[] {
  const counted = parseInstant(question.countedAt)!.epochMs
  const sinceCall = question.counts['history.hoursSinceCall'] ?? null
  return question.caps
    .filter((cap) => (capMeasures[cap.measure].kinds & bitOf(question.action.kind)) !== 0)
    .map((cap) => {
      const { counts, says, slot: index } = capMeasures[cap.measure]
      const count = question.counts[factTable[index]!.path] ?? null
      const look = {
        ruleId: capRuleId(cap.measure),
        saw: `${count === null ? 'never' : round(count)} of ${cap.limit} ${says}`
      }
      switch (counts.kind) {
        case 'total':
          return { ...look, holds: (count ?? 0) < cap.limit, from: null }
        case 'period': {
          const over = counted + counts.hours * HOUR
          return { ...look, holds: (count ?? 0) < cap.limit || at >= over, from: over }
        }
        case 'rest': {
          const over = counted + counts.hours * HOUR - (sinceCall ?? counts.hours) * HOUR
          return { ...look, holds: (count ?? 0) < cap.limit || at >= over, from: over }
        }
        case 'gap': {
          const over = counted + cap.limit * 24 * HOUR - (count ?? cap.limit) * 24 * HOUR
          return { ...look, holds: at >= over, from: over }
        }
      }
    })
}

function hoursLook(question: Question, house: House, zones: readonly Zone[], at: number): Look | null {
  if ((bitOf(question.action.kind) & KEEPS_HOURS) === 0) return null
  const opens = nextOpen(house.callWindow, zones, at)
  const local = zones.map((zone) => formatInstant(at, zone).slice(11, 16)).join(', ')
  return {
    ruleId: 'HOUSE-HOURS',
    holds: opens === at || (opens !== null && sameMinute(opens, at)),
    saw: `${local} there`,
    from: opens
  }
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

const sameMinute = (a: number, b: number): boolean => Math.floor(a / MINUTE) === Math.floor(b / MINUTE)
const round = (count: number): number => Math.round(count * 10) / 10
