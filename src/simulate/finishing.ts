import { endpointFlags } from '../facts/outcome-lists.ts'
import { type Assumptions } from './assumptions.ts'
import { type Chance, chanceOf, meanOne } from './chance.ts'
import { type Left, leftAt } from './leaving.ts'
import { type Answered, type Finished, type FloorCall, type LeftHow } from './people.ts'
import { personOf, telephoneOf } from './person.ts'
import { standingOf } from './standing.ts'
import { type Talk, silence, talkWith, talkWithSomebodyElse } from './talk.ts'

/** How a call ends: what was left, what was said, and the seconds of both. */
export function finished(a: Assumptions, call: FloorCall, answered: Answered, left: LeftHow): Finished {
  const of = chanceOf(call.key, call.attempt)
  const what = leftAt(a, answered.endpoint, left, of)
  return { ...what, ...talkOf(a, call, answered, what, of), wrapMs: wrapMs(a, answered, what, left, of) }
}

/** They rang us and somebody took it: more than one talk may fall between two calls of ours, so the time tells them apart. */
export function inbound(a: Assumptions, call: FloorCall): Omit<Finished, 'message' | 'messageMs'> {
  const of = chanceOf(call.key, call.localMinute)
  const talker = { ...call, person: personOf(a, call.key), standing: standingOf(call), direction: 'inbound' } as const
  return { ...talkWith(a, talker, of), wrapMs: Math.round(1000 * a['wrap'] * meanOne(of('wrap'), WRAP_SPREAD)) }
}

function talkOf(a: Assumptions, call: FloorCall, { endpoint }: Answered, left: Left, of: Chance): Talk {
  const standing = standingOf(call)
  const isWrong = telephoneOf(a, call.key, call.number, standing).isWrong
  const talkedOver = left.message === 'talked_over'
  if (endpoint === 'human_wrong_party' || (talkedOver && isWrong)) return talkWithSomebodyElse(a, standing, isWrong, of)
  if (endpoint === 'human_right_party' || talkedOver)
    return talkWith(a, { ...call, person: personOf(a, call.key), standing, direction: 'outbound' }, of)
  const seconds = endpoint === 'gatekeeper' ? a['talk.colleague'] : endpoint === 'screener' ? a['talk.screener'] : 0
  const waitMs = endpoint === 'dead_air' ? DEAD_AIR_MS : 0
  return { ...silence, talkMs: waitMs + Math.round(1000 * seconds * meanOne(of('talkTime'), 0.4)) }
}

function wrapMs(a: Assumptions, { endpoint }: Answered, left: Left, { how }: LeftHow, of: Chance): number {
  const isLeftAlone = how === 'drop' && left.message !== 'talked_over' && left.messageMs > 0
  const hasAnswer = endpointFlags(endpoint).answeredBy !== 'nothing'
  const seconds = isLeftAlone ? a['wrap.drop'] : hasAnswer ? a['wrap'] : a['wrap.nothing']
  return Math.round(1000 * seconds * meanOne(of('wrap'), WRAP_SPREAD))
}

const WRAP_SPREAD = 0.25
/** We say hello twice and hang up. */
const DEAD_AIR_MS = 4000
