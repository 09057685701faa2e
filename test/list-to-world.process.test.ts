import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Postgres, openPostgres } from '../src/shell/postgres/postgres.ts'
import { quickFolder, storeHome } from './postgres.ts'
import { type Ended, aftertone, jsonLines, root } from './side-door.ts'
import { aftertoneHere } from './side-door-here.ts'

/** The life of a list through the side door: brought in twice, enrolled in three strategies, worked, saved and put back. */
let home = ''
let beside = ''
let server: Postgres
beforeAll(async () => {
  home = await storeHome('aftertone-list-')
  // The commands join a server that is there already, so that each need not start and stop one.
  server = await openPostgres({ env: { AFTERTONE_HOME: home }, root })
  beside = mkdtempSync(join(quickFolder(), 'aftertone-saved-'))
  // The account of the server passes through it to what is restored there.
  chmodSync(beside, 0o711)
})
afterAll(async () => {
  await server[Symbol.asyncDispose]()
  for (const folder of [home, beside]) rmSync(folder, { recursive: true, force: true })
})

const leads = join(root, 'examples/leads.csv')

async function answer(args: readonly string[], at = home): Promise<Record<string, unknown>> {
  return told(await aftertone([...args, '--json'], { env: { AFTERTONE_HOME: at } }))
}

/** Of what a process of its own has shown once. */
async function again(args: readonly string[], at = home): Promise<Record<string, unknown>> {
  return told(await aftertoneHere([...args, '--json'], { AFTERTONE_HOME: at }))
}

function told({ code, out, err }: Ended): Record<string, unknown> {
  expect(code, err).toBe(0)
  return jsonLines(out).at(-1)!
}

test('a list is brought in, enrolled in three strategies and worked by one engine and by two with the same result, saved and put back, and nothing is wrong', async () => {
  const first = await answer(['import', leads, '--list', 'spring'])
  expect(first).toMatchObject({ read: 320, created: 317, duplicates: 3, conflicts: 0, rejected: 0 })
  const second = await again(['import', leads, '--list', 'spring'])
  expect(second).toMatchObject({ read: 320, created: 0, updated: 0, duplicates: 320 })

  const strategies = ['middle-ground', 'house-default', 'rearden']
  let enrolled = 0
  for (const [i, playbook] of strategies.entries())
    enrolled += (
      await (i === 0 ? answer : again)(['enrol', '--list', 'spring', '--playbook', playbook, '--part', `${i + 1}/3`])
    )['enrolled'] as number
  expect(enrolled).toBeGreaterThan(150)

  const work = ['work', '--list', 'spring', '--days', '1', '--reps', '2', '--seed', '7']
  const alone = await answer(work)
  const together = await answer([...work, '--engines', '2'])
  expect({ ...together, world: 0 }).toEqual({ ...alone, world: 0 })
  expect(alone).toMatchObject({ enrolled, reps: 2, floor: 'house' })
  expect((alone['leads'] as number) + (alone['leftOut'] as number)).toBe(317)
  expect(alone['voicemailsReached']).toBe((alone['left'] as number) + (alone['skipped'] as number))

  const saved = join(beside, 'saved.tar')
  await answer(['backup', saved])
  const elsewhere = join(beside, 'elsewhere')
  await answer(['restore', saved, '--home', elsewhere])
  for (const at of [home, elsewhere]) {
    const { code, out } = await aftertoneHere(['doctor'], { AFTERTONE_HOME: at })
    expect(code, out).toBe(0)
  }
  expect((await again(work, elsewhere))['digest']).toBe(alone['digest'])
  expect(await again(['reset'])).toEqual({ dropped: [1, 2] })
}, 240_000)
