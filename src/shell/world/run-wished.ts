import { type Zone } from '../../clock/zone.ts'
import { type WorldNow, type WorldWish } from '../../contract/worlds.ts'
import { house } from '../../guard/house.ts'
import { enrolList } from '../engine/enrol.ts'
import { ground } from '../engine/ground.ts'
import { publishNamed } from '../engine/publish-named.ts'
import { type Postgres } from '../postgres/postgres.ts'
import { listNamed } from '../store/list.ts'
import { type Store } from '../store/store.ts'
import { openWorld } from './open-world.ts'
import { enrolPlanned, runWorld } from './run-world.ts'
import { readClock, worldCircumstances } from './world-engine.ts'
import { keepPlan, worldNow } from './world-now.ts'

/** A Monday on which nobody has a holiday. */
export const WORLD_FROM = 1_799_020_800_000
const DAY = 86_400_000
/** A page that watches wants no more than this. */
const TELL_EVERY_MS = 250

/** Opens a world as somebody wished it and works it to its end, telling how far it is. */
export async function runWished(
  real: Store,
  postgres: Postgres,
  org: number,
  wish: WorldWish,
  zone: Zone,
  tell: (now: WorldNow) => void
): Promise<void> {
  const { id: listId } = await listNamed(real, org, wish.list)
  const published = await publishNamed({ store: real, org }, wish.playbook)
  const until = WORLD_FROM + wish.days * DAY
  const world = await openWorld(real, postgres, {
    org,
    listId,
    seed: wish.seed,
    from: WORLD_FROM,
    until,
    now: Date.now()
  })
  await using store = world.store
  const { list, days, reps } = wish
  await keepPlan(world, { list, days, reps, playbook: published.version, from: WORLD_FROM })
  const tellNow = async (): Promise<void> => {
    const now = await worldNow(world, org, zone, true)
    if (now !== null) tell(now)
  }
  await tellNow()
  await enrolPlanned(world, org, listId)
  const enrolment = { org, listId, playbookId: published.id, part: 0, of: 1, perDay: null, limit: Infinity }
  const circumstances = worldCircumstances(await readClock(store), ground(org, house, 1))
  await enrolList(store, { ...enrolment, again: false, anyway: false }, circumstances)
  let last = 0
  let telling: Promise<void> | null = null
  await runWorld(world, org, 1, process.env, () => {
    if (telling !== null || performance.now() - last < TELL_EVERY_MS) return
    last = performance.now()
    telling = tellNow().finally(() => (telling = null))
  })
  await telling
  const done = await worldNow(world, org, zone, false)
  if (done !== null) tell(done)
}
