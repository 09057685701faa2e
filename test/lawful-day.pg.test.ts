import { afterAll, beforeAll, expect, test } from 'vitest'
import { lawfulDay } from './lawful-day.ts'
import { type Stores, testStores } from './store.ts'

let stores: Stores
beforeAll(async () => void (stores = await testStores()))
afterAll(async () => await stores[Symbol.asyncDispose]())

// `npm run long -- lawful-day` works 20,000.
test('a day over many states and countries has no touch that a second evaluator would have blocked', async () => {
  expect(await lawfulDay(stores, 400, 'progressive', 6)).toBeGreaterThan(100)
})
