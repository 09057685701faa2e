import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runExample, withExamples } from '../scripts/write-readme.ts'

const file = join(import.meta.dirname, '..', 'README.md')

test('the examples of the README print what they say', () => {
  const readme = readFileSync(file, 'utf8')
  expect(readme.match(/^ {4}\$ bin\/aftertone/gm)).toHaveLength(3)
  expect(withExamples(readme, runExample)).toBe(readme)
})
