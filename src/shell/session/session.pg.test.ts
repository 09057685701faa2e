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
import { house } from '../../guard/house.ts'
import { bareLaw, withFreshLists } from '../../guard/in-force.ts'
import { lawBook } from '../../guard/lawful.ts'
import { law } from '../../guard/law.ts'
import { type Circumstances } from '../engine/batch-work.ts'
import { ground } from '../engine/ground.ts'
import { putOff } from '../engine/put-off.ts'
import { record } from '../engine/record.ts'
import { type Store } from '../store/store.ts'
import { boardOf } from './board.ts'
import { type Bench, carryOut } from './carry-out.ts'
import { type CallPhase, type DeskEvent, type OpenCall, openDesk } from './desk.ts'
import { noDraft, type Draft } from './draft.ts'
import { leadCard } from './lead-card.ts'
import { renewLease } from './lease.ts'
import { comingLeads, letGo, nextLead } from './next-lead.ts'
import { type Taken } from '../engine/next-call.ts'
import { openPlaces } from '../engine/open-places.ts'
import { type RepSession, openSession } from './rep-session.ts'
import { workRound } from './rounds.ts'
import { adviceAt, dialLead, machineVerdict, sayCall, takeBack } from './say-call.ts'
import { unsaidCalls } from './unsaid-calls.ts'
import { zoneNamed } from '../../clock/zone.ts'

let stores: Stores
beforeAll(async () => void (stores = await testStores()))
afterAll(async () => await stores[Symbol.asyncDispose]())

const NEW_YORK = zoneNamed('America/New_York')!
const CALLS =
  '- loop: {times: 3, steps: [{call: {}}, {email: {}, when: message.left}, {wait: 2d}]}\n- end: passive_list'
const REP = 7
const OTHER = 8

/** People whose first call is due. */
async function people(wish: People = {}, text = playbookText(CALLS)): Promise<Store> {
  const store = await stores.emptied()
  await somePeople(store, wish)
  const { id } = await publishText(store, text)
  await enrolAll(store, id)
  return store
}

/** A session whose clock stands until somebody turns it. */
async function seated(store: Store, userId = REP, now = MONDAY, mode = 0, desk = ground(1, house, 1)) {
  let shown = now
  const session = await openSession(store, 1, {
    ...{ userId, listId: null, carrier: 'manual', clock: () => shown },
    circumstances: (when) => dialling(mode, at(when, desk))
  })
  return { ...session, turn: (to: number) => void (shown = to) }
}

const dialling = (mode: number, { setting, ...circumstances }: Circumstances): Circumstances => ({
  ...circumstances,
  setting: { ...setting, dialer: { ...setting.dialer, mode } }
})

const next = async (session: RepSession): Promise<number | null> =>
  (await nextLead(session)).taken?.person.leadId ?? null

async function dialled(session: RepSession): Promise<CallPhase> {
  const leadId = (await next(session))!
  const card = await leadCard(session, leadId, '', false)
  const answer = await dialLead(session, leadId)
  if (answer.kind !== 'dialled') throw new Error(JSON.stringify(answer))
  const call: OpenCall = {
    ...{ touch: answer.touch, number: '', at: session.clock(), stage: 'over', answeredAt: null, beepAt: null },
    ...{ messageEndAt: null, overAt: session.clock(), isOld: false }
  }
  return { kind: 'call', card, call, draft: noDraft, verdict: null }
}
const say = (session: RepSession, phase: CallPhase, draft: Partial<Draft>) =>
  sayCall(session, { ...phase, draft: { ...noDraft, message: 'none_planned', ...draft } }, session.clock())
const RANG_OUT = { endpoint: 'no_answer' } as const
const stateOf = async (store: Store, leadId: number) =>
  (
    await ask<{ state: number; due: number | null; lease: number | null }>(
      store,
      'select state, next_due_at as due, lease_until as lease from enrolment where org = $1 and lead_id = $2',
      1,
      [1, leadId]
    )
  )[0]!

