import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { law } from '../../guard/law.ts'
import { keepList } from '../lists/keep-list.ts'
import { keepOnFile, lawOnFile } from './law-on-file.ts'

const NOW = Date.UTC(2026, 10, 23)
const DAY = 86_400_000
let home: string
beforeAll(() => void (home = mkdtempSync(join(tmpdir(), 'aftertone-law-on-file-'))))
afterAll(() => rmSync(home, { recursive: true }))

test('where there is no installation it is the law as it ships, and no list', async () => {
  const found = await lawOnFile(join(home, 'none'))
  const { book, copies, registered } = found.house.law!
  expect([book.law.jurisdictions.size, registered.size]).toEqual([law.jurisdictions.size, 0])
  expect(copies.every((at) => at === -Infinity)).toBe(true)
  expect(found.listed('+12125550123')).toEqual([])
  expect(found.words(NOW)).toEqual([
    expect.stringContaining('as it ships'),
    expect.stringContaining('No do-not-call list was brought in here')
  ])
  expect(existsSync(join(home, 'none'))).toBe(false)
})

test('what was changed and brought in here holds', async () => {
  keepOnFile(home, [
    { what: 'registration', key: 'US-TX', value: 'registered' },
    { what: 'jurisdiction', key: 'US-FL', value: 'off' }
  ])
  const file = join(home, 'list.txt')
  writeFileSync(file, '212,5550123\n')
  await keepList({ home, id: 'us-national-dnc', country: 'US', asOf: '2026-11-20', files: [file], now: NOW })
  const found = await lawOnFile(home)
  const { book, copies, registered } = found.house.law!
  expect([...registered]).toEqual([law.regions.indexOf('US-TX')])
  expect(book.law.jurisdictions.has('US-FL')).toBe(false)
  expect(copies[law.lists.indexOf('us-national-dnc')]).toBe(NOW - 3 * DAY)
  expect([found.listed('+12125550123'), found.listed('+12125550124')]).toEqual([['us-national-dnc'], []])
  expect(found.words(NOW)).toEqual([
    expect.stringContaining('with 2 changes made here'),
    'Do-not-call lists: us-national-dnc, 3 days old.'
  ])
})

test.for([
  ['{', 'cannot be read; aftertone law writes it anew'],
  ['{"aftertoneLaw":1,"changes":[{"what":"jurisdiction","key":"US-XX","value":"off"}]}', 'US-XX is no jurisdiction']
] as const)(
  'a file that cannot be read stops the command, since the law in it may be stricter: %s',
  async ([text, says]) => {
    writeFileSync(join(home, 'law.json'), text)
    await expect(lawOnFile(home)).rejects.toThrow(says)
  }
)
