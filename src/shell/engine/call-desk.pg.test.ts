import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  DAY,
  HOUR,
  MINUTE,
  MONDAY,
  type People,
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
import { house } from '../../guard/house.ts'
import { bareLaw, withFreshLists } from '../../guard/in-force.ts'
import { lawBook } from '../../guard/lawful.ts'
import { law } from '../../guard/law.ts'
import { ruleOf } from '../../guard/rule.ts'
import { type Store } from '../store/store.ts'
import { CallIsOut, release, settle } from './call-desk.ts'
import { dial } from './dial.ts'
import { takeNext } from './next-call.ts'
import { dispatchBatch } from './dispatch.ts'
import { ground } from './ground.ts'
import { expireLeases } from './keep-house.ts'
import { workBatch } from './live-engine.ts'
import { endings } from './state.ts'
import { record } from './record.ts'
import { taskDispatcher } from './task-dispatcher.ts'
import { CannotUndo, undo } from './undo.ts'

let stores: Stores
beforeAll(async () => void (stores = await testStores()))
afterAll(async () => await stores[Symbol.asyncDispose]())

const CALLS = '- loop: {times: 3, steps: [{call: {}}, {wait: 2d}]}\n- end: passive_list'
const REP = 7

/** People whose first call is due and callable. */
async function callable(people: People = {}, steps = CALLS, more = ''): Promise<Store> {
  const store = await stores.emptied()
  await somePeople(store, people)
  const { id } = await publishText(store, playbookText(steps, { more }))
  await enrolAll(store, id)
  while (await workBatch(store, 1, at(MONDAY)));
  return store
}

const take = (store: Store, now = MONDAY, userId = REP) =>
  takeNext(store, 1, { userId, leaseMs: 10 * MINUTE, places: [1] }, at(now))

async function dialled(store: Store, now = MONDAY, userId = REP): Promise<{ leadId: number; touch: number }> {
  const taken = await take(store, now, userId)
  const { leadId } = taken!.person
  const call = await dial(store, 1, leadId, userId, at(now))
  if ('refused' in call) throw new Error(`refused by ${call.refused}`)
  return { leadId, touch: call.touch }
}

const said = (
  store: Store,
  call: { leadId: number; touch: number },
  story: CallStory = { endpoint: 'no_answer' },
  now = MONDAY + MINUTE
) => settle(store, 1, { ...call, result: outcome(1, now, story).result, promiseAt: null }, -1, at(now))

async function rowOf(store: Store, leadId = 1) {
  const [row] = await ask<{ state: number; next_due_at: number | null; lease_by: number | null; bad_phones: number }>(
    store,
    'select state, next_due_at, lease_by, lease_until, bad_phones, log_seq from enrolment where org = $1 and lead_id = $2',
    1,
    [1, leadId]
  )
  return row!
}
const refusals = async (store: Store) =>
  (
    await ask<{ lead: number; rule: number; at: number; by: number; number: number; seq: number }>(
      store,
      'select lead_id as lead, rule, at, by_user as by, number, seq from refusal where org = $1 order by lead_id, seq'
    )
  ).map((row) => ({ ...row, rule: ruleOf(row.rule).id }))
const count = async (store: Store, what: string) =>
  (await ask<{ n: number }>(store, `select count(*)::int as n from ${what} and org = $1`))[0]!.n

