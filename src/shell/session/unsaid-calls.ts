import { channelCode } from '../../facts/channel.ts'
import { RESERVED } from '../engine/state.ts'
import { leadOfId, seqOfId } from '../store/log-id.ts'
import { letGo } from './next-lead.ts'
import { type RepSession } from './rep-session.ts'

/** A call that was dialled in an earlier session and of which nobody said what came of it. */
export type UnsaidCall = { readonly leadId: number; readonly touch: number; readonly at: number }

const CALL = channelCode('call')

/**
 * What an earlier session of this user left open, oldest first: calls without an outcome are asked about, leads that
 * were not dialled go back to the others. While another terminal of the user lives, what is leased is theirs.
 */
export async function unsaidCalls(session: RepSession): Promise<readonly UnsaidCall[]> {
  const { store, org, userId } = session
  const isAlone = await session.isAlone()
  const [found] = await store.inOrg(org, [
    {
      text: `select o.id, o.not_before as at from outbox o join touch t on t.org = o.org and t.lead_id = o.id >> 20
          and t.seq = (o.id & 1048575)::int and t.at = o.touch_at
        where o.org = $1 and o.channel = ${CALL} and (o.state = 2 or (o.state = 1 and o.lease_by = $2 and $3))
        order by o.not_before, o.id`,
      values: [org, userId, isAlone]
    }
  ])
  if (isAlone) await letGoOfAll(session)
  return (found!.rows as { id: number; at: number }[]).map(({ id, at }) => ({
    ...{ leadId: leadOfId(id), touch: seqOfId(id), at }
  }))
}

/** Leads in hand that no session of this user shows any more. */
async function letGoOfAll(session: RepSession): Promise<void> {
  const { store, org, userId } = session
  const [found] = await store.inOrg(org, [
    {
      text: `select e.lead_id from enrolment e where e.org = $1 and e.state = ${RESERVED} and e.lease_by = $2
        and not exists (select from outbox o where o.org = e.org and o.channel = ${CALL} and o.state = 1
          and o.id >> 20 = e.lead_id and o.lease_until = e.lease_until)`,
      values: [org, userId]
    }
  ])
  for (const { lead_id } of found!.rows as { lead_id: number }[]) await letGo(session, lead_id)
}
