import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  enrolAll,
  DAY,
  HOUR,
  LIST,
  MINUTE,
  MONDAY,
  type Stores,
  ask,
  at,
  playbookText,
  publishText,
  somePeople,
  testStores
} from '../../../test/store.ts'
import { fixedZone } from '../../clock/zone.ts'
import { type CallStory, outcome } from '../../facts/story.ts'
import { reportCounting } from '../../report/build-report.ts'
import { figuresAt } from '../../report/figures/all-figures.ts'
import { assumedPrices } from '../../report/prices.ts'
import { type Row, type RowOf } from '../../report/row.ts'
import { type Sums } from '../../report/sums.ts'
import { houseAssumptions } from '../../simulate/assumptions.ts'
import { root } from '../command/setting.ts'
import { settle } from '../engine/call-desk.ts'
import { dial } from '../engine/dial.ts'
import { workBatch } from '../engine/live-engine.ts'
import { takeNext } from '../engine/next-call.ts'
import { record } from '../engine/record.ts'
import { undo } from '../engine/undo.ts'
import { law } from '../../guard/law.ts'
import { changeLaw } from '../law/law-changes.ts'
import { doubtsHere } from '../law/doubts-here.ts'
import { writeConsent } from '../ledger/consent.ts'
import { type Store } from '../store/store.ts'
import { summaryOf } from '../world/digest.ts'
import { openWork } from '../world/work-world.ts'
import { runWorldEngine } from '../world/world-engine.ts'
import { isAsked, rowsAsked } from './list-rows.ts'
import { eachRow } from './read-rows.ts'
import { namesOf } from './read-names.ts'

let stores: Stores
beforeAll(async () => void (stores = await testStores()))
afterAll(async () => await stores[Symbol.asyncDispose]())

const REP = 7
const spent = { dialMs: 20_000, greetingMs: 15_000, messageMs: 30_000, talkMs: 0, wrapMs: 5_000 }
const period = { from: -Infinity, until: Infinity, asOf: MONDAY + 30 * DAY }
const everything = { org: 1, listId: null, playbook: null, period, houseZone: fixedZone(0), doubts: null }

const wishing = {
  group: 'recordings',
  purpose: 'telemarketing',
  level: 'express_written',
  source: null,
  shown: null
} as const

async function rowsIn(store: Store, wish: Partial<typeof everything> | object = {}): Promise<readonly Row[]> {
  const all: Row[] = []
  await eachRow(store, { ...everything, ...wish }, await namesOf(store, 1), (rows) => void all.push(...rows))
  return all
}
const of = <K extends Row['kind']>(kind: K, rows: readonly Row[]) =>
  rows.filter((row) => row.kind === kind) as RowOf<K>[]

function sumsOf(rows: readonly Row[]): Sums {
  const { add, sums } = reportCounting({ prices: assumedPrices, by: 'none', repName: String })
  for (const row of rows) add(row)
  return sums
}

