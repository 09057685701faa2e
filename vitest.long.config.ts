import { defineConfig } from 'vitest/config'

/** The long campaigns of `npm run long`; the files are named on the command line. */
export default defineConfig({
  test: { include: ['test/**/*.long.ts'], testTimeout: 30 * 60_000, hookTimeout: 5 * 60_000 }
})
