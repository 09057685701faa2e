import { formatClock } from '../../clock/civil.ts'
import { type Endpoint, endpointFlags } from '../../facts/outcome-lists.ts'
import { type Override } from '../../outcome/lists.ts'
import { readWhen } from '../../intake/when.ts'
import { messageEnded, over, saidWhat, takeSaved, verdict } from './call-keys.ts'
import { type CallPhase, type Cause, type Desk, type Key, type Overlay, type Stepped } from './desk.ts'
import { QUESTION_KEYS } from './desk-keys.ts'
import { type Draft, answeredBy } from './draft.ts'
import { menus } from './menus.ts'

/** Keys that belong to a list, a field or a question: nothing else hears them. */
export function overlayKey(desk: Desk, pressed: Key, quit: (desk: Desk) => Stepped): Stepped {
  const overlay = desk.overlay!
  const closed: Desk = { ...desk, overlay: null }
  switch (overlay.kind) {
    case 'lines':
      return still(closed)
    case 'field':
      return inField(desk, overlay, pressed)
    case 'question': {
      const isYes = pressed.kind === 'char' && pressed.char.toUpperCase() === QUESTION_KEYS[overlay.about]
      return isYes ? confirmed(closed, overlay.about, quit) : still({ ...closed, says: 'Left as it was' })
    }
    case 'menu': {
      if (pressed.kind === 'escape' || pressed.kind === 'backspace')
        return still({ ...closed, inbound: null, says: '' })
      const char = pressed.kind === 'char' ? pressed.char.toLowerCase() : ''
      const option = overlay.menu.options.find(({ key }) => key === char)
      if (option === undefined) return still({ ...desk, says: 'Choose one by its key; Esc leaves the list' })
      return chosen(closed, overlay, option.value)
    }
  }
}

const still = (desk: Desk): Stepped => ({ desk, effects: [] })

function confirmed(desk: Desk, about: keyof typeof QUESTION_KEYS, quit: (desk: Desk) => Stepped): Stepped {
  const { phase } = desk
  if (about === 'quit') return quit(desk)
  if (phase.kind === 'call') {
    if (about === 'hangup') return over(desk, phase)
    const { endpoint } = phase.draft
    const isPerson = endpoint !== null && endpoint !== 'never' && endpointFlags(endpoint).human
    const said = { ...phase.draft, said: 'do_not_call', date: null } as const
    const draft = answeredBy(said, isPerson ? endpoint : 'human_right_party')
    const stopped = { ...phase, draft }
    // Whoever forbids further calls has ended this one; it is stored at once, so that nothing else can leave.
    const ended = over(desk, stopped)
    const saved =
      ended.desk.phase.kind === 'call' ? takeSaved({ ...ended.desk, overlay: null }, ended.desk.phase) : ended
    return { ...saved, effects: [...ended.effects, ...saved.effects] }
  }
  if (phase.kind !== 'ready') return still(desk)
  return { desk: { ...desk, busy: 'other', says: '' }, effects: [{ kind: 'stop', leadId: phase.card.leadId }] }
}

type MenuOverlay = Extract<Overlay, { kind: 'menu' }>

function chosen(desk: Desk, { name, then }: MenuOverlay, value: string): Stepped {
  const { phase } = desk
  if (name === 'skip') {
    const label = `Skipped: ${menus.skip.options.find((each) => each.value === value)!.says}. Call them again`
    const hint = 'Enter alone: in 2 hours. Else their clock: tomorrow 9, thu 14:30'
    return still({ ...desk, overlay: { kind: 'field', field: 'skip_until', label, text: '', hint, about: value } })
  }
  if (name === 'cause') return rang(desk, value as Cause)
  if (phase.kind !== 'call') return still(desk)
  const { draft } = phase
  const put = (change: Partial<Draft>, says: string): Stepped =>
    still({ ...desk, phase: { ...phase, draft: { ...draft, ...change } }, says })
  const words = menus[name].options.find((each) => each.value === value)?.says ?? value
  switch (name) {
    case 'endpoint':
      return endpointChosen(desk, phase, value as Endpoint | 'never', words)
    case 'message':
      return messageEnded(desk, phase, value)
    case 'said':
      return saidWhat(desk, phase, value)
    case 'override': {
      const next = { ...phase, draft: { ...draft, override: value as Draft['override'] } }
      return then === 'save' ? takeSaved(desk, next) : still({ ...desk, phase: next, says: words })
    }
    case 'whose': {
      const isMine = value === 'mine'
      return put({ isMine }, `${whenWords(draft.date, phase)}, ${isMine ? 'by you' : 'by anyone'}`)
    }
    case 'reaction':
      return put({ reaction: value as Draft['reaction'] }, words)
    case 'remembered':
      return put({ remembered: value as Draft['remembered'] }, `Remembered a message: ${words}`)
    case 'objection':
      return put({ objection: value as Draft['objection'] }, words)
    case 'loss':
      return put({ loss: value as Draft['loss'] }, `Lost: ${words}`)
  }
}

/** They rang: why is kept with them, and how long it kept the rep from the list. */
function rang(desk: Desk, cause: Cause): Stepped {
  const { inbound } = desk
  if (inbound === null || inbound.leadId === null) return still(desk)
  const { leadId, since } = inbound
  return {
    desk: { ...desk, inbound: null, busy: 'other', says: '' },
    effects: [{ kind: 'rang', leadId, cause, since }]
  }
}

