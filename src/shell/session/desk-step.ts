import { absurd } from '../../facts/absurd.ts'
import { formatClock } from '../../clock/civil.ts'
import { callKey, takeSaved } from './call-keys.ts'
import { type CallPhase, type Desk, type DeskEvent, type Effect, type Key, type Stepped } from './desk.ts'
import { keyLine, keysOf } from './desk-keys.ts'
import { answeredBy, isTalk, missingIn, noDraft } from './draft.ts'
import { saidByLine } from './line-outcome.ts'
import { overlayKey } from './overlay-keys.ts'
import { menus } from './menus.ts'

/** How long an outcome may be taken back. */
export const UNDO_SHOWN_MS = 60_000

/** Leads the screen on by one event. Pure: the same desk and event give the same desk and effects. */
export function deskStep(desk: Desk, event: DeskEvent): Stepped {
  const { phase } = desk
  if (phase.kind === 'gone') return still(desk)
  switch (event.kind) {
    case 'key':
      return key(desk, event.key)
    case 'tick': {
      const { now } = event
      return still({ ...desk, now, undo: desk.undo !== null && desk.undo.until > now ? desk.undo : null })
    }
    case 'board':
      return still({ ...desk, board: event.board })
    case 'lead':
      return lead(desk, event)
    case 'nobody':
      return free({ ...desk, phase: { kind: 'empty', says: event.says } })
    case 'away':
    case 'somebody':
      return event.kind === 'away' ? away(desk) : somebody(desk)
    case 'refused':
      return next({ ...desk, says: event.says })
    case 'done':
      return event.next ? next({ ...desk, says: event.says }) : free({ ...desk, says: event.says })
    case 'noted':
      return still({ ...desk, says: event.says })
    case 'callbacks':
      return still({ ...desk, overlay: { kind: 'lines', title: 'Callbacks', lines: event.lines } })
    case 'found': {
      const inbound = desk.inbound === null ? null : { ...desk.inbound, leadId: event.leadId }
      const overlay = { kind: 'menu', name: 'cause', menu: menus.cause, then: 'stay' } as const
      return free({ ...desk, inbound, overlay, says: event.says })
    }
    case 'failed':
      // A call stays on the screen whatever failed: it still wants its outcome.
      if (event.isLost && phase.kind !== 'call') return next({ ...desk, says: event.says })
      return free({ ...desk, says: event.says, phase: phase.kind === 'looking' ? { kind: 'empty', says: '' } : phase })
    case 'line':
      return onLine(desk, event)
    case 'detected':
      return still(detected(desk, event))
    case 'released':
      return phase.kind === 'call' ? next({ ...desk, says: event.says }) : still(desk)
    case 'heard':
      return still({ ...desk, heard: [...desk.heard.slice(-4), event.says] })
    default:
      return ofCall(desk, event)
  }
}

type CallEvent = Extract<DeskEvent, { kind: 'dialled' | 'decided' | 'unsaid' | 'settled' | 'stopped' | 'undone' }>

/** What the store answers about a call. */
function ofCall(desk: Desk, event: CallEvent): Stepped {
  const { phase } = desk
  switch (event.kind) {
    case 'dialled': {
      if (phase.kind !== 'ready') return free(desk)
      const { touch, number } = event
      const call = {
        ...({ touch, number, at: desk.now, stage: 'ringing', answeredAt: null, beepAt: null } as const),
        ...{ messageEndAt: null, overAt: null, isOld: false }
      }
      const says = desk.carrier.dials ? `Dialling ${number}` : `Dial ${number} on your telephone`
      return free({ ...desk, phase: { kind: 'call', card: phase.card, call, draft: noDraft, verdict: null }, says })
    }
    case 'decided': {
      if (phase.kind !== 'call') return free(desk)
      const { headline, because } = event.words
      return free({ ...desk, phase: { ...phase, verdict: event.words }, says: `${headline}: ${because}` })
    }
    case 'unsaid': {
      const { card, call, says } = event
      return free({ ...desk, phase: { kind: 'call', card, call, draft: noDraft, verdict: null }, says })
    }
    case 'settled': {
      if (phase.kind !== 'call') return free(desk)
      const undo = { leadId: phase.card.leadId, target: 'outcome', seq: event.outcome, phase } as const
      return next({ ...desk, undo: { ...undo, until: desk.now + UNDO_SHOWN_MS }, says: event.says })
    }
    case 'stopped': {
      const undo = { leadId: event.leadId, target: 'signal', seq: event.seq, phase: null } as const
      return next({ ...desk, undo: { ...undo, until: desk.now + UNDO_SHOWN_MS }, says: event.says })
    }
    case 'undone':
      return free({
        ...desk,
        ...{ phase: { ...event.phase, card: event.card }, undo: null, overlay: null },
        says: 'Taken back: say again what came of it, then Enter'
      })
    default:
      return absurd(event)
  }
}

