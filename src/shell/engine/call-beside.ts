import {
  type Objection,
  type Override,
  type Reaction,
  type Spent,
  objections,
  overrides,
  reactions,
  type Desk,
  desks
} from '../../outcome/lists.ts'
import { PROMISE_EARLY_HOURS, PROMISE_LATE_HOURS } from '../../facts/promise.ts'
import { insertBatch, numbers } from '../store/batch.ts'
import { type Tx } from '../store/doors.ts'
import { logId } from '../store/log-id.ts'

/** A task that reminds of a promised call; it never waits in the outbox. */
export const PROMISE = 102

/** What stands beside the log of a call: who made it, how its seconds were spent, and who expects what of us now. */

/** Who made a call, and what they say of it beside its outcome. */
export type Spoken = {
  readonly userId: number
  readonly sessionId: number | null
  readonly spent: Spent
  /** Why they did otherwise than advised; null when they followed. */
  readonly override: Override | null
  readonly reaction: Reaction | null
  readonly objection: Objection | null
}

type Place = { readonly leadId: number; readonly seq: number }
export type SpentRow = Place & { readonly touchSeq: number; readonly at: number; readonly spoken: Spoken }
/** The outcome of a call that was made: `at` is its own instant, `touchAt` that of the dial. */
export type CalledRow = Place & { readonly at: number; readonly touchAt: number }
/** They asked to be called at a time, by this rep or by anyone. */
export type ExpectedRow = Place & { readonly dueAt: number; readonly userId: number | null }
/** We said when we call again (003-18). */
export type PromisedRow = Place & { readonly callAt: number }

export type Beside = {
  readonly spent: readonly SpentRow[]
  readonly called: readonly CalledRow[]
  readonly expected: readonly ExpectedRow[]
  readonly promised: readonly PromisedRow[]
}

export async function writeBeside(tx: Tx, { spent, called, expected, promised }: Beside): Promise<void> {
  await Promise.all([
    writeSpent(tx, spent),
    answerCallbacks(tx, called),
    answerPromises(tx, called),
    insertBatch(tx, 'callback', {
      lead_id: ['bigint', expected.map(({ leadId }) => leadId)],
      seq: ['int', expected.map(({ seq }) => seq)],
      due_at: ['bigint', expected.map(({ dueAt }) => dueAt)],
      user_id: ['bigint', expected.map(({ userId }) => userId)]
    }),
    writePromises(tx, promised)
  ])
}

async function writeSpent(tx: Tx, rows: readonly SpentRow[]): Promise<void> {
  const of = (read: (spoken: Spoken) => number | null) => rows.map(({ spoken }) => read(spoken))
  await insertBatch(tx, 'call', {
    lead_id: ['bigint', rows.map(({ leadId }) => leadId)],
    seq: ['int', rows.map(({ seq }) => seq)],
    touch_seq: ['int', rows.map(({ touchSeq }) => touchSeq)],
    at: ['bigint', rows.map(({ at }) => at)],
    user_id: ['bigint', of(({ userId }) => userId)],
    session_id: ['bigint', of(({ sessionId }) => sessionId)],
    dial_ms: ['int', of(({ spent }) => spent.dialMs)],
    greeting_ms: ['int', of(({ spent }) => spent.greetingMs)],
    message_ms: ['int', of(({ spent }) => spent.messageMs)],
    talk_ms: ['int', of(({ spent }) => spent.talkMs)],
    wrap_ms: ['int', of(({ spent }) => spent.wrapMs)],
    override: ['smallint', of(({ override }) => placeIn(overrides, override))],
    reaction: ['smallint', of(({ reaction }) => placeIn(reactions, reaction))],
    objection: ['smallint', of(({ objection }) => placeIn(objections, objection))]
  })
}

const placeIn = <K extends string>(list: Readonly<Record<K, string>>, name: K | null): number | null =>
  name === null ? null : Object.keys(list).indexOf(name)

/** Somebody called us: who took it, and what it cost the calls that we were making. `seq` is that of the signal. */
export type InboundCall = Place & {
  readonly at: number
  readonly takenBy: number | null
  readonly desk: Desk
  readonly waitMs: number
  readonly talkMs: number
  /** Of outbound time. */
  readonly lostMs: number
}

