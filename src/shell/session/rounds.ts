import { dispatchBatch } from '../engine/dispatch.ts'
import { expireLeases, expireTasks } from '../engine/keep-house.ts'
import { workBatch } from '../engine/live-engine.ts'
import { taskDispatcher } from '../engine/task-dispatcher.ts'
import { type RepSession } from './rep-session.ts'

/**
 * What an engine would do, done once: what is due is decided, what waits is carried out, leases and tasks run out. A
 * session does it while it is open, so that a rep needs no server beside; with one running both share the work.
 */
export async function workRound(session: RepSession): Promise<void> {
  const { store, org } = session
  await session.renew()
  const circumstances = session.circumstances()
  while ((await workBatch(store, org, circumstances)) !== null);
  while ((await dispatchBatch(store, org, taskDispatcher(circumstances.ground), circumstances, process.pid)) > 0);
  await expireLeases(store, org, circumstances)
  await expireTasks(store, org, circumstances)
}
