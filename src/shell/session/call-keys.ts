import { businessFlags } from '../../facts/outcome-lists.ts'
import { type CallPhase, type Desk, type Effect, type Key, type OpenCall, type Stepped } from './desk.ts'
import { type Draft, type Missing, answeredBy, isOverride, isTalk, missingIn } from './draft.ts'
import { type MenuName, menus } from './menus.ts'

/** Keys while a call is open; null where the key is none of them. */
export function callKey(desk: Desk, phase: CallPhase, pressed: Key): Stepped | null {
  if (pressed.kind === 'enter') return enter(desk, phase)
  if (pressed.kind !== 'char') return null
  const char = pressed.char.toUpperCase()
  const { call } = phase
  if (char === 'P') {
    const pauseAfter = !desk.pauseAfter
    return still({ ...desk, pauseAfter, says: pauseAfter ? 'You pause after this call' : 'No pause after this call' })
  }
  if (char === 'Z') return still({ ...desk, says: 'Say what came of this call first; the one before stands' })
  if (char === 'E') return opened(desk, 'endpoint')
  if (char === 'H') return human(desk, phase)
  if (char === 'V') return machine(desk, phase)
  if (char === 'X') return hangUp(desk, phase)
  switch (call.stage) {
    case 'ringing':
      return ringing(desk, phase, char)
    case 'machine':
      return atMachine(desk, phase, char)
    case 'human':
    case 'over':
      return talked(desk, phase, char)
  }
}

const still = (desk: Desk, effects: readonly Effect[] = []): Stepped => ({ desk, effects })

export const opened = (desk: Desk, name: MenuName, then: 'stay' | 'save' = 'stay'): Stepped =>
  still({ ...desk, overlay: { kind: 'menu', name, menu: menus[name], then } })

/** Opens a text field; keys belong to it until Enter or Escape. */
export function field(desk: Desk, name: 'callback' | 'promise' | 'date' | 'said_note', label: string): Stepped {
  const hint = name === 'said_note' ? 'a word or two' : 'their clock: thu 10, tomorrow 14:30, in 2 hours, 1 mar 9:00'
  return still({ ...desk, overlay: { kind: 'field', field: name, label, text: '', hint, about: '' } })
}

export const withCall = (phase: CallPhase, change: Partial<OpenCall>): CallPhase => ({
  ...phase,
  call: { ...phase.call, ...change }
})

function enter(desk: Desk, phase: CallPhase): Stepped {
  if (phase.call.stage === 'over') return takeSaved(desk, phase)
  const says =
    phase.call.stage === 'human'
      ? 'You are talking: X X when the call is over, then Enter saves'
      : 'The call is open: H human, V machine, E what else answered, X when it is over'
  return still({ ...desk, says })
}

/** Saves what is said of the call; opens the list of what is missing instead, where something is. */
export function takeSaved(desk: Desk, phase: CallPhase): Stepped {
  const missing = missingIn(phase.draft)
  if (missing !== null) return askFor({ ...desk, phase }, missing)
  if (isOverride(phase.draft, phase.verdict) && phase.draft.override === null)
    return opened({ ...desk, says: '' }, 'override', 'save')
  return still({ ...desk, phase, overlay: null, busy: 'other', says: 'Saving' }, [
    { kind: 'settle', phase, now: desk.now }
  ])
}

/** "I am talking": works always. */
function human(desk: Desk, phase: CallPhase): Stepped {
  const { call } = phase
  const draft = answeredBy(
    call.beepAt === null ? phase.draft : { ...phase.draft, message: 'talked_over' },
    'human_right_party'
  )
  const stage = call.stage === 'over' ? 'over' : 'human'
  const next = withCall({ ...phase, draft }, { stage, answeredAt: call.answeredAt ?? desk.now })
  const says = 'You are talking. W or a digit: what they said. X X when it is over'
  return still({ ...desk, phase: next, says }, [{ kind: 'answered' }])
}

/** "I hear a machine": works always. The verdict is stored before any advice comes back. */
function machine(desk: Desk, phase: CallPhase): Stepped {
  const { call, card } = phase
  const stage = call.stage === 'over' ? 'over' : 'machine'
  const draft = answeredBy({ ...phase.draft, message: null }, 'machine')
  const next = withCall({ ...phase, draft }, { stage, answeredAt: call.answeredAt ?? desk.now })
  return verdict({ ...desk, phase: next }, next, { leadId: card.leadId, touch: call.touch, endpoint: 'machine' })
}

export function verdict(
  desk: Desk,
  phase: CallPhase,
  asked: Omit<Extract<Effect, { kind: 'verdict' }>, 'kind'>
): Stepped {
  return still({ ...desk, phase, busy: 'call', says: 'A machine: the verdict is being stored' }, [
    { kind: 'verdict', ...asked }
  ])
}

/** No single key ends a live call with a person. */
function hangUp(desk: Desk, phase: CallPhase): Stepped {
  if (phase.call.stage === 'human')
    return still({ ...desk, overlay: { kind: 'question', about: 'hangup', says: 'Press X again: the call is over' } })
  return over(desk, phase)
}