export async function writeInbound(tx: Tx, call: InboundCall): Promise<void> {
  await insertBatch(tx, 'inbound_call', {
    lead_id: ['bigint', [call.leadId]],
    seq: ['int', [call.seq]],
    at: ['bigint', [call.at]],
    taken_by: ['bigint', [call.takenBy]],
    desk: ['smallint', [desks.indexOf(call.desk)]],
    wait_ms: ['int', [call.waitMs]],
    talk_ms: ['int', [call.talkMs]],
    lost_ms: ['int', [call.lostMs]]
  })
}

/** Whoever expected a call was called, whatever came of it. */
async function answerCallbacks(tx: Tx, rows: readonly CalledRow[]): Promise<void> {
  if (rows.length === 0) return
  await tx.query({
    text: `update callback c set closed_at = x.at from unnest($2::bigint[], $3::int[], $4::bigint[]) as x(lead, seq, at)
      where c.org = $1 and c.lead_id = x.lead and c.seq < x.seq and c.closed_at is null`,
    name: 'answer-callbacks',
    values: [
      ...[tx.org, numbers(rows.map(({ leadId }) => leadId)), numbers(rows.map(({ seq }) => seq))],
      numbers(rows.map(({ at }) => at))
    ]
  })
}

const HOUR = 3_600_000

/** A task reminds of a promise; a call at about that time does it. */
async function writePromises(tx: Tx, rows: readonly PromisedRow[]): Promise<void> {
  await insertBatch(tx, 'task', {
    id: ['bigint', rows.map(({ leadId, seq }) => logId(leadId, seq))],
    lead_id: ['bigint', rows.map(({ leadId }) => leadId)],
    kind: ['smallint', rows.map(() => PROMISE)],
    state: ['smallint', rows.map(() => 0)],
    due_at: ['bigint', rows.map(({ callAt }) => callAt)],
    expires_at: ['bigint', rows.map(({ callAt }) => callAt + PROMISE_LATE_HOURS * HOUR)],
    holds: ['boolean', rows.map(() => false)],
    text: ['text', rows.map(() => 'Call: we said that we would at this time')]
  })
}

async function answerPromises(tx: Tx, rows: readonly CalledRow[]): Promise<void> {
  if (rows.length === 0) return
  await tx.query({
    text: `update task k set state = 1, closed_at = x.at
      from unnest($2::bigint[], $3::bigint[], $4::bigint[]) as x(lead, dialled, at)
      where k.org = $1 and k.lead_id = x.lead and k.kind = ${PROMISE} and k.state = 0 and k.due_at
        between x.dialled - ${PROMISE_LATE_HOURS * HOUR}::bigint and x.dialled + ${PROMISE_EARLY_HOURS * HOUR}::bigint`,
    name: 'answer-promises',
    values: [
      ...[tx.org, numbers(rows.map(({ leadId }) => leadId)), numbers(rows.map(({ touchAt }) => touchAt))],
      numbers(rows.map(({ at }) => at))
    ]
  })
}

/** An outcome is taken back: what it made others expect of us goes with it, what it had answered is open again. */
export async function forgetOutcome(tx: Tx, leadId: number, seq: number, at: number, now: number): Promise<void> {
  await Promise.all([
    tx.query({
      text: 'delete from callback where org = $1 and lead_id = $2 and seq = $3',
      values: [tx.org, leadId, seq]
    }),
    tx.query({
      text: 'update callback set closed_at = null where org = $1 and lead_id = $2 and seq < $3 and closed_at = $4',
      values: [tx.org, leadId, seq, at]
    }),
    tx.query({
      text: 'update task set state = 4, closed_at = $3 where org = $1 and id = $2 and state = 0',
      values: [tx.org, logId(leadId, seq), now]
    }),
    tx.query({
      text: `update task set state = 0, closed_at = null where org = $1 and lead_id = $2 and kind = ${PROMISE}
        and state = 1 and closed_at = $3`,
      values: [tx.org, leadId, at]
    })
  ])
}
