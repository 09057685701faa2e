import { type CallOutcome } from '../../call/call-state.ts'
import { endpointFlags, messageFlags } from '../../facts/outcome-lists.ts'
import { type OpenCall } from './desk.ts'
import { type Draft, isTalk } from './draft.ts'

/** What a call that a carrier dialled came to, as the rep’s own words of it. */

/** What the rep said holds; what the line knows better is how a recording ended, and who answered where nobody said. */
export function saidByLine(draft: Draft, outcome: CallOutcome): Draft {
  const isSaid = draft.endpoint !== null
  const endpoint = isSaid ? draft.endpoint : outcome.endpoint
  const isPlayed = outcome.recording !== null
  const isHuman = endpoint !== null && isTalk(endpoint)
  return {
    ...draft,
    endpoint,
    message:
      isPlayed || draft.message === null ? (isHuman && !isPlayed ? 'none_planned' : outcome.message) : draft.message,
    recording: isPlayed ? Number(outcome.recording) : null,
    playedMs: whole(outcome.playedMs),
    beepMs: whole(outcome.beepMs)
  }
}

const whole = (ms: number | null): number | null => (ms === null ? null : Math.round(ms))

/** The instants of a call that went on alone. */
export function spentByLine(call: OpenCall, { answeredAtMs, beepMs, playedMs, endedAtMs }: CallOutcome): OpenCall {
  const beepAt = answeredAtMs === null || beepMs === null ? call.beepAt : answeredAtMs + beepMs
  return {
    ...{
      ...call,
      stage: 'over',
      overAt: call.overAt ?? endedAtMs,
      answeredAt: call.answeredAt ?? answeredAtMs,
      beepAt
    },
    messageEndAt: beepAt === null ? call.messageEndAt : Math.min(endedAtMs, beepAt + (playedMs ?? 0))
  }
}

/** In a line: what answered, and what became of the message. */
export function lineWords({ endpoint, message, playedMs }: CallOutcome): string {
  const { answeredBy, says } = endpointFlags(endpoint)
  const whole = playedMs === null ? '' : `, ${(playedMs / 1_000).toFixed(1)} s of it`
  if (answeredBy !== 'machine' || message === 'none_planned') return says
  return `${says}: ${messageFlags(message).says.toLowerCase()}${whole}`
}
