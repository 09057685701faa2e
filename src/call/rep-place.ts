import { type CallStepped } from './call-event.ts'
import { type CallState } from './call-state.ts'
import { hangUp } from './ending.ts'
import { still } from './stepping.ts'

/** Puts the rep through, wherever they are; where they are lost, a person is not left with silence. */
export function bringRep(state: CallState): CallStepped {
  switch (state.rep) {
    case 'on':
    case 'coming':
      return still(state)
    case 'gone':
      return hangUp(state, 'no_rep')
    case 'waiting':
    case 'released':
      return still({ ...state, rep: 'coming' }, { kind: 'bridge_rep' })
  }
}

/** Takes the rep off the line and lets them go on to the next call, while this one goes on alone. */
export function letGo(state: CallState): CallStepped {
  if (state.rep === 'released') return still(state)
  const isThere = state.plan.bridges && (state.rep === 'on' || state.rep === 'coming')
  const released = { ...state, rep: 'released' } as const
  return isThere
    ? still(released, { kind: 'unbridge_rep' }, { kind: 'release_rep' })
    : still(released, { kind: 'release_rep' })
}

/** The rep is on the line. Who was let go meanwhile is taken off again. */
export function bridged(state: CallState): CallStepped {
  if (state.rep !== 'coming') {
    const isWanted = state.rep === 'on' || state.stage.kind === 'ended' || state.stage.kind === 'wrapped'
    return isWanted ? still(state) : still(state, { kind: 'unbridge_rep' })
  }
  const on = { ...state, rep: 'on' } as const
  if (state.stage.kind !== 'talked_over') return still(on)
  const who = { ...state.who, endpoint: 'human_right_party' } as const
  return still({ ...on, who, stage: { kind: 'human', isSure: true } })
}

/** The rep’s leg broke, or nobody could be put through. */
export function repGone(state: CallState): CallStepped {
  if (state.rep === 'released' || state.rep === 'gone') return still(state)
  const gone = { ...state, rep: 'gone' } as const
  switch (state.stage.kind) {
    case 'media':
    case 'dialling':
    case 'ringing':
    case 'early':
    case 'answered':
    case 'human':
    case 'ivr':
    case 'screener':
      return hangUp(gone, 'no_rep')
    case 'leaving':
      return state.stage.how === 'live' ? hangUp(gone, 'no_rep') : still(gone)
    case 'greeting':
      return state.stage.leaves.kind === 'drop' ? still(gone) : hangUp(gone, 'no_rep')
    default:
      return still(gone)
  }
}
