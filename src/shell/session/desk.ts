import { type CallOutcome } from '../../call/call-state.ts'
import { type Happening } from '../../facts/log-entry.ts'
import { type Endpoint } from '../../facts/outcome-lists.ts'
import { type Override } from '../../outcome/lists.ts'
import { type AdviceWords, type Card } from './card.ts'
import { type Draft } from './draft.ts'
import { type Menu, type MenuName } from './menus.ts'

/**
 * What is on a rep’s screen, as a value. `deskStep` leads it on by keys and by what comes back from the store; nothing
 * in it knows of a terminal.
 *
 *     looking ─► ready ─► call (ringing ─► human | machine ─► over) ─► looking …
 *        │         └──► skipped, put off, stopped ─► looking
 *        ├──► empty ─► looking          paused ◄─► looking
 */
export type Desk = {
  readonly phase: Phase
  /** A list, a text field or a question over the phase; keys belong to it while it is there. */
  readonly overlay: Overlay | null
  /** The line that answers the last key. */
  readonly says: string
  /** Something is on its way to the store; keys wait for its answer. */
  readonly busy: 'call' | 'other' | null
  readonly waiting: readonly Key[]
  readonly undo: Undoable | null
  readonly board: Board
  readonly now: number
  readonly pauseAfter: boolean
  readonly carrier: DeskCarrier
  readonly list: string
  /** They rang us: since when the rep is with them, and who it is once that is found. */
  readonly inbound: { readonly since: number; readonly leadId: number | null } | null
  /** What was heard on the line of a carrier that hears. */
  readonly heard: readonly string[]
}

export type DeskCarrier = {
  readonly name: string
  readonly dials: boolean
  /** The next lead is dialled as soon as it is seen, where the law lets a system do so. */
  readonly isProgressive: boolean
}

export type Phase =
  | { readonly kind: 'looking' }
  | { readonly kind: 'empty'; readonly says: string }
  | { readonly kind: 'ready'; readonly card: Card }
  | CallPhase
  | { readonly kind: 'paused'; readonly since: number }
  | { readonly kind: 'gone' }

export type CallPhase = {
  readonly kind: 'call'
  readonly card: Card
  readonly call: OpenCall
  readonly draft: Draft
  /** The recommendation, once a machine verdict is stored. */
  readonly verdict: AdviceWords | null
}

/** A call that was dialled and of which nothing is said yet. Instants by the clock of the session. */
export type OpenCall = {
  readonly touch: number
  readonly number: string
  readonly at: number
  readonly stage: 'ringing' | 'human' | 'machine' | 'over'
  readonly answeredAt: number | null
  readonly beepAt: number | null
  readonly messageEndAt: number | null
  readonly overAt: number | null
  /** Its own seconds are not known: it was left open by an earlier session. */
  readonly isOld: boolean
}

export type Overlay =
  | { readonly kind: 'menu'; readonly name: MenuName; readonly menu: Menu; readonly then: 'stay' | 'save' }
  | {
      readonly kind: 'field'
      readonly field: FieldName
      readonly label: string
      readonly text: string
      readonly hint: string
      /** What was chosen before, where the text belongs to it. */
      readonly about: string
    }
  | { readonly kind: 'question'; readonly about: 'do_not_call' | 'hangup' | 'quit'; readonly says: string }
  | { readonly kind: 'lines'; readonly title: string; readonly lines: readonly string[] }

export type FieldName = 'rang' | 'note' | 'said_note' | 'date' | 'callback' | 'promise' | 'skip_until'

/** What may be taken back, until when: what was said of a call, or a stop. */
export type Undoable = {
  readonly leadId: number
  readonly target: 'outcome' | 'signal'
  readonly seq: number
  readonly until: number
  /** The call as it stood when it was saved; null of a stop. */
  readonly phase: CallPhase | null
}

/** What stands below every lead. */
export type Board = {
  readonly upcoming: readonly string[]
  readonly due: {
    readonly callbacks: number
    readonly promises: number
    readonly replies: number
    readonly tasks: number
  }
  readonly today: {
    readonly dials: number
    readonly human: number
    readonly conversations: number
    readonly meetings: number
    readonly messages: number
    readonly minutes: number
  }
}

export type Key =
  | { readonly kind: 'char'; readonly char: string }
  | { readonly kind: 'paste'; readonly text: string }
  | { readonly kind: 'enter' | 'escape' | 'backspace' | 'clear' | 'interrupt' | 'end' | 'other' }

