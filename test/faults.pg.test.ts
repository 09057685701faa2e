import { test } from 'vitest'
import { campaign } from './faults.ts'

const seed = Number(process.env['AFTERTONE_SEED'] ?? Date.now() % 100_000)

// `npm run long -- faults` kills sixty times, over and over.
test('two engines and the server are killed at work, and nothing is lost or doubled', { timeout: 90_000 }, async () => {
  await campaign({ people: 160, engines: 2, kills: 4, seed })
})
