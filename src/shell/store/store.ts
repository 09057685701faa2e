import { type Postgres } from '../postgres/postgres.ts'
import { type Doors, doors } from './doors.ts'
import { type Ids, ids } from './ids.ts'
import { migrate } from './migrate.ts'
import pg from 'pg'
import { types } from './doors.ts'

/** A database of ours, open: the doors of the app and, for what only the owner of the tables may do, a connection. */
export type Store = Doors & {
  readonly database: string
  readonly ids: Ids
  /** A connection as the owner of the tables, past the policies; whoever takes it ends it. */
  readonly asOwner: () => Promise<pg.Client>
}

/** Opens a database, bringing it up to this version first. */
export async function openStore(
  postgres: Pick<Postgres, 'config' | 'database'>,
  { database = postgres.database, size = 10 }: { readonly database?: string; readonly size?: number } = {}
): Promise<Store> {
  await migrate(postgres.config(database, 'owner'))
  const open = doors(postgres.config(database, 'app'), size)
  return {
    ...open,
    database,
    ids: ids(open),
    asOwner: async () => {
      const client = new pg.Client({ ...postgres.config(database, 'owner'), types })
      client.on('error', () => undefined)
      await client.connect()
      return client
    }
  }
}
