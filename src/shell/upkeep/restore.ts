import {
  existsSync,
  lchownSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  statfsSync,
  statSync
} from 'node:fs'
import { open } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { Client } from 'pg'
import { Complaint } from '../command/complaint.ts'
import { OutsideError } from '../outside-error.ts'
import { majorVersion } from '../postgres/cluster.ts'
import { connectionFailure, fileFailure } from '../postgres/failure.ts'
import { withServerLock } from '../postgres/lock.ts'
import { openPostgres } from '../postgres/postgres.ts'
import { isRunning, livingPostmaster } from '../postgres/postmaster.ts'
import { isRoot, serverUserOfRoot } from '../postgres/server-user.ts'
import { readArchive } from './archive-reader.ts'
import type { BackupHead, Manifest } from './schema.ts'

export type RestoreOptions = {
  /** Data folder to restore into. */
  readonly home: string
  /** Folder of the clone. */
  readonly root: string
  /** Puts aside a data folder that is there. */
  readonly replace: boolean
  readonly now: Temporal.Instant
  readonly signal: AbortSignal
  readonly report: (done: number, whole: number) => void
}

export type Restored = {
  readonly manifest: Manifest
  /** Where the folder lies that was there before; null when there was none. */
  readonly before: string | null
}

/**
 * Unpacks a backup beside the data folder, proves every byte, lets PostgreSQL recover and open each database there, and
 * only then puts it in its place. Until that moment nothing is changed, and a failure leaves nothing.
 */
export async function restoreBackup(path: string, options: RestoreOptions): Promise<Restored> {
  const { home, root, replace, now, signal } = options
  checkTarget(home, replace)
  makeParent(home)
  checkRoom(bytesOf(path), dirname(home))
  await removeKilledOnes(home, root)
  const staging = `${home}${stagingMark}${process.pid}`
  try {
    mkdirSync(staging, { mode: 0o700 })
    const manifest = await unpack(path, staging, options)
    if (!existsSync(join(staging, 'postgres', 'PG_VERSION')))
      throw new OutsideError('damaged', `${path} cannot be restored: no cluster is in it; use another backup.`)
    giveToServer(staging, home)
    await tryOut(staging, root, manifest).catch((error: unknown) => {
      throw toldOf(home, staging, error)
    })
    signal.throwIfAborted()
    const before = await putInPlace(staging, home, replace, now)
    return { manifest, before }
  } catch (error) {
    throw fileFailure(home, error)
  } finally {
    rmSync(staging, { recursive: true, force: true, maxRetries: 3 })
  }
}

const stagingMark = '.restoring-'

/** What a restore left that was killed, and the server that it may have started there. */
async function removeKilledOnes(home: string, root: string): Promise<void> {
  for (const name of readdirSync(dirname(home))) {
    const [folder, pid] = name.split(stagingMark)
    if (folder !== basename(home) || pid === undefined || (isRunning(Number(pid)) && Number(pid) !== process.pid))
      continue
    const left = join(dirname(home), name)
    if (livingPostmaster(join(left, 'postgres')) !== null)
      await openPostgres({ env: { AFTERTONE_HOME: left }, root, embedded: true }).then((postgres) =>
        postgres[Symbol.asyncDispose]()
      )
    rmSync(left, { recursive: true, force: true })
  }
}

function checkTarget(home: string, replace: boolean): void {
  if (!existsSync(home)) return
  if (!statSync(home).isDirectory()) throw new Complaint(`${home} is a file; name a folder with --home`)
  if (livingPostmaster(join(home, 'postgres')) !== null)
    throw new Complaint(`${home} is in use; stop Aftertone first, or restore into another folder with --home`)
  if (!replace && namesIn(home).length > 0)
    throw new Complaint(
      `${home} holds data already; say --replace to put it aside and restore, or name another folder with --home`
    )
}

function namesIn(folder: string): readonly string[] {
  return readdirSync(folder).filter((name) => name !== 'lost+found')
}

function makeParent(home: string): void {
  try {
    mkdirSync(dirname(home), { recursive: true, mode: 0o755 })
  } catch (error) {
    throw fileFailure(dirname(home), error, 'name another folder with --home')
  }
}

function bytesOf(path: string): number {
  try {
    const stats = statSync(path)
    if (!stats.isFile()) throw new Complaint(`${path} is no file; name a backup that "aftertone backup" wrote`)
    return stats.size
  } catch (error) {
    if (error instanceof Complaint) throw error
    throw fileFailure(path, error)
  }
}

