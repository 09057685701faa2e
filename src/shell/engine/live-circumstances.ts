import { house } from '../../guard/house.ts'
import { type Circumstances } from './batch-work.ts'
import { type Ground, ground } from './ground.ts'
import { type Setting } from './situation.ts'
import { REAL } from './outside.ts'

/** How calls are made: codes of the facts dialer.mode and dialer.messageMode, and what may be played. */
export type Phone = Pick<Setting, 'dialer' | 'library'>

/** On a telephone of the rep’s own nothing is dialled and nothing is played. */
const BY_HAND: Phone = { dialer: { mode: 0, messageMode: 0 }, library: { seconds: [], purposes: [] } }

/** What deciding goes on in on this machine at an instant, with people at the phones. */
export function liveCircumstances(
  org: number,
  now: number,
  desk: Ground = ground(org, house, 1),
  phone: Phone = BY_HAND
): Circumstances {
  return {
    ground: desk,
    setting: { now, seed: 0, isWorld: false, ...phone },
    outside: REAL,
    restMs: 0
  }
}
