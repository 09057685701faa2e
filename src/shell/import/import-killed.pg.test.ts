import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writePlainLeads } from '../../../test/plain-leads.ts'
import { testHome } from '../../../test/postgres.ts'
import { aftertone, root, startAftertone } from '../../../test/side-door.ts'
import { contradictions } from '../../../test/stored-truth.ts'
import { openInstallation } from '../store/installation.ts'

const ROWS = 60_000
let folder: string
let file: string
const homes: string[] = []
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'aftertone-killed-'))
  file = join(folder, 'leads.csv')
  await writePlainLeads(file, ROWS, 3)
})
afterAll(() => {
  for (const each of [folder, ...homes]) rmSync(each, { recursive: true, force: true })
})

async function freshHome(): Promise<Readonly<Record<string, string>>> {
  const home = await testHome('aftertone-killed-')
  homes.push(home)
  return { AFTERTONE_HOME: home }
}

/** Everything a list holds, and what contradicts itself in the store. */
async function stateOf(env: Readonly<Record<string, string>>) {
  const { out } = await aftertone(['export', '--list', 'spring'], { env })
  await using installation = await openInstallation({ ...process.env, ...env })
  return { out, problems: await contradictions(installation.store, installation.org) }
}

test(
  'an import that is killed goes on where it was and ends as if nothing had happened',
  { timeout: 600_000 },
  async () => {
    expect(root).not.toBe('')
    const command = ['import', file, '--list', 'spring', '--json']
    const calm = await freshHome()
    const undisturbed = JSON.parse((await aftertone(command, { env: calm })).out)
    const env = await freshHome()
    for (const ms of [2_000, 3_500, 5_000, 7_500]) {
      const child = startAftertone(command, { env })
      const ended = new Promise((resolve) => child.once('close', resolve))
      await Promise.race([pause(ms), ended])
      child.kill('SIGKILL')
      await ended
    }
    const resumed = await aftertone(command, { env })
    expect(resumed.err).not.toMatch(/failed/)
    const sums = JSON.parse(resumed.out)
    const { batch: _, seconds: __, ...same } = undisturbed
    // Were it whole before the last kill, the last run would find nothing new; the delays are meant to be shorter.
    expect(sums).toMatchObject(same)
    expect(same.read).toBe(same.created + same.updated + same.duplicates + same.conflicts + same.rejected)
    const [left, right] = [await stateOf(calm), await stateOf(env)]
    expect(right.problems).toEqual([])
    expect(right.out === left.out).toBe(true)
  }
)
