import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { clockTables } from './clock-tables.ts'

/**
 * Writes src/clock/generated from the zone and holiday packages and from data/. Run it after an update of either:
 *
 *   node scripts/generate-clock.ts                      writes the tables
 *   node scripts/generate-clock.ts --check              writes nothing; exit 1 naming the tables that would change
 *   node scripts/generate-clock.ts --check --holidays US,GB   computes holidays of these countries alone, which is most of it
 *   node scripts/generate-clock.ts --area-codes FILE    takes another list of area codes than data/area-codes.json
 */
const root = new URL('..', import.meta.url)
const folder = new URL('src/clock/generated/', root)
const { values: options } = parseArgs({
  options: {
    check: { type: 'boolean', default: false },
    holidays: { type: 'string' },
    'area-codes': { type: 'string' }
  }
})
const countries = options.holidays?.split(',') ?? []
if (countries.length > 0 && !options.check) throw new Error('--holidays goes with --check: a table is written whole')

const tables = new Map([
  ...clockTables(root, options['area-codes'] ?? new URL('data/area-codes.json', root)),
  ['holidays.ts', holidayTable(countries)]
])
const changed = [...tables].filter(([name, text]) => !isWritten(name, text)).map(([name]) => name)

if (options.check) {
  for (const name of changed) console.error(`src/clock/generated/${name} is not what its sources say.`)
  if (changed.length > 0) console.error('Run: node scripts/generate-clock.ts')
  process.exitCode = changed.length > 0 ? 1 : 0
} else {
  mkdirSync(folder, { recursive: true })
  for (const [name, text] of tables) {
    if (changed.includes(name)) writeFileSync(new URL(name, folder), text)
    console.log(`${name}\t${text.length} characters${changed.includes(name) ? '' : ', unchanged'}`)
  }
}

/**
 * Holidays come from a process of their own: their package brings an older copy of the zone package, which overwrites
 * the zones of every process that loads it.
 */
function holidayTable(countries: readonly string[]): string {
  const script = fileURLToPath(new URL('scripts/generate-holidays.ts', root))
  return execFileSync(process.execPath, [script, ...countries], { encoding: 'utf8', maxBuffer: 1 << 26 })
}

/** A table of some countries is written when each of its parts, one a country, stands in the whole. */
function isWritten(name: string, text: string): boolean {
  const written = writtenTable(name)
  if (written === null || name !== 'holidays.ts' || countries.length === 0) return written === text
  const parts = text.replace(/\n\]\n$/, '').split(/,?\n(?= {2}\[')/)
  return parts.length === countries.length + 1 && parts.every((part) => written.includes(part))
}

function writtenTable(name: string): string | null {
  const file = new URL(name, folder)
  return existsSync(file) ? readFileSync(file, 'utf8') : null
}
