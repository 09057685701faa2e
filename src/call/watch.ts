import { absurd } from '../facts/absurd.ts'
import { type CallStepped } from './call-event.ts'
import { type CallState } from './call-state.ts'
import { finish, hangUp, wrap } from './ending.ts'
import { bringRep } from './rep-place.ts'
import { still, tell, and } from './stepping.ts'
import { ABANDONED_MS } from './outcome.ts'
import { stopped, unsureHeard } from './verdict.ts'

/** How long a call may stay in a stage before its watchdog closes it; no call is left open by whatever is silent. */

const SECOND = 1_000
const bounds = {
  /** Until a carrier has taken an order. */
  media: 10 * SECOND,
  /** Over the ring time, which the carrier keeps. */
  ringing: 5 * SECOND,
  /** Without a verdict they are treated as a person. */
  listening: 8 * SECOND,
  /** The verdict stored and the decision had: greetings are longer, and a mailbox waits no longer. */
  deciding: 6 * SECOND,
  /** Longer greetings exist, and beeps that never come; somebody waits for neither. */
  greeting: 45 * SECOND,
  /** From the order to the first packet. */
  beep: 3 * SECOND,
  /** Over the length of a message. */
  leaving: 3 * SECOND,
  /** A carrier that was told to hang up says so. */
  hangingUp: 5 * SECOND,
  /** What came of a drop, once the line is dead. */
  dropDone: 2 * SECOND,
  /** The countdown is told so often. */
  tick: SECOND,
  wrapUp: 30 * 60 * SECOND,
  /** Over the greatest length, which the carrier keeps. */
  whole: 15 * SECOND
}

/** How long from now on; null where nothing is waited for. */
export function boundMs(state: CallState, atMs: number): number | null {
  const { stage, plan, line } = state
  if (stage.kind === 'created' || stage.kind === 'wrapped') return null
  const ms = ofStage(state, atMs)
  if (stage.kind === 'ended' || stage.kind === 'hanging_up' || line.placedAtMs === null) return ms
  return Math.max(0, Math.min(ms, line.placedAtMs + plan.maxMs + bounds.whole - atMs))
}

function ofStage({ stage, plan, rep }: CallState, atMs: number): number {
  const withRep = rep === 'on' ? plan.maxMs + bounds.whole : ABANDONED_MS
  switch (stage.kind) {
    case 'created':
    case 'wrapped':
      return 0
    case 'media':
      return bounds.media
    case 'dialling':
    case 'ringing':
    case 'early':
      return plan.ringMs + bounds.ringing
    case 'answered':
    case 'human':
    case 'ivr':
      return withRep
    case 'talked_over':
      return Math.max(0, stage.untilMs - atMs)
    case 'listening':
      return bounds.listening
    case 'machine':
      return bounds.deciding
    case 'screener':
      return stage.step === 'live' ? withRep : bounds.deciding
    case 'greeting':
      return bounds.greeting
    case 'beep':
      return bounds.beep
    case 'leaving':
      return stage.how === 'drop'
        ? stage.recording.lengthMs + bounds.leaving
        : Math.max(0, Math.min(bounds.tick, stage.untilMs - atMs))
    case 'sit':
    case 'fax':
      return bounds.hangingUp
    case 'hanging_up':
      return stage.end === null ? bounds.hangingUp : bounds.dropDone
    case 'ended':
      return bounds.wrapUp
    default:
      return absurd(stage)
  }
}

/** Time is up. A watchdog that was set anew meanwhile does not bite. */
export function watchdog(state: CallState, atMs: number): CallStepped {
  if (state.watchdogAtMs === null || atMs < state.watchdogAtMs) return still(state)
  const { stage, line, plan } = state
  switch (stage.kind) {
    case 'sit':
    case 'fax':
      return finish(state, atMs, 'tone', null)
    case 'hanging_up':
      return finish(state, atMs, stage.why, stage.end)
    case 'ended':
      return wrap(state)
  }
  if (line.placedAtMs !== null && atMs >= line.placedAtMs + plan.maxMs + bounds.whole) return hangUp(state, 'watchdog')
  switch (stage.kind) {
    case 'listening':
      return unsureHeard(state)
    case 'answered':
    case 'human':
    case 'ivr':
      return hangUp(state, state.rep === 'on' ? 'watchdog' : 'no_rep')
    case 'talked_over':
      return hangUp(state, 'no_rep')
    case 'machine':
      return hangUp(state, 'undecided')
    case 'screener':
      return hangUp(state, stage.step !== 'live' ? 'undecided' : state.rep === 'on' ? 'watchdog' : 'no_rep')
    case 'greeting':
      return hangUp(state, 'no_start')
    case 'beep':
      return and(stopped(state), (now) => hangUp(now, 'drop_failed'))
    case 'leaving':
      return stage.how === 'drop' ? hangUp(state, 'watchdog') : countdown(state, atMs, stage.untilMs)
    default:
      return hangUp(state, 'watchdog')
  }
}

function countdown(state: CallState, atMs: number, untilMs: number): CallStepped {
  if (atMs >= untilMs) return hangUp(state, 'message_over')
  const told = tell({ kind: 'speak', leftMs: untilMs - atMs })
  return and(bringRep(state), (now) => still({ ...now, stage: { ...now.stage } }, told))
}
