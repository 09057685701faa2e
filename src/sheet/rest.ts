import { STOPS_SLOT, slot } from '../facts/fact.ts'
import { type Situation } from '../decide/decide.ts'
import { nextCall } from '../decide/next-move.ts'
import { ruleIn } from '../guard/rule.ts'
import { type LeadRow } from '../intake/lead-row.ts'
import { type Program } from '../playbook/program.ts'

/** From when the playbook itself wants the next call, or that it wants none. */
export type Rest =
  | { readonly kind: 'from'; readonly from: number; readonly ruleId: string; readonly why: string }
  /** The code is that of the guard’s rule, 0 where the playbook itself is over. */
  | { readonly kind: 'over'; readonly ruleId: string; readonly why: string; readonly code: number }

const HOUR = 3_600_000
const ATTEMPT = slot('attempt')
const STEP = slot('step')
const CALLS = slot('history.calls')
const CALLS_24H = slot('history.calls24h')
const VOICEMAILS = slot('history.voicemails')
const SINCE_CALL = slot('history.hoursSinceCall')
const SINCE_VOICEMAIL = slot('history.daysSinceVoicemail')

/**
 * The playbook's rest after the last call, by asking the same sequence what it planned then. A time that the person
 * named beats it. What came before the list is not known, so a lead without a dated call is due now.
 */
export function restOf(program: Program, situation: Situation, lead: LeadRow): Rest {
  const { vector, now } = situation
  // A hard stop is the reason whatever the playbook has planned, and the guard says it.
  if (vector[STOPS_SLOT] !== 0) return due(now)
  if (lead.dueAtMs !== null)
    return { kind: 'from', from: lead.dueAtMs, ruleId: 'CALLBACK-TIME', why: 'They named a time for the call' }
  const sinceHours = vector[SINCE_CALL]!
  if (vector[CALLS] === 0) return due(now)
  const lastCall = sinceHours === Infinity ? now : now - sinceHours * HOUR
  const left = vector[VOICEMAILS]! > 0 && vector[SINCE_VOICEMAIL]! * 24 <= sinceHours + 24
  const next = nextCall(program, before(situation, lastCall), left)
  if (next.kind === 'touch') return sinceHours === Infinity ? due(now) : { kind: 'from', from: next.at, ...resting }
  switch (next.why) {
    case 'capped':
      return capped(situation, next.code)
    case 'stopped':
      return due(now)
    case 'step':
    case 'rule':
      return over(program, next.step)
    case 'over':
      return { kind: 'over', ruleId: 'PLAYBOOK-OVER', why: 'The sequence of the playbook is over', code: 0 }
  }
}

const resting = { ruleId: 'PLAYBOOK-WAIT', why: 'The playbook lets them rest after the last call' } as const
const due = (now: number): Rest => ({ kind: 'from', from: now, ...resting })

function over(program: Program, step: number): Rest {
  const instruction = program.flow[step]
  if (instruction?.kind === 'stay' && instruction.stay.kind === 'park')
    return { kind: 'over', ruleId: 'PLAYBOOK-PARKED', why: instruction.because ?? 'Parked until they call', code: 0 }
  const why = instruction?.kind === 'stay' ? instruction.because : null
  return { kind: 'over', ruleId: 'PLAYBOOK-OVER', why: why ?? 'The sequence of the playbook is over', code: 0 }
}

function capped({ table }: Situation, code: number): Rest {
  const { id, reason } = ruleIn(table.house, code)
  return { kind: 'over', ruleId: id, why: reason, code }
}

/** The situation of the call before this one, at its own time. */
function before(situation: Situation, lastCall: number): Situation {
  const vector = situation.vector.slice()
  vector[ATTEMPT]!--
  vector[STEP] = Math.max(1, vector[STEP]! - 1)
  vector[CALLS]!--
  vector[CALLS_24H] = Math.max(0, vector[CALLS_24H]! - 1)
  return { ...situation, vector, now: lastCall }
}
