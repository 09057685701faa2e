import { defineConfig } from 'vitest/config'

/** What a mutation campaign runs: the pure rooms' own tests; Stryker itself picks those that reach a mutant. */
export default defineConfig({
  test: {
    include: ['src/**/*.test.ts'],
    exclude: ['**/*.process.test.ts', '**/*.browser.test.ts', '**/node_modules/**'],
    pool: 'threads'
  }
})
