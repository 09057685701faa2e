import type pg from 'pg'
import { type Packages } from './packages.ts'
import { type Peer, rateOf } from './jobs.ts'

export const GRAPHILE = 'graphile-worker@0.18.0'
const CONCURRENT = 50
const CHUNK = 5_000

/** As it comes, and with what its manual names for speed: a local queue, and completions in batches. */
const ways = [
  { name: `graphile-worker, ${CONCURRENT} at once`, fast: {} },
  {
    name: 'graphile-worker, local queue of 500 and batched completion',
    fast: { localQueue: { size: 500 }, completeJobBatchDelay: 0, failJobBatchDelay: 0 }
  }
] as const

type Worker = {
  readonly run: (options: object) => Promise<{ readonly stop: () => Promise<void> }>
  readonly makeWorkerUtils: (options: object) => Promise<{
    readonly migrate: () => Promise<void>
    readonly addJobs: (specs: readonly object[]) => Promise<unknown>
    readonly release: () => Promise<void>
  }>
  readonly Logger: new (factory: () => () => void) => unknown
}

/** One job per lead on the same PostgreSQL, in a database of its own. */
export async function graphileWorker(packages: Packages, config: pg.ClientConfig, jobs: number): Promise<Peer[]> {
  const { run, makeWorkerUtils, Logger } = packages.require('graphile-worker') as Worker
  const { Pool } = packages.require('pg') as typeof pg
  const logger = new Logger(() => () => undefined)
  const peers: Peer[] = []
  for (const { name, fast } of ways) {
    const pgPool = new Pool({ ...config, max: CONCURRENT + 2 })
    pgPool.on('error', () => undefined)
    pgPool.on('connect', (client) => void client.on('error', () => undefined))
    const utils = await makeWorkerUtils({ pgPool, logger })
    await utils.migrate()
    const enqueue = async (): Promise<void> => {
      for (let from = 0; from < jobs; from += CHUNK)
        await utils.addJobs(
          Array.from({ length: Math.min(CHUNK, jobs - from) }, (_, i) => ({
            identifier: 'nothing',
            payload: { lead: from + i }
          }))
        )
    }
    const work = async (count: () => void): Promise<() => Promise<void>> => {
      const preset = { worker: { concurrentJobs: CONCURRENT, ...fast } }
      const options = { pgPool, logger, preset, concurrency: CONCURRENT, noHandleSignals: true }
      const runner = await run({ ...options, taskList: { nothing: async () => count() } })
      return () => runner.stop()
    }
    peers.push(await rateOf(name, jobs, enqueue, work))
    await pgPool.query('truncate graphile_worker._private_jobs')
    await utils.release()
    await pgPool.end()
  }
  return peers
}
