import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const elsewhere = ['**/node_modules/**', '**/.aftertone/**', '**/.stryker-tmp/**', '**/dist/**']

/** Short files that take long. They come first: at the end one would run alone and leave a core idle. */
const long = [
  ...['test/readme.process', 'test/list-to-world.process', 'test/demo.process'],
  ...['src/shell/upkeep/backup.pg', 'src/shell/session/terminal.pg', 'test/work-pages.browser']
]
const isLong = ({ moduleId }: TestSpecification): boolean => long.some((name) => moduleId.includes(`/${name}.test.`))

class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))]
  }
}

/** The pure suite runs in one process without isolation: pure rooms share no state, and isolation is what costs. */
export default defineConfig({
  test: {
    sequence: { sequencer: LongFirst },
    projects: [
      {
        test: {
          name: 'pure',
          include: ['src/**/*.test.{ts,tsx}', 'test/**/*.test.ts', 'scripts/**/*.test.ts'],
          exclude: [
            '**/*.browser.test.ts',
            '**/*.telephony.test.ts',
            '**/*.process.test.ts',
            '**/*.pg.test.ts',
            ...elsewhere
          ],
          pool: 'threads',
          isolate: false,
          maxWorkers: 2,
          testTimeout: 60_000
        }
      },
      {
        test: {
          name: 'process',
          include: ['src/**/*.process.test.ts', 'test/**/*.process.test.ts', 'scripts/**/*.process.test.ts'],
          exclude: elsewhere,
          // Each test waits for processes that it starts.
          maxWorkers: 2,
          testTimeout: 120_000,
          hookTimeout: 120_000
        }
      },
      {
        test: {
          name: 'pg',
          include: ['src/**/*.pg.test.ts', 'test/**/*.pg.test.ts'],
          exclude: elsewhere,
          // Each file has a server of its own and waits for it half of the time.
          maxWorkers: 2,
          testTimeout: 120_000,
          hookTimeout: 120_000
        }
      },
      {
        test: {
          name: 'browser',
          include: ['src/**/*.browser.test.ts', 'test/**/*.browser.test.ts'],
          exclude: elsewhere,
          // Each file has a browser of its own, which is at work on one core while the test waits for it.
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 120_000
        }
      },
      {
        test: {
          name: 'telephony',
          include: ['src/**/*.telephony.test.ts', 'test/**/*.telephony.test.ts'],
          exclude: elsewhere,
          // Each file has an Asterisk of its own and waits for sound, which has a clock, nearly all of the time.
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 180_000
        }
      }
    ]
  }
})
