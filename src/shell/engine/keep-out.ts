import { type Tx } from '../store/doors.ts'
import { type Store } from '../store/store.ts'
import { type Kept, keptOut } from '../store/suppression.ts'
import { changeFor } from './batch-work.ts'
import { writeChange } from './change.ts'
import { lockPeople } from './person.ts'
import { refoldPeople } from './refold.ts'
import { stopKept } from './stop.ts'

/** Stops those of these people who are kept out, in a transaction of its own; answers how many were stopped by it. */
export async function stopKeptOut(
  store: Pick<Store, 'inOrgTx'>,
  org: number,
  leadIds: readonly number[],
  now: number
): Promise<number> {
  return leadIds.length === 0 ? 0 : await store.inOrgTx(org, (tx) => stopKeptIn(tx, leadIds, now))
}

/** `kept` says who is kept out where the store cannot; it is asked behind the locks. */
export async function stopKeptIn(
  tx: Tx,
  leadIds: readonly number[],
  now: number,
  who: () => Promise<ReadonlyMap<number, Kept>> = () => keptOut(tx, leadIds)
): Promise<number> {
  const people = await refoldPeople(tx, await lockPeople(tx, leadIds))
  const change = await changeFor(tx, people)
  const kept = await who()
  for (const person of people) {
    const by = kept.get(person.leadId)
    const stopped = by === undefined ? person : await stopKept(tx, person, by, now, change)
    if (stopped !== person) change.people.push(stopped)
  }
  await writeChange(tx, change, now)
  return change.people.length
}