/** What answered: a mailbox that takes messages asks for the verdict, whatever else leads to putting the call away. */
function endpointChosen(desk: Desk, phase: CallPhase, endpoint: Endpoint | 'never', words: string): Stepped {
  const draft = answeredBy(endpoint === 'never' ? { ...phase.draft, said: null } : phase.draft, endpoint)
  const { card, call } = phase
  if (endpoint !== 'never' && VERDICTS.has(endpoint)) {
    const isMailbox = phase.call.stage === 'over'
    const stage = isMailbox ? 'over' : 'machine'
    const next = {
      ...{ ...phase, draft: { ...draft, message: isMailbox ? draft.message : null } },
      call: { ...call, stage, answeredAt: call.answeredAt ?? desk.now }
    } as const
    return verdict(desk, next, { leadId: card.leadId, touch: call.touch, endpoint })
  }
  const isTalk = endpoint !== 'never' && endpointFlags(endpoint).human
  const next = {
    ...phase,
    draft,
    call: { ...call, answeredAt: isTalk ? (call.answeredAt ?? desk.now) : call.answeredAt }
  }
  if (isTalk && call.stage !== 'over') {
    const talking = { ...next, call: { ...next.call, stage: 'human' } } as const
    return { desk: { ...desk, phase: talking, says: `${words}. X X when it is over` }, effects: [{ kind: 'answered' }] }
  }
  return call.stage === 'over'
    ? still({ ...desk, phase: next, says: `${words}. Enter saves it` })
    : over({ ...desk, says: words }, next)
}
const VERDICTS: ReadonlySet<string> = new Set(['machine', 'machine_name_match', 'machine_put_through', 'screener'])

type FieldOverlay = Extract<Overlay, { kind: 'field' }>
/** As much as a note may hold. */
const TEXT_MAX = 2000

function inField(desk: Desk, overlay: FieldOverlay, pressed: Key): Stepped {
  const put = (text: string): Stepped => still({ ...desk, overlay: { ...overlay, text: text.slice(0, TEXT_MAX) } })
  switch (pressed.kind) {
    case 'char':
      return put(overlay.text + pressed.char)
    case 'paste':
      return put(overlay.text + pressed.text.replace(/\s+/g, ' '))
    case 'backspace':
      return put([...overlay.text].slice(0, -1).join(''))
    case 'clear':
      return put('')
    case 'escape':
      return still({ ...desk, overlay: null, inbound: null, says: 'Left as it was' })
    case 'enter':
      return taken(desk, overlay)
    default:
      return still(desk)
  }
}

function taken(desk: Desk, overlay: FieldOverlay): Stepped {
  const { phase } = desk
  const text = overlay.text.trim()
  if (overlay.field === 'rang') {
    if (text === '') return still({ ...desk, overlay: null, says: 'Left as it was' })
    return {
      desk: { ...desk, overlay: null, busy: 'other', says: 'Looking' },
      effects: [{ kind: 'find', wanted: text }]
    }
  }
  const card = phase.kind === 'ready' || phase.kind === 'call' ? phase.card : null
  if (card === null) return still({ ...desk, overlay: null })
  if (overlay.field === 'note') {
    if (text === '') return still({ ...desk, overlay: null, says: 'No note' })
    return { desk: { ...desk, overlay: null, says: '' }, effects: [{ kind: 'note', leadId: card.leadId, text }] }
  }
  if (overlay.field === 'said_note') {
    if (phase.kind !== 'call' || text === '') return still({ ...desk, says: 'A word or two is needed here' })
    return still({ ...desk, phase: { ...phase, draft: { ...phase.draft, note: text } }, overlay: null, says: text })
  }
  if (overlay.field === 'skip_until' && text === '')
    return skipped(desk, card.leadId, overlay.about, Math.ceil((desk.now + 2 * HOUR) / MINUTE) * MINUTE)
  const when = readWhen(text, desk.now, card.zone)
  if (when.kind === 'unclear') return still({ ...desk, overlay: { ...overlay, hint: when.says } })
  if (overlay.field === 'skip_until') return skipped(desk, card.leadId, overlay.about, when.at)
  if (phase.kind !== 'call') return still({ ...desk, overlay: null })
  return timed(desk, phase, overlay.field, when.at)
}
const MINUTE = 60_000
const HOUR = 60 * MINUTE

function skipped(desk: Desk, leadId: number, reason: string, until: number): Stepped {
  return {
    desk: { ...desk, overlay: null, busy: 'other', says: '' },
    effects: [{ kind: 'skip', leadId, reason: reason as Override, until }]
  }
}

/** A time is read back in words, at the person’s clock, before it counts. */
function timed(desk: Desk, phase: CallPhase, name: 'date' | 'callback' | 'promise', at: number): Stepped {
  const { draft } = phase
  const put = (change: Partial<Draft>, says: string): Desk => ({
    ...desk,
    ...{ phase: { ...phase, draft: { ...draft, ...change } }, overlay: null, says }
  })
  if (name === 'promise') return still(put({ promiseAt: at }, `Promised: we call ${whenWords(at, phase)}`))
  if (name === 'date') return still(put({ date: at }, whenWords(at, phase)))
  const endpoint = draft.endpoint === null || draft.endpoint === 'never' ? 'human_right_party' : draft.endpoint
  const asked = answeredBy({ ...draft, said: 'callback_requested', date: at }, endpoint)
  const next = put(asked, `We call back ${whenWords(at, phase)}`)
  return still({ ...next, overlay: { kind: 'menu', name: 'whose', menu: menus.whose, then: 'stay' } })
}

const whenWords = (at: number | null, { card }: CallPhase): string =>
  at === null ? '' : `${formatClock(at, card.zone)} there`
