import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  DAY,
  HOUR,
  LIST,
  MINUTE,
  MONDAY,
  type Stores,
  ask,
  enrolAll,
  at,
  disagreements,
  playbookText,
  publishText,
  somePeople,
  testStores
} from '../../../test/store.ts'
import { type CallStory, outcome } from '../../facts/story.ts'
import { root } from '../command/setting.ts'
import { type Store } from '../store/store.ts'
import { settle } from './call-desk.ts'
import { dial } from './dial.ts'
import { type Settled } from './call-steps.ts'
import { expireTasks } from './keep-house.ts'
import { workBatch } from './live-engine.ts'
import { takeNext, upcoming } from './next-call.ts'
import { undo } from './undo.ts'
import { adviceFor, atVoicemail } from './voicemail.ts'

/** What people expect of us after a call, who is to keep it, and what is decided when a voicemail is sure. */
let stores: Stores
beforeAll(async () => void (stores = await testStores()))
afterAll(async () => await stores[Symbol.asyncDispose]())

const CALLS = '- loop: {times: 3, steps: [{call: {}}, {wait: 2d}]}\n- end: passive_list'
const REP = 7
const OTHER = 8

async function callable(count = 1, text = playbookText(CALLS)): Promise<Store> {
  const store = await stores.emptied()
  await somePeople(store, { count })
  const { id } = await publishText(store, text)
  await enrolAll(store, id)
  while (await workBatch(store, 1, at(MONDAY)));
  return store
}

const take = (store: Store, now = MONDAY, userId = REP, listId: number | null = null) =>
  takeNext(store, 1, { userId, leaseMs: 10 * MINUTE, places: [1], listId }, at(now))

async function dialled(store: Store, now = MONDAY, userId = REP) {
  const { leadId } = (await take(store, now, userId))!.person
  const call = await dial(store, 1, leadId, userId, at(now))
  if ('refused' in call) throw new Error(`refused by ${call.refused}`)
  return { leadId, touch: call.touch }
}

async function said(
  store: Store,
  call: { leadId: number; touch: number },
  story: CallStory,
  { now = MONDAY + MINUTE, date = now, ...more }: Partial<Settled> & { now?: number; date?: number } = {}
) {
  const { result } = outcome(1, date, story)
  return await settle(store, 1, { ...call, result, promiseAt: null, ...more }, -1, at(now))
}

const callbacks = (store: Store) =>
  ask<{ due_at: number; closed_at: number | null; user_id: number | null }>(
    store,
    'select due_at, closed_at, user_id from callback where org = $1 order by seq'
  )
const tasks = (store: Store) =>
  ask<{ kind: number; state: number; due_at: number }>(
    store,
    'select kind, state, due_at from task where org = $1 order by id'
  )
const THURSDAY = MONDAY + 3 * DAY

