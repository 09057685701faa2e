import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Stores, ask, somePeople, testStores } from '../../../test/store.ts'
import { OutsideError } from '../outside-error.ts'
import { insertBatch } from './batch.ts'
import { BLOCK } from './ids.ts'
import { migrate, migrations } from './migrate.ts'
import { type Store } from './store.ts'

let stores: Stores
beforeAll(async () => void (stores = await testStores()))
afterAll(async () => await stores[Symbol.asyncDispose]())

/** A store with two orgs in it, three people in the first and five in the second. */
async function twoOrgs(size = 4): Promise<Store> {
  const store = await stores.fresh(size)
  await somePeople(store, { org: 1, count: 3 })
  await somePeople(store, { org: 2, count: 5 })
  return store
}

const COUNT = 'select count(*)::int as n, min(org) as least, max(org) as most from lead'

describe('one org', () => {
  test('never sees the rows of another, by either door, in 4,000 mixed calls with failures among them', async () => {
    const store = await twoOrgs()
    const calls = Array.from({ length: 4_000 }, (_, i) => async () => {
      const org = 1 + (i % 2)
      const expected = { n: org === 1 ? 3 : 5, least: org, most: org }
      switch (i % 7) {
        case 0:
        case 1: {
          const results = await store.inOrg(org, [
            { text: COUNT, name: 'both' },
            { text: COUNT, name: 'both' }
          ])
          expect(results.map(({ rows }) => rows[0])).toEqual([expected, expected])
          return
        }
        case 2:
        case 3:
          expect(
            await store.inOrgTx(org, async (tx) => (await tx.query({ text: COUNT, name: 'count' })).rows[0])
          ).toEqual(expected)
          return
        case 4:
          await expect(store.inOrg(org, [{ text: COUNT }, { text: 'select 1 / 0' }])).rejects.toThrow('zero')
          return
        case 5:
          await expect(
            store.inOrgTx(org, async (tx) => {
              await tx.query({ text: COUNT })
              throw new Error('changed my mind')
            })
          ).rejects.toThrow('changed my mind')
          return
        default:
          await expect(store.outside({ text: COUNT })).rejects.toThrow(/app\.org|invalid input syntax/)
      }
    })
    let next = 0
    const worker = async (): Promise<void> => {
      while (next < calls.length) await calls[next++]!()
    }
    await Promise.all(Array.from({ length: 12 }, worker))
  })

  test('cannot write a row of another, read one by its id, or move one there', async () => {
    const store = await twoOrgs()
    const list = (org: number) => ({
      text: `insert into list (org, id, created_at, name) values ($1, 9, 0, 'x')`,
      values: [org]
    })
    await expect(store.inOrg(1, [list(2)])).rejects.toThrow('row-level security')
    expect(await ask(store, 'select name from lead where org = $1', 1, [2])).toEqual([])
    const [changed] = await store.inOrg(1, [{ text: 'update lead set rev = 7 where org = $1', values: [2] }])
    expect(changed!.rowCount).toBe(0)
    await expect(store.inOrg(1, [{ text: 'update list set org = 2' }])).rejects.toThrow()
  })

  test('that is forgotten is an error, never an empty answer', async () => {
    const store = await twoOrgs(1)
    await expect(store.outside({ text: 'select 1 from lead' })).rejects.toThrow('app.org')
    await ask(store, COUNT, 1, [])
    await expect(store.outside({ text: 'select 1 from lead' })).rejects.toThrow(/app\.org|invalid input syntax/)
    for (const org of [0, -1, 1.5, NaN, 2 ** 31, '1' as never])
      await expect(store.inOrg(org, [{ text: 'select 1' }])).rejects.toThrow('is no org')
  })

  test('is known before it is named by functions alone', async () => {
    const store = await twoOrgs()
    const { rows } = await store.outside({ text: 'select org, name from orgs()' })
    expect(rows.map(({ org }) => org as number)).toEqual([1, 2])
    await expect(store.outside({ text: 'select 1 from directory' })).rejects.toThrow('permission denied')
  })
})