describe('rows of a live store', () => {
  async function callable(count: number): Promise<Store> {
    const store = await stores.emptied()
    await somePeople(store, { count })
    const steps = '- loop: {times: 3, steps: [{call: {}}, {wait: 2d}]}\n- end: passive_list'
    const { id } = await publishText(store, playbookText(steps))
    await enrolAll(store, id)
    while (await workBatch(store, 1, at(MONDAY)));
    return store
  }

  async function called(store: Store, story: CallStory, now = MONDAY) {
    const taken = await takeNext(store, 1, { userId: REP, leaseMs: 10 * MINUTE, places: [1] }, at(now))
    const { leadId } = taken!.person
    const call = await dial(store, 1, leadId, REP, at(now))
    if ('refused' in call) throw new Error(`refused by ${call.refused}`)
    const { logSeq } = await say(store, { leadId, touch: call.touch }, story, now + MINUTE)
    return { leadId, touch: call.touch, seq: logSeq }
  }
  const say = (store: Store, call: { leadId: number; touch: number }, story: CallStory, now: number) =>
    settle(
      store,
      1,
      {
        ...{ ...call, result: outcome(1, now, story).result, promiseAt: null },
        spoken: { userId: REP, sessionId: null, spent, override: 'knows_them', reaction: 'pleased', objection: null }
      },
      -1,
      at(now)
    )

  test('a call with its seconds, its rep, its playbook, and the clock on the person’s wall', async () => {
    const store = await callable(1)
    await called(store, { message: 'left_live_by_rep' })
    const [row, ...more] = of('call', await rowsIn(store))
    expect(more).toEqual([])
    expect(row).toMatchObject({ rep: REP, spent, playbook: 'tried@1', hour: 10, weekday: 1, attempt: 1 })
    expect(row).toMatchObject({ message: 'left_live_by_rep', override: 'knows_them', reaction: 'pleased' })
    expect(row!.who).toMatchObject({ list: 'people', origin: 'cold_list', market: 'b2b' })
  })

  test('what was doubtful when it was made: by their place, what they agreed to and how it is proven', async () => {
    const store = await callable(2)
    const people = await ask<{ lead_id: number }>(
      store,
      'select lead_id from enrolment where org = $1 order by list_row'
    )
    const leadId = people[0]!.lead_id
    await writeConsent(store, 1, { ...wishing, leadId, at: MONDAY - DAY, proof: 'form 77', byUser: null }, MONDAY)
    for (const hours of [0, 1]) await called(store, { message: 'complete', recording: 1 }, MONDAY + hours * HOUR)
    const doubtful = async () => {
      const { doubts } = await doubtsHere(store, 1)
      return of('call', await rowsIn(store, { doubts })).map(({ doubt }) => doubt!)
    }
    const [proven, none] = await doubtful()
    expect(none).toMatchObject({ kind: 'forbidden', rule: 'US-PREREC-WIRELESS', way: 'tried@1: recordings' })
    expect(proven).toMatchObject({ kind: 'priced', way: 'tried@1: recordings' })
    expect(proven!.chances.consent).toBeCloseTo(0.005, 9)
    const more = { what: 'assumption', key: 'consent.record', value: '0.05' } as const
    await changeLaw(store, 1, law, more, { who: 'owner', because: 'our own audit', now: MONDAY })
    expect((await doubtful())[0]!.chances.consent).toBeCloseTo(0.05, 9)
  })

  test('a corrected outcome counts once, as it was said last; one that was taken back is not said', async () => {
    const store = await callable(2)
    const first = await called(store, { endpoint: 'no_answer' })
    await say(store, first, { endpoint: 'human_right_party', said: 'conversation' }, MONDAY + 2 * MINUTE)
    const second = await called(store, { message: 'complete' }, MONDAY + HOUR)
    await undo(
      store,
      1,
      { leadId: second.leadId, target: 'outcome', seq: second.seq, userId: REP },
      at(MONDAY + HOUR + 2 * MINUTE)
    )
    const sums = sumsOf(await rowsIn(store))
    expect(['dials', 'talks', 'open', 'left', 'timed'].map((key) => sums.value(key))).toEqual([2, 1, 1, 0, 2])
  })

  test('a call to us, who took it, and what an import told of before', async () => {
    const store = await callable(1)
    const { leadId } = await called(store, { message: 'complete' })
    const { logSeq } = await record(store, 1, leadId, [{ kind: 'callback', cause: 'message' }], at(MONDAY + DAY))
    const owner = await store.asOwner()
    await owner.query(
      `insert into inbound_call (org, lead_id, seq, at, taken_by, desk, wait_ms, talk_ms, lost_ms)
        values (1, $1, $2, $3, 9, 2, 4000, 90000, 30000)`,
      [leadId, logSeq, MONDAY + DAY]
    )
    await owner.query(`insert into rep_time (org, user_id, at, state, ms) values (1, 7, $1, 0, 60000)`, [MONDAY])
    await owner.end()
    const rows = await rowsIn(store)
    expect(of('inbound', rows)).toHaveLength(1)
    expect(of('inbound', rows)[0]).toMatchObject({
      desk: 'the return desk',
      rep: 9,
      lostMs: 30_000,
      credit: { cause: 'message' }
    })
    expect(of('rep_time', rows)).toMatchObject([{ rep: 7, state: 'idle', ms: 60_000 }])
    expect(of('signal', rows)).toEqual([])
  })

  test('a call that was refused at the dial, with its rule, its rep and its playbook', async () => {
    const store = await callable(1)
    await takeNext(store, 1, { userId: REP, leaseMs: DAY, places: [1] }, at(MONDAY))
    expect(await dial(store, 1, 1, REP, at(MONDAY + 14 * HOUR))).toHaveProperty('refused')
    expect(of('refusal', await rowsIn(store))).toMatchObject([
      { rule: 'HOUSE-HOURS', rep: REP, channel: 'call', playbook: 'tried@1', hour: 0, isPreviewed: false }
    ])
    expect(sumsOf(await rowsIn(store, { listId: LIST })).value('refused', 'refused_by', 'HOUSE-HOURS')).toBe(1)
    expect(of('call', await rowsIn(store))).toEqual([])
  })

  test('a list, a playbook and a time each leave out the rest; time between calls then belongs to nobody', async () => {
    const store = await callable(2)
    await called(store, { message: 'complete' })
    const dials = async (wish: object) => of('call', await rowsIn(store, wish)).length
    expect(await dials({ listId: LIST })).toBe(1)
    expect(await dials({ listId: 99 })).toBe(0)
    expect(await dials({ playbook: 'tried' })).toBe(1)
    expect(await dials({ playbook: 'tried@1' })).toBe(1)
    expect(await dials({ playbook: 'tried@2' })).toBe(0)
    expect(await dials({ period: { ...period, from: MONDAY + DAY } })).toBe(0)
    expect(of('rep_time', await rowsIn(store, { listId: LIST }))).toEqual([])
  })
})

