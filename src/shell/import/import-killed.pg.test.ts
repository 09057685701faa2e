import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writePlainLeads } from '../../../test/plain-leads.ts'
import { storeHome } from '../../../test/postgres.ts'
import { aftertone, root } from '../../../test/side-door.ts'
import { contradictions } from '../../../test/stored-truth.ts'
import { openInstallation } from '../store/installation.ts'

const ROWS = 1_500
const BATCH = 200
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

type Env = Readonly<Record<string, string>>
async function freshHome(): Promise<Env> {
  const home = await storeHome('aftertone-killed-')
  homes.push(home)
  return { AFTERTONE_HOME: home }
}

type Counts = Readonly<Record<'read' | 'created' | 'updated' | 'duplicates' | 'conflicts' | 'rejected', number>>
type Told = { readonly counts: Counts; readonly from: number }

function startImport(env: Env) {
  const args = [join(root, 'test/import-engine.ts'), file, String(BATCH)]
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit']
  })
  const told = text(child.stdout)
  return { child, told, ended: once(child, 'close') as Promise<[number | null, string | null]> }
}

/** To its end. */
async function imported(env: Env): Promise<Told> {
  const { told, ended } = startImport(env)
  expect(await ended).toEqual([0, null])
  return JSON.parse(await told) as Told
}

/** Until it is in the middle of a batch, more than so many rows being whole in the store; answers how many are. */
async function killed(env: Env, owner: pg.Client, more: number): Promise<number> {
  const { child, ended } = startImport(env)
  for (;;) {
    const { rows } = await owner.query<{ is_within: boolean; rows: number }>(`select
      exists (select from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
        and xact_start is not null and state = 'active') as is_within,
      coalesce((select max(rows_done) from import), 0)::int as rows`)
    if (rows[0]!.is_within && rows[0]!.rows > more) break
    await pause(5)
  }
  child.kill('SIGKILL')
  expect(await ended).toEqual([null, 'SIGKILL'])
  const { rows } = await owner.query<{ n: number }>('select max(rows_done)::int as n from import')
  return rows[0]!.n
}

/** Everything a list holds. */
const exported = async (env: Env): Promise<string> => (await aftertone(['export', '--list', 'spring'], { env })).out

test(
  'an import that is killed goes on where it was and ends as if nothing had happened',
  { timeout: 600_000 },
  async () => {
    const calm = await freshHome()
    const { counts } = await imported(calm)
    const { read, created, updated, duplicates, conflicts, rejected } = counts
    expect([read, created + updated + duplicates + conflicts + rejected]).toEqual([ROWS, ROWS])

    const env = await freshHome()
    await using installation = await openInstallation({ ...process.env, ...env })
    const owner = await installation.store.asOwner()
    let whole = 0
    for (const more of [0, 600]) whole = await killed(env, owner, more)
    expect(whole).toBeLessThan(ROWS)
    await owner.end()
    expect(await imported(env)).toEqual({ counts, from: whole })
    expect(await contradictions(installation.store, installation.org)).toEqual([])
    expect((await exported(env)) === (await exported(calm))).toBe(true)
  }
)
