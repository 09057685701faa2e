import { dayNumber, dayOf } from '../clock/civil.ts'
import { instantOf, localMinutes, zoneNamed } from '../clock/zone.ts'
import { slot } from '../facts/fact.ts'
import { type Facts, packFacts } from '../facts/facts.ts'
import { type FactsDocument } from '../facts/schema.ts'
import { house } from '../guard/house.ts'
import { type Program } from '../playbook/program.ts'
import { deskFor, situationOf } from './answer.ts'
import { type Situation, decide } from './decide.ts'
import { diceOf } from './dice.ts'
import { type PlannedTouch } from './explain.ts'
import { nextCall } from './next-move.ts'

/** One kind of person, called until the playbook lets go, a voicemail answering each time. */
export type Rehearsal = {
  readonly who: string
  readonly market: 'b2b' | 'b2c'
  readonly calls: readonly RehearsedCall[]
}
export type RehearsedCall = {
  /** Epoch ms. */
  readonly at: number
  /** Day of the person’s calendar. */
  readonly day: number
  readonly left: boolean
  /** Silent because a rule says so, not because the guard or the lot does. */
  readonly silentByRule: boolean
  readonly fellOff: boolean
}

/** A rehearsal stops here: 30 messages is as far as anybody in the sources goes (002-07). */
export const CALLS_MAX = 30
const HOUR = 3_600_000
const ZONE = zoneNamed('America/New_York')!
/** A Monday morning. */
const START = instantOf(ZONE, dayNumber(2027, 1, 4) * 1440 + 10 * 60)

const ATTEMPT = slot('attempt')
const STEP = slot('step')
const CALLS = slot('history.calls')
const VOICEMAILS = slot('history.voicemails')
const UNANSWERED = slot('history.unansweredVoicemails')
const SINCE_VOICEMAIL = slot('history.daysSinceVoicemail')
const CALLS_SINCE = slot('history.callsSinceVoicemail')
const CALLS_24H = slot('history.calls24h')
const SINCE_CALL = slot('history.hoursSinceCall')
const SILENT = slot('history.silentCalls')
const TOUCHES_7D = slot('history.touches7d')
const TOUCHES_30D = slot('history.touches30d')
const HOUSEHOLD_7D = slot('household.touches7d')
const HOUSEHOLD_24H = slot('household.calls24h')

/** Works every kind of person that the playbook takes in. */
export function rehearse(program: Program): readonly Rehearsal[] {
  return people(program).map(({ who, market, facts }) => ({ who, market, calls: workThrough(program, facts) }))
}

function people(program: Program): { who: string; market: 'b2b' | 'b2c'; facts: Facts }[] {
  const out: { who: string; market: 'b2b' | 'b2c'; facts: Facts }[] = []
  for (const market of ['b2c', 'b2b'] as const)
    for (const origin of ['internet_lead', 'lead_card', 'cold_list', 'prequalified_list', 'referral'])
      for (const relationship of ['never_spoken', 'met', 'proposal_sent', 'dialogue_open', 'lapsed'])
        for (const mode of ['manual', 'progressive']) {
          const document = {
            lead: {
              id: `${market} ${origin} ${relationship}`,
              origin,
              market,
              relationship,
              fitConfirmed: true,
              dealValueCents: 1_000_000
            },
            number: { kind: market === 'b2b' ? 'business' : 'mobile' },
            consent: { recordings: 'express_written' },
            recordings: [{ id: 'any', seconds: 20, purpose: null }],
            dialer: { mode }
          } as unknown as FactsDocument
          const facts = packFacts(document, { now: START, offsetMinutes: -300, country: 'US' })
          if (program.entry && program.entry.when.test(facts.vector) === 0) continue
          out.push({
            who: `a ${market === 'b2b' ? 'firm' : 'consumer'} (${origin.replaceAll('_', ' ')}, ${relationship.replaceAll('_', ' ')})`,
            market,
            facts
          })
        }
  return out
}

function workThrough(program: Program, facts: Facts): RehearsedCall[] {
  const desk = deskFor(program, house)
  const dice = diceOf(program, facts.leadId, facts.cluster, 0)
  const calls: RehearsedCall[] = []
  let situation: Situation = situationOf(desk, facts, 0, dice)
  while (calls.length < CALLS_MAX) {
    const decision = decide(program, situation)
    const left = decision.mode !== 0
    const rule = program.rules[decision.rule]
    const next = nextCall(program, situation, left)
    calls.push({
      at: situation.now,
      day: dayOf(localMinutes(ZONE, situation.now)),
      left,
      silentByRule: rule?.act.kind === 'skip',
      fellOff: decision.next.kind === 'none' && decision.next.why === 'over'
    })
    if (rule?.then || next.kind === 'none') break
    situation = { ...situation, now: next.at, vector: laterVector(situation, calls, next.at, roundOf(program, next)) }
  }
  return calls
}

/** Round of a planned call: calls before the rounds are one each. */
function roundOf({ calls: { before } }: Program, { step, round }: PlannedTouch): number {
  return before.includes(step) ? before.indexOf(step) + 1 : before.length + round
}

/** The facts at the next call, from the calls so far. Everybody is a household of their own. */
function laterVector(situation: Situation, calls: readonly RehearsedCall[], at: number, step: number): Float64Array {
  const v = situation.vector.slice()
  const lastMessage = calls.findLast((call) => call.left)
  const since = (hours: number): number => calls.filter((call) => at - call.at < hours * HOUR).length
  v[ATTEMPT] = calls.length + 1
  v[STEP] = step
  v[CALLS] = calls.length
  v[VOICEMAILS] = v[UNANSWERED] = calls.filter((call) => call.left).length
  v[SINCE_VOICEMAIL] = lastMessage ? Math.floor((at - lastMessage.at) / (24 * HOUR)) : Infinity
  v[CALLS_SINCE] = v[SILENT] = calls.length - 1 - calls.findLastIndex((call) => call.left)
  v[CALLS_24H] = v[HOUSEHOLD_24H] = since(24)
  v[SINCE_CALL] = (at - calls.at(-1)!.at) / HOUR
  v[TOUCHES_7D] = v[HOUSEHOLD_7D] = since(7 * 24)
  v[TOUCHES_30D] = since(30 * 24)
  return v
}

/** Most different days with a call in any seven days in a row. */
export function weekOf(days: readonly number[]): number {
  const different = [...new Set(days)]
  return Math.max(0, ...different.map((first) => different.filter((day) => day >= first && day < first + 7).length))
}
