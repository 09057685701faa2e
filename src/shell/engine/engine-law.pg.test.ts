import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  DAY,
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
import { type Happening, type Undone } from '../../facts/log-entry.ts'
import { fold } from '../../facts/fold.ts'
import { STOPS } from '../../facts/row.ts'
import { type CallStory, outcome } from '../../facts/story.ts'
import { kindOfChannel } from '../../guard/action.ts'
import { ask as askGuard, kindCode } from '../../guard/table.ts'
import { type Store } from '../store/store.ts'
import { readLogs } from '../store/append-log.ts'
import { CallIsOut, release, settle } from './call-desk.ts'
import { dial } from './dial.ts'
import { takeNext } from './next-call.ts'
import { dispatchBatch } from './dispatch.ts'
import { closeTask, expireLeases, expireTasks } from './keep-house.ts'
import { workBatch } from './live-engine.ts'
import { PERSON, type PersonRow, unpackPeople } from './person.ts'
import { record } from './record.ts'
import { situationOf } from './situation.ts'
import { taskDispatcher } from './task-dispatcher.ts'
import { CannotUndo, undo } from './undo.ts'

/**
 * Law: whatever happens to some people in whatever order, their packed facts are the fold of their log, every touch had
 * been allowed by the guard on what was known then, nobody is touched after a stop, no call is out twice, and nobody who
 * is in a playbook is forgotten.
 */
const PEOPLE = 4
const RUNS = Number(process.env['AFTERTONE_LAW_RUNS'] ?? 12)

let stores: Stores
beforeAll(async () => void (stores = await testStores()))
afterAll(async () => await stores[Symbol.asyncDispose]())

const book = playbookText(
  `- loop:
    times: 4
    steps:
      - call: {}
      - email: {after: 5m}
      - wait: 1d
- letter: {hold: true, due: 3d}
- task: {what: look_them_up, hold: true}
- park: {until: reply, for: 5d}
- call: {}
- end: passive_list`,
  {
    more: `tracks:
  thanks: {when: history.calls > 90, steps: [{email: {}}, {wait: 2d}, {sms: {}}]}
on:
  - {event: callback, do: {track: thanks}}
exits: [booking, conversation]
caps: {callsPerDay: 2, touchesPerWeek: 6, emails: 3}`
  }
)

const lead = fc.integer({ min: 1, max: PEOPLE })
const story: fc.Arbitrary<CallStory> = fc.constantFrom<CallStory>(
  { endpoint: 'no_answer' },
  { endpoint: 'busy' },
  { endpoint: 'machine', message: 'left_live_by_rep' },
  { endpoint: 'vacant_number' },
  { endpoint: 'gatekeeper' },
  { endpoint: 'human_right_party', said: 'hesitant' },
  { endpoint: 'human_right_party', said: 'meeting_booked' },
  { endpoint: 'human_right_party', said: 'do_not_call' },
  { endpoint: 'human_wrong_party', said: 'wrong_number' }
)
const happening = fc.constantFrom<Happening>(
  { kind: 'reply', channel: 'email' },
  { kind: 'missed_inbound' },
  { kind: 'booking', channel: 'email' },
  { kind: 'bounce', channel: 'email', permanent: true },
  { kind: 'stop', stop: 'opt_out' },
  { kind: 'profile', changes: { 'reach.postal': true, 'lead.stage': 'new' } },
  { kind: 'deal_won', valueCents: 100, currency: 'USD' },
  { kind: 'consent_revoked', group: 'voice' }
)
type Op =
  | { readonly op: 'later'; readonly minutes: number }
  | { readonly op: 'work' | 'dispatch' | 'house' | 'enrol' }
  | { readonly op: 'take' | 'dial' | 'release'; readonly rep: number }
  | { readonly op: 'settle'; readonly story: CallStory; readonly not: boolean }
  | { readonly op: 'signal'; readonly lead: number; readonly happening: Happening }
  | { readonly op: 'undo'; readonly lead: number; readonly target: Undone['target'] }
  | { readonly op: 'task'; readonly how: 'done' | 'skipped' }

