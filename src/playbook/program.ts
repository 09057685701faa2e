import { type Purpose } from '../facts/recording.ts'
import { type Channel } from '../guard/action.ts'
import { type Cap } from '../guard/cap.ts'
import { type Expression } from './expression.ts'
import { type PlaybookDocument } from './schema.ts'
import { type Wait } from './wait.ts'
import { type Ending, type LeadEvent, type MessageSlot } from './words.ts'

/** A playbook that was checked and compiled: what decide() runs. */
export type Program = {
  readonly name: string
  readonly label: string
  /** SHA-256 of the canonical text, hex: the identity of this version. */
  readonly hash: string
  readonly document: PlaybookDocument
  readonly entry: { readonly when: Expression; readonly because: string } | null
  readonly rules: readonly Rule[]
  readonly caps: readonly Cap[]
  readonly flow: Flow
  /** Where the calls stand in the flow. */
  readonly calls: Calls
  /** Steps on arrival, before and beside the first call. */
  readonly before: Flow
  readonly tracks: readonly { readonly name: string; readonly when: Expression | null; readonly flow: Flow }[]
}

export type Rule = {
  readonly name: string
  /** null = otherwise. */
  readonly when: Expression | null
  readonly act: Act
  readonly because: string
  readonly figure: { readonly says: string; readonly source: string } | null
  readonly message: Message | null
  readonly then: Stay | null
}

export type Act =
  | { readonly kind: 'leave' }
  | { readonly kind: 'skip' }
  | { readonly kind: 'ask'; readonly suggest: 'leave' | 'skip' }
  | { readonly kind: 'explore'; readonly leave: number }
  | { readonly kind: 'experiment'; readonly experiment: Experiment }

export type Experiment = {
  readonly name: string
  readonly kind: 'point_of_voicemail' | 'cadence'
  readonly phase: number
  /** Place among the experiments of the playbook. */
  readonly index: number
  readonly arms: readonly Arm[]
  readonly shares: readonly number[]
}
/** `leave` null = never, true = always. */
export type Arm = { readonly name: string; readonly share: number; readonly leave: Expression | boolean }

export type Message = {
  readonly purpose: Purpose
  readonly slots: readonly { readonly slot: MessageSlot; readonly when: Expression | null }[]
  readonly maxSeconds: number
  readonly mode: 'live' | 'drop' | 'either'
}

/** Where a run rests or ends. */
export type Stay =
  | { readonly kind: 'park'; readonly until: LeadEvent; readonly wait: Wait | null }
  | { readonly kind: 'end'; readonly ending: Ending }
  | { readonly kind: 'handover'; readonly playbook: string }
  | { readonly kind: 'disqualified'; readonly reason: string }

/** The sequence, flattened: loops and branches are jumps, so that walking on is a loop over an array. */
export type Flow = readonly Instruction[]
export type Instruction =
  | Touch
  | {
      readonly kind: 'wait'
      readonly waits: readonly Wait[]
      readonly onBusinessDays: boolean
      readonly varied: boolean
      readonly when: Expression | null
    }
  | { readonly kind: 'stay'; readonly stay: Stay; readonly when: Expression | null; readonly because: string | null }
  | { readonly kind: 'loop'; readonly loop: Loop; readonly end: number }
  | { readonly kind: 'again'; readonly loop: Loop; readonly start: number }
  | { readonly kind: 'unless'; readonly when: Expression | null; readonly to: number }
  | { readonly kind: 'goto'; readonly to: number }

/** Instructions that call: those before the rounds, one round each, and those within a round. */
export type Calls = {
  readonly before: readonly number[]
  readonly inLoop: readonly number[]
  /** The rounds, and the instruction at their end; null where no loop calls. */
  readonly rounds: { readonly loop: Loop; readonly end: number } | null
}

export type Touch = {
  readonly kind: 'touch'
  readonly channel: Channel
  readonly when: Expression | null
  readonly after: Wait | null
  readonly because: string | null
  readonly what: string | null
  /** The sequence waits until this is done. */
  readonly holds: boolean
  /** How long it may stay undone. */
  readonly expires: Wait
  /** Loop that this step belongs to, outermost first; null outside. */
  readonly loop: Loop | null
}

export type Loop = {
  readonly times: readonly [number, number]
  readonly until: Expression | null
  readonly hasCalls: boolean
}
