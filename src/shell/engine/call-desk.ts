import { channelCode } from '../../facts/channel.ts'
import { type Placed, readLogs } from '../store/append-log.ts'
import { type Tx } from '../store/doors.ts'
import { logIds } from '../store/log-id.ts'
import { type Store } from '../store/store.ts'
import { type Circumstances, type DeskFor, changeFor, desksFor, handOver } from './batch-work.ts'
import { type Before, type Settled, settlePerson } from './call-steps.ts'
import { type Change, writeChange } from './change.ts'
import { lowerHint } from './live-engine.ts'
import { type Person, lockPeople } from './person.ts'
import { NoSuchLead } from './record.ts'
import { foldLog, foldHomeBefore, refoldPeople } from './refold.ts'
import { CALLABLE, RESERVED } from './state.ts'
import { type Desk } from './work-due.ts'

/**
 * A call as a session makes it, beside the dial (dial.ts): what came of it, and letting go of it. The person was taken by
 * a row lock and a lease (next-call.ts); two reps never hold the same one.
 */
const CALL = channelCode('call')
/** What a disposition causes waits so long, so that the rep may still undo it. */
export const UNDO_MS = 60_000

/** What came of a call. Stops act at once; whatever else it causes may be undone for a minute. */
export async function settle(
  store: Pick<Store, 'inOrgTx'>,
  org: number,
  call: Settled,
  rule: number,
  circumstances: Circumstances
): Promise<Person> {
  return await store.inOrgTx(org, async (tx) => {
    const [locked] = await refoldPeople(tx, await lockPeople(tx, [call.leadId]))
    if (locked === undefined) throw new NoSuchLead(call.leadId)
    const { now } = circumstances.setting
    const { change, desk, deskFor } = await openDesk(tx, locked, undoable(circumstances))
    const { touch, before } = await callInLog(tx, call, locked)
    const { at } = touch.entry
    const { rows: out } = await tx.query<{ lease_until: number | null }>({
      text: 'delete from outbox where org = $1 and channel = $2 and not_before = $3 and id = $4 returning lease_until',
      values: [org, CALL, at, touch.id]
    })
    // A correction, and an outcome that comes when the lease had run out, count and do not lead the course on again.
    const isCurrent = locked.state === RESERVED && out[0]?.lease_until === locked.leaseUntil
    change.people.push(await settlePerson(tx, locked, before, call, { at, isCurrent }, rule, desk, change))
    await handOver(tx, change, deskFor)
    await writeChange(tx, change, now)
    const [settled] = change.people
    await lowerHint(tx, settled!.nextDueAt)
    return settled!
  })
}

/** Nothing falls due sooner than the rep may still take it back. */
export const undoable = (circumstances: Circumstances): Circumstances => ({
  ...circumstances,
  restMs: Math.max(circumstances.restMs, UNDO_MS)
})

/** A call in the log of a person, and what was known before it. */
export async function callInLog(
  tx: Tx,
  { leadId, touch: seq }: { readonly leadId: number; readonly touch: number },
  { householdId }: Person
): Promise<{ readonly touch: Placed; readonly before: Before }> {
  const log = (await readLogs(tx, [leadId])).get(leadId) ?? []
  const touch = log.find(({ entry }) => entry.kind === 'touch' && entry.touch === seq)
  if (touch === undefined) throw new Error(`lead ${leadId} has no touch ${seq}: it was never dialled`)
  const row = foldLog(log.filter((each) => each.seq < seq))
  const home = householdId === null ? null : await foldHomeBefore(tx, householdId, touch)
  return { touch, before: { row, home } }
}

/** The rep lets go of a person without calling. */
export async function release(
  store: Pick<Store, 'inOrgTx'>,
  org: number,
  leadId: number,
  userId: number,
  circumstances: Circumstances
): Promise<void> {
  await store.inOrgTx(org, async (tx) => {
    const person = await held(tx, leadId, userId)
    if (await isCallOut(tx, person)) throw new CallIsOut(leadId)
    const change = await changeFor(tx, [person])
    change.people.push({ ...person, state: CALLABLE, leaseBy: null, leaseUntil: null })
    await writeChange(tx, change, circumstances.setting.now)
  })
}

/** The person, locked, if this rep has them in hand. */
export async function held(tx: Tx, leadId: number, userId: number): Promise<Person> {
  const [person] = await refoldPeople(tx, await lockPeople(tx, [leadId]))
  if (person === undefined) throw new NoSuchLead(leadId)
  if (person.state !== RESERVED || person.leaseBy !== userId)
    throw new Error(`lead ${leadId} is not in your hands any more: take the next one`)
  return person
}

/** Whether the person was dialled in the lease that they are held under, and no outcome is known yet. */
export async function isCallOut(tx: Tx, { leadId, leaseUntil }: Person): Promise<boolean> {
  const { rowCount } = await tx.query({
    text: `select 1 from outbox where org = $1 and channel = $2 and id between $3 and $4 and lease_until = $5 limit 1`,
    name: 'is-call-out',
    values: [tx.org, CALL, ...logIds(leadId), leaseUntil]
  })
  return rowCount === 1
}

/** Nobody rings a person whom they have on the line. */
export class CallIsOut extends Error {
  constructor(leadId: number) {
    super(`lead ${leadId} has been dialled: say what came of that call first`)
  }
}

export type Opened = { readonly change: Change; readonly desk: Desk; readonly deskFor: DeskFor }

export async function openDesk(tx: Tx, person: Person, circumstances: Circumstances): Promise<Opened> {
  const change = await changeFor(tx, [person])
  const deskFor = await desksFor(tx, [person], change, circumstances)
  return { change, desk: deskFor(person, person.playbookId!), deskFor }
}
