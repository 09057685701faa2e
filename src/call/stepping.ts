import { type CallAct, type CallNews, type CallStepped } from './call-event.ts'
import { type CallState, type Stage } from './call-state.ts'

/** A step that leaves the call where it is. */
export const still = (state: CallState, ...acts: readonly CallAct[]): CallStepped => ({ state, acts })

/** A step to another stage. */
export const go = (state: CallState, stage: Stage, ...acts: readonly CallAct[]): CallStepped => ({
  state: { ...state, stage },
  acts
})

/** One step after another; what the first has to do comes first. (A module that exports `then` cannot be imported.) */
export function and(first: CallStepped, next: (state: CallState) => CallStepped): CallStepped {
  const { state, acts } = next(first.state)
  return { state, acts: [...first.acts, ...acts] }
}

export const tell = (news: CallNews): CallAct => ({ kind: 'tell', news })
