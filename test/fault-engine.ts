import { setTimeout as pause } from 'node:timers/promises'
import { dispatchBatch, expireErrands } from '../src/shell/engine/dispatch.ts'
import { workBatch } from '../src/shell/engine/live-engine.ts'
import { taskDispatcher } from '../src/shell/engine/task-dispatcher.ts'
import { OutsideError } from '../src/shell/outside-error.ts'
import { openPostgres } from '../src/shell/postgres/postgres.ts'
import { type Store, openStore } from '../src/shell/store/store.ts'
import { root } from './side-door.ts'
import { DAY, MONDAY, at } from './store.ts'

/**
 * An engine as a process of its own, for campaigns that kill it: works the days of a list one after the other and ends
 * when nothing is left. A server that has gone is opened again. Run as: node fault-engine.ts DAYS
 */
const days = Number(process.argv[2])
for (;;) {
  try {
    await using postgres = await openPostgres({ env: process.env, root })
    await using store = await openStore(postgres, { size: 3 })
    for (let day = 0; day < days; day++) await workDay(store, MONDAY + day * DAY)
    break
  } catch (error) {
    if (!(error instanceof OutsideError) && !isLost(error)) throw error
    await pause(50)
  }
}

async function workDay(store: Store, now: number): Promise<void> {
  const circumstances = at(now)
  for (;;) {
    await workBatch(store, 1, circumstances, 3)
    await dispatchBatch(store, 1, taskDispatcher(circumstances.ground), circumstances, process.pid)
    await expireErrands(store, 1, now)
    const [left] = await store.inOrg(1, [
      {
        text: `select (select count(*) from enrolment where org = $1 and next_due_at <= $2)
          + (select count(*) from outbox where org = $1 and not_before <= $2) as n`,
        values: [1, now]
      }
    ])
    if ((left!.rows[0] as { n: number }).n === 0) return
  }
}

/** What the driver and the system say of a server that is killed while it is asked. */
function isLost(error: unknown): boolean {
  const { code = '', message = '' } = error as { code?: string; message?: string }
  return /^(57P|08|53300|EPIPE|ECONN|ENOENT)/.test(code) || /terminated|connection|not queryable/i.test(message)
}