describe('who is called next', () => {
  test('two terminals of one rep never get the same lead, and what is due is worked without an engine beside', async () => {
    const store = await people({ count: 30 })
    await using one = await seated(store)
    await using two = await seated(store)
    const taken = await Promise.all(Array.from({ length: 30 }, (_, i) => next(i % 2 === 0 ? one : two)))
    expect(new Set(taken).size).toBe(30)
    expect(await next(one)).toBeNull()
  })

  test('the next three stand there with their reasons, and nobody of them is reserved', async () => {
    const store = await people({ count: 5 })
    await using session = await seated(store)
    expect(await next(session)).toBe(1)
    const coming = await comingLeads(session, 3)
    expect(coming.map(({ name }) => name)).toEqual(['Person 2', 'Person 3', 'Person 4'])
    expect(coming[0]!.says).toContain('First call')
    expect(await ask(store, 'select 1 from enrolment where org = $1 and state = 3')).toHaveLength(1)
  })

  test('at night no place is open, and the first minute that is stands there', async () => {
    const store = await people({ count: 2 })
    await using session = await seated(store)
    await letGo(session, (await next(session))!)
    session.turn(MONDAY + 14 * HOUR)
    const { ground, setting } = session.circumstances()
    const places = await store.inOrgTx(1, (tx) => openPlaces(tx, ground, setting.now))
    expect(places).toEqual({ open: [], nextAt: MONDAY + 22 * HOUR })
    expect(await nextLead(session)).toEqual({ taken: null, nextAt: MONDAY + 22 * HOUR })
    session.turn(MONDAY + 22 * HOUR)
    expect(await next(session)).toBe(1)
  })

  test('a callback that is due comes before everybody, two minutes ahead, and to the rep who promised it', async () => {
    const store = await people({ count: 3 })
    await using session = await seated(store)
    const due = MONDAY + 3 * HOUR
    await say(session, await dialled(session), {
      ...{ endpoint: 'human_right_party', said: 'callback_requested', date: due, isMine: true }
    })
    session.turn(due - 2 * MINUTE)
    await workRound(session)
    expect((await boardOf(session, NEW_YORK)).due.callbacks).toBe(1)
    await using other = await seated(store, OTHER, due)
    await workRound(other)
    expect(await next(other)).not.toBe(1)
    session.turn(due)
    const found = await nextLead(session)
    expect(found.taken?.person.leadId).toBe(1)
    expect(found.taken?.why).toMatchObject({ kind: 'callback', dueAt: due })
  })
})

describe('a lead in hand', () => {
  test('a lease that is renewed holds; one that runs out at lunch does not', async () => {
    const store = await people({ count: 1 })
    await using session = await seated(store)
    await next(session)
    session.turn(MONDAY + 9 * MINUTE)
    expect(await renewLease(session, 1)).toBe(true)
    await using other = await seated(store, OTHER, MONDAY + 15 * MINUTE)
    await workRound(other)
    expect(await next(other)).toBeNull()
    other.turn(MONDAY + 20 * MINUTE)
    await workRound(other)
    expect(await next(other)).toBe(1)
    session.turn(MONDAY + 60 * MINUTE)
    expect(await renewLease(session, 1)).toBe(false)
    await expect(dialLead(session, 1)).rejects.toThrow('not in your hands any more')
    await letGo(session, 1)
    expect((await stateOf(store, 1)).state).toBe(3)
  })

  test('a call that is out keeps its lease with the person, so that its outcome still leads the course on', async () => {
    const store = await people({ count: 1 })
    await using session = await seated(store)
    const phase = await dialled(session)
    session.turn(MONDAY + 9 * MINUTE)
    expect(await renewLease(session, 1)).toBe(true)
    session.turn(MONDAY + 15 * MINUTE)
    await workRound(session)
    await say(session, phase, RANG_OUT)
    expect(await stateOf(store, 1)).toMatchObject({ state: 1, lease: null })
    expect(await disagreements(store)).toEqual([])
  })

  test('the guard has the last word at the dial, and says its rule and from when on', async () => {
    const store = await people({ count: 1 })
    await using session = await seated(store, REP, MONDAY + 11 * HOUR - MINUTE)
    await next(session)
    session.turn(MONDAY + 11 * HOUR)
    const answer = await dialLead(session, 1)
    expect(answer).toEqual({
      ...{ kind: 'refused', ruleId: 'HOUSE-HOURS', nextAt: MONDAY + 22 * HOUR },
      says: expect.stringContaining('It is outside 8 to 21')
    })
    expect(await ask(store, 'select 1 from touch where org = $1')).toEqual([])
  })

  test('put off for a reason: they fall due then, and the reason is kept', async () => {
    const store = await people({ count: 1 })
    await using session = await seated(store)
    await next(session)
    const until = MONDAY + 4 * HOUR
    const wish = { leadId: 1, userId: REP, until, reason: 'wrong_moment' } as const
    await putOff(store, 1, wish, session.circumstances())
    expect(await stateOf(store, 1)).toMatchObject({ state: 1, due: until })
    expect(await ask(store, 'select what, detail from audit where org = $1')).toEqual([
      { what: 'call.put_off', detail: { lead: 1, reason: 'wrong_moment', until } }
    ])
    expect(await next(session)).toBeNull()
    await expect(putOff(store, 1, wish, session.circumstances())).rejects.toThrow('not in your hands')
  })
})

