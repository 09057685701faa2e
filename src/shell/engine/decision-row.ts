import { type Decision } from '../../decide/decision.ts'
import { insertBatch } from '../store/batch.ts'
import { type Tx } from '../store/doors.ts'
import { codeIn } from '../store/log-row.ts'

/** A decision as it is kept: numbers from which the whole way to it can be walked again. */
export type DecisionRow = {
  readonly leadId: number
  /** Place of its touch in the person’s log; everything before it was known. */
  readonly seq: number
  readonly at: number
  readonly playbookId: number
  readonly factsHash: number
  readonly dice: number
  readonly settingsVersion: number
  readonly decision: Decision
}

/** Raised when the data of the guard changes what it answers. */
export const GUARD_VERSION = 1
const WHY = ['stopped', 'rule', 'step', 'capped', 'over'] as const

export async function appendDecisions(tx: Tx, rows: readonly DecisionRow[]): Promise<void> {
  const of = <T>(read: (decision: Decision) => T): T[] => rows.map(({ decision }) => read(decision))
  const next = <T>(read: (next: Extract<Decision['next'], { kind: 'touch' }>) => T): (T | null)[] =>
    rows.map(({ decision }) => (decision.next.kind === 'touch' ? read(decision.next) : null))
  await insertBatch(tx, 'decision', {
    at: ['bigint', rows.map(({ at }) => at)],
    lead_id: ['bigint', rows.map(({ leadId }) => leadId)],
    playbook_id: ['bigint', rows.map(({ playbookId }) => playbookId)],
    facts_hash: ['int', rows.map(({ factsHash }) => factsHash)],
    seq: ['int', rows.map(({ seq }) => seq)],
    dice: ['int', rows.map(({ dice }) => dice | 0)],
    settings_version: ['int', rows.map(({ settingsVersion }) => settingsVersion)],
    rule: ['smallint', of(({ rule }) => rule)],
    action: ['smallint', of(({ action }) => action)],
    wanted: ['smallint', of(({ wanted }) => wanted)],
    suggest: ['smallint', of(({ suggest }) => suggest)],
    mode: ['smallint', of(({ mode }) => mode)],
    recording: ['smallint', of(({ recording }) => recording)],
    arm: ['smallint', of(({ arm }) => arm)],
    hindered: ['smallint', of(({ hindered }) => hindered)],
    turned: ['smallint', of(({ turned }) => turned)],
    stop: ['smallint', of(({ stop }) => stop)],
    guard_version: ['smallint', rows.map(() => GUARD_VERSION)],
    figure: ['smallint', rows.map(() => 0)],
    probability: ['real', of(({ probability }) => probability)],
    next_at: ['bigint', next(({ at }) => at)],
    next_channel: ['smallint', next(({ channel }) => channelOrTask(channel))],
    next_track: ['smallint', next(({ track }) => track)],
    next_step: ['smallint', of(({ next: { step } }) => step)],
    next_why: ['smallint', of(({ next: none }) => (none.kind === 'none' ? WHY.indexOf(none.why) : null))]
  })
}

const channelOrTask = (channel: string): number => (channel === 'task' ? 100 : codeIn('channel', channel))
