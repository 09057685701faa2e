import { type People } from '../../simulate/people.ts'

/** What is out there when deciding goes on. */
export type Outside =
  /** Real lines and real time: calls wait for a rep, everything else leaves by the outbox. */
  | { readonly kind: 'real' }
  /** A world in which every call reaches a mailbox, at once and without reps. */
  | { readonly kind: 'mailboxes' }
  /** A world of invented people: calls wait for its reps, everything else is done at once and may have effects. */
  | { readonly kind: 'people'; readonly people: People }

export const REAL: Outside = { kind: 'real' }
