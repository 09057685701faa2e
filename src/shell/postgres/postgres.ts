import type { ClientConfig } from 'pg'
import { openEmbedded } from './embedded.ts'
import { homeOf } from './home-of.ts'
import { openOwnServer } from './own-server.ts'
import type { Settings } from './settings.ts'

/** The owner makes and changes tables; the application works as a role that row-level security binds. */
export type Role = 'owner' | 'app'

/** A PostgreSQL that is there until it is disposed of. The last one out stops the server that comes with us. */
export type Postgres = {
  readonly kind: 'embedded' | 'own'
  /** Data folder of the installation (AFTERTONE_HOME). */
  readonly home: string
  /** Folder of the cluster, for backups; null for a server of somebody else's. */
  readonly cluster: string | null
  /** How to connect, as of now: asked again after a failure, since a server may come back at another port. */
  readonly config: (database: string, role: Role) => ClientConfig
  /** Name of the main database. */
  readonly database: string
  readonly createDatabase: (name: string, template?: string) => Promise<void>
  readonly dropDatabase: (name: string) => Promise<void>
  readonly databases: () => Promise<readonly string[]>
  /** Sentences about what had to be done: recovered, links made, programs copied, where the data lies. */
  readonly notices: readonly string[]
  readonly [Symbol.asyncDispose]: () => Promise<void>
}

export type OpenOptions = {
  readonly env: NodeJS.ProcessEnv
  /** Folder of the clone, where the packages lie. */
  readonly root: string
  /** The server that comes with us, also when DATABASE_URL names another one. */
  readonly embedded?: boolean
  /** Hears a line when there is something to wait for. */
  readonly say?: (line: string) => void
  /** Settings of the server over those of the house, for tests. */
  readonly settings?: Settings
  /** How long a server that is there may answer nothing before it is stopped and started again. */
  readonly patienceMs?: number
}

/** Opens the PostgreSQL of this installation. Failures are sentences: OutsideError, or Complaint for a wrong address. */
export async function openPostgres(options: OpenOptions): Promise<Postgres> {
  const address = options.env['DATABASE_URL']?.trim()
  const home = homeOf(options.env, options.root)
  return address && options.embedded !== true ? await openOwnServer(address, home) : await openEmbedded(home, options)
}
