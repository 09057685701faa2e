import { type Zone } from '../../clock/zone.ts'

/** Everything that a rep sees of a lead, in words that are ready to be shown; times are those at the person’s clock. */
export type Card = {
  readonly leadId: number
  readonly name: string
  readonly company: string
  readonly role: string
  readonly phones: readonly CardPhone[]
  /** The wall clock of the person. */
  readonly zone: Zone
  readonly hours: { readonly isOpen: boolean; readonly says: string }
  /** Why this person, and why now. */
  readonly why: string
  readonly pressure: string
  readonly permissions: string
  /** What the law wants said when they answer; null where it wants nothing. */
  readonly mustSay: string | null
  readonly background: string
  readonly history: readonly CardEntry[]
  readonly advice: Advice
}
export type CardPhone = {
  readonly number: string
  readonly says: string
  /** It is the one that is dialled next. */
  readonly isNext: boolean
}
export type CardEntry = { readonly at: number; readonly says: string }

/** What to do at a voicemail: open, or covered until a machine has answered and that is stored. */
export type Advice = { readonly kind: 'covered'; readonly because: string } | ({ readonly kind: 'open' } & AdviceWords)

export type AdviceWords = {
  /** `ask` with its suggestion: your call. */
  readonly action: 'leave' | 'skip' | 'ask'
  readonly headline: string
  readonly because: string
  /** The figure behind it with its source, or that there is none yet. */
  readonly figure: string
  /** What is said, part by part; empty where nothing is left. */
  readonly say: readonly string[]
  readonly manner: string | null
  readonly maxSeconds: number
  readonly alternatives: readonly string[]
  readonly next: string | null
  /** The next try that the message announces. */
  readonly promiseAt: number | null
  /** Rule of the guard that forbids the message that the playbook wants. */
  readonly blockedBy: string | null
  /** Index of the rule that decided, −1 none. */
  readonly rule: number
}
