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
  disagreements,
  publishText,
  somePeople,
  testStores
} from '../../../test/store.ts'
import { houseAssumptions } from '../../simulate/assumptions.ts'
import { root } from '../command/setting.ts'
import { examine } from '../doctor/doctor.ts'
import { monthsBetween } from '../store/months.ts'
import { openStore, type Store } from '../store/store.ts'
import { summaryOf } from './digest.ts'
import { dropWorld, type World } from './open-world.ts'
import { openWork } from './work-world.ts'
import { runWorldEngine } from './world-engine.ts'

/** Simulated reps who call invented people: what comes of it depends on the list, the playbook, the floor and the seed. */
const PEOPLE = 40
const DAYS = 3
const FROM = MONDAY - 15 * 3_600_000

let stores: Stores
let real: Store
let playbookId: number
beforeAll(async () => {
  stores = await testStores()
  real = await stores.fresh()
  await somePeople(real, { count: PEOPLE, perHome: 3, phones: 2, profile: { 'lead.relationship': 'met' } })
  playbookId = (await publishText(real, readFileSync(join(root, 'playbooks/house-default.yaml'), 'utf8'))).id
})
afterAll(async () => await stores[Symbol.asyncDispose]())

async function opened(seed: number): Promise<World> {
  const { world } = await openWork(real, stores.postgres, {
    ...{ org: 1, listId: LIST, playbookId, from: FROM, days: DAYS, seed, now: MONDAY },
    people: {
      ...{ floor: 'house', assumptions: houseAssumptions, reps: 2, dialer: 'preview' },
      hours: { from: 9 * 60, until: 18 * 60 }
    }
  })
  return world
}

/** Works a world with so many engines; the first may be cut off in the middle and another goes on. */
async function worked(world: World, engines: number, isCut = false) {
  const others = await Promise.all(
    Array.from({ length: engines }, () => openStore(stores.postgres, { database: world.store.database, size: 3 }))
  )
  let isOver = false
  const running = Promise.allSettled(others.map((store) => runWorldEngine(store, 1)))
  void running.then(() => (isOver = true))
  if (isCut) await cutOff(world.store, () => isOver)
  const ends = (await running).map(({ status }) => status)
  for (const store of others) await store[Symbol.asyncDispose]()
  return ends
}

async function cutOff(store: Store, isOver: () => boolean): Promise<void> {
  const owner = await store.asOwner()
  const calls = async () => (await owner.query<{ n: number }>('select count(*)::int as n from call')).rows[0]!.n
  while (!isOver() && (await calls()) < 20) await pause(5)
  await owner.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()
      and usename = 'aftertone_app' and pid <> pg_backend_pid()`
  )
  await owner.end()
}

async function done<T>(world: World, look: (world: World) => Promise<T>): Promise<T> {
  const answer = await look(world)
  await world.store[Symbol.asyncDispose]()
  await dropWorld(stores.postgres, world.number)
  return answer
}

describe('some days on a floor', () => {
  let world: World
  let summary: Awaited<ReturnType<typeof summaryOf>>
  let alone: string
  beforeAll(async () => {
    world = await opened(1)
    expect(await worked(world, 1)).toEqual(['fulfilled'])
    summary = await summaryOf(world.store, 1)
    alone = JSON.stringify(summary)
  })
  afterAll(async () => await done(world, async () => undefined))

  test('calls are made by reps who do one thing at a time, and everything adds up', async () => {
    expect(summary.dials).toBeGreaterThan(PEOPLE)
    expect(summary.left + summary.skipped).toBe(summary.voicemailsReached)
    expect(summary.byAttempt.reduce((all, { dials }) => all + dials, 0)).toBe(summary.dials)
    const [overlaps] = await ask<{ n: number }>(
      world.store,
      `select count(*)::int as n from (select at, lag(at + dial_ms + greeting_ms + message_ms + talk_ms + wrap_ms)
        over (partition by user_id order by at) as before from call where org = $1) c where at < before`
    )
    expect(overlaps!.n).toBe(0)
    const [calls] = await ask<{ n: number }>(world.store, 'select count(*)::int as n from call where org = $1')
    expect(calls!.n).toBe(summary.dials)
    expect(await disagreements(world.store)).toEqual([])
    const months = { from: FROM, count: monthsBetween(FROM, FROM + DAYS * DAY) }
    const { findings } = await examine(world.store, { now: FROM + DAYS * DAY, months })
    expect(findings.filter(({ level }) => level === 'wrong')).toEqual([])
  })

  test('the time of a rep is whole: what is neither a call nor a callback is idle', async () => {
    const rows = await ask<{ day: number; ms: number }>(
      world.store,
      `select user_id, floor((at - ${FROM}) / ${DAY}) as day, sum(ms)::bigint as ms from (
        select user_id, at, dial_ms + greeting_ms + message_ms + talk_ms + wrap_ms as ms, org from call
        union all select user_id, at, ms, org from rep_time) t
        where org = $1 and user_id <= 2 group by 1, 2 order by 2, 1`
    )
    expect(rows).toHaveLength(2 * DAYS)
    // The last call of a day may go on beyond closing time, never beyond one call.
    for (const { ms } of rows) {
      expect(ms).toBeGreaterThanOrEqual(9 * 3_600_000)
      expect(ms).toBeLessThan(9 * 3_600_000 + 20 * 60_000)
    }
  })

  test('is the same with two engines', async () => {
    const again = await opened(1)
    expect(await worked(again, 2)).toEqual(['fulfilled', 'fulfilled'])
    expect(await done(again, async ({ store }) => JSON.stringify(await summaryOf(store, 1)))).toBe(alone)
  })

  test('is the same when engines are cut off in the middle and others go on', async () => {
    const again = await opened(1)
    expect(await worked(again, 2, true)).toContain('rejected')
    await worked(again, 1)
    expect(await done(again, async ({ store }) => JSON.stringify(await summaryOf(store, 1)))).toBe(alone)
  })

  test('is another one with another seed', async () => {
    const other = await opened(2)
    await worked(other, 1)
    expect(await done(other, async ({ store }) => JSON.stringify(await summaryOf(store, 1)))).not.toBe(alone)
  })
})
