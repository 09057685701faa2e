/**
 * Imports of a plain list against the bare limit of this machine in the same run: rows a second into an empty store,
 * the same file again (all of them known), and COPY of the very rows that were stored into tables of the same shape,
 * their keys and indexes built afterwards. Run: node bench/import.ts [--rows 100000] [--json].
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { text } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import type pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { createReadStream, createWriteStream } from 'node:fs'
import { openInstallation } from '../src/shell/store/installation.ts'
import { writePlainLeads } from '../test/plain-leads.ts'
import { handOver } from './_figure.ts'

const RATIO_MIN = 0.5
const RATE_MIN = 20_000
const PEAK_MB_MAX = 1_000
const TABLES = ['account', 'lead', 'contact_point', 'list_member', 'enrolment', 'signal', 'touch', 'outcome']
const root = join(import.meta.dirname, '..')
const { values } = parseArgs({
  options: { rows: { type: 'string', default: '100000' }, json: { type: 'boolean', default: false } }
})
const rows = Number(values.rows)
const folder = mkdtempSync(join(tmpdir(), 'aftertone-bench-import-'))
chmodSync(folder, 0o711)
const { DATABASE_URL: _, ...surroundings } = process.env
const env = { ...surroundings, AFTERTONE_HOME: join(folder, 'home') }

try {
  const list = join(folder, 'leads.csv')
  await writePlainLeads(list, rows, 2)
  await using installation = await openInstallation(env)
  const empty = await bringIn(list)
  const limit = await bareSeconds(await installation.store.asOwner())
  const again = await bringIn(list)
  const result = {
    rows,
    created: empty.counts['created'],
    emptyRowsPerSecond: Math.round(rows / empty.seconds),
    againRowsPerSecond: Math.round(rows / again.seconds),
    limitRowsPerSecond: Math.round(rows / limit),
    ratio: Math.round((limit / empty.seconds) * 100) / 100,
    peakMb: empty.peakMb
  }
  if (values.json) console.log(JSON.stringify(result))
  else for (const [name, value] of Object.entries(result)) console.log(`${name.padEnd(20)} ${value}`)
  const { emptyRowsPerSecond, againRowsPerSecond, limitRowsPerSecond: bare, ratio, peakMb } = result
  const isFast = ratio >= RATIO_MIN && emptyRowsPerSecond >= RATE_MIN
  const isWithin = isFast && againRowsPerSecond >= RATE_MIN && (peakMb ?? 0) <= PEAK_MB_MAX
  if (!isWithin) console.log(`budget: ratio ${RATIO_MIN}, ${RATE_MIN} rows a second, ${PEAK_MB_MAX} MB`)
  handOver([
    {
      ...{ name: 'rows imported into an empty store', figure: emptyRowsPerSecond, unit: '/s', limit: bare, ratio },
      ...{ budget: `>= ${RATIO_MIN} of the limit, >= ${RATE_MIN}/s`, isMet: isFast }
    },
    {
      ...{ name: 'the same rows again', figure: againRowsPerSecond, unit: '/s', limit: null, ratio: null },
      ...{ budget: `>= ${RATE_MIN}/s`, isMet: againRowsPerSecond >= RATE_MIN }
    },
    {
      ...{ name: 'memory of an import', figure: peakMb ?? 0, unit: 'MB', limit: null, ratio: null },
      ...{ budget: `<= ${PEAK_MB_MAX} MB`, isMet: peakMb === null ? null : peakMb <= PEAK_MB_MAX }
    }
  ])
} finally {
  rmSync(folder, { recursive: true, force: true })
}

type Run = {
  readonly seconds: number
  readonly peakMb: number | null
  readonly counts: Readonly<Record<string, number>>
}

async function bringIn(list: string): Promise<Run> {
  const started = performance.now()
  const args = [join(root, 'src/cli.ts'), 'import', list, '--list', 'bench', '--json']
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] })
  let peakMb: number | null = null
  const watch = setInterval(() => (peakMb = peakOf(child.pid) ?? peakMb), 100)
  const [out] = await Promise.all([text(child.stdout), once(child, 'close')])
  clearInterval(watch)
  return { seconds: (performance.now() - started) / 1000, peakMb, counts: JSON.parse(out) }
}

/** The stored rows once more, from files into bare tables, then the keys and indexes that the real ones have. */
async function bareSeconds(owner: pg.Client): Promise<number> {
  for (const table of TABLES)
    await pipeline(
      owner.query(
        copyTo(`copy ${table === 'touch' || table === 'outcome' ? `(select * from ${table})` : table} to stdout`)
      ),
      createWriteStream(join(folder, table))
    )
  await owner.query('create schema bare')
  const started = performance.now()
  for (const table of TABLES) {
    await owner.query(`create table bare.${table} (like public.${table} including defaults)`)
    await pipeline(createReadStream(join(folder, table)), owner.query(copyFrom(`copy bare.${table} from stdin`)))
  }
  const { rows: indexes } = await owner.query<{ definition: string }>(
    `select replace(replace(pg_get_indexdef(i.indexrelid), ' ON ONLY ', ' ON '), ' ON public.', ' ON bare.') as definition
      from pg_index i join pg_class c on c.oid = i.indrelid
      where c.relnamespace = 'public'::regnamespace and c.relname = any($1::text[])`,
    [TABLES]
  )
  for (const { definition } of indexes) await owner.query(definition)
  const seconds = (performance.now() - started) / 1000
  await owner.query('drop schema bare cascade')
  await owner.end()
  return seconds
}

/** High-water mark of resident memory, as Linux keeps it; null elsewhere. */
function peakOf(pid: number | undefined): number | null {
  try {
    const kilobytes = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    return kilobytes === undefined ? null : Math.round(Number(kilobytes) / 1024)
  } catch {
    // Not Linux, or the process has just ended: the last reading stands.
    return null
  }
}
