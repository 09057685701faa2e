import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from './bootstrap.mjs'
import { closing, nothing, sum, tallyOf } from './tally.ts'

const report = (counts: object, files: readonly object[] = []) =>
  JSON.stringify({ numPassedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults: files, ...counts })

const broken = {
  name: join(root, 'src/clock/zone.test.ts'),
  status: 'failed',
  message: '',
  assertionResults: [
    { fullName: 'holds', status: 'passed', failureMessages: [] },
    { fullName: 'zones a night is short', status: 'failed', failureMessages: ['Error: 23 is not 24\n    at zone.ts'] }
  ]
}

test('the closing line names what was left out only when something was', () => {
  expect(closing({ passed: 3, failed: [], skipped: 0 })).toBe('3 passed, 0 failed')
  expect(closing({ passed: 3, failed: [], skipped: 2 })).toBe('3 passed, 0 failed, 2 skipped')
})

test('what failed is named once more at the end', () => {
  const failed = ['a.test.ts > one: Error', 'b.test.ts > two: Error']
  expect(closing({ passed: 3, failed, skipped: 0 })).toBe(
    'Failed:\n  a.test.ts > one: Error\n  b.test.ts > two: Error\n\n3 passed, 2 failed'
  )
})

test('suites add up', () => {
  expect(sum([{ passed: 1, failed: ['a'], skipped: 3 }, nothing, { passed: 1, failed: ['b'], skipped: 3 }])).toEqual({
    passed: 2,
    failed: ['a', 'b'],
    skipped: 6
  })
})

test('a report is counted, and a failure named with its file and first line', () => {
  const text = report({ numPassedTests: 5, numPendingTests: 1, numTodoTests: 1 }, [broken])
  expect(tallyOf('pure', text, 1)).toEqual({
    passed: 5,
    failed: ['src/clock/zone.test.ts > zones a night is short: Error: 23 is not 24'],
    skipped: 2
  })
})

test('a file that could not be loaded is a failure', () => {
  const file = { name: join(root, 'a.test.ts'), status: 'failed', message: 'no such module\nat', assertionResults: [] }
  expect(tallyOf('pure', report({ numPassedTests: 5 }, [file]), 1)).toEqual({
    passed: 5,
    failed: ['a.test.ts could not be loaded: no such module'],
    skipped: 0
  })
})

test('an error outside every test is a failure', () => {
  expect(tallyOf('pg', report({ numPassedTests: 5 }), 1).failed).toEqual([
    'the pg suite: an error outside every test, see above'
  ])
})

test.for([undefined, '', '{"numPassed', 'null'])('a missing or broken report is a failure: %s', (text) => {
  expect(tallyOf('pg', text, 0)).toEqual({ passed: 0, failed: ['the pg suite did not come to its end'], skipped: 0 })
})
