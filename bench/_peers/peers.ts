import { type Postgres } from '../../src/shell/postgres/postgres.ts'
import { BULLMQ, bullMq } from './bullmq.ts'
import { GRAPHILE, graphileWorker } from './graphile-worker.ts'
import { type Peer } from './jobs.ts'
import { installed } from './packages.ts'
import { openRedis } from './redis.ts'

/** Queues that others would put behind this, each with so many jobs; those that cannot be had here are left out. */
export async function peers(postgres: Postgres, jobs: number): Promise<readonly Peer[]> {
  const all: Peer[] = []
  using graphile = await installed([GRAPHILE])
  if (graphile !== null) {
    const database = 'aftertone_bench_graphile'
    await postgres.createDatabase(database)
    all.push(...(await graphileWorker(graphile, postgres.config(database, 'owner'), jobs)))
    await postgres.dropDatabase(database)
  }
  using bull = await installed(BULLMQ)
  await using redis = bull === null ? null : await openRedis()
  if (bull !== null && redis !== null) all.push(await bullMq(bull, redis, jobs))
  return all
}
