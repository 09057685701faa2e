import { channelCode } from '../../facts/channel.ts'
import { RESERVED } from '../engine/state.ts'
import { logIds } from '../store/log-id.ts'
import { type RepSession } from './rep-session.ts'

/**
 * The rep is still on this lead: nobody else gets them. The call that is out, if one is, is leased as long as the
 * person, by which the engine knows that both belong together. False when the lead was lost in the meantime.
 */
export async function renewLease(session: RepSession, leadId: number): Promise<boolean> {
  const { store, org, userId, clock, leaseMs } = session
  const until = clock() + leaseMs
  return await store.inOrgTx(org, async (tx) => {
    const { rows } = await tx.query<{ lease_until: number }>({
      text: `select lease_until from enrolment where org = $1 and lead_id = $2 and state = ${RESERVED} and lease_by = $3
        for update`,
      name: 'held-lease',
      values: [org, leadId, userId]
    })
    const held = rows[0]
    if (held === undefined) return false
    await tx.query({
      text: `update outbox set lease_until = $5 where org = $1 and channel = ${CALL} and state = 1
        and id between $2 and $3 and lease_until = $4`,
      name: 'renew-call',
      values: [org, ...logIds(leadId), held.lease_until, until]
    })
    await tx.query({
      text: 'update enrolment set lease_until = $3, rev = rev + 1 where org = $1 and lead_id = $2',
      name: 'renew-lease',
      values: [org, leadId, until]
    })
    return true
  })
}
const CALL = channelCode('call')
