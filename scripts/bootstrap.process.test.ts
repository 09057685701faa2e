import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { root } from './bootstrap.mjs'
import { runQuietly } from './run-child.mjs'

/** A small clone of its own with a package of nobody's, and an npm that only writes down what it was asked. */
let clone: string

const lock = (version: string) => ({
  packages: {
    '': {},
    'node_modules/small': { version },
    'node_modules/foreign': { version, optional: true, os: ['plan9'], cpu: ['x64'] }
  }
})

beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), 'aftertone-clone-'))
  mkdirSync(join(clone, 'scripts'))
  for (const name of ['bootstrap.mjs', 'node-26.mjs', 'run-child.mjs', 'setup-lock.mjs', 'debian.mjs', 'run.mjs']) {
    cpSync(join(root, 'scripts', name), join(clone, 'scripts', name))
  }
  writeFileSync(join(clone, 'say.ts'), `const word: string = 'ran'; console.log(word)`)
  writeFileSync(join(clone, 'package-lock.json'), JSON.stringify(lock('1.0.0')))
  writeFileSync(
    join(clone, 'npm-cli.js'),
    `const { appendFileSync, mkdirSync, copyFileSync } = require('node:fs')
     appendFileSync('asked', process.argv.slice(2).join(' ') + '\\n')
     if (process.env.FAILING) { console.error('npm error network is down'); process.exit(1) }
     mkdirSync('node_modules/small', { recursive: true })
     copyFileSync('package-lock.json', 'node_modules/.package-lock.json')`
  )
})

afterEach(() => rmSync(clone, { recursive: true }))

async function run(extra: NodeJS.ProcessEnv = {}) {
  const env = { ...process.env, npm_execpath: join(clone, 'npm-cli.js'), npm_node_execpath: process.execPath, ...extra }
  return await runQuietly(process.execPath, [join(clone, 'scripts', 'run.mjs'), 'say.ts'], { cwd: clone, env })
}

const asked = () => readFileSync(join(clone, 'asked'), 'utf8').trim().split('\n')

test('a bare clone installs once, without scripts and with what builds the web app, and then never again', async () => {
  const first = await run()
  expect(first.code).toBe(0)
  expect(first.output).toMatch(/Installing what package-lock\.json names[^]*Installed in[^]*ran\n$/)
  expect(asked()).toEqual([expect.stringMatching(/^ci .*--include=dev.*--ignore-scripts/)])
  expect(await run()).toMatchObject({ code: 0, output: 'ran\n' })
  expect(asked()).toHaveLength(1)
})

test('a changed lock file installs again', async () => {
  await run()
  writeFileSync(join(clone, 'package-lock.json'), JSON.stringify(lock('1.0.1')))
  expect((await run()).output).toContain('Installed')
  expect(asked()).toHaveLength(2)
})

test('what somebody installed by hand is taken as it is', async () => {
  mkdirSync(join(clone, 'node_modules', 'small'), { recursive: true })
  cpSync(join(clone, 'package-lock.json'), join(clone, 'node_modules', '.package-lock.json'))
  expect(await run()).toMatchObject({ code: 0, output: 'ran\n' })
})

test('a package that was removed by hand is installed again', async () => {
  await run()
  rmSync(join(clone, 'node_modules'), { recursive: true })
  expect((await run()).output).toContain('Installed')
})

test('a failed install says what failed, and the next start tries again', async () => {
  const failed = await run({ FAILING: '1' })
  expect(failed.code).toBe(1)
  expect(failed.output).toContain('network is down')
  expect(failed.output).toContain('start again')
  expect(failed.output).not.toContain('ran')
  expect((await run()).code).toBe(0)
})

test('two starts at once install once', async () => {
  const ends = await Promise.all([run(), run()])
  expect(ends.map((end) => end.code)).toEqual([0, 0])
  expect(asked()).toHaveLength(1)
})

test('a clone behind a link is the same clone', async () => {
  const link = `${clone}-link`
  symlinkSync(clone, link)
  const end = await runQuietly(process.execPath, [join(link, 'scripts', 'run.mjs'), 'say.ts'], {
    env: { ...process.env, npm_execpath: join(clone, 'npm-cli.js'), npm_node_execpath: process.execPath }
  })
  rmSync(link)
  expect(end.code).toBe(0)
})
