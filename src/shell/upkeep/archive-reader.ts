import { createHash } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import { OutsideError } from '../outside-error.ts'
import { fileFailure } from '../postgres/failure.ts'
import { BackupHead, backupFormat, headName, Manifest, manifestName, sealName } from './schema.ts'
import { blockBytes, type Entry, endOfTar, paddingAfter, readHeader } from './tar.ts'

/** Receives an entry; for a file, its bytes one after the other. */
export type Unpack = {
  readonly folder: (name: string) => Promise<void>
  readonly file: (name: string, pieces: AsyncIterable<Uint8Array>) => Promise<void>
}

const pieceBytes = 2 ** 20
/** A manifest of a million files. */
const textBytesMax = 2 ** 28

/**
 * Reads a backup from front to back and gives out what is in it. Resolves when every byte was what the manifest says;
 * what was given out before a failure must not be used.
 */
export async function readArchive(path: string, check: (head: BackupHead) => void, unpack: Unpack): Promise<Manifest> {
  const file = await open(path, 'r').catch((error: unknown) => {
    throw fileFailure(path, error, 'name a backup that this account can read')
  })
  try {
    return await readAll(new Source(path, file, (await file.stat()).size), check, unpack)
  } catch (error) {
    throw fileFailure(path, error, 'copy the backup to a disk that can be read')
  } finally {
    await file.close()
  }
}

async function readAll(source: Source, check: (head: BackupHead) => void, unpack: Unpack): Promise<Manifest> {
  const found = new Map<string, { readonly bytes: number; readonly sha256: string }>()
  const names = new Set<string>()
  const folders = new Set<string>()
  const texts = new Map<string, string>()
  for (;;) {
    const entry = await source.nextEntry()
    if (entry === null) break
    const { name, kind, bytes } = entry
    const above = foldersAbove(name)
    if (above.some((each) => found.has(each)) || (kind === 'file' && folders.has(name)))
      throw source.damaged(`${JSON.stringify(name)} is a file and a folder in it`)
    for (const each of kind === 'folder' ? [...above, name] : above) folders.add(each)
    if (names.size === 0) {
      if (name !== headName) throw source.damaged('it does not begin like a backup of Aftertone')
      check(headIn(source, await source.text(bytes)))
      found.set(name, source.lastText)
    } else if (names.has(name)) throw source.damaged(`${JSON.stringify(name)} is in it twice`)
    else if (name === manifestName || name === sealName) {
      texts.set(name, await source.text(bytes))
      found.set(name, source.lastText)
    } else if (texts.size > 0) throw source.damaged('something follows its manifest')
    else if (kind === 'folder') await unpack.folder(name)
    else {
      const hash = createHash('sha256')
      await unpack.file(
        name,
        source.pieces(bytes, (piece) => void hash.update(piece))
      )
      found.set(name, { bytes, sha256: hash.digest('hex') })
    }
    names.add(name)
  }
  return provenManifest(source, found, texts)
}

function foldersAbove(name: string): readonly string[] {
  const parts = name.split('/')
  return parts.slice(1).map((_, at) => parts.slice(0, at + 1).join('/'))
}

function headIn(source: Source, text: string): BackupHead {
  const head = BackupHead.safeParse(jsonOf(text))
  if (!head.success) throw source.damaged('it does not begin like a backup of Aftertone')
  if (head.data.aftertoneBackup > backupFormat)
    throw new OutsideError(
      'wrong_version',
      `${source.path} was made by Aftertone ${head.data.aftertone}, which is newer than this one; restore it with that version.`
    )
  return head.data
}

function provenManifest(
  source: Source,
  found: Map<string, { readonly bytes: number; readonly sha256: string }>,
  texts: Map<string, string>
): Manifest {
  const [text, seal] = [texts.get(manifestName), texts.get(sealName)]
  if (text === undefined || seal === undefined)
    throw source.damaged('its manifest is missing; it was not written to its end')
  if (seal.trim() !== found.get(manifestName)?.sha256) throw source.damaged('its manifest was altered')
  const manifest = Manifest.safeParse(jsonOf(text))
  if (!manifest.success) throw source.damaged('its manifest cannot be read')
  for (const name of [manifestName, sealName]) found.delete(name)
  for (const [name, { bytes, sha256 }] of Object.entries(manifest.data.files)) {
    const there = found.get(name)
    if (there === undefined) throw source.damaged(`${JSON.stringify(name)} is missing`)
    if (there.bytes !== bytes || there.sha256 !== sha256) throw source.damaged(`${JSON.stringify(name)} was altered`)
    found.delete(name)
  }
  const [extra] = found.keys()
  if (extra !== undefined) throw source.damaged(`${JSON.stringify(extra)} is not in its manifest`)
  return manifest.data
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // No JSON is no document of ours; the schema says so.
    return null
  }
}

/** The file and how far it has been read. */
class Source {
  readonly path: string
  readonly #file: FileHandle
  readonly #size: number
  #at = 0
  lastText = { bytes: 0, sha256: '' }

  constructor(path: string, file: FileHandle, size: number) {
    this.path = path
    this.#file = file
    this.#size = size
  }

  damaged(why: string): OutsideError {
    return new OutsideError('damaged', `${this.path} cannot be restored: ${why}; use another backup.`)
  }

  async nextEntry(): Promise<Entry | null> {
    const first = this.#at === 0
    const header = readHeader(await this.#read(blockBytes))
    switch (header.kind) {
      case 'entry':
        if (header.entry.bytes > this.#size - this.#at) throw this.#cut()
        return header.entry
      case 'end':
        if (first) throw this.#noBackup()
        if (!(await this.#read(blockBytes)).every((byte) => byte === 0)) throw this.damaged('its end is damaged')
        if (this.#at !== this.#size) throw this.damaged('something follows its end')
        return null
      case 'wrong':
        throw first ? this.#noBackup() : this.damaged(header.why)
    }
  }

  async *pieces(bytes: number, see: (piece: Uint8Array) => void): AsyncGenerator<Uint8Array> {
    for (let left = bytes; left > 0;) {
      const piece = await this.#read(Math.min(left, pieceBytes))
      see(piece)
      yield piece
      left -= piece.length
    }
    if ((await this.#read(paddingAfter(bytes))).some((byte) => byte !== 0))
      throw this.damaged('the end of a file is damaged')
  }

  async text(bytes: number): Promise<string> {
    if (bytes > textBytesMax) throw this.damaged('a document in it is larger than any of ours')
    const hash = createHash('sha256')
    const all: Uint8Array[] = []
    for await (const piece of this.pieces(bytes, (each) => void hash.update(each))) all.push(piece)
    this.lastText = { bytes, sha256: hash.digest('hex') }
    return Buffer.concat(all).toString('utf8')
  }

  async #read(bytes: number): Promise<Buffer> {
    const buffer = Buffer.alloc(bytes)
    for (let done = 0; done < bytes;) {
      const { bytesRead } = await this.#file.read(buffer, done, bytes - done, this.#at)
      if (bytesRead === 0) throw this.#at === done && done < endOfTar.length ? this.#noBackup() : this.#cut()
      done += bytesRead
      this.#at += bytesRead
    }
    return buffer
  }

  #cut(): OutsideError {
    return this.damaged('it ends too early; it was not copied whole')
  }

  #noBackup(): OutsideError {
    return new OutsideError(
      'damaged',
      `${this.path} is no backup of Aftertone; name a file that "aftertone backup" wrote (one that was compressed since must be unpacked first).`
    )
  }
}
