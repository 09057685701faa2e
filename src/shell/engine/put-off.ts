import { type Override } from '../../outcome/lists.ts'
import { type Store } from '../store/store.ts'
import { type Circumstances } from './batch-work.ts'
import { CallIsOut, held, isCallOut, openDesk } from './call-desk.ts'
import { putBack } from './call-steps.ts'
import { writeChange } from './change.ts'
import { lowerHint } from './live-engine.ts'

/** A rep does not call a person now, for a reason that is kept; they fall due again at the instant that the rep names. */
export async function putOff(
  store: Pick<Store, 'inOrgTx' | 'ids'>,
  org: number,
  wish: { readonly leadId: number; readonly userId: number; readonly until: number; readonly reason: Override },
  circumstances: Circumstances
): Promise<void> {
  const { leadId, userId, until, reason } = wish
  const { now } = circumstances.setting
  if (until <= now) throw new Error(`lead ${leadId} cannot be put off to an instant that is over`)
  const [id] = await store.ids.take(1)
  await store.inOrgTx(org, async (tx) => {
    const person = await held(tx, leadId, userId)
    if (await isCallOut(tx, person)) throw new CallIsOut(leadId)
    const { change, desk } = await openDesk(tx, person, circumstances)
    change.people.push(putBack(person, until, desk, change))
    await tx.query({
      text: `insert into audit (org, id, at, who, what, detail) select o.org, $2, $3, $4, 'call.put_off', $5
        from org o where o.org = $1`,
      values: [org, id, now, `user ${userId}`, JSON.stringify({ lead: leadId, reason, until })]
    })
    await writeChange(tx, change, now)
    await lowerHint(tx, change.people[0]!.nextDueAt)
  })
}
