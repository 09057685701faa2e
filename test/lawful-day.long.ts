import { afterAll, beforeAll, expect, test } from 'vitest'
import { lawfulDay } from './lawful-day.ts'
import { type Stores, testStores } from './store.ts'

let stores: Stores
beforeAll(async () => void (stores = await testStores()))
afterAll(async () => await stores[Symbol.asyncDispose]())

test.for(['preview', 'progressive'])(
  'a day over 20,000 people in 40 states and six countries has no unlawful touch, and every uncalled lead is explained: %s',
  { timeout: 1_800_000 },
  async (dialer) => {
    const calls = await lawfulDay(stores, 20_000, dialer, 120)
    console.log(`${calls} calls`)
    expect(calls).toBeGreaterThan(5_000)
  }
)
