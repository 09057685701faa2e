import { absurd } from '../facts/absurd.ts'
import { type Heard } from '../listen/heard.ts'
import { type CallAct, type CallEvent, type CallStepped } from './call-event.ts'
import { type CallState } from './call-state.ts'
import { finish, hangUp, hangUpOnTone, isOver, lineEnded, whyOf, wrap } from './ending.ts'
import { answeredNow, keyPressed, learned, saidBefore } from './keys.ts'
import { decided, dropDone, dropStarted, restartHeard, startHeard, undecided, verdictStored } from './message.ts'
import { bridged, bringRep, repGone } from './rep-place.ts'
import { go, still, tell } from './stepping.ts'
import { unsureHeard, verdictHeard, voiceHeard } from './verdict.ts'
import { boundMs, watchdog } from './watch.ts'

/**
 * Leads a call on by one event, and says what is to be done. Pure: the same state and event give the same step. Every
 * change of stage is told, and sets the watchdog of the new one.
 */
export function callStep(state: CallState, event: CallEvent): CallStepped {
  const { state: stepped, acts } = step(state, event)
  const next = metBy(stepped)
  if (next.stage === state.stage && next.rep === state.rep) return { state: next, acts }
  const ms = boundMs(next, event.atMs)
  const told: readonly CallAct[] =
    next.stage.kind === state.stage.kind ? [] : [tell({ kind: 'stage', stage: next.stage.kind })]
  const watch: CallAct = ms === null ? { kind: 'clear_watchdog' } : { kind: 'set_watchdog', ms }
  return {
    state: { ...next, watchdogAtMs: ms === null ? null : event.atMs + ms },
    acts: [...acts, ...told, watch]
  }
}

/** Stages in which somebody on the line and the rep hear each other. */
const together = ['answered', 'human', 'talked_over', 'ivr', 'screener']

function metBy(state: CallState): CallState {
  const { line, rep, stage } = state
  if (line.met || line.answeredAtMs === null || rep !== 'on' || !together.includes(stage.kind)) return state
  return { ...state, line: { ...line, met: true } }
}

function step(state: CallState, event: CallEvent): CallStepped {
  const { atMs } = event
  switch (event.kind) {
    case 'start':
      return state.stage.kind === 'created' ? go(state, { kind: 'media' }, { kind: 'place' }) : still(state)
    case 'placed':
    case 'refused':
    case 'ringing':
    case 'early':
    case 'up':
      return onLine(state, atMs, event.kind)
    case 'ended':
      return state.stage.kind === 'created' ? still(state) : lineEnded(state, atMs, event.end)
    case 'heard':
      return onHeard(state, atMs, event.heard)
    case 'key':
      return keyPressed(state, atMs, event.key)
    case 'learned':
      return learned(state, event.endpoint)
    case 'verdict_stored':
      return verdictStored(state, event.nth)
    case 'decision':
      return decided(state, atMs, event.nth, event.decision)
    case 'undecided':
      return undecided(state, event.nth)
    case 'drop_started':
      return dropStarted(state, event.nth)
    case 'drop_done':
      return dropDone(state, atMs, event)
    case 'bridged':
      return bridged(state)
    case 'rep_gone':
      return repGone(state)
    case 'watchdog':
      return watchdog(state, atMs)
    case 'wrapped':
      return wrap(state)
    case 'shutdown':
      return state.stage.kind === 'created' ? still(state) : hangUp(state, 'shutdown')
    default:
      return absurd(event)
  }
}

/** Stages before an answer, in their order. */
const before = ['media', 'dialling', 'ringing', 'early']

function onLine(state: CallState, atMs: number, said: 'placed' | 'refused' | 'ringing' | 'early' | 'up'): CallStepped {
  const { stage } = state
  const place = before.indexOf(stage.kind)
  if (said === 'refused') {
    if (stage.kind === 'media') return finish(state, atMs, 'refused', null)
    return stage.kind === 'hanging_up' ? finish(state, atMs, whyOf(state), null) : still(state)
  }
  if (stage.kind === 'created') return still(state)
  const line = { ...state.line, placedAtMs: state.line.placedAtMs ?? atMs }
  const placed = { ...state, line }
  switch (said) {
    case 'placed':
      return stage.kind === 'media' ? go(placed, { kind: 'dialling' }) : still(placed)
    case 'ringing':
    case 'early':
      if (place < 0 || before.indexOf(said) <= place) return still(placed)
      return go({ ...placed, line: { ...line, rang: true } }, { kind: said })
    case 'up': {
      if (place < 0) return still(placed)
      const answered = answeredNow(placed, atMs)
      const isKnown = saidBefore(answered)
      if (isKnown !== null) return isKnown
      if (state.plan.ears === 'verdict') return go(answered, { kind: 'listening' })
      return bringRep({ ...answered, stage: { kind: 'answered' } })
    }
  }
}

function onHeard(state: CallState, atMs: number, heard: Heard): CallStepped {
  if (isOver(state)) return still(state)
  switch (heard.kind) {
    case 'verdict':
      return verdictHeard(state, atMs, heard)
    case 'unsure':
      return unsureHeard(state)
    case 'tone': {
      if (heard.tone === 'beep') return still({ ...state, beepAtMs: atMs })
      if (heard.tone !== 'sit') return still(state)
      const known = { ...state, sit: heard.sit ?? 'unknown' }
      const isAlone = state.who.by === 'nobody' && [...before, 'listening'].includes(state.stage.kind)
      return isAlone ? hangUpOnTone(known, 'sit') : still(state)
    }
    case 'start':
      return startHeard(state, atMs)
    case 'restart':
      return restartHeard(state, atMs)
    case 'voice':
      return voiceHeard(state, atMs)
    default:
      return absurd(heard)
  }
}
