import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type ListToKeep, keepList } from './keep-list.ts'
import { ageDays, openLists } from './open-lists.ts'

const NOW = Date.UTC(2026, 10, 26, 15)
const US = 'us-national-dnc'
let home: string
beforeEach(() => void (home = mkdtempSync(join(tmpdir(), 'aftertone-lists-test-'))))
afterEach(() => rmSync(home, { recursive: true }))

const inLists = (name: string): string => join(home, 'lists', name)
const kept = (): readonly string[] => readdirSync(join(home, 'lists')).sort()
const card = (id = US): Record<string, unknown> => JSON.parse(readFileSync(inLists(`${id}.json`), 'utf8'))

function file(name: string, content: string | Uint8Array): string {
  writeFileSync(join(home, name), content)
  return join(home, name)
}

const bring = (path: string | readonly string[], more: Partial<ListToKeep> = {}) =>
  keepList({
    ...{ home, id: US, country: 'US', asOf: '2026-11-20', now: NOW },
    files: typeof path === 'string' ? [path] : path,
    ...more
  })

/** So many numbers of an area code, as the FTC writes them. */
const flat = (area: number, count: number): string =>
  Array.from({ length: count }, (_, i) => `${area},${5550000 + i}\r\n`).join('')

describe('bringing a list in', () => {
  test('keeps its numbers and a card that says which copy it is', async () => {
    const path = file('2026-11-20_305.txt', `${flat(305, 3)}305,5550001\r\n416,5550188\r\n\r\nn/a\r\n`)
    const { card: said, former, change, problems } = await bring(path)
    expect(said).toEqual(card())
    expect(said).toEqual({
      ...{ aftertoneList: 1, id: US, country: 'US', asOf: '2026-11-20', wholeAsOf: '2026-11-20' },
      ...{ broughtInAt: '2026-11-26T15:00:00+00:00', files: ['2026-11-20_305.txt'] },
      ...{ numbers: 3, duplicates: 1, refused: 2 },
      sha256: createHash('sha256')
        .update(readFileSync(inLists(`${US}.set`)))
        .digest('hex')
    })
    expect([former, change]).toEqual([null, null])
    expect(problems.map(({ file, line, reason }) => `${file} ${line} ${reason}`)).toEqual([
      '2026-11-20_305.txt 5 belongs to CA, and this is a list of US',
      '2026-11-20_305.txt 7 is not a telephone number'
    ])
    expect(kept()).toEqual([`${US}.json`, `${US}.set`])
    if (process.platform !== 'win32')
      expect(kept().map((name) => statSync(inLists(name)).mode & 0o777)).toEqual([0o600, 0o600])
  })

  test('takes several files for one list, packed ones too', async () => {
    const paths = [file('305.txt', flat(305, 2)), file('212.txt.gz', gzipSync(flat(212, 3)))]
    const { card: said } = await bring(paths)
    expect([said.numbers, said.files]).toEqual([5, ['305.txt', '212.txt.gz']])
    const lists = await openLists(home)
    expect(lists.has(US, '+12125550002')).toBe(true)
    expect(lists.has(US, '+12125550003')).toBe(false)
  })

  test('reads what Windows writes: UTF-16 and a byte-order mark', async () => {
    const text = `\ufeffname;phone\r\nAnn;305 555 0123\r\n`
    await bring(file('a.csv', Buffer.from(text, 'utf16le')), { id: 'litigators' })
    await bring(file('b.csv', text), { id: 'litigators-b' })
    const lists = await openLists(home)
    expect(lists.listed('+13055550123')).toEqual(['litigators', 'litigators-b'])
  })

  test('a newer copy takes the place of the older one as a whole', async () => {
    await bring(file('a.txt', flat(305, 3)), { asOf: '2026-10-20' })
    const { former } = await bring(file('b.txt', flat(212, 2)))
    expect(former?.asOf).toBe('2026-10-20')
    const lists = await openLists(home)
    expect([lists.listed('+13055550001'), lists.listed('+12125550001')]).toEqual([[], [US]])
  })

  test('an older copy, a part of the list and another country change nothing unless forced', async () => {
    await bring(file('a.txt', flat(305, 1000)))
    const before = card()
    const older = file('older.txt', flat(305, 2000))
    await expect(bring(older, { asOf: '2026-11-19' })).rejects.toThrow(
      'kept here is of 2026-11-20, and this copy is older'
    )
    await expect(bring(file('part.txt', flat(212, 499)))).rejects.toThrow('has 1000 numbers, and this copy has 499')
    await expect(bring(file('ca.txt', '416,5550188\n'), { country: 'CA' })).rejects.toThrow('numbers of US')
    expect(card()).toEqual(before)
    await bring(older, { asOf: '2026-11-19', force: true })
    expect(card()).toMatchObject({ asOf: '2026-11-19', numbers: 2000 })
    await bring(file('part.txt', flat(212, 499)), { force: true })
    expect(card()).toMatchObject({ asOf: '2026-11-20', numbers: 499 })
  })

  test.for([
    ['an id with a path in it', { id: '../x' }, 'the id of a list has 2 to 40 letters'],
    ['an id that is too long', { id: 'x'.repeat(41) }, 'the id of a list'],
    ['a day that is none', { asOf: '2026-02-30' }, 'must be a date'],
    ['an instant for a day', { asOf: '2026-11-20T00:00:00Z' }, 'must be a date'],
    ['the day after tomorrow', { asOf: '2026-11-28' }, 'lies in the future'],
    ['a country in words', { country: 'USA' }, 'two capital letters'],
    ['a country that is none', { country: 'XX' }, 'no telephone numbers that we know'],
    ['no file', { files: [] }, 'name the file']
  ] as const)('%s is refused', async ([, wish, complaint]) => {
    await expect(bring(file('a.txt', flat(305, 1)), wish)).rejects.toThrow(complaint)
  })

  test('today is a day of a copy where it has begun anywhere', async () => {
    await bring(file('a.txt', flat(305, 1)), { asOf: '2026-11-27' })
    expect(card()['asOf']).toBe('2026-11-27')
  })
})

