import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { plainImport, writePlainLeads } from '../../../test/plain-leads.ts'
import { storeHome } from '../../../test/postgres.ts'
import { root } from '../../../test/side-door.ts'
import { MONDAY } from '../../../test/store.ts'
import { contradictions } from '../../../test/stored-truth.ts'
import { type Installation, openInstallation } from '../store/installation.ts'
import { listNamed } from '../store/list.ts'
import { runImport } from './import-run.ts'
import { membersOf } from './list-pages.ts'

const ROWS = 1_500
const BATCH = 150
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

async function freshHome(): Promise<string> {
  const home = await storeHome('aftertone-killed-')
  homes.push(home)
  return home
}

const open = (home: string): Promise<Installation> => openInstallation({ ...process.env, AFTERTONE_HOME: home })

/** Kills an import in the middle of a batch, some rows being whole in the store where `isUnderWay`; answers how many. */
async function killed(home: string, owner: pg.Client, isUnderWay: boolean): Promise<number> {
  const whole = async (): Promise<number> =>
    (await owner.query<{ n: number }>('select coalesce(max(rows_done), 0)::int as n from import')).rows[0]!.n
  const start = () =>
    spawn(process.execPath, [join(root, 'test/import-engine.ts'), file, String(BATCH)], {
      env: { ...process.env, AFTERTONE_HOME: home },
      stdio: 'inherit'
    })
  const child = isUnderWay ? start() : null
  while (isUnderWay && (await whole()) < 2 * BATCH) await pause(5)
  // The next batch begins and cannot end.
  await owner.query('begin; lock table lead in share row exclusive mode')
  const stuck = child ?? start()
  const ended = once(stuck, 'close')
  while ((await owner.query('select from pg_locks where not granted')).rowCount === 0) await pause(5)
  stuck.kill('SIGKILL')
  expect(await ended).toEqual([null, 'SIGKILL'])
  await owner.query('rollback')
  return await whole()
}

/** Everything a list holds, in its order. */
async function leads({ store, org }: Installation): Promise<readonly object[]> {
  const { id } = await listNamed(store, org, 'spring')
  const pages = await Array.fromAsync(membersOf(store, org, id, MONDAY))
  return pages.flat().map(({ row, stored }) => ({ row, lead: stored.lead }))
}

test(
  'an import that is killed goes on where it was and ends as if nothing had happened',
  { timeout: 600_000 },
  async () => {
    await using calm = await open(await freshHome())
    const { counts } = await runImport(calm, plainImport(file, BATCH))
    const { read, created, updated, duplicates, conflicts, rejected } = counts
    expect([read, created + updated + duplicates + conflicts + rejected]).toEqual([ROWS, ROWS])

    const home = await freshHome()
    await using installation = await open(home)
    const owner = await installation.store.asOwner()
    expect(await killed(home, owner, false)).toBe(0)
    const whole = await killed(home, owner, true)
    expect(whole).toBeGreaterThanOrEqual(2 * BATCH)
    expect(whole).toBeLessThan(ROWS)
    await owner.end()
    const again = await runImport(installation, plainImport(file, BATCH))
    expect([again.counts, again.from]).toEqual([counts, whole])
    expect(await contradictions(installation.store, installation.org)).toEqual([])
    expect(await leads(installation)).toEqual(await leads(calm))
  }
)
