import { execFileSync, spawnSync } from 'node:child_process'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { Client } from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { quickFolder, testHome } from '../../../test/postgres.ts'
import { postmasterPid } from '../../../test/postgres-visit.ts'
import { aftertone, jsonLines, root, startAftertone } from '../../../test/side-door.ts'
import { openPostgres, type Postgres } from '../postgres/postgres.ts'
import { isRoot } from '../postgres/server-user.ts'
import { makeBackup } from './backup.ts'
import { restoreBackup } from './restore.ts'

let home: string
let folder: string
beforeEach(async () => {
  home = await testHome()
  folder = mkdtempSync(join(quickFolder(), 'aftertone-backup-'))
  if (isRoot()) execFileSync('chmod', ['755', folder])
})
afterEach(async () => {
  // A killed command may have left the server.
  if (postmasterPid(home) !== null) await open(home).then((postgres) => postgres[Symbol.asyncDispose]())
  for (const each of [home, folder]) rmSync(each, { recursive: true, force: true })
})

const open = (where: string): Promise<Postgres> => openPostgres({ env: { AFTERTONE_HOME: where }, root })
const now = Temporal.Instant.from('2026-11-26T10:00:00Z')
const { signal } = new AbortController()
const quiet = { now, signal, report: () => undefined }
const save = (postgres: Postgres, file: string) => makeBackup(postgres, file, { ...quiet, version: '0.1.0' })
const restoreTo = (file: string, to: string, replace = false) =>
  restoreBackup(file, { ...quiet, home: to, root, replace })

async function connected(postgres: Postgres, database = 'aftertone'): Promise<Client> {
  const client = new Client(postgres.config(database, 'owner'))
  client.on('error', () => undefined)
  await client.connect()
  return client
}