describe('a world of invented people', () => {
  let store: Store
  beforeAll(async () => {
    const real = await stores.fresh()
    await somePeople(real, { count: 90, perHome: 3, phones: 2, profile: { 'lead.relationship': 'met' } })
    const { id } = await publishText(real, readFileSync(join(root, 'playbooks/house-default.yaml'), 'utf8'))
    const { world } = await openWork(real, stores.postgres, {
      ...{ org: 1, listId: LIST, playbookId: id, from: MONDAY - 15 * HOUR, days: 4, seed: 3, now: MONDAY },
      people: {
        ...{ floor: 'house', assumptions: houseAssumptions, reps: 2, dialer: 'preview' },
        hours: { from: 9 * 60, until: 18 * 60 }
      }
    })
    store = world.store
    await runWorldEngine(store, 1)
  })
  afterAll(async () => await store[Symbol.asyncDispose]())

  test('the report counts what the world’s own summary counts by another way', async () => {
    const sums = sumsOf(await rowsIn(store))
    const told = await summaryOf(store, 1)
    expect(told.dials).toBeGreaterThan(50)
    const minutes = (key: string) => Math.round(sums.value(key) / 6_000) / 10
    expect({
      ...{ leads: sums.value('leads'), enrolled: sums.value('enrolled'), dials: sums.value('dials') },
      ...{ voicemailsReached: sums.value('voicemails'), left: sums.value('left_at_voicemail') },
      ...{ callbacks: sums.value('inbound'), missedCallbacks: sums.value('inbound_missed') },
      ...{ conversations: sums.value('contacts'), meetings: sums.value('meetings') + sums.value('bookings') },
      ...{ deals: sums.value('deals_won'), otherTouches: sums.value('touches') - sums.value('dials') },
      minutesBy: {
        ...{ dial: minutes('ms_dial'), greeting: minutes('ms_greeting'), message: minutes('ms_message') },
        ...{
          talk: minutes('ms_talk'),
          wrap: minutes('ms_wrap'),
          inbound: minutes('ms_inbound'),
          idle: minutes('ms_idle')
        }
      }
    }).toEqual({
      ...{ leads: told.leads, enrolled: told.enrolled, dials: told.dials },
      ...{ voicemailsReached: told.voicemailsReached, left: told.left },
      ...{ callbacks: told.callbacks, missedCallbacks: told.missedCallbacks },
      ...{ conversations: told.conversations, meetings: told.meetings },
      ...{ deals: told.deals, otherTouches: told.otherTouches, minutesBy: told.minutesBy }
    })
  })

  test('by call number too, and the rows that are listed are as many', async () => {
    const rows = await rowsIn(store)
    const told = await summaryOf(store, 1)
    const sums = sumsOf(rows)
    const figures = figuresAt(assumedPrices)
    for (const { attempt, dials, conversations } of told.byAttempt) {
      expect(sums.value('dials', 'attempt', attempt)).toBe(dials)
      const asked = rowsAsked(figures, 'talks', `attempt=${attempt}`)
      expect(rows.filter((row) => isAsked(row, asked))).toHaveLength(conversations)
    }
  })

  test('every call was decided by a rule that has a name', async () => {
    const decided = of('call', await rowsIn(store)).flatMap(({ decision }) => decision ?? [])
    expect(decided.length).toBeGreaterThan(10)
    expect(decided.filter(({ rule }) => rule.endsWith('no rule held'))).toEqual([])
  })
})
