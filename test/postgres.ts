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
import { root } from './side-door.ts'

/**
 * A server of its own for a test file, with nothing in it but the main database and the role of the application. Use it
 * with `await using`, or dispose of it in `afterAll`. It writes without waiting for the disk unless AFTERTONE_TEST_FSYNC
 * is "on".
 */
export async function testPostgres(options: Partial<OpenOptions> = {}): Promise<Postgres> {
  const home = await testHome()
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
  const template = await templateHome()
  const home = mkdtempSync(join(quickFolder(), prefix))
  copyHome(template, home)
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

/** Setting up takes a second, so it is done once for every state of the files that decide about it. */
async function templateHome(): Promise<string> {
  const room = join(root, 'src/shell/postgres')
  const deciding = [
    ...readdirSync(room)
      .filter((name) => !name.includes('.test.'))
      .sort()
      .map((name) => join(room, name)),
    join(root, 'package-lock.json')
  ]
  const hash = createHash('sha256')
  for (const file of deciding) hash.update(readFileSync(file))
  const keep = join(root, 'node_modules', '.aftertone')
  const prefix = `postgres-template-${process.getuid?.() ?? 0}-`
  const template = join(keep, prefix + hash.digest('hex').slice(0, 16))
  if (existsSync(template)) return template
  mkdirSync(keep, { recursive: true })
  // The server's account may not reach into the clone, so it is made elsewhere.
  const made = mkdtempSync(join(tmpdir(), 'aftertone-template-'))
  const part = mkdtempSync(join(keep, 'part-'))
  try {
    const postgres = await openPostgres({ root, env: { AFTERTONE_HOME: made }, settings: { fsync: 'off' } })
    await postgres[Symbol.asyncDispose]()
    cpSync(made, part, { recursive: true })
    for (const name of readdirSync(keep))
      if (name.startsWith(prefix)) rmSync(join(keep, name), { recursive: true, force: true })
    renameSync(part, template)
  } catch (error) {
    // Another run made the same one.
    if (!existsSync(template)) throw error
  } finally {
    for (const each of [made, part]) rmSync(each, { recursive: true, force: true })
  }
  return template
}
