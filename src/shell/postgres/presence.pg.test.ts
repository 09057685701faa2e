import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { Client } from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { testHome } from '../../../test/postgres.ts'
import { isAlive, postmasterPid, type Visit, visit } from '../../../test/postgres-visit.ts'
import { root } from '../../../test/side-door.ts'
import { openPostgres, type Postgres } from './postgres.ts'

let home: string
let visits: Visit[]
beforeEach(async () => {
  home = await testHome()
  visits = []
})
afterEach(async () => {
  for (const each of visits) await each.kill('SIGKILL').catch(() => undefined)
  // Whatever a test has left: come, and be the last one out.
  const server = postmasterPid(home)
  if (server !== null) await open({ patienceMs: 1_000 }).then((postgres) => postgres[Symbol.asyncDispose]())
  expect(server === null || !isAlive(server)).toBe(true)
  rmSync(home, { recursive: true })
})

const open = (options: { readonly patienceMs?: number } = {}): Promise<Postgres> =>
  openPostgres({ env: { AFTERTONE_HOME: home }, root, ...options })

async function come(): Promise<Visit> {
  const visitor = visit(home)
  visits.push(visitor)
  expect((await visitor.said).failure).toBeUndefined()
  return visitor
}

async function ask(postgres: Postgres, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client(postgres.config('aftertone', 'owner'))
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

describe('who comes and goes', () => {
  test('a second process joins, and the last one out stops the server', async () => {
    const first = await come()
    const server = postmasterPid(home)
    const second = await come()
    expect(postmasterPid(home)).toBe(server)
    await first.leave()
    expect(postmasterPid(home)).toBe(server)
    await second.leave()
    expect(postmasterPid(home)).toBeNull()
    expect(isAlive(Number(server))).toBe(false)
  })

  test('ten that come at once start one server, and none is left when they have gone', async () => {
    const all = Array.from({ length: 10 }, () => visit(home))
    visits.push(...all)
    const said = await Promise.all(all.map((each) => each.said))
    expect(said.flatMap(({ failure }) => failure ?? [])).toEqual([])
    const server = Number(postmasterPid(home))
    const starts = readFileSync(join(home, 'postgres.log'), 'utf8').match(/starting PostgreSQL/g)
    expect(starts?.length).toBe(1)
    await Promise.all(all.map((each) => each.leave()))
    expect(postmasterPid(home)).toBeNull()
    expect(isAlive(server)).toBe(false)
  })

  test('who comes while the last one leaves finds a server', async () => {
    for (let round = 0; round < 3; round++) {
      const leaving = await open()
      const [, postgres] = await Promise.all([leaving[Symbol.asyncDispose](), open()])
      expect(await ask(postgres, 'select 1 as one')).toEqual([{ one: 1 }])
      await postgres[Symbol.asyncDispose]()
      expect(postmasterPid(home)).toBeNull()
    }
  })

  test('a signal ends the process in order, and the server with it', async () => {
    const visitor = await come()
    await visitor.kill('SIGTERM')
    expect(postmasterPid(home)).toBeNull()
  })

  test('Ctrl-C in a terminal does not reach the server: it has a session of its own', async (context) => {
    context.skip(process.platform !== 'linux', 'sessions are read from /proc')
    await come()
    const [, , , , group, session] = readFileSync(`/proc/${postmasterPid(home)}/stat`, 'utf8').split(' ')
    expect([group, session].map(Number)).toEqual([postmasterPid(home), postmasterPid(home)])
  })

  test('nobody else can look into the data folder, the socket or the passwords', async () => {
    await come()
    const others = ['', 'postgres', 'socket', 'owner.password', 'app.password', 'postgres.log'].map(
      (name) => statSync(join(home, name)).mode & 0o007
    )
    expect(others).toEqual([0, 0, 0, 0, 0, 0])
  })
})

describe('what was killed', () => {
  test('a first process that was killed leaves a server, which the next one joins and stops', async () => {
    const first = await come()
    const server = postmasterPid(home)
    await first.kill('SIGKILL')
    expect(isAlive(Number(server))).toBe(true)
    const second = await come()
    expect(postmasterPid(home)).toBe(server)
    await second.leave()
    expect(postmasterPid(home)).toBeNull()
  })

  test('a server that was killed recovers at the next start, says so, and has lost nothing', async () => {
    const first = await open()
    await ask(first, 'create table kept (n int)')
    await ask(first, 'insert into kept select generate_series(1, 1000)')
    await first[Symbol.asyncDispose]()
    const visitor = await come()
    const server = Number(postmasterPid(home))
    await visitor.kill('SIGKILL')
    process.kill(server, 'SIGKILL')
    await using postgres = await open()
    expect(postgres.notices.join(' ')).toContain('it has recovered, and nothing that was stored is lost')
    expect(await ask(postgres, 'select count(*)::int as n from kept')).toEqual([{ n: 1000 }])
  })

  test('who is present when the server is killed brings it back by itself', async () => {
    await using postgres = await open()
    const server = Number(postmasterPid(home))
    process.kill(server, 'SIGKILL')
    const answer = await eventually(async () => {
      expect(postmasterPid(home)).not.toBe(server)
      return await ask(postgres, 'select 1 as one')
    })
    expect(answer).toEqual([{ one: 1 }])
    await eventually(async () => expect(postgres.notices.join(' ')).toContain('it has recovered'))
  })

  test('a server that answers nobody is stopped and started again', async () => {
    const first = await come()
    process.kill(Number(postmasterPid(home)), 'SIGSTOP')
    await first.kill('SIGKILL')
    await using postgres = await open({ patienceMs: 1_000 })
    expect(postgres.notices.join(' ')).toContain('did not answer for 1 s; it was stopped and started again')
    expect(await ask(postgres, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  test.for([
    ['nobody', async () => 2 ** 22 - 1],
    ['a stranger', async () => await strangerPid()]
  ] as const)('a stale process id that %s bears by now keeps nobody out', async ([, pid]) => {
    const visitor = await come()
    const file = join(home, 'postgres', 'postmaster.pid')
    const text = readFileSync(file, 'utf8')
    const { uid, gid } = statSync(file)
    const server = Number(postmasterPid(home))
    await visitor.kill('SIGKILL')
    process.kill(server, 'SIGKILL')
    await eventually(async () => expect(isAlive(server)).toBe(false))
    writeFileSync(file, text.replace(/^\d+/, String(await pid())))
    expect(statSync(file)).toMatchObject({ uid, gid })
    await using postgres = await open()
    expect(await ask(postgres, 'select 1 as one')).toEqual([{ one: 1 }])
  })
})

const strangers: ReturnType<typeof spawn>[] = []
afterEach(() => strangers.splice(0).forEach((each) => each.kill()))

/** A process of the account that the server runs as. */
async function strangerPid(): Promise<number> {
  const { uid, gid } = statSync(join(home, 'postgres'))
  const account = process.getuid?.() === 0 ? { uid, gid } : {}
  const stranger = spawn('sleep', ['60'], { ...account, cwd: '/', stdio: 'ignore' })
  strangers.push(stranger)
  await once(stranger, 'spawn')
  return Number(stranger.pid)
}

async function eventually<Result>(attempt: () => Promise<Result>): Promise<Result> {
  for (const end = performance.now() + 20_000; ;) {
    try {
      return await attempt()
    } catch (error) {
      if (performance.now() > end) throw error
      await setTimeout(20)
    }
  }
}
