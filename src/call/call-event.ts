import { type Endpoint } from '../facts/outcome-lists.ts'
import { type Heard, type Verdict } from '../listen/heard.ts'
import {
  type CallOutcome,
  type CallState,
  type HangUpWhy,
  type LineEnd,
  type Recording,
  type Stage,
  type Who
} from './call-state.ts'

/** What happens to a call. `atMs` is one clock for all of them, and never goes back. */
export type CallEvent = { readonly atMs: number } & (
  | { readonly kind: 'start' }
  /** The carrier has taken the call, or has not. */
  | { readonly kind: 'placed' }
  | { readonly kind: 'refused' }
  | { readonly kind: 'ringing' }
  | { readonly kind: 'early' }
  | { readonly kind: 'up' }
  | { readonly kind: 'ended'; readonly end: LineEnd }
  | { readonly kind: 'heard'; readonly heard: Heard }
  | { readonly kind: 'key'; readonly key: RepKey }
  /** The rep says more exactly which machine it is. */
  | { readonly kind: 'learned'; readonly endpoint: MachineEndpoint }
  | { readonly kind: 'verdict_stored'; readonly nth: number }
  | { readonly kind: 'decision'; readonly nth: number; readonly decision: AtVoicemail }
  /** The verdict could not be stored, or the decision not be had. */
  | { readonly kind: 'undecided'; readonly nth: number }
  | { readonly kind: 'drop_started'; readonly nth: number }
  | { readonly kind: 'drop_done'; readonly nth: number; readonly playedMs: number; readonly isComplete: boolean }
  | { readonly kind: 'bridged' }
  | { readonly kind: 'rep_gone' }
  | { readonly kind: 'watchdog' }
  /** Everything is said of the call. */
  | { readonly kind: 'wrapped' }
  /** We are about to stop. */
  | { readonly kind: 'shutdown' }
)

export type RepKey = 'human' | 'machine' | 'beep_now' | 'no_message' | 'hang_up' | 'live_voicemail'

export type MachineEndpoint = Extract<
  Endpoint,
  'machine' | 'machine_name_match' | 'machine_put_through' | 'mailbox_full' | 'screener' | 'ivr_tree'
>

/** What was decided for this voicemail. */
export type AtVoicemail =
  | { readonly kind: 'message'; readonly recording: Recording }
  | { readonly kind: 'live'; readonly maxMs: number }
  | { readonly kind: 'hang_up'; readonly blockedBy: string | null }
  /** The rep chooses; where they choose nothing before the message may start, the suggestion is done. */
  | {
      readonly kind: 'ask'
      readonly suggest: 'leave' | 'skip'
      readonly how: Extract<AtVoicemail, { kind: 'message' | 'live' }>
    }

/** What is to be done about it, in this order. */
export type CallAct =
  | { readonly kind: 'place' }
  | { readonly kind: 'bridge_rep' }
  | { readonly kind: 'unbridge_rep' }
  /** The rep is free for the next call. */
  | { readonly kind: 'release_rep' }
  | {
      readonly kind: 'store_verdict'
      readonly nth: number
      readonly endpoint: Endpoint
      readonly by: Who['by']
      readonly confidence: number | null
    }
  | { readonly kind: 'ask_decision'; readonly nth: number; readonly endpoint: Endpoint }
  | { readonly kind: 'start_drop'; readonly nth: number; readonly recording: Recording }
  | { readonly kind: 'stop_drop'; readonly nth: number }
  | { readonly kind: 'hang_up'; readonly why: HangUpWhy }
  /** Wakes the call after so long, instead of when it was to be woken before. */
  | { readonly kind: 'set_watchdog'; readonly ms: number }
  | { readonly kind: 'clear_watchdog' }
  | { readonly kind: 'tell'; readonly news: CallNews }

/** What a screen shows. */
export type CallNews =
  | { readonly kind: 'stage'; readonly stage: Stage['kind'] }
  /** The detector hears something that does not count any more: the rep has spoken, or a person is on the line. */
  | { readonly kind: 'sounds_like'; readonly verdict: Verdict | 'unsure'; readonly confidence: number | null }
  | { readonly kind: 'decided'; readonly decision: AtVoicemail }
  /** The rep speaks, with so much left of the longest message. */
  | { readonly kind: 'speak'; readonly leftMs: number }
  | { readonly kind: 'cannot'; readonly key: RepKey; readonly because: 'no_recording' | 'forbidden' | 'no_drop' }
  | { readonly kind: 'outcome'; readonly outcome: CallOutcome }

export type CallStepped = {
  readonly state: CallState
  readonly acts: readonly CallAct[]
}
