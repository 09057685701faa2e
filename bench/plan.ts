/**
 * A list of a million leads on a call sheet: rows a second, peak memory of the process, and the ratio to a process
 * that only reads the same rows. Run: node bench/plan.ts [--rows 1000000] [--playbook house-default] [--json].
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createReadStream, createWriteStream, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { parseInstant } from '../src/clock/civil.ts'
import { fixedZone } from '../src/clock/zone.ts'
import { listReader } from '../src/intake/list.ts'
import { handOver } from './_figure.ts'

/** Of the rate at which the rows are only read; and the most memory, whatever the length of the list. */
const RATIO_MIN = 0.25
const PEAK_MB_MAX = 400
const NOW = '2026-11-23T15:00:00Z'
const root = join(import.meta.dirname, '..')

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    playbook: { type: 'string', default: 'house-default' },
    json: { type: 'boolean', default: false },
    readOnly: { type: 'string' }
  }
})

if (values.readOnly === undefined) await measure()
else await readOnly(values.readOnly)

async function measure(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'aftertone-bench-plan-'))
  try {
    const list = join(folder, 'leads.csv')
    await generate(list)
    const small = join(folder, 'tenth.csv')
    await generate(small, Number(values.rows) / 10)
    const reading = await run('bench/plan.ts', '--readOnly', list)
    const planning = await run('src/cli.ts', 'plan', list, '--playbook', values.playbook, '--now', NOW, '--json')
    const tenth = await run('src/cli.ts', 'plan', small, '--playbook', values.playbook, '--now', NOW, '--json')
    report(list, reading, planning, tenth)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function generate(file: string, rows = Number(values.rows)): Promise<void> {
  const args = [join(root, 'scripts/generate-leads.ts'), '--rows', String(Math.round(rows)), '--now', NOW]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  await pipeline(child.stdout, createWriteStream(file))
}

/** Rows through the reader and nowhere else: what any list costs before a decision is made. */
async function readOnly(file: string): Promise<void> {
  const reader = listReader({ nowMs: parseInstant(NOW)!.epochMs, country: 'US', zone: fixedZone(0) }, { country: 'US' })
  let rows = 0
  for await (const chunk of createReadStream(file, { highWaterMark: 256 << 10 }))
    reader.push(chunk as Uint8Array, () => rows++)
  reader.end(() => rows++)
  console.log(rows)
}

type Run = { readonly seconds: number; readonly peakMb: number | null }

async function run(entry: string, ...args: readonly string[]): Promise<Run> {
  const started = performance.now()
  const child = spawn(process.execPath, [join(root, entry), ...args], { stdio: ['ignore', 'ignore', 'inherit'] })
  let peakMb: number | null = null
  const watch = setInterval(() => (peakMb = peakOf(child.pid) ?? peakMb), 100)
  const [code] = (await once(child, 'close')) as [number | null]
  clearInterval(watch)
  if (code !== 0) throw new Error(`${entry} ${args.join(' ')} ended with ${code}`)
  return { seconds: (performance.now() - started) / 1000, peakMb }
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

function report(list: string, reading: Run, planning: Run, tenth: Run): void {
  const rows = Number(values.rows)
  const result = {
    rows,
    megabytes: Math.round(statSync(list).size / 1e6),
    playbook: values.playbook,
    readRowsPerSecond: Math.round(rows / reading.seconds),
    planRowsPerSecond: Math.round(rows / planning.seconds),
    ratio: Math.round((reading.seconds / planning.seconds) * 100) / 100,
    peakMb: planning.peakMb,
    peakMbOfTenth: tenth.peakMb
  }
  if (values.json) console.log(JSON.stringify(result))
  else for (const [name, value] of Object.entries(result)) console.log(`${name.padEnd(18)} ${value}`)
  const isWithin = result.ratio >= RATIO_MIN && (result.peakMb === null || result.peakMb <= PEAK_MB_MAX)
  if (!isWithin) console.log(`budget: ratio at least ${RATIO_MIN}, peak at most ${PEAK_MB_MAX} MB`)
  handOver([
    {
      ...{ name: 'rows of a list on a call sheet', figure: result.planRowsPerSecond, unit: '/s' },
      ...{ limit: result.readRowsPerSecond, ratio: result.ratio },
      ...{ budget: `>= ${RATIO_MIN} of the limit`, isMet: result.ratio >= RATIO_MIN }
    },
    {
      ...{ name: 'memory of it', figure: result.peakMb ?? 0, unit: 'MB', limit: null, ratio: null },
      ...{ budget: `<= ${PEAK_MB_MAX} MB`, isMet: result.peakMb === null ? null : result.peakMb <= PEAK_MB_MAX }
    }
  ])
}
