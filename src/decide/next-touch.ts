import { slot } from '../facts/fact.ts'
import { type Channel, kindOfChannel } from '../guard/action.ts'
import { ask as askGuard, firstAllowed, kindCode } from '../guard/table.ts'
import { holds } from '../playbook/holds.ts'
import { type Touch } from '../playbook/program.ts'
import { type Next } from './decision.ts'
import { draw, streams } from './dice.ts'
import { daypart, drawWait } from './due.ts'
import { type Walk } from './next-move.ts'

type NextTouch = Extract<Next, { kind: 'touch' }>

const ATTEMPT = slot('attempt')
const PREFERRED = slot('lead.preferredChannel')
const REACH: Partial<Record<Channel, number>> = {
  email: slot('reach.email'),
  sms: slot('reach.sms'),
  linkedin: slot('reach.linkedin'),
  x: slot('reach.x'),
  letter: slot('reach.postal')
}
/** Less than this the guard has not moved it, only rounded it; what moved it still forbade it one minute before. */
const MINUTE = 60_000

/** A step as the next move; null when it falls away for this person and the walk goes on. */
export function nextTouch(walk: Walk, at: number, step: Touch): Next | null {
  const first = preferred(walk, at, step)
  if (first !== null) return first
  const wanted = dueOf(walk, step)
  return step.channel === 'call' ? call(walk, at, wanted) : byChannel(walk, at, step.channel, wanted, null)
}

function dueOf({ due, situation }: Walk, step: Touch): number {
  return step.after === null ? due : drawWait(step.after, false, due, situation, streams.after)
}

function call(walk: Walk, at: number, wanted: number): Next {
  const { situation, v } = walk
  const number = nextNumber(situation.bad)
  if (number === null) return placed(walk, at, 'task', wanted, wanted, 'find_number', -1)!
  const target = walk.varied ? inDaypart(walk, wanted) : wanted
  const next = placed(walk, at, 'call', wanted, target, null, number)
  if (next !== null) return next
  return {
    kind: 'none',
    why: 'capped',
    step: at,
    code: askGuard(situation.table, kindCode.live_voice, v, situation.now, target, walk.own)
  }
}

/** Without an address an e-mail becomes the task to find one (001-20); other channels fall away. */
function byChannel(
  walk: Walk,
  at: number,
  channel: Channel,
  wanted: number,
  instead: NextTouch['instead']
): NextTouch | null {
  const way = wayOf(channel, walk.v)
  if (way === null) return null
  return placed(walk, at, way, wanted, wanted, way === channel ? instead : 'find_address', -1)
}

/** The channel itself, the task that stands in for it, or null where it falls away for this person. */
export function wayOf(channel: Channel, v: Float64Array): Channel | null {
  const reach = REACH[channel]
  if (reach === undefined || v[reach] !== 0) return channel
  return channel === 'email' ? 'task' : null
}

/** The touch at its first allowed minute from `target` on; null when time alone does not allow it. */
function placed(
  walk: Walk,
  at: number,
  channel: Channel,
  wanted: number,
  target: number,
  instead: NextTouch['instead'],
  number: number
): NextTouch | null {
  const { situation, v } = walk
  const kind = kindCode[kindOfChannel[channel]]
  const allowed = firstAllowed(situation.table, kind, v, situation.now, target, walk.own, true)
  if (allowed === null) return null
  const moved =
    allowed - target < MINUTE ? 0 : askGuard(situation.table, kind, v, situation.now, allowed - MINUTE, walk.own, true)
  return {
    kind: 'touch',
    channel,
    at: allowed,
    wanted,
    moved,
    track: walk.track,
    step: at,
    round: walk.round,
    instead,
    number
  }
}

/** The number after the one on the line among those that still rotate; −1 when none is known, null when all are bad. */
export function nextNumber(bad: readonly boolean[]): number | null {
  if (bad.length === 0) return -1
  for (let i = 1; i <= bad.length; i++) if (!bad[i % bad.length]) return i % bad.length
  return null
}

/** The step of this round on the channel that they first answered on, before all others where the playbook says so. */
function preferred(walk: Walk, at: number, step: Touch): NextTouch | null {
  const { program, flow, v } = walk
  if (!program.document.preferFirstChannel || walk.onlyCalls) return null
  const channel = PREFERABLE[v[PREFERRED]!]
  if (channel === step.channel) return null
  for (let i = at + 1; i < flow.length; i++) {
    const later = flow[i]!
    if (later.kind === 'again') return null
    if (later.kind === 'touch' && later.channel === channel && holds(later.when, v))
      return byChannel(walk, i, channel, dueOf(walk, later), 'preferred')
  }
  return null
}
/** Channels of the fact lead.preferredChannel in its order; a call is what comes anyhow. */
const PREFERABLE: readonly (Channel | undefined)[] = [undefined, 'email', 'sms', 'linkedin', 'x', 'letter', 'visit']

/** The next daypart of the turn, never sooner than the wait is over. */
function inDaypart({ situation, v }: Walk, wanted: number): number {
  const zone = situation.table.where.clock
  return daypart(wanted, zone, v[ATTEMPT]!, draw(situation.dice.key, v[ATTEMPT]!, streams.daypart))
}
