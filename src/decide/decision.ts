import { type Channel } from '../guard/action.ts'

/** What is done with this voicemail. `at_the_beep` is a display word: what may be said before the verdict is stored. */
export const actions = ['leave', 'skip', 'ask'] as const
export type Action = (typeof actions)[number]
export const LEAVE = 0
export const SKIP = 1
export const ASK = 2

/**
 * A decision as small numbers: enough to explain it later from the facts, the playbook and the guard of the same
 * versions. Nothing here is a string, so that a million of them cost little.
 */
export type Decision = {
  /** Index into the rules; −1 when none held. */
  readonly rule: number
  /** Index into `actions`. */
  readonly action: number
  /** What the playbook wanted before the guard was asked: index into `actions`. */
  readonly wanted: number
  /** With `ask`: what happens where nobody is asked. */
  readonly suggest: number
  /** 0 no message, 1 spoken by the rep, 2 a recording. */
  readonly mode: number
  /** Index into the recordings, −1 none. */
  readonly recording: number
  /** Arm of the experiment of the rule, −1 none. */
  readonly arm: number
  /** Chance of the action under the randomisation of the playbook; 1 without. */
  readonly probability: number
  /** Why a wanted message is not left: a guard rule code, or a negative `Hindrance`; 0 when nothing hindered. */
  readonly hindered: number
  /** Why a drop became live: as above. */
  readonly turned: number
  /** Guard code of the hard stop, 0 none. */
  readonly stop: number
  readonly next: Next
}

/** Hindrances that are not the guard's: codes below zero. */
export const NO_RECORDING = -1
export const NO_REP = -2
export const TO_SCREENER = -3

/** The first thing planned after this call, or why there is none. */
export type Next =
  | {
      readonly kind: 'touch'
      readonly channel: Channel
      /** Epoch ms: the first allowed minute after the drawn wait. */
      readonly at: number
      /** Epoch ms that the playbook wanted before the guard moved it. */
      readonly wanted: number
      /** Guard code that moved it, 0 none. */
      readonly moved: number
      /** −1 the main flow, else the track. */
      readonly track: number
      /** Instruction of the flow. */
      readonly step: number
      /** The round that it belongs to. */
      readonly round: number
      /** Something stands in for the step: find an address or a number; or it was taken first because they prefer it. */
      readonly instead: 'find_address' | 'find_number' | 'preferred' | null
      /** Index into the numbers of the person, −1 unknown. */
      readonly number: number
    }
  | {
      readonly kind: 'none'
      readonly why: 'stopped' | 'rule' | 'step' | 'capped' | 'over'
      /** Instruction that ended or parked it, −1. */
      readonly step: number
      /** Guard code with `capped` and `stopped`. */
      readonly code: number
    }
