import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { isDebian, unpackPackages } from '../../scripts/debian.mjs'
import { lastLine } from './packages.ts'

/** A Redis that keeps nothing on disk, on a socket of its own; stopped when disposed of. */
export type Redis = { readonly socket: string; readonly [Symbol.asyncDispose]: () => Promise<void> }

const unpacked = join(import.meta.dirname, '../../node_modules/.aftertone/redis')
const READY_MS = 5_000

/** The machine’s own Redis, else Debian’s, fetched once into the clone; null with a visible line where neither is. */
export async function openRedis(): Promise<Redis | null> {
  try {
    return await start((await inPath()) ?? (await fetched()))
  } catch (error) {
    console.log(`left out, since there is no Redis: BullMQ (${lastLine(String(error))})`)
    return null
  }
}

type Program = { readonly command: string; readonly libraries: string }

async function inPath(): Promise<Program | null> {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  const command = folders.map((folder) => join(folder, 'redis-server')).find((path) => existsSync(path))
  return command === undefined ? null : { command, libraries: '' }
}

async function fetched(): Promise<Program> {
  if (!existsSync(unpacked)) {
    if (!isDebian()) throw new Error('install redis-server to have BullMQ in the comparison')
    await unpackPackages(['redis-server'], unpacked, true)
  }
  const files = readdirSync(unpacked, { recursive: true, encoding: 'utf8' })
  const command = files.find((name) => name.endsWith('usr/bin/redis-check-rdb'))
  if (command === undefined) throw new Error('the packages of redis-server hold no program')
  const folders = new Set(files.filter((name) => /\.so\.\d/.test(name)).map((name) => dirname(join(unpacked, name))))
  return { command: join(unpacked, command), libraries: [...folders].join(delimiter) }
}

async function start({ command, libraries }: Program): Promise<Redis> {
  const folder = mkdtempSync(join(tmpdir(), 'aftertone-bench-redis-'))
  const socket = join(folder, 'redis.sock')
  const args = ['--port', '0', '--unixsocket', socket, '--save', '', '--appendonly', 'no', '--dir', folder]
  const server = spawn(command, args, {
    // The one program serves and checks, and knows which by its name.
    argv0: 'redis-server',
    env: { ...process.env, LD_LIBRARY_PATH: libraries },
    stdio: ['ignore', 'ignore', 'inherit']
  })
  const stop = async (): Promise<void> => {
    await stopped(server)
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await once(server, 'spawn')
    await answering(server, socket)
    return { socket, [Symbol.asyncDispose]: stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function answering(server: ChildProcess, socket: string): Promise<void> {
  const until = performance.now() + READY_MS
  while (performance.now() < until && server.exitCode === null) {
    const line = connect(socket)
    const isThere = await once(line, 'connect').then(
      () => true,
      () => false
    )
    line.destroy()
    if (isThere) return
    await pause(10)
  }
  throw new Error('redis-server did not start')
}

async function stopped(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null || server.pid === undefined) return
  const ended = once(server, 'exit')
  server.kill('SIGTERM')
  await ended
}
