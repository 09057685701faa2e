import { defineConfig } from 'vitest/config'

/** What a mutation campaign runs: the pure tests; Stryker itself picks those that reach a mutant. */
export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/*laws.test.ts', 'test/playbook-situations.test.ts'],
    exclude: ['**/*.process.test.ts', '**/*.browser.test.ts', '**/*.pg.test.ts', '**/node_modules/**'],
    setupFiles: ['test/mutation/setup.ts'],
    testTimeout: 60_000,
    pool: 'threads'
  }
})
