import { globSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './bootstrap.mjs'
import { runChild } from './run-child.mjs'

/** Runs every benchmark, or those whose path contains one of the arguments, one after the other and each for a bounded time. */
const limitMs = 5 * 60_000
const patterns = process.argv.slice(2)
const files = globSync('bench/**/*.ts', { cwd: root })
  .filter((path) => !path.endsWith('.test.ts') && !path.split(/[\\/]/).some((part) => part.startsWith('_')))
  .filter((path) => patterns.length === 0 || patterns.some((pattern) => path.includes(pattern)))
  .sort()
const missed: string[] = []
for (const file of files) {
  console.log(`\n${file}`)
  const end = await runChild(process.execPath, [join(root, file)], { cwd: root, timeout: limitMs })
  if (end.code !== 0) missed.push(end.signal === null ? file : `${file} (stopped after ${limitMs / 60_000} minutes)`)
}
if (missed.length > 0) console.log(`\nMissed their budget or failed: ${missed.join(', ')}`)
console.log(`\n${files.length - missed.length} of ${files.length} benchmarks within budget`)
process.exitCode = missed.length > 0 || files.length === 0 ? 1 : 0
