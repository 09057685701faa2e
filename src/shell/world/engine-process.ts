import { openPostgres } from '../postgres/postgres.ts'
import { join } from 'node:path'
import { reopenWorld } from './open-world.ts'
import { runWorldEngine } from './world-engine.ts'

/** One engine of a world as a process of its own: number of the world and of the org on the command line. */
const [world, org] = process.argv.slice(2).map(Number)
await using postgres = await openPostgres({
  env: process.env,
  root: join(import.meta.dirname, '../../..'),
  embedded: true
})
const { store } = await reopenWorld(postgres, world!)
await using _ = store
const decided = await runWorldEngine(store, org!)
process.stdout.write(`${JSON.stringify({ decided })}\n`)
