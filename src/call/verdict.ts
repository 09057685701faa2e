import { type Endpoint } from '../facts/outcome-lists.ts'
import { type Heard, type Verdict } from '../listen/heard.ts'
import { type CallAct, type CallStepped } from './call-event.ts'
import { type CallState, type Who } from './call-state.ts'
import { hangUp, hangUpOnTone } from './ending.ts'
import { soundsLikeMailbox } from './outcome.ts'
import { bringRep } from './rep-place.ts'
import { go, still, tell, and } from './stepping.ts'

/** For a rep to come, or to hear that it was the greeting after all: nobody is left with silence for longer. */
export const TALKED_OVER_MS = 5_000

/** Who answered: what the detector says of it, and what follows. A rep’s word is never overruled here. */

type Said = Extract<Heard, { kind: 'verdict' }>

export function verdictHeard(state: CallState, atMs: number, said: Said): CallStepped {
  const { stage } = state
  const who: Who = { endpoint: null, by: 'detector', heard: said.verdict, confidence: said.confidence }
  switch (stage.kind) {
    case 'listening':
      return byVerdict(state, who, said.verdict)
    case 'human':
      return stage.isSure || state.who.by === 'rep' ? onlyTold(state, said) : doubted(state, who, said)
    case 'machine':
    case 'greeting':
    case 'beep':
    case 'screener':
    case 'ivr':
      if (state.who.by === 'rep') return onlyTold(state, said)
      return isNews(state, said.verdict) ? byVerdict(state, who, said.verdict) : still(state)
    case 'leaving':
      return said.verdict === 'human' ? voiceHeard(state, atMs) : still(state)
    case 'answered':
      return onlyTold(state, said)
    default:
      return still(state)
  }
}

/**
 * They were handed to the rep because nobody was sure. What sounds like a mailbox since then is told, and no more: the rep
 * may be in a talk. The rep’s key makes it one, or a beep (`beepAfterDoubt`).
 */
function doubted(state: CallState, who: Who, said: Said): CallStepped {
  switch (said.verdict) {
    case 'machine_greeting':
    case 'beep_only':
      return onlyTold({ ...state, who }, said)
    case 'screening':
      return onlyTold(state, said)
    case 'ringback':
    case 'music':
    case 'silence':
      return still(state)
    default:
      return byVerdict(state, who, said.verdict)
  }
}

/** A person does not beep: who sounded like a mailbox and beeps now is one, though a rep was put through to them. */
export function beepAfterDoubt(state: CallState, atMs: number): CallStepped {
  const { stage, who, beepAtMs } = state
  const isDoubted = stage.kind === 'human' && !stage.isSure && who.by === 'detector' && soundsLikeMailbox(who)
  if (!isDoubted || beepAtMs === null || atMs - beepAtMs > BEEP_HOLDS_MS) return still(state)
  return toMachine(state, { ...who, endpoint: 'machine' })
}
/** A beep is the reason of a start that comes so soon after it; a later one has another. */
const BEEP_HOLDS_MS = 1_000

/** Between the thresholds at the deadline: whoever it is, they are treated as a person. */
export function unsureHeard(state: CallState): CallStepped {
  const { stage, who } = state
  const unsure: Who = { endpoint: null, by: 'detector', heard: 'unsure', confidence: null }
  if (stage.kind === 'listening') return toHuman(state, unsure, false)
  if (stage.kind !== 'machine' && stage.kind !== 'greeting' && stage.kind !== 'beep') return still(state)
  return who.by === 'rep' ? still(state) : toHuman(state, unsure, false)
}

/** Verdicts by which nothing is known of who is there: listening goes on. */
const isWaiting: ReadonlySet<Verdict> = new Set(['ringback', 'music', 'silence'])

