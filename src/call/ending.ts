import { type CallAct, type CallStepped } from './call-event.ts'
import { type CallState, type HangUpWhy, type LineEnd } from './call-state.ts'
import { type EndWhy, outcomeOf } from './outcome.ts'
import { go, still, tell } from './stepping.ts'

/** Hangs up, once; the end itself is said by the carrier. */
export function hangUp(state: CallState, why: HangUpWhy): CallStepped {
  if (isOver(state)) return still(state)
  return go(state, { kind: 'hanging_up', why, end: null }, { kind: 'hang_up', why })
}

/** Hangs up on a fax or a tone of the network. */
export function hangUpOnTone(state: CallState, stage: 'sit' | 'fax'): CallStepped {
  return go(state, { kind: stage }, { kind: 'hang_up', why: 'tone' })
}

/** The line is dead. What came of a drop that was out is waited for, a moment. */
export function lineEnded(state: CallState, atMs: number, end: LineEnd): CallStepped {
  const { stage } = state
  if (stage.kind === 'ended' || stage.kind === 'wrapped') return still(state)
  if (stage.kind === 'hanging_up' && stage.end !== null) return still(state)
  const why = whyOf(state)
  if (state.left.open !== null) return go(state, { kind: 'hanging_up', why, end })
  return finish(state, atMs, why, end)
}

/** The one end: what came of the call is told, and nothing is done to it any more. */
export function finish(state: CallState, atMs: number, why: EndWhy, end: LineEnd | null): CallStepped {
  const outcome = outcomeOf(state, atMs, why, end)
  const told = tell({ kind: 'outcome', outcome })
  if (state.rep === 'released') return go(state, { kind: 'wrapped', outcome }, told)
  const isThere = state.plan.bridges && (state.rep === 'on' || state.rep === 'coming')
  const off: readonly CallAct[] = isThere ? [{ kind: 'unbridge_rep' }] : []
  const rep = isThere ? 'waiting' : state.rep
  return go({ ...state, rep }, { kind: 'ended', outcome }, ...off, told)
}

/** Everything is said: the rep is free. */
export function wrap(state: CallState): CallStepped {
  if (state.stage.kind !== 'ended') return still(state)
  const { outcome } = state.stage
  return go({ ...state, rep: 'released' }, { kind: 'wrapped', outcome }, { kind: 'release_rep' })
}

/** Nothing can be done on the line any more. */
export function isOver({ stage }: CallState): boolean {
  return ['hanging_up', 'ended', 'wrapped', 'sit', 'fax'].includes(stage.kind)
}

/** Why we hang up, where we do. */
export function whyOf({ stage }: CallState): HangUpWhy | null {
  if (stage.kind === 'hanging_up') return stage.why
  return stage.kind === 'sit' || stage.kind === 'fax' ? 'tone' : null
}