describe('a call', () => {
  test('the recommendation comes after the verdict is stored; asked twice it is the same and stored once', async () => {
    const store = await people({ count: 1 })
    await using session = await seated(store)
    const { call } = await dialled(session)
    const reached = { leadId: 1, touch: call.touch, endpoint: 'machine' } as const
    const { words, order } = await machineVerdict(session, reached)
    expect(words).toMatchObject({ action: 'skip', because: 'Nothing is left.', figure: 'no data yet', rule: 0 })
    expect(await machineVerdict(session, reached)).toEqual({ words, order })
    expect(await ask(store, 'select 1 from decision where org = $1')).toHaveLength(1)
  })

  test('taken back within the minute: the person is in hand again, and the mail that was to follow never leaves', async () => {
    const store = await people({ count: 1 })
    await using session = await seated(store)
    const phase = await dialled(session)
    const seq = await say(session, phase, { endpoint: 'machine', message: 'left_live_by_rep' })
    session.turn(MONDAY + 59_000)
    await workRound(session)
    expect(await ask(store, 'select 1 from touch where org = $1 and channel <> 0')).toEqual([])
    await takeBack(session, { leadId: 1, target: 'outcome', seq, until: 0, phase })
    expect((await stateOf(store, 1)).state).toBe(3)
    await say(session, phase, RANG_OUT)
    session.turn(MONDAY + HOUR)
    await workRound(session)
    expect(await ask(store, 'select 1 from touch where org = $1 and channel <> 0')).toEqual([])
    expect(await ask(store, 'select 1 from task where org = $1')).toEqual([])
    expect((await boardOf(session, NEW_YORK)).today).toMatchObject({ dials: 1, messages: 0 })
    expect(await disagreements(store)).toEqual([])
  })

  test('what stands beside the outcome goes with it when it is taken back', async () => {
    const store = await people({ count: 1 })
    await using session = await seated(store)
    const phase = await dialled(session)
    const talk = {
      endpoint: 'human_right_party',
      said: 'hesitant',
      remembered: 'yes',
      promiseAt: MONDAY + DAY
    } as const
    const seq = await say(session, phase, talk)
    expect(await ask(store, 'select 1 from task where org = $1 and state = 0')).toHaveLength(1)
    await takeBack(session, { leadId: 1, target: 'outcome', seq, until: 0, phase })
    expect(await ask(store, 'select 1 from task where org = $1 and state = 0')).toEqual([])
    expect(await disagreements(store)).toEqual([])
  })
})

describe('under the law', () => {
  const registered = new Set([law.regions.indexOf('US-FL')])
  const lawful = () => ground(1, { ...house, law: { ...withFreshLists(bareLaw(lawBook(law))), registered } }, 1)
  const PROGRESSIVE = 2

  test('whom the dialler may not dial is previewed: the rep is told why and dials, and the refusal is kept', async () => {
    const places = [['US', 'US-FL', 'America/New_York', '305']] as const
    const store = await stores.emptied()
    await somePeople(store, {
      count: 2,
      places,
      placeOf: (id) => (id === 1 ? 3 : 1),
      profile: { 'lead.market': 'b2c' }
    })
    const { id } = await publishText(store, playbookText(CALLS))
    await enrolAll(store, id, {}, dialling(PROGRESSIVE, at(MONDAY, lawful())))
    await using session = await seated(store, REP, MONDAY, PROGRESSIVE, lawful())
    const heard: DeskEvent[] = []
    const line = {
      place: async () => undefined,
      answered: () => undefined,
      machine: adviceAt(session),
      speak: () => undefined,
      over: () => undefined,
      atRest: async () => undefined
    }
    const desk = openDesk(MONDAY, 'people', { name: 'test', dials: true, isProgressive: false })
    const bench: Bench = {
      ...{ session, line, zone: NEW_YORK, hear: (event) => void heard.push(event), desk: () => desk },
      ...{ inHand: null, unsaid: null }
    }
    await carryOut(bench, { kind: 'next' })
    const [shown] = heard.flatMap((event) => (event.kind === 'lead' ? [event.card] : []))
    expect([shown?.leadId, shown?.why]).toEqual([1, expect.stringMatching(/^Preview, .*\(US-FL-AUTO\)\. \w/)])
    expect(await dialLead(session, 1)).toMatchObject({ kind: 'dialled' })
    const { taken } = (await nextLead(session)) as { taken: Taken }
    expect([taken.person.leadId, taken.previewedBy]).toEqual([2, 0])
    const refused = await ask(store, 'select lead_id as lead, dial_mode as mode, previewed from refusal where org = $1')
    expect(refused).toEqual([{ lead: 1, mode: PROGRESSIVE, previewed: true }])
    expect(await disagreements(store)).toEqual([])
  })

  test('the hours on the card are those that the dial keeps', async () => {
    const places = [['US', 'US-KY', 'America/New_York', '502']] as const
    const store = await people({ places, placeOf: () => 3, profile: { 'lead.market': 'b2c' } })
    await using session = await seated(store, REP, MONDAY, 0, lawful())
    expect((await leadCard(session, (await next(session))!, '', false)).hours).toEqual({
      ...{ isOpen: true, says: 'open until 21:00' }
    })
    session.turn(MONDAY + 22 * HOUR + 30 * MINUTE)
    const { hours } = await leadCard(session, 1, '', false)
    expect(hours.isOpen).toBe(false)
    expect(hours.says).toMatch(/^closed until .*10:00$/)
    expect(await dialLead(session, 1)).toMatchObject({ kind: 'refused', ruleId: 'US-KY-HOURS', nextAt: MONDAY + DAY })
  })
})