/** A machine that turns out to be another one, or a person; that it is a machine we know. */
function isNews({ stage, who }: CallState, verdict: Verdict): boolean {
  if (isWaiting.has(verdict) || verdict === 'sit' || verdict === 'busy') return false
  if (verdict === 'screening') return who.endpoint !== 'screener'
  if (verdict === 'ivr') return stage.kind !== 'ivr'
  if (verdict === 'machine_greeting' || verdict === 'beep_only')
    return stage.kind === 'screener' || stage.kind === 'ivr'
  return true
}

function byVerdict(state: CallState, who: Who, verdict: Verdict): CallStepped {
  switch (verdict) {
    case 'human':
      return toHuman(state, { ...who, endpoint: 'human_right_party' }, true)
    case 'silence':
      return toHuman(state, who, false)
    case 'machine_greeting':
    case 'beep_only':
      return toMachine(state, { ...who, endpoint: 'machine' })
    case 'screening':
      return toMachine(state, { ...who, endpoint: 'screener' })
    case 'ivr':
      return toIvr(state, { ...who, endpoint: 'ivr_tree' })
    case 'fax':
      return and(stopped({ ...state, who: { ...who, endpoint: 'fax' } }), (now) => hangUpOnTone(now, 'fax'))
    case 'sit':
      return hangUpOnTone({ ...state, who }, 'sit')
    case 'busy':
      return hangUp({ ...state, who: { ...who, endpoint: 'busy' } }, 'tone')
    case 'ringback':
    case 'music':
      return still(state)
  }
}

const onlyTold = (state: CallState, { verdict, confidence }: Said): CallStepped =>
  verdict === 'human' && state.stage.kind === 'human'
    ? still(state)
    : still(state, tell({ kind: 'sounds_like', verdict, confidence }))

/** A person, or whoever is treated as one: nothing is played to them, and the rep comes. */
export function toHuman(state: CallState, who: Who, isSure: boolean): CallStepped {
  const isCut = state.stage.kind === 'leaving'
  const left = isCut ? ({ ...state.left, is: 'talked_over' } as const) : state.left
  return and(stopped({ ...state, who, left }), (now) => bringRep({ ...now, stage: { kind: 'human', isSure } }))
}

/** A machine: the verdict is stored first. What was decided for another machine counts no more. */
export function toMachine(state: CallState, who: Who & { readonly endpoint: Endpoint }): CallStepped {
  const nth = state.asked + 1
  const { endpoint, by, confidence } = who
  const store: CallAct = { kind: 'store_verdict', nth, endpoint, by, confidence }
  return and(stopped({ ...state, who, asked: nth }), (now) =>
    endpoint === 'screener'
      ? go(now, { kind: 'screener', step: 'storing' }, store)
      : go(now, { kind: 'machine', isStored: false, wish: 'nothing' }, store)
  )
}

/** A menu: the rep may press their way through it. */
export function toIvr(state: CallState, who: Who): CallStepped {
  return and(stopped({ ...state, who }), (now) => bringRep({ ...now, stage: { kind: 'ivr' } }))
}

/** Somebody speaks into our message: it stops, and the rep comes if one is free. */
export function voiceHeard(state: CallState, atMs: number): CallStepped {
  const { stage } = state
  if (stage.kind !== 'beep' && stage.kind !== 'leaving') return still(state)
  const over = stage.kind === 'beep' ? state : ({ ...state, left: { ...state.left, is: 'talked_over' } } as const)
  if (stage.kind === 'beep' || stage.how === 'drop') {
    const { recording, byRep } = stage
    const fetched = and(stopped(over), (now) => (now.rep === 'gone' ? still(now) : bringRep(now)))
    return and(fetched, (now) => go(now, { kind: 'talked_over', recording, byRep, untilMs: atMs + TALKED_OVER_MS }))
  }
  const who = { ...state.who, endpoint: 'human_right_party' } as const
  return bringRep({ ...over, who, stage: { kind: 'human', isSure: true } })
}

/** Whatever is being played is played no more; how much of it was is said by `drop_done`. */
export function stopped(state: CallState): CallStepped {
  return state.left.open === null ? still(state) : still(state, { kind: 'stop_drop', nth: state.left.open })
}