const rep = fc.integer({ min: 1, max: 2 })
const op: fc.Arbitrary<Op> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ op: fc.constant('later' as const), minutes: fc.constantFrom(1, 6, 70, 600, 1440, 4000) })
  },
  {
    weight: 6,
    arbitrary: fc.constantFrom<Op>({ op: 'work' }, { op: 'work' }, { op: 'dispatch' }, { op: 'house' }, { op: 'enrol' })
  },
  {
    weight: 8,
    arbitrary: fc.record({
      op: fc.constantFrom('take' as const, 'dial' as const, 'dial' as const, 'release' as const),
      rep
    })
  },
  {
    weight: 5,
    arbitrary: fc.record({ op: fc.constant('settle' as const), story, not: fc.nat(6).map((n) => n === 0) })
  },
  { weight: 2, arbitrary: fc.record({ op: fc.constant('signal' as const), lead, happening }) },
  {
    weight: 2,
    arbitrary: fc.record({
      op: fc.constant('undo' as const),
      lead,
      target: fc.constantFrom('touch' as const, 'outcome' as const, 'signal' as const)
    })
  },
  {
    weight: 2,
    arbitrary: fc.record({
      op: fc.constant('task' as const),
      how: fc.constantFrom('done' as const, 'skipped' as const)
    })
  }
)

test('whatever happens in whatever order, log and facts agree and no rule is broken', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(op, { minLength: 15, maxLength: 45 }), async (ops) => {
      const store = await stores.emptied()
      await somePeople(store, { count: PEOPLE, perHome: 2, phones: 2 })
      const { id } = await publishText(store, book)
      let now = MONDAY
      await enrol(store, id, now)
      for (const each of ops) {
        now = await step(store, id, each, now)
        expect(await disagreements(store)).toEqual([])
        expect(await broken(store)).toEqual([])
      }
      expect(await refusedTouches(store)).toEqual([])
    }),
    { numRuns: RUNS, ...seedOf(process.env['AFTERTONE_SEED']) }
  )
})
const seedOf = (seed: string | undefined) => (seed === undefined ? {} : { seed: Number(seed) })

async function enrol(store: Store, playbookId: number, now: number): Promise<void> {
  await enrolAll(store, playbookId, { again: true }, at(now))
}

async function step(store: Store, playbookId: number, each: Op, before: number): Promise<number> {
  const now = each.op === 'later' ? before + each.minutes * MINUTE : before
  try {
    await act(store, playbookId, each, now)
  } catch (error) {
    const isRefusal =
      error instanceof CannotUndo || error instanceof CallIsOut || /not in your hands/.test(String(error))
    if (!isRefusal) throw error
  }
  return now
}

async function act(store: Store, playbookId: number, each: Op, now: number): Promise<unknown> {
  const circumstances = at(now)
  switch (each.op) {
    case 'later':
      return
    case 'work':
      return await workBatch(store, 1, circumstances)
    case 'dispatch':
      return await dispatchBatch(store, 1, taskDispatcher(circumstances.ground), circumstances, 1)
    case 'house':
      await expireLeases(store, 1, circumstances)
      return await expireTasks(store, 1, circumstances)
    case 'enrol':
      return await enrol(store, playbookId, now)
    case 'take':
      return await takeNext(store, 1, { userId: each.rep, leaseMs: 10 * MINUTE, places: [1] }, circumstances)
    case 'dial':
    case 'release': {
      const [mine] = await ask<{ id: number }>(
        store,
        'select lead_id as id from enrolment where org = $1 and state = 3 and lease_by = $2 order by 1',
        1,
        [1, each.rep]
      )
      if (mine === undefined) return
      if (each.op === 'release') return await release(store, 1, mine.id, each.rep, circumstances)
      const call = await dial(store, 1, mine.id, each.rep, circumstances)
      if ('refused' in call) expect(await isKept(store, mine.id, call.refused, now)).toBe(true)
      return
    }
    case 'settle': {
      const [out] = await ask<{ lead_id: number; seq: number }>(
        store,
        `select lead_id, seq from touch t where org = $1 and channel = 0 and not exists
          (select from outcome o where o.org = $1 and o.lead_id = t.lead_id and o.touch_seq = t.seq) order by at desc, 1, 2`
      )
      if (out === undefined) return
      const result = each.not
        ? ({ kind: 'not_made', reason: 'cancelled_by_rep' } as const)
        : outcome(1, now, each.story).result
      return await settle(store, 1, { leadId: out.lead_id, touch: out.seq, result, promiseAt: null }, -1, circumstances)
    }
    case 'signal':
      return await record(store, 1, each.lead, [each.happening], circumstances)
    case 'undo': {
      const [last] = await ask<{ seq: number }>(
        store,
        `select seq from ${each.target} where org = $1 and lead_id = $2 and seq > 1 order by seq desc limit 1`,
        1,
        [1, each.lead]
      )
      if (last === undefined) return
      return await undo(store, 1, { leadId: each.lead, target: each.target, seq: last.seq, userId: 1 }, circumstances)
    }
    case 'task': {
      const [task] = await ask<{ id: number }>(store, 'select id from task where org = $1 and state = 0 order by id')
      return task === undefined ? undefined : await closeTask(store, 1, task.id, each.how, circumstances)
    }
  }
}

