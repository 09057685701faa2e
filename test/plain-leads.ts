import { createWriteStream } from 'node:fs'
import { once } from 'node:events'
import { zoneNamed } from '../src/clock/zone.ts'
import { type ImportRequest } from '../src/shell/import/import-run.ts'
import { MONDAY } from './store.ts'

/** Columns of a list as most are: names, two numbers, an address, where they are. */
const HEADINGS = 'Record ID,First Name,Last Name,Company,Email,Phone,Mobile,City,State,Country,Lead source,Do not call'
const firsts = ['Ana', 'Luis', 'Maria', 'John', 'Thérèse', 'Priya', 'Bob', 'Fatima', 'Quentin', 'Eun-ji', 'Sam', 'Olga']
const lasts = ['Ortiz', 'Smith', 'Ng', 'Iyer', 'Bianchi', 'Stone', 'Reyes', 'Novak', 'Walsh', 'Tsosie', 'Hart']
const areas = [
  '212 New York,NY',
  '305 Miami,FL',
  '713 Houston,TX',
  '415 San Francisco,CA',
  '312 Chicago,IL',
  '617 Boston,MA'
]

/** One invented row; each has numbers of its own, so that a list of millions holds as many people. */
export function plainRow(index: number): string {
  const [area, place] = [areas[index % 6]!.slice(0, 3), areas[index % 6]!.slice(4)]
  const n = Math.floor(index / 6)
  const exchange = 200 + (Math.floor(n / 10_000) % 700)
  const line = String(n % 10_000).padStart(4, '0')
  const number = [`(${area}) ${exchange}-${line}`, `${area}-${exchange}-${line}`, `+1 ${area} ${exchange} ${line}`]
  const phone = `${number[index % 3]!}${index % 5 === 0 ? ` x${10 + (index % 90)}` : ''}`
  const mobile = index % 4 === 0 ? `${area}.${String(exchange + 40)}.${line}` : ''
  const who = `${firsts[index % 12]!},${lasts[index % 11]!},${index % 3 === 0 ? `Firm ${index % 50_000}` : ''}`
  const email = index % 10 < 8 ? `person${index}@example.com` : ''
  return `R${index},${who},${email},${phone},${mobile},${place},US,${index % 7 === 0 ? 'Webinar' : ''},${index % 97 === 0 ? 'yes' : ''}`
}

/** Writes a list of so many rows; of every hundred, `repeats` are earlier rows again. */
export async function writePlainLeads(file: string, rows: number, repeats = 0): Promise<void> {
  const out = createWriteStream(file)
  let text = `${HEADINGS}\n`
  for (let index = 0; index < rows; index++) {
    text += `${plainRow(index % 100 < repeats && index >= 100 ? index - 50 : index)}\n`
    if (text.length < 1 << 18) continue
    if (!out.write(text)) await once(out, 'drain')
    text = ''
  }
  out.end(text)
  await once(out, 'close')
}

/** The list as a command would bring it in, in batches of so many rows. */
export function plainImport(path: string, rows: number): ImportRequest {
  return {
    ...{ path, now: MONDAY, zone: zoneNamed('America/New_York')!, size: { rows, pieceBytes: 4 << 10 } },
    wish: {
      ...{ list: 'spring', keys: ['external', 'phone', 'email'], onMatch: 'update', country: 'US', map: [] },
      ...{ source: null, costCents: null, currency: null }
    },
    isStopped: () => false,
    onProgress: () => undefined,
    onProblem: () => undefined
  }
}
