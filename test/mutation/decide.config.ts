import { defineConfig } from 'vitest/config'

/** The tests that argue about single decisions; laws over any facts find little more in a mutant and take minutes. */
export default defineConfig({
  test: {
    include: ['src/decide/*.test.ts', 'src/sheet/sheet.test.ts', 'test/playbook-situations.test.ts'],
    setupFiles: ['test/mutation/setup.ts'],
    testTimeout: 60_000,
    pool: 'threads'
  }
})