describe('somebody asks to be called at a time', () => {
  const asked = { endpoint: 'human_right_party', said: 'callback_requested' } as const

  test('they are called then, though the playbook is left by a talk', async () => {
    const store = await callable()
    const person = await said(store, await dialled(store), asked, { date: THURSDAY })
    expect(person).toMatchObject({ state: 1, nextDueAt: THURSDAY })
    expect(await ask(store, 'select ended_at from run where org = $1')).toEqual([{ ended_at: null }])
    expect(await callbacks(store)).toEqual([{ due_at: THURSDAY, closed_at: null, user_id: null }])
    expect(await disagreements(store)).toEqual([])
  })

  test('the callback comes before everybody else, and says why', async () => {
    const store = await callable(5)
    const call = await dialled(store)
    await said(store, call, asked, { date: MONDAY + 3 * HOUR })
    await workBatch(store, 1, at(MONDAY + 3 * HOUR))
    const [first] = await store.inOrgTx(1, (tx) => upcoming(tx, { userId: REP, places: [1] }, 2, at(MONDAY + 3 * HOUR)))
    expect(first).toEqual({ leadId: call.leadId, why: expect.objectContaining({ kind: 'callback' }) })
    const taken = await take(store, MONDAY + 3 * HOUR)
    expect(taken!.person.leadId).toBe(call.leadId)
    expect(taken!.why).toMatchObject({ kind: 'callback', dueAt: MONDAY + 3 * HOUR })
    expect((await take(store, MONDAY + 3 * HOUR))!.why.kind).toBe('queue')
  })

  test('mine is mine for an hour, then anybody’s', async () => {
    const store = await callable()
    await said(store, await dialled(store), asked, { date: MONDAY + 3 * HOUR, callbackFor: REP })
    await workBatch(store, 1, at(MONDAY + 3 * HOUR))
    expect(await take(store, MONDAY + 3 * HOUR, OTHER)).toBeNull()
    expect(await take(store, MONDAY + 4 * HOUR - 1, OTHER)).toBeNull()
    expect((await take(store, MONDAY + 4 * HOUR, OTHER))!.person.leadId).toBe(1)
  })

  test('the call answers it, whatever comes of it; taking that back opens it again', async () => {
    const store = await callable()
    await said(store, await dialled(store), asked, { date: THURSDAY })
    await workBatch(store, 1, at(THURSDAY))
    const now = THURSDAY + MINUTE
    const again = await said(store, await dialled(store, THURSDAY), { endpoint: 'no_answer' }, { now })
    expect(await callbacks(store)).toMatchObject([{ closed_at: now }])
    await undo(store, 1, { leadId: 1, target: 'outcome', seq: again.logSeq, userId: REP }, at(now + 1))
    expect(await callbacks(store)).toMatchObject([{ closed_at: null }])
    expect(await disagreements(store)).toEqual([])
  })

  test('taking the wish back leaves nothing of it', async () => {
    const store = await callable()
    const person = await said(store, await dialled(store), asked, { date: THURSDAY })
    await undo(store, 1, { leadId: 1, target: 'outcome', seq: person.logSeq, userId: REP }, at(MONDAY + 2 * MINUTE))
    expect(await callbacks(store)).toEqual([])
  })

  test('a stop answers it for good, and for a minute that can be taken back', async () => {
    const store = await callable()
    await said(store, await dialled(store), asked, { date: THURSDAY })
    await workBatch(store, 1, at(THURSDAY))
    const now = THURSDAY + MINUTE
    const stopped = await said(
      store,
      await dialled(store, THURSDAY),
      { said: 'do_not_call', endpoint: 'human_right_party' },
      { now }
    )
    expect(await callbacks(store)).toMatchObject([{ closed_at: now }])
    await undo(store, 1, { leadId: 1, target: 'outcome', seq: stopped.logSeq, userId: REP }, at(now + 30_000))
    expect(await callbacks(store)).toMatchObject([{ closed_at: null }])
  })

  test('"not before" a day leads there too, and promises nothing', async () => {
    const store = await callable()
    const story = { endpoint: 'human_right_party', said: 'not_now' } as const
    const person = await said(store, await dialled(store), story, { date: THURSDAY })
    expect(person).toMatchObject({ state: 1, nextDueAt: THURSDAY })
    expect(await callbacks(store)).toEqual([])
  })
})

describe('a promise in a message', () => {
  const left = { endpoint: 'machine', message: 'left_live_by_rep' } as const

  test('becomes a task, and a call at about that time keeps it', async () => {
    const store = await callable()
    const promiseAt = MONDAY + 2 * DAY + HOUR
    await said(store, await dialled(store), left, { promiseAt })
    expect(await tasks(store)).toEqual([{ kind: 102, state: 0, due_at: promiseAt }])
    const now = MONDAY + 2 * DAY
    await workBatch(store, 1, at(now))
    const kept = await said(store, await dialled(store, now), left, { now: now + MINUTE })
    expect(await tasks(store)).toMatchObject([{ state: 1 }])
    await undo(store, 1, { leadId: 1, target: 'outcome', seq: kept.logSeq, userId: REP }, at(now + 2 * MINUTE))
    expect(await tasks(store)).toMatchObject([{ state: 0 }])
  })

  test('a call long before does not keep it, and when nobody calls it is broken', async () => {
    const store = await callable()
    await said(store, await dialled(store), left, { promiseAt: MONDAY + 5 * DAY })
    const now = MONDAY + 2 * DAY
    await workBatch(store, 1, at(now))
    await said(store, await dialled(store, now), left, { now: now + MINUTE })
    expect(await tasks(store)).toMatchObject([{ state: 0 }])
    await expireTasks(store, 1, at(MONDAY + 6 * DAY - 1))
    expect(await tasks(store)).toMatchObject([{ state: 0 }])
    await expireTasks(store, 1, at(MONDAY + 6 * DAY))
    expect(await tasks(store)).toMatchObject([{ state: 3 }])
  })

  test('goes with the outcome that made it', async () => {
    const store = await callable()
    const person = await said(store, await dialled(store), left, { promiseAt: MONDAY + DAY })
    await undo(store, 1, { leadId: 1, target: 'outcome', seq: person.logSeq, userId: REP }, at(MONDAY + 2 * MINUTE))
    expect(await tasks(store)).toMatchObject([{ state: 4 }])
  })
})

