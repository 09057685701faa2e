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
import { outcome } from '../../facts/story.ts'
import { ruleOf } from '../../guard/rule.ts'
import { leadOfId } from '../store/log-id.ts'
import { type Store } from '../store/store.ts'
import { settle } from './call-desk.ts'
import { dial } from './dial.ts'
import { takeNext } from './next-call.ts'
import { dispatchBatch, expireErrands } from './dispatch.ts'
import { closeTask, expireTasks } from './keep-house.ts'
import { runEngine, workBatch } from './live-engine.ts'
import { record } from './record.ts'
import { taskDispatcher } from './task-dispatcher.ts'

let stores: Stores
beforeAll(async () => void (stores = await testStores()))
afterAll(async () => await stores[Symbol.asyncDispose]())

async function enrolled(people: People, steps: string, more = ''): Promise<Store> {
  const store = await stores.emptied()
  await somePeople(store, people)
  const { id } = await publishText(store, playbookText(steps, { more }))
  await enrolAll(store, id)
  return store
}

async function work(store: Store, now: number): Promise<void> {
  const circumstances = at(now)
  while (await workBatch(store, 1, circumstances));
  while ((await dispatchBatch(store, 1, taskDispatcher(circumstances.ground), circumstances, 1)) > 0);
}

type Task = {
  id: number
  text: string
  state: number
  holds: boolean
  due_at: number
  expires_at: number | null
  kind: number
}
const tasks = (store: Store) =>
  ask<Task>(store, 'select id, text, state, holds, due_at, expires_at, kind from task where org = $1 order by id')
const rows = (store: Store) =>
  ask<{ lead_id: number; state: number; next_due_at: number | null }>(
    store,
    'select lead_id, state, next_due_at from enrolment where org = $1 order by lead_id'
  )
const touches = (store: Store) =>
  ask<{ lead_id: number; channel: number; at: number; track: number; seq: number }>(
    store,
    'select lead_id, channel, at, track, seq from touch where org = $1 order by at, lead_id, seq'
  )
const count = async (store: Store, what: string) =>
  (await ask<{ n: number }>(store, `select count(*)::int as n from ${what} and org = $1`))[0]!.n

