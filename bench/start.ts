import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { handOver } from './_figure.ts'

/**
 * From `npm start` to the first page, in a clone that is installed, built and has its store (DESIGN budget: 2 s), against the limit of
 * this machine: a server of three lines on the same Node, without npm.
 */
const budgetMs = 2_000
const rounds = 5
const root = join(import.meta.dirname, '..')

const bareServer = `require('http').createServer((q, a) => a.end('<p>page')).listen(0, '127.0.0.1', function () {
  console.log('http://127.0.0.1:' + this.address().port + '/') })
process.on('SIGTERM', () => process.exit())`

const home = mkdtempSync(join(tmpdir(), 'aftertone-bench-start-'))
// The account of the server passes through it to the data.
chmodSync(home, 0o711)
process.on('exit', () => rmSync(home, { recursive: true, force: true }))

// The first round installs, builds and warms what a second start finds warm; it is not counted.
await firstPageMs('npm', ['start', '--silent'])
const figures: number[] = []
const limits: number[] = []
for (let round = 0; round < rounds; round++) {
  figures.push(await firstPageMs('npm', ['start', '--silent']))
  limits.push(await firstPageMs(process.execPath, ['-e', bareServer]))
}
const figure = median(figures)
const limit = median(limits)
console.log(
  `npm start to first page: ${figure} ms, limit ${limit} ms (a bare server), ratio ${(limit / figure).toFixed(2)}, budget ${budgetMs} ms`
)
handOver([
  {
    ...{ name: 'npm start to the first page', figure, unit: 'ms', limit, ratio: Number((limit / figure).toFixed(2)) },
    ...{ budget: `<= ${budgetMs} ms`, isMet: figure <= budgetMs }
  }
])

/** Starts a server that prints its address, fetches that page, stops it; the milliseconds from start to page. */
async function firstPageMs(command: string, args: readonly string[]): Promise<number> {
  const started = performance.now()
  const server = spawn(command, args, {
    cwd: root,
    env: { ...process.env, PORT: '0', AFTERTONE_HOME: join(home, 'data') },
    stdio: ['ignore', 'pipe', 'inherit']
  })
  const ended = once(server, 'exit')
  for await (const line of createInterface({ input: server.stdout })) {
    const address = /http:\S+/.exec(line)?.[0]
    if (address === undefined) continue
    const page = await (await fetch(address)).text()
    const took = Math.round(performance.now() - started)
    if (!page.includes('<')) throw new Error(`${address} gave no page`)
    server.kill('SIGTERM')
    await ended
    return took
  }
  throw new Error(`${command} ${args[0]} ended without printing an address`)
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN
}
