import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { storeHome } from './postgres.ts'

const root = join(import.meta.dirname, '..')
let home = ''
beforeAll(async () => {
  home = await storeHome('aftertone-start-')
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

function npmStart(port: string, ...args: readonly string[]): ChildProcessByStdio<null, Readable, Readable> {
  const env = { ...process.env, PORT: port, AFTERTONE_HOME: home }
  return spawn('npm', ['start', '--silent', '--', ...args], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
}

/** Reads until the address is printed; the stream stays open for the rest. */
async function addressOf(server: ChildProcessByStdio<null, Readable, Readable>): Promise<string> {
  let heard = ''
  for (;;) {
    const [chunk] = await once(server.stdout, 'data')
    heard += String(chunk)
    const address = /http:\S+/.exec(heard)?.[0]
    if (address !== undefined) return address
  }
}

test.for(['SIGTERM', 'SIGINT'] as const)(
  'npm start opens the first page and %s stops it, leaving nothing behind',
  async (signal) => {
    const server = npmStart('0')
    const ended = once(server, 'close')
    const address = await addressOf(server)
    const page = await fetch(address)
    expect(page.status).toBe(200)
    expect(await page.text()).toContain('<title>Aftertone')
    server.kill(signal)
    expect(await ended).toEqual([0, null])
    await expect(fetch(address)).rejects.toThrow()
  }
)

test('a port that was named and is taken is one clear line', async () => {
  const taken = createServer()
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
  const port = (taken.address() as { port: number }).port
  const server = npmStart(String(port))
  const [complaint, [code]] = await Promise.all([text(server.stderr), once(server, 'close')])
  taken.close()
  expect(code).toBe(1)
  expect(
    complaint
      .trim()
      .split('\n')
      .filter((line) => !line.startsWith('npm warn'))
  ).toEqual([expect.stringContaining(`Port ${port} is taken`)])
})

test('npm start -- --help explains, and an unknown option is wrong usage', async () => {
  const helped = npmStart('', '--help')
  expect(await text(helped.stdout)).toContain('Usage: npm start')
  const wrong = spawn(process.execPath, [join(root, 'src/main.ts'), '--nonsense'], {
    stdio: ['ignore', 'pipe', 'pipe']
  })
  const [complaint, [code]] = await Promise.all([text(wrong.stderr), once(wrong, 'close')])
  expect(complaint).toContain('--nonsense')
  expect(code).toBe(2)
})
