import { type Channel, channels } from '../../facts/channel.ts'
import { stops } from '../../facts/fact.ts'
import { type Happening, type LogEntry, type Outcome, type Result } from '../../facts/log-entry.ts'
import {
  type BusinessFlags,
  type EndpointFlags,
  type MessageFlags,
  businesses,
  endpoints,
  messages,
  notMadeReasons
} from '../../facts/outcome-lists.ts'
import { codeOf as ruleCode, ruleOf } from '../../guard/rule.ts'

/**
 * Codes under which the log is stored: places in the lists of facts/ and guard/. What is stored stays, so these lists
 * only grow at their end; log-row.test.ts pins them.
 */
export const codes = {
  channel: channels as readonly string[],
  endpoint: Object.keys(endpoints),
  message: Object.keys(messages),
  said: Object.keys(businesses),
  reason: notMadeReasons as readonly string[],
  stop: stops as readonly string[],
  happening: [
    'reply',
    'booking',
    'callback',
    'inbound_answered',
    'missed_inbound',
    'bounce',
    'stop',
    'consent_granted',
    'consent_revoked',
    'profile',
    'household',
    'asked_for_number',
    'recognised',
    'deal_won',
    'deal_lost'
  ] satisfies readonly Happening['kind'][] as readonly string[],
  target: ['touch', 'outcome', 'signal'] as readonly string[]
} as const

export function codeIn(list: keyof typeof codes, name: string): number {
  const code = codes[list].indexOf(name)
  if (code < 0) throw new Error(`${name} is no ${list}`)
  return code
}
export const channelOf = (code: number): Channel => codes.channel[code] as Channel

const flags = { endpoint: endpoints, message: messages, said: businesses }
type Flags = { readonly endpoint: EndpointFlags; readonly message: MessageFlags; readonly said: BusinessFlags }

/** Codes of a list whose flags say so: what is counted by in SQL. */
export function codesWhere<L extends keyof Flags>(list: L, holds: (flags: Flags[L]) => boolean): readonly number[] {
  return Object.values(flags[list]).flatMap((each, code) => (holds(each as Flags[L]) ? [code] : []))
}

/** A touch as it is stored: numbers only. `seq` is its place in the person’s log and its id there. */
export type TouchRow = {
  readonly leadId: number
  readonly seq: number
  readonly at: number
  readonly channel: Channel
  readonly otherTool: boolean
  readonly run: number
  readonly playbookId: number | null
  readonly factsHash: number | null
  readonly track: number | null
  readonly step: number | null
  readonly round: number | null
  readonly moved: number | null
  readonly number: number | null
  readonly recording: number | null
}

/** A touch that no playbook asked for. */
export const plainTouch = (
  leadId: number,
  seq: number,
  at: number,
  channel: Channel,
  otherTool: boolean
): TouchRow => ({
  ...{ leadId, seq, at, channel, otherTool, run: 0, playbookId: null, factsHash: null },
  ...{ track: null, step: null, round: null, moved: null, number: null, recording: null }
})

/** The entry of the log that a stored touch is. */
export function touchEntry({ seq, at, channel, otherTool, step, recording }: TouchRow): LogEntry {
  return {
    kind: 'touch',
    touch: seq,
    at,
    channel,
    by: otherTool ? 'other_tool' : 'aftertone',
    step: step === null ? null : step + 1,
    recording
  }
}

/** Columns of table outcome that say what came of a touch. */
export type ResultColumns = {
  readonly kind: number
  readonly reason: number | null
  readonly endpoint: number | null
  readonly message: number | null
  readonly recording: number | null
  readonly said: number | null
  readonly said_at: number | null
  readonly blocked_by: number | null
  readonly ring_seconds: number | null
  readonly played_ms: number | null
  readonly beep_ms: number | null
}

const NOTHING: ResultColumns = {
  ...{ kind: 0, reason: null, endpoint: null, message: null, recording: null, said: null, said_at: null },
  ...{ blocked_by: null, ring_seconds: null, played_ms: null, beep_ms: null }
}

export function resultColumns(result: Result): ResultColumns {
  if (result.kind === 'not_made') return { ...NOTHING, kind: 2, reason: codeIn('reason', result.reason) }
  const said = result.said === null ? null : codeIn('said', result.said.what)
  const said_at = result.said?.date ?? null
  if (result.kind === 'sent') return { ...NOTHING, kind: 1, said, said_at }
  return {
    kind: 0,
    reason: null,
    endpoint: codeIn('endpoint', result.endpoint),
    message: codeIn('message', result.message),
    recording: result.recording,
    said,
    said_at,
    blocked_by: result.blockedBy === null ? null : (ruleCode.get(result.blockedBy) ?? 0),
    ring_seconds: result.ringSeconds,
    played_ms: result.playedMs,
    beep_ms: result.beepMs
  }
}

type OutcomeColumns = ResultColumns & {
  readonly at: number
  readonly touch_at: number
  readonly touch_seq: number
  readonly channel: number
  readonly promise_at: number | null
}

/** The entry of the log that a stored outcome is; the words of a note stand elsewhere and can be erased. */
export function outcomeEntry(row: OutcomeColumns): Outcome {
  return {
    kind: 'outcome',
    touch: row.touch_seq,
    at: row.at,
    touchAt: row.touch_at,
    channel: channelOf(row.channel),
    result: resultOf(row),
    promise: row.promise_at === null ? null : { callAt: row.promise_at }
  }
}

function resultOf(row: ResultColumns): Result {
  const said = row.said === null ? null : { what: codes.said[row.said] as never, date: row.said_at, note: null }
  if (row.kind === 2) return { kind: 'not_made', reason: codes.reason[row.reason!] as never }
  if (row.kind === 1) return { kind: 'sent', said }
  return {
    kind: 'call',
    endpoint: codes.endpoint[row.endpoint!] as never,
    message: codes.message[row.message!] as never,
    blockedBy: row.blocked_by === null ? null : ruleOf(row.blocked_by).id,
    recording: row.recording,
    playedMs: row.played_ms,
    beepMs: row.beep_ms,
    ringSeconds: row.ring_seconds,
    said
  }
}
