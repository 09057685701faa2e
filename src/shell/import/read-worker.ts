import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { isNotAList } from '../../intake/file-reader.ts'
import { type ImportRow, importList } from '../../intake/import-list.ts'
import { type RejectedRow } from '../../intake/rejected.ts'
import { fileComplaint } from '../command/complaint.ts'
import { BETWEEN, type FromReader, type LeadOfFile, type ReadWish } from './read-rows.ts'

/** The thread that reads: from bytes to leads, in batches, never more than a few ahead. */
const AHEAD = 2

const { path, context, options, mark, size } = workerData as ReadWish
const port = parentPort!
let ahead = 0
port.on('message', () => ahead--)
const say = (message: FromReader): void => port.postMessage(message)

try {
  await read()
} catch (error) {
  const name = path === '-' ? 'standard input' : path
  say({
    kind: 'failed',
    sentence: isNotAList(error) ? `${name}: ${error.notAList}` : fileComplaint(name, error).message
  })
}
port.close()

async function read(): Promise<void> {
  const list = importList(context, options)
  const seed = hashOf(mark, 0)
  let leads: LeadOfFile[] = []
  let rejected: RejectedRow[] = []
  let [ignored, lastRow, bytes] = [0, 0, 0]
  const take = (found: ImportRow): void => {
    lastRow = found.row
    if (found.kind === 'lead') {
      const cells = found.cells.join(BETWEEN)
      leads.push({ row: found.row, lead: found.lead, hash: hashOf(cells, seed), cells })
    } else if (found.kind === 'rejected') rejected.push(found)
    else ignored++
  }
  const send = (): void => {
    say({ kind: 'rows', batch: { leads, rejected, ignored, lastRow, bytes, headings: list.headings() } })
    ahead++
    leads = []
    rejected = []
    ignored = 0
  }
  const piece = { highWaterMark: size.pieceBytes }
  const input = path === '-' ? createReadStream('', { fd: 0, ...piece }) : createReadStream(path, piece)
  for await (const chunk of input as AsyncIterable<Uint8Array>) {
    list.push(chunk, take)
    bytes += chunk.length
    if (leads.length + rejected.length + ignored < size.rows) continue
    send()
    while (ahead > AHEAD) await once(port, 'message')
  }
  list.end(take)
  if (leads.length + rejected.length + ignored > 0) send()
  say({ kind: 'end', problems: list.problems().map(({ message }) => message) })
}

/** 53 bits of two sums over the characters (FNV-1a and a murmur step): enough to know a row again within a lead. */
function hashOf(text: string, seed: number): number {
  let low = 0x811c9dc5 ^ seed
  let high = 0x9e3779b1 ^ Math.floor(seed / 2 ** 21)
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    low = Math.imul(low ^ code, 0x01000193)
    high = Math.imul(high ^ code, 0x5bd1e995)
    high ^= high >>> 15
  }
  return ((high ^ (high >>> 16)) & 0x1fffff) * 2 ** 32 + ((low ^ (low >>> 15)) >>> 0)
}