describe('a rep’s next call', () => {
  test('twenty reps at once get twenty different people, and the twenty-first nobody', async () => {
    const store = await callable({ count: 20 })
    const taken = await Promise.all(Array.from({ length: 20 }, (_, i) => take(store, MONDAY, i + 1)))
    expect(new Set(taken.map((each) => each?.person.leadId)).size).toBe(20)
    expect(await take(store)).toBeNull()
  })

  test('whose place is not open is not offered', async () => {
    const store = await callable()
    expect(await takeNext(store, 1, { userId: REP, leaseMs: MINUTE, places: [2] }, at(MONDAY))).toBeNull()
  })

  test('at night the guard says no: they go back until the morning and nobody is offered', async () => {
    const store = await callable({ count: 3 })
    expect(await take(store, MONDAY + 14 * HOUR)).toBeNull()
    const row = await rowOf(store)
    expect(row.state).toBe(1)
    expect(row.next_due_at).toBe(MONDAY + 22 * HOUR)
  })

  test('the guard is asked once more at the dial', async () => {
    const store = await callable()
    const taken = await takeNext(store, 1, { userId: REP, leaseMs: DAY, places: [1] }, at(MONDAY))
    const call = await dial(store, 1, taken!.person.leadId, REP, at(MONDAY + 14 * HOUR))
    expect(call).toHaveProperty('refused')
    expect(await count(store, 'touch where true')).toBe(0)
    expect((await rowOf(store)).state).toBe(1)
    expect(await refusals(store)).toEqual([
      { lead: 1, rule: 'HOUSE-HOURS', at: MONDAY + 14 * HOUR, by: REP, number: 0, seq: 2 }
    ])
    expect(await disagreements(store)).toEqual([])
  })

  test('a refusal is kept once: when the server is killed in between, when the answer is lost, when they try again', async () => {
    const store = await callable()
    const night = MONDAY + 14 * HOUR
    const leased = { userId: REP, leaseMs: DAY, places: [1] }
    await takeNext(store, 1, leased, at(MONDAY))
    const dying: Pick<Store, 'inOrgTx'> = {
      inOrgTx: (org, work) =>
        store.inOrgTx(org, async (tx) => {
          const answer = await work(tx)
          const { rows } = await tx.query<{ pid: number }>({ text: 'select pg_backend_pid() as pid', values: [] })
          const owner = await store.asOwner()
          await owner.query('select pg_terminate_backend($1)', [rows[0]!.pid])
          await owner.end()
          return answer
        })
    }
    await expect(dial(dying, 1, 1, REP, at(night))).rejects.toThrow()
    expect(await refusals(store)).toEqual([])
    expect((await rowOf(store)).lease_by).toBe(REP)
    expect(await dial(store, 1, 1, REP, at(night))).toHaveProperty('refused')
    await expect(dial(store, 1, 1, REP, at(night))).rejects.toThrow('not in your hands')
    // Callable again by whatever means, and dialled again in the same night.
    const owner = await store.asOwner()
    await owner.query(`update enrolment set state = 3, lease_by = ${REP}, lease_until = ${night + DAY}`)
    await owner.end()
    expect(await dial(store, 1, 1, REP, at(night + MINUTE))).toHaveProperty('refused')
    expect(await refusals(store)).toHaveLength(1)
    expect(await disagreements(store)).toEqual([])
  })

  test('a dialler that begins by itself leaves whom it may not dial to the key of the rep', async () => {
    const store = await stores.emptied()
    const places = [['US', 'US-FL', 'America/New_York', '305']] as const
    await somePeople(store, { places, placeOf: () => 3, profile: { 'lead.market': 'b2c' } })
    const { id } = await publishText(store, playbookText(CALLS))
    await enrolAll(store, id)
    while (await workBatch(store, 1, at(MONDAY)));
    const registered = new Set([law.regions.indexOf('US-FL')])
    const lawful = ground(1, { ...house, law: { ...withFreshLists(bareLaw(lawBook(law))), registered } }, 1)
    const { setting, ...more } = at(MONDAY, lawful)
    const power = { ...more, setting: { ...setting, dialer: { ...setting.dialer, mode: 2 } } }
    // A rule that came between the taking and the dial: nothing was to be previewed then.
    const taken = await takeNext(store, 1, { userId: REP, leaseMs: HOUR, places: [3] }, at(MONDAY))
    expect(taken!.previewedBy).toBe(0)
    for (let tries = 0; tries < 2; tries++) {
      const call = await dial(store, 1, 1, REP, power, false)
      expect(call).toMatchObject({ isPreview: true })
      expect(ruleOf((call as { refused: number }).refused).id).toBe('US-FL-AUTO')
    }
    expect(await count(store, 'touch where true')).toBe(0)
    expect(await count(store, 'refusal where previewed')).toBe(1)
    expect(await rowOf(store)).toMatchObject({ state: 3, lease_by: REP })
    expect(await dial(store, 1, 1, REP, power)).toHaveProperty('touch')
    expect(await disagreements(store)).toEqual([])
  })

  test('what ends a run is kept with it, and taken back with the call that it followed', async () => {
    const store = await callable({}, '- loop: {times: 5, steps: [{call: {}}, {wait: 1d}]}', 'caps: {calls: 1}')
    const { logSeq } = await said(store, await dialled(store))
    const ended = () =>
      ask<{ ending: number | null; by: number | null }>(store, 'select ending, ended_by as by from run where org = $1')
    expect((await ended()).map(({ ending, by }) => [endings[ending!], ruleOf(by!).id])).toEqual([
      ['capped', 'PLAYBOOK-CAP-CALLS']
    ])
    await undo(store, 1, { leadId: 1, target: 'outcome', seq: logSeq, userId: REP }, at(MONDAY + 90_000))
    expect(await ended()).toEqual([{ ending: null, by: null }])
  })

  test('facts of an older layout are folded before the guard is asked', async () => {
    const store = await callable()
    await record(store, 1, 1, [{ kind: 'stop', stop: 'opt_out' }], at(MONDAY))
    const owner = await store.asOwner()
    await owner.query(`update enrolment set facts = '', state = 2`)
    await owner.end()
    expect(await take(store)).toBeNull()
    expect(await disagreements(store)).toEqual([])
  })

  test('nobody dials a person twice at once, or lets go of one whom they dialled', async () => {
    const store = await callable()
    const call = await dialled(store)
    await expect(dial(store, 1, call.leadId, REP, at(MONDAY))).rejects.toThrow(CallIsOut)
    await expect(release(store, 1, call.leadId, REP, at(MONDAY))).rejects.toThrow(CallIsOut)
    await expect(dial(store, 1, call.leadId, REP + 1, at(MONDAY))).rejects.toThrow('not in your hands')
    expect(await count(store, 'touch where true')).toBe(1)
  })

  test('a person let go before the dial is callable again', async () => {
    const store = await callable()
    await take(store)
    await release(store, 1, 1, REP, at(MONDAY))
    expect((await take(store, MONDAY, 8))!.person.leaseBy).toBe(8)
  })
})

