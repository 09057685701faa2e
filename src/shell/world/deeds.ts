import { type Happening } from '../../facts/log-entry.ts'
import { type Business, businessFlags } from '../../facts/outcome-lists.ts'
import { type Desk } from '../../outcome/lists.ts'
import { type Deed } from '../../simulate/people.ts'
import { type Circumstances } from '../engine/batch-work.ts'
import { writeInbound } from '../engine/call-beside.ts'
import { openDesk } from '../engine/call-desk.ts'
import { laterRows, writeLater } from '../engine/change.ts'
import { type Person, lockPeople } from '../engine/person.ts'
import { recordIn } from '../engine/record.ts'
import { refoldPeople } from '../engine/refold.ts'
import { type Tx } from '../store/doors.ts'
import { floorCall } from './rep-call.ts'
import { type Rep, occupy, readReps, writeRepTime } from './reps.ts'
import { hoursAt } from './shift.ts'
import { type Stage } from './world-setting.ts'

/** What invented people do of their own accord: ring us, answer a mail, ask to be left alone, sign months later. */

export type DueDeed = { readonly at: number; readonly leadId: number; readonly n: number; readonly does: Deed }

/** Everything that happens by an instant, in the order of time, then of the list. */
export async function dueDeeds(tx: Tx, clock: number): Promise<readonly DueDeed[]> {
  const { rows } = await tx.query<{ at: number; lead_id: number; n: number; what: Deed }>({
    text: `select w.at, w.lead_id, w.n, w.what from world_event w
      join enrolment e on e.org = w.org and e.lead_id = w.lead_id
      where w.org = $1 and w.at <= $2 order by w.at, e.list_row, w.n`,
    name: 'due-deeds',
    values: [tx.org, clock]
  })
  return rows.map((row) => ({ at: row.at, leadId: row.lead_id, n: row.n, does: row.what }))
}

/** One deed with all that follows from it. */
export async function doDeed(tx: Tx, stage: Stage, deed: DueDeed, circumstances: Circumstances): Promise<void> {
  const { leadId, does, at, n } = deed
  await tx.query({
    text: 'delete from world_event where org = $1 and at = $2 and lead_id = $3 and n = $4',
    name: 'deed-done',
    values: [tx.org, at, leadId, n]
  })
  if (does.kind === 'rings') return await ring(tx, stage, deed, does.cause, circumstances)
  await recordIn(tx, leadId, [happeningOf(does)], circumstances)
  if (does.kind === 'books') await meetingFollows(tx, stage, deed, circumstances)
}

function happeningOf(does: Exclude<Deed, { readonly kind: 'rings' }>): Happening {
  switch (does.kind) {
    case 'replies':
      return { kind: 'reply', channel: does.channel }
    case 'books':
      return { kind: 'booking', channel: does.channel }
    case 'bounces':
      return { kind: 'bounce', channel: does.channel, permanent: true }
    case 'stops':
      return { kind: 'stop', stop: does.stop }
    case 'deal_won':
      return { kind: 'deal_won', valueCents: does.valueCents, currency: does.currency }
    case 'deal_lost':
      return { kind: 'deal_lost', reason: does.reason }
  }
}

/** Nobody waits on the line longer than this (000-15). */
const WAIT_MS = 20_000

/**
 * They ring us. By rule the return desk takes it (000-17); when it is busy, the rep who had called them, then any other
 * who is free within the wait; a conversation is never interrupted (000-18). Else we missed them.
 */
async function ring(
  tx: Tx,
  stage: Stage,
  { leadId, at }: DueDeed,
  cause: Extract<Deed, { kind: 'rings' }>['cause'],
  circumstances: Circumstances
): Promise<void> {
  const [person] = await refoldPeople(tx, await lockPeople(tx, [leadId]))
  if (person === undefined || stage.outside.kind !== 'people') return
  const taken = await takerOf(tx, stage, leadId, at)
  if (taken === null) {
    const missed = await recordIn(tx, leadId, [{ kind: 'missed_inbound' }], circumstances)
    return await writeInbound(tx, {
      ...{ leadId, seq: missed.logSeq, at, takenBy: null, desk: 'nobody' },
      ...{ waitMs: WAIT_MS, talkMs: 0, lostMs: 0 }
    })
  }
  const { rep, desk } = taken
  const call = await callOf(tx, person, circumstances)
  if (call === null) return
  const { said, talkMs, wrapMs } = stage.outside.people.inbound(call)
  const first = await recordIn(tx, leadId, [{ kind: 'callback', cause }], circumstances)
  const more = said === null ? [] : whatTheySaid(said.what)
  if (more.length > 0) await recordIn(tx, leadId, more, circumstances)
  const waitMs = Math.max(0, rep.freeAt - at)
  const until = at + waitMs + talkMs + wrapMs
  await writeInbound(tx, {
    ...{ leadId, seq: first.logSeq, at, takenBy: rep.userId, desk, waitMs, talkMs },
    lostMs: rep.isReturnDesk ? 0 : talkMs + wrapMs
  })
  await writeRepTime(tx, [{ userId: rep.userId, state: 'inbound', from: at + waitMs, until }])
  await occupy(tx, [{ userId: rep.userId, freeAt: until }])
  if (more.some(({ kind }) => kind === 'booking')) await meetingFollows(tx, stage, { leadId, at: until }, circumstances)
}

/** What was said on a call of theirs, as the log takes it. */
function whatTheySaid(what: Business): readonly Happening[] {
  if (what === 'meeting_booked') return [{ kind: 'booking', channel: 'call' }]
  const { stop } = businessFlags(what)
  return stop === null ? [] : [{ kind: 'stop', stop }]
}

type Taker = { readonly rep: Rep; readonly desk: Desk }

async function takerOf(tx: Tx, { shift }: Stage, leadId: number, at: number): Promise<Taker | null> {
  const hours = hoursAt(shift!, at)
  if (at < hours.from) return null
  const free = (await readReps(tx)).filter(({ freeAt }) => freeAt <= at + WAIT_MS && Math.max(freeAt, at) < hours.until)
  const returnDesk = free.find(({ isReturnDesk }) => isReturnDesk)
  if (returnDesk) return { rep: returnDesk, desk: 'the return desk' }
  const { rows } = await tx.query<{ user_id: number }>({
    text: 'select user_id from call where org = $1 and lead_id = $2 order by at desc limit 1',
    name: 'who-called',
    values: [tx.org, leadId]
  })
  const own = free.find(({ userId }) => userId === rows[0]?.user_id)
  if (own) return { rep: own, desk: 'the rep who had called' }
  const [other] = free
  return other ? { rep: other, desk: 'another rep' } : null
}

/** The line as the invented person sees it; null for somebody who is in no playbook. */
async function callOf(tx: Tx, person: Person, circumstances: Circumstances) {
  if (person.playbookId === null) return null
  const { desk } = await openDesk(tx, person, circumstances)
  return floorCall(person, desk)
}

async function meetingFollows(
  tx: Tx,
  stage: Stage,
  { leadId, at }: Pick<DueDeed, 'leadId' | 'at'>,
  circumstances: Circumstances
): Promise<void> {
  const [person] = await refoldPeople(tx, await lockPeople(tx, [leadId]))
  if (person === undefined || stage.outside.kind !== 'people') return
  const call = await callOf(tx, person, circumstances)
  if (call === null) return
  // Named after the last entry of the log, the booking, as the effects of a call are named after its touch.
  await writeLater(tx, laterRows(leadId, person.logSeq, at, stage.outside.people.afterMeeting(call)))
}
