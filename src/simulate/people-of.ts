import { answered } from './answering.ts'
import { type Assumptions } from './assumptions.ts'
import { afterCall } from './coming-back.ts'
import { afterMeeting } from './deal.ts'
import { finished, inbound } from './finishing.ts'
import { afterTouch } from './other-channels.ts'
import { type People } from './people.ts'

/**
 * The invented people of a floor. Nothing is remembered between two questions: traits come from the key, what has been
 * done to them from the facts, luck from key and attempt, so any order of questions gives the same world.
 */
export function peopleOf(assumptions: Assumptions): People {
  return {
    answer: (call) => answered(assumptions, call),
    finish: (call, how, left) => finished(assumptions, call, how, left),
    afterCall: (call, how, end) => afterCall(assumptions, call, how, end),
    afterTouch: (touch) => afterTouch(assumptions, touch),
    inbound: (call) => inbound(assumptions, call),
    afterMeeting: (call) => afterMeeting(assumptions, call)
  }
}
