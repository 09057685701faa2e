import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, expect, test } from 'vitest'
import { root } from './bootstrap.mjs'

const folder = mkdtempSync(join(tmpdir(), 'aftertone-run-'))
afterAll(() => rmSync(folder, { recursive: true }))

function run(command: readonly string[], input = '') {
  const [name = '', ...args] = command
  const child = spawn(name, args, { cwd: folder, stdio: ['pipe', 'pipe', 'pipe'] })
  child.stdin.end(input)
  const ended = once(child, 'close') as Promise<[number | null, string | null]>
  return { child, ended, stdout: text(child.stdout), stderr: text(child.stderr) }
}

function program(name: string, source: string): readonly string[] {
  const path = join(folder, name)
  writeFileSync(path, source)
  return [process.execPath, join(root, 'scripts', 'run.mjs'), path]
}

test('a program gets its arguments and input, and its exit code and output come back', async () => {
  const source = `import { text } from 'node:stream/consumers'
    const input: string = await text(process.stdin)
    console.log(process.argv.slice(2).join(), input, process.cwd(), process.versions.node.split('.')[0]! >= '26')
    process.exitCode = 7`
  const { ended, stdout, stderr } = run([...program('echo.ts', source), 'a b', '--flag'], 'typed')
  expect(await ended).toEqual([7, null])
  expect(await stdout).toBe(`a b,--flag typed ${folder} true\n`)
  expect(await stderr).toBe('')
})

test('a signal reaches the program, and its way of ending is ours', async () => {
  const source = `process.on('SIGTERM', () => { console.log('stopping'); process.exitCode = 3; clearInterval(alive) })
    const alive = setInterval(() => {}, 1000)
    console.log('ready')`
  const { child, ended, stdout } = run(program('stop.ts', source))
  await once(child.stdout, 'data')
  child.kill('SIGTERM')
  expect(await ended).toEqual([3, null])
  expect(await stdout).toContain('stopping')
})

test('a program that a signal kills makes us end by that signal', async () => {
  const { child, ended } = run(program('die.ts', `setInterval(() => {}, 1000); console.log('ready')`))
  await once(child.stdout, 'data')
  child.kill('SIGTERM')
  expect(await ended).toEqual([null, 'SIGTERM'])
})

test('the command line runs from any folder', async () => {
  const { ended, stdout, stderr } = run([process.execPath, join(root, 'bin', 'aftertone'), '--version'])
  expect(await ended).toEqual([0, null])
  expect(await stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
  expect(await stderr).toBe('')
})
