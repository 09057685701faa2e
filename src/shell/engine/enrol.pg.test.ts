import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  DAY,
  LIST,
  MONDAY,
  type Stores,
  ask,
  at,
  disagreements,
  playbookText,
  publishText,
  somePeople,
  testStores
} from '../../../test/store.ts'
import { type Store } from '../store/store.ts'
import { type EnrolResult, type EnrolWish, enrolList } from './enrol.ts'
import { workBatch } from './live-engine.ts'
import { LabelTaken } from './publish.ts'
import { record } from './record.ts'
import { takeNext } from './next-call.ts'

let stores: Stores
beforeAll(async () => void (stores = await testStores()))
afterAll(async () => await stores[Symbol.asyncDispose]())

const CALLS = '- loop: {times: 3, steps: [{call: {}}, {wait: 2d}]}\n- end: passive_list'

function enrol(store: Store, playbookId: number, wish: Partial<EnrolWish> = {}, now = MONDAY): Promise<EnrolResult> {
  const everybody = { org: 1, listId: LIST, playbookId, part: 0, of: 1, again: false, anyway: false }
  return enrolList(store, { ...everybody, perDay: null, limit: Infinity, ...wish }, at(now))
}

const states = (store: Store) =>
  ask<{ lead_id: number; state: number; playbook_id: number | null; next_due_at: number | null; run: number }>(
    store,
    'select lead_id, state, playbook_id, next_due_at, run from enrolment where org = $1 order by lead_id'
  )

describe('enrolling a list', () => {
  test('everybody begins once; a second time they are in it already, and the first is named', async () => {
    const store = await stores.emptied()
    await somePeople(store, { count: 12 })
    const { id } = await publishText(store, playbookText(CALLS))
    const first = await enrol(store, id)
    expect(first).toMatchObject({ enrolled: 12, tookOver: 0, firstElsewhere: null })
    const second = await enrol(store, id)
    expect(second.enrolled).toBe(0)
    expect(second.refused.enrolled).toBe(12)
    expect(second.firstElsewhere).toEqual({ leadId: 1, state: 'active', playbook: 'tried@1' })
    expect((await states(store)).every((row) => row.state === 1 && row.run === 1 && row.next_due_at === MONDAY)).toBe(
      true
    )
    const [hint] = await ask<{ next_due_at: number }>(store, 'select next_due_at from org_due where org = $1')
    expect(hint!.next_due_at).toBe(MONDAY)
  })

  test('the parts of a list together are the whole', async () => {
    const store = await stores.emptied()
    await somePeople(store, { count: 10 })
    const { id } = await publishText(store, playbookText(CALLS))
    const parts = [await enrol(store, id, { part: 1, of: 3 }), await enrol(store, id, { part: 2, of: 3 })]
    parts.push(await enrol(store, id, { part: 3, of: 3 }))
    expect(parts.map((part) => part.enrolled)).toEqual([4, 3, 3])
  })

  test('a limit takes the first of the list, and so many a day begin on their day', async () => {
    const store = await stores.emptied()
    await somePeople(store, { count: 9 })
    // The list stands in another order than the ids of its people.
    const owner = await store.asOwner()
    await owner.query('update list_member set row_no = 100 - row_no')
    await owner.end()
    const { id } = await publishText(store, playbookText(CALLS))
    expect((await enrol(store, id, { limit: 6, perDay: 2 })).enrolled).toBe(6)
    const begun = (await states(store)).filter((row) => row.state === 1)
    expect(begun.map((row) => [row.lead_id, (row.next_due_at! - MONDAY) / DAY])).toEqual([
      [4, 2],
      [5, 2],
      [6, 1],
      [7, 1],
      [8, 0],
      [9, 0]
    ])
  })

  test('who was in it before is left out, unless again', async () => {
    const store = await stores.emptied()
    await somePeople(store, { count: 2 })
    const { id } = await publishText(store, playbookText(CALLS))
    await enrol(store, id)
    for (const lead of [1, 2]) await record(store, 1, lead, [{ kind: 'booking', channel: 'email' }], at(MONDAY))
    expect((await states(store)).map((row) => row.state)).toEqual([5, 5])
    expect((await enrol(store, id)).refused.before).toBe(2)
    expect((await enrol(store, id, { again: true })).enrolled).toBe(2)
    expect((await states(store)).map((row) => row.run)).toEqual([2, 2])
    expect(await disagreements(store)).toEqual([])
  })

  test('whom the playbook is not meant for stays out; of whom it is not known, unless anyway', async () => {
    const store = await stores.emptied()
    await somePeople(store, { count: 3 })
    const entry = `entry: {when: 'lead.stage == "new"', because: Only the new.}`
    const { id } = await publishText(store, playbookText(CALLS, { more: entry }))
    await record(store, 1, 1, [{ kind: 'profile', changes: { 'lead.stage': 'new' } }], at(MONDAY))
    await record(store, 1, 2, [{ kind: 'profile', changes: { 'lead.stage': 'won' } }], at(MONDAY))
    const result = await enrol(store, id)
    expect(result).toMatchObject({ enrolled: 1, refused: { outside: 1, unknown: 1 } })
    expect((await enrol(store, id, { anyway: true })).enrolled).toBe(1)
  })

  test('who has a hard stop is not enrolled, and who is in the hands of a rep is left there', async () => {
    const store = await stores.emptied()
    await somePeople(store, { count: 3 })
    const { id } = await publishText(store, playbookText(CALLS))
    const other = await publishText(
      store,
      playbookText(CALLS, { name: 'other', more: `entry: {when: 'attempt >= 1', because: All., takesOver: true}` })
    )
    await record(store, 1, 1, [{ kind: 'stop', stop: 'opt_out' }], at(MONDAY))
    expect(await enrol(store, id)).toMatchObject({ enrolled: 2, refused: { stopped: 1 } })
    await workBatch(store, 1, at(MONDAY))
    const taken = await takeNext(store, 1, { userId: 7, leaseMs: 60_000, places: [1] }, at(MONDAY))
    const result = await enrol(store, other.id)
    expect(result).toMatchObject({ enrolled: 1, tookOver: 1, refused: { stopped: 1, in_hand: 1 } })
    const rows = await states(store)
    expect(rows.find((row) => row.lead_id === taken!.person.leadId)!.playbook_id).toBe(id)
    const [run] = await ask<{ ending: number; ended_at: number }>(
      store,
      'select ending, ended_at from run where org = $1 and ending is not null'
    )
    expect(run).toEqual({ ending: 10, ended_at: MONDAY })
  })
})