describe('what falls due', () => {
  test('an e-mail is a touch, leaves by the outbox, and becomes a task with what is to be done', async () => {
    const steps = '- email: {}\n  because: Ask whether they saw it.\n- wait: 1d\n- call: {}\n- end: passive_list'
    const store = await enrolled({ count: 2 }, steps)
    await workBatch(store, 1, at(MONDAY))
    expect(await count(store, 'outbox where state = 0 and channel = 1')).toBe(2)
    await work(store, MONDAY)
    expect(await count(store, 'outbox where true')).toBe(0)
    const [task] = await tasks(store)
    expect(task).toMatchObject({ text: 'Write the e-mail. Ask whether they saw it.', state: 0, holds: false, kind: 1 })
    // Five business days on, at the hour of their clock.
    expect(task!.expires_at).toBe(MONDAY + 7 * DAY)
    expect((await rows(store)).map((row) => row.next_due_at)).toEqual([MONDAY + DAY, MONDAY + DAY])
  })

  test('a task of ours says what is to be done, and one that holds is waited for', async () => {
    const store = await enrolled(
      {},
      '- task: {what: look_them_up, hold: true}\n- wait: 1d\n- call: {}\n- end: passive_list'
    )
    await work(store, MONDAY)
    const [task] = await tasks(store)
    expect(task).toMatchObject({ text: 'Look them up.', holds: true, kind: 100 })
    expect(await rows(store)).toMatchObject([{ state: 1, next_due_at: null }])
    await closeTask(store, 1, task!.id, 'done', at(MONDAY + 3 * HOUR))
    // The wait counts from when the task fell due, not from when it was done.
    expect(await rows(store)).toMatchObject([{ state: 1, next_due_at: MONDAY + DAY }])
    expect(await closeTask(store, 1, task!.id, 'done', at(MONDAY + 4 * HOUR))).toBe(false)
  })

  test('a task that nobody did expires as an outcome, and what it held goes on', async () => {
    const store = await enrolled({}, '- letter: {hold: true, due: 2d}\n- wait: 1d\n- call: {}\n- end: passive_list')
    await record(store, 1, 1, [{ kind: 'profile', changes: { 'reach.postal': true } }], at(MONDAY))
    await work(store, MONDAY)
    expect(await expireTasks(store, 1, at(MONDAY + 2 * DAY - 1))).toBe(0)
    expect(await expireTasks(store, 1, at(MONDAY + 2 * DAY))).toBe(1)
    expect(await tasks(store)).toMatchObject([{ state: 3 }])
    // Late by more than its wait, the sequence counts from now.
    expect(await rows(store)).toMatchObject([{ state: 1, next_due_at: MONDAY + 3 * DAY }])
    expect(await count(store, 'outcome where kind = 2')).toBe(1)
    expect(await disagreements(store)).toEqual([])
  })

  test('done counts as made, skipped as not made', async () => {
    const store = await enrolled({ count: 2 }, '- email: {}\n- end: passive_list')
    await work(store, MONDAY)
    const [first, second] = await tasks(store)
    await closeTask(store, 1, first!.id, 'done', at(MONDAY + HOUR))
    await closeTask(store, 1, second!.id, 'skipped', at(MONDAY + HOUR))
    expect(await ask(store, 'select lead_id, kind, reason from outcome where org = $1 order by lead_id')).toEqual([
      { lead_id: 1, kind: 1, reason: null },
      { lead_id: 2, kind: 2, reason: 4 }
    ])
    expect(await disagreements(store)).toEqual([])
  })

  test('where no number works the call becomes the task to find one', async () => {
    const store = await enrolled({}, '- call: {}\n- wait: 1d\n- call: {}\n- end: passive_list')
    await work(store, MONDAY)
    const taken = await takeNext(store, 1, { userId: 7, leaseMs: HOUR, places: [1] }, at(MONDAY))
    const call = (await dial(store, 1, taken!.person.leadId, 7, at(MONDAY))) as { touch: number }
    const { result } = outcome(1, MONDAY, { endpoint: 'vacant_number' })
    await settle(store, 1, { leadId: 1, touch: call.touch, result, promiseAt: null }, -1, at(MONDAY + MINUTE))
    await work(store, MONDAY + DAY + HOUR)
    expect((await tasks(store)).map(({ text }) => text)).toEqual(['Find a phone number: none that we have works.'])
  })

  test('without an address the e-mail becomes the task to find one', async () => {
    const store = await enrolled({ profile: { 'reach.email': false } }, '- email: {}\n- end: passive_list')
    await work(store, MONDAY)
    expect((await tasks(store)).map(({ text }) => text)).toEqual(['Find an e-mail address: there is none that works.'])
    expect(await touches(store)).toEqual([])
  })

  test('each track has its own clock beside the sequence', async () => {
    const more = `tracks:
  letters: {steps: [{wait: 3d}, {letter: {}}, {wait: 3d}, {letter: {}}]}`
    const store = await enrolled(
      {},
      '- email: {}\n- wait: 5d\n- email: {}\n- wait: 9d\n- email: {}\n- end: passive_list',
      more
    )
    await record(store, 1, 1, [{ kind: 'profile', changes: { 'reach.postal': true } }], at(MONDAY))
    for (let day = 0; day <= 7; day++) await work(store, MONDAY + day * DAY)
    expect((await touches(store)).map(({ channel, at: when }) => [channel, (when - MONDAY) / DAY])).toEqual([
      [1, 0],
      [5, 3],
      [1, 5],
      [5, 6]
    ])
  })

  test('two touches of one moment do not pass a cap that allows one', async () => {
    const store = await enrolled({}, '- email: {}\n- linkedin: {}\n- end: passive_list', 'caps: {touchesPerWeek: 1}')
    await work(store, MONDAY)
    expect(await touches(store)).toHaveLength(1)
  })

  test('a household counts both, and its cap holds for both', async () => {
    const store = await enrolled(
      { count: 2, perHome: 2 },
      '- email: {}\n- end: passive_list',
      'caps: {householdTouchesPerWeek: 1}'
    )
    await work(store, MONDAY)
    expect(await touches(store)).toHaveLength(1)
    expect(await disagreements(store)).toEqual([])
    await work(store, MONDAY + 7 * DAY + HOUR)
    expect(await touches(store)).toHaveLength(2)
    expect(await disagreements(store)).toEqual([])
  })
})

