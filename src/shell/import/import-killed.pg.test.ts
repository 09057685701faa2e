import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writePlainLeads } from '../../../test/plain-leads.ts'
import { storeHome } from '../../../test/postgres.ts'
import { aftertone, startAftertone } from '../../../test/side-door.ts'
import { contradictions } from '../../../test/stored-truth.ts'
import { openInstallation } from '../store/installation.ts'

const ROWS = 16_000
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
  const home = await storeHome('aftertone-killed-')
  homes.push(home)
  return { AFTERTONE_HOME: home }
}

/** Kills the command at one moment after the other; its answer, if it ends before it is killed. */
async function killed(command: readonly string[], env: Readonly<Record<string, string>>): Promise<string | null> {
  for (const ms of [900, 1_200, 1_600, 2_200]) {
    const child = startAftertone(command, { env })
    const answer = text(child.stdout)
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
    const code = await Promise.race([pause(ms, 'time'), ended])
    child.kill('SIGKILL')
    await ended
    if (code === 0) return await answer
  }
  return null
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
    const command = ['import', file, '--list', 'spring', '--json']
    const calm = await freshHome()
    const undisturbed = JSON.parse((await aftertone(command, { env: calm })).out)
    const env = await freshHome()
    const sums = (await killed(command, env)) ?? (await aftertone(command, { env })).out
    const { batch: _, seconds: __, ...same } = undisturbed
    expect(JSON.parse(sums)).toMatchObject(same)
    expect(same.read).toBe(same.created + same.updated + same.duplicates + same.conflicts + same.rejected)
    const [left, right] = [await stateOf(calm), await stateOf(env)]
    expect(right.problems).toEqual([])
    expect(right.out === left.out).toBe(true)
  }
)
