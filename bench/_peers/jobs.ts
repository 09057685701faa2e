import { setTimeout as pause } from 'node:timers/promises'

/** What a peer did: jobs that do nothing at all, none of which loads, decides, writes or comes back. */
export type Peer = { readonly name: string; readonly enqueuedPerSecond: number; readonly perSecond: number }

/** A peer is stopped after so long, with whatever it has done by then. */
const WORK_MS = 8_000

/** Jobs a second: `work` starts a peer that counts into `count` and resolves to how to stop it. */
export async function rateOf(
  name: string,
  jobs: number,
  enqueue: () => Promise<void>,
  work: (count: () => void) => Promise<() => Promise<void>>
): Promise<Peer> {
  const enqueuing = performance.now()
  await enqueue()
  const enqueuedPerSecond = Math.round((jobs / (performance.now() - enqueuing)) * 1000)
  let done = 0
  let last = 0
  const working = performance.now()
  const stop = await work(() => {
    done++
    last = performance.now()
  })
  while (done < jobs && performance.now() - working < WORK_MS) await pause(10)
  await stop()
  return { name, enqueuedPerSecond, perSecond: Math.round((done / (last - working)) * 1000) }
}
