import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { law } from '../../guard/law.ts'
import { house } from '../../guard/house.ts'
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
import { liveCircumstances } from '../engine/live-circumstances.ts'
import { workBatch } from '../engine/live-engine.ts'
import { takeNext } from '../engine/next-call.ts'
import { keepList } from '../lists/keep-list.ts'
import { openLists } from '../lists/open-lists.ts'
import { type Store } from '../store/store.ts'
import { changeLaw, lawChanges } from './law-changes.ts'
import { groundHere } from './law-here.ts'

let stores: Stores
let home = ''
beforeAll(async () => {
  stores = await testStores()
  home = mkdtempSync(join(tmpdir(), 'aftertone-law-'))
})
afterAll(async () => {
  rmSync(home, { recursive: true, force: true })
  await stores[Symbol.asyncDispose]()
})

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
  const by = { who: 'owner', because: 'certificate 1', now: MONDAY }
  await changeLaw(store, 1, law, { what: 'registration', key: 'US-TX', value: 'registered' }, by)
  await expect(changeLaw(store, 1, law, { what: 'rule', key: 'US-TX-HOURS', value: '{' }, by)).rejects.toThrow(
    'not JSON'
  )
  expect(await lawChanges(store, 1)).toMatchObject([{ who: 'owner', because: 'certificate 1', key: 'US-TX' }])
  const here = await groundHere(store, 1, await openLists(home))
  expect([here.settingsVersion, [...here.house.law!.registered]]).toEqual([2, [law.regions.indexOf('US-TX')]])
  // Nothing new: what is known stays.
  expect(await groundHere(store, 1, await openLists(home), here)).toBe(here)
  await expect(ask(store, `update audit set who = 'x' where org = $1`)).rejects.toThrow('permission denied')
})
