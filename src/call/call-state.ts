import { type Endpoint, type Message } from '../facts/outcome-lists.ts'
import { type SitKind, type Verdict } from '../listen/heard.ts'

/**
 * One call, from the order to the outcome. `callStep` (call-step.ts) leads it on.
 *
 *     created ─► media ─► dialling ─► ringing ─► early ──────┐        any stage ─► hanging_up ─► ended ─► wrapped
 *                            └───────────┴─────────┴─► up ◄──┘        early, listening ─► sit, fax ─► ended
 *                                                      │
 *                              nobody listens but      │      a detector listens
 *                              the rep: answered ◄─────┴─────► listening ─► ivr
 *                                 │        │                    │  │   │     │
 *                            H key│        │V key     a person, │  │   └─► screener ─► (live or skip, never a drop)
 *                                 ▼        │          or unsure │  │         │
 *                               human ◄────┼────────────────────┘  │         │
 *                                │  ▲      ▼                       ▼         │
 *                          V key │  └─── machine ◄─────────────────┴─────────┘
 *                                └──────►  │  verdict stored, then the decision asked
 *                                          ▼
 *                                      greeting ─► beep ─► leaving ─► hanging_up
 *                                       │           │ ▲      │ └─ restart ──┐
 *                                       │           │ └──────┼──────────────┤
 *                                       ▼           ▼        ▼              │
 *                                      human ◄──── talked_over ── restart ──┘
 *                                                (a voice: the drop stops, the rep comes)
 *
 * A person may be found out in any stage after the answer, by the rep’s key always. A recording starts in `beep` alone,
 * which is reached over a stored machine verdict alone. Each stage has a watchdog (watch.ts).
 */
export type CallState = {
  readonly plan: CallPlan
  readonly stage: Stage
  readonly rep: RepPlace
  readonly who: Who
  readonly left: Left
  readonly line: LineTimes
  /** Counts verdicts that were stored and asked about; an answer to an older one counts for nothing. */
  readonly asked: number
  /** Counts drops: each start of one is a drop of its own. */
  readonly drops: number
  /** When it was last heard that the message may start. */
  readonly startAtMs: number | null
  /** When a beep was heard last. */
  readonly beepAtMs: number | null
  /** What the tones of the network said, where they said something. */
  readonly sit: SitKind | null
  readonly watchdogAtMs: number | null
}

/** How a call is made. */
export type CallPlan = {
  readonly mode: DialMode
  /** Who listens: the rep alone, a machine for the start of a message, or one whose verdicts count. */
  readonly ears: 'rep' | 'start' | 'verdict'
  /** The carrier brings the rep onto the line; without that they hear it by themselves. */
  readonly bridges: boolean
  readonly drops: boolean
  readonly ringMs: number
  readonly maxMs: number
}
export type DialMode = 'manual' | 'preview' | 'progressive' | 'rep_hears'

export type Stage =
  | { readonly kind: Waiting }
  /** A person, or whoever has to be treated as one. */
  | { readonly kind: 'human'; readonly isSure: boolean }
  /** The verdict is being stored, then the decision is on its way. */
  | { readonly kind: 'machine'; readonly isStored: boolean; readonly wish: RepWish }
  /** A message is to be left as soon as it may start. */
  | { readonly kind: 'greeting'; readonly leaves: Leaves }
  /** The recording is ordered, and not a byte has gone out yet. */
  | { readonly kind: 'beep'; readonly recording: Recording; readonly byRep: boolean }
  | { readonly kind: 'leaving'; readonly how: 'drop'; readonly recording: Recording; readonly byRep: boolean }
  /** Somebody spoke into it: a person who picked up, or a greeting that goes on after all. */
  | { readonly kind: 'talked_over'; readonly recording: Recording; readonly byRep: boolean; readonly untilMs: number }
  | { readonly kind: 'leaving'; readonly how: 'live'; readonly untilMs: number; readonly maxMs: number }
  /** The phone’s own assistant: the rep says who calls, or nobody does. */
  | { readonly kind: 'screener'; readonly step: 'storing' | 'deciding' | 'live' }
  | { readonly kind: 'hanging_up'; readonly why: HangUpWhy | null; readonly end: LineEnd | null }
  | { readonly kind: 'ended'; readonly outcome: CallOutcome }
  | { readonly kind: 'wrapped'; readonly outcome: CallOutcome }

