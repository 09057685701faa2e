import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'papaparse'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { storeHome } from '../../../test/postgres.ts'
import { type Ended, aftertone, jsonLines, root } from '../../../test/side-door.ts'
import { aftertoneHere } from '../../../test/side-door-here.ts'
import { type Postgres, openPostgres } from '../postgres/postgres.ts'

/** The report as somebody asks for it: nothing there, a list not worked, a world of invented people. */
let home = ''
let folder = ''
let server: Postgres
beforeAll(async () => {
  home = await storeHome('aftertone-report-')
  // The commands join a server that is there already, so that each need not start and stop one.
  server = await openPostgres({ env: { AFTERTONE_HOME: home }, root })
  folder = mkdtempSync(join(tmpdir(), 'aftertone-report-'))
})
afterAll(async () => {
  await server[Symbol.asyncDispose]()
  for (const each of [home, folder]) rmSync(each, { recursive: true, force: true })
})

const env = () => ({ AFTERTONE_HOME: home, COLUMNS: '100' })
const run = (...args: readonly string[]): Promise<Ended> => aftertoneHere(args, env())

describe('wrong usage is one sentence and exit code 2', () => {
  test.for<[readonly string[], string]>([
    [['--by', 'atempt'], 'did you mean attempt'],
    [['--by', 'attempt=2'], 'is for --rows'],
    [['--rows', 'lefft'], 'did you mean left'],
    [['--rows', 'left', '--by', 'attempt'], 'say which group'],
    [['--rows', 'left', '--html', 'x.html'], 'not into a page'],
    [['--json', '--csv'], 'choose one form'],
    [['--world', 'one'], 'must be the number of a world'],
    [['--rep-hour', 'much'], 'must be an amount']
  ])('%j', async ([args, words]) => {
    const { code, out, err } = await run('report', ...args)
    expect([code, out, err.trim().split('\n').length]).toEqual([2, '', 1])
    expect(err).toContain(words)
  })
})

describe('an empty store, then a list, then a world', () => {
  test('with no leads it says so and what would fill it, and that is an answer', async () => {
    const { code, out } = await run('report')
    expect(code).toBe(0)
    expect(out).toContain('no leads. Bring a list in with "aftertone import"')
  })

  test('with leads that nobody called it says that, for programs too', async () => {
    expect((await run('import', join(root, 'examples/leads.csv'), '--list', 'spring')).code).toBe(0)
    expect((await run('report')).out).toContain('nobody was called yet')
    expect(jsonLines((await run('report', '--json')).out)[0]).toHaveProperty('empty')
  })

  test('a world that is not there, a list, a playbook and days that are none', async () => {
    const refused = async (...args: readonly string[]) => {
      const { code, err } = await run('report', ...args)
      return [code, err.trim()] as const
    }
    expect(await refused('--world', '3')).toEqual([1, 'there is no world 3: open one with "aftertone work"'])
    expect((await refused('--list', 'sprin'))[1]).toContain('did you mean spring')
    expect((await refused('--playbook', 'rearden'))[1]).toContain('nobody was ever in a playbook called rearden')
    expect((await refused('--from', '2027-13-01'))[0]).toBe(2)
    expect((await refused('--from', '2027-02-01', '--until', '2027-01-01'))[1]).toContain('is after --until')
  })

  test('a worked world: words, numbers with their rows, a spreadsheet and a page', async () => {
    const worked = await run(
      ...['work', '--list', 'spring', '--playbook', 'middle-ground', '--days', '4', '--reps', '3'],
      '--seed',
      '7',
      '--json'
    )
    expect(worked.code, worked.err).toBe(0)
    const told = jsonLines(worked.out).at(-1)! as { dials: number; world: number }

    const words = await run('report', '--world', String(told.world))
    expect(words.code, words.err).toBe(0)
    expect(await aftertone(['report', '--world', String(told.world)], { env: env() })).toEqual(words)
    expect(words.out).toContain(`${told.dials} calls to `)
    expect(words.out).toContain('How we know')

    const report = jsonLines((await run('report', '--world', '1', '--by', 'rep', '--json')).out)[0] as {
      sections: {
        id: string
        tables: { rows: { cells: { kind: string; key: string; by: string; group: string; count: number }[] }[] }[]
      }[]
    }
    const cells = report.sections.flatMap(({ tables }) =>
      tables.flatMap(({ rows }) => rows.flatMap(({ cells: all }) => all))
    )
    const second = cells.find(({ key, by, group }) => key === 'dials' && by === 'attempt' && String(group) === '4')!
    const listed = await run('report', '--world', '1', '--rows', 'dials', '--by', 'attempt=4', '--json')
    expect(jsonLines(listed.out)).toHaveLength(second.count)
    expect(second.count).toBeGreaterThan(0)
    expect((await run('report', '--world', '1', '--rows', 'dials', '--by', 'attempt=4')).out).toContain(
      `${second.count} rows: calls that left the house.`
    )

    const csv = parse<string[]>((await run('report', '--world', '1', '--csv')).out.trim()).data
    expect(
      csv.find(
        ([section, table, column, figure]) => `${section}/${table}/${column}/${figure}` === 'funnel/funnel/calls/dials'
      )?.[7]
    ).toBe(String(told.dials))

    const page = join(folder, 'report.html')
    expect((await run('report', '--world', '1', '--html', page)).code).toBe(0)
    expect(readFileSync(page, 'utf8')).toContain('<h1>')
    expect(existsSync(`${page}.part`)).toBe(false)
  }, 240_000)
})
