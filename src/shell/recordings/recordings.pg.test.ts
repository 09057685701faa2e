import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { DAY, MONDAY, type Stores, ask, somePeople, testStores } from '../../../test/store.ts'
import { RECORDINGS_MAX } from '../../facts/recording.ts'
import { root } from '../command/setting.ts'
import { type Store } from '../store/store.ts'
import { type Delivery, writeDelivery } from './delivery.ts'
import {
  type Ready,
  type RecordingWish,
  approveRecording,
  keepRecording,
  makeReady,
  retireRecording
} from './keep-recording.ts'
import { library, playable, recordings } from './recordings.ts'

let stores: Stores
let store: Store
let by: { userId: number; now: number }
const org = 1
beforeAll(async () => {
  stores = await testStores()
  store = await stores.fresh()
  await somePeople(store, {})
  by = { userId: 1, now: MONDAY }
})
beforeEach(async () => {
  const owner = await store.asOwner()
  await owner.query('truncate recording, delivery, audit')
  await owner.end()
})
afterAll(async () => await stores[Symbol.asyncDispose]())

const bytes = new Uint8Array(readFileSync(join(root, 'test/sounds/buzz.mp3')))
const ready = async (): Promise<Ready> => {
  const made = await makeReady(bytes)
  if (made.kind !== 'ready') throw new Error(JSON.stringify(made))
  return made
}
const wish = (name: string, more: Partial<RecordingWish> = {}): RecordingWish => ({
  ...{ name, kind: 'drop', purpose: 'callback', language: 'en-US', angle: null, promises: null },
  ...{ asksQuestion: true, givesNumber: null, mentionsEmail: null, approvedBy: null, validUntil: null, ...more }
})
const other = (made: Ready, n: number): Ready => ({ ...made, sourceHash: `other ${n}` })
const delivery = (recordingId: number, more: Partial<Delivery> = {}): Delivery => ({
  ...{
    leadId: 1,
    touchAt: MONDAY,
    touch: 1,
    seq: 1,
    recordingId,
    startedAt: MONDAY,
    firstPacketMs: 20,
    playedMs: 2_000
  },
  ...{ bytes: 16_000, isComplete: true, ended: 'whole', heard: null, ...more }
})

test('a message is prepared once: what is kept is what is played, byte by byte', async () => {
  const made = await ready()
  await keepRecording(store, org, wish('spring'), made, by)
  const found = await playable(store, org, { name: 'spring' })
  expect(found!.ulaw).toEqual(made.ulaw)
  expect(made.loudness).toBeCloseTo(-16, 0)
  expect(made.ulaw.length).toBe(Math.round(made.seconds * 8_000))
  expect(await playable(store, org, { slot: 0 })).toEqual(found)
  expect(await playable(store, org, { name: 'autumn' })).toBeNull()
})

test('a draft is not played until somebody answers for it, and nothing after its last day', async () => {
  const made = await ready()
  await keepRecording(store, org, wish('spring', { validUntil: MONDAY + DAY }), made, by)
  expect((await library(store, org, MONDAY)).seconds).toEqual([Infinity])
  expect(await approveRecording(store, org, 'spring', 'M. Weiss', by)).toBe(true)
  expect(await approveRecording(store, org, 'spring', 'M. Weiss', by)).toBe(false)
  const now = await library(store, org, MONDAY)
  expect(now.seconds[0]).toBeCloseTo(made.seconds, 2)
  expect(now.purposes).toEqual(['callback'])
  expect((await library(store, org, MONDAY + DAY)).seconds).toEqual([Infinity])
})

test('a name and a file are kept once, and two who add at the same time get two places', async () => {
  const made = await ready()
  await Promise.all([
    keepRecording(store, org, wish('a'), other(made, 1), by),
    keepRecording(store, org, wish('b'), other(made, 2), by)
  ])
  expect((await recordings(store, org)).map(({ name, slot }) => `${name}${slot}`).sort()).toHaveLength(2)
  expect(new Set((await recordings(store, org)).map(({ slot }) => slot))).toEqual(new Set([0, 1]))
  expect(await keepRecording(store, org, wish('a'), made, by)).toMatchObject({ kind: 'taken' })
  expect(await keepRecording(store, org, wish('c'), other(made, 1), by)).toMatchObject({
    problem: 'this very file is the recording a already'
  })
})

test('one that nobody heard leaves its place; of one that was played it stays known', async () => {
  const made = await ready()
  for (const name of ['a', 'b'])
    await keepRecording(store, org, wish(name, { approvedBy: 'M. Weiss' }), other(made, name === 'a' ? 1 : 2), by)
  const [a, b] = await recordings(store, org)
  await writeDelivery(store, org, delivery(b!.id))
  await writeDelivery(store, org, delivery(b!.id))
  await writeDelivery(store, org, delivery(b!.id, { seq: 2, isComplete: false, ended: 'voice' }))
  expect(await retireRecording(store, org, 'a', by)).toBe('removed')
  expect(await retireRecording(store, org, 'b', by)).toBe('retired')
  expect(await retireRecording(store, org, 'b', by)).toBeNull()
  expect(await recordings(store, org)).toMatchObject([
    { name: 'b', plays: 2, wholePlays: 1, people: 1, retiredAt: MONDAY }
  ])
  expect((await library(store, org, MONDAY)).seconds).toEqual([Infinity, Infinity])
  expect(await keepRecording(store, org, wish('c'), other(made, 3), by)).toMatchObject({ slot: a!.slot })
})

test('there is room for as many as a person’s facts can tell apart, and the next is told what to do', async () => {
  const made = await ready()
  for (let n = 0; n < RECORDINGS_MAX; n++) await keepRecording(store, org, wish(`take ${n}`), other(made, n), by)
  expect(await keepRecording(store, org, wish('one more'), made, by)).toMatchObject({
    problem: expect.stringContaining('retire one that nobody has heard')
  })
})

test('who added, approved and retired it is on record', async () => {
  await keepRecording(store, org, wish('spring'), await ready(), by)
  await approveRecording(store, org, 'spring', 'M. Weiss', by)
  await retireRecording(store, org, 'spring', by)
  const acts = await ask<{ what: string; who: string }>(
    store,
    `select what, who from audit where org = $1 and what like 'recording.%' order by id`
  )
  expect(acts.map(({ what }) => what)).toEqual(['recording.add', 'recording.approve', 'recording.remove'])
  expect(new Set(acts.map(({ who }) => who))).toEqual(new Set([`user ${by.userId}`]))
})
