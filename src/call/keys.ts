import { type CallStepped, type MachineEndpoint, type RepKey } from './call-event.ts'
import { type CallState, type Who } from './call-state.ts'
import { hangUp, isOver } from './ending.ts'
import { MESSAGE_MAX_MS, leave, leaveNothing, liveByRep, speakLive, startDrop } from './message.ts'
import { bringRep } from './rep-place.ts'
import { go, still, and } from './stepping.ts'
import { stopped, toHuman, toIvr, toMachine } from './verdict.ts'

/** The rep’s keys. They count in every stage of a call that is not over, and no detector overrules them. */
export function keyPressed(state: CallState, atMs: number, key: RepKey): CallStepped {
  if (isOver(state) || state.stage.kind === 'created') return still(state)
  if (key === 'hang_up') return hangUp(state, 'rep')
  if (key === 'no_message') return noMessage(state)
  if (state.line.answeredAtMs === null) {
    // On a telephone of their own nobody but the rep knows that somebody has answered.
    if (!state.plan.bridges) return keyPressed(answeredNow(state, atMs), atMs, key)
    return still({ ...state, who: key === 'human' ? person : mailbox })
  }
  switch (key) {
    case 'human':
      return toHuman(state, person, true)
    case 'machine':
      return machine(state, atMs)
    case 'beep_now':
      return beepNow(state, atMs)
    case 'live_voicemail':
      return live(state, atMs)
  }
}

export const answeredNow = (state: CallState, atMs: number): CallState => ({
  ...state,
  line: { ...state.line, placedAtMs: state.line.placedAtMs ?? atMs, answeredAtMs: state.line.answeredAtMs ?? atMs }
})

/** What the rep said before anybody answered counts as somebody does; null where they said nothing. */
export function saidBefore(state: CallState): CallStepped | null {
  if (state.who.by !== 'rep') return null
  return state.who.endpoint === 'human_right_party' ? toHuman(state, person, true) : toMachine(state, mailbox)
}

const byRep = { by: 'rep', heard: null, confidence: null } as const
const person: Who = { ...byRep, endpoint: 'human_right_party' }
const mailbox = { ...byRep, endpoint: 'machine' } as const

/** "I hear a machine": also the answer to a question, which is then: leave it. */
function machine(state: CallState, atMs: number): CallStepped {
  const { stage } = state
  if (!isMailbox(state)) return toMachine(state, mailbox)
  const said = { ...state, who: { ...state.who, by: 'rep' } } as const
  if (stage.kind === 'greeting' && stage.leaves.kind === 'ask') return leave(said, atMs, stage.leaves.how, false)
  return still(said)
}

/** A mailbox is known to be there, and what is to be left in it is known or asked. */
const isMailbox = ({ stage }: CallState): boolean => ['machine', 'greeting', 'beep', 'leaving'].includes(stage.kind)

/** "The beep is over, play it now." */
function beepNow(state: CallState, atMs: number): CallStepped {
  const { stage } = state
  const said = { ...state, startAtMs: atMs, who: isMailbox(state) ? ({ ...state.who, by: 'rep' } as const) : state.who }
  switch (stage.kind) {
    case 'machine':
      return go(said, { ...stage, wish: 'now' })
    case 'greeting':
      return leave(said, atMs, stage.leaves.kind === 'ask' ? stage.leaves.how : stage.leaves, true)
    case 'beep':
      return startDrop(said, stage.recording, true)
    case 'talked_over':
      return startDrop(said, stage.recording, true)
    case 'leaving':
      return stage.how === 'drop' ? startDrop(said, stage.recording, true) : speakLive(said, atMs, stage.maxMs)
    default:
      return and(toMachine(said, mailbox), (now) => go(now, { kind: 'machine', isStored: false, wish: 'now' }))
  }
}

/** "I speak it myself." */
function live(state: CallState, atMs: number): CallStepped {
  const { stage } = state
  const said = { ...state, who: { ...state.who, by: 'rep' } } as const
  switch (stage.kind) {
    case 'machine':
      return go(said, { ...stage, wish: 'live' })
    case 'greeting':
      return liveByRep(said, atMs)
    case 'beep':
      return and(stopped(said), (now) => speakLive(now, atMs, MESSAGE_MAX_MS))
    case 'leaving':
      return stage.how === 'live' ? still(said) : and(stopped(said), (now) => speakLive(now, atMs, MESSAGE_MAX_MS))
    case 'screener':
      return bringRep({ ...said, stage: { kind: 'screener', step: 'live' } })
    default:
      return and(toMachine(state, mailbox), (now) => go(now, { kind: 'machine', isStored: false, wish: 'live' }))
  }
}

/** "A machine, and no message": the verdict is stored all the same. */
function noMessage(state: CallState): CallStepped {
  // Of what the rep began to say themselves nothing counts: they know that it is none.
  const left = state.left.is === 'live' ? ({ ...state.left, is: 'nothing' } as const) : state.left
  const said = { ...state, left }
  const isKnown = isMailbox(state) || state.stage.kind === 'screener'
  return and(isKnown ? stopped(said) : toMachine(said, mailbox), (now) => leaveNothing(now, left.blockedBy))
}

/** The rep says which machine it is; what was decided for another one counts no more. */
export function learned(state: CallState, endpoint: MachineEndpoint): CallStepped {
  if (isOver(state) || state.line.answeredAtMs === null) return still(state)
  const who = { ...byRep, endpoint }
  if (endpoint === 'ivr_tree') return toIvr(state, who)
  if (state.stage.kind === 'leaving' && endpoint.startsWith('machine')) return still({ ...state, who })
  return toMachine(state, who)
}
