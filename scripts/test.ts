import { parseArgs } from 'node:util'
import { asteriskTree } from './asterisk-tree.ts'
import { chromium } from './chromium.ts'
import { type Suite, checkTypes, runSuite, suites, testFiles } from './suites.ts'
import { closing, nothing, sum, type Tally } from './tally.ts'

const help = `Usage: npm test [-- [-t NAME] PATTERN…]

Runs the type check and every suite. PATTERN keeps the test files whose path contains it, -t the tests whose name matches.`

/** A run that takes longer than this is broken, and must say so before a build machine cuts it off. */
const wholeLimitMs = 11.5 * 60_000

try {
  await main()
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 2
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { testNamePattern: { type: 'string', short: 't' }, help: { type: 'boolean', short: 'h' } }
  })
  if (values.help) return console.log(help)
  const filter = [...(values.testNamePattern === undefined ? [] : ['-t', values.testNamePattern]), ...positionals]
  const started = Date.now()
  const parts = fetched(suites.filter((suite) => testFiles(suite, positionals).length > 0))
  const types = await checkTypes()
  const tests = await runSuites(positionals, filter, started + wholeLimitMs, parts)
  const ranNone = tests.passed + tests.failed.length === 0
  if (ranNone) console.log(filter.length > 0 ? `No test matches ${filter.join(' ')}.` : 'No test ran.')
  const whole = sum([types, tests])
  console.log(`\n${closing(whole)}`)
  process.exitCode = whole.failed.length > 0 || ranNone ? 1 : 0
}

async function runSuites(
  patterns: readonly string[],
  filter: readonly string[],
  endMs: number,
  parts: ReadonlyMap<Suite, Promise<Part>>
): Promise<Tally> {
  const run = async (suite: Suite): Promise<Tally> => {
    const files = testFiles(suite, patterns)
    if (files.length === 0) return nothing
    console.log(`\nThe ${suite} suite`)
    return await runOne(suite, filter, files.length, endMs, (await parts.get(suite)) ?? null)
  }
  const tallies: Tally[] = []
  let calls: Promise<Tally> | null = null
  for (const suite of suites) {
    if (suite === 'telephony') continue
    // Calls wait for the clock most of the time: their suite runs beside those that are slow themselves.
    if (suite === 'pg') calls = run('telephony')
    tallies.push(await run(suite))
  }
  return sum([nothing, ...tallies, await calls!])
}

/** What a suite needs that no package brings, and the variable by which its tests find it; null where it needs nothing. */
type Part = readonly [variable: string, path: string] | { readonly kind: 'none'; readonly why: string } | null

/** Fetching is waiting for the most part, so it goes on beside the first suites; one after the other, as the system asks. */
function fetched(wanted: readonly Suite[]): ReadonlyMap<Suite, Promise<Part>> {
  const parts = new Map<Suite, Promise<Part>>()
  let last: Promise<unknown> = Promise.resolve()
  for (const suite of wanted) {
    const part = last.then(() => partOf(suite))
    // Whoever asks for the part hears of a failure; the next one is fetched all the same.
    last = part.catch(() => undefined)
    parts.set(suite, part)
  }
  return parts
}

async function partOf(suite: Suite): Promise<Part> {
  if (suite === 'browser') {
    const answer = await chromium(console.log)
    return answer.kind === 'found' ? ['AFTERTONE_CHROMIUM', answer.path] : answer
  }
  if (suite !== 'telephony') return null
  const answer = await asteriskTree(console.log)
  return answer.kind === 'found' ? ['AFTERTONE_ASTERISK_TREE', answer.tree] : answer
}

/** Without what it needs a suite is left out and counted so; on a build machine that is a failure. */
async function runOne(
  suite: Suite,
  filter: readonly string[],
  fileCount: number,
  endMs: number,
  part: Part
): Promise<Tally> {
  if (part === null) return await runSuite(suite, filter, endMs - Date.now())
  if (!('kind' in part)) {
    const [variable, path] = part
    return await runSuite(suite, filter, endMs - Date.now(), { ...process.env, [variable]: path })
  }
  const isBuildMachine = process.env['CI'] === 'true'
  const told = `the ${suite} suite (files: ${fileCount}) ${isBuildMachine ? 'could not run' : 'is left out'}: ${part.why}`
  console.log(`${told}.`)
  return isBuildMachine ? { ...nothing, failed: [told] } : { ...nothing, skipped: fileCount }
}
