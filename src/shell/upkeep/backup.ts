import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { OutsideError } from '../outside-error.ts'
import { majorVersion } from '../postgres/cluster.ts'
import type { Postgres } from '../postgres/postgres.ts'
import { ArchiveWriter, type Written } from './archive-writer.ts'
import { Hold } from './hold.ts'
import { besideEntries, clusterEntries, type SavedEntry, wholeBytes } from './saved-files.ts'
import { type BackupHead, backupFormat, headName, type Manifest, manifestName, sealName } from './schema.ts'

export type BackupOptions = {
  /** Version of this Aftertone. */
  readonly version: string
  readonly now: Temporal.Instant
  readonly signal: AbortSignal
  /** Hears how far it is: bytes written of about so many. */
  readonly report: (done: number, whole: number) => void
}

export type Backup = {
  readonly files: number
  /** Of the file that was written. */
  readonly bytes: number
  readonly databases: readonly string[]
  /** Links in the data folder, which are not followed. */
  readonly leftOut: readonly string[]
}

/**
 * Saves the whole data folder into one tar file while everybody goes on working: every database as it was when the
 * copying ended, and what lies beside them. The file appears under its name when it is whole.
 */
export async function makeBackup(postgres: Postgres, path: string, options: BackupOptions): Promise<Backup> {
  const { home, cluster } = postgres
  if (cluster === null)
    throw new OutsideError('unsupported', 'Only the server that comes with Aftertone is saved here.')
  const { version: aftertone, now, signal, report } = options
  const head: BackupHead = {
    aftertoneBackup: backupFormat,
    aftertone,
    postgres: majorVersion,
    at: now.toString({ fractionalSecondDigits: 0 })
  }
  await using archive = await ArchiveWriter.create(path, Math.floor(now.epochMilliseconds / 1000))
  const files: Record<string, Written> = {}
  const leftOut: string[] = []
  const whole = wholeBytes(home, cluster)
  const add = async ({ name, path: source, kind }: SavedEntry): Promise<void> => {
    signal.throwIfAborted()
    if (kind === 'link') leftOut.push(source)
    else if (kind === 'folder') await archive.addFolder(name)
    else {
      const written = await archive.addFile(name, source)
      if (written !== null) files[name] = written
    }
    report(archive.bytes, whole)
  }

  files[headName] = await archive.addText(headName, `${JSON.stringify(head)}\n`)
  {
    await using hold = await Hold.begin(postgres)
    for (const entry of clusterEntries(cluster)) await add(entry)
    const { label, firstSegment, lastSegment } = await hold.end()
    const labelName = 'postgres/backup_label'
    files[labelName] = await archive.addText(labelName, label)
    for (const segment of segmentsFrom(join(cluster, 'pg_wal'), firstSegment, lastSegment))
      await add({ name: `postgres/pg_wal/${segment}`, path: join(cluster, 'pg_wal', segment), kind: 'file' })
  }
  // After the cluster: what a row speaks of was written before the row.
  for (const entry of besideEntries(home)) await add(entry)

  const databases = await postgres.databases()
  const bytes = Object.values(files).reduce((sum, each) => sum + each.bytes, 0)
  const manifest: Manifest = { ...head, databases: [...databases], bytes, files }
  const { sha256 } = await archive.addText(manifestName, `${JSON.stringify(manifest)}\n`)
  await archive.addText(sealName, `${sha256}\n`)
  signal.throwIfAborted()
  await archive.finish()
  return { files: Object.keys(files).length, bytes: archive.bytes, databases, leftOut }
}

/** The names of the segments are their order. */
function segmentsFrom(folder: string, first: string, last: string): readonly string[] {
  const found = readdirSync(folder).filter((name) => /^[0-9A-F]{24}$/.test(name) && first <= name && name <= last)
  if (!found.includes(first) || !found.includes(last))
    throw new OutsideError('failed', `What PostgreSQL wrote ahead is gone from ${folder}; make the backup again.`, {
      mayRetry: true
    })
  return found.sort()
}
