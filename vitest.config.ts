import { defineConfig } from 'vitest/config'

/** The pure suite runs in one process without isolation: pure rooms share no state, and isolation is what costs. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'pure',
          include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'scripts/**/*.test.ts'],
          exclude: ['**/*.browser.test.ts', '**/*.process.test.ts', 'node_modules/**'],
          pool: 'threads',
          isolate: false
        }
      },
      {
        test: {
          name: 'process',
          include: ['**/*.process.test.ts'],
          exclude: ['node_modules/**', '.aftertone/**'],
          testTimeout: 120_000,
          hookTimeout: 120_000
        }
      },
      {
        test: {
          name: 'browser',
          include: ['**/*.browser.test.ts'],
          exclude: ['node_modules/**', '.aftertone/**'],
          testTimeout: 60_000,
          hookTimeout: 120_000
        }
      }
    ]
  }
})
