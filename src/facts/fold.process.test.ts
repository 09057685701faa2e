import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'

test('neither bringing a row up to date nor writing a snapshot allocates', () => {
  const script = new URL('../../bench/facts-allocation.ts', import.meta.url).pathname
  const measured = JSON.parse(execFileSync(process.execPath, [script], { encoding: 'utf8' })) as Record<string, number>
  expect(measured['refused']).toBe(0)
  // The smallest object or boxed number has 16 bytes; what remains below is the compiler's own work.
  expect(measured['bytesPerApply']).toBeLessThan(8)
  expect(measured['bytesPerSnapshot']).toBeLessThan(8)
})
