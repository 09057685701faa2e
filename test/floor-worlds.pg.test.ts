import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { drawnWorld, tryWorld } from './floor-worlds.ts'
import { type Stores, testStores } from './store.ts'
import { violations } from './world-law.ts'

// The same worlds every time; `npm run long -- floor-worlds` draws new ones.
const seed = Number(process.env['AFTERTONE_SEED'] ?? 7)
let stores: Stores
beforeAll(async () => void (stores = await testStores()))
afterAll(async () => await stores[Symbol.asyncDispose]())

test('worlds drawn by chance break no law', async () => {
  console.log(`AFTERTONE_SEED=${seed} repeats these worlds`)
  await fc.assert(
    fc.asyncProperty(drawnWorld(40, 5), (world) => tryWorld(stores, world, 1)),
    { numRuns: 3, seed, endOnFailure: true }
  )
})

test('a law that is broken is noticed', async () => {
  const world = {
    ...{ people: 20, perHome: 0, phones: 1, playbook: 'relentless-farmer@2', floor: 'house', dialer: 'preview' },
    ...{ reps: 1, days: 3, seed: 5 }
  }
  await tryWorld(stores, world, 1, async (store) => {
    expect(await violations(store, 1)).toEqual([])
    const owner = await store.asOwner()
    const [call] = (
      await owner.query<{ lead_id: number; seq: number; at: number }>(
        `select t.lead_id, t.seq, t.at from touch t join outcome o using (org, lead_id)
        where t.channel = 0 and o.touch_seq = t.seq and o.message = 6 order by t.at limit 1`
      )
    ).rows
    const { lead_id: lead, seq, at } = call!
    const of = `org = 1 and lead_id = ${lead} and seq = ${seq}`
    const outcome = `org = 1 and lead_id = ${lead} and touch_seq = ${seq}`
    const breaches: readonly (readonly [sql: string, noticed: RegExp])[] = [
      [`update touch set at = at + 54000000 where ${of}`, /called at minute/],
      [`update outcome set endpoint = 16 where ${outcome}`, /a message to a person/],
      [`update outcome set recording = 3 where ${outcome}`, /a recording without consent/],
      [`update outcome set played_ms = 31000 where ${outcome}`, /a message of 31000 ms/],
      [`update decision set action = 1, mode = 0 where ${of}`, /not decided/],
      [`update decision set facts_hash = facts_hash + 1 where ${of}`, /facts of the decision/],
      [
        `update signal set kind = 6, happening = '{"kind":"stop","stop":"opt_out"}' where org = 1 and lead_id = ${lead} and seq = 1`,
        /after a stop/
      ],
      [`delete from outcome where ${outcome}`, /0 outcomes/],
      [`insert into rep_time (org, user_id, at, state, ms) values (1, 1, ${at} + 1, 2, 60000)`, /does two things/]
    ]
    const isNoticed = async (what: RegExp) => (await violations(store, 1)).some((each) => what.test(each))
    for (const [sql, noticed] of breaches) {
      expect(await isNoticed(noticed), sql).toBe(false)
      expect((await owner.query(sql)).rowCount, sql).toBe(1)
      expect(await isNoticed(noticed), sql).toBe(true)
    }
    await owner.end()
  })
})
