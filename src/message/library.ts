import { type Purpose } from '../facts/recording.ts'

/** What a recording is played for; a drop is a message, the others answer somebody who is on the line. */
export const recordingKinds = ['drop', 'screener_reply', 'apology'] as const
export type RecordingKind = (typeof recordingKinds)[number]

/**
 * What a recording says, as far as experiments compare it (features M3). Null: nobody said.
 */
export type Properties = {
  readonly kind: RecordingKind
  readonly purpose: Purpose | null
  /** BCP 47, such as en-US. */
  readonly language: string | null
  readonly angle: string | null
  readonly promises: string | null
  readonly asksQuestion: boolean | null
  readonly givesNumber: boolean | null
  readonly mentionsEmail: boolean | null
}

/** Whether it may be played. Instants are epoch milliseconds. */
export type Standing = {
  readonly approvedAt: number | null
  /** The first instant at which it is not to be played any more. */
  readonly validUntil: number | null
  readonly retiredAt: number | null
}

export const recordingStates = ['draft', 'in_use', 'expired', 'retired'] as const
export type RecordingState = (typeof recordingStates)[number]

/** Only what was approved, is still valid and was not taken out of use is ever played (features M9). */
export function recordingState({ approvedAt, validUntil, retiredAt }: Standing, now: number): RecordingState {
  if (retiredAt !== null) return 'retired'
  if (approvedAt === null) return 'draft'
  return validUntil !== null && now >= validUntil ? 'expired' : 'in_use'
}

/** A recording in its place: the bit of the packed facts that says whether somebody heard it. */
export type Placed = Properties & Standing & { readonly slot: number; readonly seconds: number }

/** Longer than any message: what stands at a place that is not to be played. */
const NEVER_SECONDS = Infinity

/**
 * The recordings as decide/ takes them: by place, those that may not be played now too long for any message. Whatever is
 * no drop is never chosen for a mailbox.
 */
export function libraryOf(
  recordings: readonly Placed[],
  now: number
): { readonly seconds: readonly number[]; readonly purposes: readonly (Purpose | null)[] } {
  const size = recordings.reduce((most, { slot }) => Math.max(most, slot + 1), 0)
  const seconds = new Array<number>(size).fill(NEVER_SECONDS)
  const purposes = new Array<Purpose | null>(size).fill(null)
  for (const recording of recordings) {
    purposes[recording.slot] = recording.purpose
    if (recording.kind === 'drop' && recordingState(recording, now) === 'in_use')
      seconds[recording.slot] = recording.seconds
  }
  return { seconds, purposes }
}