test('who made a call, and how its seconds were spent, is kept with each thing said of it', async () => {
  const store = await callable()
  const spent = { dialMs: 20_000, greetingMs: 12_000, messageMs: 22_000, talkMs: 0, wrapMs: 9_000 }
  const spoken = {
    userId: REP,
    sessionId: null,
    spent,
    override: 'no_time',
    reaction: 'annoyed',
    objection: null
  } as const
  const call = await dialled(store)
  await said(store, call, { endpoint: 'machine' }, { spoken })
  await said(store, call, { endpoint: 'busy' }, { spoken: { ...spoken, override: null }, now: MONDAY + 2 * MINUTE })
  expect(
    await ask(
      store,
      'select seq, touch_seq, at, user_id, greeting_ms, override, reaction from call where org = $1 order by seq'
    )
  ).toEqual([
    { seq: 3, touch_seq: 2, at: MONDAY, user_id: REP, greeting_ms: 12_000, override: 4, reaction: 2 },
    { seq: 4, touch_seq: 2, at: MONDAY, user_id: REP, greeting_ms: 12_000, override: null, reaction: 2 }
  ])
})

test('a session that works one list is given nobody of another', async () => {
  const store = await callable()
  expect(await take(store, MONDAY, REP, LIST + 1)).toBeNull()
  expect((await take(store, MONDAY, REP, LIST))!.person.leadId).toBe(1)
})

describe('a voicemail', () => {
  const experiment = readFileSync(join(root, 'playbooks/house-default.yaml'), 'utf8')

  test('inside an experiment nothing is shown before the verdict is stored, and asked again it is the same', async () => {
    const store = await callable(1, experiment)
    const taken = (await take(store))!
    expect(adviceFor(taken.person, taken.desk)).toEqual({ kind: 'covered' })
    const call = await dial(store, 1, 1, REP, at(MONDAY))
    const { touch } = call as { touch: number }
    const first = await atVoicemail(store, 1, { leadId: 1, touch, endpoint: 'machine' }, at(MONDAY + 20_000))
    expect(first.decision.arm).toBeGreaterThanOrEqual(0)
    const stored = await ask<{ arm: number; action: number; at: number }>(
      store,
      'select arm, action, at from decision where org = $1'
    )
    expect(stored).toEqual([{ arm: first.decision.arm, action: first.decision.action, at: MONDAY }])
    const again = await atVoicemail(store, 1, { leadId: 1, touch, endpoint: 'machine' }, at(MONDAY + 40_000))
    expect(again.decision).toEqual(first.decision)
    expect(await ask(store, 'select 1 from decision where org = $1')).toHaveLength(1)
    expect(await disagreements(store)).toEqual([])
  })

  test('elsewhere the advice is known while it rings, with its reason and figure', async () => {
    const store = await callable()
    const taken = (await take(store))!
    expect(adviceFor(taken.person, taken.desk)).toMatchObject({
      kind: 'known',
      words: { action: 'skip', because: 'Nothing is left.', figure: 'no data yet' }
    })
  })

  test('a person is none', async () => {
    const store = await callable()
    const { leadId, touch } = await dialled(store)
    await expect(atVoicemail(store, 1, { leadId, touch, endpoint: 'human_right_party' }, at(MONDAY))).rejects.toThrow(
      'no voicemail'
    )
    await expect(atVoicemail(store, 1, { leadId, touch: 99, endpoint: 'machine' }, at(MONDAY))).rejects.toThrow(
      'never dialled'
    )
  })
})
