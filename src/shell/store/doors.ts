import pg from 'pg'
import { OutsideError } from '../outside-error.ts'
import { Pipeline, type Statement } from './pipeline.ts'

/** A transaction that is open in one org. */
export type Tx = {
  readonly org: number
  /** Statements that are asked for in one breath go in one round trip, in their order; the first that fails fails them all. */
  readonly query: <R extends pg.QueryResultRow>(statement: Statement) => Promise<pg.QueryResult<R>>
  /** For COPY and other things that need the connection itself. */
  readonly client: pg.ClientBase
}

export type Doors = {
  /** Statements that are known beforehand, in one round trip and one transaction; the results in their order. */
  readonly inOrg: (org: number, statements: readonly Statement[]) => Promise<readonly pg.QueryResult[]>
  /** For reading and then writing. A throw undoes everything. */
  readonly inOrgTx: <T>(org: number, work: (tx: Tx) => Promise<T>) => Promise<T>
  /** Tables without an org: org_due, place, world, and the functions that answer before an org is known. */
  readonly outside: (statement: Statement) => Promise<pg.QueryResult>
  /** A connection of its own, for LISTEN or a lock that a session holds; whoever takes it ends it. */
  readonly connect: () => Promise<pg.Client>
  readonly [Symbol.asyncDispose]: () => Promise<void>
}

/** Numbers of the store are below 2^53, so bigint comes as a number. */
export const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === INT8 && format !== 'binary' ? Number : pg.types.getTypeParser(oid, format as 'text')) as never
}
const INT8 = 20

/** Doors through a pool of connections; `size` bounds how many are open at once. */
export function doors(config: pg.ClientConfig, size: number): Doors {
  const settings = { ...config, types }
  const pool = new pg.Pool({ ...settings, max: size, idleTimeoutMillis: 30_000 })
  // A connection that breaks while nobody uses it is replaced by the pool; whoever uses one hears of it there. One may
  // break in the very packet that made it ready, before either listens.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => void client.on('error', () => undefined))

  const borrow = async <T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> => {
    const client = await pool.connect().catch((error: unknown) => {
      throw storeFailure(error)
    })
    let broken: Error | undefined
    // The pool listens to connections that rest; one that breaks between two statements of ours is heard of here.
    const hear = (error: Error): void => void (broken = error)
    client.on('error', hear)
    try {
      return await work(client)
    } catch (error) {
      const hasLeft = broken !== undefined || !(await undo(client))
      if (hasLeft || isBroken(error)) broken ??= error as Error
      throw hasLeft ? gone(error) : storeFailure(error)
    } finally {
      client.removeListener('error', hear)
      client.release(broken)
    }
  }
  const inOrg: Doors['inOrg'] = (org, statements) =>
    borrow(async (client) => {
      const all = [BEGIN, { text: namingOrg(org) }, ...statements, COMMIT]
      return (await pipelined(client, all)).slice(2, -1)
    })
  const inOrgTx: Doors['inOrgTx'] = (org, work) =>
    borrow(async (client) => {
      await client.query(`begin; ${namingOrg(org)}`)
      const answer = await work({ org, client, query: inOneBreath(client) })
      await client.query('commit')
      return answer
    })
  return {
    inOrg,
    inOrgTx,
    outside: (statement) => borrow((client) => client.query(statement as pg.QueryConfig)),
    connect: () => connected(settings),
    [Symbol.asyncDispose]: () => pool.end()
  }
}

/** A connection of its own. One that breaks while it rests is heard of by whoever asks it next. */
export async function connected(config: pg.ClientConfig): Promise<pg.Client> {
  const client = new pg.Client(config)
  client.on('error', () => undefined)
  await client.connect()
  return client
}

/** Several statements in one round trip; in an open transaction it stays open. */
function pipelined(client: pg.ClientBase, statements: readonly Statement[]): Promise<readonly pg.QueryResult[]> {
  return new Promise((resolve, reject) => {
    const done = (error: Error | null, answers: readonly pg.Result[]) =>
      error ? reject(error) : resolve(answers as unknown as pg.QueryResult[])
    client.query(new Pipeline(statements, done, types) as never)
  })
}

/** Gathers what is asked for before anybody waits for an answer, and sends it together. */
export function inOneBreath(client: pg.ClientBase): Tx['query'] {
  let gathered: Asked[] = []
  const send = (): void => {
    const all = gathered
    gathered = []
    if (all.length === 1) {
      const [{ statement, resolve, reject }] = all as [Asked]
      client.query(statement as pg.QueryConfig).then(resolve, reject)
      return
    }
    pipelined(
      client,
      all.map(({ statement }) => statement)
    ).then(
      (results) => all.forEach(({ resolve }, i) => resolve(results[i]!)),
      (error: unknown) => all.forEach(({ reject }) => reject(error))
    )
  }
  return <R extends pg.QueryResultRow>(statement: Statement) =>
    new Promise<pg.QueryResult<R>>((resolve, reject) => {
      if (gathered.push({ statement, resolve: resolve as Asked['resolve'], reject }) === 1) queueMicrotask(send)
    })
}

type Asked = {
  readonly statement: Statement
  readonly resolve: (result: pg.QueryResult) => void
  readonly reject: (error: unknown) => void
}

const BEGIN: Statement = { text: 'begin', name: 'begin' }
const COMMIT: Statement = { text: 'commit', name: 'commit' }

/** Undoes whatever is open; false when the server has gone, and then there is nothing left to undo. */
async function undo(client: pg.ClientBase): Promise<boolean> {
  return await client.query('rollback').then(
    () => true,
    () => false
  )
}

/** SET LOCAL takes no parameter, so the number is checked and written out. */
function namingOrg(org: number): string {
  if (!Number.isInteger(org) || org < 1 || org > 0x7fffffff) throw new Error(`${org} is no org`)
  return `set local app.org = '${org}'`
}

/** A connection whose plans no longer fit the tables fails for ever after (0A000). */
function isBroken(error: unknown): boolean {
  const code = codeOf(error)
  return code === '0A000' || hasGone(code)
}

/** What the driver threw, as a sentence where there is one. */
export function storeFailure(error: unknown): unknown {
  if (error instanceof OutsideError) return error
  const code = codeOf(error)
  if (code === '53100')
    return new OutsideError('disk_full', 'The disk of the database is full: free space and try again', { cause: error })
  return hasGone(code) || code === 'ECONNREFUSED' || code === 'ECONNRESET' ? gone(error) : error
}

const gone = (error: unknown): OutsideError =>
  error instanceof OutsideError
    ? error
    : new OutsideError('unreachable', `The database has gone: ${(error as Error).message}`, {
        cause: error,
        mayRetry: true
      })

/** Classes 57P and 08 of PostgreSQL; 08P01 is a mistake of ours on a connection that lives. */
const hasGone = (code: string): boolean => code.startsWith('57P') || (code.startsWith('08') && code !== '08P01')

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
}
