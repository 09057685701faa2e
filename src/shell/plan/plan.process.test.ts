import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Papa from 'papaparse'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aftertone, jsonLines, startAftertone } from '../../../test/side-door.ts'
import { aftertoneHere } from '../../../test/side-door-here.ts'
import { keepOnFile } from '../law/law-on-file.ts'
import { keepList } from '../lists/keep-list.ts'

const NOW = '2026-11-23T15:00:00Z'
const examples = 'examples/leads.csv'
let folder: string
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'aftertone-plan-test-'))))
afterAll(() => rmSync(folder, { recursive: true }))

type Line = Record<string, any>

async function planned(args: readonly string[], stdin?: string): Promise<readonly Line[]> {
  const command = ['plan', ...args, '--now', NOW, '--json']
  const { code, out, err } = await (stdin === undefined ? aftertoneHere(command) : aftertone(command, { stdin }))
  expect({ code, err }).toEqual({ code: 0, err: '' })
  return jsonLines(out) as readonly Line[]
}

const parts = ['leave', 'skip', 'ask', 'atTheBeep', 'stopped', 'bad'] as const

describe('the example list', () => {
  test.for(['house-default', 'case-by-case', 'relentless-farmer'])(
    'under %s: every row once, in order, and the sums close',
    async (playbook) => {
      const lines = await planned([examples, '--playbook', playbook])
      const leads = lines.filter((line) => 'phone' in line)
      const bad = lines.filter((line) => 'bad' in line)
      const { summary } = lines.at(-1)!
      expect(lines).toHaveLength(leads.length + bad.length + 1)
      expect(summary.rows).toBe(320)
      expect(leads.length + bad.length).toBe(summary.rows)
      expect(parts.reduce((sum, part) => sum + summary[part], 0)).toBe(summary.rows)
      expect(summary.callableNow).toBe(leads.filter((line) => line['callable']).length)
      expect(summary.bad).toBe(bad.length)
      expect(new Set([...leads, ...bad].map((line) => line['row'])).size).toBe(summary.rows)
      const firstWaiting = leads.findIndex((line) => !line['callable'])
      expect(leads.slice(firstWaiting).some((line) => line['callable'])).toBe(false)
      for (const lead of leads)
        expect(
          lead['callable'] ? 'until' in lead && lead['ruleId'] === null : 'from' in lead && lead['ruleId'] !== null
        ).toBe(true)
    }
  )

  test('a lead with a hard stop is never callable, and the stop is the reason, whatever the playbook had planned', async () => {
    const lines = await planned([examples, '--playbook', 'rearden'])
    const stopped = lines.filter((line) => line['stop'])
    expect(stopped.length).toBeGreaterThan(20)
    for (const line of stopped)
      expect(line).toMatchObject({
        callable: false,
        from: null,
        next: null,
        ruleId: expect.stringMatching(/^HOUSE-STOP-/)
      })
  })

  test('inside an experiment at the voicemail no line shows an arm, a message or what follows', async () => {
    const lines = await planned([examples, '--playbook', 'house-default'])
    const blind = lines.filter((line) => line['voicemail']?.action === 'at_the_beep')
    expect(blind.length).toBeGreaterThan(10)
    for (const { voicemail, next, ends } of blind) {
      expect({
        next,
        ends,
        message: voicemail.message,
        probability: voicemail.probability,
        alternatives: voicemail.alternatives
      }).toEqual({
        next: null,
        ends: null,
        message: null,
        probability: null,
        alternatives: []
      })
      expect(JSON.stringify(voicemail)).not.toMatch(/first_voicemail|first_two|third_attempt/)
    }
  })

  test('as a table it names groups, reasons and the rows that could not be read', async () => {
    const { code, out } = await aftertoneHere(['plan', examples, '--playbook', 'rearden', '--now', NOW], {
      COLUMNS: '140'
    })
    expect(code).toBe(0)
    expect(out).toMatch(/^Call sheet: leads\.csv\nMon 23 Nov 2026, 15:00, by /)
    expect(out).toContain('Best value first (')
    expect(out).toContain('Not meant for them (')
    expect(out).toContain('Not by law (')
    expect(out.replace(/\s+/g, ' ')).toContain('(US-DNC-SCRUB31). Bring in a newer copy of us-national-dnc')
    expect(out).toContain('Asked by the law as of')
    expect(out).toMatch(/Row \d+: .*\n/)
    expect(out).not.toContain('\u001b')
  })

  test('as CSV it is one row a lead and one a bad row; as a page it stands whole in its file', async () => {
    const page = join(folder, 'sheet.html')
    const csv = await aftertone(['plan', examples, '--playbook', 'rearden', '--now', NOW, '--csv'])
    const html = await aftertoneHere(['plan', examples, '--playbook', 'rearden', '--now', NOW, '--html', page])
    const lines = await planned([examples, '--playbook', 'rearden'])
    const { data } = Papa.parse<Record<string, string>>(csv.out, { header: true, skipEmptyLines: true })
    expect(data.map((row) => Number(row['row']))).toEqual(lines.slice(0, -1).map((line) => line['row']))
    expect(html).toEqual({ code: 0, signal: null, out: '', err: '' })
    const text = readFileSync(page, 'utf8')
    expect(text.startsWith('<!doctype html>')).toBe(true)
    expect(text.trimEnd().endsWith('</html>')).toBe(true)
    expect(text.match(/class="notes"><\/td>/g)).toHaveLength(lines.filter((line) => 'phone' in line).length)
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([])
  })

  test('a limit writes the first leads and counts them all; another seed moves no row of the sheet', async () => {
    const all = await planned([examples, '--playbook', 'rearden'])
    const few = await planned([examples, '--playbook', 'rearden', '--limit', '5'])
    const other = await planned([examples, '--playbook', 'rearden', '--seed', '7'])
    expect(few.slice(0, 5)).toEqual(all.slice(0, 5))
    expect(few.at(-1)).toMatchObject({ summary: all.at(-1)!['summary'], shown: 5 })
    expect(other.at(-1)!['summary'].rows).toBe(320)
  })
})

