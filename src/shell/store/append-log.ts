import { type LogEntry, type Outcome, type Signal, type Undone } from '../../facts/log-entry.ts'
import { insertBatch } from './batch.ts'
import { type Tx } from './doors.ts'
import { logId } from './log-id.ts'
import { type TouchRow, channelOf, codeIn, outcomeEntry, resultColumns, touchEntry } from './log-row.ts'

/** An outcome of a person; `seq` is its own place in the log, `entry.touch` that of its touch. */
export type OutcomeOf = {
  readonly leadId: number
  readonly seq: number
  readonly entry: Outcome
  readonly noteId?: number
}
export type SignalOf = {
  readonly leadId: number
  readonly seq: number
  readonly entry: Signal
  readonly importId?: number
  /** The cause of the suppression for which they were stopped. */
  readonly suppressedBy?: number | null
}
export type UndoneOf = { readonly leadId: number; readonly seq: number; readonly entry: Undone }

export async function appendTouches(tx: Tx, rows: readonly TouchRow[]): Promise<void> {
  await insertBatch(tx, 'touch', {
    at: ['bigint', rows.map((row) => row.at)],
    lead_id: ['bigint', rows.map((row) => row.leadId)],
    seq: ['int', rows.map((row) => row.seq)],
    channel: ['smallint', rows.map((row) => codeIn('channel', row.channel))],
    other_tool: ['boolean', rows.map((row) => row.otherTool)],
    run: ['smallint', rows.map((row) => row.run)],
    playbook_id: ['bigint', rows.map((row) => row.playbookId)],
    facts_hash: ['int', rows.map((row) => row.factsHash)],
    track: ['smallint', rows.map((row) => row.track)],
    step: ['smallint', rows.map((row) => row.step)],
    round: ['smallint', rows.map((row) => row.round)],
    moved: ['smallint', rows.map((row) => row.moved)],
    number: ['smallint', rows.map((row) => row.number)],
    recording: ['smallint', rows.map((row) => row.recording)]
  })
}

export async function appendOutcomes(tx: Tx, rows: readonly OutcomeOf[]): Promise<void> {
  const results = rows.map(({ entry }) => resultColumns(entry.result))
  await insertBatch(tx, 'outcome', {
    at: ['bigint', rows.map(({ entry }) => entry.at)],
    touch_at: ['bigint', rows.map(({ entry }) => entry.touchAt)],
    lead_id: ['bigint', rows.map(({ leadId }) => leadId)],
    touch_seq: ['int', rows.map(({ entry }) => entry.touch)],
    seq: ['int', rows.map(({ seq }) => seq)],
    channel: ['smallint', rows.map(({ entry }) => codeIn('channel', entry.channel))],
    kind: ['smallint', results.map((row) => row.kind)],
    reason: ['smallint', results.map((row) => row.reason)],
    endpoint: ['smallint', results.map((row) => row.endpoint)],
    message: ['smallint', results.map((row) => row.message)],
    recording: ['smallint', results.map((row) => row.recording)],
    said: ['smallint', results.map((row) => row.said)],
    said_at: ['bigint', results.map((row) => row.said_at)],
    blocked_by: ['smallint', results.map((row) => row.blocked_by)],
    ring_seconds: ['real', results.map((row) => row.ring_seconds)],
    played_ms: ['int', results.map((row) => row.played_ms)],
    beep_ms: ['int', results.map((row) => row.beep_ms)],
    promise_at: ['bigint', rows.map(({ entry }) => entry.promise?.callAt ?? null)],
    note_id: ['bigint', rows.map(({ noteId }) => noteId ?? null)]
  })
}

export async function appendSignals(tx: Tx, rows: readonly SignalOf[]): Promise<void> {
  await insertBatch(tx, 'signal', {
    at: ['bigint', rows.map(({ entry }) => entry.at)],
    lead_id: ['bigint', rows.map(({ leadId }) => leadId)],
    import_id: ['bigint', rows.map(({ importId }) => importId ?? 0)],
    seq: ['int', rows.map(({ seq }) => seq)],
    touch_seq: ['int', rows.map(({ entry }) => entry.touch)],
    suppressed_by: ['bigint', rows.map(({ suppressedBy }) => suppressedBy ?? null)],
    kind: ['smallint', rows.map(({ entry }) => codeIn('happening', entry.happening.kind))],
    happening: ['jsonb', rows.map(({ entry }) => JSON.stringify(entry.happening))]
  })
}

export async function appendUndone(tx: Tx, rows: readonly UndoneOf[]): Promise<void> {
  await insertBatch(tx, 'undone', {
    at: ['bigint', rows.map(({ entry }) => entry.at)],
    lead_id: ['bigint', rows.map(({ leadId }) => leadId)],
    seq: ['int', rows.map(({ seq }) => seq)],
    target: ['smallint', rows.map(({ entry }) => codeIn('target', entry.target))],
    target_seq: ['int', rows.map(({ entry }) => entry.id)]
  })
}

