import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  DAY,
  HOUR,
  MINUTE,
  MONDAY,
  type Stores,
  ask,
  enrolAll,
  at,
  playbookText,
  publishText,
  somePeople,
  testStores
} from '../../../test/store.ts'
import { dial } from '../engine/dial.ts'
import { takeNext } from '../engine/next-call.ts'
import { dispatchBatch } from '../engine/dispatch.ts'
import { workBatch } from '../engine/live-engine.ts'
import { taskDispatcher } from '../engine/task-dispatcher.ts'
import { ensureMonths, missingMonths, monthsBetween } from '../store/months.ts'
import { type Store } from '../store/store.ts'
import { examine } from './doctor.ts'

let stores: Stores
let store: Store
beforeAll(async () => {
  stores = await testStores()
  store = await stores.emptied()
  await ensureMonths(store, MONDAY, 3)
})
afterAll(async () => await stores[Symbol.asyncDispose]())

const STEPS = '- email: {}\n- call: {}\n- loop: {times: 4, steps: [{wait: 2d}, {call: {}}]}\n- end: passive_list'
const occasion = { now: MONDAY + HOUR, months: { from: MONDAY, count: 3 } }

/** Eight people in four households, at work: one reserved, one dialled, tasks open. */
beforeEach(async () => {
  store = await stores.emptied()
  await somePeople(store, { count: 8, perHome: 2 })
  const { id } = await publishText(store, playbookText(STEPS))
  await enrolAll(store, id)
  while (await workBatch(store, 1, at(MONDAY)));
  await dispatchBatch(store, 1, taskDispatcher(at(MONDAY).ground), at(MONDAY), 1)
  const rep = { userId: 7, leaseMs: 2 * HOUR, places: [1] }
  await takeNext(store, 1, rep, at(MONDAY))
  await dial(store, 1, 1, 7, at(MONDAY))
  await takeNext(store, 1, rep, at(MONDAY))
})

/** Does something behind the back of everybody. */
async function plant(text: string): Promise<void> {
  const owner = await store.asOwner()
  await owner.query('set session_replication_role = replica')
  await owner.query(text)
  await owner.end()
}
const codes = (findings: readonly { code: string; examples: readonly number[] }[]) =>
  findings.map(({ code, examples }) => [code, ...examples])

test('a store at work has nothing wrong with it', async () => {
  expect((await examine(store, occasion)).findings).toEqual([])
})