/** Stages of which nothing more is to be known. */
export type Waiting =
  'created' | 'media' | 'dialling' | 'ringing' | 'early' | 'answered' | 'listening' | 'ivr' | 'fax' | 'sit'

/** What the rep wishes before the decision is there. */
export type RepWish = 'nothing' | 'live' | 'now'

/** How a message is left; with `ask` the rep chooses until it may start, and the suggestion is done then. */
export type Leaves =
  | { readonly kind: 'drop'; readonly recording: Recording }
  | { readonly kind: 'live'; readonly maxMs: number }
  | { readonly kind: 'ask'; readonly suggest: 'leave' | 'skip'; readonly how: LeavesNow }
export type LeavesNow = Exclude<Leaves, { kind: 'ask' }>

export type Recording = { readonly id: string; readonly lengthMs: number }

/** Where the rep is: booked and waiting, being put through, on the line, free for the next call, or lost. */
export type RepPlace = 'waiting' | 'coming' | 'on' | 'released' | 'gone'

/** Who answered, and who says so. */
export type Who = {
  readonly endpoint: Endpoint | null
  readonly by: 'nobody' | 'detector' | 'rep'
  readonly heard: Verdict | 'unsure' | null
  readonly confidence: number | null
}

/** What has been left so far. */
export type Left = {
  readonly recording: string | null
  /** Longest part of a drop that was played. */
  readonly playedMs: number
  /** The drop that is out and of which nothing is known yet. */
  readonly open: number | null
  readonly is: 'nothing' | 'begun' | 'complete' | 'talked_over' | 'live'
  /** The rule that forbade a message that was wanted. */
  readonly blockedBy: string | null
}

/** Instants of the line, by the clock of whoever sends the events. */
export type LineTimes = {
  readonly placedAtMs: number | null
  readonly answeredAtMs: number | null
  /** It rang at them. */
  readonly rang: boolean
  /** A rep was on the line with whoever answered. */
  readonly met: boolean
}

/** How the carrier says that it ended. */
export type LineEnd = {
  readonly outcome:
    | 'completed'
    | 'busy'
    | 'no_answer'
    | 'rejected'
    | 'blocked'
    | 'invalid_number'
    | 'redirected'
    | 'carrier_fault'
    | 'cancelled'
    | 'unknown'
  readonly by: 'us' | 'them' | 'carrier' | 'timeout'
  readonly q850?: number
}

export type HangUpWhy =
  /** The rep’s key. */
  | 'rep'
  | 'message_over'
  | 'no_message'
  /** A fax, or a tone of the network. */
  | 'tone'
  /** A person is on the line and no rep is. */
  | 'no_rep'
  /** The verdict could not be stored, or no decision came. */
  | 'undecided'
  /** A message was to be left and it never could start. */
  | 'no_start'
  | 'drop_failed'
  | 'watchdog'
  | 'shutdown'

/** Why a call ended: we hung up and why, they did, or what the carrier said. */
export type CallCause =
  | HangUpWhy
  | 'they_hung_up'
  | 'refused'
  | Exclude<LineEnd['outcome'], 'completed'>
  /** The carrier never said that it was over. */
  | 'carrier_silent'

/** What came of the call, in the words of facts/outcome-lists.ts. */
export type CallOutcome = {
  readonly endpoint: Endpoint
  readonly message: Message
  readonly cause: CallCause
  /** Who says who answered. */
  readonly by: Who['by']
  readonly recording: string | null
  readonly blockedBy: string | null
  readonly playedMs: number | null
  /** From the answer to the instant at which the message could start. */
  readonly beepMs: number | null
  readonly ringMs: number | null
  readonly answeredAtMs: number | null
  readonly endedAtMs: number
}

/** A call that is to be made. */
export function newCall(plan: CallPlan): CallState {
  return {
    ...{ plan, stage: { kind: 'created' }, rep: plan.bridges ? 'waiting' : 'on' },
    who: { endpoint: null, by: 'nobody', heard: null, confidence: null },
    left: { recording: null, playedMs: 0, open: null, is: 'nothing', blockedBy: null },
    line: { placedAtMs: null, answeredAtMs: null, rang: false, met: false },
    ...{ asked: 0, drops: 0, startAtMs: null, beepAtMs: null, sit: null, watchdogAtMs: null }
  }
}
