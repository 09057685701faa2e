import { rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { Client } from 'pg'
import { OutsideError } from '../outside-error.ts'
import { binariesFor, removeOldBinaries } from './binaries.ts'
import { checkCluster, makeCluster } from './cluster.ts'
import { type Home, serverFolder } from './home.ts'
import { disownStalePid, killPostmaster, livingPostmaster, startPostmaster, stopPostmaster } from './postmaster.ts'
import { type Listening, loopback, readListening, socketPort, tryToJoin, writeListening } from './presence.ts'
import { serverSettings, type Settings } from './settings.ts'

export type Arrival = {
  readonly home: Home
  readonly root: string
  /** Over those of the house. */
  readonly settings: Settings
  readonly say: (line: string) => void
  /** How long a server that is there may answer nothing before it is stopped. */
  readonly patienceMs: number
}

export type Arrived = {
  readonly client: Client
  readonly listening: Listening
  readonly notices: readonly string[]
}

const orphansMs = 15_000
const recovered = 'PostgreSQL had not been stopped in order; it has recovered, and nothing that was stored is lost.'

/**
 * Comes to a running server in the data folder: joins the one that is there, waits for one that starts or stops, stops
 * one that answers nobody, starts one when there is none. Then `furnish` sees to what must be in it. Called under the
 * lock. A server that was started here and cannot be used is not left behind.
 */
export async function arrive(arrival: Arrival, furnish: (client: Client) => Promise<void>): Promise<Arrived> {
  const { home, root } = arrival
  const way: Way = { notices: [], hasStarted: false }
  let client: Client | null = null
  try {
    const joined = await joinOrStart(arrival, way)
    client = joined.client
    await furnish(client)
    return { ...joined, notices: way.notices }
  } catch (error) {
    await client?.end().catch(() => undefined)
    if (way.hasStarted) await stopPostmaster(home, () => binariesFor(root, home))
    throw error
  }
}

/** What happened until we were there. */
type Way = { readonly notices: string[]; hasStarted: boolean }

async function joinOrStart(arrival: Arrival, way: Way): Promise<{ client: Client; listening: Listening }> {
  const { home, say, patienceMs } = arrival
  const begun = performance.now()
  let quietSince = begun
  for (;;) {
    const listening = readListening(home)
    const answer = await tryToJoin(home, listening, patienceMs)
    if (answer.kind === 'joined' && listening !== null) return { client: answer.client, listening }
    if (answer.kind === 'busy') quietSince = performance.now()
    else if (livingPostmaster(home.cluster) === null) {
      await start(arrival, way, begun + orphansMs)
      quietSince = performance.now()
    } else if (answer.kind === 'silent' || performance.now() - quietSince > patienceMs) {
      const notice = `PostgreSQL in ${home.cluster} did not answer for ${Math.ceil(patienceMs / 1000)} s; it was stopped and started again.`
      say(notice)
      way.notices.push(notice)
      await killPostmaster(home)
    }
    await setTimeout(5)
  }
}

async function start(arrival: Arrival, way: Way, orphansUntil: number): Promise<void> {
  const { home, root, say } = arrival
  const binaries = binariesFor(root, home)
  await makeCluster(home, binaries, say)
  way.notices.push(...binaries.notices, ...checkCluster(home))
  removeOldBinaries(home, binaries)
  const before = readListening(home)
  for (let port = before?.host === loopback ? before.port : firstPort; port < firstPort + 1_000; port++) {
    const listening = await placeToListen(home, port)
    if (listening === null) continue
    disownStalePid(home.cluster)
    writeListening(home, listening)
    const started = await startPostmaster(home, binaries, settingsFor(arrival, listening), say)
    switch (started.kind) {
      case 'ready':
        way.hasStarted = true
        if (started.hasRecovered) way.notices.push(recovered)
        return
      case 'already_there':
        return
      case 'port_taken':
        continue
      case 'orphans':
        if (performance.now() > orphansUntil) throw stillThere(home)
        return
    }
  }
  throw new OutsideError(
    'in_use',
    `No port from ${firstPort} on is free on ${loopback}; close other programs, or move the data folder to a shorter path, where a socket does.`
  )
}

/** A path longer than this does not fit into the address of a socket everywhere. */
const socketPathBytesMax = 100
const firstPort = 5460

/** A socket in the data folder where its path is short enough, else this port of the loopback when it is free. */
async function placeToListen(home: Home, port: number): Promise<Listening | null> {
  const socket = join(home.socketFolder, `.s.PGSQL.${socketPort}`)
  if (process.platform !== 'win32' && Buffer.byteLength(socket) <= socketPathBytesMax) {
    serverFolder(home, home.socketFolder)
    // Left by a server that was killed; its process id may have a new bearer, and the next server would believe it.
    for (const each of [socket, `${socket}.lock`]) rmSync(each, { force: true })
    return { host: home.socketFolder, port: socketPort }
  }
  return (await isFree(port)) ? { host: loopback, port } : null
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, loopback, () => server.close(() => resolve(true)))
  })
}

function settingsFor({ settings }: Arrival, { host, port }: Listening): Settings {
  const isSocket = host !== loopback
  return {
    ...serverSettings(),
    ...settings,
    listen_addresses: isSocket ? '' : loopback,
    // A list of names: quoted, so that a comma in the path is part of it.
    unix_socket_directories: isSocket ? `"${host.replaceAll('"', '""')}"` : '',
    port: String(port)
  }
}

function stillThere(home: Home): OutsideError {
  return new OutsideError(
    'in_use',
    `Processes of a server that was killed are still at work in ${home.cluster}; wait for them to end, or restart this machine.`,
    { mayRetry: true }
  )
}