describe('a list from a pipe', () => {
  const list = 'Who,Tel,Note\nAda,212 555 0123,x\n=cmd(),nobody knows,y\n田中,+81312345678,z\n'
  test('columns are named by --map, country by --region, and a bad row says why', async () => {
    const lines = await planned(
      ['-', '--playbook', 'rearden', '--map', 'Who=name', '--map', 'Tel=phone', '--region', 'us'],
      list
    )
    expect(lines.map((line) => line['row'])).toEqual(expect.arrayContaining([2, 3, 4]))
    expect(lines.find((line) => line['row'] === 2)).toMatchObject({ name: 'Ada', phone: '+12125550123' })
    expect(lines.find((line) => line['row'] === 3)?.['bad']).toContain('nobody knows')
    expect(lines.find((line) => line['row'] === 4)).toMatchObject({
      phone: '+81312345678',
      local: '2026-11-24T00:00:00+09:00',
      callable: false
    })
  })

  test('what is no list ends with 1 and one line', async () => {
    const written = (name: string, content: string | Uint8Array): string => {
      writeFileSync(join(folder, name), content)
      return join(folder, name)
    }
    const nothing = written('nothing.csv', '')
    const ends = [
      await aftertone(['plan', '-', '--playbook', 'rearden'], { stdin: '' }),
      await aftertoneHere(['plan', nothing, '--playbook', 'rearden']),
      await aftertoneHere(['plan', written('columns.csv', 'a,b\n1,2\n'), '--playbook', 'rearden']),
      await aftertoneHere(['plan', written('zip.csv', Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0)), '--playbook', 'rearden']),
      await aftertoneHere(['plan', written('list.csv', list), '--playbook', 'rearden', '--map', 'Nix=phone']),
      await aftertoneHere(['plan', folder, '--playbook', 'rearden']),
      await aftertoneHere(['plan', join(folder, 'none.csv'), '--playbook', 'rearden']),
      await aftertoneHere(['plan', examples, '--playbook', 'rearden', '--out', examples])
    ]
    for (const { code, out, err } of ends) {
      expect({ code, out }).toEqual({ code: 1, out: '' })
      expect(err.trimEnd().split('\n')).toHaveLength(1)
    }
    expect(ends.map(({ err }) => err)).toEqual([
      expect.stringContaining('is empty'),
      expect.stringContaining(`${nothing}: `),
      expect.stringContaining('--map'),
      expect.stringContaining('not CSV'),
      expect.stringContaining('"Nix"'),
      expect.stringContaining('this is a folder'),
      expect.stringContaining('there is no such file'),
      expect.stringContaining('this is the list itself')
    ])
  })
})

