import { type Tx } from '../store/doors.ts'
import { channelCode } from '../../facts/channel.ts'
import { insertBatch } from '../store/batch.ts'
import { leadOfId } from '../store/log-id.ts'
import { type TaskStep } from './change.ts'
import { STOPPED } from './state.ts'
import { type Store } from '../store/store.ts'
import { NOT_HALTED, holdGate, isHalted, keptOut } from '../store/suppression.ts'
import { type Circumstances } from './batch-work.ts'
import { refuseErrands, refusedErrands } from './errand-refusals.ts'
import { type Ground } from './ground.ts'

/** A row of the outbox in the hands of a dispatcher. */
export type Errand = {
  readonly id: number
  readonly leadId: number
  readonly touchAt: number
  readonly notBefore: number
  readonly channel: number
  readonly tries: number
  /** Of a task of a playbook: the step that it carries out. */
  readonly step: TaskStep | null
}

/**
 * How a channel leaves the house. `inside` needs nothing but the database and is done in one transaction with taking
 * the row. The others are handed to the outside between two transactions: `again` may be repeated after a crash, its id
 * being the idempotency key; `once` may not, so a crash leaves it unknown.
 */
export type Dispatcher =
  | {
      readonly kind: 'inside'
      readonly channels: readonly number[]
      readonly carryOut: (tx: Tx, errands: readonly Errand[], now: number) => Promise<void>
    }
  | {
      readonly kind: 'again' | 'once'
      readonly channels: readonly number[]
      readonly handOver: (errand: Errand) => Promise<void>
      /** Records what came of it, in the transaction that takes the row out of the outbox. */
      readonly settled: (tx: Tx, errand: Errand, failure: unknown, now: number) => Promise<void>
    }

const BATCH = 500
const LEASE_MS = 60_000

/** Carries out what is ready on a dispatcher’s channels, one batch; answers how many were looked at. */
export async function dispatchBatch(
  store: Pick<Store, 'inOrgTx'>,
  org: number,
  dispatcher: Dispatcher,
  circumstances: Circumstances,
  by: number
): Promise<number> {
  if (dispatcher.kind === 'inside') return await dispatchInside(store, org, dispatcher, circumstances)
  const { now } = circumstances.setting
  const { errands, held, ground } = await store.inOrgTx(org, async (tx) =>
    sorted(tx, await lease(tx, dispatcher.channels, now, by), circumstances)
  )
  await refuseErrands(store, org, held, { ...circumstances, ground })
  for (const errand of errands) {
    let failure: unknown = null
    try {
      await dispatcher.handOver(errand)
    } catch (error) {
      failure = error
    }
    await store.inOrgTx(org, async (tx) => {
      const { rowCount } = await tx.query({
        text: `delete from outbox where org = $1 and channel = $2 and not_before = $3 and id = $4 and state = 1
          and lease_by = $5`,
        values: [org, errand.channel, errand.notBefore, errand.id, by]
      })
      // Somebody took it back in the meantime: a stop, or whoever found the lease run out.
      if (rowCount === 1) await dispatcher.settled(tx, errand, failure, now)
    })
  }
  return errands.length + held.length
}

async function dispatchInside(
  store: Pick<Store, 'inOrgTx'>,
  org: number,
  { channels, carryOut }: Dispatcher & { kind: 'inside' },
  circumstances: Circumstances
): Promise<number> {
  const { now } = circumstances.setting
  const { errands, held, ground } = await store.inOrgTx(org, async (tx) => {
    const found = await sorted(tx, await takeOut(tx, channels, now), circumstances)
    if (found.errands.length > 0) await carryOut(tx, found.errands, now)
    return found
  })
  await refuseErrands(store, org, held, { ...circumstances, ground })
  return errands.length + held.length
}

/** Errands that go out, those that must not, and the ground on which that was said. */
type Sorted = { readonly errands: readonly Errand[]; readonly held: readonly Errand[]; readonly ground: Ground }

/** How long an errand that was held back waits at the most until what becomes of it is written down. */
const HELD_MS = 60_000

/**
 * The last look before these leave: behind the gate that whoever suppresses or changes the law closes. Those of people who
 * are kept out, and those that the guard refuses by now, go back to wait; all of them while everything is stopped.
 */
async function sorted(tx: Tx, taken: readonly Errand[], circumstances: Circumstances): Promise<Sorted> {
  if (taken.length === 0) return { errands: taken, held: [], ground: circumstances.ground }
  const ground = await circumstances.ground.renewed(tx, await holdGate(tx))
  const kept = await keptOut(tx, [...new Set(taken.map(({ leadId }) => leadId))])
  const refused = await refusedErrands(tx, taken, { ...circumstances, ground })
  const isHeld = (await isHalted(tx)) ? () => true : ({ leadId, id }: Errand) => kept.has(leadId) || refused.has(id)
  const held = taken.filter(isHeld)
  if (held.length === 0) return { errands: taken, held, ground }
  await waitAgain(tx, held, circumstances.setting.now)
  return { errands: taken.filter((each) => !isHeld(each)), held, ground }
}

