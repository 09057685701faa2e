import { createHash, randomBytes } from 'node:crypto'
import { chownSync, mkdirSync, statSync } from 'node:fs'
import { open, readFile, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type NumberSet } from '../../guard/number-set.ts'
import { packed, unpacked } from '../../guard/packed-numbers.ts'
import { codeOf, messageOf } from '../command/complaint.ts'
import { OutsideError } from '../outside-error.ts'
import { fileFailure } from '../postgres/failure.ts'
import { isRoot } from '../postgres/server-user.ts'
import { ListCard } from './schema.ts'

/**
 * A copy of a list on disk: `<id>.set`, the numbers, and `<id>.json`, its card, which names the sha256 of the set.
 *
 * Both are written beside their places and moved there, the set first. Killed between the two moves, the new set
 * stands beside the old card and the new card still waits under its other name: the card of a set is the one that
 * names its sha256, wherever it lies. So at every instant there is one whole copy, the old one or the new one.
 */
export type KeptCopy = { readonly card: ListCard; readonly set: NumberSet }

export function listFolder(home: string): string {
  return join(home, 'lists')
}

/** The files of one copy. */
export function copyPaths(folder: string, id: string): { readonly set: string; readonly card: string } {
  return { set: join(folder, `${id}.set`), card: join(folder, `${id}.json`) }
}

/** Ids of the lists of which anything lies in the folder; none where there is no folder. */
export async function keptIds(folder: string): Promise<readonly string[]> {
  const names = await namesIn(folder)
  return [...new Set(names.flatMap((name) => /^([a-z0-9-]{2,40})\.(?:set|json)$/.exec(name)?.[1] ?? []))].sort()
}

/** Reads a copy and proves that it is whole; null where none is kept. Throws a failure that says what to do. */
export async function readCopy(folder: string, id: string): Promise<KeptCopy | null> {
  const paths = copyPaths(folder, id)
  // Moved in between our two reads, set and card are of different copies; the next look finds them together.
  for (let looks = 1; ; looks++) {
    const bytes = await bytesOf(paths.set)
    if (bytes === null) {
      if ((await bytesOf(paths.card)) === null) return null
      throw damaged(`${paths.card} has no set of numbers beside it`, id)
    }
    const card = await cardOf(folder, id, sha256Of(bytes))
    if (card !== null) return { card, set: setIn(paths.set, bytes, id) }
    if (looks === LOOKS_MAX) throw damaged(`${paths.set} is not what ${paths.card} says it is`, id)
  }
}

const LOOKS_MAX = 3

/** The card as it lies there, whatever its set is; null where there is none that can be read. */
export async function cardBeside(folder: string, id: string): Promise<ListCard | null> {
  const card = await cardAt(copyPaths(folder, id).card)
  return card?.id === id ? card : null
}

/** Writes a copy in the place of the one before: there whole or not at all. */
export async function writeCopy(home: string, set: NumberSet, cardBut: Omit<ListCard, 'sha256'>): Promise<ListCard> {
  const folder = listFolder(home)
  const paths = copyPaths(folder, cardBut.id)
  const bytes = packed(set)
  const card = { ...cardBut, sha256: sha256Of(bytes) }
  const parts: string[] = []
  try {
    parts.push(await writePart(home, paths.set, bytes))
    parts.push(await writePart(home, paths.card, `${JSON.stringify(card, null, 2)}\n`))
    await rename(parts[0]!, paths.set)
    await rename(parts[1]!, paths.card)
    await syncFolder(folder)
  } catch (error) {
    throw fileFailure(folder, error)
  }
  return card
}

/** Makes the folder of the lists, for our eyes only. */
export function makeListFolder(home: string): string {
  const folder = listFolder(home)
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const owner = ownerBeside(home)
    if (owner !== null) chownSync(folder, owner.uid, owner.gid)
  } catch (error) {
    throw fileFailure(folder, error)
  }
  return folder
}

/** Finishes or takes away what writers left that were killed; to be called while nobody else writes. */
export async function tidy(folder: string): Promise<void> {
  for (const name of await namesIn(folder)) {
    const id = PART.exec(name)?.[1]
    if (id === undefined) continue
    const [part, paths] = [join(folder, name), copyPaths(folder, id)]
    const card = name.startsWith(`${id}.json.`) ? await cardAt(part) : null
    const bytes = card === null ? null : await bytesOf(paths.set)
    if (card !== null && bytes !== null && sha256Of(bytes) === card.sha256) await rename(part, paths.card)
    else await rm(part, { force: true })
  }
}

const PART = /^([a-z0-9-]{2,40})\.(?:set|json)\.\d+\.[0-9a-f]{8}\.part$/

async function writePart(home: string, path: string, content: Uint8Array | string): Promise<string> {
  const part = `${path}.${process.pid}.${randomBytes(4).toString('hex')}.part`
  const file = await open(part, 'wx', 0o600)
  try {
    await file.writeFile(content)
    const owner = ownerBeside(home)
    if (owner !== null) await file.chown(owner.uid, owner.gid)
    await file.sync()
  } catch (error) {
    await rm(part, { force: true })
    throw error
  } finally {
    await file.close()
  }
  return part
}

/** What root brings in belongs to the account whose data it is, which reads it later; null where that is ourselves. */
function ownerBeside(home: string): { readonly uid: number; readonly gid: number } | null {
  const { uid, gid } = statSync(home)
  return isRoot() && uid !== 0 ? { uid, gid } : null
}

async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const file = await open(folder, 'r')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

/** The card that names this set: at its place, or where a writer that was killed left it. */
async function cardOf(folder: string, id: string, sha256: string): Promise<ListCard | null> {
  const parts = (await namesIn(folder)).filter((name) => PART.test(name) && name.startsWith(`${id}.json.`))
  for (const path of [copyPaths(folder, id).card, ...parts.map((name) => join(folder, name))]) {
    const card = await cardAt(path)
    if (card?.id === id && card.sha256 === sha256) return card
  }
  return null
}

async function cardAt(path: string): Promise<ListCard | null> {
  const bytes = await bytesOf(path)
  if (bytes === null) return null
  try {
    return ListCard.safeParse(JSON.parse(bytes.toString('utf8'))).data ?? null
  } catch {
    // No JSON is no card; whoever needs one says so.
    return null
  }
}

function setIn(path: string, bytes: Buffer, id: string): NumberSet {
  try {
    return unpacked(bytes)
  } catch (error) {
    throw damaged(`${path} cannot be read: ${messageOf(error).replace(/\.$/, '')}`, id)
  }
}

function damaged(what: string, id: string): OutsideError {
  return new OutsideError('damaged', `${what}; bring the list ${id} in again, or restore both files from a backup.`)
}

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

async function bytesOf(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw fileFailure(path, error)
  }
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return []
    throw fileFailure(folder, error)
  }
}
