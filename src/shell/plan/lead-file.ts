import { createReadStream, statSync } from 'node:fs'
import { isNotAList } from '../../intake/file-reader.ts'
import { type ListReader, type ListRow } from '../../intake/list.ts'
import { Complaint, fileComplaint } from '../command/complaint.ts'

/** A list on its way in: where its bytes come from, and how many there are where that is known. */
export type LeadFile = {
  readonly name: string
  readonly bytes: number | null
  readonly chunks: () => AsyncIterable<Uint8Array>
}

const CHUNK_BYTES = 256 << 10

/** Opens the list at a path, or standard input for `-`; throws a complaint when there is none to read. */
export function leadFile(path: string): LeadFile {
  if (path === '-')
    return { name: 'standard input', bytes: null, chunks: () => process.stdin as AsyncIterable<Uint8Array> }
  let stat
  try {
    stat = statSync(path)
  } catch (error) {
    throw fileComplaint(path, error)
  }
  if (stat.isDirectory()) throw new Complaint(`${path}: this is a folder; give the CSV file in it`)
  const chunks = () => createReadStream(path, { highWaterMark: CHUNK_BYTES }) as AsyncIterable<Uint8Array>
  return { name: path, bytes: stat.isFile() ? stat.size : null, chunks }
}

/** Feeds a whole list through its reader; `onBytes` hears how far it is. Throws a complaint that names the list. */
export async function readLeads(
  file: LeadFile,
  reader: ListReader,
  onRow: (row: ListRow) => void,
  onBytes: (bytes: number) => void
): Promise<void> {
  let read = 0
  const chunks = file.chunks()[Symbol.asyncIterator]()
  for (;;) {
    const { value, done } = await chunks.next().catch((error: unknown) => {
      throw fileComplaint(file.name, error)
    })
    if (done) break
    try {
      reader.push(value, onRow)
    } catch (error) {
      throw await closed(chunks, named(file, error))
    }
    onBytes((read += value.length))
  }
  try {
    reader.end(onRow)
  } catch (error) {
    throw named(file, error)
  }
}

/** What the reader threw, with the name of the list before it when the list is to blame. */
function named({ name }: LeadFile, error: unknown): unknown {
  return isNotAList(error) ? new Complaint(`${name}: ${error.notAList}`) : error
}

async function closed(chunks: AsyncIterator<Uint8Array>, error: unknown): Promise<unknown> {
  await chunks.return?.()
  return error
}