describe('what came of a call', () => {
  const cases: readonly (readonly [string, CallStory, number, number | null])[] = [
    ['nobody answered: the next call is two days on', { endpoint: 'no_answer' }, 1, MONDAY + 2 * DAY],
    [
      'a mailbox: the next call is two days on',
      { endpoint: 'machine', message: 'left_live_by_rep' },
      1,
      MONDAY + 2 * DAY
    ],
    ['busy: the next call is two days on', { endpoint: 'busy' }, 1, MONDAY + 2 * DAY],
    ['they talked: the playbook is left', { endpoint: 'human_right_party', said: 'conversation' }, 5, null],
    ['a meeting: the playbook is left', { endpoint: 'human_right_party', said: 'meeting_booked' }, 5, null],
    ['do not call: stopped', { endpoint: 'human_right_party', said: 'do_not_call' }, 7, null],
    ['a no: stopped', { endpoint: 'human_right_party', said: 'not_interested' }, 7, null],
    ['hostile: stopped', { endpoint: 'human_right_party', said: 'hostile' }, 7, null],
    ['a dead number, the only one: somebody has to find another', { endpoint: 'vacant_number' }, 1, MONDAY + 2 * DAY]
  ]
  test.for(cases)('%s', async ([, story, state, due]) => {
    const store = await callable()
    const call = await dialled(store)
    await said(store, call, story)
    expect(await rowOf(store)).toMatchObject({ state, next_due_at: due, lease_by: null })
    expect(await count(store, 'outbox where true')).toBe(0)
    expect(await disagreements(store)).toEqual([])
  })

  test('every endpoint and everything they say is written and read back as the same facts', async () => {
    const store = await callable({ count: 40 })
    const { endpoints, businesses } = await import('../../facts/outcome-lists.ts')
    const stories: CallStory[] = [
      ...Object.keys(endpoints).map((endpoint) => ({ endpoint }) as CallStory),
      ...Object.keys(businesses).map((each) => ({ endpoint: 'human_right_party', said: each }) as CallStory)
    ]
    for (const story of stories) await said(store, await dialled(store), story)
    expect(await disagreements(store)).toEqual([])
  })

  test('a call that was not made counts for nothing and is due again', async () => {
    const store = await callable()
    const call = await dialled(store)
    const result = { kind: 'not_made', reason: 'cancelled_by_rep' } as const
    await settle(store, 1, { ...call, result, promiseAt: null }, -1, at(MONDAY + MINUTE))
    await workBatch(store, 1, at(MONDAY + 2 * MINUTE))
    expect((await rowOf(store)).state).toBe(2)
    expect(await disagreements(store)).toEqual([])
  })

  test('said twice it is a correction, and the sequence does not go on twice', async () => {
    const store = await callable()
    const call = await dialled(store)
    const first = await said(store, call)
    const second = await said(store, call, { endpoint: 'busy' }, MONDAY + 2 * MINUTE)
    expect(second.course).toEqual(first.course)
    expect(await disagreements(store)).toEqual([])
  })

  test('what a disposition causes waits a minute', async () => {
    const steps = '- call: {}\n- email: {}\n- end: passive_list'
    const store = await callable({}, steps)
    await said(store, await dialled(store))
    expect(await workBatch(store, 1, at(MONDAY + MINUTE + 59_000))).toBeNull()
    await workBatch(store, 1, at(MONDAY + 2 * MINUTE))
    expect(await count(store, 'touch where channel = 1')).toBe(1)
  })

  test('an event of the talk starts the track that waits for it', async () => {
    const more = `tracks:
  thanks: {when: attempt > 90, steps: [{email: {}}]}
on:
  - {event: conversation, do: {track: thanks}}
exits: [booking]`
    const store = await callable({}, CALLS, more)
    await said(store, await dialled(store), { endpoint: 'human_right_party', said: 'hesitant' })
    await workBatch(store, 1, at(MONDAY + 3 * MINUTE))
    expect(await count(store, 'touch where channel = 1 and track = 0')).toBe(1)
  })

  test('a sequence that ends in another playbook goes on there after a call', async () => {
    const store = await stores.emptied()
    await somePeople(store)
    const other = await publishText(
      store,
      playbookText('- wait: 1d\n- email: {}\n- end: passive_list', { name: 'other' })
    )
    const { id } = await publishText(store, playbookText('- call: {}\n- end: {playbook: other}'))
    await enrolAll(store, id)
    await workBatch(store, 1, at(MONDAY))
    const person = await said(store, await dialled(store))
    expect(person).toMatchObject({ playbookId: other.id, run: 2, state: 1 })
    await workBatch(store, 1, at(MONDAY + DAY + 2 * MINUTE))
    expect(await count(store, 'touch where channel = 1')).toBe(1)
    expect(await count(store, 'run where ending = 5')).toBe(1)
  })
})

