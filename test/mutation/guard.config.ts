import { type TestSpecification, BaseSequencer } from 'vitest/node'
import { defineConfig } from 'vitest/config'

/** Files that find most mutants in the least time come first: one test that fails ends the run of a mutant. */
const first = ['lawful', 'judge', 'law-table-rules', 'table', 'guard', 'number-set', 'amend', 'case-file']

class QuickFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return files.toSorted((one, other) => placeOf(one) - placeOf(other))
  }
}

function placeOf({ moduleId }: TestSpecification): number {
  const place = first.findIndex((name) => moduleId.endsWith(`/guard/${name}.test.ts`))
  return place < 0 ? first.length : place
}

/** The tests of the guard, and a second evaluator that it is held against. */
export default defineConfig({
  test: {
    include: ['src/guard/*.test.ts', 'test/second-opinion.test.ts'],
    setupFiles: ['test/mutation/setup.ts'],
    testTimeout: 60_000,
    pool: 'threads',
    sequence: { sequencer: QuickFirst }
  }
})
