import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from './side-door.ts'

test('every table of the clock, the holidays of every country too, is what its sources say', () => {
  const script = join(root, 'scripts/generate-clock.ts')
  const run = spawnSync(process.execPath, [script, '--check'], { encoding: 'utf8' })
  expect([run.stderr, run.status]).toEqual(['', 0])
})
