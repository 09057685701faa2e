import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { type DncReport, type OnNumber, dncReader } from '../../intake/dnc-file.ts'
import { isNotAList, notAList } from '../../intake/file-reader.ts'
import { type TextReader, fileKind, textReader } from '../../intake/text.ts'
import { Complaint, codeOf } from '../command/complaint.ts'
import { OutsideError } from '../outside-error.ts'
import { fileFailure } from '../postgres/failure.ts'

const CHUNK_BYTES = 1 << 20

/**
 * Reads one file of numbers, as it is or packed by gzip, in memory that does not grow with it. Throws a complaint that
 * names the file where it is no list, and a failure where it cannot be read. `settle` is waited for after every
 * stretch of about a megabyte.
 */
export async function readListFile(
  path: string,
  country: string,
  onNumber: OnNumber,
  settle: () => Promise<void>
): Promise<DncReport> {
  try {
    const reader = dncReader(country)
    let text: TextReader | null = null
    const take = async (bytes: AsyncIterable<Uint8Array>): Promise<void> => {
      for await (const chunk of bytes) {
        text ??= textOf(chunk)
        reader.push(text.push(chunk), onNumber)
        await settle()
      }
    }
    const isPacked = await isGzip(path)
    const source = createReadStream(path, { highWaterMark: CHUNK_BYTES })
    await (isPacked ? pipeline(source, createGunzip({ chunkSize: CHUNK_BYTES }), take) : pipeline(source, take))
    reader.push((text as TextReader | null)?.end() ?? '', onNumber)
    reader.end(onNumber)
    await settle()
    return reader.report()
  } catch (error) {
    if (isNotAList(error)) throw new Complaint(`${path}: ${error.notAList}`)
    if (codeOf(error).startsWith('Z_'))
      throw new OutsideError('damaged', `${path}: the gzip file is broken or cut off; download it again.`, {
        cause: error
      })
    throw error instanceof Complaint ? error : fileFailure(path, error, 'look at the name and the rights of the file')
  }
}

async function isGzip(path: string): Promise<boolean> {
  const file = await open(path, 'r')
  try {
    // Of a pipe the bytes that are looked at would be gone.
    if (!(await file.stat()).isFile()) throw new Complaint(`${path}: this is no file; name the file with the numbers`)
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0)
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b
  } finally {
    await file.close()
  }
}

/** Registries pack their lists, so an archive is told apart from a file of something else. */
function textOf(head: Uint8Array): TextReader {
  if (head[0] === 0x50 && head[1] === 0x4b)
    throw notAList(
      'the file is a ZIP archive, as registries send it, or a spreadsheet; unpack it and give the text file in it'
    )
  const kind = fileKind(head)
  if (kind.kind === 'text') return textReader(kind)
  throw notAList(`the file ${kind.reason}`)
}
