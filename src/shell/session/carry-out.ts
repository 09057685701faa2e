import { formatClock } from '../../clock/civil.ts'
import { type Zone } from '../../clock/zone.ts'
import { hindrance } from '../../decide/explain.ts'
import { settingOf } from '../command/setting.ts'
import { type Taken } from '../engine/next-call.ts'
import { writeInbound } from '../engine/call-beside.ts'
import { putOff } from '../engine/put-off.ts'
import { record, recordIn } from '../engine/record.ts'
import { leadNamed } from '../import/find-lead.ts'
import { leadStory } from '../import/lead-story.ts'
import { nameWords } from '../import/show-leads.ts'
import { logId } from '../store/log-id.ts'
import { boardOf, callbackLines } from './board.ts'
import { type Card } from './card.ts'
import { type Desk, type DeskEvent, type Effect } from './desk.ts'
import { leadCard } from './lead-card.ts'
import { type Line } from './line.ts'
import { letGo, nextLead } from './next-lead.ts'
import { type RepSession } from './rep-session.ts'
import { type DialAnswer, dialLead, sayCall, takeBack } from './say-call.ts'
import { type UnsaidCall, unsaidCalls } from './unsaid-calls.ts'

/** What the desk asks for, done against the store and the line; what comes of it is heard as events. */

/** What a rep works with, and what is in their hands meanwhile. */
export type Bench = {
  readonly session: RepSession
  readonly line: Line
  /** The clock on the rep’s own wall. */
  readonly zone: Zone
  readonly hear: (event: DeskEvent) => void
  readonly desk: () => Desk
  inHand: Taken | null
  /** Calls of an earlier session that are to be asked about; null before anybody looked. */
  unsaid: UnsaidCall[] | null
}

export async function carryOut(bench: Bench, effect: Exclude<Effect, { kind: 'quit' }>): Promise<void> {
  const { session, line, zone, hear } = bench
  switch (effect.kind) {
    case 'next':
      await showNext(bench)
      return await refresh(bench)
    case 'dial':
      return await dialled(bench, effect)
    case 'verdict':
      return hear({ kind: 'decided', words: await line.machine(effect) })
    case 'settle': {
      line.over()
      const outcome = await sayCall(session, effect.phase, effect.now)
      return hear({ kind: 'settled', outcome, says: `Stored: ${effect.phase.card.name}` })
    }
    case 'undo':
      return await undone(bench, effect)
    case 'note':
      return await noted(bench, effect)
    case 'stop':
      return await stopped(bench, effect.leadId)
    case 'skip':
      return await skipped(bench, effect)
    case 'pause':
      if (effect.release !== null) await letGo(session, effect.release)
      return await refresh(bench)
    case 'callbacks':
      return hear({ kind: 'callbacks', lines: await callbackLines(session, (at) => formatClock(at, zone)) })
    case 'find':
      return await found(bench, effect.wanted)
    case 'rang':
      return await rang(bench, effect)
    case 'speak':
      return line.speak(effect.maxSeconds)
    case 'answered':
      return line.answered()
    case 'hangup':
      return line.over()
  }
}

export async function refresh({ session, zone, hear }: Bench): Promise<void> {
  hear({ kind: 'board', board: await boardOf(session, zone) })
}

/** What an earlier session left open comes first: nothing is dialled while a call has no outcome. */
async function showNext(bench: Bench): Promise<void> {
  const { session, zone, hear } = bench
  bench.unsaid ??= [...(await unsaidCalls(session))]
  const open = bench.unsaid.shift()
  if (open !== undefined) return await showUnsaid(bench, open)
  const found = await nextLead(session)
  if (found.taken === null) {
    const { nextAt } = found
    const when = nextAt === null ? 'Nothing is planned.' : `The next is due ${formatClock(nextAt, zone)} by your clock.`
    return hear({ kind: 'nobody', says: `Nobody may be called now. ${when} Enter looks again.` })
  }
  const { person, why } = found.taken
  // Whoever left while the store was looking has nobody in hand.
  if (bench.desk().phase.kind === 'gone') return await letGo(session, person.leadId)
  bench.inHand = found.taken
  const due = why.dueAt === null ? '' : `, ${formatClock(why.dueAt, zone)} by your clock`
  const says = `${previewWords(found.taken.previewedBy)}${why.says}${due}`
  const isByKey = found.taken.previewedBy !== 0
  hear({ kind: 'lead', card: await leadCard(session, person.leadId, says, false), isByKey })
}

/** Whom the dialler may not dial is called by a key of the rep, who is told why. */
const previewWords = (by: number): string => (by === 0 ? '' : `Preview, you start this call: ${hindrance(by)}. `)

async function showUnsaid({ session, zone, hear }: Bench, { leadId, touch, at }: UnsaidCall): Promise<void> {
  const card = await leadCard(session, leadId, 'You dialled them and nothing is said of it yet', true)
  const number = card.phones.find(({ isNext }) => isNext)?.number ?? ''
  const call = {
    ...({ touch, number, at, stage: 'over', answeredAt: null, beepAt: null, messageEndAt: null } as const),
    ...{ overAt: session.clock(), isOld: true }
  }
  const says = `You had dialled ${card.name} at ${formatClock(at, zone)} by your clock; what came of it?`
  hear({ kind: 'unsaid', card, call, says })
}