async function ask(where: string, sql: string, database?: string): Promise<Record<string, unknown>[]> {
  await using postgres = await open(where)
  const client = await connected(postgres, database)
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

describe('a backup that is made while others write', () => {
  test('holds every transaction whole or not at all, and all that were done before it began', async () => {
    const file = join(folder, 'backup.tar')
    let before = 0
    {
      await using postgres = await open(home)
      const setUp = await connected(postgres)
      await setUp.query(`
        create table account (id int primary key, sum int not null);
        create table movement (id bigint generated always as identity primary key, account int not null, amount int not null, filler text);
        create index on movement (account);
        insert into account select n, 0 from generate_series(1, 100) as n`)
      let isWriting = true
      const writers = Array.from({ length: 4 }, async (_, writer) => {
        const client = await connected(postgres)
        for (let round = 0; isWriting; round++) {
          const account = ((round * 7 + writer) % 100) + 1
          await client.query('begin')
          await client.query(`insert into movement (account, amount, filler) values ($1, 1, repeat('x', 900))`, [
            account
          ])
          await client.query('update account set sum = sum + 1 where id = $1', [account])
          await client.query('commit')
        }
        await client.end()
      })
      const churn = (async () => {
        const client = await connected(postgres)
        while (isWriting) {
          await client.query(
            `create table passing as select n, repeat('y', 500) as filler from generate_series(1, 3000) as n`
          )
          await client.query('checkpoint')
          await client.query('drop table passing')
        }
        await client.end()
      })()
      await until(async () => Number((await setUp.query('select count(*) as n from movement')).rows[0].n) > 200)
      before = Number((await setUp.query('select count(*) as n from movement')).rows[0].n)
      await save(postgres, file)
      isWriting = false
      await Promise.all([...writers, churn])
      await setUp.query('create extension if not exists amcheck')
      await setUp.end()
    }
    const restored = join(folder, 'restored')
    await restoreTo(file, restored)
    const [sums] = await ask(
      restored,
      'select (select sum(sum)::int from account) as sums, (select count(*)::int from movement) as movements, (select count(*)::int from (select account, count(*) as n from movement group by account) as m join account on id = account and sum <> n) as wrong'
    )
    expect(sums).toEqual({ sums: sums?.['movements'], movements: sums?.['movements'], wrong: 0 })
    expect(Number(sums?.['movements'])).toBeGreaterThanOrEqual(before)
    await ask(
      restored,
      `create extension amcheck; select bt_index_check(indexrelid, true) from pg_index join pg_class on oid = indexrelid where relam = 403 and relpersistence = 'p'`
    )
    const [heap] = await ask(restored, `select count(*)::int as wrong from verify_heapam('movement')`)
    expect(heap).toEqual({ wrong: 0 })
  })
})

describe('what a backup holds', () => {
  test('every database and whatever lies beside the cluster; nothing of this moment or this machine', async () => {
    mkdirSync(join(home, 'recordings', 'empty'), { recursive: true })
    writeFileSync(join(home, 'recordings', 'Grüße an alle.wav'), Buffer.alloc(1000, 7))
    symlinkSync('/etc/passwd', join(home, 'link'))
    const file = join(folder, 'backup.tar')
    {
      await using postgres = await open(home)
      await postgres.createDatabase('world-1')
      const client = await connected(postgres, 'world-1')
      await client.query('create table clock as select 7 as tick')
      await client.end()
      const made = await save(postgres, file)
      expect(made).toMatchObject({ databases: ['aftertone', 'world-1'], leftOut: [join(home, 'link')] })
      expect(made.bytes).toBe(statSync(file).size)
    }
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const names = execFileSync('tar', ['tf', file], { encoding: 'utf8' })
    expect(names).not.toMatch(/postmaster\.pid|socket|postgres\.json|postgres\.log|native-|link/)
    const restored = join(folder, 'restored')
    const { manifest, before } = await restoreTo(file, restored)
    expect([manifest.databases, before]).toEqual([['aftertone', 'world-1'], null])
    expect(readFileSync(join(restored, 'recordings', 'Grüße an alle.wav'))).toEqual(Buffer.alloc(1000, 7))
    expect(readdirSync(join(restored, 'recordings', 'empty'))).toEqual([])
    expect(readFileSync(join(restored, 'app.password'))).toEqual(readFileSync(join(home, 'app.password')))
    expect(await ask(restored, 'select tick from clock', 'world-1')).toEqual([{ tick: 7 }])
    expect(readdirSync(folder).sort()).toEqual(['backup.tar', 'restored'])
  })
})

describe('the commands', () => {
  const run = (args: readonly string[], env: Record<string, string> = {}) =>
    aftertone(args, { cwd: folder, env: { AFTERTONE_HOME: home, DATABASE_URL: '', ...env } })

  test('save, restore elsewhere, refuse to write over data, and put it aside when that is said', async () => {
    const saved = await run(['backup', '--json'])
    expect(saved).toMatchObject({ code: 0, err: '' })
    const { file, databases } = jsonLines(saved.out)[0] as { file: string; databases: string[] }
    expect(databases).toEqual(['aftertone'])
    expect(file).toMatch(/\/aftertone-\d{8}T\d{6}Z\.tar$/)
    expect(postmasterPid(home)).toBeNull()

    expect(await run(['backup', file])).toMatchObject({ code: 1, err: `${file} is there already; name another file\n` })
    expect((await run(['backup', join(home, 'x.tar')])).err).toContain('would lie in the data folder that it saves')

    const restored = await run(['restore', file, '--home', 'trial', '--json'])
    expect(restored).toMatchObject({ code: 0, err: '' })
    expect(jsonLines(restored.out)[0]).toMatchObject({ home: join(folder, 'trial'), before: null, databases })
    await ask(join(folder, 'trial'), 'create table later ()')

    const refused = await run(['restore', file, '--home', 'trial'])
    expect(refused).toMatchObject({ code: 1, out: '' })
    expect(refused.err).toContain('holds data already; say --replace to put it aside')
    const replaced = await run(['restore', file, '--home', 'trial', '--replace', '--json'])
    const { before } = jsonLines(replaced.out)[0] as { before: string }
    expect(await ask(before, 'select count(*)::int as n from later')).toEqual([{ n: 0 }])
    await expect(ask(join(folder, 'trial'), 'select from later')).rejects.toThrow('does not exist')
    expect(readdirSync(folder)).toHaveLength(3)
  })

  test('a folder in use is not replaced', async () => {
    await using postgres = await open(home)
    await save(postgres, join(folder, 'backup.tar'))
    const refused = await run(['restore', 'backup.tar', '--replace'])
    expect(refused).toMatchObject({ code: 1, out: '' })
    expect(refused.err).toContain(`${home} is in use; stop Aftertone first`)
    expect(await postgres.databases()).toEqual(['aftertone'])
  })

  test('without data there is nothing to save, and a server of somebody else’s has its own tools', async () => {
    const none = await run(['backup'], { AFTERTONE_HOME: join(folder, 'none') })
    expect(none).toMatchObject({ code: 1, out: '' })
    expect(none.err).toContain('holds no data yet')
    const own = await run(['backup'], { DATABASE_URL: 'postgres://u:secret@localhost/leads' })
    expect(own.err).toContain('pg_dump --format=custom')
    expect(own.err).not.toContain('secret')
    expect(readdirSync(folder)).toEqual([])
  })

  test.for(['nowhere.tar', '.'])('restore %s says what is wrong with it', async (name) => {
    const { code, err } = await run(['restore', name, '--home', 'trial'])
    expect(code).toBe(1)
    expect(err).toMatch(/^(.*there is no such file or folder.*|.*is no file; name a backup.*)\n$/)
    expect(readdirSync(folder)).toEqual([])
  })
})

describe('what is interrupted', () => {
  beforeEach(() => {
    // A file without content that takes a while.
    writeFileSync(join(home, 'ballast'), '')
    truncateSync(join(home, 'ballast'), 300_000_000)
  })

  const begin = (args: readonly string[], env: Record<string, string> = {}) => {
    const child = startAftertone(args, { cwd: folder, env: { AFTERTONE_HOME: home, DATABASE_URL: '', ...env } })
    const ended = new Promise<NodeJS.Signals | null>((resolve) => child.once('exit', (_, how) => resolve(how)))
    return { child, ended }
  }

  test('a backup that is killed leaves no file of its name', async () => {
    const { child, ended } = begin(['backup', 'backup.tar'])
    await until(async () => readdirSync(folder).length > 0)
    child.kill('SIGKILL')
    expect(await ended).toBe('SIGKILL')
    expect(readdirSync(folder)).toEqual([`backup.tar.${child.pid}.part`])
  })

  test('a backup that is told to end leaves nothing, and no server', async () => {
    const { child, ended } = begin(['backup', 'backup.tar'])
    await until(async () => readdirSync(folder).length > 0)
    child.kill('SIGTERM')
    expect(await ended).toBe('SIGTERM')
    expect(readdirSync(folder)).toEqual([])
    expect(postmasterPid(home)).toBeNull()
  })

  test('a restore that is killed leaves the folder as it was, and the next one clears up', async () => {
    expect((await aftertone(['backup', 'backup.tar'], { cwd: folder, env: { AFTERTONE_HOME: home } })).code).toBe(0)
    const { child, ended } = begin(['restore', 'backup.tar', '--home', 'trial'])
    await until(async () => readdirSync(folder).some((name) => name.startsWith('trial.restoring-')))
    child.kill('SIGKILL')
    expect(await ended).toBe('SIGKILL')
    expect(readdirSync(folder)).not.toContain('trial')
    const again = begin(['restore', 'backup.tar', '--home', 'trial'])
    await until(async () => readdirSync(folder).includes(`trial.restoring-${again.child.pid}`))
    again.child.kill('SIGINT')
    expect(await again.ended).toBe('SIGINT')
    expect(readdirSync(folder)).toEqual(['backup.tar'])
  })
})

test.skipIf(!isRoot() || process.platform !== 'linux')(
  'a full disk is said, and nothing half done stays',
  async (context) => {
    const disk = join(folder, 'disk')
    mkdirSync(disk)
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=30m,mode=755', 'tmpfs', disk])
    context.skip(mounted.status !== 0, `no mounts here: ${mounted.stderr}`)
    try {
      await using postgres = await open(home)
      await expect(save(postgres, join(disk, 'backup.tar'))).rejects.toThrow(
        'the disk is full; free some space there, or name a file'
      )
      expect(readdirSync(disk)).toEqual([])
      await save(postgres, join(folder, 'backup.tar'))
      await expect(restoreTo(join(folder, 'backup.tar'), join(disk, 'home'))).rejects.toThrow(
        /has room for \d+ MB and the backup needs/
      )
      expect(readdirSync(disk)).toEqual([])
    } finally {
      execFileSync('umount', [disk])
    }
  }
)

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (const end = performance.now() + 30_000; !(await isSo());) {
    if (performance.now() > end) throw new Error('it did not come to pass within 30 s')
    await setTimeout(2)
  }
}
