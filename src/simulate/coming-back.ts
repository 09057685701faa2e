import { type Message, endpointFlags, messageFlags } from '../facts/outcome-lists.ts'
import { type Assumptions } from './assumptions.ts'
import { type Chance, chanceOf, limited, middleOne } from './chance.ts'
import { dealValue } from './deal.ts'
import { whenAwake } from './dates.ts'
import { complaintChance, hasBlocked, irritationOf, optOutChance } from './irritation.ts'
import { takesMessages } from './leaving.ts'
import { type Answered, type Finished, type FloorCall, type Later } from './people.ts'
import { type Person, personOf, telephoneOf } from './person.ts'
import { type Standing, standingOf } from './standing.ts'

/** What they do later because of a call: ring us, forbid us everything, complain, or pay for what they bought. */
export function afterCall(a: Assumptions, call: FloorCall, answered: Answered, finished: Finished): readonly Later[] {
  const standing = standingOf(call)
  const person = personOf(a, call.key)
  const of = chanceOf(call.key, call.attempt)
  if (standing.hasStopped || telephoneOf(a, call.key, call.number, standing).isWrong) return []
  if (finished.said !== null) return afterTalk(a, call, finished.said.what, of)
  const isReached = answered.endpoint === 'human_right_party' || hasBlocked(person, standing)
  if (isReached || !endpointFlags(answered.endpoint).noticed) return []
  return afterMissing(a, call, person, standing, answered, finished, of)
}

function afterTalk(
  a: Assumptions,
  call: FloorCall,
  what: NonNullable<Finished['said']>['what'],
  of: Chance
): readonly Later[] {
  switch (what) {
    case 'sale':
      return [{ afterMs: CONTRACT_MS, does: dealValue(a, call, of) }]
    case 'send_info':
    case 'not_now':
    case 'hesitant':
      return of('later') < a['callback.later'] ? [rings(a, call, 'other', of)] : []
    default:
      return []
  }
}

/** They saw that we called, or heard what we left. Who forbids us to call does not ring us too. */
function afterMissing(
  a: Assumptions,
  call: FloorCall,
  person: Person,
  standing: Standing,
  { endpoint }: Answered,
  { message }: Finished,
  of: Chance
): readonly Later[] {
  const stopMs = whenAwake(call.localMinute, HOUR_MS * limited(middleOne(of('stopDelay'), 1), 0.05, 48))
  if (of('complaint') < complaintChance(a, person, standing))
    return [{ afterMs: stopMs, does: { kind: 'stops', stop: 'complaint' } }]
  if (of('optOut') < optOutChance(a, person, standing))
    return [{ afterMs: stopMs, does: { kind: 'stops', stop: 'opt_out' } }]
  const byMessage = messageCallback(a, person, standing, message)
  // A colleague's telephone shows nothing of us to the person we wanted.
  const seesUs =
    takesMessages(endpoint) || endpointFlags(endpoint).answeredBy === 'nothing' || endpoint === 'mailbox_full'
  const byMissing = seesUs ? missedCallback(a, person, standing) : 0
  const u = of('callback')
  if (u < byMessage) return [rings(a, call, 'message', of)]
  return u < byMessage + byMissing ? [rings(a, call, 'missed_call', of)] : []
}

/** Chance that they ring because of this message. */
export function messageCallback(a: Assumptions, person: Person, standing: Standing, message: Message): number {
  const heard =
    message === 'left_with_person' ? 0.5 : !messageFlags(message).left ? 0 : messageFlags(message).whole ? 1 : 0.5
  const further = a['callback.message.further'] ** Math.min(standing.unansweredVoicemails, 20)
  return limited(
    a['callback.message'] *
      person.callbackRate *
      kindness(a, standing) *
      further *
      heard *
      patience(a, person, standing),
    0,
    0.9
  )
}

/** Chance that they ring because they see that we called. */
export function missedCallback(a: Assumptions, person: Person, standing: Standing): number {
  const base = standing.isWarm ? a['callback.missed.warm'] : a['callback.missed.cold']
  return base * patience(a, person, standing)
}

function kindness(a: Assumptions, { kinship }: Standing): number {
  switch (kinship) {
    case 'known':
    case 'lapsed':
      return a['callback.message.known']
    case 'internet_lead':
    case 'lead_card':
    case 'referral':
      return a['callback.message.internetLead']
    case 'prequalified':
    case 'stranger':
      return 1
  }
}

function patience(a: Assumptions, person: Person, standing: Standing): number {
  return Math.min(1, Math.exp(a['irritation.answering'] * irritationOf(a, person, standing)))
}

function rings(a: Assumptions, call: FloorCall, cause: 'message' | 'missed_call' | 'other', of: Chance): Later {
  const hours = limited(
    a['callback.delay'] * middleOne(of('callbackDelay'), a['callback.delay.spread']),
    0.02,
    TWO_WEEKS
  )
  return { afterMs: whenAwake(call.localMinute, hours * HOUR_MS), does: { kind: 'rings', cause } }
}

const HOUR_MS = 3_600_000
const TWO_WEEKS = 14 * 24
/** The order is written down a minute after the talk. */
const CONTRACT_MS = 60_000
