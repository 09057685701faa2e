import { type People } from '../../simulate/people.ts'
import { type Circumstances } from '../engine/batch-work.ts'
import { expireTasks } from '../engine/keep-house.ts'
import { chooseOne } from '../engine/next-call.ts'
import { openPlaces } from '../engine/open-places.ts'
import { type Store } from '../store/store.ts'
import { type Tx } from '../store/doors.ts'
import { doDeed, dueDeeds } from './deeds.ts'
import { repCall } from './rep-call.ts'
import { type Rep, occupy, readReps, writeRepTime } from './reps.ts'
import { hoursAt } from './shift.ts'
import { type Clock, type Stage, worldCircumstances } from './world-setting.ts'

/**
 * A minute on the floor of a world of people, once every row that was due at it is decided: first what the invented
 * people do of their own accord, each in a transaction, then the calls that reps begin in this minute, all in one. Nothing
 * is left half done, so another engine may go on where one was killed.
 */
const MINUTE = 60_000

export async function floorMinute(store: Store, stage: Stage, now: Clock): Promise<void> {
  const { clock, seed } = now
  const { org, outside } = stage
  if (outside.kind !== 'people') return
  await closeDay(store, stage, now)
  for (const deed of await store.inOrgTx(org, (tx) => dueDeeds(tx, clock)))
    await store.inOrgTx(org, (tx) => doDeed(tx, stage, deed, worldCircumstances(stage, seed, deed.at)))
  const hours = hoursAt(stage.shift!, clock)
  if (clock < hours.from) return
  const end = Math.min(clock + MINUTE, hours.until)
  await store.inOrgTx(org, async (tx) => {
    const { open } = await openPlaces(tx, stage.ground, clock)
    const reps = (await readReps(tx)).filter(({ isReturnDesk, freeAt }) => !isReturnDesk && freeAt < end)
    while (reps.length > 0) {
      // Whoever is free first; among equals the one with the lower number.
      const [rep] = reps.sort((a, b) => a.freeAt - b.freeAt || a.userId - b.userId)
      const start = Math.max(rep!.freeAt, hours.from, clock)
      const freeAt = await callOnce(tx, outside.people, rep!, open, worldCircumstances(stage, seed, start))
      if (freeAt === null) break
      await Promise.all([
        writeRepTime(tx, rep!, 'idle', Math.max(rep!.freeAt, hours.from), start),
        occupy(tx, rep!, freeAt)
      ])
      reps.splice(0, 1, ...(freeAt < end ? [{ ...rep!, freeAt }] : []))
    }
  })
}

/** The rep’s next call, and when they are free again; null when nobody may be called. */
async function callOnce(
  tx: Tx,
  people: People,
  rep: Rep,
  places: readonly number[],
  circumstances: Circumstances
): Promise<number | null> {
  for (;;) {
    const chosen = await chooseOne(tx, { userId: rep.userId, places }, circumstances)
    if (chosen === null) return null
    if (chosen !== 'put_back') return await repCall(tx, chosen, rep, people)
  }
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

async function nextCallMinute(tx: Tx, { ground, shift }: Stage, from: number): Promise<number | null> {
  const { open, nextAt } = await openPlaces(tx, ground, from)
  const opens = open.length > 0 ? from : nextAt
  if (opens === null) return null
  const reps = (await readReps(tx)).filter(({ isReturnDesk }) => !isReturnDesk)
  const free = Math.min(...reps.map(({ freeAt }) => freeAt))
  const at = Math.max(opens, Math.floor(free / MINUTE) * MINUTE)
  return Math.max(at, hoursAt(shift!, at).from)
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