function away(desk: Desk): Stepped {
  const { phase } = desk
  // Somebody who takes a call that came in has a reason to type nothing.
  if (phase.kind !== 'ready' || desk.busy !== null || desk.inbound !== null) return still(desk)
  const says = `No key for a while: you are paused, and ${phase.card.name} is free for the others`
  return pausedNow({ ...desk, overlay: null, says }, phase.card.leadId)
}

function somebody(desk: Desk): Stepped {
  const isWaiting = desk.phase.kind === 'empty' && desk.overlay === null && desk.busy === null
  return isWaiting ? looking(desk, { kind: 'next' }) : still(desk)
}

const still = (desk: Desk): Stepped => ({ desk, effects: [] })

/** The store has answered: keys that waited for it count now, in their order. */
function free(desk: Desk): Stepped {
  let now: Stepped = still({ ...desk, busy: null, waiting: [] })
  for (const [i, each] of desk.waiting.entries()) {
    if (now.desk.busy !== null) {
      now = { ...now, desk: { ...now.desk, waiting: [...now.desk.waiting, ...desk.waiting.slice(i)] } }
      break
    }
    const step = key(now.desk, each)
    now = { desk: step.desk, effects: [...now.effects, ...step.effects] }
  }
  return now
}

/** Nothing that was typed before the next lead is seen counts for that lead. */
function next(desk: Desk): Stepped {
  const fresh: Desk = { ...desk, overlay: null, waiting: [], heard: [] }
  if (!desk.pauseAfter)
    return { desk: { ...fresh, phase: { kind: 'looking' }, busy: 'other' }, effects: [{ kind: 'next' }] }
  return {
    desk: { ...fresh, phase: { kind: 'paused', since: desk.now }, pauseAfter: false, busy: null },
    effects: [{ kind: 'pause', release: null }]
  }
}

/** A lead is shown. A progressive dialler starts at once, unless a rule wants the rep’s key. */
function lead(desk: Desk, { card, isByKey }: Extract<DeskEvent, { kind: 'lead' }>): Stepped {
  const says = desk.says === WAIT ? '' : desk.says
  const ready: Desk = { ...desk, phase: { kind: 'ready', card }, heard: [], says }
  if (!desk.carrier.isProgressive || isByKey) return free(ready)
  return busy(ready, 'call', { kind: 'dial', leadId: card.leadId, isByKey: false })
}

function onLine(desk: Desk, { state, says, outcome }: Extract<DeskEvent, { kind: 'line' }>): Stepped {
  const { phase } = desk
  if (phase.kind !== 'call' || phase.call.stage === 'over') return still(desk)
  if (state === 'up')
    return still({ ...desk, phase: { ...phase, call: { ...phase.call, answeredAt: desk.now } }, says })
  const draft = outcome === undefined ? phase.draft : saidByLine(phase.draft, outcome)
  const over: CallPhase = { ...phase, draft, call: { ...phase.call, stage: 'over', overAt: desk.now } }
  const ended: Desk = { ...desk, phase: over, says }
  // What the line knows whole is put away by itself; it may be taken back for a minute, as anything that was saved.
  const isKnown = outcome !== undefined && !isTalkWith(draft) && missingIn(draft) === null
  return isKnown && desk.busy === null && desk.overlay === null ? takeSaved(ended, over) : still(ended)
}

const isTalkWith = ({ endpoint }: CallPhase['draft']): boolean => endpoint !== null && isTalk(endpoint)

/** Who answered, by the detector; whatever the rep has said of it holds. */
function detected(desk: Desk, { who, endpoint, says }: Extract<DeskEvent, { kind: 'detected' }>): Desk {
  const { phase } = desk
  if (phase.kind !== 'call' || phase.call.stage === 'over' || phase.call.stage === who) return desk
  const draft = answeredBy(who === 'machine' ? { ...phase.draft, message: null } : phase.draft, endpoint)
  const call = { ...phase.call, stage: who, answeredAt: phase.call.answeredAt ?? desk.now }
  return { ...desk, phase: { ...phase, draft, call }, says }
}

const QUEUED_MAX = 20
const WAIT = 'One moment'

function key(desk: Desk, pressed: Key): Stepped {
  if (pressed.kind === 'interrupt' || pressed.kind === 'end') return quit(desk)
  if (desk.busy !== null) {
    // Within one call keys wait for the store. Between calls they are let go: nobody dials a lead whom they have not seen.
    if (desk.busy === 'other' || pressed.kind === 'enter') {
      const char = pressed.kind === 'char' ? pressed.char.toUpperCase() : ''
      return char === 'Q' && desk.overlay === null ? quit(desk) : still({ ...desk, says: WAIT })
    }
    return still({ ...desk, waiting: [...desk.waiting, pressed].slice(0, QUEUED_MAX) })
  }
  if (desk.overlay !== null) return overlayKey(desk, pressed, quit)
  if (desk.phase.kind === 'call') return callKey(desk, desk.phase, pressed) ?? shared(desk, pressed)
  return between(desk, pressed) ?? shared(desk, pressed)
}

