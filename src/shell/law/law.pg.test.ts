import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { law } from '../../guard/law.ts'
import { house } from '../../guard/house.ts'
import { ruleOf as wordsOf } from '../../guard/rule.ts'
import {
  type Stores,
  MINUTE,
  MONDAY,
  enrolAll,
  ask,
  playbookText,
  publishText,
  somePeople,
  testStores
} from '../../../test/store.ts'
import { ground } from '../engine/ground.ts'
import { leadOf } from '../api/lead.ts'
import { dial } from '../engine/dial.ts'
import { liveCircumstances } from '../engine/live-circumstances.ts'
import { workBatch } from '../engine/live-engine.ts'
import { takeNext } from '../engine/next-call.ts'
import { leadStory, storyWords } from '../import/lead-story.ts'
import { keepList } from '../lists/keep-list.ts'
import { openLists } from '../lists/open-lists.ts'
import { endings } from '../engine/state.ts'
import { type Statement } from '../store/pipeline.ts'
import { type Store } from '../store/store.ts'
import { changeLaw, lawChanges } from './law-changes.ts'
import { groundHere, keepGround } from './law-here.ts'
import { lawOnFile } from './law-on-file.ts'

let stores: Stores
let home = ''
beforeAll(async () => void (stores = await testStores()))
afterAll(async () => await stores[Symbol.asyncDispose]())
beforeEach(() => void (home = mkdtempSync(join(tmpdir(), 'aftertone-law-'))))
afterEach(() => rmSync(home, { recursive: true, force: true }))

const consumers = { 'lead.market': 'b2c', 'number.kind': 'mobile' } as const

async function waiting(count: number): Promise<Store> {
  const store = await stores.emptied()
  await somePeople(store, { count, profile: consumers })
  const { id } = await publishText(store, playbookText('- call: {}'))
  const free = ground(1, house, 1)
  await enrolAll(store, id)
  while ((await workBatch(store, 1, liveCircumstances(1, MONDAY + MINUTE, free))) !== null);
  return store
}

const taking = { userId: 1, places: [1], leaseMs: 600_000 }
const DAY = 24 * 60 * MINUTE

/** Keeps a list with these numbers, as of a day of January 2027. */
async function bring(id: string, asOf: string, numbers: readonly string[]): Promise<void> {
  const file = join(home, 'list.txt')
  writeFileSync(file, numbers.map((each) => `${each}\n`).join(''))
  await keepList({ home, id, country: 'US', asOf, files: [file], now: MONDAY, force: true })
}
const numbersOf = async (store: Store): Promise<readonly string[]> =>
  (
    await ask<{ value: string }>(
      store,
      'select value from contact_point where org = $1 and kind = 1 order by lead_id, position'
    )
  ).map(({ value }) => value)
const refusals = (store: Store) =>
  ask<{ lead: number; rule: number; version: number; action: number }>(
    store,
    'select lead_id as lead, rule, settings_version as version, action from refusal where org = $1 order by lead_id, seq'
  )
const ruleOf = (refused: object): string => wordsOf((refused as { refused: number }).refused).id

test('without a copy of the list nobody is dialled, and they come again when there is one; a listed number never does', async () => {
  const store = await waiting(3)
  const now = MONDAY + 2 * MINUTE
  const next = async (at: number) => {
    const here = await groundHere(store, 1, await openLists(home))
    return await takeNext(store, 1, taking, liveCircumstances(1, at, here))
  }
  expect(await next(now)).toBeNull()
  const due = await ask<{ state: number; next_due_at: number }>(
    store,
    'select state, next_due_at from enrolment where org = $1'
  )
  // Put off by a day, not ended: a list can be brought in until then.
  expect(due.map(({ next_due_at }) => next_due_at >= now + 24 * 60 * MINUTE)).toEqual([true, true, true])

  const numbers = await ask<{ value: string }>(
    store,
    'select value from contact_point where org = $1 and kind = 1 order by lead_id'
  )
  const file = join(home, 'list.txt')
  writeFileSync(file, `${numbers[0]!.value.slice(2, 5)},${numbers[0]!.value.slice(5)}\n`)
  await keepList({ home, id: 'us-national-dnc', country: 'US', asOf: '2027-01-04', files: [file], now: MONDAY })
  writeFileSync(file, `${numbers[1]!.value}\n`)
  await keepList({ home, id: 'litigators', country: 'US', asOf: '2027-01-04', files: [file], now: MONDAY })
  const later = now + 25 * 60 * MINUTE
  const here = await groundHere(store, 1, await openLists(home))
  while ((await workBatch(store, 1, liveCircumstances(1, later, here))) !== null);
  const taken = [await next(later), await next(later), await next(later)]
  expect(taken.map((each) => each?.person.leadId ?? null)).toEqual([3, null, null])
})

