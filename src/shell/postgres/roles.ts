import { type Client, escapeIdentifier, escapeLiteral } from 'pg'
import { OutsideError } from '../outside-error.ts'

/** The role that the application works as; row-level security holds for it. */
export const appRole = 'aftertone_app'

/** Creates on the embedded server what is missing: the role of the application and the main database. */
export async function furnish(client: Client, database: string, appPassword: string): Promise<void> {
  const { rows } = await client.query<{ role: boolean; database: boolean }>(
    `select exists (select from pg_roles where rolname = $1) as role, exists (select from pg_database where datname = $2) as database`,
    [appRole, database]
  )
  if (rows[0]?.role !== true)
    await client.query(
      `create role ${appRole} login nosuperuser nobypassrls nocreatedb nocreaterole password ${escapeLiteral(appPassword)}`
    )
  if (rows[0]?.database !== true) await createDatabase(client, database)
}

/** Open to the application and nobody else. */
export async function createDatabase(client: Client, name: string, template?: string): Promise<void> {
  const from = template === undefined ? '' : ` template ${escapeIdentifier(template)}`
  await client.query(`create database ${escapeIdentifier(name)}${from}`)
  await client.query(`revoke all on database ${escapeIdentifier(name)} from public`)
  await client.query(`grant connect on database ${escapeIdentifier(name)} to ${appRole}`)
}

export async function dropDatabase(client: Client, name: string): Promise<void> {
  await client.query(`drop database if exists ${escapeIdentifier(name)} with (force)`)
}

export async function listDatabases(client: Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select datname as name from pg_database where not datistemplate and datname <> 'postgres' order by datname`
  )
  return rows.map(({ name }) => name)
}

/** On a server of somebody else's: the role exists, is bound by row-level security, and the user may become it. */
export async function borrowAppRole(client: Client): Promise<void> {
  const before = await appRoleOf(client)
  if (before === null || !before.isMine) {
    try {
      if (before === null)
        await client.query(`create role ${appRole} nologin nosuperuser nobypassrls nocreatedb nocreaterole`)
      await client.query(`grant ${appRole} to current_user`)
    } catch (error) {
      const user = escapeIdentifier(before?.user ?? (await userOf(client)))
      throw new OutsideError(
        'not_permitted',
        `The user of DATABASE_URL may not make the role ${appRole}; let an administrator of that server run: create role ${appRole} nologin; grant ${appRole} to ${user};`,
        { cause: error }
      )
    }
  }
  const { isUnbound } = (await appRoleOf(client)) ?? { isUnbound: false }
  if (isUnbound)
    throw new OutsideError(
      'not_permitted',
      `The role ${appRole} of that server may pass over row-level security, which keeps one organisation from seeing another's leads; let an administrator run: alter role ${appRole} nosuperuser nobypassrls;`
    )
}

type AppRole = { readonly user: string; readonly isMine: boolean; readonly isUnbound: boolean }

async function appRoleOf(client: Client): Promise<AppRole | null> {
  const { rows } = await client.query<AppRole>(
    `select current_user as user, pg_has_role(current_user, oid, 'member') as "isMine", rolsuper or rolbypassrls as "isUnbound" from pg_roles where rolname = $1`,
    [appRole]
  )
  return rows[0] ?? null
}

async function userOf(client: Client): Promise<string> {
  const { rows } = await client.query<{ user: string }>('select current_user as user')
  return String(rows[0]?.user)
}
