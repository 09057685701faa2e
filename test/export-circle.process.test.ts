import { readFileSync, rmSync, writeFileSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Postgres, openPostgres } from '../src/shell/postgres/postgres.ts'
import { storeHome } from './postgres.ts'
import { jsonLines, root } from './side-door.ts'
import { aftertoneHere } from './side-door-here.ts'

/** Lists go out and come in again through the side door; nothing is lost, and no cell is a formula. */
const homes: string[] = []
const servers: Postgres[] = []
let folder = ''
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'aftertone-circle-'))
  homes.push(await storeHome('aftertone-circle-'), await storeHome('aftertone-circle-'))
  // The commands join servers that are there already, so that each need not start and stop one.
  for (const home of homes) servers.push(await openPostgres({ env: { AFTERTONE_HOME: home }, root }))
})
afterAll(async () => {
  for (const server of servers) await server[Symbol.asyncDispose]()
  for (const each of [folder, ...homes]) rmSync(each, { recursive: true, force: true })
})

async function run(home: string, ...args: readonly string[]): Promise<string> {
  const { code, out, err } = await aftertoneHere(args, { AFTERTONE_HOME: home })
  expect(code, err).toBe(0)
  return out
}
const sums = (out: string) => jsonLines(out).at(-1)!

test('an import that says when it is reads times without a zone by that clock; nonsense is refused, and nothing kept', async () => {
  const home = homes[0]!
  const list = join(folder, 'times.csv')
  writeFileSync(list, 'Record ID,First name,Phone,Due date\nday-1,Ada,(907) 555-0199,2026-11-30 09:00\n')
  const bring = (now: string) =>
    aftertoneHere(['import', list, '--list', 'days', '--now', now], { AFTERTONE_HOME: home })
  const { code, err } = await bring('yesterday')
  expect([code, err]).toEqual([2, expect.stringContaining('--now yesterday: must be RFC 3339 with an offset')])
  expect(await run(home, 'lists')).not.toContain('days')
  await bring('2026-12-01T09:00:00+09:00')
  const out = join(folder, 'days.csv')
  await run(home, 'export', '--list', 'days', '--out', out)
  expect(readFileSync(out, 'utf8')).toContain('2026-11-30T00:00')
})

test('an export imports again without loss: all known in the same store, the same file out of another', async () => {
  const [here, there] = homes as [string, string]
  const hostile = join(folder, 'hostile.csv')
  writeFileSync(
    hostile,
    'Record ID,First name,Last name,Company,Email,Phone,Notes\n' +
      '0042,"=1+1","O""Neil","Acme, Ltd",eve@example.com,(212) 555-0142 x12,"two\nlines"\n' +
      '1e5,@SUM(A1),Смирнова,+cmd|calc,ivan@example.com,+44 20 7946 0123,\u202Eright to left\n'
  )
  await run(here, 'import', join(root, 'examples/leads.csv'), '--list', 'spring')
  expect(sums(await run(here, 'import', hostile, '--list', 'spring', '--json'))).toMatchObject({ created: 2 })
  const first = join(folder, 'first.csv')
  await run(here, 'export', '--list', 'spring', '--out', first)
  const text = readFileSync(first, 'utf8')
  expect(text).not.toMatch(/(^|[,\n])"?[=@]/)
  expect(sums(await run(here, 'import', first, '--list', 'spring', '--json'))).toMatchObject({
    read: 319,
    created: 0,
    updated: 0,
    duplicates: 319
  })
  expect(sums(await run(there, 'import', first, '--list', 'spring', '--json'))).toMatchObject({ created: 319 })
  const second = join(folder, 'second.csv')
  await run(there, 'export', '--list', 'spring', '--out', second)
  expect(readFileSync(second, 'utf8')).toBe(text)
  const eve = jsonLines(await run(there, 'leads', '--list', 'spring', '--json')).find(
    ({ externalId }) => externalId === '0042'
  )
  expect(eve).toMatchObject({ firstName: '=1+1', company: 'Acme, Ltd', emails: ['eve@example.com'] })
  expect(eve!['phones']).toMatchObject([{ e164: '+12125550142', ext: '12' }])
})