describe('changes', () => {
  const changes =
    '305,5550000,D,2026-11-22\n305,5550009,A,2026-11-22\n305,5550001,A,2026-11-22\n305,5550077,D,2026-11-23\n'

  test('come on top of the copy that is there', async () => {
    await bring(file('a.txt', flat(305, 3)))
    const { card: said, change, former } = await bring(file('c.txt', changes), { asOf: '2026-11-23' })
    expect([change, former?.asOf]).toEqual([{ added: 1, removed: 1 }, '2026-11-20'])
    expect(said).toMatchObject({ asOf: '2026-11-23', wholeAsOf: '2026-11-20', numbers: 3, duplicates: 2 })
    const lists = await openLists(home)
    const on = ['+13055550000', '+13055550001', '+13055550002', '+13055550009'].map((e164) => lists.has(US, e164))
    expect(on).toEqual([false, true, true, true])
    await bring(file('whole.txt', flat(305, 2)), { asOf: '2026-11-24' })
    expect(card()).toMatchObject({ wholeAsOf: '2026-11-24', numbers: 2 })
  })

  test('need a list, of the same country, that is not newer', async () => {
    const path = file('c.txt', changes)
    await expect(bring(path)).rejects.toThrow('no list us-national-dnc is kept here; bring the whole list in first')
    await bring(file('a.txt', flat(305, 3)))
    await expect(bring(path, { asOf: '2026-11-19', force: true })).rejects.toThrow('has them already')
    await expect(bring(file('ca.txt', '416,5550188,D\n'), { country: 'CA' })).rejects.toThrow('kept here is of US')
    expect(card()['numbers']).toBe(3)
  })

  test('and a whole list are not brought in together', async () => {
    await bring(file('a.txt', flat(305, 3)))
    const paths = [file('b.txt', flat(305, 5)), file('c.txt', changes)]
    await expect(bring(paths)).rejects.toThrow('c.txt: some files hold a whole list and some hold changes')
    await expect(bring(paths.toReversed())).rejects.toThrow('b.txt: some files hold a whole list')
    expect(card()['numbers']).toBe(3)
  })
})

describe('files that are no list', () => {
  test.for([
    ['nothing', '', 'the file is empty'],
    ['prose', 'Dear all,\nplease call nobody.\n', 'no column is headed as a telephone number'],
    ['XML', `<list type='full'><ac val='305'/></list>`, 'is XML'],
    ['a ZIP archive', Buffer.from('PK\u0003\u0004 and more'), 'unpack it'],
    ['a PDF', '%PDF-1.7', 'is a PDF'],
    [
      'NUL bytes',
      Buffer.concat([Buffer.from(flat(305, 500)), Buffer.alloc(9)]),
      'line 501 of the file holds a NUL byte'
    ],
    ['random bytes', createHash('shake256', { outputLength: 5000 }).update('x').digest(), '.bin'],
    ['gzip that is cut off', gzipSync(flat(305, 500)).subarray(0, 60), 'the gzip file is broken or cut off'],
    ['gzip of nothing', gzipSync(''), 'the file is empty']
  ] as const)('%s leave what there was', async ([, content, complaint]) => {
    await bring(file('a.txt', flat(305, 3)))
    const path = file('bad.bin', content)
    await expect(bring(path)).rejects.toThrow(complaint)
    await expect(bring([file('good.txt', flat(305, 9)), path])).rejects.toThrow(path)
    expect([card()['numbers'], kept()]).toEqual([3, [`${US}.json`, `${US}.set`]])
  })

  test('a folder and a file that is not there are named', async () => {
    await expect(bring(home)).rejects.toThrow(home)
    await expect(bring(join(home, 'none.txt'))).rejects.toThrow(`${join(home, 'none.txt')}: there is no such file`)
  })
})

