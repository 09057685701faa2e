import { house } from '../../guard/house.ts'
import { type Circumstances } from './batch-work.ts'
import { type Ground, ground } from './ground.ts'
import { REAL } from './outside.ts'

/** What deciding goes on in on this machine at an instant, with people at the phones. */
export function liveCircumstances(org: number, now: number, desk: Ground = ground(org, house, 1)): Circumstances {
  return {
    ground: desk,
    setting: {
      now,
      seed: 0,
      isWorld: false,
      dialer: { mode: 0, messageMode: 0 },
      library: { seconds: [], purposes: [] }
    },
    outside: REAL,
    restMs: 0
  }
}
