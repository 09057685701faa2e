import fc from 'fast-check'
import { afterAll, beforeAll, test } from 'vitest'
import { drawnWorld, tryWorld } from './floor-worlds.ts'
import { type Stores, testStores } from './store.ts'

const seed = Number(process.env['AFTERTONE_SEED'] ?? Date.now() % 1_000_000)
let stores: Stores
beforeAll(async () => void (stores = await testStores()))
afterAll(async () => await stores[Symbol.asyncDispose]())

test('many worlds drawn by chance, worked by two engines, break no law', async () => {
  console.log(`AFTERTONE_SEED=${seed} repeats these worlds`)
  await fc.assert(
    fc.asyncProperty(drawnWorld(200, 20), (world) => tryWorld(stores, world, 2)),
    { numRuns: 60, seed, endOnFailure: true }
  )
})
