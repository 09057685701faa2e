import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { basename, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { Client, type ClientConfig } from 'pg'
import { codeOf, messageOf } from '../command/complaint.ts'
import { OutsideError } from '../outside-error.ts'
import { ownerRole } from './cluster.ts'
import { connectionFailure } from './failure.ts'
import { type Home, passwordOf, writeWhole } from './home.ts'
import { isRunning } from './postmaster.ts'

/** Where the server of a data folder listens. Whoever starts it writes this down, whoever joins reads it. */
export type Listening = { readonly host: string; readonly port: number }

export const loopback = '127.0.0.1'
export const socketPort = 5432
const listeningFile = 'postgres.json'
const presenceName = 'aftertone presence'

export function readListening(home: Home): Listening | null {
  const path = join(home.path, listeningFile)
  if (!existsSync(path)) return null
  try {
    const { socket, port } = JSON.parse(readFileSync(path, 'utf8')) as {
      readonly socket?: string
      readonly port?: number
    }
    if (socket !== undefined) return { host: home.socketFolder, port: socketPort }
    return typeof port === 'number' ? { host: loopback, port } : null
  } catch {
    // Half a file or none: whoever reads it starts anew and writes it again.
    return null
  }
}

/** The socket is named from the data folder: a copy of the folder must not lead to the server of the first. */
export function writeListening(home: Home, { host, port }: Listening): void {
  const place = host === loopback ? { host, port } : { socket: join(basename(host), `.s.PGSQL.${port}`) }
  writeWhole(home, listeningFile, `${JSON.stringify({ ...place, passwords: ['owner.password', 'app.password'] })}\n`)
}

export function ownerConfig(home: Home, { host, port }: Listening, database: string): ClientConfig {
  return { host, port, database, user: ownerRole, password: passwordOf(home, 'owner.password'), ssl: false }
}

/** `absent`: nobody listens. `busy`: it starts or stops. `silent`: it takes the connection and says nothing. */
export type Answer =
  { readonly kind: 'joined'; readonly client: Client } | { readonly kind: 'absent' | 'busy' | 'silent' }

/** One attempt to be present at the server that is said to listen there. */
export async function tryToJoin(home: Home, listening: Listening | null, patienceMs: number): Promise<Answer> {
  if (listening === null) return { kind: 'absent' }
  const client = new Client({
    ...ownerConfig(home, listening, 'postgres'),
    application_name: `${presenceName} ${process.pid}`,
    connectionTimeoutMillis: patienceMs,
    query_timeout: 10_000
  })
  // A connection that breaks ends; whoever holds it hears of that end.
  client.on('error', () => undefined)
  try {
    await client.connect()
    if (await isOurs(client, home, listening)) return { kind: 'joined', client }
    await client.end()
    return { kind: 'absent' }
  } catch (error) {
    void client.end().catch(() => undefined)
    const code = codeOf(error)
    if (code === '57P03' || code === '57P01') return { kind: 'busy' }
    if (['ECONNREFUSED', 'ENOENT', 'ECONNRESET', 'EPIPE'].includes(code)) return { kind: 'absent' }
    if (/timeout|terminated/i.test(messageOf(error))) return { kind: 'silent' }
    if (['3D000', '58P01', 'XX001', 'XX002'].includes(code))
      throw new OutsideError(
        'damaged',
        `${home.cluster} is damaged: ${messageOf(error)}; move it away and restore a backup.`,
        { cause: error }
      )
    throw connectionFailure(
      `The server in ${home.cluster}`,
      error,
      `${join(home.path, 'owner.password')}, or restore a backup`
    )
  }
}

/** A port may have come to somebody else's server meanwhile; a socket in our own folder cannot. */
async function isOurs(client: Client, home: Home, { host }: Listening): Promise<boolean> {
  if (host !== loopback) return true
  const { rows } = await client.query<{ folder: string }>(`select current_setting('data_directory') as folder`)
  return realpathSync(String(rows[0]?.folder)) === realpathSync(home.cluster)
}

/** Whether somebody else is present. A process that was just killed is given the moment in which the server notices. */
export async function hasOthers(client: Client): Promise<boolean> {
  const end = performance.now() + 500
  for (;;) {
    const { rows } = await client.query<{ name: string }>(
      `select application_name as name from pg_stat_activity where application_name like '${presenceName} %' and pid <> pg_backend_pid()`
    )
    if (rows.length === 0) return false
    if (rows.some(({ name }) => isRunning(Number(name.split(' ').at(-1)))) || performance.now() > end) return true
    await setTimeout(20)
  }
}
