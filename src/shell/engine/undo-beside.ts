import { channelCode } from '../../facts/channel.ts'
import { type Undone } from '../../facts/log-entry.ts'
import { type Tx } from '../store/doors.ts'
import { logId, logIds } from '../store/log-id.ts'

/** What stands beside the log and goes with an entry that is taken back: the outbox, tasks, numbers kept out. */

type Ids = readonly number[]

/** What the entry itself put into the outbox or onto somebody’s list; answers the ids of what has not left. */
export async function recallOwn(
  tx: Tx,
  leadId: number,
  { target, seq }: { readonly target: Undone['target']; readonly seq: number },
  now: number
): Promise<Ids> {
  if (target === 'outcome') return []
  const id = logId(leadId, seq)
  const { rows } = await tx.query<{ id: number }>({
    // A call that is out with a rep is taken back by that rep, who knows that it was not made.
    text: `delete from outbox where org = $1 and id = $2 and (state = 0 or channel = $3) returning id`,
    values: [tx.org, id, channelCode('call')]
  })
  await tx.query({
    text: 'update task set state = 4, closed_at = $3 where org = $1 and id = $2 and state = 0',
    values: [tx.org, id, now]
  })
  return rows.map((row) => row.id)
}

/** What the sequence put into the outbox after a call of its own. */
export async function recallCaused(tx: Tx, leadId: number, seq: number, run: number): Promise<Ids> {
  const { rows } = await tx.query<{ id: number }>({
    text: `delete from outbox x where org = $1 and state = 0 and id between $2 and $3 and exists (
      select from touch t where t.org = $1 and t.lead_id = $4 and t.seq > $5 and t.run = $6 and t.track = -1
        and t.seq = x.id - $7) returning id`,
    values: [tx.org, logId(leadId, seq), logIds(leadId)[1], leadId, seq, run, logIds(leadId)[0] - 1]
  })
  return rows.map((row) => row.id)
}

/** A stop is lifted: what it had cancelled at that instant is there again, and their numbers may be used. */
export async function restoreStopped(tx: Tx, leadId: number, at: number): Promise<void> {
  await tx.query({
    text: 'delete from suppression where org = $1 and lead_id = $2 and at = $3',
    values: [tx.org, leadId, at]
  })
  await tx.query({
    text: 'update task set state = 0, closed_at = null where org = $1 and lead_id = $2 and state = 4 and closed_at = $3',
    values: [tx.org, leadId, at]
  })
  await tx.query({
    text: 'update callback set closed_at = null where org = $1 and lead_id = $2 and closed_at = $3',
    values: [tx.org, leadId, at]
  })
  // Touches that neither left nor became a task were in the outbox when the stop emptied it.
  await tx.query({
    text: `insert into outbox (org, id, touch_at, not_before, channel, state, tries)
      select t.org, $3 + t.seq, t.at, t.at, t.channel, 0, 0 from touch t
      where t.org = $1 and t.lead_id = $2 and t.channel <> $4 and not t.other_tool
        and not exists (select from outcome o where o.org = $1 and o.lead_id = $2 and o.touch_seq = t.seq)
        and not exists (select from undone u where u.org = $1 and u.lead_id = $2 and u.target = 0 and u.target_seq = t.seq)
        and not exists (select from task k where k.org = $1 and k.id = $3 + t.seq)
      on conflict (org, channel, not_before, id) do nothing`,
    values: [tx.org, leadId, logIds(leadId)[0] - 1, channelCode('call')]
  })
}
