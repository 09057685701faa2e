import { defineConfig } from 'vitest/config'

/** Single calls and the laws: a room that nothing else goes through needs no other tests. */
export default defineConfig({
  test: {
    include: ['src/call/*.test.ts'],
    setupFiles: ['test/mutation/setup.ts'],
    testTimeout: 60_000,
    pool: 'threads'
  }
})