/** The call is over; what it was spent on is known from here on. */
export function over(desk: Desk, phase: CallPhase): Stepped {
  if (phase.call.stage === 'over') return takeSaved(desk, phase)
  const wasSpeaking = phase.call.beepAt !== null && phase.call.messageEndAt === null
  const next = withCall(phase, {
    ...{ stage: 'over', overAt: desk.now },
    messageEndAt: wasSpeaking ? desk.now : phase.call.messageEndAt
  })
  const missing = missingIn(next.draft)
  const shown = { ...desk, phase: next, says: missing === null ? SAVE : missing.says }
  const effects: readonly Effect[] = [{ kind: 'hangup' }]
  return missing === null ? still(shown, effects) : { ...askFor(shown, missing), effects }
}
const SAVE = 'Enter saves it and shows the next lead'

/** Opens what is to be said yet. */
function askFor(desk: Desk, { ask, says }: Missing): Stepped {
  const asking = { ...desk, says }
  return ask === 'date' || ask === 'said_note' ? field(asking, ask, says) : opened(asking, ask)
}

function ringing(desk: Desk, phase: CallPhase, char: string): Stepped | null {
  const { call, card } = phase
  if (char === 'S') return over(desk, { ...phase, draft: answeredBy(phase.draft, 'cancelled') })
  if (char !== 'N') return null
  const draft = { ...answeredBy(phase.draft, 'machine'), message: 'none_planned' } as const
  const ended = withCall({ ...phase, draft }, { stage: 'over', answeredAt: desk.now, overAt: desk.now })
  const asked = verdict(desk, ended, { leadId: card.leadId, touch: call.touch, endpoint: 'machine' })
  return { ...asked, effects: [...asked.effects, { kind: 'hangup' }] }
}

/** A mailbox: speak after the beep, or hang up. */
function atMachine(desk: Desk, phase: CallPhase, char: string): Stepped | null {
  const { draft, verdict: advice } = phase
  if (char === 'B') {
    const maxSeconds = advice?.maxSeconds ?? 30
    const next = withCall(phase, { beepAt: desk.now, messageEndAt: null })
    const says = `Speak now: ${maxSeconds} seconds at most. 1 all of it is left, 2 cut off, 3 somebody picked up, N none`
    return still({ ...desk, phase: next, says }, [{ kind: 'speak', maxSeconds }])
  }
  if (char === 'N') return over(desk, { ...phase, draft: { ...draft, message: 'none_planned' } })
  if (char === 'M') return opened(desk, 'message')
  const option = menus.message.options.find(({ key }) => key === char)
  return option === undefined || option.key > '4' ? null : messageEnded(desk, phase, option.value)
}

/** How the message ended; where somebody picked up the call goes on with them. */
export function messageEnded(desk: Desk, phase: CallPhase, message: string): Stepped {
  const promiseAt =
    phase.draft.promiseAt ?? (message === 'left_live_by_rep' ? (phase.verdict?.promiseAt ?? null) : null)
  const draft = { ...phase.draft, message: message as NonNullable<CallPhase['draft']['message']>, promiseAt }
  const next = { ...phase, draft }
  if (phase.call.stage !== 'machine') return still({ ...desk, phase: next, says: SAVE })
  if (message !== 'talked_over') return over(desk, next)
  return human(desk, withCall(next, { messageEndAt: desk.now }))
}

/** What they said, and what goes with it. */
function talked(desk: Desk, phase: CallPhase, char: string): Stepped | null {
  const lists: Readonly<Record<string, MenuName>> = {
    ...{ W: 'said', R: 'reaction', G: 'remembered', J: 'objection', L: 'loss', M: 'message' }
  }
  const name = Object.hasOwn(lists, char) ? lists[char] : undefined
  if (OF_TALKS.has(char) && !mayHaveTalked(phase.draft)) return still({ ...desk, says: NO_TALK })
  if (name !== undefined) return opened(desk, name)
  if (char === 'C') return field(desk, 'callback', 'They want us to call')
  if (char === 'A') return field(desk, 'promise', 'I said I call')
  const digit = menus.said.options.find(({ key }) => key === char && /\d/.test(key))
  return digit === undefined ? null : saidWhat(desk, phase, digit.value)
}

/** A mailbox raises no objection and is not pleased: these are asked of talks alone (000-13). */
const OF_TALKS: ReadonlySet<string> = new Set(['R', 'G', 'J', 'C'])
const NO_TALK = 'Nobody was talked to: H says that you did'
const mayHaveTalked = ({ endpoint }: Draft): boolean => endpoint === null || isTalk(endpoint)

/** What they said; a date or a note that belongs to it is asked for at once. */
export function saidWhat(desk: Desk, phase: CallPhase, value: string): Stepped {
  const said = value as NonNullable<CallPhase['draft']['said']>
  const { conversation, needsDate, needsNote, says } = businessFlags(said)
  // A greeting may tell that they have left, or that it is not their number; it says nothing else.
  if (conversation && !mayHaveTalked(phase.draft)) return still({ ...desk, overlay: null, says: NO_TALK })
  const endpoint = phase.draft.endpoint ?? 'human_right_party'
  const draft = { ...answeredBy({ ...phase.draft, said, date: null }, endpoint), said }
  const next = {
    ...desk,
    phase: { ...phase, draft },
    overlay: null,
    says: `${says}.${desk.phase.kind === 'call' && desk.phase.call.stage === 'over' ? ` ${SAVE}` : ''}`
  }
  if (said === 'callback_requested') return field(next, 'callback', 'They want us to call')
  if (needsDate) return field(next, 'date', says)
  return needsNote ? field(next, 'said_note', `${says}. Why?`) : still(next)
}
