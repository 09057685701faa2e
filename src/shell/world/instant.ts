import { type People } from '../../simulate/people.ts'
import { type Circumstances } from '../engine/batch-work.ts'
import { expireTasks } from '../engine/keep-house.ts'
import { chooseOne } from '../engine/next-call.ts'
import { openPlaces } from '../engine/open-places.ts'
import { type Store } from '../store/store.ts'
import { type Tx } from '../store/doors.ts'
import { type DueDeed, doDeed, dueDeeds } from './deeds.ts'
import { repCall } from './rep-call.ts'
import { type Between, type Rep, occupy, readReps, writeRepTime } from './reps.ts'
import { type Shift, hoursAt } from './shift.ts'
import { type Clock, type Stage, worldCircumstances } from './world-setting.ts'

/**
 * What happens at an instant of a world once every row that was due at it is decided: reps go home, invented people do
 * something of their own accord, reps make the calls that begin in this minute; then the clock goes on. Each is a
 * transaction that leaves nothing half done, so another engine may go on where one was killed.
 */
const MINUTE = 60_000
/** Below so many due rows one engine does an instant alone: dividing it would cost more than it saves. */
const SMALL = 2_000
const GROUPS = 16

/** Passes an instant by; false when something is due at it still, or another engine has passed it. */
export async function passInstant(store: Store, stage: Stage, now: Clock): Promise<boolean> {
  for (;;) {
    const next = await store.inOrgTx(stage.org, (tx) => tryToPass(tx, stage, now))
    switch (next.kind) {
      case 'passed':
        return true
      case 'not_yet':
        return false
      case 'day_is_over':
        await closeDay(store, stage, next.at, now.seed)
        break
      case 'deeds':
        for (const deed of next.deeds)
          await store.inOrgTx(stage.org, (tx) => doDeed(tx, stage, deed, worldCircumstances(stage, now.seed, deed.at)))
    }
  }
}

type Passing =
  | { readonly kind: 'passed' | 'not_yet' }
  | { readonly kind: 'day_is_over'; readonly at: number }
  | { readonly kind: 'deeds'; readonly deeds: readonly DueDeed[] }

async function tryToPass(tx: Tx, stage: Stage, now: Clock): Promise<Passing> {
  const { clock, endsAt } = now
  const [seen, reps, deeds] = await Promise.all([lookAtClock(tx), readReps(tx), dueDeeds(tx, clock)])
  if (seen.clock !== clock || seen.due <= clock) return { kind: 'not_yet' }
  if (isDayOver(stage.shift, reps, clock)) return { kind: 'day_is_over', at: clock }
  if (deeds.length > 0) return { kind: 'deeds', deeds }
  const after = stage.outside.kind === 'people' ? await callsOf(tx, stage, stage.outside.people, reps, now) : reps
  const [{ due }, floor] = await Promise.all([lookAtClock(tx), nextFloorMinute(tx, stage, after, clock)])
  if (due <= clock) return { kind: 'not_yet' }
  const at = Math.min(Math.ceil(Math.min(due, floor) / MINUTE) * MINUTE, endsAt)
  if (at === endsAt && isDayOver(stage.shift, after, at)) return { kind: 'day_is_over', at }
  await tx.query({
    text: `update world set clock = $2, groups = (select case when count(*) > ${SMALL} then ${GROUPS} else 1 end
      from (select 1 from enrolment where org = $1 and next_due_at <= $2 limit ${SMALL + 1}) d) where id = 1`,
    name: 'world-goes-on',
    values: [tx.org, at]
  })
  return { kind: 'passed' }
}

/** The clock, and when the next row is due; never is Infinity. */
async function lookAtClock(tx: Tx): Promise<{ readonly clock: number; readonly due: number }> {
  const { rows } = await tx.query<{ clock: number; due: number | null }>({
    text: `select w.clock, (select min(next_due_at) from enrolment where org = $1 and next_due_at is not null) as due
      from world w where w.id = 1`,
    name: 'look-at-clock',
    values: [tx.org]
  })
  return { clock: rows[0]!.clock, due: rows[0]!.due ?? Infinity }
}