describe('open lists', () => {
  test('are none where nothing is kept', async () => {
    const lists = await openLists(home)
    expect([lists.all, lists.listed('+13055550000'), lists.copy(US)]).toEqual([[], [], null])
    expect(() => lists.has(US, '+13055550000')).toThrow('no list us-national-dnc is kept here')
  })

  test('say of which day they are, and how old', async () => {
    await bring(file('a.txt', flat(305, 3)))
    await bring(file('b.txt', '02073787244\n'), { id: 'uk-tps', country: 'GB', asOf: '2026-11-26' })
    const lists = await openLists(home)
    expect(lists.all.map(({ id, size }) => [id, size])).toEqual([
      ['uk-tps', 1],
      [US, 3]
    ])
    expect(lists.copy(US)).toMatchObject({ asOf: Date.UTC(2026, 10, 20), broughtInAt: NOW, country: 'US' })
    expect(lists.all.map((copy) => ageDays(copy, NOW))).toEqual([0, 6])
  })

  test('read again only what changed', async () => {
    const lists = await openLists(home)
    await bring(file('a.txt', flat(305, 3)))
    await bring(file('b.txt', '02073787244\n'), { id: 'uk-tps', country: 'GB' })
    expect(lists.all).toEqual([])
    expect(await lists.refresh()).toEqual(['uk-tps', US])
    const tps = lists.copy('uk-tps')
    await bring(file('c.txt', flat(212, 3)))
    expect(lists.has(US, '+12125550000')).toBe(false)
    expect(await lists.refresh()).toEqual([US])
    expect(lists.has(US, '+12125550000')).toBe(true)
    expect(lists.copy('uk-tps')).toBe(tps)
    expect(await lists.refresh()).toEqual([])
    for (const name of ['uk-tps.set', 'uk-tps.json']) rmSync(inLists(name))
    expect(await lists.refresh()).toEqual(['uk-tps'])
    expect(lists.copy('uk-tps')).toBe(null)
  })

  test.for([
    ['a set that is cut off', () => truncateSync(inLists(`${US}.set`), 20), `${US}.set is not what`],
    ['one changed byte', () => flip(inLists(`${US}.set`)), `${US}.set is not what`],
    ['a set without its card', () => rmSync(inLists(`${US}.json`)), `${US}.set is not what`],
    ['a card without its set', () => rmSync(inLists(`${US}.set`)), `${US}.json has no set of numbers beside it`],
    ['a card that is no JSON', () => writeFileSync(inLists(`${US}.json`), '{'), `${US}.set is not what`],
    [
      'a card of another list',
      () => copyFileSync(inLists('uk-tps.json'), inLists(`${US}.json`)),
      `${US}.set is not what`
    ],
    ['a card with an impossible day', () => edit({ asOf: '2026-13-01' }), `${US}.set is not what`],
    ['a card that fits a set which is none', () => writeNone(), `${US}.set cannot be read: These bytes are 5`]
  ] as const)('%s is a failure that names the file; bringing the list in again mends it', async ([, harm, failure]) => {
    await bring(file('a.txt', flat(305, 3)))
    await bring(file('b.txt', '02073787244\n'), { id: 'uk-tps', country: 'GB' })
    const lists = await openLists(home)
    harm()
    for (const look of [() => openLists(home), () => lists.refresh()]) {
      const thrown = await look().catch((error: unknown) => error)
      expect(thrown).toMatchObject({ code: 'damaged', message: expect.stringContaining(failure) })
      expect(String(thrown)).toContain('bring the list us-national-dnc in again, or restore both files from a backup')
    }
    expect(lists.has(US, '+13055550001')).toBe(true)
    await bring(file('a.txt', flat(305, 4)))
    expect(await lists.refresh()).toEqual([US])
    expect(lists.copy(US)?.size).toBe(4)
  })

  test('a file that cannot be read is named', async () => {
    await bring(file('a.txt', flat(305, 3)))
    rmSync(inLists(`${US}.set`))
    mkdirSync(inLists(`${US}.set`))
    await expect(openLists(home)).rejects.toThrow(`${US}.set`)
  })
})