describe('a door', () => {
  test('does all of its statements or none', async () => {
    const store = await twoOrgs()
    const add = { text: `insert into list (org, id, created_at, name) values (1, 2, 0, 'second')` }
    await expect(store.inOrg(1, [add, { text: 'select nothing' }])).rejects.toThrow('nothing')
    await expect(
      store.inOrgTx(1, async (tx) => {
        await tx.query(add)
        throw new Error('no')
      })
    ).rejects.toThrow('no')
    expect(await ask(store, 'select name from list where org = $1')).toEqual([{ name: 'people' }])
  })

  test('answers each statement in its order, with numbers as numbers', async () => {
    const store = await twoOrgs()
    const results = await store.inOrg(1, [
      { text: 'select 9007199254740991::bigint as n' },
      { text: 'select 1 where false' },
      { text: 'select $1::text as t, null as nothing', values: ['é€'] }
    ])
    expect(results.map(({ rows }) => rows)).toEqual([[{ n: 2 ** 53 - 1 }], [], [{ t: 'é€', nothing: null }]])
  })

  test('throws a connection away whose plan has changed, and the next call works', async () => {
    const store = await twoOrgs(1)
    const read = { text: 'select name, city from lead where org = $1 and id = 1', values: [1], name: 'changed' }
    await store.inOrg(1, [read])
    const owner = await store.asOwner()
    await owner.query('alter table lead alter column city type varchar(90)')
    await owner.end()
    await expect(store.inOrg(1, [read])).rejects.toThrow('cached plan')
    expect((await store.inOrg(1, [read]))[0]!.rows).toHaveLength(1)
    await store.inOrgTx(1, (tx) => tx.query(read))
  })

  test('keeps its connection when only we have changed our mind, and replaces one that was cut', async () => {
    const store = await twoOrgs(1)
    const pid = async () => (await store.outside({ text: 'select pg_backend_pid() as pid' })).rows[0]!.pid as number
    const first = await pid()
    await expect(store.inOrgTx(1, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(await pid()).toBe(first)
    const owner = await store.asOwner()
    await expect(
      store.inOrgTx(1, async (tx) => {
        await owner.query('select pg_terminate_backend($1)', [first])
        await tx.query({ text: 'select 1' })
      })
    ).rejects.toMatchObject({ code: 'unreachable', mayRetry: true })
    expect(await pid()).not.toBe(first)
    // A mistake of ours is no lost database.
    await expect(store.inOrg(1, [{ text: 'select $1::int', values: [] }])).rejects.not.toBeInstanceOf(OutsideError)
    await owner.end()
  })

  test('answers what is asked for in one breath in its order, also where one statement needs the one before', async () => {
    const store = await twoOrgs()
    const seen = await store.inOrgTx(1, (tx) =>
      Promise.all([
        tx.query({
          text: `insert into list (org, id, created_at, name) values (1, 2, 0, 'second')`,
          name: 'add-second'
        }),
        tx.query<{ n: number }>({ text: 'select count(*)::int as n from list', name: 'count-lists' }),
        tx.query<{ n: number }>({ text: 'select $1::int as n', values: [7] })
      ])
    )
    expect([seen[0].rowCount, seen[1].rows[0]!.n, seen[2].rows[0]!.n]).toEqual([1, 2, 7])
  })

  test('of what is asked for in one breath one failure undoes all, and the same statements work afterwards', async () => {
    const store = await twoOrgs(1)
    const add = (id: number) => ({
      text: `insert into list (org, id, created_at, name) values (1, $1, 0, $2)`,
      ...{ name: 'add-list', values: [id, `list ${id}`] }
    })
    const divide = (by: number) => ({ text: 'select 1 / $1::int as n', name: 'divide', values: [by] })
    for (let i = 0; i < 3; i++) {
      const failing = store.inOrgTx(1, (tx) => Promise.all([add(2), divide(0), add(3)].map((each) => tx.query(each))))
      await expect(failing).rejects.toThrow('zero')
      expect(await ask(store, 'select name from list where org = $1 order by id')).toEqual([{ name: 'people' }])
    }
    await store.inOrgTx(1, (tx) => Promise.all([add(2), divide(1), add(3)].map((each) => tx.query(each))))
    await expect(store.inOrg(1, [divide(0)])).rejects.toThrow('zero')
    await store.inOrg(1, [add(4), divide(1)])
    expect(await ask(store, 'select id from list where org = $1 order by id')).toHaveLength(4)
  })

  test('takes numbers, truths and nothing in a batch as they are', async () => {
    const store = await twoOrgs()
    const at = [2 ** 53 - 1, 0, 1]
    await store.inOrgTx(1, (tx) =>
      insertBatch(tx, 'deal', {
        ...{ id: ['bigint', [1, 2, 3]], lead_id: ['bigint', [1, 1, 1]], at: ['bigint', at] },
        ...{ won: ['boolean', [true, false, true]], value_cents: ['bigint', [-5, null, 1e15]] },
        ...{ currency: ['text', ['NULL', null, 'a,"b']] }
      })
    )
    const rows = await ask(store, 'select at, won, value_cents, currency from deal where org = $1 order by id')
    expect(rows).toEqual([
      { at: 2 ** 53 - 1, won: true, value_cents: -5, currency: 'NULL' },
      { at: 0, won: false, value_cents: null, currency: null },
      { at: 1, won: true, value_cents: 1e15, currency: 'a,"b' }
    ])
  })

  test('takes a batch of twenty thousand rows', async () => {
    const store = await twoOrgs()
    const ids = Array.from({ length: 20_000 }, (_, i) => i + 1)
    const written = await store.inOrgTx(1, (tx) =>
      insertBatch(tx, 'note', {
        ...{ id: ['bigint', ids], lead_id: ['bigint', ids.map(() => 1)], at: ['bigint', ids] },
        ...{ text: ['text', ids.map((id) => `note "${id}", with {braces} and \\`)] }
      })
    )
    expect(written).toBe(20_000)
    expect(await ask(store, 'select text from note where org = $1 and id = 7')).toEqual([
      { text: 'note "7", with {braces} and \\' }
    ])
    expect(await store.inOrgTx(1, (tx) => insertBatch(tx, 'note', { id: ['bigint', []] }))).toBe(0)
  })
})

test('ids are handed out once, however many ask at once', async () => {
  const store = await stores.fresh()
  const wanted = Array.from({ length: 60 }, (_, i) => 1 + ((i * 37) % (2 * BLOCK)))
  const taken = (await Promise.all(wanted.map((count) => store.ids.take(count)))).flat()
  expect(taken).toHaveLength(wanted.reduce((a, b) => a + b, 0))
  expect(new Set(taken).size).toBe(taken.length)
  expect(Math.min(...taken)).toBeGreaterThan(0)
})

describe('migrations', () => {
  const fresh = async (name: string) => {
    await stores.postgres.createDatabase(name)
    return stores.postgres.config(name, 'owner')
  }
  const all = migrations().map(({ name }) => name)

  test('are run once; the second time there is nothing to do', async () => {
    const config = await fresh('migrate_twice')
    expect(await migrate(config)).toEqual(all)
    expect(await migrate(config)).toEqual([])
  })

  test('of two who come at once one runs them and the other waits', async () => {
    const config = await fresh('migrate_both')
    const ran = await Promise.all([1, 2, 3].map(() => migrate(config)))
    expect(ran.map((names) => names.length).sort()).toEqual([0, 0, all.length])
  })

  test('that were changed, or belong to a newer Aftertone, are refused', async () => {
    const store = await stores.fresh()
    const config = stores.postgres.config(store.database, 'owner')
    const owner = await store.asOwner()
    await owner.query(`update migration set hash = 'other' where name = $1`, [all[0]])
    await expect(migrate(config)).rejects.toMatchObject({
      code: 'wrong_version',
      message: expect.stringContaining(all[0]!)
    })
    await owner.query(`update migration set hash = $2 where name = $1`, [all[0], migrations()[0]!.hash])
    await owner.query(`insert into migration values ('9999_later.sql', '', 0)`)
    await expect(migrate(config)).rejects.toThrow('newer Aftertone')
    await owner.end()
  })
})
