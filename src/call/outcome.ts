import { type Endpoint, type Message } from '../facts/outcome-lists.ts'
import { type SitKind } from '../listen/heard.ts'
import {
  type CallCause,
  type CallOutcome,
  type CallState,
  type HangUpWhy,
  type LineEnd,
  type Who
} from './call-state.ts'

/** A person who hears nobody for so long was abandoned (16 CFR 310.4(b)(1)(iv)). */
export const ABANDONED_MS = 2_000

/** The detector has said so, though it was not sure before. */
export const soundsLikeMailbox = ({ heard }: Who): boolean => heard === 'machine_greeting' || heard === 'beep_only'

/** Why it ended, as far as it was our doing. */
export type EndWhy = HangUpWhy | 'refused' | null

/** What came of a call, in the three words of its end. */
export function outcomeOf(state: CallState, atMs: number, why: EndWhy, end: LineEnd | null): CallOutcome {
  const { line, who, left, startAtMs } = state
  const message = messageOf(state, why)
  const isLeft = message !== 'none_planned' && message !== 'none_blocked'
  const since = (from: number | null, to: number | null): number | null =>
    from === null || to === null ? null : to - from
  return {
    endpoint: endpointOf(state, atMs, why, end),
    message,
    cause: causeOf(why, end, message),
    by: who.by,
    recording: isLeft ? left.recording : null,
    blockedBy: message === 'none_blocked' ? left.blockedBy : null,
    playedMs: isLeft && left.recording !== null ? left.playedMs : null,
    beepMs: isLeft ? since(line.answeredAtMs, startAtMs) : null,
    ringMs: since(line.placedAtMs, line.answeredAtMs),
    answeredAtMs: line.answeredAtMs,
    endedAtMs: atMs
  }
}

function causeOf(why: EndWhy, end: LineEnd | null, message: Message): CallCause {
  if (why !== null) return why
  if (end === null) return 'carrier_silent'
  if (end.outcome !== 'completed') return end.outcome
  if (end.by === 'them') return 'they_hung_up'
  if (end.by === 'us') return message === 'complete' ? 'message_over' : 'shutdown'
  return end.by === 'carrier' ? 'carrier_fault' : 'watchdog'
}

function messageOf({ left }: CallState, why: EndWhy): Message {
  switch (left.is) {
    case 'talked_over':
      return 'talked_over'
    case 'complete':
      return 'complete'
    case 'live':
      // Only who ended it by themselves, or by the clock, said all of it.
      return why === 'rep' || why === 'message_over' ? 'left_live_by_rep' : 'truncated'
    case 'begun':
      if (left.open !== null) return 'started'
      return left.playedMs > 0 ? 'truncated' : 'none_planned'
    case 'nothing':
      if (left.playedMs > 0) return 'truncated'
      return left.blockedBy === null ? 'none_planned' : 'none_blocked'
  }
}

function endpointOf(
  { who, line, plan, sit, stage }: CallState,
  atMs: number,
  why: EndWhy,
  end: LineEnd | null
): Endpoint {
  if (stage.kind === 'sit' || sit !== null) return bySit[sit ?? 'unknown']
  const isSaid = line.answeredAtMs !== null || !plan.bridges || why === 'no_message'
  if (who.by === 'rep' && who.endpoint !== null && isSaid) return who.endpoint
  if (line.answeredAtMs === null) return unanswered(line.rang, why, end)
  if (who.endpoint !== null && who.endpoint !== 'human_right_party') return who.endpoint
  if (who.endpoint === null && soundsLikeMailbox(who)) return 'machine'
  if (line.met) return who.heard === 'silence' ? 'dead_air' : 'human_right_party'
  // Nobody was with them. Whoever may have been a person is counted as one: the doubt is not to our favour.
  if (why === 'no_rep' || atMs - line.answeredAtMs > ABANDONED_MS) return 'abandoned'
  return who.endpoint ?? 'dead_air'
}

function unanswered(rang: boolean, why: EndWhy, end: LineEnd | null): Endpoint {
  if (end === null) return why === null || why === 'refused' || why === 'watchdog' ? 'failed' : 'cancelled'
  switch (end.outcome) {
    case 'busy':
    case 'no_answer':
    case 'rejected':
    case 'cancelled':
      return end.outcome
    case 'invalid_number':
      return end.q850 === NUMBER_CHANGED ? 'changed_number' : 'vacant_number'
    case 'carrier_fault':
      return end.q850 === undefined ? 'failed' : (byQ850[end.q850] ?? 'failed')
    case 'blocked':
    case 'redirected':
      return 'failed'
    case 'completed':
    case 'unknown':
      return rang ? 'no_answer' : 'failed'
  }
}

/** Causes of ITU-T Q.850 that say more than that it failed. */
const NUMBER_CHANGED = 22
const byQ850: Readonly<Record<number, Endpoint>> = { 34: 'no_circuit', 41: 'congestion', 42: 'congestion' }

/** The tones of the network (ITU-T E.180); what is not known for sure does not kill a number. */
const bySit: Readonly<Record<SitKind, Endpoint>> = {
  ...{ vacant: 'vacant_number', intercept: 'changed_number', reorder: 'congestion', no_circuit: 'no_circuit' },
  unknown: 'failed'
}
