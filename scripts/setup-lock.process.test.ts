import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { withSetupLock } from './setup-lock.mjs'

const lockFile = join(import.meta.dirname, 'setup-lock.mjs')
const silent = () => {}

test('two set-ups of one folder have their turns, and the second one is told', async () => {
  const folder = `two-${process.pid}`
  const steps: string[] = []
  const said: string[] = []
  const inside = Promise.withResolvers<void>()
  const first = withSetupLock(folder, silent, async () => {
    steps.push('first in')
    await inside.promise
    steps.push('first out')
  })
  const others = ['second', 'third'].map((name) =>
    withSetupLock(
      folder,
      (line) => {
        said.push(line)
        if (said.length === 2) inside.resolve()
      },
      async () => void steps.push(name)
    )
  )
  await Promise.all([first, ...others])
  expect(steps.slice(0, 2)).toEqual(['first in', 'first out'])
  expect(steps.slice(2).sort()).toEqual(['second', 'third'])
  expect(said[0]).toContain('Another set-up')
})

test('another folder has a lock of its own', async () => {
  const outcome = await withSetupLock('one', silent, () => withSetupLock('other', silent, async () => 'both'))
  expect(outcome).toBe('both')
})

test('work that fails gives the lock back', async () => {
  const folder = `failing-${process.pid}`
  await expect(withSetupLock(folder, silent, () => Promise.reject(new Error('no network')))).rejects.toThrow(
    'no network'
  )
  expect(await withSetupLock(folder, silent, async () => 'free')).toBe('free')
})

test('the lock of a killed process is free at once', async () => {
  const folder = `killed-${process.pid}`
  const code = `import { withSetupLock } from ${JSON.stringify(lockFile)}
    await withSetupLock(${JSON.stringify(folder)}, () => {}, () => { console.log('in'); return new Promise(() => setInterval(() => {}, 1e6)) })`
  const holder = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(holder.stdout, 'data')
  const turn = withSetupLock(
    folder,
    () => holder.kill('SIGKILL'),
    async () => 'mine'
  )
  expect(await turn).toBe('mine')
})