describe('killed in the middle', () => {
  const left = (name: string): string => inLists(`${US}.${name}.4242.0badcafe.part`)

  test('before anything was moved, the old copy stands, and what was left goes at the next time', async () => {
    await bring(file('a.txt', flat(305, 3)))
    writeFileSync(left('set'), 'half a se')
    writeFileSync(left('json'), '{"aftertoneList": 1, ')
    const lists = await openLists(home)
    expect(lists.all.map(({ id, size }) => [id, size])).toEqual([[US, 3]])
    await bring(file('b.txt', '02073787244\n'), { id: 'uk-tps', country: 'GB' })
    expect(kept()).toEqual(['uk-tps.json', 'uk-tps.set', `${US}.json`, `${US}.set`])
    expect(card()['numbers']).toBe(3)
  })

  test('between the two moves, the new copy stands with the card that still waits', async () => {
    await bring(file('a.txt', flat(305, 3)), { asOf: '2026-11-19' })
    const old = readFileSync(inLists(`${US}.json`))
    await bring(file('b.txt', flat(305, 7)))
    copyFileSync(inLists(`${US}.json`), left('json'))
    writeFileSync(inLists(`${US}.json`), old)
    const lists = await openLists(home)
    expect(lists.copy(US)).toMatchObject({ size: 7, asOf: Date.UTC(2026, 10, 20) })
    await expect(bring(file('c.txt', flat(305, 9)), { asOf: '2026-11-19' })).rejects.toThrow('is of 2026-11-20')
    expect([card()['numbers'], kept()]).toEqual([7, [`${US}.json`, `${US}.set`]])
  })

  test('the first time ever, between the two moves', async () => {
    await bring(file('a.txt', flat(305, 3)))
    copyFileSync(inLists(`${US}.json`), left('json'))
    rmSync(inLists(`${US}.json`))
    expect((await openLists(home)).copy(US)?.size).toBe(3)
  })

  test('at any time at all, there is one whole copy', { timeout: 300_000 }, async () => {
    const sizes = [5_000, 8_000] as const
    sizes.forEach((size, at) => file(`${at}.txt`, flat(305, size)))
    const script = file('keep.mjs', keepForEver)
    for (let round = 1; round <= 5; round++) {
      const child = spawn(process.execPath, [script, home], { stdio: ['ignore', 'pipe', 'inherit'] })
      let seen = 0
      for await (const _ of createInterface({ input: child.stdout })) if (++seen === round) break
      // Somewhere in the round that has just begun: reading, writing or moving.
      for (const end = performance.now() + round * 8; performance.now() < end;);
      child.kill('SIGKILL')
      await once(child, 'exit')
      const size = (await openLists(home)).copy(US)?.size
      expect(sizes).toContain(size)
    }
    await bring(file('a.txt', flat(305, 9_000)))
    expect([card()['numbers'], kept()]).toEqual([9_000, [`${US}.json`, `${US}.set`]])
  })

  test('two commands at once come one after the other', async () => {
    mkdirSync(join(home, 'lists'))
    const paths = [file('a.txt', flat(305, 3)), file('b.txt', flat(305, 4)), file('c.txt', flat(305, 5))]
    await Promise.all(paths.map((path) => bring(path)))
    expect([3, 4, 5]).toContain((await openLists(home)).copy(US)?.size)
    expect(kept()).toEqual([`${US}.json`, `${US}.set`])
  })
})

const keepForEver = `
import { join } from 'node:path'
import { keepList } from '${pathToFileURL(join(import.meta.dirname, 'keep-list.ts')).href}'
const home = process.argv[2]
for (let at = 0; ; at = 1 - at) {
  const files = [join(home, at + '.txt')]
  await keepList({ home, id: '${US}', country: 'US', asOf: '2026-11-20', files, now: ${NOW} })
  console.log(at)
}
`

function flip(path: string): void {
  const bytes = readFileSync(path)
  bytes[bytes.length - 1]! ^= 1
  writeFileSync(path, bytes)
}

function edit(change: Record<string, unknown>): void {
  writeFileSync(inLists(`${US}.json`), JSON.stringify({ ...card(), ...change }))
}

function writeNone(): void {
  writeFileSync(inLists(`${US}.set`), 'hello')
  edit({ sha256: createHash('sha256').update('hello').digest('hex') })
}
