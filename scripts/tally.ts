/** What a suite came to: how many tests passed, failed and were left out. */
export interface Tally {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

export const nothing: Tally = { passed: 0, failed: 0, skipped: 0 }

export function sum(tallies: readonly Tally[]): Tally {
  return tallies.reduce(
    (one, other) => ({
      passed: one.passed + other.passed,
      failed: one.failed + other.failed,
      skipped: one.skipped + other.skipped
    }),
    nothing
  )
}

/** The closing line of a test run. */
export function closingLine(tally: Tally): string {
  const skipped = tally.skipped > 0 ? `, ${tally.skipped} skipped` : ''
  return `${tally.passed} passed, ${tally.failed} failed${skipped}`
}

/**
 * Reads Vitest's JSON report. A file that could not be loaded, an error outside every test, and a report that is
 * missing each count as a failure, because a test that never ran must not look like one that passed.
 */
export function tallyOf(report: string | undefined, exitCode: number): Tally {
  const counts = readReport(report)
  if (counts === undefined) return { passed: 0, failed: 1, skipped: 0 }
  const isSilentFailure = exitCode !== 0 && counts.failed === 0
  return isSilentFailure ? { ...counts, failed: 1 } : counts
}

interface Report {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
  readonly numTodoTests: number
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly unknown[] }[]
}

function readReport(text: string | undefined): Tally | undefined {
  if (text === undefined) return undefined
  try {
    const report = JSON.parse(text) as Report
    const unloaded = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0)
    return {
      passed: report.numPassedTests,
      failed: report.numFailedTests + unloaded.length,
      skipped: report.numPendingTests + report.numTodoTests
    }
  } catch {
    // Half a report means that Vitest died while writing it.
    return undefined
  }
}
