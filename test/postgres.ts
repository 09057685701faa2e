import { createHash } from 'node:crypto'
import {
  chmodSync,
  cpSync,
  existsSync,
  lchownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openPostgres, type OpenOptions, type Postgres } from '../src/shell/postgres/postgres.ts'
import { isRoot, serverUserOfRoot } from '../src/shell/postgres/server-user.ts'
import { openStore } from '../src/shell/store/store.ts'
import { root } from './side-door.ts'

/**
 * A server of its own for a test file, with nothing in it but the main database and the role of the application. Use it
 * with `await using`, or dispose of it in `afterAll`. It writes without waiting for the disk unless AFTERTONE_TEST_FSYNC
 * is "on".
 */
export async function testPostgres(options: Partial<OpenOptions> = {}, newHome = testHome): Promise<Postgres> {
  const home = await newHome()
  const hasty = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }
  const settings = { ...(process.env['AFTERTONE_TEST_FSYNC'] === 'on' ? {} : hasty), ...options.settings }
  const postgres = await openPostgres({ root, env: { AFTERTONE_HOME: home }, ...options, settings })
  return {
    ...postgres,
    [Symbol.asyncDispose]: async () => {
      await postgres[Symbol.asyncDispose]()
      rmSync(home, { recursive: true, force: true })
    }
  }
}

/** A data folder as it is after the first start and stop; the caller removes it. */
export async function testHome(prefix = 'aftertone-pg-'): Promise<string> {
  return copyOf(await template(bare), prefix)
}

/** The same with the tables of this version in the main database, as the first command leaves it. */
export async function storeHome(prefix = 'aftertone-pg-'): Promise<string> {
  return copyOf(await template(withTables), prefix)
}

function copyOf(made: string, prefix: string): string {
  const home = mkdtempSync(join(quickFolder(), prefix))
  copyHome(made, home)
  return home
}

/** A file system in memory where there is a roomy one that runs programs: most of a small test's time is the disk's. */
export function quickFolder(): string {
  const memory = '/dev/shm'
  if (process.platform !== 'linux' || !existsSync(memory)) return tmpdir()
  const mounted = readFileSync('/proc/mounts', 'utf8')
    .split('\n')
    .find((line) => line.split(' ')[1] === memory)
  const { bavail, bsize } = statfsSync(memory)
  return bavail * bsize > 2 ** 31 && !/\bnoexec\b/.test(mounted ?? 'noexec') ? memory : tmpdir()
}

/** Copies a data folder whose server is stopped, rights and owners as the server wants them. */
export function copyHome(from: string, to: string): void {
  const filter = (path: string): boolean => !/[/\\](postgres\.json|postgres\.log|socket)$/.test(path)
  cpSync(from, to, { recursive: true, filter })
  const cluster = join(to, 'postgres')
  chmodSync(cluster, 0o700)
  if (!isRoot()) return
  const { uid, gid } = serverUserOfRoot({ uid: 0, gid: 0 })
  const all = readdirSync(cluster, { recursive: true, encoding: 'utf8' })
  for (const path of ['', ...all]) lchownSync(join(cluster, path), uid, gid)
}

/** A data folder that is made once for every state of the rooms and files that decide about it. */
type Template = {
  readonly name: string
  readonly deciding: readonly string[]
  readonly furnish: (postgres: Postgres) => Promise<void>
}

const bare: Template = {
  name: 'postgres',
  deciding: ['src/shell/postgres'],
  furnish: async () => undefined
}
const withTables: Template = {
  name: 'store',
  deciding: ['src/shell/postgres', 'src/shell/store'],
  furnish: async (postgres) => await (await openStore(postgres))[Symbol.asyncDispose]()
}

async function template({ name, deciding, furnish }: Template): Promise<string> {
  const keep = join(root, 'node_modules', '.aftertone')
  const prefix = `${name}-template-${process.getuid?.() ?? 0}-`
  const template = join(keep, prefix + hashOf(deciding))
  if (existsSync(template)) return template
  mkdirSync(keep, { recursive: true })
  // The server's account may not reach into the clone, so it is made elsewhere.
  const made = mkdtempSync(join(tmpdir(), 'aftertone-template-'))
  const part = mkdtempSync(join(keep, 'part-'))
  try {
    const postgres = await openPostgres({ root, env: { AFTERTONE_HOME: made }, settings: { fsync: 'off' } })
    await furnish(postgres)
    await postgres[Symbol.asyncDispose]()
    cpSync(made, part, { recursive: true })
    for (const old of readdirSync(keep))
      if (old.startsWith(prefix)) rmSync(join(keep, old), { recursive: true, force: true })
    renameSync(part, template)
  } catch (error) {
    // Another run made the same one.
    if (!existsSync(template)) throw error
  } finally {
    for (const each of [made, part]) rmSync(each, { recursive: true, force: true })
  }
  return template
}

function hashOf(rooms: readonly string[]): string {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')))
  for (const room of rooms)
    for (const path of readdirSync(join(root, room), { recursive: true, encoding: 'utf8' }).sort())
      if (/(?<!\.test)\.(ts|sql)$/.test(path)) hash.update(readFileSync(join(root, room, path)))
  return hash.digest('hex').slice(0, 16)
}
