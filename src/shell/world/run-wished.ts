import { type Zone } from '../../clock/zone.ts'
import { type WorldNow, type WorldWish } from '../../contract/worlds.ts'
import { publishNamed } from '../engine/publish-named.ts'
import { floorNamed } from '../floors/floor-named.ts'
import { type Postgres } from '../postgres/postgres.ts'
import { listNamed } from '../store/list.ts'
import { type Store } from '../store/store.ts'
import { runWorld } from './run-world.ts'
import { openWork } from './work-world.ts'
import { keepPlan, worldNow } from './world-now.ts'

/** A Monday on which nobody has a holiday. */
const FROM = 1_799_020_800_000
/** A page that watches wants no more than this. */
const TELL_EVERY_MS = 250
const NINE_TO_SIX = { from: 540, until: 1080 } as const

/** Opens a world as somebody wished it and works it to its end, telling how far it is. */
export async function runWished(
  real: Store,
  postgres: Postgres,
  org: number,
  { list, playbook, days, reps, seed }: WorldWish,
  zone: Zone,
  tell: (now: WorldNow) => void
): Promise<void> {
  const { id: listId } = await listNamed(real, org, list)
  const published = await publishNamed({ store: real, org }, playbook)
  const { name: floor, assumptions } = floorNamed('house')
  const people = { floor, assumptions, reps, hours: NINE_TO_SIX, dialer: 'preview' }
  const wish = { org, listId, playbookId: published.id, from: FROM, days, seed, people, now: Date.now() }
  const { world } = await openWork(real, postgres, wish)
  await using _store = world.store
  await keepPlan(world, { list, days, reps, playbook: published.version, from: FROM })
  const tellNow = async (isRunning: boolean): Promise<void> => {
    const now = await worldNow(world, org, zone, isRunning)
    if (now !== null) tell(now)
  }
  await tellNow(true)
  let last = performance.now()
  let telling: Promise<void> | null = null
  await runWorld(world, org, 1, process.env, () => {
    if (telling !== null || performance.now() - last < TELL_EVERY_MS) return
    last = performance.now()
    telling = tellNow(true).finally(() => (telling = null))
  })
  await telling
  await tellNow(false)
}