describe('what reaches us', () => {
  test('an exit event ends the run and asks somebody to answer', async () => {
    const store = await enrolled({}, '- email: {}\n- wait: 1d\n- call: {}\n- end: passive_list', 'exits: [response]')
    await work(store, MONDAY)
    await record(store, 1, 1, [{ kind: 'reply', channel: 'email' }], at(MONDAY + HOUR))
    expect(await rows(store)).toMatchObject([{ state: 5, next_due_at: null }])
    await work(store, MONDAY + DAY)
    expect((await tasks(store)).at(-1)!.text).toBe('They answered: get back to them.')
    expect(await count(store, 'run where ending = 8')).toBe(1)
  })

  test('whoever is parked until a reply wakes by it, and else by time', async () => {
    const steps = '- park: {until: reply, for: 10d}\n- email: {}\n- end: passive_list'
    const store = await enrolled({ count: 2 }, steps)
    expect((await rows(store)).map((row) => row.state)).toEqual([4, 4])
    await record(store, 1, 1, [{ kind: 'missed_inbound' }], at(MONDAY + HOUR))
    expect((await rows(store))[0]!.state).toBe(4)
    await record(store, 1, 1, [{ kind: 'reply', channel: 'email' }], at(MONDAY + HOUR))
    await work(store, MONDAY + HOUR)
    expect((await touches(store)).map((touch) => touch.lead_id)).toEqual([1])
    await work(store, MONDAY + 10 * DAY)
    expect((await touches(store)).map((touch) => touch.lead_id)).toEqual([1, 2])
  })

  test('after an opt-out no claim sees the person, nothing leaves, tasks fall away, numbers are kept out', async () => {
    const steps = '- loop: {times: 20, steps: [{email: {}}, {wait: 1d}]}\n- end: passive_list'
    const store = await enrolled({ count: 8 }, steps)
    await work(store, MONDAY)
    await workBatch(store, 1, at(MONDAY + DAY))
    await Promise.all([
      ...[1, 2, 3, 4].map((lead) => record(store, 1, lead, [{ kind: 'stop', stop: 'opt_out' }], at(MONDAY + DAY))),
      work(store, MONDAY + DAY),
      work(store, MONDAY + DAY)
    ])
    for (let day = 2; day < 5; day++) await work(store, MONDAY + day * DAY)
    const late = (await touches(store)).filter((touch) => touch.lead_id <= 4 && touch.at > MONDAY + DAY)
    expect(late).toEqual([])
    expect(await count(store, 'outbox where true')).toBe(0)
    expect(await count(store, 'task where state = 0 and lead_id <= 4')).toBe(0)
    expect(await count(store, 'suppression where lead_id <= 4')).toBe(8)
    expect((await rows(store)).map((row) => row.state)).toEqual([7, 7, 7, 7, 1, 1, 1, 1])
    expect(await disagreements(store)).toEqual([])
  })

  test('closing a task while a stop cancels it hangs nobody up', async () => {
    const store = await enrolled({ count: 30 }, '- email: {}\n- end: passive_list')
    await work(store, MONDAY)
    const open = await tasks(store)
    await Promise.all(
      open.flatMap(({ id }, i) => [
        closeTask(store, 1, id, 'done', at(MONDAY + HOUR)),
        record(store, 1, i + 1, [{ kind: 'stop', stop: 'opt_out' }], at(MONDAY + HOUR))
      ])
    )
    expect(await count(store, 'task where state = 0')).toBe(0)
    expect(await disagreements(store)).toEqual([])
  })

  test('a channel that may be repeated waits again after a crash, unless the person was stopped; a call does not', async () => {
    const store = await enrolled({ count: 2 }, '- email: {}\n- end: passive_list')
    await workBatch(store, 1, at(MONDAY))
    const crashed = {
      kind: 'again',
      channels: [1],
      handOver: () => new Promise<void>(() => undefined),
      settled: async () => undefined
    } as const
    void dispatchBatch(store, 1, crashed, at(MONDAY), 99)
    while ((await count(store, 'outbox where state = 1')) < 2);
    await record(store, 1, 1, [{ kind: 'stop', stop: 'opt_out' }], at(MONDAY))
    const { again, unknown } = await expireErrands(store, 1, MONDAY + HOUR)
    expect([again, unknown.map(({ leadId }) => leadId)]).toEqual([1, [1]])
  })
})