test('the law is asked as this installation has it, and no database is started for it', async () => {
  const home = join(folder, 'home')
  mkdirSync(home, { mode: 0o700 })
  keepOnFile(home, [{ what: 'jurisdiction', key: 'US-NY', value: 'off' }])
  const file = join(folder, 'dnc.txt')
  writeFileSync(file, '3035550142\n')
  await keepList({
    home,
    id: 'us-national-dnc',
    country: 'US',
    asOf: '2026-11-20',
    files: [file],
    now: Date.parse(NOW)
  })
  const stdin = [
    'Name,Phone,Customer type',
    'Ada,+1 801 555 0142,',
    'Bob,+1 303 555 0142,consumer',
    'Cleo,+1 212 555 0142,business',
    'Dan,+1 602 555 0142,business'
  ].join('\n')
  const { code, out, err } = await aftertone(
    ['plan', '-', '--playbook', 'rearden', '--now', NOW, '--json', '--market', 'b2b'],
    { stdin, env: { AFTERTONE_HOME: home } }
  )
  expect({ code, err }).toEqual({ code: 0, err: '' })
  const lines = jsonLines(out) as readonly Line[]
  const said = (name: string) => lines.find((line) => line['name'] === name)!
  expect([said('Ada')['callable'], said('Dan')['callable']]).toEqual([true, true])
  expect(said('Bob')).toMatchObject({ callable: false, ruleId: 'US-CO-DNC', group: 'not by law' })
  expect(said('Cleo')).toMatchObject({ callable: false, ruleId: 'PROD-UNKNOWN-JURISDICTION', from: null })
  expect(lines.at(-1)!['law']).toEqual([
    expect.stringContaining('with one change made here'),
    'Do-not-call lists: us-national-dnc, 3 days old.'
  ])
  expect(readdirSync(home).sort()).toEqual(['law.json', 'lists'])
})

describe('a list that does not fit into memory', () => {
  const heading = 'Name,Phone,State,Customer type,Stage\n'
  const row = (i: number): string =>
    `Ada ${i},+1212555${String(100 + (i % 100)).padStart(4, '0')},NY,business,${i % 3 === 0 ? 'met' : 'new'}\n`
  const ROWS = 30_000
  const long = (): string => heading + Array.from({ length: ROWS }, (_, i) => row(i)).join('')

  test('is in the same order as one that does, and leaves nothing behind', async () => {
    const temporary = join(folder, 'tmp-whole')
    mkdirSync(temporary)
    writeFileSync(join(folder, 'long.csv'), long())
    const { code, out } = await aftertoneHere(
      ['plan', join(folder, 'long.csv'), '--playbook', 'relentless-farmer', '--now', NOW, '--json'],
      { TMPDIR: temporary }
    )
    expect(code).toBe(0)
    const lines = jsonLines(out) as readonly Line[]
    expect(lines.at(-1)!['summary'].rows).toBe(ROWS)
    const leads = lines.slice(0, -1)
    const met = leads.findIndex((line) => line['group'] !== leads[0]!['group'])
    expect(met).toBe(ROWS / 3)
    expect(leads.slice(0, met).map((line) => line['row'])).toEqual(
      leads
        .slice(0, met)
        .map((line) => line['row'])
        .toSorted((a, b) => a - b)
    )
    expect(readdirSync(temporary)).toEqual([])
  })

  test('interrupted half-way it ends by the signal, says nothing and leaves neither temporary files nor half a sheet', async () => {
    const temporary = join(folder, 'tmp-cut')
    mkdirSync(temporary)
    const out = join(folder, 'cut.csv')
    const child = startAftertone(['plan', '-', '--playbook', 'rearden', '--now', NOW, '--csv', '--out', out], {
      env: { TMPDIR: temporary }
    })
    child.stdin.on('error', () => undefined)
    let err = ''
    child.stderr.on('data', (chunk) => (err += String(chunk)))
    const ended = once(child, 'close')
    // All rows but no end: once they are taken in, most of them lie on disk and the command waits for more.
    await new Promise<void>((resolve) => child.stdin.write(long(), () => resolve()))
    child.kill('SIGINT')
    expect(await ended).toEqual([null, 'SIGINT'])
    expect(err).toBe('')
    expect(readdirSync(temporary)).toEqual([])
    expect(readdirSync(folder).filter((name) => name.startsWith('cut.csv'))).toEqual([])
  })

  test('a reader that has seen enough is no failure', async () => {
    const child = startAftertone(['plan', join(folder, 'long.csv'), '--playbook', 'rearden', '--now', NOW, '--json'])
    child.stdin.end()
    let err = ''
    child.stderr.on('data', (chunk) => (err += String(chunk)))
    child.stdout.once('data', () => child.stdout.destroy())
    expect(await once(child, 'close')).toEqual([0, null])
    expect(err).toBe('')
  })

  test('without room for temporary files it says so in one line', async () => {
    const { code, err } = await aftertoneHere(['plan', join(folder, 'long.csv'), '--playbook', 'rearden', '--json'], {
      TMPDIR: join(folder, 'nowhere')
    })
    expect(code).toBe(1)
    expect(err).toBe(
      `temporary folder ${join(folder, 'nowhere')}: there is no such file or folder; set TMPDIR to a folder with room\n`
    )
  })
})