describe('a rep who does not come back', () => {
  test('before the dial the person is callable again', async () => {
    const store = await callable()
    await take(store)
    expect(await expireLeases(store, 1, at(MONDAY + 9 * MINUTE))).toBe(0)
    expect(await expireLeases(store, 1, at(MONDAY + 11 * MINUTE))).toBe(1)
    expect(await rowOf(store)).toMatchObject({ state: 2, lease_by: null })
  })

  test('after the dial the call is unknown, is never made again, and the sequence goes on', async () => {
    const store = await callable()
    const call = await dialled(store)
    await record(store, 1, 1, [{ kind: 'profile', changes: { 'lead.stage': 'new' } }], at(MONDAY + MINUTE))
    expect(await expireLeases(store, 1, at(MONDAY + 11 * MINUTE))).toBe(1)
    expect(await rowOf(store)).toMatchObject({ state: 1, lease_by: null })
    expect((await rowOf(store)).next_due_at).toBeGreaterThan(MONDAY + DAY)
    expect(await count(store, 'outbox where state = 2')).toBe(1)
    const late = await said(store, call, { endpoint: 'machine' }, MONDAY + HOUR)
    expect(late.nextDueAt).toBe((await rowOf(store)).next_due_at)
    expect(await count(store, 'outbox where true')).toBe(0)
    expect(await disagreements(store)).toEqual([])
  })

  test('late news of an old call does not take the person out of the hands of the next rep', async () => {
    const store = await callable()
    const call = await dialled(store)
    await expireLeases(store, 1, at(MONDAY + 11 * MINUTE))
    const later = MONDAY + 2 * DAY + HOUR
    await workBatch(store, 1, at(later))
    await take(store, later, 8)
    await said(store, call, { endpoint: 'machine' }, later)
    expect(await rowOf(store)).toMatchObject({ state: 3, lease_by: 8 })
    expect(await dial(store, 1, 1, 8, at(later))).toHaveProperty('touch')
  })
})

