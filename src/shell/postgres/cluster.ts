import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync
} from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { OutsideError } from '../outside-error.ts'
import type { Binaries } from './binaries.ts'
import { fileFailure, serverFailure } from './failure.ts'
import { type Home, passwordOf } from './home.ts'

/** The major version that comes with us; a cluster of another one cannot be opened by it. */
export const majorVersion = '18'
export const ownerRole = 'aftertone_owner'

const partPrefix = 'postgres-new-'

/** Makes the cluster when there is none. It appears under its name when it is whole. */
export async function makeCluster(home: Home, binaries: Binaries, say: (line: string) => void): Promise<void> {
  if (existsSync(home.cluster)) return
  say('Setting up PostgreSQL; this happens once.')
  const part = join(home.path, `${partPrefix}${randomBytes(4).toString('hex')}`)
  try {
    removeHalfDone(home)
    mkdirSync(part, { mode: 0o700 })
    const passwordFile = join(part, 'password')
    writeFileSync(passwordFile, passwordOf(home, 'owner.password'), { mode: 0o600, flag: 'wx' })
    if (home.user !== null) for (const each of [passwordFile, part]) chownSync(each, home.user.uid, home.user.gid)
    await initdb(home, binaries, join(part, 'cluster'), passwordFile)
    renameSync(join(part, 'cluster'), home.cluster)
    syncFolder(home.path)
  } catch (error) {
    throw fileFailure(home.path, error)
  } finally {
    rmSync(part, { recursive: true, force: true })
  }
}

/** What an initdb left that was killed. We hold the lock, so no other one is at work. */
function removeHalfDone(home: Home): void {
  for (const name of readdirSync(home.path))
    if (name.startsWith(partPrefix)) rmSync(join(home.path, name), { recursive: true, force: true, maxRetries: 3 })
}

/** Code-point order and upper and lower case of all scripts, the same on every machine; checksums on every page. */
async function initdb(home: Home, binaries: Binaries, cluster: string, passwordFile: string): Promise<void> {
  const locale = ['--encoding=UTF8', '--no-locale', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  const access = [`--username=${ownerRole}`, `--pwfile=${passwordFile}`, '--auth=scram-sha-256']
  const args = [`--pgdata=${cluster}`, ...locale, ...access, '--data-checksums', '--no-instructions']
  const { code, output } = await runProgram(home, binaries, 'initdb', args)
  if (code !== 0) throw serverFailure('be set up', home.path, output, home.logFile)
}

/** Runs one of the programs to its end as the server's account. */
export async function runProgram(
  home: Home,
  binaries: Binaries,
  name: 'initdb' | 'pg_ctl' | 'postgres',
  args: readonly string[]
): Promise<{ readonly code: number; readonly output: string }> {
  const child = spawn(join(binaries.folder, name), args, {
    ...circumstances(home, binaries),
    stdio: ['ignore', 'pipe', 'pipe']
  })
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', (error) => reject(cannotRun(join(binaries.folder, name), error)))
    child.once('close', (code) => resolve(code ?? 1))
  })
  const [code, ...output] = await Promise.all([ended, text(child.stdout), text(child.stderr)])
  return { code, output: output.join('\n') }
}

/** Account, folder and environment of every program: nothing of ours is in it, and no PG… setting of the machine. */
export function circumstances(home: Home, binaries: Binaries) {
  const kept = ['PATH', 'SystemRoot', 'TEMP', 'TMP'].flatMap((name) => {
    const value = process.env[name]
    return value === undefined ? [] : [[name, value] as const]
  })
  const account = home.user === null ? {} : { uid: home.user.uid, gid: home.user.gid }
  return {
    ...account,
    cwd: home.path,
    windowsHide: true,
    env: { ...Object.fromEntries(kept), LC_ALL: 'C', TZ: 'UTC', ...binaries.env }
  }
}

/** On a system with another C library the system calls a program missing that is there. */
export function cannotRun(program: string, error: unknown): OutsideError {
  const reason = existsSync(program)
    ? 'it is there but this system cannot run it (a system without glibc, such as Alpine?)'
    : 'it is not there; install the packages again (npm ci)'
  return new OutsideError(
    'unsupported',
    `${program} could not be started: ${reason}; or name a server of your own in DATABASE_URL.`,
    { cause: error }
  )
}

/** Sees before the start what the server would refuse without saying what to do. */
export function checkCluster({ cluster, user }: Home): readonly string[] {
  const versionFile = join(cluster, 'PG_VERSION')
  if (!existsSync(versionFile) || !existsSync(join(cluster, 'global', 'pg_control')))
    throw new OutsideError(
      'damaged',
      `${cluster} is damaged: files of PostgreSQL are missing in it; move it away and restore a backup.`
    )
  const version = readFileSync(versionFile, 'utf8').trim()
  if (version !== majorVersion)
    throw new OutsideError(
      'wrong_version',
      `${cluster} was made by PostgreSQL ${version}, and this Aftertone brings ${majorVersion}; go back to the Aftertone that made it, or move the folder away to begin anew.`
    )
  const { mode, uid } = statSync(cluster)
  const wanted = user?.uid ?? process.getuid?.() ?? uid
  if (uid !== wanted)
    throw new OutsideError(
      'not_permitted',
      `${cluster} belongs to account ${uid}, and PostgreSQL runs as account ${wanted}; give it back: chown -R ${wanted} ${cluster}.`
    )
  if (process.platform === 'win32' || (mode & 0o777) === 0o700) return []
  chmodSync(cluster, 0o700)
  return [`${cluster} had mode ${(mode & 0o777).toString(8)} and has 700 now, as PostgreSQL wants it.`]
}

function syncFolder(path: string): void {
  if (process.platform === 'win32') return
  const descriptor = openSync(path, 'r')
  fsyncSync(descriptor)
  closeSync(descriptor)
}
