import { MESSAGE_SECONDS_MAX } from '../facts/recording.ts'
import { type AtVoicemail, type CallStepped } from './call-event.ts'
import { type CallState, type Leaves, type LeavesNow, type Recording } from './call-state.ts'
import { finish, hangUp } from './ending.ts'
import { bringRep, letGo } from './rep-place.ts'
import { go, still, tell, and } from './stepping.ts'
import { beepAfterDoubt, stopped } from './verdict.ts'

/** What is left in a mailbox, from the decision to the last byte of it. */

/** No message is longer, whatever was decided. */
export const MESSAGE_MAX_MS = MESSAGE_SECONDS_MAX * 1_000
/** That a message may start holds so long: a mailbox waits no longer for the first word. */
export const START_HOLDS_MS = 6_000
/** More beeps than these are no invitation to begin anew. */
const DROPS_MAX = 4

export function verdictStored(state: CallState, nth: number): CallStepped {
  const { stage, who } = state
  if (nth !== state.asked || who.endpoint === null) return still(state)
  const ask = { kind: 'ask_decision', nth, endpoint: who.endpoint } as const
  if (stage.kind === 'machine' && !stage.isStored) return go(state, { ...stage, isStored: true }, ask)
  if (stage.kind === 'screener' && stage.step === 'storing') return go(state, { ...stage, step: 'deciding' }, ask)
  return still(state)
}

export function undecided(state: CallState, nth: number): CallStepped {
  const isAsked = state.stage.kind === 'machine' || (state.stage.kind === 'screener' && state.stage.step !== 'live')
  return isAsked && nth === state.asked ? hangUp(state, 'undecided') : still(state)
}

/** The decision is in. A rep who is not needed for it is free from here on. */
export function decided(state: CallState, atMs: number, nth: number, decision: AtVoicemail): CallStepped {
  const { stage } = state
  if (nth !== state.asked) return still(state)
  const told = still(state, tell({ kind: 'decided', decision }))
  if (stage.kind === 'screener' && stage.step === 'deciding') return and(told, (now) => toScreener(now, decision))
  if (stage.kind !== 'machine' || !stage.isStored) return still(state)
  const { wish } = stage
  return and(told, (now) => {
    if (now.who.endpoint === 'mailbox_full') return leaveNothing(now, null)
    // The rep may do otherwise than advised; what a rule forbids they may not.
    if (wish === 'live' && !isForbidden(decision)) return liveByRep(now, atMs)
    if (decision.kind === 'hang_up') {
      const because = isForbidden(decision) ? 'forbidden' : 'no_recording'
      const key = wish === 'live' ? 'live_voicemail' : 'beep_now'
      const cannot = wish === 'nothing' ? still(now) : still(now, tell({ kind: 'cannot', key, because }))
      return and(cannot, (told) => leaveNothing(told, decision.blockedBy))
    }
    const leaves = leavesOf(decision)
    if (wish === 'now') return leave(now, atMs, leaves.kind === 'ask' ? leaves.how : leaves, true)
    return leave(now, atMs, leaves, false)
  })
}

const isForbidden = (decision: AtVoicemail): boolean => decision.kind === 'hang_up' && decision.blockedBy !== null

/** The rep speaks because they want to; they are there, though they may have been free to go. */
export function liveByRep(state: CallState, atMs: number): CallStepped {
  if (state.rep === 'gone') return leaveNothing(state, null)
  return and(bringRep(state), (now) => leave(now, atMs, { kind: 'live', maxMs: MESSAGE_MAX_MS }, false))
}

function leavesOf(decision: Exclude<AtVoicemail, { kind: 'hang_up' }>): Leaves {
  switch (decision.kind) {
    case 'message':
      return { kind: 'drop', recording: decision.recording }
    case 'live':
      return { kind: 'live', maxMs: decision.maxMs }
    case 'ask':
      return { kind: 'ask', suggest: decision.suggest, how: leavesOf(decision.how) as LeavesNow }
  }
}

/** To a screener: live or skip, never a recording. */
function toScreener(state: CallState, decision: AtVoicemail): CallStepped {
  if (decision.kind === 'hang_up') return leaveNothing(state, decision.blockedBy)
  if (!hasRep(state)) return leaveNothing(state, null)
  return bringRep({ ...state, stage: { kind: 'screener', step: 'live' } })
}

/** A rep is at hand for a message that has to be spoken. */
const hasRep = ({ plan, rep }: CallState): boolean =>
  rep !== 'gone' && (plan.mode !== 'progressive' || rep === 'on' || rep === 'coming')

/** Nothing is left: there is nothing more to do for the rep either. */
export function leaveNothing(state: CallState, blockedBy: string | null): CallStepped {
  const free = letGo({ ...state, left: { ...state.left, blockedBy } })
  return and(free, (now) => hangUp(now, 'no_message'))
}