describe('taking back', () => {
  test('an outcome: the rep has the person in hand again and says something else', async () => {
    const store = await callable()
    const call = await dialled(store)
    const { logSeq } = await said(store, call)
    await undo(store, 1, { leadId: 1, target: 'outcome', seq: logSeq, userId: REP }, at(MONDAY + 90_000))
    expect(await rowOf(store)).toMatchObject({ state: 3, lease_by: REP })
    const again = await said(
      store,
      call,
      { endpoint: 'human_right_party', said: 'meeting_booked' },
      MONDAY + 2 * MINUTE
    )
    expect(again.state).toBe(5)
    expect(await disagreements(store)).toEqual([])
    const wish = { leadId: 1, target: 'outcome', seq: logSeq, userId: REP } as const
    await expect(undo(store, 1, wish, at(MONDAY + 2 * MINUTE))).rejects.toThrow(CannotUndo)
  })

  test('an outcome, and then nobody comes back: the call was made, so it is not made again', async () => {
    const store = await callable()
    const { logSeq } = await said(store, await dialled(store))
    await undo(store, 1, { leadId: 1, target: 'outcome', seq: logSeq, userId: REP }, at(MONDAY + 90_000))
    await expireLeases(store, 1, at(MONDAY + HOUR))
    expect((await rowOf(store)).next_due_at).toBeGreaterThan(MONDAY + DAY)
    expect(await count(store, 'outbox where state = 2')).toBe(1)
  })

  test('a do-not-call within the minute: everything is as before, the numbers may be used', async () => {
    const store = await callable({ phones: 2 }, '- email: {}\n- call: {}\n- wait: 2d\n- call: {}\n- end: passive_list')
    await dispatchBatch(store, 1, taskDispatcher(at(MONDAY).ground), at(MONDAY), 1)
    const call = await dialled(store)
    const { logSeq, state } = await said(store, call, { endpoint: 'human_right_party', said: 'do_not_call' })
    expect(state).toBe(7)
    expect(await count(store, 'suppression where true')).toBe(3)
    expect(await count(store, 'task where state = 4')).toBe(1)
    await undo(store, 1, { leadId: 1, target: 'outcome', seq: logSeq, userId: REP }, at(MONDAY + 100_000))
    expect((await rowOf(store)).state).toBe(3)
    expect(await count(store, 'suppression where true')).toBe(0)
    expect(await count(store, 'task where state = 0')).toBe(1)
    expect(await count(store, 'run where ended_at is null')).toBe(1)
  })

  test('after the minute the stop stands', async () => {
    const store = await callable()
    const { logSeq } = await said(store, await dialled(store), { endpoint: 'human_right_party', said: 'do_not_call' })
    const wish = { leadId: 1, target: 'outcome', seq: logSeq, userId: REP } as const
    await expect(undo(store, 1, wish, at(MONDAY + 2 * MINUTE + 1))).rejects.toThrow(CannotUndo)
    expect((await rowOf(store)).state).toBe(7)
  })

  test('an opt-out logged by mistake: the sequence goes on where it was, and what waited leaves', async () => {
    const store = await callable({}, '- email: {}\n- wait: 1d\n- call: {}\n- end: passive_list')
    const before = await rowOf(store)
    const { logSeq } = await record(store, 1, 1, [{ kind: 'stop', stop: 'opt_out' }], at(MONDAY))
    expect(await count(store, 'outbox where true')).toBe(0)
    await undo(store, 1, { leadId: 1, target: 'signal', seq: logSeq, userId: REP }, at(MONDAY + 30_000))
    expect(await rowOf(store)).toMatchObject({ state: 1, next_due_at: before.next_due_at })
    expect(await count(store, 'outbox where state = 0')).toBe(1)
    expect(await disagreements(store)).toEqual([])
  })

  test('an older outcome is taken out of the facts and moves nobody', async () => {
    const store = await callable()
    const { logSeq } = await said(store, await dialled(store))
    const later = MONDAY + 2 * DAY + HOUR
    await workBatch(store, 1, at(later))
    await said(store, await dialled(store, later), { endpoint: 'busy' }, later)
    const before = await rowOf(store)
    await undo(store, 1, { leadId: 1, target: 'outcome', seq: logSeq, userId: REP }, at(later + MINUTE))
    expect(await rowOf(store)).toMatchObject({ state: before.state, next_due_at: before.next_due_at, lease_by: null })
    expect(await disagreements(store)).toEqual([])
  })

  test('a call that was never made: it leaves the facts and is due again', async () => {
    const store = await callable()
    const call = await dialled(store)
    await undo(store, 1, { leadId: 1, target: 'touch', seq: call.touch, userId: REP }, at(MONDAY + MINUTE))
    expect(await rowOf(store)).toMatchObject({ state: 1, next_due_at: MONDAY + MINUTE, lease_by: null })
    expect(await count(store, 'outbox where true')).toBe(0)
    await workBatch(store, 1, at(MONDAY + MINUTE))
    expect(await dialled(store, MONDAY + MINUTE)).toBeTruthy()
    expect(await disagreements(store)).toEqual([])
  })
})