/** Writes entries of any kind, each to its table. Touches carry what their row holds beyond the entry. */
export async function appendLog(
  tx: Tx,
  entries: readonly {
    readonly leadId: number
    readonly seq: number
    readonly entry: LogEntry
    readonly touch?: TouchRow
  }[]
): Promise<void> {
  const of = <K extends LogEntry['kind']>(kind: K) =>
    entries.filter(({ entry }) => entry.kind === kind) as unknown as readonly {
      readonly leadId: number
      readonly seq: number
      readonly entry: Extract<LogEntry, { kind: K }>
      readonly touch?: TouchRow
    }[]
  await appendTouches(
    tx,
    of('touch').map(({ touch }) => touch!)
  )
  await appendOutcomes(tx, of('outcome'))
  await appendSignals(tx, of('signal'))
  await appendUndone(tx, of('undone'))
}

/** An entry with its place in the person’s log. */
export type Placed = { readonly seq: number; readonly entry: LogEntry; readonly id: number }

/** The logs of some people, each in its order. */
export async function readLogs(tx: Tx, leadIds: readonly number[]): Promise<ReadonlyMap<number, readonly Placed[]>> {
  const logs = new Map<number, Placed[]>(leadIds.map((id) => [id, []]))
  const add = (leadId: number, seq: number, entry: LogEntry) =>
    logs.get(leadId)!.push({ seq, entry, id: logId(leadId, seq) })
  const values = [tx.org, leadIds]
  const touches = await tx.query<StoredTouch>({ text: TOUCHES, values, name: 'log-touches' })
  for (const row of touches.rows) add(row.lead_id, row.seq, touchEntry(touchRow(row)))
  const outcomes = await tx.query<StoredOutcome>({ text: OUTCOMES, values, name: 'log-outcomes' })
  for (const row of outcomes.rows) add(row.lead_id, row.seq, outcomeEntry(row))
  const signals = await tx.query<StoredSignal>({ text: SIGNALS, values, name: 'log-signals' })
  for (const { lead_id, seq, at, touch_seq, happening } of signals.rows)
    add(lead_id, seq, { kind: 'signal', signal: seq, at, touch: touch_seq, happening })
  const undone = await tx.query<StoredUndone>({ text: UNDONE, values, name: 'log-undone' })
  for (const { lead_id, seq, at, target, target_seq } of undone.rows)
    add(lead_id, seq, {
      kind: 'undone',
      at,
      target: (['touch', 'outcome', 'signal'] as const)[target]!,
      id: target_seq
    })
  for (const log of logs.values()) log.sort((a, b) => a.seq - b.seq)
  return logs
}

export type StoredTouch = {
  lead_id: number
  seq: number
  at: number
  channel: number
  other_tool: boolean
  run: number
  playbook_id: number | null
  facts_hash: number | null
  track: number | null
  step: number | null
  round: number | null
  moved: number | null
  number: number | null
  recording: number | null
}
type StoredOutcome = Parameters<typeof outcomeEntry>[0] & { lead_id: number; seq: number }
type StoredSignal = {
  lead_id: number
  seq: number
  at: number
  touch_seq: number | null
  happening: Signal['happening']
}
type StoredUndone = { lead_id: number; seq: number; at: number; target: number; target_seq: number }

const TOUCHES = `select lead_id, seq, at, channel, other_tool, run, playbook_id, facts_hash, track, step, round, moved,
  number, recording from touch where org = $1 and lead_id = any($2::bigint[])`
const OUTCOMES = `select lead_id, seq, at, touch_at, touch_seq, channel, kind, reason, endpoint, message, recording, said,
  said_at, blocked_by, ring_seconds, played_ms, beep_ms, promise_at from outcome
  where org = $1 and lead_id = any($2::bigint[])`
const SIGNALS = `select lead_id, seq, at, touch_seq, happening from signal where org = $1 and lead_id = any($2::bigint[])`
const UNDONE = `select lead_id, seq, at, target, target_seq from undone where org = $1 and lead_id = any($2::bigint[])`

export function touchRow(row: StoredTouch): TouchRow {
  return {
    leadId: row.lead_id,
    seq: row.seq,
    at: row.at,
    channel: channelOf(row.channel),
    otherTool: row.other_tool,
    run: row.run,
    playbookId: row.playbook_id,
    factsHash: row.facts_hash,
    track: row.track,
    step: row.step,
    round: row.round,
    moved: row.moved,
    number: row.number,
    recording: row.recording
  }
}

/** One touch of a person as it is stored. */
export async function readTouch(tx: Tx, leadId: number, seq: number): Promise<TouchRow | null> {
  const { rows } = await tx.query<StoredTouch>({
    text: `select lead_id, seq, at, channel, other_tool, run, playbook_id, facts_hash, track, step, round, moved, number,
      recording from touch where org = $1 and lead_id = $2 and seq = $3`,
    values: [tx.org, leadId, seq]
  })
  return rows[0] === undefined ? null : touchRow(rows[0])
}
