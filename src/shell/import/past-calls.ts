import { type LogEntry, type Result } from '../../facts/log-entry.ts'
import { AT_MAX, AT_MIN } from '../../facts/minute.ts'
import { type LeadHistory } from '../../intake/lead-row.ts'

/** More calls than these no decision looks back on. */
export const PAST_CALLS_MAX = 32
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

type PastCall = { readonly at: number; readonly kind: 'silent' | 'message' | 'spoken' }

/**
 * Calls of another tool, oldest first, as far as a file tells of them: the last one, the last message and the last
 * conversation at their instants, all others a day apart before the oldest of those. Assumption: files give counts and
 * last dates only, and caps should rather count a call too recent than not at all. Where the file says that nothing
 * happened in a week or a month, undated calls lie before that.
 */
export function pastCalls(history: LeadHistory, now: number): readonly PastCall[] {
  const dated: PastCall[] = []
  const { hoursSinceCall, daysSinceVoicemail, daysSinceSpoken, callsSinceVoicemail } = history
  const messages = history.voicemails ?? 0
  if (daysSinceSpoken !== undefined) dated.push({ at: now - daysSinceSpoken * DAY - 2 * MINUTE, kind: 'spoken' })
  if (daysSinceVoicemail !== undefined) dated.push({ at: now - daysSinceVoicemail * DAY - 4 * MINUTE, kind: 'message' })
  if (hoursSinceCall !== undefined) {
    const at = now - Math.round(hoursSinceCall * 10) * (HOUR / 10) - MINUTE
    const same = dated.findIndex((call) => Math.abs(call.at - at) < DAY && mayBeLast(call, callsSinceVoicemail))
    if (same < 0) dated.push({ at, kind: 'silent' })
    else dated[same] = { ...dated[same]!, at }
  }
  dated.sort((a, b) => b.at - a.at)
  const count = Math.min(PAST_CALLS_MAX, Math.max(history.calls ?? 0, dated.length))
  let before = dated.at(-1)?.at ?? now - MINUTE
  if (history.touches7d === 0) before = Math.min(before, now - 6 * DAY - MINUTE)
  if (history.touches30d === 0) before = Math.min(before, now - 29 * DAY - MINUTE)
  let more = messages - dated.filter(({ kind }) => kind === 'message').length
  const calls = dated.slice(0, count)
  while (calls.length < count) {
    before -= DAY
    calls.push({ at: before, kind: more-- > 0 ? 'message' : 'silent' })
  }
  return calls.filter(({ at }) => at >= AT_MIN).reverse()
}

/** The last call may be the last message unless the file counts calls after it. */
function mayBeLast({ kind }: PastCall, callsSinceVoicemail: number | undefined): boolean {
  return kind !== 'message' || !(callsSinceVoicemail! > 0)
}

/** The entries of these calls, from a place in the person’s log on; a promised callback belongs to the newest. */
export function pastEntries(calls: readonly PastCall[], firstSeq: number, dueAt: number | null): readonly LogEntry[] {
  const entries: LogEntry[] = []
  for (let i = 0; i < calls.length; i++) {
    const { at, kind } = calls[i]!
    const touch = firstSeq + i * 2
    const isPromised = i === calls.length - 1 && dueAt !== null && dueAt >= AT_MIN && dueAt <= AT_MAX
    entries.push(
      { kind: 'touch', touch, at, channel: 'call', by: 'other_tool', step: null, recording: null },
      {
        ...({ kind: 'outcome', touch, at, touchAt: at, channel: 'call', result: results[kind] } as const),
        promise: isPromised ? { callAt: dueAt } : null
      }
    )
  }
  return entries
}

const silent: Result & { kind: 'call' } = {
  ...({ kind: 'call', endpoint: 'no_answer', message: 'none_planned', blockedBy: null, recording: null } as const),
  ...{ playedMs: null, beepMs: null, ringSeconds: null, said: null }
}
const results: Readonly<Record<PastCall['kind'], Result>> = {
  silent,
  message: { ...silent, endpoint: 'machine', message: 'complete' },
  spoken: { ...silent, endpoint: 'human_right_party', said: { what: 'conversation', date: null, note: null } }
}
