import { Client, type ClientConfig } from 'pg'
import { Complaint } from '../command/complaint.ts'
import { connectionFailure, tooOld } from './failure.ts'
import type { Postgres, Role } from './postgres.ts'
import { appRole, borrowAppRole, createDatabase, dropDatabase, listDatabases } from './roles.ts'

/** Opens a server that somebody else runs: nothing is started, the user of the address is the owner. */
export async function openOwnServer(address: string, home: string): Promise<Postgres> {
  const url = readUrl(address)
  const database = decodeURIComponent(url.pathname.slice(1))
  const config = (name: string, role: Role): ClientConfig => {
    const to = new URL(url)
    to.pathname = `/${encodeURIComponent(name)}`
    const options = [url.searchParams.get('options') ?? '', role === 'app' ? `-c role=${appRole}` : '']
    // In the address, because what stands there goes over what stands beside it.
    to.searchParams.set('options', options.join(' ').trim())
    return { connectionString: to.href }
  }
  const server = `The server that DATABASE_URL names (${placeOf(url)}, database ${database})`
  const asOwner = async <Result>(work: (client: Client) => Promise<Result>): Promise<Result> => {
    const client = new Client({ ...config(database, 'owner'), connectionTimeoutMillis: 10_000 })
    client.on('error', () => undefined)
    try {
      await client.connect()
      return await work(client)
    } catch (error) {
      throw connectionFailure(server, error, 'DATABASE_URL')
    } finally {
      await client.end().catch(() => undefined)
    }
  }
  await asOwner(async (client) => {
    const { rows } = await client.query<{ version: string }>(`select current_setting('server_version_num') as version`)
    const refusal = tooOld(server, Number(rows[0]?.version))
    if (refusal !== null) throw refusal
    await borrowAppRole(client)
  })
  return {
    kind: 'own',
    home,
    cluster: null,
    config,
    database,
    createDatabase: (name, template) => asOwner((client) => createDatabase(client, name, template)),
    dropDatabase: (name) => asOwner((client) => dropDatabase(client, name)),
    databases: () => asOwner(listDatabases),
    notices: [],
    [Symbol.asyncDispose]: async () => undefined
  }
}

/** A wrong address is never repeated: it holds a password. */
function readUrl(address: string): URL {
  const form = 'postgresql://USER:PASSWORD@HOST:5432/DATABASE'
  let url: URL
  try {
    url = new URL(address)
  } catch {
    throw new Complaint(
      `DATABASE_URL is no address of a database; write it as ${form}, with %XX for special signs in the password.`,
      2
    )
  }
  if (url.protocol !== 'postgres:' && url.protocol !== 'postgresql:')
    throw new Complaint(`DATABASE_URL begins with ${url.protocol}; write it as ${form}.`, 2)
  if (url.pathname.length < 2) throw new Complaint(`DATABASE_URL names no database; write it as ${form}.`, 2)
  return url
}

function placeOf(url: URL): string {
  return url.searchParams.get('host') ?? `${url.hostname || 'localhost'}:${url.port || 5432}`
}
