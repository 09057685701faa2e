import { openingOf } from '../../guard/opening.ts'
import { expireTasks } from '../engine/keep-house.ts'
import { type Taking, takeOne } from '../engine/next-call.ts'
import { type Store } from '../store/store.ts'
import { type Tx } from '../store/doors.ts'
import { doDeed, dueDeeds } from './deeds.ts'
import { repCall } from './rep-call.ts'
import { type Rep, occupy, readReps, writeRepTime } from './reps.ts'
import { hoursAt } from './shift.ts'
import { type Clock, type Stage, worldCircumstances } from './world-setting.ts'

/**
 * A minute on the floor of a world of people, once every row that was due at it is decided: first what the invented
 * people do of their own accord, then the calls that reps begin in this minute, whoever is free first. Each step is a
 * transaction that leaves nothing half done, so another engine may go on where one was killed.
 */
const MINUTE = 60_000
const LEASE_MS = 3_600_000

export async function floorMinute(store: Store, stage: Stage, now: Clock): Promise<void> {
  const { clock, seed } = now
  if (stage.setting.kind !== 'people') return
  await closeDay(store, stage, now)
  for (const deed of await store.inOrgTx(stage.org, (tx) => dueDeeds(tx, clock)))
    await store.inOrgTx(stage.org, (tx) => doDeed(tx, stage, deed, worldCircumstances(stage, seed, deed.at)))
  const hours = hoursAt(stage.shift!, clock)
  if (clock < hours.from) return
  const places = await store.inOrgTx(stage.org, (tx) => stage.ground.openPlaces(tx, clock))
  const end = Math.min(clock + MINUTE, hours.until)
  for (;;) {
    const isSomebodyThere = await store.inOrgTx(stage.org, async (tx) => {
      const rep = await firstFree(tx, hours.from, end)
      return rep !== null && (await callOnce(tx, stage, rep, { clock, seed, places }))
    })
    if (!isSomebodyThere) break
  }
}

/** The rep who is free first in this minute; among equals the one with the lower number. */
async function firstFree(tx: Tx, from: number, end: number): Promise<Rep | null> {
  const reps = (await readReps(tx)).filter(({ isReturnDesk, freeAt }) => !isReturnDesk && freeAt < end)
  const first = reps.reduce<Rep | null>((best, rep) => (best === null || rep.freeAt < best.freeAt ? rep : best), null)
  return first === null ? null : { ...first, freeAt: Math.max(first.freeAt, from) }
}

type Minute = { readonly clock: number; readonly seed: number; readonly places: readonly number[] }

/** The rep’s next call; false when nobody may be called. */
async function callOnce(tx: Tx, stage: Stage, rep: Rep, { clock, seed, places }: Minute): Promise<boolean> {
  if (stage.outside.kind !== 'people') throw new Error('nobody sits at the phones of this world')
  const start = Math.max(rep.freeAt, clock)
  const circumstances = worldCircumstances(stage, seed, start)
  const by: Taking = { userId: rep.userId, leaseMs: LEASE_MS, places }
  const taken = await takeOne(tx, by, circumstances)
  if (taken === null) return false
  if (taken === 'put_back') return true
  const call = await repCall(tx, taken, rep, stage.outside.people, circumstances)
  if (call === 'refused') return true
  await writeRepTime(tx, rep, 'idle', rep.freeAt, start)
  await occupy(tx, rep, call.freeAt)
  return true
}

/**
 * The next minute at which something may happen on the floor, or null: an invented person does something, or a rep is
 * free and somebody may be called.
 */
export async function nextFloorMinute(tx: Tx, stage: Stage, clock: number): Promise<number | null> {
  if (stage.setting.kind !== 'people') return null
  const { rows } = await tx.query<{ at: number | null }>({
    text: 'select min(at) as at from world_event where org = $1',
    name: 'next-deed',
    values: [tx.org]
  })
  const call = await nextCallMinute(tx, stage, clock + MINUTE)
  const deed = rows[0]?.at ?? null
  return deed === null ? call : call === null ? deed : Math.min(call, deed)
}

async function nextCallMinute(tx: Tx, stage: Stage, from: number): Promise<number | null> {
  const opens = await nextOpening(tx, stage, from)
  if (opens === null) return null
  const reps = (await readReps(tx)).filter(({ isReturnDesk }) => !isReturnDesk)
  const free = Math.min(...reps.map(({ freeAt }) => freeAt))
  const at = Math.max(opens, Math.floor(free / MINUTE) * MINUTE)
  return Math.max(at, hoursAt(stage.shift!, at).from)
}

/** From when on one of those who wait for a call is at a place where calls are open. */
async function nextOpening(tx: Tx, { ground }: Stage, from: number): Promise<number | null> {
  const { rows } = await tx.query<{ id: number }>({
    text: `select p.id from place p where exists (
      select from enrolment e where e.org = $1 and e.state = 2 and e.place_id = p.id)`,
    name: 'places-waiting',
    values: [tx.org]
  })
  const ids = rows.map(({ id }) => id)
  const places = await ground.places(tx, ids)
  const opens = ids.flatMap((id) => openingOf(ground.house.callWindow, places.get(id)!.zones).next(from) ?? [])
  return opens.length === 0 ? null : Math.min(...opens)
}

/** Reps go home: what was left of the day they were idle, and what they had promised and not kept is broken. */
export async function closeDay(
  store: Store,
  stage: Stage,
  { clock, seed }: Pick<Clock, 'clock' | 'seed'>
): Promise<void> {
  if (stage.setting.kind !== 'people') return
  const shift = stage.shift!
  const isOver = await store.inOrgTx(stage.org, async (tx) => {
    let left = 0
    for (const rep of await readReps(tx)) {
      const hours = hoursAt(shift, rep.freeAt)
      if (hours.until > clock) continue
      left++
      const from = Math.max(rep.freeAt, hours.from)
      if (!rep.isReturnDesk) await writeRepTime(tx, rep, 'idle', from, hours.until)
      await occupy(tx, rep, hoursAt(shift, hours.until).from)
    }
    return left > 0
  })
  if (isOver) while ((await expireTasks(store, stage.org, worldCircumstances(stage, seed, clock))) > 0);
}
