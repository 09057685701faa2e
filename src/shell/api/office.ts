import { type Zone } from '../../clock/zone.ts'
import { type Ground } from '../engine/ground.ts'
import { type Store } from '../store/store.ts'
import { type WorldRuns } from '../world/world-runs.ts'

/** Whose work the pages show. */
export type Office = {
  readonly store: Store
  readonly org: number
  readonly name: string
  readonly isDemo: boolean
  /** The clock on the wall here. */
  readonly zone: Zone
  /** As it is now: a change of the law or a list is taken up by the next question. */
  readonly ground: () => Promise<Ground>
  readonly clock: () => number
  readonly worlds: WorldRuns
  /** Begins the demo anew and says how many leads it has; null outside the demo. */
  readonly resetDemo: (() => Promise<number>) | null
}
