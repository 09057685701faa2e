import { formatInstant, parseInstant } from '../clock/civil.ts'
import { nextOpen } from '../clock/week-window.ts'
import { type Zone } from '../clock/zone.ts'
import { facts as factTable } from '../facts/fact.ts'
import { KEEPS_HOURS, bitOf } from './action.ts'
import { capMeasures, capRuleId } from './cap.ts'
import { type House } from './house.ts'
import { type Question } from './question.ts'
import { consentLevels } from './term.ts'
import { type Look } from './verdict.ts'

const HOUR = 3_600_000
const MINUTE = 60_000

/** Every rule of the house and cap of the playbook that speaks of this action, hours apart, in their order. */
export function houseLooks(question: Question, house: House, at: number): readonly Look[] {
  return [...consentLooks(question), ...ceilingLooks(question, house, at), ...capLooks(question, at)]
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

/** The hours of the house; null where this action rings nobody. */
export function hoursLook(question: Question, house: House, zones: readonly Zone[], at: number): Look | null {
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

const sameMinute = (a: number, b: number): boolean => Math.floor(a / MINUTE) === Math.floor(b / MINUTE)
const round = (count: number): number => Math.round(count * 10) / 10
