import { type Dirent, readdirSync, statSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { codeOf } from '../command/complaint.ts'
import { fileFailure } from '../postgres/failure.ts'

export type SavedEntry = { readonly name: string; readonly path: string; readonly kind: 'file' | 'folder' | 'link' }

/** What the server makes anew at its start, or what belongs to the running one alone (as pg_basebackup leaves it out). */
const emptyFolders =
  /^(pg_wal|pg_wal\/.*|pg_dynshmem|pg_notify|pg_replslot|pg_serial|pg_snapshots|pg_stat_tmp|pg_subtrans)$/
const passingFiles =
  /(^|\/)(postmaster\.(pid|opts)|backup_label(\.old)?|tablespace_map(\.old)?|current_logfiles|postgresql\.auto\.conf\.tmp|pg_internal\.init.*|t\d+_\d+.*)$/
const passingFolders = /(^|\/)pgsql_tmp[^/]*$/

/** Of the data folder what holds for this machine and this moment only. */
const notSaved = /^(socket|postgres\.json.*|postgres\.log.*|postgres-new-.*|native-.*|libraries-.*|lost\+found)$/

/** The files of the cluster in an order that a restore can follow: a folder before what is in it. */
export function* clusterEntries(cluster: string): Generator<SavedEntry> {
  yield { name: 'postgres', path: cluster, kind: 'folder' }
  for (const entry of entriesUnder(cluster, (name) => passingFolders.test(name))) {
    const parent = entry.name.slice(0, Math.max(0, entry.name.lastIndexOf('/')))
    const isPassing = entry.kind !== 'folder' && (emptyFolders.test(parent) || passingFiles.test(entry.name))
    const isInReplica = entry.name.startsWith('pg_replslot/')
    if (!isPassing && !isInReplica) yield { ...entry, name: `postgres/${entry.name}` }
  }
}

/** What lies beside the cluster: passwords, and whatever other rooms keep. */
export function besideEntries(home: string): Generator<SavedEntry> {
  return entriesUnder(home, (name) => name === 'postgres' || notSaved.test(name))
}

/** About as much as will be written; it may change on the way. */
export function wholeBytes(home: string, cluster: string): number {
  let bytes = 0
  for (const entries of [clusterEntries(cluster), besideEntries(home)])
    for (const { path, kind } of entries)
      if (kind === 'file') bytes += statSync(path, { throwIfNoEntry: false })?.size ?? 0
  return bytes
}

function* entriesUnder(top: string, isLeftOut: (name: string) => boolean, folder = top): Generator<SavedEntry> {
  for (const entry of read(folder)) {
    const path = join(folder, entry.name)
    const name = relative(top, path).split(sep).join('/')
    if (isLeftOut(name)) continue
    const kind = entry.isDirectory() ? 'folder' : entry.isFile() ? 'file' : entry.isSymbolicLink() ? 'link' : null
    if (kind !== null) yield { name, path, kind }
    if (kind === 'folder') yield* entriesUnder(top, isLeftOut, path)
  }
}

function read(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  } catch (error) {
    // A database may be dropped meanwhile.
    if (codeOf(error) === 'ENOENT') return []
    throw fileFailure(folder, error, 'run the backup as the account that keeps the data')
  }
}
