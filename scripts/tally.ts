import { relative } from 'node:path'
import { root } from './bootstrap.mjs'

/** What a suite came to: how many tests passed and were left out, and what failed, a line each. */
export interface Tally {
  readonly passed: number
  readonly failed: readonly string[]
  readonly skipped: number
}

export const nothing: Tally = { passed: 0, failed: [], skipped: 0 }

export function sum(tallies: readonly Tally[]): Tally {
  return tallies.reduce(
    (one, other) => ({
      passed: one.passed + other.passed,
      failed: [...one.failed, ...other.failed],
      skipped: one.skipped + other.skipped
    }),
    nothing
  )
}

/** The end of a test run: what failed, once more where nobody has to scroll for it, and the closing line. */
export function closing(tally: Tally): string {
  const failed = tally.failed.map((line) => `  ${line}`)
  const skipped = tally.skipped > 0 ? `, ${tally.skipped} skipped` : ''
  const line = `${tally.passed} passed, ${tally.failed.length} failed${skipped}`
  return [...(failed.length > 0 ? ['Failed:', ...failed, ''] : []), line].join('\n')
}

/**
 * Reads Vitest's JSON report of a suite. A file that could not be loaded, an error outside every test, and a report that
 * is missing each count as a failure, because a test that never ran must not look like one that passed.
 */
export function tallyOf(suite: string, report: string | undefined, exitCode: number): Tally {
  const tally = readReport(report)
  if (tally === undefined) return { ...nothing, failed: [`the ${suite} suite did not come to its end`] }
  const isSilentFailure = exitCode !== 0 && tally.failed.length === 0
  return isSilentFailure ? { ...tally, failed: [`the ${suite} suite: an error outside every test, see above`] } : tally
}

interface Report {
  readonly numPassedTests: number
  readonly numPendingTests: number
  readonly numTodoTests: number
  readonly testResults: readonly FileResult[]
}

interface FileResult {
  readonly name: string
  readonly status: string
  readonly message: string
  readonly assertionResults: readonly {
    readonly fullName: string
    readonly status: string
    readonly failureMessages: readonly string[]
  }[]
}

function readReport(text: string | undefined): Tally | undefined {
  if (text === undefined) return undefined
  try {
    const report = JSON.parse(text) as Report
    return {
      passed: report.numPassedTests,
      failed: report.testResults.flatMap(failuresOf),
      skipped: report.numPendingTests + report.numTodoTests
    }
  } catch {
    // Half a report means that Vitest died while writing it.
    return undefined
  }
}

function failuresOf(file: FileResult): readonly string[] {
  const path = relative(root, file.name)
  if (file.status === 'failed' && file.assertionResults.length === 0)
    return [`${path} could not be loaded: ${firstLine(file.message)}`]
  return file.assertionResults
    .filter(({ status }) => status === 'failed')
    .map(({ fullName, failureMessages }) => `${path} > ${fullName}: ${firstLine(failureMessages[0] ?? '')}`)
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? ''
}
