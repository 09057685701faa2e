import { join } from 'node:path'
import { root } from './bootstrap.mjs'
import { runChild } from './run-child.mjs'
import { checkTypes, runSuite } from './suites.ts'
import { closingLine, sum } from './tally.ts'

/** What to run before every commit: types, format, and the pure suite, which holds the floor plan. */
const prettier = join(root, 'node_modules', 'prettier', 'bin', 'prettier.cjs')
const types = await checkTypes()
const format = await runChild(process.execPath, [prettier, '--check', '--log-level', 'warn', '.'], { cwd: root })
if (format.code !== 0) console.log('Run "npm run format" to put that right.')
const pure = await runSuite('pure', [], 5 * 60_000)
const whole = sum([types, { passed: format.code === 0 ? 1 : 0, failed: format.code === 0 ? 0 : 1, skipped: 0 }, pure])
console.log(`\n${closingLine(whole)}`)
process.exitCode = whole.failed > 0 || pure.passed === 0 ? 1 : 0
