import { absurd } from '../facts/absurd.ts'
import { type Choice, choiceCode, stepFacts } from '../facts/fact.ts'
import { type Happening, type LogEntry, type Outcome } from '../facts/log-entry.ts'
import { businessFlags, endpointFlags } from '../facts/outcome-lists.ts'
import { type LeadEvent } from '../playbook/words.ts'

/** What an entry of the log is to a playbook: the events that its exits, parks and tracks may name. */
export function eventsOf(entry: LogEntry): readonly LeadEvent[] {
  switch (entry.kind) {
    case 'outcome':
      return ofOutcome(entry)
    case 'signal':
      return ofHappening(entry.happening)
    case 'touch':
    case 'undone':
      return []
    default:
      return absurd(entry)
  }
}

function ofOutcome({ result }: Outcome): readonly LeadEvent[] {
  if (result.kind === 'not_made') return []
  const said = result.said?.what
  const events: LeadEvent[] = []
  const rightParty = result.kind === 'call' && endpointFlags(result.endpoint).rightParty
  if (said === undefined ? rightParty : businessFlags(said).conversation) events.push(...TALK)
  switch (said) {
    case 'meeting_booked':
      events.push('booking', 'appointment')
      break
    case 'not_qualified':
      events.push('unfit')
      break
    case 'not_interested':
    case 'hung_up':
      events.push('refusal')
      break
    case 'complaint':
      events.push('complaint')
      break
    case 'hostile':
      events.push('hostility')
      break
    case 'do_not_call':
      events.push('opt_out')
      break
    default:
  }
  return events
}

/** A talk with the person we wanted: they heard what we have to say. */
const TALK: readonly LeadEvent[] = ['conversation', 'response', 'pitched']

function ofHappening(happening: Happening): readonly LeadEvent[] {
  switch (happening.kind) {
    case 'reply':
      return ['response', 'reply']
    case 'booking':
      return ['response', 'booking', 'appointment']
    case 'callback':
    case 'inbound_answered':
      return ['response', 'callback', 'conversation', 'pitched']
    case 'missed_inbound':
      return ['response', 'callback']
    case 'bounce':
      return ['bounce']
    case 'stop':
      return [STOP_EVENTS[happening.stop]]
    case 'deal_won':
    case 'deal_lost':
      return [happening.kind]
    case 'consent_granted':
    case 'consent_revoked':
    case 'profile':
    case 'household':
    case 'asked_for_number':
    case 'recognised':
      return []
    default:
      return absurd(happening)
  }
}

const STOP_EVENTS = {
  opt_out: 'opt_out',
  do_not_call: 'opt_out',
  legal_notice: 'legal_notice',
  complaint: 'complaint',
  hostility: 'hostility',
  refusal: 'refusal'
} as const satisfies Record<string, LeadEvent>

const OUTCOME = stepFacts.find(({ path }) => path === 'outcome') as Choice
const codeOf = (name: string): number => choiceCode(OUTCOME, name)

/** How a call ended, as the steps that follow it may ask: code of the fact `outcome`. */
export function outcomeCode({ result }: Outcome): number {
  if (result.kind === 'not_made') return codeOf('not_made')
  if (result.kind !== 'call') return NaN
  const said = result.said?.what
  if (said === 'hesitant') return codeOf('hesitant')
  const { answeredBy, rightParty, numberDead } = endpointFlags(result.endpoint)
  if (said === undefined ? rightParty : businessFlags(said).conversation) return codeOf('conversation')
  if (numberDead || said === 'wrong_number') return codeOf('bad_number')
  if (result.endpoint === 'busy') return codeOf('busy')
  if (answeredBy === 'machine') return codeOf('voicemail')
  return codeOf(answeredBy === 'person' ? 'gatekeeper' : 'no_answer')
}
