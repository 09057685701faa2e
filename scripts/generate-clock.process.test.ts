import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

// `npm run long -- clock-tables` computes the holidays of every country.
test('every table of the clock is what its sources say, and so are the holidays where we know the law', () => {
  const script = fileURLToPath(new URL('generate-clock.ts', import.meta.url))
  const countries = readdirSync(new URL('../law', import.meta.url)).flatMap(
    (name) => /^(..)\.json$/.exec(name)?.[1] ?? []
  )
  expect(countries.length).toBeGreaterThan(8)
  const args = [script, '--check', '--holidays', countries.join(',').toUpperCase()]
  const run = spawnSync(process.execPath, args, { encoding: 'utf8' })
  expect(run.stderr).toBe('')
  expect(run.status).toBe(0)
})