/** Back into the outbox, for a moment. */
async function waitAgain(tx: Tx, back: readonly Errand[], now: number): Promise<void> {
  const columns = [back.map(({ channel }) => channel), back.map(({ notBefore }) => notBefore), back.map(({ id }) => id)]
  await tx.query({
    text: `delete from outbox o using unnest($2::smallint[], $3::bigint[], $4::bigint[]) as x(channel, not_before, id)
      where o.org = $1 and o.channel = x.channel and o.not_before = x.not_before and o.id = x.id`,
    values: [tx.org, ...columns]
  })
  await insertBatch(tx, 'outbox', {
    ...{ id: ['bigint', columns[2]!], touch_at: ['bigint', back.map(({ touchAt }) => touchAt)] },
    ...{ channel: ['smallint', columns[0]!], not_before: ['bigint', back.map(() => now + HELD_MS)] },
    ...{ state: ['smallint', back.map(() => 0)], tries: ['smallint', back.map(({ tries }) => tries)] },
    playbook_id: ['bigint', back.map(({ step }) => step?.playbookId ?? null)],
    track: ['smallint', back.map(({ step }) => step?.track ?? null)],
    step: ['smallint', back.map(({ step }) => step?.step ?? null)],
    instead: ['smallint', back.map(({ step }) => step?.instead ?? null)]
  })
}

const COLUMNS = 'id, touch_at, not_before, channel, tries, playbook_id, track, step, instead'
type ErrandRow = {
  id: number
  touch_at: number
  not_before: number
  channel: number
  tries: number
  playbook_id: number | null
  track: number | null
  step: number | null
  instead: number | null
}
const errandOf = (row: ErrandRow): Errand => ({
  id: row.id,
  leadId: leadOfId(row.id),
  touchAt: row.touch_at,
  notBefore: row.not_before,
  channel: row.channel,
  tries: row.tries,
  step:
    row.playbook_id === null
      ? null
      : { playbookId: row.playbook_id, track: row.track!, step: row.step!, instead: row.instead }
})

const READY = `select ctid from outbox where org = $1 and channel = any($2::smallint[]) and state = 0 and not_before <= $3
  and ${NOT_HALTED} order by channel, not_before for update skip locked limit ${BATCH}`

async function takeOut(tx: Tx, channels: readonly number[], now: number): Promise<readonly Errand[]> {
  const { rows } = await tx.query<ErrandRow>({
    text: `delete from outbox where org = $1 and ctid = any(array(${READY})) returning ${COLUMNS}`,
    name: 'take-out',
    values: [tx.org, channels, now]
  })
  return rows.map(errandOf)
}

async function lease(tx: Tx, channels: readonly number[], now: number, by: number): Promise<readonly Errand[]> {
  const { rows } = await tx.query<ErrandRow>({
    text: `update outbox set state = 1, lease_until = $4, lease_by = $5, tries = tries + 1
      where org = $1 and ctid = any(array(${READY})) returning ${COLUMNS}`,
    name: 'lease-out',
    values: [tx.org, channels, now, now + LEASE_MS, by]
  })
  return rows.map(errandOf)
}

/** Calls and texts: made twice they harm, so they are made at most once. */
export const ONCE: readonly number[] = [channelCode('call'), channelCode('sms')]

/**
 * Rows whose holder never came back. What may be repeated waits again, unless the person was stopped in the meantime; a
 * call or a text is left as unknown, to be reconciled with the carrier, and is never made again by itself.
 */
export async function expireErrands(
  store: Pick<Store, 'inOrgTx'>,
  org: number,
  now: number
): Promise<{ readonly again: number; readonly unknown: readonly Errand[] }> {
  return await store.inOrgTx(org, async (tx) => {
    const again = await tx.query({
      text: `update outbox set state = 0, lease_until = null, lease_by = null
        where org = $1 and state = 1 and lease_until < $2 and channel <> all($3::smallint[]) and not exists (
          select from enrolment e where e.org = $1 and e.lead_id = outbox.id >> 20 and e.state = ${STOPPED})`,
      values: [org, now, ONCE]
    })
    const unknown = await tx.query<ErrandRow>({
      text: `update outbox set state = 2, lease_by = null where org = $1 and state = 1 and lease_until < $2
        returning ${COLUMNS}`,
      values: [org, now]
    })
    return { again: again.rowCount ?? 0, unknown: unknown.rows.map(errandOf) }
  })
}
