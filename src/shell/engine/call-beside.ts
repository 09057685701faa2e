import {
  type Objection,
  type Override,
  type Reaction,
  type Spent,
  objections,
  overrides,
  reactions
} from '../../outcome/lists.ts'
import { PROMISE_EARLY_HOURS, PROMISE_LATE_HOURS } from '../../facts/promise.ts'
import { insertBatch } from '../store/batch.ts'
import { type Tx } from '../store/doors.ts'
import { logId } from '../store/log-id.ts'
import { PROMISE } from './change.ts'

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

type Place = { readonly leadId: number; readonly seq: number; readonly touchSeq: number; readonly at: number }

export async function writeSpent(tx: Tx, { leadId, seq, touchSeq, at }: Place, spoken: Spoken): Promise<void> {
  const { userId, sessionId, spent, override, reaction, objection } = spoken
  await insertBatch(tx, 'call', {
    lead_id: ['bigint', [leadId]],
    seq: ['int', [seq]],
    touch_seq: ['int', [touchSeq]],
    at: ['bigint', [at]],
    user_id: ['bigint', [userId]],
    session_id: ['bigint', [sessionId]],
    dial_ms: ['int', [spent.dialMs]],
    greeting_ms: ['int', [spent.greetingMs]],
    message_ms: ['int', [spent.messageMs]],
    talk_ms: ['int', [spent.talkMs]],
    wrap_ms: ['int', [spent.wrapMs]],
    override: ['smallint', [placeIn(overrides, override)]],
    reaction: ['smallint', [placeIn(reactions, reaction)]],
    objection: ['smallint', [placeIn(objections, objection)]]
  })
}

const placeIn = <K extends string>(list: Readonly<Record<K, string>>, name: K | null): number | null =>
  name === null ? null : Object.keys(list).indexOf(name)

/** They asked to be called at a time; an older wish of theirs falls away. */
export async function expectCall(
  tx: Tx,
  wish: { readonly leadId: number; readonly seq: number; readonly dueAt: number; readonly userId: number | null }
): Promise<void> {
  await insertBatch(tx, 'callback', {
    lead_id: ['bigint', [wish.leadId]],
    seq: ['int', [wish.seq]],
    due_at: ['bigint', [wish.dueAt]],
    user_id: ['bigint', [wish.userId]]
  })
}

/** They were called, whatever came of it. */
export async function answerCallbacks(tx: Tx, leadId: number, seq: number, at: number): Promise<void> {
  await tx.query({
    text: 'update callback set closed_at = $3 where org = $1 and lead_id = $2 and closed_at is null and seq < $4',
    name: 'answer-callbacks',
    values: [tx.org, leadId, at, seq]
  })
}

const HOUR = 3_600_000

/** We said when we call again (003-18): a task reminds of it, and is done by a call at about that time. */
export async function promiseTask(tx: Tx, leadId: number, seq: number, callAt: number): Promise<void> {
  await insertBatch(tx, 'task', {
    id: ['bigint', [logId(leadId, seq)]],
    lead_id: ['bigint', [leadId]],
    kind: ['smallint', [PROMISE]],
    state: ['smallint', [0]],
    due_at: ['bigint', [callAt]],
    expires_at: ['bigint', [callAt + PROMISE_LATE_HOURS * HOUR]],
    holds: ['boolean', [false]],
    text: ['text', ['Call: we said that we would at this time']]
  })
}

/** Promises that a call at this instant keeps. */
export async function answerPromises(tx: Tx, leadId: number, calledAt: number, at: number): Promise<void> {
  await tx.query({
    text: `update task set state = 1, closed_at = $5 where org = $1 and lead_id = $2 and kind = ${PROMISE} and state = 0
      and due_at between $3 and $4`,
    name: 'answer-promises',
    values: [tx.org, leadId, calledAt - PROMISE_LATE_HOURS * HOUR, calledAt + PROMISE_EARLY_HOURS * HOUR, at]
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
