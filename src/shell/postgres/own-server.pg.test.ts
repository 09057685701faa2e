import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testHome, testPostgres } from '../../../test/postgres.ts'
import { root } from '../../../test/side-door.ts'
import { openPostgres, type Postgres, type Role } from './postgres.ts'

/** The server of somebody else's is a second one of ours, which is spoken to by its address only. */
let other: Postgres
let home: string
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'aftertone-own-'))
  other = await testPostgres()
  await ask(other, 'owner', 'alter role aftertone_app nologin')
})
afterAll(async () => {
  await other[Symbol.asyncDispose]()
  rmSync(home, { recursive: true })
})

function address({ user = 'aftertone_owner', password = '', database = 'aftertone' } = {}): string {
  const config = other.config('aftertone', 'owner')
  const secret = password || String(config.password)
  return `postgresql://${user}:${encodeURIComponent(secret)}@localhost/${database}?host=${encodeURIComponent(String(config.host))}`
}

const open = (DATABASE_URL: string): Promise<Postgres> =>
  openPostgres({ env: { DATABASE_URL, AFTERTONE_HOME: home }, root })

async function ask(postgres: Postgres, role: Role, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client(postgres.config(postgres.database, role))
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

test('nothing is started: the owner is the user of the address, the application a role without bypass', async () => {
  await using postgres = await open(address())
  expect(postgres).toMatchObject({ kind: 'own', cluster: null, database: 'aftertone', home })
  expect(readdirSync(home)).toEqual([])
  const who = `select current_user, session_user, rolsuper or rolbypassrls as unbound from pg_roles where rolname = current_user`
  expect(await ask(postgres, 'owner', who)).toMatchObject([{ current_user: 'aftertone_owner' }])
  expect(await ask(postgres, 'app', who)).toEqual([
    { current_user: 'aftertone_app', session_user: 'aftertone_owner', unbound: false }
  ])
})

test('row-level security holds for the application and not for the owner', async () => {
  await using postgres = await open(address())
  await ask(postgres, 'owner', 'create table secret (n int); alter table secret enable row level security')
  await ask(postgres, 'owner', 'insert into secret values (1); grant select on secret to aftertone_app')
  expect(await ask(postgres, 'owner', 'select n from secret')).toEqual([{ n: 1 }])
  expect(await ask(postgres, 'app', 'select n from secret')).toEqual([])
})

test('databases are made from a template, listed and dropped', async () => {
  await using postgres = await open(address())
  await postgres.createDatabase('a "world"')
  await postgres.createDatabase('another', 'a "world"')
  expect(await postgres.databases()).toEqual(['a "world"', 'aftertone', 'another'])
  await expect(postgres.createDatabase('another')).rejects.toThrow('has a database of that name already')
  await postgres.dropDatabase('a "world"')
  await postgres.dropDatabase('another')
  expect(await postgres.databases()).toEqual(['aftertone'])
})

test('a world is opened on the embedded server, also when the leads are kept elsewhere', async () => {
  const env = { DATABASE_URL: address(), AFTERTONE_HOME: await testHome() }
  await using postgres = await openPostgres({ env, root, embedded: true })
  expect(postgres).toMatchObject({ kind: 'embedded', home: env.AFTERTONE_HOME })
  await postgres.createDatabase('world')
  expect(await postgres.databases()).toEqual(['aftertone', 'world'])
  expect(await other.databases()).toEqual(['aftertone'])
  await postgres[Symbol.asyncDispose]()
  rmSync(env.AFTERTONE_HOME, { recursive: true })
})

test('a user without rights is told what an administrator has to run', async () => {
  await ask(other, 'owner', `create role plain login password 'plain'; grant connect on database aftertone to plain`)
  await expect(open(address({ user: 'plain', password: 'plain' }))).rejects.toThrow(
    'create role aftertone_app nologin; grant aftertone_app to "plain";'
  )
  await ask(other, 'owner', 'grant aftertone_app to plain')
  await using postgres = await open(address({ user: 'plain', password: 'plain' }))
  expect(await ask(postgres, 'app', 'select current_user')).toEqual([{ current_user: 'aftertone_app' }])
})

test('a role that passes over row-level security is refused', async () => {
  await ask(other, 'owner', 'alter role aftertone_app bypassrls')
  await expect(open(address())).rejects.toThrow('alter role aftertone_app nosuperuser nobypassrls;')
  await ask(other, 'owner', 'alter role aftertone_app nobypassrls')
})

test('a wrong password is said, and not repeated', async () => {
  const failure = await open(address({ password: 'not-this-one' })).catch((error: Error) => error)
  expect(failure).toMatchObject({ code: 'wrong_password' })
  expect(String(failure)).toContain('does not accept the user or the password; correct DATABASE_URL')
  expect(String(failure)).not.toContain('not-this-one')
})

test.for([
  ['postgres://u:p@127.0.0.1:1/leads', '127.0.0.1:1, database leads) does not answer (connection refused)'],
  ['postgres://u:p@nowhere.invalid/leads', 'does not answer (no such host'],
  ['mysql://u:p@localhost/leads', 'begins with mysql:'],
  ['postgres://u:p@localhost', 'names no database'],
  ['my secret server', 'is no address of a database']
] as const)('%s is answered with a sentence', async ([url, sentence]) => {
  const failure = await open(url).catch((error: Error) => error.message)
  expect(failure).toContain(sentence)
  expect(failure).not.toMatch(/u:p@|my secret/)
})

test('a database that is not there is named', async () => {
  await expect(open(address({ database: 'leads' }))).rejects.toThrow(
    /database leads\) has no database of that name; create it/
  )
})
