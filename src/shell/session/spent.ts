import { endpointFlags } from '../../facts/outcome-lists.ts'
import { type Spent } from '../../outcome/lists.ts'
import { type OpenCall } from './desk.ts'
import { type Draft } from './draft.ts'

/** What the seconds of a call went to, by the keys of the rep; of a call that was left open nobody knows. */
export function spentOn(call: OpenCall, { endpoint }: Pick<Draft, 'endpoint'>, now: number): Spent {
  if (call.isOld) return { dialMs: 0, greetingMs: 0, messageMs: 0, talkMs: 0, wrapMs: 0 }
  const over = call.overAt ?? now
  const answered = call.answeredAt ?? over
  const isTalk = endpoint !== null && endpoint !== 'never' && endpointFlags(endpoint).human
  const greeted = call.beepAt ?? (isTalk ? answered : over)
  const spoken = call.beepAt === null ? greeted : (call.messageEndAt ?? over)
  return {
    dialMs: span(call.at, answered),
    greetingMs: span(answered, greeted),
    messageMs: span(greeted, spoken),
    talkMs: isTalk ? span(spoken, over) : 0,
    wrapMs: span(over, now)
  }
}

/** A machine’s clock may be set back while a call goes on. */
const span = (from: number, until: number): number => Math.max(0, Math.round(until - from))
