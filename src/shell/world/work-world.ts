import { choiceCode, facts, slot, type Choice } from '../../facts/fact.ts'
import { type Assumptions } from '../../simulate/assumptions.ts'
import { Complaint } from '../command/complaint.ts'
import { type EnrolResult, enrolList } from '../engine/enrol.ts'
import { type Postgres } from '../postgres/postgres.ts'
import { type Tx } from '../store/doors.ts'
import { type Store } from '../store/store.ts'
import { type Opened, openWorld } from './open-world.ts'
import { seatReps } from './reps.ts'
import { circumstancesAtStart, enrolPlanned } from './run-world.ts'
import { type Peopled } from './world-setting.ts'

/** Work that is to be simulated: a list, a strategy, and who answers on the other side. */
export type WorkWish = {
  readonly org: number
  readonly listId: number
  /** Enrols whoever is in no playbook into this version; null leaves it at those who are in one. */
  readonly playbookId: number | null
  /** Also those of whom it is not known whether the playbook is meant for them. */
  readonly anyway?: boolean
  readonly from: number
  readonly days: number
  readonly seed: number
  /** Null: a world in which every call reaches a mailbox. */
  readonly people: PeopleWish | null
  readonly now: number
}
export type PeopleWish = {
  readonly floor: string
  readonly assumptions: Assumptions
  readonly reps: number
  /** Minutes of the day between which reps work, by the clock where most of the list is. */
  readonly hours: { readonly from: number; readonly until: number }
  /** A value of the fact dialer.mode. */
  readonly dialer: string
}

const DAY = 86_400_000
const MODE = facts[slot('dialer.mode')] as Choice
const DROP = 1
/** A power dialler without recordings would leave nothing; these are invented, of the length that is advised (VM-10). */
const INVENTED_SECONDS = [18, 19, 20, 21, 22, 23, 24, 25]

/** Opens a world for the work, seats its reps and enrols its people. What is left is to run it. */
export async function openWork(
  real: Store,
  postgres: Postgres,
  wish: WorkWish,
  onEnrolled: (rows: number) => void = () => undefined
): Promise<{ readonly world: Opened; readonly enrolled: EnrolResult | null; readonly planned: number }> {
  const { org, listId, from, days, seed, now, people } = wish
  const world = await openWorld(real, postgres, { org, listId, from, until: from + days * DAY, seed, now })
  const { store } = world
  try {
    if (people !== null) await seat(store, wish, people)
    const planned = await enrolPlanned(world, org, listId)
    if (wish.playbookId === null) return { world, planned, enrolled: null }
    const into = { org, listId, playbookId: wish.playbookId, part: 0, of: 1, perDay: null, limit: Infinity }
    const circumstances = await circumstancesAtStart(world, org)
    const enrolled = await enrolList(
      store,
      { ...into, again: false, anyway: wish.anyway ?? false },
      circumstances,
      onEnrolled
    )
    return { world, planned, enrolled }
  } catch (error) {
    await store[Symbol.asyncDispose]()
    await postgres.dropDatabase(store.database).catch(() => undefined)
    throw error
  }
}

async function seat(store: Store, { org, listId, from }: WorkWish, people: PeopleWish): Promise<void> {
  const mode = choiceCode(MODE, people.dialer)
  const isPower = people.dialer === 'progressive' || people.dialer === 'power'
  await store.inOrgTx(org, async (tx) => {
    const setting: Peopled = {
      kind: 'people',
      ...{ floor: people.floor, assumptions: people.assumptions, reps: people.reps },
      shift: { placeId: await commonestPlace(tx), ...people.hours },
      dialer: { mode, messageMode: isPower ? DROP : 0 },
      library: isPower
        ? { seconds: INVENTED_SECONDS, purposes: INVENTED_SECONDS.map(() => null) }
        : { seconds: [], purposes: [] }
    }
    await seatReps(tx, { reps: people.reps, listId, from, dialMode: mode })
    await tx.query({
      text: 'update world set settings = settings || $1::jsonb where id = 1',
      values: [JSON.stringify(setting)]
    })
  })
}

/** Where most people of the list are: reps work by the clock of it. */
async function commonestPlace(tx: Tx): Promise<number> {
  const { rows } = await tx.query<{ id: number }>({
    text: `select place_id as id from enrolment where org = $1 group by place_id order by count(*) desc, place_id limit 1`,
    values: [tx.org]
  })
  if (rows[0] === undefined)
    throw new Complaint('nobody of this list may be called: it is empty, or all of it is kept out')
  return rows[0].id
}