/** Keys between calls; null where the key is none of them. */
function between(desk: Desk, pressed: Key): Stepped | null {
  const { phase } = desk
  const char = pressed.kind === 'char' ? pressed.char.toUpperCase() : ''
  const isReady = phase.kind === 'ready'
  if (pressed.kind === 'enter') {
    if (isReady) return busy(desk, 'call', { kind: 'dial', leadId: phase.card.leadId, isByKey: true })
    if (phase.kind === 'empty') return looking(desk, { kind: 'next' })
    if (phase.kind === 'paused') return looking(desk, { kind: 'next' })
  }
  if (char === 'Z') return undo(desk)
  if (char === 'C' && phase.kind !== 'paused') return { desk, effects: [{ kind: 'callbacks' }] }
  if (char === 'I' && phase.kind !== 'looking') {
    const label = 'They rang us. Their number, e-mail address or id'
    const overlay = { kind: 'field', field: 'rang', label, text: '', hint: 'Enter looks them up', about: '' } as const
    return still({ ...desk, overlay, inbound: { since: desk.now, leadId: null } })
  }
  if (char === 'P' && (isReady || phase.kind === 'empty'))
    return pausedNow({ ...desk, says: '' }, isReady ? phase.card.leadId : null)
  if (char === 'S' && isReady)
    return still({ ...desk, overlay: { kind: 'menu', name: 'skip', menu: menus.skip, then: 'stay' } })
  return null
}

const pausedNow = (desk: Desk, release: number | null): Stepped => ({
  desk: { ...desk, phase: { kind: 'paused', since: desk.now } },
  effects: [{ kind: 'pause', release }]
})
const busy = (desk: Desk, what: 'call' | 'other', effect: Effect): Stepped => ({
  desk: { ...desk, busy: what },
  effects: [effect]
})
const looking = (desk: Desk, effect: Effect): Stepped =>
  busy({ ...desk, phase: { kind: 'looking' }, says: '' }, 'other', effect)

function undo(desk: Desk): Stepped {
  const { undo: wish, phase } = desk
  if (wish === null || wish.until <= desk.now)
    return still({ ...desk, undo: null, says: 'There is nothing to take back: an outcome may be for 60 seconds' })
  return busy(desk, 'other', { kind: 'undo', wish, release: phase.kind === 'ready' ? phase.card.leadId : null })
}

/** Keys that do the same everywhere; what is none of them is answered with those that are. */
function shared(desk: Desk, pressed: Key): Stepped {
  const { phase } = desk
  const char = pressed.kind === 'char' ? pressed.char.toUpperCase() : ''
  const card = phase.kind === 'ready' || phase.kind === 'call' ? phase.card : null
  if (char === '?') {
    const lines = keysOf(desk).map(([name, says]) => `${name.padEnd(14)}${says}`)
    return still({ ...desk, overlay: { kind: 'lines', title: 'Keys', lines } })
  }
  if (char === 'T' && card !== null)
    return still({
      ...desk,
      overlay: {
        kind: 'field',
        field: 'note',
        label: 'Note',
        text: '',
        hint: 'Enter keeps it, Esc leaves it',
        about: ''
      }
    })
  if (char === 'D' && card !== null) {
    const says = `${card.name} is never called again, on no channel. Press D again to store it`
    return still({ ...desk, overlay: { kind: 'question', about: 'do_not_call', says } })
  }
  if (char === 'Q') {
    if (phase.kind !== 'call') return quit(desk)
    const at = formatClock(phase.call.at, phase.card.zone).slice(-5)
    const says = `Nothing is said of the call to ${phase.card.name} (${at} there). Q again leaves it open: you are asked at the next start`
    return still({ ...desk, overlay: { kind: 'question', about: 'quit', says } })
  }
  if (pressed.kind === 'paste') return still({ ...desk, says: 'Text is pasted into a field: T opens a note' })
  if (pressed.kind === 'escape') return still({ ...desk, says: '' })
  const named = pressed.kind === 'char' ? pressed.char : pressed.kind
  return still({ ...desk, says: `${named} does nothing here. ${keyLine(keysOf(desk))}` })
}

/** Leaving loses nothing: a lead that was not dialled goes back, a call of which nothing is said stays open. */
function quit(desk: Desk): Stepped {
  const release = desk.phase.kind === 'ready' ? desk.phase.card.leadId : null
  return {
    desk: { ...desk, phase: { kind: 'gone' }, overlay: null, waiting: [] },
    effects: [{ kind: 'quit', release }]
  }
}