/** A message is to be left: now where it may start already, else as soon as it may. */
export function leave(state: CallState, atMs: number, leaves: Leaves, byRep: boolean): CallStepped {
  const may = byRep || (state.startAtMs !== null && atMs - state.startAtMs <= START_HOLDS_MS)
  if (leaves.kind === 'drop' && !state.plan.drops) {
    const cannot = still(state, tell({ kind: 'cannot', key: 'beep_now', because: 'no_drop' }))
    return and(cannot, (now) =>
      hasRep(now) ? leave(now, atMs, { kind: 'live', maxMs: MESSAGE_MAX_MS }, byRep) : leaveNothing(now, null)
    )
  }
  if (leaves.kind === 'live' && !hasRep(state)) return leaveNothing(state, null)
  if (may) return leaveNow(state, atMs, leaves, byRep)
  const waits = { ...state, stage: { kind: 'greeting', leaves } } as const
  if (leaves.kind === 'live') return bringRep(waits)
  // Where nobody else listens, the rep hears the beep.
  return leaves.kind === 'drop' && state.plan.ears !== 'rep' ? letGo(waits) : still(waits)
}

function leaveNow(state: CallState, atMs: number, leaves: Leaves, byRep: boolean): CallStepped {
  switch (leaves.kind) {
    case 'drop':
      return startDrop(state, leaves.recording, byRep)
    case 'live':
      return speakLive(state, atMs, leaves.maxMs)
    case 'ask':
      return byRep || leaves.suggest === 'leave' ? leave(state, atMs, leaves.how, byRep) : leaveNothing(state, null)
  }
}

/** The message may start. */
export function startHeard(state: CallState, atMs: number): CallStepped {
  const { stage } = state
  if (state.line.answeredAtMs === null) return still(state)
  // A message that the rep has started, or that runs, is started by nobody else.
  if (stage.kind === 'beep' || stage.kind === 'leaving' || stage.kind === 'talked_over') return still(state)
  const heard = { ...state, startAtMs: atMs }
  return stage.kind === 'greeting' ? leaveNow(heard, atMs, stage.leaves, false) : beepAfterDoubt(heard, atMs)
}

/** It was too early: from the beginning. What the rep has started is not started again by a detector. */
export function restartHeard(state: CallState, atMs: number): CallStepped {
  const { stage } = state
  if (stage.kind === 'leaving' && stage.how === 'live')
    return speakLive({ ...state, startAtMs: atMs }, atMs, stage.maxMs)
  if (stage.kind !== 'beep' && stage.kind !== 'leaving' && stage.kind !== 'talked_over') return startHeard(state, atMs)
  if (stage.byRep || state.drops >= DROPS_MAX) return still(state)
  // Who spoke into it was the greeting.
  const left = state.left.is === 'talked_over' ? ({ ...state.left, is: 'begun' } as const) : state.left
  return startDrop({ ...state, left, startAtMs: atMs }, stage.recording, false)
}

/** Plays the recording from its first byte; the rep is not needed for it. */
export function startDrop(state: CallState, recording: Recording, byRep: boolean): CallStepped {
  const nth = state.drops + 1
  const left = { ...state.left, open: nth, recording: recording.id }
  return and(and(stopped(state), letGo), (now) =>
    go({ ...now, left, drops: nth }, { kind: 'beep', recording, byRep }, { kind: 'start_drop', nth, recording })
  )
}

export function dropStarted(state: CallState, nth: number): CallStepped {
  const { stage, left } = state
  if (nth !== left.open || stage.kind !== 'beep') return still(state)
  const { recording, byRep } = stage
  const begun = { ...state, left: { ...left, is: 'begun' } } as const
  return go(begun, { kind: 'leaving', how: 'drop', recording, byRep })
}

/** A drop is over: whole, stopped by us, or cut. */
export function dropDone(
  state: CallState,
  atMs: number,
  { nth, playedMs, isComplete }: { readonly nth: number; readonly playedMs: number; readonly isComplete: boolean }
): CallStepped {
  const { stage } = state
  if (stage.kind === 'ended' || stage.kind === 'wrapped' || nth < 1 || nth > state.drops) return still(state)
  const known = { ...state, left: { ...state.left, playedMs: Math.max(state.left.playedMs, playedMs) } }
  if (nth !== state.left.open) return still(known)
  const isPerson = stage.kind === 'human' || stage.kind === 'talked_over'
  const is =
    isPerson && playedMs > 0
      ? 'talked_over'
      : isComplete
        ? 'complete'
        : playedMs > 0 && known.left.is === 'nothing'
          ? 'begun'
          : known.left.is
  const done = { ...known, left: { ...known.left, open: null, is } } as const
  if (stage.kind === 'hanging_up' && stage.end !== null) return finish(done, atMs, stage.why, stage.end)
  if (stage.kind === 'beep' || (stage.kind === 'leaving' && stage.how === 'drop'))
    return hangUp(done, isComplete ? 'message_over' : 'drop_failed')
  return still(done)
}

/** The rep speaks, with a clock that counts down. */
export function speakLive(state: CallState, atMs: number, maxMs: number): CallStepped {
  const most = Math.min(maxMs, MESSAGE_MAX_MS)
  const left = { ...state.left, is: 'live' } as const
  const stage = { kind: 'leaving', how: 'live', untilMs: atMs + most, maxMs: most } as const
  const begun = { ...state, left, stage, startAtMs: state.startAtMs ?? atMs }
  return and(bringRep(begun), (now) => still(now, tell({ kind: 'speak', leftMs: most })))
}
