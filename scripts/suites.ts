import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from './bootstrap.mjs'
import { runChild } from './run-child.mjs'
import { type Tally, nothing, tallyOf } from './tally.ts'

/** The suites, in the order in which they run: what is quick to fail comes first. */
export const suites = ['pure', 'process', 'pg', 'browser', 'telephony'] as const
export type Suite = (typeof suites)[number]

/** The test files of a suite whose path contains one of the patterns; all of them when there is no pattern. */
export function testFiles(suite: Suite, patterns: readonly string[]): readonly string[] {
  const all = globSync(['src/**/*.test.{ts,tsx}', 'test/**/*.test.ts', 'scripts/**/*.test.ts'], { cwd: root })
  return all
    .filter((path) => suiteOf(path) === suite)
    .filter((path) => patterns.length === 0 || patterns.some((pattern) => path.includes(pattern)))
}

function suiteOf(path: string): Suite {
  if (path.includes('.browser.test.')) return 'browser'
  if (path.includes('.telephony.test.')) return 'telephony'
  if (path.includes('.pg.test.')) return 'pg'
  return path.includes('.process.test.') ? 'process' : 'pure'
}

/** Runs one suite with its output streaming, for at most `limitMs`, and counts what came of it. */
export async function runSuite(
  suite: Suite,
  filter: readonly string[],
  limitMs: number,
  env: NodeJS.ProcessEnv = process.env
): Promise<Tally> {
  const folder = mkdtempSync(join(tmpdir(), 'aftertone-suite-'))
  const report = join(folder, 'report.json')
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const args = [vitest, 'run', '--project', suite, '--passWithNoTests', ...reporters, ...filter]
  try {
    const end = await runChild(process.execPath, args, { cwd: root, env, timeout: Math.max(1, limitMs) })
    if (end.signal !== null) console.log(`The ${suite} suite was stopped (${end.signal}): it ran longer than allowed.`)
    return tallyOf(suite, existsSync(report) ? readFileSync(report, 'utf8') : undefined, end.code ?? 1)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Checks the types of the server and of the web app; each counts as one test. */
export async function checkTypes(): Promise<Tally> {
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
  const failed: string[] = []
  const projects = ['tsconfig.json', 'src/web/tsconfig.json']
  for (const project of projects) {
    const end = await runChild(process.execPath, [tsc, '-p', project], { cwd: root })
    if (end.code !== 0) failed.push(`the types of ${project}`)
  }
  console.log(failed.length === 0 ? 'Types are right.' : 'Types are wrong, see above.')
  return { ...nothing, passed: projects.length - failed.length, failed }
}
