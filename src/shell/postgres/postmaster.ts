import { spawn } from 'node:child_process'
import {
  closeSync,
  constants,
  copyFileSync,
  openSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { codeOf } from '../command/complaint.ts'
import { OutsideError } from '../outside-error.ts'
import { type Binaries } from './binaries.ts'
import { cannotRun, circumstances, runProgram } from './cluster.ts'
import { fileFailure, serverFailure } from './failure.ts'
import { type Home, ownLikeHome } from './home.ts'
import type { Settings } from './settings.ts'

/** How a start ended. `orphans`: processes of a server that was killed still hold its memory, for moments usually. */
export type Start =
  | { readonly kind: 'ready'; readonly hasRecovered: boolean }
  | { readonly kind: 'port_taken' }
  | { readonly kind: 'already_there' }
  | { readonly kind: 'orphans' }

const logBytesMax = 4 * 2 ** 20
const pollMs = 4
const stopMs = 60_000
/** Windows has no such flag. */
const noFollow = constants.O_NOFOLLOW ?? 0

/**
 * Starts postgres in a session of its own, where Ctrl-C in our terminal does not reach it, and waits until it takes
 * connections, however long a recovery lasts.
 */
export async function startPostmaster(
  home: Home,
  binaries: Binaries,
  settings: Settings,
  say: (line: string) => void
): Promise<Start> {
  shortenLog(home)
  const log = openLog(home)
  const from = statSync(home.logFile).size
  const program = join(binaries.folder, 'postgres')
  const args = ['-D', home.cluster, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
  const child = spawn(program, args, { ...circumstances(home, binaries), detached: true, stdio: ['ignore', log, log] })
  let failure: Error | null = null
  child.once('error', (error) => (failure = error))
  child.unref()
  closeSync(log)
  const story = (): string => readFileSync(home.logFile).subarray(from).toString('utf8')
  const begun = performance.now()
  let hasSaid = false
  for (;;) {
    if (failure !== null) throw cannotRun(program, failure)
    const found = readPostmaster(home.cluster)
    if (found !== null && found.pid === child.pid && found.isReady)
      return {
        kind: 'ready',
        hasRecovered: /not properly shut down|recovery in progress|was interrupted/.test(story())
      }
    if (child.exitCode !== null || child.signalCode !== null) return whyNot(home, story())
    if (!hasSaid && performance.now() - begun > 5_000) {
      say('PostgreSQL is recovering what was written last; this can take a while.')
      hasSaid = true
    }
    await setTimeout(pollMs)
  }
}

function whyNot(home: Home, story: string): Start {
  if (/Address already in use/.test(story)) return { kind: 'port_taken' }
  if (/lock file "postmaster\.pid" already exists/.test(story)) return { kind: 'already_there' }
  if (/pre-existing shared memory block/.test(story)) return { kind: 'orphans' }
  throw serverFailure('start', home.cluster, story, home.logFile)
}

/** What the server writes about itself into its folder; null when it runs no more, or never did. */
export function readPostmaster(cluster: string): { readonly pid: number; readonly isReady: boolean } | null {
  try {
    const lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')
    const pid = Number(lines[0])
    return Number.isSafeInteger(pid) && pid > 0 ? { pid, isReady: lines[7]?.trim() === 'ready' } : null
  } catch {
    // No file is no server; a file that we may not read says nothing more.
    return null
  }
}

/** The process of the server when one is alive; null when the file is stale, also when its id has a new bearer. */
export function livingPostmaster(cluster: string): number | null {
  const pid = readPostmaster(cluster)?.pid
  if (pid === undefined || !isRunning(pid)) return null
  return isPostmasterOf(pid, cluster) ? pid : null
}

/**
 * When the id in a stale file belongs to a stranger by now, the server would refuse to start. Our own id stands for
 * "no server" to it (its parent), and the rest of the file still leads it to processes that were left over.
 */
export function disownStalePid(cluster: string): void {
  const path = join(cluster, 'postmaster.pid')
  const found = readPostmaster(cluster)
  if (found === null || !isRunning(found.pid) || isPostmasterOf(found.pid, cluster)) return
  const [, ...rest] = readFileSync(path, 'utf8').split('\n')
  const descriptor = openSync(path, constants.O_WRONLY | constants.O_TRUNC | noFollow)
  writeFileSync(descriptor, [String(process.pid), ...rest].join('\n'))
  closeSync(descriptor)
}

/** Whether there is a process of this id, whoever it belongs to. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Alive, but of another account.
    return codeOf(error) === 'EPERM'
  }
}

/** Every process of a server works in its cluster. Where the system does not show that, the file is believed. */
function isPostmasterOf(pid: number, cluster: string): boolean {
  if (process.platform !== 'linux') return true
  try {
    const { dev, ino } = statSync(readlinkSync(`/proc/${pid}/cwd`))
    const own = statSync(cluster)
    return dev === own.dev && ino === own.ino
  } catch (error) {
    // Gone meanwhile, or of an account that cannot be the server's.
    return !['ENOENT', 'EACCES', 'ESRCH'].includes(codeOf(error))
  }
}

/** Stops the server in order; one that does not end in time is stopped harder, and recovers at its next start. */
export async function stopPostmaster(home: Home, binaries: () => Binaries): Promise<void> {
  const pid = livingPostmaster(home.cluster)
  if (pid === null) return
  if (process.platform === 'win32') {
    await runProgram(home, binaries(), 'pg_ctl', ['stop', '-D', home.cluster, '-m', 'fast', '-w'])
    return
  }
  signal(pid, 'SIGINT')
  if (!(await isGone(home.cluster, pid, stopMs))) await killPostmaster(home)
}

/** For a server that answers nobody. */
export async function killPostmaster(home: Home): Promise<void> {
  const pid = livingPostmaster(home.cluster)
  if (pid === null) return
  signal(pid, 'SIGQUIT')
  // One that was halted hears nothing before it is let go on.
  signal(pid, 'SIGCONT')
  if (await isGone(home.cluster, pid, 3_000)) return
  signal(pid, 'SIGKILL')
  await isGone(home.cluster, pid, 3_000)
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if (codeOf(error) !== 'ESRCH')
      throw new OutsideError(
        'not_permitted',
        `PostgreSQL (process ${pid}) cannot be stopped by this account; stop it as the account that started it.`,
        { cause: error }
      )
  }
}

/** A process that nobody buries stays in the list after its end; where that cannot be seen, its removed file says it. */
async function isGone(cluster: string, pid: number, patienceMs: number): Promise<boolean> {
  const end = performance.now() + patienceMs
  let fileSeen = performance.now()
  while (isRunning(pid) && !isDefunct(pid)) {
    if (readPostmaster(cluster)?.pid === pid) fileSeen = performance.now()
    else if (performance.now() > fileSeen + 1_000) return true
    if (performance.now() > end) return false
    await setTimeout(pollMs)
  }
  return true
}

function isDefunct(pid: number): boolean {
  if (process.platform !== 'linux') return false
  try {
    return /^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    // Gone altogether.
    return true
  }
}

function openLog(home: Home): number {
  try {
    const flags = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | noFollow
    const descriptor = openSync(home.logFile, flags, 0o600)
    ownLikeHome(home, descriptor)
    return descriptor
  } catch (error) {
    throw fileFailure(home.logFile, error)
  }
}

/** Keeps the log small: past its measure it becomes the old one, also under a server that goes on writing. */
export function shortenLog({ logFile }: Home): void {
  if ((statSync(logFile, { throwIfNoEntry: false })?.size ?? 0) < logBytesMax) return
  try {
    const part = `${logFile}.${process.pid}`
    copyFileSync(logFile, part, constants.COPYFILE_EXCL)
    renameSync(part, `${logFile}.1`)
    truncateSync(logFile)
  } catch {
    // A long log is no reason not to open; a full disk says so by itself at the next write.
    rmSync(`${logFile}.${process.pid}`, { force: true })
  }
}
