import { type AtVoicemail } from '../../call/call-event.ts'
import { type Happening } from '../../facts/log-entry.ts'
import { settle } from '../engine/call-desk.ts'
import { dial } from '../engine/dial.ts'
import { recordIn } from '../engine/record.ts'
import { type Person } from '../engine/person.ts'
import { undo } from '../engine/undo.ts'
import { atVoicemail } from '../engine/voicemail.ts'
import { ruleOf } from '../../guard/rule.ts'
import { type AdviceWords } from './card.ts'
import { adviceWords } from './advice-words.ts'
import { type CallPhase, type Undoable } from './desk.ts'
import { resultOf } from './draft.ts'
import { type Reached } from './line.ts'
import { type RepSession } from './rep-session.ts'
import { spentOn } from './spent.ts'
import { voicemailOrder } from './voicemail-order.ts'

/** A call from the dial to the outcome, in the hands of a rep. */

export type DialAnswer =
  | { readonly kind: 'dialled'; readonly touch: number; readonly at: number; readonly person: Person }
  | { readonly kind: 'refused'; readonly ruleId: string; readonly says: string; readonly nextAt: number | null }
  /** The dialler may not, the rep may: by the code of this rule the call waits for their key. */
  | { readonly kind: 'preview'; readonly by: number }

/** The guard is asked once more; a refusal says its rule in words, and from when on they fall due again. */
export async function dialLead(session: RepSession, leadId: number, isByKey = true): Promise<DialAnswer> {
  const { store, org, userId } = session
  const circumstances = session.circumstances()
  const dialled = await dial(store, org, leadId, userId, circumstances, isByKey)
  if (!('refused' in dialled)) return { kind: 'dialled', at: circumstances.setting.now, ...dialled }
  if (dialled.isPreview) return { kind: 'preview', by: dialled.refused }
  const { id, reason, remedy } = ruleOf(dialled.refused)
  const says = dialled.keptOut
    ? `${dialled.keptOut} (${id}). aftertone suppress says by whom and why`
    : `${reason} (${id}). ${remedy}`
  const [found] = await store.inOrg(org, [
    { text: 'select next_due_at as at from enrolment where org = $1 and lead_id = $2', values: [org, leadId] }
  ])
  const { at } = found!.rows[0] as { at: number | null }
  return { kind: 'refused', ruleId: id, says, nextAt: at }
}

/** A machine has answered: stored first, decided then; for the rep in words, for the line as an order. */
export async function machineVerdict(
  session: RepSession,
  reached: Reached
): Promise<{ readonly words: AdviceWords; readonly order: AtVoicemail }> {
  await session.renew()
  const { decision, situation, words, next } = await atVoicemail(
    session.store,
    session.org,
    reached,
    session.circumstances()
  )
  const blockedBy = decision.hindered > 0 ? ruleOf(decision.hindered).id : null
  const advice = { ...adviceWords(words, next, session.clock()), blockedBy, rule: decision.rule }
  return { words: advice, order: voicemailOrder(decision, situation.library, advice.maxSeconds) }
}

/** The same for a line of which the rep alone knows anything: in words. */
export function adviceAt(session: RepSession): (reached: Reached) => Promise<AdviceWords> {
  return async (reached) => (await machineVerdict(session, reached)).words
}

/** What came of the call, and everything that was said beside it; answers the place of the outcome in the log. */
export async function sayCall(
  session: RepSession,
  { card, call, draft, verdict }: CallPhase,
  now: number
): Promise<number> {
  const { store, org, userId, sessionId } = session
  const { leadId } = card
  const spent = spentOn(call, draft, now)
  const { override, reaction, objection } = draft
  await settle(
    store,
    org,
    {
      ...{ leadId, touch: call.touch, promiseAt: draft.promiseAt },
      result: resultOf(draft, verdict, call.isOld ? null : spent.dialMs / 1000),
      spoken: { userId, sessionId, spent, override, reaction, objection },
      callbackFor: draft.isMine ? userId : null
    },
    verdict?.rule ?? -1,
    session.circumstances()
  )
  const beside: Happening[] = [
    ...(draft.remembered === null ? [] : [{ kind: 'recognised', answer: draft.remembered } as const]),
    ...(draft.loss === null ? [] : [{ kind: 'deal_lost', reason: draft.loss } as const])
  ]
  return await store.inOrgTx(org, async (tx) => {
    if (beside.length > 0) await recordIn(tx, leadId, beside, session.circumstances(), call.touch)
    const { rows } = await tx.query<{ seq: number }>({
      text: 'select max(seq) as seq from outcome where org = $1 and lead_id = $2 and touch_seq = $3',
      values: [org, leadId, call.touch]
    })
    return rows[0]!.seq
  })
}

/** Takes back what was said last, with everything that it caused and that has not left. */
export async function takeBack(session: RepSession, { leadId, target, seq }: Undoable): Promise<void> {
  const { store, org, userId } = session
  await undo(store, org, { leadId, target, seq, userId }, session.circumstances())
}
