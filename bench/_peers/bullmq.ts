import { type Packages } from './packages.ts'
import { type Peer, rateOf } from './jobs.ts'
import { type Redis } from './redis.ts'

export const BULLMQ = ['bullmq@6.7.0', 'ioredis@5.8.2']
const CONCURRENT = 50
const CHUNK = 5_000

type Bull = {
  readonly Queue: new (
    name: string,
    options: object
  ) => {
    readonly addBulk: (jobs: readonly object[]) => Promise<unknown>
    readonly close: () => Promise<void>
  }
  readonly Worker: new (
    name: string,
    work: () => Promise<void>,
    options: object
  ) => {
    readonly on: (event: 'error', listener: () => void) => void
    readonly close: (force: boolean) => Promise<void>
  }
}

/** One job per lead on a Redis that writes nothing to disk: what it has done is lost with the power. */
export async function bullMq(packages: Packages, { socket }: Redis, jobs: number): Promise<Peer> {
  const { Queue, Worker } = packages.require('bullmq') as Bull
  const connection = { path: socket, maxRetriesPerRequest: null }
  const queue = new Queue('leads', { connection, defaultJobOptions: { removeOnComplete: true } })
  const enqueue = async (): Promise<void> => {
    for (let from = 0; from < jobs; from += CHUNK)
      await queue.addBulk(
        Array.from({ length: Math.min(CHUNK, jobs - from) }, (_, i) => ({ name: 'nothing', data: { lead: from + i } }))
      )
  }
  const work = async (count: () => void): Promise<() => Promise<void>> => {
    const worker = new Worker('leads', async () => count(), { connection, concurrency: CONCURRENT })
    worker.on('error', () => undefined)
    return () => worker.close(true)
  }
  const peer = await rateOf(`BullMQ on Redis without a disk, ${CONCURRENT} at once`, jobs, enqueue, work)
  await queue.close()
  return peer
}