describe('publishing', () => {
  test('the same text twice is one version; another text under the same label is refused', async () => {
    const store = await stores.emptied()
    await somePeople(store)
    const first = await publishText(store, playbookText(CALLS))
    expect(await publishText(store, playbookText(CALLS))).toEqual({ id: first.id, isNew: false, inFlight: [] })
    await expect(publishText(store, playbookText('- call: {}'))).rejects.toThrow(LabelTaken)
    const both = await Promise.all([1, 2, 3, 4].map(() => publishText(store, playbookText(CALLS, { version: '2' }))))
    expect(new Set(both.map(({ id }) => id)).size).toBe(1)
  })

  test('people in flight finish on their version, and the counts say how many they are', async () => {
    const store = await stores.emptied()
    await somePeople(store, { count: 5 })
    const first = await publishText(store, playbookText(CALLS))
    await enrol(store, first.id, { limit: 3 })
    await workBatch(store, 1, at(MONDAY), 1)
    const second = await publishText(store, playbookText(CALLS.replace('2d', '3d'), { version: '2' }))
    expect(second.inFlight).toEqual([
      { version: 'tried@1', state: 'active', people: 2 },
      { version: 'tried@1', state: 'callable', people: 1 }
    ])
    await workBatch(store, 1, at(MONDAY))
    expect((await states(store)).slice(0, 3).map((row) => row.playbook_id)).toEqual([first.id, first.id, first.id])
  })

  test('moved people go on at the same place of the new version at their next decision', async () => {
    const store = await stores.emptied()
    await somePeople(store, { count: 3 })
    const first = await publishText(store, playbookText('- email: {}\n- wait: 1d\n- call: {}\n- end: passive_list'))
    await enrol(store, first.id)
    await workBatch(store, 1, at(MONDAY))
    const changed = '- email: {}\n- linkedin: {}\n- wait: 1d\n- call: {}\n- wait: 1d\n- email: {}\n- end: passive_list'
    const second = await publishText(store, playbookText(changed, { version: '2' }), 'move')
    expect(second.inFlight).toEqual([{ version: 'tried@1', state: 'active', people: 3 }])
    await workBatch(store, 1, at(MONDAY + DAY))
    const rows = await states(store)
    expect(rows.map((row) => [row.playbook_id, row.state])).toEqual(Array(3).fill([second.id, 2]))
    const touches = await ask<{ n: number }>(store, 'select count(*)::int as n from touch where org = $1')
    expect(touches[0]!.n).toBe(3)
    expect(await disagreements(store)).toEqual([])
  })

  test('whoever has a call out when they are moved goes on behind it', async () => {
    const store = await stores.emptied()
    await somePeople(store)
    const { id } = await publishText(store, playbookText(CALLS))
    await enrol(store, id)
    await workBatch(store, 1, at(MONDAY))
    const second = await publishText(
      store,
      playbookText('- email: {when: attempt > 90}\n- call: {}\n- wait: 2d\n- call: {}\n- end: passive_list', {
        version: '2'
      }).replace('email: {when: attempt > 90}', 'email: {}\n    when: attempt > 90'),
      'move'
    )
    const taken = await takeNext(store, 1, { userId: 7, leaseMs: 60_000, places: [1] }, at(MONDAY))
    expect(taken!.person.playbookId).toBe(second.id)
    expect(taken!.person.course!.lines[0]).toMatchObject({ kind: 'calling', step: 1 })
  })
})