describe('a text or a mail that was allowed when it was planned', () => {
  const refusals = async (store: Store) =>
    (
      await ask<{ lead: number; rule: number; touch: number; at: number }>(
        store,
        'select lead_id as lead, rule, touch_seq as touch, at from refusal where org = $1 order by lead_id, seq'
      )
    ).map(({ rule, ...row }) => ({ ...row, rule: ruleOf(rule).id }))
  const dispatched = (store: Pick<Store, 'inOrgTx'>, now: number) =>
    dispatchBatch(store, 1, taskDispatcher(at(now).ground), at(now), 1)
  const agreed = async (people: People, steps: string): Promise<Store> => {
    const store = await stores.emptied()
    await somePeople(store, people)
    const consent = { kind: 'consent_granted', group: 'sms', level: 'express' } as const
    for (let lead = 1; lead <= (people.count ?? 1); lead++) await record(store, 1, lead, [consent], at(MONDAY))
    const { id } = await publishText(store, playbookText(steps))
    await enrolAll(store, id)
    await workBatch(store, 1, at(MONDAY))
    return store
  }

  test('is not made when the consent was taken back, is no touch any more, and the sequence goes on', async () => {
    const store = await agreed({ count: 2 }, '- sms: {hold: true, due: 3d}\n- email: {}\n- end: passive_list')
    await record(store, 1, 1, [{ kind: 'consent_revoked', group: 'sms' }], at(MONDAY))
    expect(await dispatched(store, MONDAY + 1_000)).toBe(2)
    expect(await refusals(store)).toEqual([{ lead: 1, rule: 'HOUSE-SMS-CONSENT', touch: 3, at: MONDAY + 1_000 }])
    expect((await tasks(store)).map(({ id }) => leadOfId(id))).toEqual([2])
    expect(
      await ask(store, 'select lead_id as lead, kind, reason, touch_seq as touch from outcome where org = $1')
    ).toEqual([{ lead: 1, kind: 2, reason: 0, touch: 3 }])
    await work(store, MONDAY + MINUTE)
    expect((await touches(store)).map(({ lead_id, channel }) => [lead_id, channel])).toContainEqual([1, 1])
    expect(await count(store, 'outbox where true')).toBe(0)
    expect(await disagreements(store)).toEqual([])
  })

  test('waits for the morning when it waited into the night, and is refused once though a crash comes between', async () => {
    const store = await agreed({ count: 2 }, '- sms: {}\n- end: passive_list')
    const night = MONDAY + 14 * HOUR
    let left = 1
    const dying: Pick<Store, 'inOrgTx'> = {
      inOrgTx: (org, work) => {
        if (left-- === 0) throw new Error('killed')
        return store.inOrgTx(org, work)
      }
    }
    await expect(dispatched(dying, night)).rejects.toThrow('killed')
    expect(await refusals(store)).toEqual([])
    expect(await dispatched(store, night)).toBe(0)
    expect(await dispatched(store, night + MINUTE)).toBe(2)
    expect(await dispatched(store, night + 3 * MINUTE)).toBe(0)
    const refused = { rule: 'HOUSE-HOURS', touch: 3, at: night + MINUTE }
    expect(await refusals(store)).toEqual([1, 2].map((lead) => ({ lead, ...refused })))
    expect(await tasks(store)).toEqual([])
    expect(await dispatched(store, MONDAY + 22 * HOUR)).toBe(2)
    expect(await tasks(store)).toHaveLength(2)
    expect(await disagreements(store)).toEqual([])
  })

  test('does not count against itself', async () => {
    const store = await enrolled(
      { count: 2, perHome: 2 },
      '- email: {}\n- end: passive_list',
      'caps: {emails: 1, touchesPerWeek: 1}'
    )
    await work(store, MONDAY)
    expect(await tasks(store)).toHaveLength(2)
    expect(await refusals(store)).toEqual([])
  })
})

