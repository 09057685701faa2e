import { stopOf as stopOfResult } from '../../facts/count.ts'
import { type Stop } from '../../facts/fact.ts'
import { type LogEntry } from '../../facts/log-entry.ts'
import { STOPS } from '../../facts/row.ts'
import { type Tx } from '../store/doors.ts'
import { logId, logIds } from '../store/log-id.ts'
import { codeIn, codes } from '../store/log-row.ts'
import { type Kept } from '../store/suppression.ts'
import { type Change, signalOf } from './change.ts'
import { counted } from './ledger.ts'
import { type Person } from './person.ts'
import { STOPPED, isEnrolled } from './state.ts'
import { endRun } from './work-due.ts'

/** The hard stop that an entry raises, or null. */
export function stopIn(entry: LogEntry): Stop | null {
  if (entry.kind === 'outcome') return stopOfResult(entry.result)
  return entry.kind === 'signal' && entry.happening.kind === 'stop' ? entry.happening.stop : null
}

/**
 * A hard stop: the run ends, nothing waits in the outbox any more, and their numbers and addresses are kept out. Whoever
 * is stopped because something of theirs is kept out already says nothing about the rest of it.
 */
export async function stop(
  tx: Tx,
  person: Person,
  entry: LogEntry,
  now: number,
  change: Change,
  keepsOut = true
): Promise<Person> {
  await tx.query({
    text: 'delete from outbox where org = $1 and id between $2 and $3 and state = 0',
    values: [tx.org, ...logIds(person.leadId)]
  })
  await tx.query({
    text: 'update task set state = 4, closed_at = $3 where org = $1 and lead_id = $2 and state = 0',
    values: [tx.org, person.leadId, now]
  })
  await tx.query({
    text: 'update callback set closed_at = $3 where org = $1 and lead_id = $2 and closed_at is null',
    values: [tx.org, person.leadId, now]
  })
  change.outbox.splice(0, change.outbox.length, ...change.outbox.filter(({ leadId }) => leadId !== person.leadId))
  const kind = stopIn(entry)
  if (keepsOut && (kind === 'opt_out' || kind === 'do_not_call')) await suppress(tx, person, codeIn('stop', kind), now)
  if (person.state === STOPPED) return person
  // The course stays as it is: nothing of it falls due, and whoever takes the stop back finds it again.
  const stopped = { ...person, state: STOPPED, nextDueAt: null, leaseBy: null, leaseUntil: null } as const
  return isEnrolled(person.state) ? endRun(stopped, 'stopped', STOPPED, now, change) : stopped
}

/**
 * Stops a person because something of theirs is kept out, by a signal that names the cause. Whoever has a hard stop
 * already is left as they are: lifting the suppression would free them of nothing.
 */
export async function stopKept(tx: Tx, person: Person, kept: Kept, now: number, change: Change): Promise<Person> {
  if (person.state === STOPPED && person.row.ints[STOPS] !== 0) return person
  const signal = signalOf(person.leadId, person.logSeq + 1, now, {
    kind: 'stop',
    stop: codes.stop[kept.stop] as Stop
  })
  change.signals.push({ ...signal, suppressedBy: kept.cause })
  const told = counted(person, signal.seq, signal.entry, change)
  return await stop(tx, told, signal.entry, now, change, false)
}

async function suppress(tx: Tx, { leadId, logSeq }: Person, code: number, now: number): Promise<void> {
  await tx.query({
    text: `insert into suppression (org, value_hash, kind, stop, at, lead_id, cause, value)
      select o.org, c.value_hash, c.kind, $3, $4, c.lead_id, $5, case c.kind when 2 then lower(c.value) else c.value end
      from org o join contact_point c on c.org = o.org and c.lead_id = $2 and c.is_key
      where o.org = $1 on conflict (org, value_hash, value) do nothing`,
    values: [tx.org, leadId, code, now, -logId(leadId, logSeq)]
  })
}
