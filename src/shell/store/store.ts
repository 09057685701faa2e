import type pg from 'pg'
import { type Postgres } from '../postgres/postgres.ts'
import { type Doors, connected, doors, types } from './doors.ts'
import { type Ids, ids } from './ids.ts'
import { migrate } from './migrate.ts'

/** A database of ours, open: the doors of the app and, for what only the owner of the tables may do, a connection. */
export type Store = Doors & {
  readonly database: string
  readonly ids: Ids
  /** A connection as the owner of the tables, past the policies; whoever takes it ends it. */
  readonly asOwner: () => Promise<pg.Client>
}

export type StoreOptions = {
  readonly database?: string
  /** Connections at most. */
  readonly size?: number
  /** Whether a commit waits for the disk; only a world may do without, since it can be worked again. */
  readonly isDurable?: boolean
}

/** Opens a database, bringing it up to this version first. */
export async function openStore(
  postgres: Pick<Postgres, 'config' | 'database'>,
  { database = postgres.database, size = 10, isDurable = true }: StoreOptions = {}
): Promise<Store> {
  await migrate(postgres.config(database, 'owner'))
  const config = postgres.config(database, 'app')
  const hasty = { ...config, options: `${config.options ?? ''} -c synchronous_commit=off`.trim() }
  const open = doors(isDurable ? config : hasty, size)
  return {
    ...open,
    database,
    ids: ids(open),
    asOwner: () => connected({ ...postgres.config(database, 'owner'), types })
  }
}