test('a change is kept with who and why, is taken up, and one that cannot be read is not written', async () => {
  const store = await stores.emptied()
  await somePeople(store, { count: 1 })
  const by = { who: 'owner', because: 'certificate 1', now: MONDAY, home }
  await changeLaw(store, 1, law, { what: 'registration', key: 'US-TX', value: 'registered' }, by)
  await expect(changeLaw(store, 1, law, { what: 'rule', key: 'US-TX-HOURS', value: '{' }, by)).rejects.toThrow(
    'not JSON'
  )
  expect(await lawChanges(store, 1)).toMatchObject([{ who: 'owner', because: 'certificate 1', key: 'US-TX' }])
  const kept = await keepGround(store, 1, await openLists(home))
  const here = kept.last()
  expect([here.settingsVersion, [...here.house.law!.registered]]).toEqual([2, [law.regions.indexOf('US-TX')]])
  // A command that starts no database has it too.
  expect((await lawOnFile(home)).house.law!.registered).toEqual(here.house.law!.registered)
  // Nothing new: what is known stays.
  expect(await kept.look()).toBe(here)
  await expect(ask(store, `update audit set who = 'x' where org = $1`)).rejects.toThrow('permission denied')
})

test('a list that comes when a rep has the lead in hand is looked up at the dial, and so is one that ran out', async () => {
  const store = await waiting(4)
  const [first = '', second = ''] = await numbersOf(store)
  await bring('us-national-dnc', '2027-01-04', ['+12025550199'])
  const kept = await keepGround(store, 1, await openLists(home))
  const now = MONDAY + 2 * MINUTE
  const here = (at: number) => liveCircumstances(1, at, kept.last())
  const take = async () => (await takeNext(store, 1, taking, here(now)))!.person.leadId
  const call = async (lead: number, at: number) => await dial(store, 1, lead, 1, here(at))
  const leads = [await take(), await take(), await take(), await take()]
  await bring('us-national-dnc', '2027-01-05', [first])
  expect(ruleOf(await call(leads[0]!, now))).toBe('US-DNC-NATIONAL')
  await bring('litigators', '2027-01-05', [second])
  expect(ruleOf(await call(leads[1]!, now))).toBe('PROD-SUPPRESSED')
  expect(await call(leads[2]!, now)).toHaveProperty('touch')
  // The copy is good for 31 days, and nobody looks at it in between.
  const stale = await call(leads[3]!, now + 32 * DAY)
  expect(ruleOf(stale)).toBe('US-DNC-SCRUB31')
  const runs = await ask<{ ending: number; by: number }>(
    store,
    'select ending, ended_by as by from run where org = $1 and ended_at is not null order by lead_id'
  )
  expect(runs.map(({ ending, by }) => [endings[ending], wordsOf(by).id])).toEqual([
    ['capped', 'US-DNC-NATIONAL'],
    ['capped', 'PROD-SUPPRESSED']
  ])
  // Whoever asks why nothing more happens is told, at a terminal and on a page.
  const story = storyWords(await leadStory({ store, org: 1 }, leads[0]!, now), [])
  expect(story).toMatch(/^Ended +Nothing further is allowed\. .+ \(US-DNC-NATIONAL\)$/m)
  expect(story).toMatch(/ {2}refused: call \(.+ \(US-DNC-NATIONAL\)\)$/m)
  const page = await leadOf({ store, org: 1, ground: kept.look, clock: () => now }, leads[0]!)
  expect(page.next.because).toContain('(US-DNC-NATIONAL)')
  expect(page.happened[0]).toMatchObject({ what: 'Call refused', detail: expect.stringContaining('US-DNC-NATIONAL') })
  expect((await refusals(store)).map(({ lead, rule }) => [lead, wordsOf(rule).id])).toEqual([
    [leads[0], 'US-DNC-NATIONAL'],
    [leads[1], 'PROD-SUPPRESSED'],
    [leads[3], ruleOf(stale)]
  ])
})

