import { test } from 'vitest'
import { campaign } from './faults.ts'

const seed = Number(process.env['AFTERTONE_SEED'] ?? Date.now() % 100_000)

test.for(Array.from({ length: 8 }, (_, i) => i))(
  'three engines and the server, killed over and over: campaign %i',
  async (i) => {
    await campaign({ people: 1_500, engines: 2 + (i % 2), kills: 60, seed: seed + i })
  }
)
