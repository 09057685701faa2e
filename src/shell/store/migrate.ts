import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'
import { OutsideError } from '../outside-error.ts'
import { connected } from './doors.ts'

const folder = join(import.meta.dirname, 'sql')
/** Any number, as long as every installation takes the same: one migrates, the others wait. */
const LOCK = 4_600_001

type Migration = { readonly name: string; readonly hash: string; readonly text: string }

/** The migrations of this version, in order. */
export function migrations(): readonly Migration[] {
  return readdirSync(folder)
    .filter((name) => /^\d{4}_[a-z_]+\.sql$/.test(name))
    .sort()
    .map((name) => {
      const text = readFileSync(join(folder, name), 'utf8')
      return { name, text, hash: createHash('sha256').update(text).digest('hex') }
    })
}

/**
 * Brings a database up to this version, each migration in a transaction of its own, and answers which were run. Refused:
 * a database of a newer version, and one whose migrations are not ours.
 */
export async function migrate(config: pg.ClientConfig): Promise<readonly string[]> {
  const client = await connected(config)
  try {
    const known = migrations()
    if (await isCurrent(client, known)) return []
    await client.query('select pg_advisory_lock($1)', [LOCK])
    await client.query(
      'create table if not exists migration (name text primary key, hash text not null, at bigint not null)'
    )
    const done = await readDone(client)
    const wanted = pending(known, done, config.database ?? '')
    for (const { name, hash, text } of wanted) {
      await client.query('begin')
      await client.query(text)
      await client.query('insert into migration (name, hash, at) values ($1, $2, $3)', [name, hash, Date.now()])
      await client.query('commit')
    }
    return wanted.map(({ name }) => name)
  } finally {
    await client.end()
  }
}

/** Most of the time nothing is to be done, and nobody has to wait for a lock to find that out. */
async function isCurrent(client: pg.Client, known: readonly Migration[]): Promise<boolean> {
  const { rows } = await client.query<{ is: boolean }>(`select to_regclass('migration') is not null as is`)
  if (rows[0]?.is !== true) return false
  const done = await readDone(client)
  return done.size === known.length && known.every(({ name, hash }) => done.get(name) === hash)
}

async function readDone(client: pg.Client): Promise<ReadonlyMap<string, string>> {
  const { rows } = await client.query<{ name: string; hash: string }>('select name, hash from migration')
  return new Map(rows.map(({ name, hash }) => [name, hash]))
}

function pending(
  known: readonly Migration[],
  done: ReadonlyMap<string, string>,
  database: string
): readonly Migration[] {
  const names = new Set(known.map(({ name }) => name))
  const stranger = [...done.keys()].find((name) => !names.has(name))
  if (stranger !== undefined)
    throw new OutsideError(
      'wrong_version',
      `The database ${database} was used by a newer Aftertone (it has ${stranger}): update this one and start again`
    )
  const changed = known.find(({ name, hash }) => done.has(name) && done.get(name) !== hash)
  if (changed !== undefined)
    throw new OutsideError(
      'wrong_version',
      `The migration ${changed.name} is not the one that made the database ${database}: take the unchanged file`
    )
  return known.filter(({ name }) => !done.has(name))
}
