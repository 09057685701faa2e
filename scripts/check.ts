import { join } from 'node:path'
import { root } from './bootstrap.mjs'
import { runChild } from './run-child.mjs'
import { checkTypes, runSuite } from './suites.ts'
import { type Tally, closing, nothing, sum } from './tally.ts'

/** What to run before every commit: types, format, and the pure suite, which holds the floor plan. */
const prettier = join(root, 'node_modules', 'prettier', 'bin', 'prettier.cjs')
const types = await checkTypes()
const format = await runChild(process.execPath, [prettier, '--check', '--log-level', 'warn', '.'], { cwd: root })
if (format.code !== 0) console.log('Run "npm run format" to put that right.')
const pure = await runSuite('pure', [], 5 * 60_000)
const formatted: Tally = format.code === 0 ? { ...nothing, passed: 1 } : { ...nothing, failed: ['the format'] }
const whole = sum([types, formatted, pure])
console.log(`\n${closing(whole)}`)
process.exitCode = whole.failed.length > 0 || pure.passed === 0 ? 1 : 0