test('a change of the law holds at the next dial of whoever is open already, and for all that they do after it', async () => {
  const store = await waiting(2)
  await bring('us-national-dnc', '2027-01-04', ['+12025550199'])
  const kept = await keepGround(store, 1, await openLists(home))
  const old = kept.last()
  const now = MONDAY + 2 * MINUTE
  const take = async () => (await takeNext(store, 1, taking, liveCircumstances(1, now, old)))!.person.leadId
  const [lead, other] = [await take(), await take()]
  const by = { who: 'owner', because: 'not ours', now: MONDAY, home }
  // A page that was opened before, too.
  const office = { store, org: 1, ground: kept.look, clock: () => now }
  const mayCall = async () => (await leadOf(office, other)).permissions[0]
  expect(await mayCall()).toMatchObject({ kind: 'live_voice', allowed: true })
  const dialled = (id: number) => dial(store, 1, id, 1, liveCircumstances(1, now, old))
  // A dial that comes while the change is being written waits for it, and sees it.
  const behind = await store.inOrgTx(1, async (tx) => {
    const inTx = {
      ids: store.ids,
      inOrg: (_: number, all: readonly Statement[]) => Promise.all(all.map((each) => tx.query(each)))
    }
    await changeLaw(inTx as never, 1, law, { what: 'jurisdiction', key: 'US-NY', value: 'off' }, by)
    const call = dialled(lead)
    while ((await ask(store, 'select 1 from pg_locks, org where org = $1 and not granted')).length === 0);
    return { call }
  })
  expect(ruleOf(await behind.call)).toBe('PROD-UNKNOWN-JURISDICTION')
  expect(await mayCall()).toMatchObject({ allowed: false, ruleId: 'PROD-UNKNOWN-JURISDICTION' })
  // Whoever holds the law of before is told the newest by the dial itself.
  expect(ruleOf(await dialled(other))).toBe('PROD-UNKNOWN-JURISDICTION')
  expect(await refusals(store)).toMatchObject([lead, other].map((id) => ({ lead: id, version: 2, action: 0 })))
  expect(kept.last().settingsVersion).toBe(2)
  expect(await kept.look()).toBe(kept.last())
  expect(await takeNext(store, 1, taking, liveCircumstances(1, now, kept.last()))).toBeNull()
})

test('a rep whose licence for the state went while they had the lead in hand does not dial, and another one does', async () => {
  const store = await waiting(1)
  await bring('us-national-dnc', '2027-01-04', ['+12025550199'])
  const kept = await keepGround(store, 1, await openLists(home))
  const now = MONDAY + 2 * MINUTE
  const here = () => liveCircumstances(1, now, kept.last())
  const lead = (await takeNext(store, 1, taking, here()))!.person.leadId
  const by = { who: 'owner', because: 'it ran out', now: MONDAY }
  await changeLaw(store, 1, law, { what: 'licence', key: '1', value: 'US-TX' }, by)
  expect(ruleOf(await dial(store, 1, lead, 1, here()))).toBe('PROD-LICENCE')
  expect(await refusals(store)).toMatchObject([{ lead, version: 2 }])
  expect((await takeNext(store, 1, { ...taking, userId: 2 }, here()))?.person.leadId).toBe(lead)
  expect(await dial(store, 1, lead, 2, here())).toHaveProperty('touch')
})
