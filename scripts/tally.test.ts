import { expect, test } from 'vitest'
import { closingLine, sum, tallyOf } from './tally.ts'

const report = (counts: object, files: readonly object[] = []) =>
  JSON.stringify({
    numPassedTests: 0,
    numFailedTests: 0,
    numPendingTests: 0,
    numTodoTests: 0,
    testResults: files,
    ...counts
  })

test('the closing line names what was left out only when something was', () => {
  expect(closingLine({ passed: 3, failed: 0, skipped: 0 })).toBe('3 passed, 0 failed')
  expect(closingLine({ passed: 3, failed: 1, skipped: 2 })).toBe('3 passed, 1 failed, 2 skipped')
})

test('suites add up', () => {
  const one = { passed: 1, failed: 2, skipped: 3 }
  expect(sum([one, one])).toEqual({ passed: 2, failed: 4, skipped: 6 })
})

test('a report is counted', () => {
  const text = report({ numPassedTests: 5, numFailedTests: 1, numPendingTests: 1, numTodoTests: 1 })
  expect(tallyOf(text, 1)).toEqual({ passed: 5, failed: 1, skipped: 2 })
})

test('a file that could not be loaded is a failure', () => {
  const text = report({ numPassedTests: 5 }, [{ status: 'failed', assertionResults: [] }])
  expect(tallyOf(text, 1)).toEqual({ passed: 5, failed: 1, skipped: 0 })
})

test('an error outside every test is a failure', () => {
  expect(tallyOf(report({ numPassedTests: 5 }), 1).failed).toBe(1)
})

test.for([undefined, '', '{"numPassed', 'null'])('a missing or broken report is a failure: %s', (text) => {
  expect(tallyOf(text, 0)).toEqual({ passed: 0, failed: 1, skipped: 0 })
})
