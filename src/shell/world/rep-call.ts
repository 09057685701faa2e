import { parseInstant } from '../../clock/civil.ts'
import { localMinutes } from '../../clock/zone.ts'
import { ASK, LEAVE } from '../../decide/decision.ts'
import { personKey } from '../../decide/dice.ts'
import { slot } from '../../facts/fact.ts'
import { type Happening, type Result } from '../../facts/log-entry.ts'
import { endpointFlags, messageFlags } from '../../facts/outcome-lists.ts'
import { ruleOf } from '../../guard/rule.ts'
import { type Spent } from '../../outcome/lists.ts'
import { type Answered, type Finished, type FloorCall, type LeftHow, type People } from '../../simulate/people.ts'
import { handOver } from '../engine/batch-work.ts'
import { type Opened, UNDO_MS } from '../engine/call-desk.ts'
import { beforeCall, decideAtVoicemail, dialPerson, settlePerson } from '../engine/call-steps.ts'
import { laterRows, writeChange } from '../engine/change.ts'
import { type Person } from '../engine/person.ts'
import { recordOf } from '../engine/record.ts'
import { type Setting, chanceName, situationOf } from '../engine/situation.ts'
import { RESERVED } from '../engine/state.ts'
import { type Verdict, verdictOf } from '../engine/voicemail.ts'
import { type Desk } from '../engine/work-due.ts'
import { type Tx } from '../store/doors.ts'
import { type Rep } from './reps.ts'

/** A call of a simulated rep: the steps of a live one, with an invented person on the line. */

const ATTEMPT = slot('attempt')
/** Mailboxes that take messages, and screeners that pass one on: at these a decision is made. */
const DECIDED: ReadonlySet<string> = new Set([
  ...['machine', 'machine_name_match', 'machine_put_through', 'mailbox_full', 'screener']
])
/** A rep who leaves nothing hangs up so long into the greeting: 22 s from dial to verdict less the ringing (CO-01). */
const VERDICT_MS = 4_000
/** A rep hands a voicemail to the drop and is free (calibration `drop_rep_time`, an assumption). */
const DROP_REP_MS = 3_000

export type Chosen = Opened & { readonly person: Person }

/** Makes the whole call, from the dial to what came of it; answers when the rep is free again. */
export async function repCall(
  tx: Tx,
  { person: chosen, desk, deskFor, change }: Chosen,
  rep: Rep,
  people: People
): Promise<number> {
  const start = desk.setting.now
  const before = beforeCall(chosen, desk)
  const call = floorCall(chosen, desk)
  const { touch, person: dialled } = dialPerson({ ...chosen, state: RESERVED }, desk, change)
  const onLine = { ...call, number: dialled.course!.number }
  const answered = people.answer(onLine)
  const decided = DECIDED.has(answered.endpoint)
    ? decideAtVoicemail(dialled, before, { touch, at: start, endpoint: answered.endpoint }, desk, change)
    : null
  const verdict = decided === null ? null : verdictOf(desk, decided)
  const left = leftHow(verdict, desk.setting)
  const finished = people.finish(onLine, answered, left)
  const spent = spentOn(answered, finished, left)
  const end = start + spent.dialMs + spent.greetingMs + spent.messageMs + spent.talkMs
  const settling = { ...desk, setting: { ...desk.setting, now: end }, restMs: Math.max(desk.restMs, UNDO_MS) }
  const { reaction, objection, recognised } = finished
  const settled = await settlePerson(
    tx,
    decided?.person ?? dialled,
    before,
    {
      ...{ leadId: chosen.leadId, touch, result: resultOf(answered, finished, verdict, end) },
      promiseAt: promiseIn(verdict, finished),
      spoken: { userId: rep.userId, sessionId: rep.sessionId, spent, override: null, reaction, objection }
    },
    { at: start, isCurrent: true },
    verdict?.decision.rule ?? -1,
    settling,
    change
  )
  const asked: readonly Happening[] = recognised === null ? [] : [{ kind: 'recognised', answer: recognised }]
  change.people.push(await recordOf(tx, settled, asked, { desk: settling, now: end, touchSeq: touch }, change))
  const meeting = finished.said?.what === 'meeting_booked' ? people.afterMeeting(onLine) : []
  const later = [...people.afterCall(onLine, answered, finished), ...meeting]
  change.later.push(...laterRows(chosen.leadId, touch, end, later))
  await handOver(tx, change, deskFor)
  await writeChange(tx, change, end)
  return end + spent.wrapMs
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
function leftHow(verdict: Verdict | null, { library }: Setting): LeftHow {
  if (verdict === null) return { how: 'none', plannedMs: 0 }
  const { decision, words } = verdict
  const leaves = decision.action === LEAVE || (decision.action === ASK && decision.suggest === LEAVE)
  if (!leaves || words.message === null) return { how: 'none', plannedMs: 0 }
  const seconds = decision.mode === 2 ? library.seconds[decision.recording] : words.message.maxSeconds
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
  const isHeard = messageFlags(finished.message).left
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
const MINUTE = 60_000
const minuteAfter = (ms: number): number => Math.ceil(ms / MINUTE) * MINUTE

/** The rule of the guard that forbade a message which the playbook wanted. */
function hindranceOf({ decision }: Verdict): string | null {
  return decision.hindered > 0 ? ruleOf(decision.hindered).id : null
}

/** A message that announces the next call promises it. */
function promiseIn(verdict: Verdict | null, { message }: Finished): number | null {
  const at = messageFlags(message).left ? verdict?.words.message?.promise?.at : undefined
  return at === undefined ? null : (parseInstant(at)?.epochMs ?? null)
}
