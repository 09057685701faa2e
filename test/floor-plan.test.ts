import { globSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { purePackages } from './dependency-lines.ts'
import { circles, machinePathProblems, problemsOf, readmeProblems, registryProblems } from './floor-plan.ts'

const root = join(import.meta.dirname, '..')
const read = (path: string) => [path, readFileSync(join(root, path), 'utf8')] as const
const pure = purePackages(readFileSync(join(root, 'docs/dependencies.md'), 'utf8'))

describe('the house as it stands', () => {
  const files = filesUnder('src').map(read)

  test('every file under src has been read', () => {
    const counted = readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
    expect(files.length).toBe(counted.filter((entry) => !entry.isDirectory()).length)
    expect(files.length).toBeGreaterThan(10)
  })

  test('every file keeps to the floor plan', () => {
    expect(files.flatMap(([path, text]) => problemsOf(path, text, pure))).toEqual([])
  })

  test('rooms do not import each other in a ring', () => {
    expect(circles(files)).toEqual([])
  })

  test('every room has a short README.md', () => {
    expect(readmeProblems(files)).toEqual([])
  })

  test('nothing beside src names a path of one machine', () => {
    const beside = ['scripts', 'test', 'bench', 'bin', 'docs', 'playbooks', '.ci'].flatMap(filesUnder)
    expect(beside.map(read).flatMap(([path, text]) => machinePathProblems(path, text))).toEqual([])
  })

  test.for(['package-lock.json', '.npmrc'])('%s names no registry', (path) => {
    expect(registryProblems(...read(path))).toEqual([])
  })
})

/** Each rule against a file that breaks it and one that nearly does: a rule that sees nothing is worse than none. */
describe('each rule sees what it is for', () => {
  const broken: readonly (readonly [why: string, path: string, text: string, problem: string])[] = [
    [
      'a pure room imports the shell',
      'src/guard/x.ts',
      `import { a } from '../shell/http/x.ts'`,
      'guard may not import shell'
    ],
    ['types count too', 'src/guard/x.ts', `import type { a } from '../contract/x.ts'`, 'guard may not import contract'],
    [
      'so do re-exports',
      'src/guard/x.ts',
      `export { a } from '../shell/x.ts'; export const b = 1`,
      'guard may not import shell'
    ],
    ['so does import()', 'src/guard/x.ts', `export const a = import('../shell/x.ts')`, 'guard may not import shell'],
    [
      'so does import() in a type',
      'src/guard/x.ts',
      `export type A = import('../shell/x.ts').A`,
      'guard may not import shell'
    ],
    ['a pure room opens a file', 'src/guard/x.ts', `import { readFileSync } from 'node:fs'`, 'guard may import zod'],
    [
      'a pure room imports a package that is not pure',
      'src/guard/x.ts',
      `import f from 'fastify'`,
      'guard may import zod'
    ],
    [
      'the simulator imports the shell',
      'src/simulate/x.ts',
      `import { a } from '../shell/x.ts'`,
      'simulate may not import shell'
    ],
    ['the contract imports the server', 'src/contract/x.ts', `import f from 'fastify'`, 'contract may import zod'],
    ['the web imports the shell', 'src/web/x.tsx', `import { a } from '../shell/x.ts'`, 'web may not import shell'],
    ['the web imports Node', 'src/web/x.tsx', `import { a } from 'node:fs'`, 'a browser has no node:'],
    [
      'the shell imports the web',
      'src/shell/http/x.ts',
      `import { a } from '../../web/x.tsx'`,
      'shell may not import web'
    ],
    ['a room opens the law beside the guard', 'src/decide/x.ts', `import a from '../../law/us.json'`, 'outside src'],
    ['a room reaches outside src', 'src/shell/x.ts', `import { a } from '../../scripts/x.ts'`, 'it lies outside src'],
    ['process', 'src/clock/x.ts', `export const a = process.env`, 'uses process'],
    ['Date', 'src/clock/x.ts', `export const a = new Date()`, 'uses Date'],
    ['Date as a type', 'src/clock/x.ts', `export const a = (b: Date) => b`, 'uses Date'],
    ['Math.random', 'src/clock/x.ts', `export const a = Math.random()`, 'uses Math.random'],
    ['Math.random, hidden', 'src/clock/x.ts', `export const a = Math['random']()`, 'uses Math.random'],
    ['Intl', 'src/clock/x.ts', `export const a = new Intl.NumberFormat()`, 'uses Intl'],
    ['Intl by the back door', 'src/clock/x.ts', `export const a = (1).toLocaleString()`, 'uses .toLocaleString'],
    ['fetch', 'src/clock/x.ts', `export const a = fetch('x')`, 'uses fetch'],
    ['async', 'src/clock/x.ts', `export const a = async () => 1`, 'uses async'],
    ['await', 'src/clock/x.ts', `export const a = await 1`, 'uses await'],
    ['class', 'src/clock/x.ts', `export class A {}`, 'uses class'],
    ['a barrel', 'src/clock/x.ts', `export { a } from './a.ts'; export { b } from './b.ts'`, 'is a barrel'],
    ['export *', 'src/clock/x.ts', `export * from './a.ts'; export const b = 1`, 'is a barrel'],
    ['a default export', 'src/clock/x.ts', `export default 1`, 'default export'],
    ['a default export, renamed', 'src/clock/x.ts', `const a = 1; export { a as default }`, 'default export'],
    ['a corner for leftovers', 'src/shell/utils/x.ts', `export const a = 1`, 'folder named utils'],
    ['a room that nobody planned', 'src/attic/x.ts', `export const a = 1`, 'no room of the floor plan'],
    [
      'a file of 400 lines',
      'src/clock/x.ts',
      'export const a = 1\n'.replace('a', 'a1') + '// b\n'.repeat(399),
      'has 400 lines'
    ],
    ['an import without extension', 'src/clock/x.test.ts', `import { a } from './a'`, 'without its extension'],
    [
      'a path of one machine',
      'src/clock/x.ts',
      `export const a = '${['', 'home', 'ann', 'x'].join('/')}'`,
      'path of one machine'
    ]
  ]

  test.for(broken)('%s', ([, path, text, problem]) => {
    expect(problemsOf(path, text, [])).toEqual([expect.stringContaining(problem)])
  })

  const sound: readonly (readonly [why: string, path: string, text: string])[] = [
    ['a pure room imports another', 'src/guard/x.ts', `import { a } from '../clock/x.ts'; export const b = a`],
    [
      'a pure room imports zod and a pure library',
      'src/guard/x.ts',
      `import { z } from 'zod'; import { a } from 'small/sub'; export const b = [z, a]`
    ],
    [
      'words in a comment and in a text',
      'src/clock/x.ts',
      `// process, new Date()\nexport const a = 'async class fetch'`
    ],
    [
      'a property with a banned name',
      'src/clock/x.ts',
      `export const a = (b: { Date: number }) => b.Date + ({ fetch: 1 }).fetch`
    ],
    [
      'a test looks anywhere',
      'src/clock/x.test.ts',
      `import { readFileSync } from 'node:fs'; readFileSync(process.argv[1]!)`
    ],
    ['a generated table is long', 'src/clock/generated/x.ts', 'export const a = 1\n' + '// b\n'.repeat(900)],
    [
      'a tool wants a default export',
      'src/web/vite.config.ts',
      `import { join } from 'node:path'; export default join('a')`
    ],
    [
      'the web imports a pure room',
      'src/web/x.tsx',
      `import { a } from '../guard/x.ts'; export const B = () => <p>{a}</p>`
    ],
    [
      'the doors import everything',
      'src/cli.ts',
      `import { a } from './shell/x.ts'; import b from '../scripts/b.mjs'; console.log(a, b)`
    ]
  ]

  test.for(sound)('nothing to say: %s', ([, path, text]) => {
    expect(problemsOf(path, text, ['small'])).toEqual([])
  })

  test('a ring of rooms is found once, however long', () => {
    const ring = [
      ['src/clock/x.ts', `import type { A } from '../facts/x.ts'`],
      ['src/facts/x.ts', `import { a } from '../guard/x.ts'`],
      ['src/guard/x.ts', `import { a } from '../clock/x.ts'`]
    ] as const
    expect(circles(ring)).toEqual(['clock -> facts -> guard -> clock'])
    expect(circles(ring.slice(0, 2))).toEqual([])
  })

  test('a room without a README.md, or with a long one, is found', () => {
    const files = [
      ['src/clock/x.ts', ''],
      ['src/shell/http/x.ts', ''],
      ['src/shell/README.md', 'short'],
      ['src/shell/http/README.md', 'line\n'.repeat(31)]
    ] as const
    expect(readmeProblems(files)).toEqual([
      'src/clock has no README.md',
      expect.stringContaining('src/shell/http/README.md has 31 lines')
    ])
  })

  test('a registry in the lock file is found', () => {
    expect(registryProblems('package-lock.json', '"resolved": "https://host/a.tgz"')).toHaveLength(1)
    expect(registryProblems('.npmrc', 'save-exact=true\nregistry=https://host/')).toHaveLength(1)
  })
})

function filesUnder(folder: string): readonly string[] {
  const entries = globSync(`${folder}/**/*`, { cwd: root, withFileTypes: true })
  const paths = entries.filter((entry) => !entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name))
  return paths.map((path) => path.slice(root.length + 1).replaceAll('\\', '/')).sort()
}
