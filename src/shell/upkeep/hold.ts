import { randomBytes } from 'node:crypto'
import { Client } from 'pg'
import { OutsideError } from '../outside-error.ts'
import { connectionFailure } from '../postgres/failure.ts'
import type { Postgres } from '../postgres/postgres.ts'

/** What makes a copy whole that was taken in between: the label that goes into it, and from where to where it must replay. */
export type Held = { readonly label: string; readonly firstSegment: string; readonly lastSegment: string }

/**
 * The server's promise, for as long as its folder is copied, to keep what it writes ahead (manual, "Making a Base Backup
 * Using the Low Level API"). The promise and everything about it ends with its one connection, however that ends.
 */
export class Hold {
  readonly #client: Client
  readonly #firstSegment: string

  private constructor(client: Client, firstSegment: string) {
    this.#client = client
    this.#firstSegment = firstSegment
  }

  static async begin(postgres: Postgres): Promise<Hold> {
    const client = new Client({ ...postgres.config('postgres', 'owner'), application_name: 'aftertone backup' })
    client.on('error', () => undefined)
    try {
      await client.connect()
      const { rows: spaces } = await client.query(
        `select from pg_tablespace where spcname not in ('pg_default', 'pg_global')`
      )
      if (spaces.length > 0)
        throw new OutsideError(
          'unsupported',
          `${postgres.cluster} has tablespaces in other places, which a backup does not follow; move their tables back first.`
        )
      // Without it a checkpoint could throw away what is needed; a temporary one goes with the connection.
      const slot = `aftertone_backup_${randomBytes(6).toString('hex')}`
      await client.query('select pg_create_physical_replication_slot($1, true, true)', [slot])
      const { rows } = await client.query<{ segment: string }>(
        `select pg_walfile_name(pg_backup_start('aftertone backup', true)) as segment`
      )
      return new Hold(client, String(rows[0]?.segment))
    } catch (error) {
      await client.end().catch(() => undefined)
      throw connectionFailure(`PostgreSQL in ${postgres.cluster}`, error, postgres.home)
    }
  }

  /** The copy is taken. The segments stay until the hold is disposed of. */
  async end(): Promise<Held> {
    try {
      const { rows } = await this.#client.query<{ label: string; segment: string }>(
        'select labelfile as label, pg_walfile_name(lsn) as segment from pg_backup_stop(false)'
      )
      return { label: String(rows[0]?.label), firstSegment: this.#firstSegment, lastSegment: String(rows[0]?.segment) }
    } catch (error) {
      throw new OutsideError('unreachable', 'PostgreSQL stopped while it was saved; make the backup again.', {
        cause: error,
        mayRetry: true
      })
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#client.end().catch(() => undefined)
  }
}