/** The calls that reps begin in this minute, whoever is free first; answers the reps as they are afterwards. */
async function callsOf(
  tx: Tx,
  stage: Stage,
  people: People,
  all: readonly Rep[],
  { clock, seed }: Clock
): Promise<readonly Rep[]> {
  const hours = hoursAt(stage.shift!, clock)
  const end = Math.min(clock + MINUTE, hours.until)
  if (clock < hours.from || !all.some(({ isReturnDesk, freeAt }) => !isReturnDesk && freeAt < end)) return all
  const { open } = await openPlaces(tx, stage.ground, clock)
  const reps = new Map(all.map((rep) => [rep.userId, rep]))
  const idle: Between[] = []
  for (;;) {
    const rep = firstFree([...reps.values()], end)
    if (rep === null) break
    const from = Math.max(rep.freeAt, hours.from)
    const start = Math.max(from, clock)
    const freeAt = await callOnce(tx, people, rep, open, worldCircumstances(stage, seed, start))
    if (freeAt === null) break
    idle.push({ userId: rep.userId, state: 'idle', from, until: start })
    reps.set(rep.userId, { ...rep, freeAt })
  }
  await Promise.all([occupy(tx, [...reps.values()]), writeRepTime(tx, idle)])
  return [...reps.values()]
}

/** Whoever is free first before an instant; among equals the one with the lower number. */
function firstFree(reps: readonly Rep[], end: number): Rep | null {
  return reps.reduce<Rep | null>(
    (best, rep) => (rep.isReturnDesk || rep.freeAt >= (best?.freeAt ?? end) ? best : rep),
    null
  )
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
 * The next minute at which something may happen on the floor, Infinity for never: an invented person does something, or
 * a rep is free and somebody may be called.
 */
async function nextFloorMinute(tx: Tx, stage: Stage, reps: readonly Rep[], clock: number): Promise<number> {
  if (stage.outside.kind !== 'people') return Infinity
  const from = clock + MINUTE
  const [deed, { open, nextAt }] = await Promise.all([nextDeed(tx), openPlaces(tx, stage.ground, from)])
  const opens = open.length > 0 ? from : nextAt
  if (opens === null) return deed
  const free = Math.min(...reps.flatMap(({ isReturnDesk, freeAt }) => (isReturnDesk ? [] : [freeAt])))
  const at = Math.max(opens, Math.floor(free / MINUTE) * MINUTE)
  return Math.min(deed, Math.max(at, hoursAt(stage.shift!, at).from))
}

async function nextDeed(tx: Tx): Promise<number> {
  const { rows } = await tx.query<{ at: number | null }>({
    text: 'select min(at) as at from world_event where org = $1',
    name: 'next-deed',
    values: [tx.org]
  })
  return rows[0]?.at ?? Infinity
}

const isDayOver = (shift: Shift | null, reps: readonly Rep[], at: number): boolean =>
  shift !== null && reps.some(({ freeAt }) => hoursAt(shift, freeAt).until <= at)

/** Reps go home: what was left of the day they were idle, and what they had promised and not kept is broken. */
async function closeDay(store: Store, stage: Stage, at: number, seed: number): Promise<void> {
  const shift = stage.shift!
  await store.inOrgTx(stage.org, async (tx) => {
    const leaving = (await readReps(tx)).flatMap((rep) => {
      const { from, until } = hoursAt(shift, rep.freeAt)
      return until > at ? [] : [{ ...rep, from: Math.max(rep.freeAt, from), until }]
    })
    const idle = leaving.filter(({ isReturnDesk }) => !isReturnDesk)
    await writeRepTime(
      tx,
      idle.map(({ userId, from, until }) => ({ userId, state: 'idle', from, until }))
    )
    await occupy(
      tx,
      leaving.map(({ userId, until }) => ({ userId, freeAt: hoursAt(shift, until).from }))
    )
  })
  while ((await expireTasks(store, stage.org, worldCircumstances(stage, seed, at))) > 0);
}
