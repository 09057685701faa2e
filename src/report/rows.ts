import { type Doubting } from './doubting.ts'
import { type Life, type Period } from './life.ts'
import { inboundAndSignals } from './inbound-rows.ts'
import { leadRow } from './lead-row.ts'
import { type Person, callsUntil, personOf, wallOf } from './person.ts'
import { type RefusalRow, type RepTimeRow, type Row, type RunRow, type TaskRow, type Who } from './row.ts'
import { touchRows } from './touch-rows.ts'

/** All rows of a person that lie in the period, and the person's own row; `doubts` tells what their touches may still cost. */
export function rowsOf(life: Life, period: Period, doubts: Doubting | null = null): readonly Row[] {
  const person = personOf(life)
  const { inbound, signals } = inboundAndSignals(person)
  const callbacks = new Map<number, number>()
  for (const { credit } of inbound)
    if (credit.touch !== null) callbacks.set(credit.touch, (callbacks.get(credit.touch) ?? 0) + 1)
  const isIn = ({ at }: { readonly at: number }): boolean => at >= period.from && at < period.until
  const touches = touchRows(person, { callbacks, doubts, asOf: period.asOf }).filter(isIn)
  const rows = { touches, inbound: inbound.filter(isIn), signals: signals.filter(isIn) }
  return [
    ...rows.touches,
    ...rows.inbound,
    ...rows.signals,
    ...life.tasks.map((task) => taskRow(person, task, period.asOf)).filter(isIn),
    ...life.runs.map((run) => runRow(person, run)).filter(isIn),
    ...life.refusals.map((refusal) => refusalRow(person, refusal)).filter(isIn),
    leadRow(person, rows, period.asOf)
  ]
}

function taskRow(person: Person, { id, what, state, dueAt, owner }: Life['tasks'][number], asOf: number): TaskRow {
  return {
    ...sharedOf(person, id, dueAt),
    kind: 'task',
    rep: owner,
    what,
    state,
    isOverdue: state === 'open' && dueAt < asOf
  }
}

function refusalRow(person: Person, { seq, at, ...told }: Life['refusals'][number]): RefusalRow {
  return { ...sharedOf(person, seq, at), kind: 'refusal', ...told }
}

function runRow(person: Person, { run, playbook, startedAt, ending, endedAt, endedBy }: Life['runs'][number]): RunRow {
  return {
    ...sharedOf(person, run, startedAt),
    kind: 'run',
    playbook,
    rep: 0,
    ending: endedAt === null ? null : (ending ?? 'not written down'),
    endedBy
  }
}

function sharedOf(person: Person, seq: number, at: number) {
  return {
    ...({ who: person.who, seq, at, channel: 'none' } as const),
    playbook: person.life.runs.findLast(({ startedAt }) => startedAt <= at)?.playbook ?? '',
    attempt: callsUntil(person, at),
    ...wallOf(person.life.zone, at)
  }
}

/** A stretch of a rep's time; it belongs to nobody whom we call. */
export function repTimeRow(
  rep: number,
  at: number,
  state: RepTimeRow['state'],
  ms: number,
  wall: { readonly hour: number; readonly weekday: number }
): RepTimeRow {
  return {
    ...({ kind: 'rep_time', who: NOBODY, seq: 0, playbook: '', attempt: 0, channel: 'none' } as const),
    ...{ rep, at, state, ms, ...wall }
  }
}
const NOBODY: Who = { lead: 0, list: '', source: '', origin: '', market: '', industry: '' }
