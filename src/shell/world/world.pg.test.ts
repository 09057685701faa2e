import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  DAY,
  LIST,
  MONDAY,
  type Stores,
  ask,
  enrolAll,
  at,
  disagreements,
  publishText,
  somePeople,
  testStores
} from '../../../test/store.ts'
import { root } from '../command/setting.ts'
import { examine } from '../doctor/doctor.ts'
import { record } from '../engine/record.ts'
import { monthsBetween } from '../store/months.ts'
import { openStore, type Store } from '../store/store.ts'
import { digestOf, summaryOf } from './digest.ts'
import { type World, openWorld } from './open-world.ts'
import { circumstancesAtStart } from './run-world.ts'
import { runWorldEngine } from './world-engine.ts'
import { readClock } from './world-setting.ts'

/** A list worked for some days in several worlds: what comes of it depends on the list, the playbook and the seed alone. */
const PEOPLE = 90
const START = MONDAY - 15 * 3_600_000
const END = START + 3 * DAY

let stores: Stores
let real: Store
let before: string
beforeAll(async () => {
  stores = await testStores()
  real = await stores.fresh()
  await somePeople(real, { count: PEOPLE, perHome: 3, phones: 2 })
  // A world knows nothing of the work on the first, and leaves out who shares a number with the second.
  await record(real, 1, 5, [{ kind: 'reply', channel: 'email' }], at(MONDAY))
  await record(real, 1, 9, [{ kind: 'stop', stop: 'opt_out' }], at(MONDAY))
  await publishText(real, readFileSync(join(root, 'playbooks/house-default.yaml'), 'utf8'))
  before = await everything(real)
})
afterAll(async () => await stores[Symbol.asyncDispose]())

/** A checksum over every row of every table. */
async function everything(store: Store): Promise<string> {
  const owner = await store.asOwner()
  const { rows } = await owner.query<{ name: string }>(
    `select relname as name from pg_class where relkind in ('r', 'p') and not relispartition
      and relnamespace = 'public'::regnamespace order by 1`
  )
  const sums: string[] = []
  for (const { name } of rows) {
    const { rows: found } = await owner.query(
      `select coalesce(sum(hashtextextended(t::text, 0)), 0)::text as sum from ${name} t`
    )
    sums.push(`${name} ${(found[0] as { sum: string }).sum}`)
  }
  await owner.end()
  return sums.join('\n')
}

async function enrolled(seed: number): Promise<World> {
  const world = await openWorld(real, stores.postgres, {
    org: 1,
    listId: LIST,
    from: START,
    until: END,
    seed,
    now: MONDAY
  })
  const [book] = await ask<{ id: number }>(world.store, 'select id from playbook_version where org = $1')
  const circumstances = await circumstancesAtStart(world, 1)
  await enrolAll(world.store, book!.id, { perDay: 45 }, circumstances)
  return world
}

/** Works a world with so many engines, each with connections of its own; answers its digest and what became of each. */
async function worked(
  world: World,
  engines: number,
  whileRunning: (store: Store, isOver: () => boolean) => Promise<void> = async () => undefined
) {
  const others = await Promise.all(
    Array.from({ length: engines }, () => openStore(stores.postgres, { database: world.store.database, size: 3 }))
  )
  let isOver = false
  const running = Promise.allSettled(others.map((store) => runWorldEngine(store, 1)))
  void running.then(() => (isOver = true))
  await whileRunning(world.store, () => isOver)
  const ends = (await running).map(({ status }) => status)
  for (const store of others) await store[Symbol.asyncDispose]()
  return { digest: await digestOf(world.store, 1), ends }
}

async function done<T>(world: World, look: (world: World) => Promise<T>): Promise<T> {
  const answer = await look(world)
  await world.store[Symbol.asyncDispose]()
  await stores.postgres.dropDatabase(world.store.database)
  return answer
}

describe('some days in a world', () => {
  let alone: string
  test('comes to something, leaves every fact as its log says, and nothing for the doctor', async () => {
    const world = await enrolled(1)
    const { digest, ends } = await worked(world, 1)
    expect(ends).toEqual(['fulfilled'])
    const summary = await summaryOf(world.store, 1)
    expect(summary).toMatchObject({ leads: PEOPLE - 3, enrolled: PEOPLE - 3, digest })
    expect(summary.dials).toBeGreaterThan(PEOPLE)
    expect(summary.byPlaybook[0]!.dials).toBe(summary.dials)
    expect(await disagreements(world.store)).toEqual([])
    const months = { from: START, count: monthsBetween(START, END) }
    const { findings } = await examine(world.store, { now: END, months })
    expect(findings.filter(({ level }) => level === 'wrong')).toEqual([])
    await done(world, async () => (alone = digest))
  })

  test('is the same with two engines', async () => {
    const { digest, ends } = await done(await enrolled(1), (world) => worked(world, 2))
    expect(ends).toEqual(['fulfilled', 'fulfilled'])
    expect(digest).toBe(alone)
  })

  test('is the same when engines are cut off in the middle and others go on', async () => {
    const world = await enrolled(1)
    const cut = await worked(world, 2, async (store, isOver) => {
      const owner = await store.asOwner()
      while (!isOver() && (await readClock(store)).clock < START + DAY) await pause(5)
      await owner.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()
          and usename = 'aftertone_app' and pid <> pg_backend_pid()`
      )
      await owner.end()
    })
    expect(cut.ends).toContain('rejected')
    const { digest } = await done(world, (again) => worked(again, 2))
    expect(digest).toBe(alone)
  })

  test('is another one with another seed', async () => {
    const { digest } = await done(await enrolled(2), (world) => worked(world, 1))
    expect(digest).not.toBe(alone)
  })

  test('changes nothing in the real store', async () => {
    expect(await everything(real)).toBe(before)
  })
})