describe('several engines', () => {
  test.for([2, 3])('%i engines on one org lose nothing and double nothing', async (engines) => {
    const steps = '- loop: {times: 3, steps: [{email: {}}, {wait: 1d}]}\n- end: passive_list'
    const store = await enrolled({ count: 400, perHome: 4 }, steps)
    const engine = async (): Promise<void> => {
      for (let day = 0; day < 4; day++) {
        const now = MONDAY + day * DAY
        const desk = at(now)
        while (await workBatch(store, 1, desk, 40));
        while ((await dispatchBatch(store, 1, taskDispatcher(desk.ground), desk, 1)) > 0);
        // Rows that another engine holds are passed over, so each looks until nothing is due.
        while (await count(store, `enrolment where next_due_at <= ${now}`)) await workBatch(store, 1, desk, 40)
      }
      while ((await dispatchBatch(store, 1, taskDispatcher(at(MONDAY).ground), at(MONDAY + 9 * DAY), 1)) > 0);
    }
    await Promise.all(Array.from({ length: engines }, engine))
    const made = await touches(store)
    expect(made).toHaveLength(1200)
    expect(new Set(made.map((touch) => `${touch.lead_id} ${Math.floor((touch.at - MONDAY) / DAY)}`)).size).toBe(1200)
    expect(await count(store, 'task where state = 0')).toBe(1200)
    expect(await count(store, 'outbox where true')).toBe(0)
    expect(new Set((await rows(store)).map((row) => row.state))).toEqual(new Set([5]))
    expect(await disagreements(store)).toEqual([])
  })

  test('an org that fails is left alone for a while, and the others go on', async () => {
    const store = await enrolled({}, '- email: {}\n- end: passive_list')
    await somePeople(store, { org: 2 })
    const { id } = await publishText(store, playbookText('- email: {}\n- end: passive_list'), 'finish', 2)
    await enrolAll(store, id, { org: 2 })
    const stop = new AbortController()
    const failures: number[] = []
    const engine = runEngine({
      store,
      circumstances: async (org, now) => {
        if (org === 1) throw new Error('broken')
        return at(now)
      },
      clock: () => MONDAY + 1,
      signal: stop.signal,
      hint: () => new Promise(() => undefined),
      onFailure: (org) => void failures.push(org)
    })
    // Which of the two comes first is nobody’s promise.
    const done = async () =>
      (await ask<{ n: number }>(store, 'select count(*)::int as n from touch where org = $1', 2))[0]!.n
    while ((await done()) === 0 || failures.length === 0);
    stop.abort()
    await engine
    expect(failures).toEqual([1])
    expect(await touches(store)).toEqual([])
  })
})
