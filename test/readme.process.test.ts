import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { inExampleHome, withExamples } from '../scripts/write-readme.ts'
import { quickFolder } from './postgres.ts'

const file = join(import.meta.dirname, '..', 'README.md')

test(
  'the examples of the README print what they say, the main job from the list to the report included',
  { timeout: 300_000 },
  async () => {
    const readme = readFileSync(file, 'utf8')
    expect(readme.match(/^ {4}\$ bin\/aftertone/gm)).toHaveLength(6)
    expect(await inExampleHome((run) => withExamples(readme, run), quickFolder())).toBe(readme)
  }
)