describe('what is wrong is found, and mended where that is safe', () => {
  const planted: readonly (readonly [
    what: string,
    text: string,
    found: readonly (readonly unknown[])[],
    left?: boolean
  ])[] = [
    [
      'facts',
      `update enrolment set facts = (select facts from enrolment where lead_id = 1) where lead_id in (3, 5)`,
      [['facts_differ', 3, 5]]
    ],
    ['an old layout', `update enrolment set facts = '\\x00' where lead_id = 4`, [['facts_old', 4]]],
    ['a place in the log', 'update enrolment set log_seq = 1 where lead_id = 6', [['log_seq_behind', 6]]],
    [
      'a household',
      `update household set facts = (select facts from household where id = 1) where id = 2`,
      [['household_differs', 2]]
    ],
    [
      'a stop that nobody heard',
      `insert into signal (org, lead_id, seq, at, import_id, kind, happening) values (1, 8, 90, ${MONDAY}, 0, 6, '{"kind": "stop", "stop": "opt_out"}')`,
      [
        ['facts_differ', 8],
        ['log_seq_behind', 8],
        ['stop_ignored', 8]
      ]
    ],
    [
      'a refusal without a place in the log',
      `insert into refusal (org, lead_id, at, seq, settings_version, day, rule, action, run, dial_mode, guard_version, previewed)
        values (1, 7, ${MONDAY}, 90, 1, 20822, 7, 0, 1, 0, 1, false)`,
      [['refusal_misplaced', 7]],
      true
    ],
    [
      'a due time lost',
      'update enrolment set state = 1, next_due_at = null where lead_id = 5; update task set state = 1 where lead_id = 5',
      [['forgotten', 5]],
      true
    ],
    [
      'a due time too many',
      `update enrolment set state = 5, next_due_at = ${MONDAY + DAY} where lead_id = 5`,
      [['due_and_over', 5]]
    ],
    ['a run lost', 'update run set ended_at = 1 where lead_id = 5', [['run_missing', 5]], true],
    ['a version lost', 'update enrolment set playbook_id = 999 where lead_id = 5', [['version_missing', 5]], true],
    ['a row lost', 'delete from enrolment where lead_id = 8', [['lead_without_row', 8]], true],
    [
      'a lead lost',
      'delete from lead where id = 5',
      [
        ['household_differs', 3],
        ['row_without_lead', 5],
        ['member_without_lead', 5],
        ['task_without_lead', 5 * 2 ** 20 + 2]
      ],
      true
    ],
    [
      'an errand of nobody',
      `insert into outbox (org, channel, state, tries, not_before, id, touch_at) values (1, 1, 0, 0, 1, ${7 * 2 ** 20 + 77}, 1)`,
      [['errand_without_touch', 7]],
      true
    ],
    ['a number lost', 'delete from contact_point where lead_id = 3 and kind = 1', [['phones_differ', 3]], true],
    ['a place lost', 'update enrolment set place_id = 9 where lead_id = 3', [['place_missing', 3]], true],
    ['a lease that ran out', `update enrolment set lease_until = ${MONDAY} where lead_id = 2`, [['lease_over', 2]]],
    ['a lease that never ends', 'update enrolment set lease_until = null where lead_id = 2', [['lease_over', 2]]],
    [
      'a task long past',
      `update task set expires_at = ${MONDAY - 2 * DAY} where lead_id = 5`,
      [['task_overdue', 5 * 2 ** 20 + 2]]
    ],
    [
      'somebody long due',
      `update enrolment set state = 1, next_due_at = ${MONDAY - 3 * DAY} where lead_id = 5`,
      [['overdue', 5]],
      true
    ],
    [
      'a hint too late',
      `update enrolment set state = 1, next_due_at = ${MONDAY + HOUR} where lead_id = 5; update org_due set next_due_at = ${MONDAY + DAY}`,
      [['hint_late', 5]]
    ],
    [
      'no hint at all',
      `update enrolment set state = 1, next_due_at = ${MONDAY + HOUR} where lead_id = 5; delete from org_due`,
      [['hint_late', 5]]
    ],
    ['somebody parked', 'update enrolment set state = 4 where lead_id = 5', [['parked', 5]], true],
    [
      'a changed migration',
      `update migration set hash = reverse(hash) where name like '0003%'`,
      [['migration_changed']],
      true
    ]
  ]
  test.for(planted)('%s', async ([, text, found, isLeft]) => {
    await plant(text)
    const { findings, left } = await examine(store, occasion, true)
    expect(codes(findings)).toEqual(found)
    if (isLeft !== true) expect(left).toEqual([])
    else expect(left.length).toBeGreaterThan(0)
    if (text.includes('migration')) await plant(text)
  })

  test('a dispatcher and a rep that never came back: the call becomes unknown, and the sequence goes on', async () => {
    const later = { ...occasion, now: MONDAY + 3 * HOUR }
    const { findings, left } = await examine(store, later, true)
    expect(codes(findings)).toEqual([
      ['lease_over', 1, 2],
      ['errand_lease_over', 1]
    ])
    expect(codes(left)).toEqual([['errand_unknown', 1]])
    const rows = await ask<{ state: number }>(
      store,
      'select state from enrolment where org = $1 and lead_id <= 2 order by lead_id'
    )
    expect(rows.map(({ state }) => state)).toEqual([1, 2])
  })

  test('something that waits for people who were stopped', async () => {
    await plant(`insert into outbox (org, channel, state, tries, not_before, id, touch_at) values (1, 1, 0, 0, 1, ${5 * 2 ** 20 + 2}, 1);
      update enrolment set state = 7, next_due_at = null where lead_id = 5`)
    const { findings, left } = await examine(store, occasion, true)
    expect(codes(findings)).toEqual([['errand_after_stop', 5]])
    expect(left).toEqual([])
  })
})

describe('months of the log', () => {
  test('are made ahead once, however many make them at once, across the end of a year', async () => {
    const fresh = await stores.fresh()
    const from = MONDAY - 20 * DAY
    expect(await missingMonths(fresh, from, 3)).toHaveLength(9)
    const made = await Promise.all([1, 2, 3].map(() => ensureMonths(fresh, from, 3)))
    expect(made.flat()).toEqual([])
    expect(await missingMonths(fresh, from, 3)).toEqual([])
    expect((await missingMonths(fresh, from, 4)).map(({ suffix }) => suffix)).toEqual(['2027_03', '2027_03', '2027_03'])
    expect(monthsBetween(from, MONDAY)).toBe(2)
  })

  test('missing ones are found and made; a month whose rows lie elsewhere stays there and is said', async () => {
    const later = { ...occasion, months: { from: MONDAY, count: 4 } }
    const { findings, left } = await examine(store, later, true)
    expect(codes(findings)).toEqual([['months_missing']])
    expect(left).toEqual([])
    const old = `insert into touch (org, lead_id, seq, at, channel, other_tool, run) values (1, 8, 99, ${MONDAY - 90 * DAY + MINUTE}, 1, true, 0)`
    await plant(`${old}; update enrolment set log_seq = 99 where lead_id = 8`)
    const said = await examine(store, { ...later, months: { from: MONDAY - 90 * DAY, count: 2 } }, true)
    expect(said.findings.map(({ code }) => code)).toContain('outside_months')
    expect(said.left.map(({ code, count }) => [code, count])).toEqual([
      ['months_missing', 1],
      ['outside_months', 1]
    ])
  })
})