export type DeskEvent =
  | { readonly kind: 'key'; readonly key: Key }
  | { readonly kind: 'tick'; readonly now: number }
  /** `isByKey`: a rule wants that the rep starts this call by a key. */
  | { readonly kind: 'lead'; readonly card: Card; readonly isByKey: boolean }
  | { readonly kind: 'nobody'; readonly says: string }
  /** Nobody has touched a key for so long that the lead goes back to the others. */
  | { readonly kind: 'away' }
  /** Somebody may be called again. */
  | { readonly kind: 'somebody' }
  | { readonly kind: 'dialled'; readonly touch: number; readonly number: string }
  | { readonly kind: 'refused'; readonly says: string }
  | { readonly kind: 'decided'; readonly words: AdviceWords }
  | { readonly kind: 'settled'; readonly outcome: number; readonly says: string }
  | { readonly kind: 'stopped'; readonly leadId: number; readonly seq: number; readonly says: string }
  | { readonly kind: 'undone'; readonly card: Card; readonly phase: CallPhase }
  | { readonly kind: 'unsaid'; readonly card: Card; readonly call: OpenCall; readonly says: string }
  | { readonly kind: 'done'; readonly says: string; readonly next: boolean }
  | { readonly kind: 'noted'; readonly says: string }
  | { readonly kind: 'callbacks'; readonly lines: readonly string[] }
  /** Who rang, and what they had of us last. */
  | { readonly kind: 'found'; readonly leadId: number; readonly says: string }
  | { readonly kind: 'failed'; readonly says: string; readonly isLost: boolean }
  | { readonly kind: 'board'; readonly board: Board }
  /** What came of a call that a carrier dialled is said with its end. */
  | { readonly kind: 'line'; readonly state: 'up' | 'ended'; readonly says: string; readonly outcome?: CallOutcome }
  /** The detector says who answered; a rep’s key holds against it. */
  | {
      readonly kind: 'detected'
      readonly who: 'human' | 'machine'
      readonly endpoint: Endpoint
      readonly says: string
    }
  /** The call goes on without the rep, who is free for the next. */
  | { readonly kind: 'released'; readonly says: string }
  | { readonly kind: 'heard'; readonly says: string }

/** What the shell is asked to do; each answers with an event. */
export type Effect =
  | { readonly kind: 'next' }
  /** `isByKey`: the rep started it, not the dialler by itself. */
  | { readonly kind: 'dial'; readonly leadId: number; readonly isByKey: boolean }
  | { readonly kind: 'verdict'; readonly leadId: number; readonly touch: number; readonly endpoint: Endpoint }
  | { readonly kind: 'settle'; readonly phase: CallPhase; readonly now: number }
  | { readonly kind: 'undo'; readonly wish: Undoable; readonly release: number | null }
  | { readonly kind: 'note'; readonly leadId: number; readonly text: string }
  | { readonly kind: 'stop'; readonly leadId: number }
  | { readonly kind: 'skip'; readonly leadId: number; readonly reason: Override; readonly until: number }
  | { readonly kind: 'pause'; readonly release: number | null }
  | { readonly kind: 'callbacks' }
  | { readonly kind: 'find'; readonly wanted: string }
  | { readonly kind: 'rang'; readonly leadId: number; readonly cause: Cause; readonly since: number }
  | { readonly kind: 'speak'; readonly maxSeconds: number }
  /** A person is on the line. */
  | { readonly kind: 'answered' }
  | { readonly kind: 'hangup' }
  | { readonly kind: 'quit'; readonly release: number | null }

/** Why they called: asked, and kept (002-28). */
export type Cause = Extract<Happening, { kind: 'callback' }>['cause']

export type Stepped = { readonly desk: Desk; readonly effects: readonly Effect[] }

const NO_BOARD: Board = {
  upcoming: [],
  due: { callbacks: 0, promises: 0, replies: 0, tasks: 0 },
  today: { dials: 0, human: 0, conversations: 0, meetings: 0, messages: 0, minutes: 0 }
}

/** The screen as a session opens. */
export function openDesk(now: number, list: string, carrier: Desk['carrier']): Desk {
  return {
    ...{ phase: { kind: 'looking' }, overlay: null, says: '', busy: 'other', waiting: [], undo: null },
    ...{ board: NO_BOARD, now, pauseAfter: false, carrier, list, heard: [], inbound: null }
  }
}
