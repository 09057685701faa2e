import { type Endpoint, type Message, businessFlags, endpointFlags, messageFlags } from './outcome-lists.ts'
import { type Business } from './outcome-lists.ts'

/**
 * What became of a call, as the packed row remembers it in five bits. PENDING is the smallest on purpose: of calls of
 * the same minute the ring keeps those whose outcome is known.
 */
export const PENDING = 0
export const NOT_NOTICED = 1
export const BUSY = 2
export const SILENT = 3
export const STRAIGHT_SILENT = 4
export const MESSAGE = 5
export const STRAIGHT_MESSAGE = 6
export const MESSAGE_WITH_PERSON = 7
export const ANSWERED = 8
export const ABANDONED = 9
export const SPOKEN = 10

/** A mailbox that answers sooner than a phone can ring twice: switched off, or we are blocked. Assumption (003-05). */
export const STRAIGHT_TO_VOICEMAIL_SECONDS = 4

/** Code of a call: first whether we talked, then who answered, then what was left. */
export function callCode(
  endpoint: Endpoint,
  message: Message,
  business: Business | null,
  ringSeconds: number | null
): number {
  if (isSpoken(endpoint, business)) return SPOKEN
  const answer = endpointFlags(endpoint)
  if (endpoint === 'abandoned') return ABANDONED
  if (message === 'left_with_person') return MESSAGE_WITH_PERSON
  const straight =
    answer.answeredBy === 'machine' && ringSeconds !== null && ringSeconds < STRAIGHT_TO_VOICEMAIL_SECONDS
  if (messageFlags(message).left) return straight ? STRAIGHT_MESSAGE : MESSAGE
  if (answer.human) return ANSWERED
  if (!answer.noticed) return NOT_NOTICED
  if (endpoint === 'busy') return BUSY
  return straight ? STRAIGHT_SILENT : SILENT
}

/** Talked with the person we wanted: what they said decides, else who answered. */
export function isSpoken(endpoint: Endpoint | null, business: Business | null): boolean {
  if (business !== null) return businessFlags(business).conversation
  return endpoint !== null && endpointFlags(endpoint).rightParty
}

/** Some of a message lies in their mailbox. */
export function isMessage(code: number): boolean {
  return code === MESSAGE || code === STRAIGHT_MESSAGE
}

/** It rang, or may have rung, and neither message nor answer came of it (000-26). */
export function isSilent(code: number): boolean {
  return code === PENDING || code === BUSY || code === SILENT || code === STRAIGHT_SILENT
}

/** The phone was not picked up, message or not (002-26). */
export function isUnanswered(code: number): boolean {
  return code === BUSY || code === SILENT || code === STRAIGHT_SILENT || code === MESSAGE || code === STRAIGHT_MESSAGE
}

/** Went to the mailbox at once (003-05). */
export function isStraight(code: number): boolean {
  return code === STRAIGHT_SILENT || code === STRAIGHT_MESSAGE
}