test('a stop that was logged by mistake is lifted within the minute, and the person is callable again', async () => {
  const store = await people({ count: 1 })
  await using session = await seated(store)
  await next(session)
  const stop = [{ kind: 'stop', stop: 'do_not_call' }] as const
  const { logSeq } = await record(store, 1, 1, stop, session.circumstances())
  expect(await next(session)).toBeNull()
  await takeBack(session, { leadId: 1, target: 'signal', seq: logSeq, until: 0, phase: null })
  expect(await next(session)).toBe(1)
  expect(await disagreements(store)).toEqual([])
})

describe('what an earlier session left open', () => {
  test('a call without an outcome is asked about; a lead that was not dialled is free at once', async () => {
    const store = await people({ count: 2 })
    const dead = await seated(store)
    const phase = await dialled(dead)
    expect(await next(dead)).toBe(2)
    await dead[Symbol.asyncDispose]()
    await using session = await seated(store, REP, MONDAY + MINUTE)
    expect(await unsaidCalls(session)).toEqual([{ leadId: 1, touch: phase.call.touch, at: MONDAY }])
    expect((await stateOf(store, 2)).state).toBe(2)
    await say(session, { ...phase, call: { ...phase.call, isOld: true } }, RANG_OUT)
    expect(await unsaidCalls(session)).toEqual([])
    expect((await stateOf(store, 1)).state).toBe(1)
    expect(await ask(store, 'select dial_ms, wrap_ms from call where org = $1')).toEqual([{ dial_ms: 0, wrap_ms: 0 }])
  })

  test('it is asked about too when its lease has run out, and then the course has gone on already', async () => {
    const store = await people({ count: 1 })
    const dead = await seated(store)
    const phase = await dialled(dead)
    await dead[Symbol.asyncDispose]()
    await using session = await seated(store, REP, MONDAY + HOUR)
    await workRound(session)
    const { due } = await stateOf(store, 1)
    expect(await unsaidCalls(session)).toHaveLength(1)
    await say(session, { ...phase, call: { ...phase.call, isOld: true } }, RANG_OUT)
    expect(await unsaidCalls(session)).toEqual([])
    expect(await stateOf(store, 1)).toMatchObject({ state: 1, due })
    expect(await disagreements(store)).toEqual([])
  })

  test('while another terminal of the rep lives, what it holds is not asked about and stays in its hands', async () => {
    const store = await people({ count: 3 })
    await using one = await seated(store)
    await dialled(one)
    await next(one)
    const two = await seated(store)
    expect(await two.isAlone()).toBe(false)
    expect(await unsaidCalls(two)).toEqual([])
    expect((await stateOf(store, 2)).state).toBe(3)
    await two[Symbol.asyncDispose]()
    expect(await one.isAlone()).toBe(true)
  })
})

test('inside an experiment decided at the voicemail the card shows neither advice nor arm', async () => {
  const lot =
    'experiment: {name: lot, arms: [{arm: one_side, share: 0.5, leave: true}, {arm: other_side, share: 0.5, leave: false}]}'
  const text = playbookText(CALLS).replace(
    '  - rule: never',
    `  - rule: by-lot\n    when: attempt == 1\n    do: experiment\n    because: The lot decides.\n    message: {purpose: callback, slots: [who, number]}\n    ${lot}\n  - rule: never`
  )
  const store = await people({ count: 12 }, text)
  await using session = await seated(store)
  const shown: string[] = []
  for (let i = 0; i < 12; i++) {
    const { advice } = await leadCard(session, (await next(session))!, '', false)
    shown.push(JSON.stringify(advice))
  }
  expect(new Set(shown).size).toBe(1)
  expect(shown[0]).toContain('covered')
  expect(shown[0]).not.toMatch(/side/)
})
