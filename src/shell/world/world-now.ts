import { formatInstant } from '../../clock/civil.ts'
import { type Zone } from '../../clock/zone.ts'
import { type WorldCounts, type WorldNow } from '../../contract/worlds.ts'
import { codes, codesWhere } from '../store/log-row.ts'
import { type Store } from '../store/store.ts'
import { floorNow } from './floor-now.ts'
import { type World } from './open-world.ts'
import { type Shift } from './shift.ts'
import { openStage, readClock } from './world-setting.ts'

/** What a world was opened with; it stands in the row of its clock. */
export type WorldPlan = Pick<WorldNow, 'list' | 'playbook' | 'days' | 'reps' | 'from'>

export async function keepPlan({ store }: World, plan: WorldPlan): Promise<void> {
  await store.outside({
    text: 'update world set settings = settings || $1::jsonb where id = 1',
    values: [JSON.stringify(plan)]
  })
}

/** A world as it stands; null when its people are those of another org. */
export async function worldNow(
  { number, store }: World,
  org: number,
  zone: Zone,
  isRunning: boolean
): Promise<WorldNow | null> {
  const { rows: orgs } = await store.outside({ text: 'select org from orgs() where org = $1', values: [org] })
  if (orgs.length === 0) return null
  const clock = await readClock(store)
  const shift = await shiftOf(store, org)
  const plan = await planOf(store, org, clock.endsAt)
  const state = isRunning ? 'running' : clock.clock >= clock.endsAt ? 'done' : 'left'
  return {
    ...{ number, state, ...plan, seed: clock.seed, clock: clock.clock, until: clock.endsAt, problem: null },
    clockAt: formatInstant(clock.clock, shift?.zone ?? zone),
    counts: await countsOf(store, org, plan.from),
    floor: await floorNow(store, org, shift, clock.clock)
  }
}

/** What never changes of a world is read once. */
const shifts = new WeakMap<Store, Shift | null>()

async function shiftOf(store: Store, org: number): Promise<Shift | null> {
  const known = shifts.get(store)
  if (known !== undefined) return known
  const { shift } = await openStage(store, org)
  shifts.set(store, shift)
  return shift
}

async function planOf(store: Store, org: number, endsAt: number): Promise<WorldPlan & Pick<WorldNow, 'leftOut'>> {
  const { rows } = await store.outside({ text: 'select settings from world where id = 1' })
  const kept = (rows[0] as { settings: Partial<WorldPlan & Pick<WorldNow, 'leftOut'>> }).settings
  const [list, begun] = await store.inOrg(org, [
    { text: 'select name from list where org = $1 order by id limit 1', values: [org] },
    { text: 'select min(started_at) as from from run where org = $1', values: [org] }
  ])
  const from = kept.from ?? (begun!.rows[0] as { from: number | null }).from ?? endsAt
  return {
    list: kept.list ?? (list!.rows[0] as { name: string } | undefined)?.name ?? '',
    playbook: kept.playbook ?? '',
    days: kept.days ?? Math.max(1, Math.round((endsAt - from) / DAY)),
    reps: kept.reps ?? 0,
    leftOut: kept.leftOut ?? 0,
    from
  }
}

const DAY = 86_400_000

const MACHINES = codesWhere('endpoint', ({ answeredBy }) => answeredBy === 'machine')
const PEOPLE = codesWhere('endpoint', ({ answeredBy }) => answeredBy === 'person')
const LEFT = codesWhere('message', ({ left }) => left)
const STOPPING = codesWhere('said', ({ stop }) => stop !== null)
const MEETING = codes.said.indexOf('meeting_booked')
const INBOUND = ['callback', 'inbound_answered', 'missed_inbound'].map((name) => codes.happening.indexOf(name))
const BOOKING = codes.happening.indexOf('booking')
const STOP = codes.happening.indexOf('stop')

async function countsOf(store: Store, org: number, from: number): Promise<WorldCounts> {
  const [people, calls, signals] = await store.inOrg(org, [
    {
      text: `select count(*)::int as leads, (count(*) filter (where run > 0))::int as enrolled from enrolment where org = $1`,
      name: 'world-people',
      values: [org]
    },
    {
      text: `select count(*)::int as dials,
          (count(*) filter (where endpoint = any($3::int[])))::int as mailboxes,
          (count(*) filter (where message = any($4::int[])))::int as messages,
          (count(*) filter (where endpoint = any($5::int[])))::int as people,
          (count(*) filter (where said = $6))::int as meetings,
          (count(*) filter (where said = any($7::int[])))::int as stops
        from outcome where org = $1 and at >= $2 and channel = 0 and kind = 0`,
      name: 'world-calls',
      values: [org, from, MACHINES, LEFT, PEOPLE, MEETING, STOPPING]
    },
    {
      text: `select (count(*) filter (where kind = any($3::int[])))::int as callbacks,
          (count(*) filter (where kind = $4))::int as bookings, (count(*) filter (where kind = $5))::int as stops
        from signal where org = $1 and at >= $2 and import_id = 0`,
      name: 'world-signals',
      values: [org, from, INBOUND, BOOKING, STOP]
    }
  ])
  const one = (result: typeof people) => result!.rows[0] as Readonly<Record<string, number>>
  const [who, dialled, heard] = [one(people), one(calls), one(signals)]
  return {
    ...{ leads: who['leads']!, enrolled: who['enrolled']!, dials: dialled['dials']!, mailboxes: dialled['mailboxes']! },
    ...{ messages: dialled['messages']!, people: dialled['people']!, callbacks: heard['callbacks']! },
    ...{ meetings: dialled['meetings']! + heard['bookings']!, stops: dialled['stops']! + heard['stops']! }
  }
}