/** Whether a refusal of that day is in the log. */
async function isKept(store: Store, lead: number, rule: number, now: number): Promise<boolean> {
  const found = await ask(
    store,
    'select 1 from refusal where org = $1 and lead_id = $2 and rule = $3 and day = $4',
    1,
    [1, lead, rule, Math.floor(now / DAY)]
  )
  return found.length === 1
}

/** What must never be, whoever looks. */
async function broken(store: Store): Promise<readonly unknown[]> {
  return await ask(
    store,
    `select 'due after a stop', lead_id from enrolment where org = $1 and state = 7 and (next_due_at is not null or lease_by is not null)
    union all select 'waits after a stop', o.id from outbox o join enrolment e on e.org = o.org and e.lead_id = o.id >> 20
      where o.org = $1 and o.state = 0 and e.state = 7
    union all select 'task after a stop', k.id from task k join enrolment e on e.org = k.org and e.lead_id = k.lead_id
      where k.org = $1 and k.state = 0 and e.state = 7
    union all select 'calls out twice', id >> 20 from outbox where org = $1 and channel = 0 and state = 1 group by 1, 2 having count(*) > 1
    union all select 'forgotten', lead_id from enrolment e where org = $1 and state in (1, 4) and next_due_at is null and not exists
      (select from task k where k.org = $1 and k.lead_id = e.lead_id and k.state = 0) and not exists
      (select from outbox o where o.org = $1 and o.id >> 20 = e.lead_id)
    union all select 'refused in the place of another entry', r.lead_id from refusal r where r.org = $1 and (
      exists (select from touch t where t.org = $1 and t.lead_id = r.lead_id and t.seq = r.seq)
      or exists (select from outcome o where o.org = $1 and o.lead_id = r.lead_id and o.seq = r.seq)
      or exists (select from signal s where s.org = $1 and s.lead_id = r.lead_id and s.seq = r.seq)
      or exists (select from undone u where u.org = $1 and u.lead_id = r.lead_id and u.seq = r.seq)
      or not exists (select from enrolment e where e.org = $1 and e.lead_id = r.lead_id and e.log_seq >= r.seq))
    union all select 'held by nobody', lead_id from enrolment where org = $1 and (state = 3) <> (lease_until is not null)
    union all select 'a run too many', lead_id from run where org = $1 and ended_at is null group by 1, 2 having count(*) > 1
    union all select 'no run', lead_id from enrolment e where org = $1 and state between 1 and 4 and not exists
      (select from run r where r.org = $1 and r.lead_id = e.lead_id and r.run = e.run and r.ended_at is null)`
  )
}

/** Touches that the guard forbids on what the log said before them; and touches behind a stop. */
async function refusedTouches(store: Store): Promise<readonly string[]> {
  return await store.inOrgTx(1, async (tx) => {
    const { rows } = await tx.query<PersonRow>({ text: `select ${PERSON} from enrolment where org = $1`, values: [1] })
    const wrong: string[] = []
    for (const person of unpackPeople(rows)) {
      const log = (await readLogs(tx, [person.leadId])).get(person.leadId)!
      for (const { seq, entry } of log) {
        if (entry.kind !== 'touch') continue
        const row = fold(log.filter((each) => each.seq < seq).map((each) => each.entry))
        if (row.ints[STOPS] !== 0) wrong.push(`lead ${person.leadId}: touch ${seq} behind a stop`)
        const desk = at(entry.at)
        const [read] = (await ask<{ playbook_id: number }>(
          store,
          'select playbook_id from touch where org = $1 and lead_id = $2 and seq = $3',
          1,
          [1, person.leadId, seq]
        )) as [{ playbook_id: number }]
        const book = (await desk.ground.books(tx, [read.playbook_id])).get(read.playbook_id)!
        const where = (await desk.ground.places(tx, [person.placeId])).get(person.placeId)!
        const { table, vector } = situationOf({ ...person, row, course: null }, null, book, where, desk.setting)
        const kind = kindCode[kindOfChannel[entry.channel as keyof typeof kindOfChannel]]
        const code = askGuard(table, kind, vector, entry.at, entry.at, 0)
        if (code !== 0) wrong.push(`lead ${person.leadId}: touch ${seq} on ${entry.channel} against guard code ${code}`)
      }
    }
    return wrong
  })
}
