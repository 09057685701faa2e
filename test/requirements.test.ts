import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { problemsOf, requirementIds, rowsOf } from './requirements.ts'

const root = join(import.meta.dirname, '..')
const page = readFileSync(join(root, 'docs/requirements.md'), 'utf8')
const fileAt = (path: string): string | null =>
  existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : null

test('every demand of the five sources stands on the page once, in their order', () => {
  expect(requirementIds).toHaveLength(149)
  expect(rowsOf(page).map((row) => row.id)).toEqual(requirementIds)
})

test('every test and page that is named exists, and nothing waits for what nobody builds', () => {
  expect(problemsOf(page, fileAt)).toEqual([])
})

const files: Readonly<Record<string, string>> = {
  'src/a.test.ts': "test('a thing happens', () => {})\ntest.for([\n  ['a row', 1]\n])('%s', () => {})",
  'docs/here.md': 'here'
}
const problemsIn = (metBy: string): readonly string[] =>
  problemsOf(`| 000-01 | What is wanted | ${metBy} |`, (path) => files[path] ?? null)

test.for([
  ['`src/a.test.ts#a thing happens`', []],
  ['`src/a.test.ts#a row`; waits for: mail', []],
  ['[docs/here.md](here.md)', []],
  ['', ['000-01 is met by nothing and waits for nothing']],
  ['`src/a.test.ts#a thing`', ['000-01: src/a.test.ts has no test called a thing']],
  ['`src/b.test.ts#a thing`', ['000-01: there is no src/b.test.ts']],
  ['[docs/gone.md](gone.md)', ['000-01: there is no docs/gone.md']],
  ['[docs/here.md](gone.md)', ['000-01: the link to docs/here.md leads to gone.md']],
  ['waits for: mail, luck', ['000-01 waits for luck, which is not in the list of what is built']],
  ['somebody will do it', ['000-01: “somebody will do it” is neither a test, a page nor a wait']]
] as const)('%s', ([metBy, problems]) => {
  expect(problemsIn(metBy)).toEqual(problems)
})