/** A backup is not compressed, so it needs as much room as it is long, and some for the recovery. */
function checkRoom(bytes: number, folder: string): void {
  const { bavail, bsize } = statfsSync(folder)
  if (bytes > bavail * bsize)
    throw new OutsideError(
      'disk_full',
      `${folder} has room for ${Math.floor((bavail * bsize) / 1e6)} MB and the backup needs ${Math.ceil(bytes / 1e6)} MB; free some space there, or name a folder on another disk with --home.`
    )
}

async function unpack(path: string, staging: string, { home, signal, report }: RestoreOptions): Promise<Manifest> {
  const whole = bytesOf(path)
  let done = 0
  return await readArchive(path, checkVersion(path), {
    folder: (name) => atHome(home, async () => void mkdirSync(join(staging, name), { recursive: true, mode: 0o700 })),
    file: (name, pieces) =>
      atHome(home, async () => {
        const place = join(staging, name)
        mkdirSync(dirname(place), { recursive: true, mode: 0o700 })
        const file = await open(place, 'wx', 0o600)
        try {
          for await (const piece of pieces) {
            signal.throwIfAborted()
            await file.writeFile(piece)
            done += piece.length
            report(done, whole)
          }
          // The server makes its own files safe on the disk when it recovers.
          if (!name.startsWith('postgres/')) await file.sync()
        } finally {
          await file.close()
        }
      })
  })
}

/** What fails while we write is told of the place that we write to, not of the backup. */
async function atHome(home: string, write: () => Promise<void>): Promise<void> {
  try {
    await write()
  } catch (error) {
    throw fileFailure(home, error, 'free some space there, or name a folder on another disk with --home')
  }
}

function checkVersion(path: string): (head: BackupHead) => void {
  return ({ postgres, aftertone }) => {
    if (postgres !== majorVersion)
      throw new OutsideError(
        'wrong_version',
        `${path} holds a cluster of PostgreSQL ${postgres}, and this Aftertone brings ${majorVersion}; restore it with Aftertone ${aftertone}, which made it.`
      )
  }
}

/** Who kept the folder before keeps it again; a new one of root's is kept by root, its cluster by the server's account. */
function giveToServer(staging: string, home: string): void {
  if (!isRoot()) return
  const before = existsSync(home) ? statSync(existsSync(join(home, 'postgres')) ? join(home, 'postgres') : home) : null
  const isOfRoot = before === null || statSync(home).uid === 0
  const { uid, gid } = serverUserOfRoot(before ?? { uid: 0, gid: 0 })
  const top = isOfRoot ? join(staging, 'postgres') : staging
  for (const name of ['', ...readdirSync(top, { recursive: true, encoding: 'utf8' })])
    lchownSync(join(top, name), uid, gid)
}

/** Starts the server where the backup was unpacked: it recovers, and every database of the manifest opens. */
async function tryOut(staging: string, root: string, manifest: Manifest): Promise<void> {
  await using postgres = await openPostgres({ env: { AFTERTONE_HOME: staging }, root, embedded: true })
  const there = await postgres.databases()
  const missing = manifest.databases.filter((name) => !there.includes(name))
  if (missing.length > 0)
    throw new OutsideError('damaged', `After the restore ${missing.join(', ')} would be missing; use another backup.`)
  for (const name of there) {
    const client = new Client(postgres.config(name, 'owner'))
    client.on('error', () => undefined)
    try {
      await client.connect()
      await client.query('select count(*) from pg_class')
    } catch (error) {
      throw connectionFailure(`Database ${name} of the backup`, error, 'the backup')
    } finally {
      await client.end().catch(() => undefined)
    }
  }
}

/** By the time that it is read the folder of the trial is gone, and its log with it. */
function toldOf(home: string, staging: string, error: unknown): unknown {
  if (!(error instanceof OutsideError)) return error
  const sentence = error.message.replace(/[,;] the whole story is in [^;]+\.log(?=\.$)/, '').replaceAll(staging, home)
  return new OutsideError(error.code, sentence, { cause: error, mayRetry: error.mayRetry })
}

async function putInPlace(
  staging: string,
  home: string,
  replace: boolean,
  now: Temporal.Instant
): Promise<string | null> {
  if (!existsSync(home)) {
    renameSync(staging, home)
    return null
  }
  return await withServerLock(
    home,
    () => undefined,
    async () => {
      checkTarget(home, replace)
      const hasData = namesIn(home).length > 0
      const before = `${home}.before-${now.toString({ fractionalSecondDigits: 0 }).replaceAll(/[-:]/g, '')}`
      try {
        if (hasData) renameSync(home, before)
        else rmdirSync(home)
      } catch (error) {
        throw fileFailure(
          home,
          error,
          `restore into a folder that can be renamed, such as ${join(home, basename(home))}`
        )
      }
      renameSync(staging, home)
      return hasData ? before : null
    }
  )
}
