import { parseInstant } from '../../clock/civil.ts'
import { localMinutes } from '../../clock/zone.ts'
import { ASK, LEAVE } from '../../decide/decision.ts'
import { personKey } from '../../decide/dice.ts'
import { slot } from '../../facts/fact.ts'
import { type Result } from '../../facts/log-entry.ts'
import { type Message, endpointFlags } from '../../facts/outcome-lists.ts'
import { ruleOf } from '../../guard/rule.ts'
import { type Spent } from '../../outcome/lists.ts'
import { type Answered, type Finished, type FloorCall, type LeftHow, type People } from '../../simulate/people.ts'
import { type Circumstances } from '../engine/batch-work.ts'
import { dialIn, settleIn } from '../engine/call-desk.ts'
import { laterRows, writeLater } from '../engine/change.ts'
import { type Taken } from '../engine/next-call.ts'
import { type Person } from '../engine/person.ts'
import { recordIn } from '../engine/record.ts'
import { chanceName, situationOf } from '../engine/situation.ts'
import { type Verdict, atVoicemailIn } from '../engine/voicemail.ts'
import { type Desk } from '../engine/work-due.ts'
import { type Tx } from '../store/doors.ts'
import { type Rep } from './reps.ts'

/** A call of a simulated rep: the same dial, verdict and settling as a live one, with an invented person on the line. */

/** When the rep is free again, or that the guard said no at the dial. */
export type RepCall = { readonly freeAt: number } | 'refused'

const ATTEMPT = slot('attempt')
/** Mailboxes that take messages, and screeners that pass one on: at these a decision is made. */
const DECIDED: ReadonlySet<string> = new Set([
  ...['machine', 'machine_name_match', 'machine_put_through', 'mailbox_full', 'screener']
])
/** A rep who leaves nothing hangs up so long into the greeting: 22 s from dial to verdict less the ringing (CO-01). */
const VERDICT_MS = 4_000
/** A rep hands a voicemail to the drop and is free (calibration `drop_rep_time`, an assumption). */
const DROP_REP_MS = 3_000

export async function repCall(
  tx: Tx,
  { person, desk }: Taken,
  rep: Rep,
  people: People,
  circumstances: Circumstances
): Promise<RepCall> {
  const start = circumstances.setting.now
  const call = floorCall(person, desk)
  const dialled = await dialIn(tx, person.leadId, rep.userId, circumstances)
  if ('refused' in dialled) return 'refused'
  const { leadId } = person
  const { touch } = dialled
  const onLine = { ...call, number: dialled.person.course!.number }
  const answered = people.answer(onLine)
  const verdict = DECIDED.has(answered.endpoint)
    ? await atVoicemailIn(tx, { leadId, touch, endpoint: answered.endpoint }, circumstances)
    : null
  const left = leftHow(verdict, circumstances)
  const finished = people.finish(onLine, answered, left)
  const spent = spentOn(answered, finished, left)
  const end = start + spent.dialMs + spent.greetingMs + spent.messageMs + spent.talkMs
  const settled = { ...circumstances, setting: { ...circumstances.setting, now: end } }
  const { reaction, objection } = finished
  await settleIn(
    tx,
    {
      ...{ leadId, touch, result: resultOf(answered, finished, verdict, end) },
      promiseAt: promiseIn(verdict, finished),
      spoken: { userId: rep.userId, sessionId: rep.sessionId, spent, override: null, reaction, objection }
    },
    verdict?.decision.rule ?? -1,
    settled
  )
  if (finished.recognised !== null)
    await recordIn(tx, leadId, [{ kind: 'recognised', answer: finished.recognised }], settled, touch)
  const meeting = finished.said?.what === 'meeting_booked' ? people.afterMeeting(onLine) : []
  await writeLater(tx, laterRows(leadId, touch, end, [...people.afterCall(onLine, answered, finished), ...meeting]))
  return { freeAt: end + spent.wrapMs }
}

/** The call as the invented person sees it, before it is dialled. */
export function floorCall(person: Person, desk: Desk): FloorCall {
  const { vector } = situationOf(person, desk.home, desk.book, desk.where, desk.setting)
  const { now, seed } = desk.setting
  return {
    key: personKey(chanceName(person, desk.setting), seed),
    attempt: vector[ATTEMPT]!,
    number: 0,
    vector,
    localMinute: localMinutes(desk.where.clock, now)
  }
}

/** What we do at the greeting: as advised; where the rep is asked, as suggested. */
function leftHow(verdict: Verdict | null, { setting }: Circumstances): LeftHow {
  if (verdict === null) return { how: 'none', plannedMs: 0 }
  const { decision, words } = verdict
  const leaves = decision.action === LEAVE || (decision.action === ASK && decision.suggest === LEAVE)
  if (!leaves || words.message === null) return { how: 'none', plannedMs: 0 }
  const seconds = decision.mode === 2 ? setting.library.seconds[decision.recording] : words.message.maxSeconds
  return { how: decision.mode === 2 ? 'drop' : 'live', plannedMs: (seconds ?? 0) * 1000 }
}

function spentOn(answered: Answered, finished: Finished, left: LeftHow): Spent {
  const heard = left.how === 'live' ? answered.greetingMs : Math.min(answered.greetingMs, VERDICT_MS)
  return {
    dialMs: answered.ringMs,
    greetingMs: heard,
    messageMs: left.how === 'drop' ? DROP_REP_MS : finished.messageMs,
    talkMs: finished.talkMs,
    wrapMs: finished.wrapMs
  }
}

function resultOf(answered: Answered, finished: Finished, verdict: Verdict | null, end: number): Result {
  const { said } = finished
  const blockedBy = verdict === null ? null : hindranceOf(verdict)
  const isHeard = HEARD.has(finished.message)
  return {
    kind: 'call',
    endpoint: answered.endpoint,
    message: blockedBy !== null && finished.message === 'none_planned' ? 'none_blocked' : finished.message,
    blockedBy,
    recording: isHeard && verdict !== null && verdict.decision.mode === 2 ? verdict.decision.recording : null,
    playedMs: isHeard ? finished.messageMs : null,
    beepMs: endpointFlags(answered.endpoint).answeredBy === 'machine' && isHeard ? answered.greetingMs : null,
    ringSeconds: answered.ringMs / 1000,
    said:
      said === null
        ? null
        : { what: said.what, date: said.inMs === null ? null : minuteAfter(end + said.inMs), note: said.note }
  }
}
const HEARD: ReadonlySet<Message> = new Set<Message>([
  'started',
  'complete',
  'truncated',
  'talked_over',
  'left_live_by_rep'
])
const MINUTE = 60_000
const minuteAfter = (ms: number): number => Math.ceil(ms / MINUTE) * MINUTE

/** The rule of the guard that forbade a message which the playbook wanted. */
function hindranceOf({ decision }: Verdict): string | null {
  return decision.hindered > 0 ? ruleOf(decision.hindered).id : null
}

/** A message that announces the next call promises it. */
function promiseIn(verdict: Verdict | null, { message }: Finished): number | null {
  const at = HEARD.has(message) ? verdict?.words.message?.promise?.at : undefined
  return at === undefined ? null : (parseInstant(at)?.epochMs ?? null)
}
