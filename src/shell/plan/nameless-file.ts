import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Complaint, fileComplaint } from '../command/complaint.ts'

export type NamelessFile = {
  readonly append: (bytes: Uint8Array) => void
  readonly read: (into: Uint8Array, offset: number, length: number, position: number) => void
  readonly size: () => number
  readonly close: () => void
}

/** Bytes gathered before they are written, so that a million entries are some hundred writes. */
const WRITE_BYTES = 1 << 20

/**
 * A file among the temporary ones that loses its name as soon as it is open: however the process ends, nothing of it
 * stays behind. Where a system keeps the name of an open file, it is removed when the file is closed.
 */
export function namelessFile(): NamelessFile {
  const folder = inTemporary(() => mkdtempSync(join(tmpdir(), 'aftertone-plan-')))
  const descriptor = inTemporary(() => openSync(join(folder, 'parts'), 'w+', 0o600))
  const remove = (): void => rmSync(folder, { recursive: true, force: true })
  let isNamed = false
  try {
    remove()
  } catch {
    // Windows may hold on to the name of an open file; it goes with the process.
    isNamed = true
    process.once('exit', remove)
  }
  const pending = Buffer.allocUnsafe(WRITE_BYTES)
  let filled = 0
  let written = 0
  const flush = (): void => {
    writeAll(descriptor, pending.subarray(0, filled), written)
    written += filled
    filled = 0
  }
  return {
    append(bytes) {
      if (filled + bytes.length > pending.length) flush()
      if (bytes.length > pending.length) {
        writeAll(descriptor, bytes, written)
        written += bytes.length
      } else {
        pending.set(bytes, filled)
        filled += bytes.length
      }
    },
    read(into, offset, length, position) {
      if (filled > 0) flush()
      for (let done = 0; done < length;) {
        const got = inTemporary(() => readSync(descriptor, into, offset + done, length - done, position + done))
        if (got === 0) throw new Error('what was laid on disk is not there any more')
        done += got
      }
    },
    size: () => written + filled,
    close() {
      closeSync(descriptor)
      if (isNamed) remove()
    }
  }
}

function writeAll(descriptor: number, bytes: Uint8Array, position: number): void {
  for (let done = 0; done < bytes.length;)
    done += inTemporary(() => writeSync(descriptor, bytes, done, bytes.length - done, position + done))
}

function inTemporary<Result>(act: () => Result): Result {
  try {
    return act()
  } catch (error) {
    const { message } = fileComplaint(`temporary folder ${tmpdir()}`, error)
    throw new Complaint(`${message}; set TMPDIR to a folder with room`)
  }
}
