import { taskStates } from '../../outcome/lists.ts'
import { type Tx } from '../store/doors.ts'
import { instant, instantOrNull } from './instant.ts'

/** What stands about a person beside their log: lists, notes, tasks, calls, recordings, deals, and what was done with them. */
export async function belongingsOf(tx: Tx, leadId: number) {
  const rowsOf = async <R extends object>(text: string): Promise<readonly R[]> =>
    (await tx.query<R & Record<string, unknown>>({ text, values: [tx.org, leadId] })).rows
  const points = await rowsOf<{ kind: number; value: string; raw: string | null; is_key: boolean; is_bad: boolean }>(
    `select kind, value, raw, is_key, is_bad from contact_point where org = $1 and lead_id = $2 order by kind, position`
  )
  const lists = await rowsOf<{ name: string; row_no: number }>(
    `select l.name, m.row_no from list_member m join list l on l.org = m.org and l.id = m.list_id
      where m.org = $1 and m.lead_id = $2 order by l.name`
  )
  const notes = await rowsOf<{ at: number; by_user: number | null; text: string }>(
    'select at, by_user, text from note where org = $1 and lead_id = $2 order by at, id'
  )
  const tasks = await rowsOf<{ kind: number; state: number; due_at: number; closed_at: number | null; text: string }>(
    'select kind, state, due_at, closed_at, text from task where org = $1 and lead_id = $2 order by due_at, id'
  )
  const deals = await rowsOf<{ at: number; won: boolean; value_cents: number | null; currency: string | null }>(
    'select at, won, value_cents, currency from deal where org = $1 and lead_id = $2 order by at, id'
  )
  const callbacks = await rowsOf<{ due_at: number; closed_at: number | null }>(
    'select due_at, closed_at from callback where org = $1 and lead_id = $2 order by due_at'
  )
  const recordings = await rowsOf<{ name: string; seconds: number }>(
    `select distinct r.name, r.seconds from recording r join outcome o on o.org = r.org and o.recording = r.slot
      where r.org = $1 and o.lead_id = $2 order by r.name`
  )
  const imports = await rowsOf<{ file_name: string; started_at: number }>(
    `select distinct i.file_name, i.started_at from import i join signal s on s.org = i.org and s.import_id = i.id
      where i.org = $1 and s.lead_id = $2 order by i.started_at`
  )
  return {
    contactPoints: points.map(({ kind, value, raw, is_key, is_bad }) => ({
      ...{ kind: kind === 1 ? 'phone' : 'email', value: value || raw, isShared: !is_key && !is_bad, isBad: is_bad }
    })),
    lists: lists.map(({ name, row_no }) => ({ name, row: row_no })),
    imports: imports.map(({ file_name, started_at }) => ({ file: file_name, at: instant(started_at) })),
    notes: notes.map(({ at, by_user, text }) => ({ at: instant(at), byUser: by_user, text })),
    tasks: tasks.map(({ kind, state, due_at, closed_at, text }) => ({
      ...{ kind, state: taskStates[state]!, dueAt: instant(due_at), closedAt: instantOrNull(closed_at), text }
    })),
    calls: await callsOf(tx, leadId),
    callbacks: callbacks.map((row) => ({ dueAt: instant(row.due_at), closedAt: instantOrNull(row.closed_at) })),
    recordings: recordings.map(({ name, seconds }) => ({ name, seconds })),
    deals: deals.map(({ at, won, value_cents, currency }) => ({
      ...{ at: instant(at), won, valueCents: value_cents, currency }
    })),
    audit: await auditOf(tx, leadId)
  }
}

/** How each call was spent, ours and theirs. */
async function callsOf(tx: Tx, leadId: number) {
  const values = [tx.org, leadId]
  const ours = await tx.query<{ at: number; touch_seq: number; ms: number; talk_ms: number; user_id: number }>({
    text: `select at, touch_seq, dial_ms + greeting_ms + message_ms + talk_ms + wrap_ms as ms, talk_ms, user_id from call
      where org = $1 and lead_id = $2 order by at, seq`,
    values
  })
  const theirs = await tx.query<{ at: number; taken_by: number | null; talk_ms: number }>({
    text: 'select at, taken_by, talk_ms from inbound_call where org = $1 and lead_id = $2 order by at, seq',
    values
  })
  return {
    made: ours.rows.map(({ at, touch_seq, ms, talk_ms, user_id }) => ({
      ...{ at: instant(at), touch: touch_seq, ms, talkMs: talk_ms, byUser: user_id }
    })),
    received: theirs.rows.map(({ at, taken_by, talk_ms }) => ({ at: instant(at), byUser: taken_by, talkMs: talk_ms }))
  }
}

/** What somebody did with them: the audit names a person by the id, or a change of the ledger that was made for them. */
async function auditOf(tx: Tx, leadId: number) {
  const { rows } = await tx.query<{ at: number; who: string; what: string; detail: object }>({
    text: `select a.at, a.who, a.what, a.detail from audit a where a.org = $1 and (a.detail->>'lead' = $2::text
        or a.detail->>'change' in (select c.id::text from suppression_change c where c.org = $1 and c.lead_id = $3))
      order by a.at, a.id`,
    values: [tx.org, String(leadId), leadId]
  })
  return rows.map(({ at, who, what, detail }) => ({ at: instant(at), who, what, detail }))
}