async function dialled(
  { session, line, hear, desk, inHand }: Bench,
  { leadId, isByKey }: Extract<Effect, { kind: 'dial' }>
): Promise<void> {
  const { phase } = desk()
  const answer = await dialLead(session, leadId, isByKey)
  const card = phase.kind === 'ready' ? phase.card : await leadCard(session, leadId, '', true)
  if (answer.kind === 'preview')
    return hear({ kind: 'lead', card: { ...card, why: previewWords(answer.by) + card.why }, isByKey: true })
  if (answer.kind === 'refused') return hear({ kind: 'refused', says: refusalWords(answer, card) })
  const phone = card.phones[answer.person.course!.number] ?? card.phones[0]
  if (phone === undefined) throw new Error(`${card.name} has no number that could be dialled`)
  const { number } = phone
  hear({ kind: 'dialled', touch: answer.touch, number })
  const touch = { leadId, touch: answer.touch, touchAt: answer.at }
  await line.place({ taken: inHand, number, attemptId: String(logId(leadId, answer.touch)), ...touch })
}

function refusalWords({ says, nextAt }: Extract<DialAnswer, { kind: 'refused' }>, { name, zone }: Card): string {
  const when = nextAt === null ? 'Time alone does not lift it' : `Due again ${formatClock(nextAt, zone)} there`
  return `${name} was not dialled: ${says}. ${when}.`
}

async function undone({ session, hear }: Bench, effect: Extract<Effect, { kind: 'undo' }>): Promise<void> {
  const { wish, release } = effect
  if (release !== null) await letGo(session, release)
  await takeBack(session, wish)
  const { phase, leadId } = wish
  if (phase === null) return hear({ kind: 'done', says: 'The stop is taken back', next: true })
  const card = await leadCard(session, leadId, phase.card.why, true)
  hear({ kind: 'undone', card: { ...card, advice: phase.card.advice }, phase })
}

async function noted({ session, hear }: Bench, { leadId, text }: Extract<Effect, { kind: 'note' }>): Promise<void> {
  const { store, org, userId, clock } = session
  const [id] = await store.ids.take(1)
  await store.inOrg(org, [
    {
      text: `insert into note (org, lead_id, id, at, by_user, text) select o.org, $2, $3, $4, $5, $6 from org o
        where o.org = $1`,
      values: [org, leadId, id, clock(), userId, text.replaceAll('\0', '')]
    }
  ])
  hear({ kind: 'noted', says: `Noted: ${text}` })
}

async function stopped({ session, hear }: Bench, leadId: number): Promise<void> {
  const { store, org } = session
  const wish = [{ kind: 'stop', stop: 'do_not_call' }] as const
  const person = await record(store, org, leadId, wish, session.circumstances())
  hear({ kind: 'stopped', leadId, seq: person.logSeq, says: 'Stored: never to be called again' })
}

async function skipped({ session, zone, hear }: Bench, effect: Extract<Effect, { kind: 'skip' }>): Promise<void> {
  const { store, org, userId } = session
  const { leadId, until, reason } = effect
  await putOff(store, org, { leadId, userId, until, reason }, session.circumstances())
  hear({ kind: 'done', says: `Put off until ${formatClock(until, zone)} by your clock`, next: true })
}

/** Somebody rings: who it is, and what they had of us last, stands there before they are asked why. */
async function found({ session, zone, hear }: Bench, wanted: string): Promise<void> {
  const leadId = await leadNamed(session, wanted, settingOf({}).country)
  const { lead, entries } = await leadStory(session, leadId, session.clock())
  const last = entries.at(-1)
  const had = last === undefined ? 'Nothing of us so far' : `Last: ${formatClock(last.at, zone)} ${last.what}`
  hear({ kind: 'found', leadId, says: `${[nameWords(lead), lead.company].filter(Boolean).join(', ')}. ${had}` })
}

/** They called us, and why; the call costs the list the time that it took. */
async function rang({ session, desk, hear }: Bench, effect: Extract<Effect, { kind: 'rang' }>): Promise<void> {
  const { store, org, userId, clock } = session
  const { leadId, cause, since } = effect
  const spentMs = Math.max(0, Math.min(clock() - since, 2 ** 31 - 1))
  await store.inOrgTx(org, async (tx) => {
    const { logSeq: seq } = await recordIn(tx, leadId, [{ kind: 'callback', cause }], session.circumstances())
    const { rowCount } = await tx.query({
      text: 'select 1 from call where org = $1 and lead_id = $2 and user_id = $3 limit 1',
      values: [org, leadId, userId]
    })
    await writeInbound(tx, {
      ...{ leadId, seq, at: since, takenBy: userId, desk: rowCount === 1 ? 'the rep who had called' : 'another rep' },
      ...{ waitMs: 0, talkMs: spentMs, lostMs: spentMs }
    })
  })
  const { phase } = desk()
  hear({
    kind: 'done',
    says: `Noted: they called us (${cause.replaceAll('_', ' ')})`,
    next: onScreen(phase) === leadId
  })
}

const onScreen = (phase: Desk['phase']): number | null => (phase.kind === 'ready' ? phase.card.leadId : null)
