import { type AtVoicemail } from '../../call/call-event.ts'
import { ASK, type Decision, LEAVE } from '../../decide/decision.ts'
import { type Library } from '../../decide/decide.ts'
import { ruleOf } from '../../guard/rule.ts'

const RECORDED = 2

/**
 * A decision as the call takes it: which recording, or how long the rep may speak. A recording goes by its place in the
 * library, which is how the store, the facts and the line name it.
 */
export function voicemailOrder(decision: Decision, library: Library, maxSeconds: number): AtVoicemail {
  const live = { kind: 'live', maxMs: maxSeconds * 1_000 } as const
  const seconds = library.seconds[decision.recording]
  const how =
    decision.mode === RECORDED && seconds !== undefined
      ? ({
          kind: 'message',
          recording: { id: String(decision.recording), lengthMs: Math.round(seconds * 1_000) }
        } as const)
      : live
  if (decision.action === LEAVE) return how
  if (decision.action === ASK) return { kind: 'ask', suggest: decision.suggest === LEAVE ? 'leave' : 'skip', how }
  return { kind: 'hang_up', blockedBy: decision.hindered > 0 ? ruleOf(decision.hindered).id : null }
}
