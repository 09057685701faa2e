import { createHash } from 'node:crypto'
import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { codeOf } from '../command/complaint.ts'
import { OutsideError } from '../outside-error.ts'
import { fileFailure } from '../postgres/failure.ts'
import { type Entry, endOfTar, headerOf, paddingAfter } from './tar.ts'

export type Written = { readonly bytes: number; readonly sha256: string }

const pieceBytes = 2 ** 20
const remedy = 'free some space there, or name a file on another disk'

/** A backup that is being written. It bears its name when it is whole; disposed of before, it leaves nothing. */
export class ArchiveWriter {
  readonly #path: string
  readonly #part: string
  readonly #file: FileHandle
  readonly #seconds: number
  readonly #piece = Buffer.alloc(pieceBytes)
  #bytes = 0

  private constructor(path: string, part: string, file: FileHandle, seconds: number) {
    this.#path = path
    this.#part = part
    this.#file = file
    this.#seconds = seconds
  }

  static async create(path: string, seconds: number): Promise<ArchiveWriter> {
    const part = `${path}.${process.pid}.part`
    try {
      // It holds everything that the data folder holds, so nobody else may read it.
      return new ArchiveWriter(path, part, await open(part, 'wx', 0o600), seconds)
    } catch (error) {
      throw fileFailure(part, error, 'name a file in a folder that this account may write to')
    }
  }

  get bytes(): number {
    return this.#bytes
  }

  async addFolder(name: string): Promise<void> {
    await this.#header({ name, kind: 'folder', bytes: 0 })
  }

  async addText(name: string, text: string): Promise<Written> {
    const bytes = Buffer.from(text)
    await this.#header({ name, kind: 'file', bytes: bytes.length })
    await this.#write(bytes)
    await this.#write(Buffer.alloc(paddingAfter(bytes.length)))
    return { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }
  }

  /**
   * Adds a file as long as it is now; null when it is gone. One that is cut meanwhile is filled up with zeros, one that
   * grows is not followed: for the server's files what it wrote ahead tells the rest.
   */
  async addFile(name: string, path: string): Promise<Written | null> {
    const source = await open(path, 'r').catch((error: unknown) => {
      if (codeOf(error) === 'ENOENT') return null
      throw fileFailure(path, error, 'run the backup as the account that keeps the data')
    })
    if (source === null) return null
    try {
      const bytes = (await source.stat()).size
      const hash = createHash('sha256')
      await this.#header({ name, kind: 'file', bytes })
      for (let done = 0; done < bytes;) {
        const wanted = Math.min(pieceBytes, bytes - done)
        const { bytesRead } = await source.read(this.#piece, 0, wanted, done)
        if (bytesRead === 0) this.#piece.fill(0, 0, wanted)
        const piece = this.#piece.subarray(0, bytesRead === 0 ? wanted : bytesRead)
        hash.update(piece)
        await this.#write(piece)
        done += piece.length
      }
      await this.#write(Buffer.alloc(paddingAfter(bytes)))
      return { bytes, sha256: hash.digest('hex') }
    } finally {
      await source.close()
    }
  }

  /** Lets the file appear under its name, safe on the disk. */
  async finish(): Promise<void> {
    await this.#write(endOfTar)
    try {
      await this.#file.sync()
      await this.#file.close()
      await rename(this.#part, this.#path)
      const folder = process.platform === 'win32' ? null : await open(dirname(this.#path), 'r')
      await folder?.sync()
      await folder?.close()
    } catch (error) {
      throw fileFailure(this.#path, error, remedy)
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // Closed already when it is finished.
    await this.#file.close().catch(() => undefined)
    await rm(this.#part, { force: true })
  }

  async #header(entry: Entry): Promise<void> {
    const header = headerOf(entry, this.#seconds)
    if (header === null)
      throw new OutsideError(
        'unsupported',
        `${entry.name} cannot be saved: its name is too long, or it is larger than 8 GB.`
      )
    await this.#write(header)
  }

  async #write(bytes: Uint8Array): Promise<void> {
    try {
      for (let done = 0; done < bytes.length;) {
        const { bytesWritten } = await this.#file.write(bytes, done)
        done += bytesWritten
      }
      this.#bytes += bytes.length
    } catch (error) {
      throw fileFailure(this.#path, error, remedy)
    }
  }
}
