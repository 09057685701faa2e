import { type Result } from '../../facts/log-entry.ts'
import {
  type Business,
  type Endpoint,
  type Message,
  type lossReasons,
  businessFlags,
  endpointFlags,
  messageFlags
} from '../../facts/outcome-lists.ts'
import { type Objection, type Override, type Reaction } from '../../outcome/lists.ts'
import { type AdviceWords } from './card.ts'

/** What a rep has said of a call so far. */
export type Draft = {
  /** `never` = it was not dialled after all. */
  readonly endpoint: Endpoint | 'never' | null
  readonly message: Message | null
  readonly said: Business | null
  readonly date: number | null
  readonly note: string | null
  /** For whom a call back is; null anyone. Counts with `callback_requested` alone. */
  readonly isMine: boolean
  readonly promiseAt: number | null
  readonly remembered: 'yes' | 'no' | null
  readonly reaction: Reaction | null
  readonly objection: Objection | null
  readonly loss: LossReason | null
  readonly override: Override | null
  /** What the line knows of a recording that was played: its place, and how much of it left. */
  readonly recording: number | null
  readonly playedMs: number | null
  readonly beepMs: number | null
}
export type LossReason = (typeof lossReasons)[number]

export const noDraft: Draft = {
  ...{ endpoint: null, message: null, said: null, date: null, note: null, isMine: true, promiseAt: null },
  ...{ remembered: null, reaction: null, objection: null, loss: null, override: null },
  ...{ recording: null, playedMs: null, beepMs: null }
}

/** What has to be said before the call can be put away; `ask` names the list or the field that is opened for it. */
export type Missing = {
  readonly ask: 'endpoint' | 'message' | 'said' | 'date' | 'said_note'
  readonly says: string
}

export function missingIn({ endpoint, message, said, date, note }: Draft): Missing | null {
  if (endpoint === null) return { ask: 'endpoint', says: 'What answered?' }
  if (endpoint === 'never') return null
  if (message === null) return { ask: 'message', says: 'What became of the message?' }
  if (said === null) return endpointFlags(endpoint).rightParty ? { ask: 'said', says: 'What did they say?' } : null
  const { needsDate, needsNote, says } = businessFlags(said)
  if (needsDate && date === null) return { ask: 'date', says: `${says}: when?` }
  return needsNote && note === null ? { ask: 'said_note', says: `${says}. Why?` } : null
}

/**
 * The endpoint with what follows from it: where no mailbox answered there was no message to leave, and where nobody
 * was talked to nothing of a talk stands any more.
 */
export function answeredBy(draft: Draft, endpoint: Endpoint | 'never'): Draft {
  const takes = endpoint !== 'never' && TAKES_MESSAGES.has(endpoint)
  const kept = draft.message !== null && draft.message !== 'none_planned' && endpoint !== 'never'
  const message = takes || kept ? draft.message : 'none_planned'
  if (isTalk(endpoint)) return { ...draft, endpoint, message }
  const isHeard = draft.said !== null && !businessFlags(draft.said).conversation && endpoint !== 'never'
  const talk = { reaction: null, remembered: null, objection: null, date: null, said: isHeard ? draft.said : null }
  return { ...draft, endpoint, message, ...talk }
}

/** A person answered. */
export const isTalk = (endpoint: Endpoint | 'never'): boolean => endpoint !== 'never' && endpointFlags(endpoint).human
const TAKES_MESSAGES: ReadonlySet<string> = new Set([
  ...['machine', 'machine_name_match', 'machine_put_through', 'screener']
])

/** Whether the rep did otherwise than advised: that wants a reason. */
export function isOverride({ endpoint, message }: Draft, advice: AdviceWords | null): boolean {
  if (advice === null || advice.action === 'ask' || message === null) return false
  if (endpoint === null || endpoint === 'never' || !TAKES_MESSAGES.has(endpoint)) return false
  return messageFlags(message).left !== (advice.action === 'leave')
}

/** The draft as the log takes it. The caller has seen to it that nothing is missing. */
export function resultOf(draft: Draft, advice: AdviceWords | null, ringSeconds: number | null): Result {
  const { endpoint, message, said, date, note, recording, playedMs, beepMs } = draft
  if (endpoint === null || endpoint === 'never') return { kind: 'not_made', reason: 'cancelled_by_rep' }
  const isBlocked = message === 'none_planned' && TAKES_MESSAGES.has(endpoint) && advice?.blockedBy != null
  return {
    ...({ kind: 'call', endpoint, message: isBlocked ? 'none_blocked' : (message ?? 'none_planned') } as const),
    ...{ blockedBy: isBlocked ? advice.blockedBy : null, recording, playedMs, beepMs },
    ringSeconds: ringSeconds === null ? null : Math.min(600, Math.max(0, ringSeconds)),
    said: said === null ? null : { what: said, date: businessFlags(said).needsDate ? date : null, note }
  }
}
