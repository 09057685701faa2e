import { formatClock } from '../../clock/civil.ts'
import { type Zone } from '../../clock/zone.ts'
import { Complaint, messageOf } from '../command/complaint.ts'
import { record } from '../engine/record.ts'
import { putOff } from '../engine/put-off.ts'
import { type Taken } from '../engine/next-call.ts'
import { logId } from '../store/log-id.ts'
import { boardOf, callbackLines } from './board.ts'
import { type Card } from './card.ts'
import { type Board, type Desk, type DeskEvent, type Effect } from './desk.ts'
import { deskStep } from './desk-step.ts'
import { leadCard } from './lead-card.ts'
import { renewLease } from './lease.ts'
import { type Line } from './line.ts'
import { comingLeads, letGo, nextLead } from './next-lead.ts'
import { type RepSession } from './rep-session.ts'
import { workRound } from './rounds.ts'
import { type DialAnswer, dialLead, machineVerdict, sayCall, takeBack } from './say-call.ts'
import { timeKept } from './time-kept.ts'
import { unsaidCalls, type UnsaidCall } from './unsaid-calls.ts'

/** The desk at work: events in, effects done against the store, one after the other. */
export type RepDesk = {
  readonly hear: (event: DeskEvent) => void
  /** Every second: the clock moves, leases are renewed, what is due is worked. */
  readonly tick: () => void
  /** Settles when the rep has left and everything is put away, with what the day came to. */
  readonly gone: Promise<Board>
}

const RENEW_EVERY = 30
const ROUND_EVERY = 5

export function repDesk(session: RepSession, first: Desk, line: Line, zone: Zone, show: (desk: Desk) => void): RepDesk {
  let desk = first
  let left: UnsaidCall[] | null = null
  let chain: Promise<void> = Promise.resolve()
  let round: Promise<void> | null = null
  let ticks = 0
  let inHand: Taken | null = null
  let lastKeyAt = session.clock()
  const time = timeKept(session)
  const { promise: gone, resolve: leave, reject: fail } = Promise.withResolvers<Board>()

  const hear = (event: DeskEvent): void => {
    const before = desk
    if (event.kind === 'key') lastKeyAt = session.clock()
    // Leaving twice is leaving at once: whatever the store still holds is asked about at the next start.
    if (before.phase.kind === 'gone' && event.kind === 'key' && event.key.kind === 'interrupt')
      return fail(new Complaint('left before everything was put away: the next start asks about what is open'))
    const step = deskStep({ ...desk, now: session.clock() }, event)
    desk = step.desk
    time.moved(before.phase, desk.phase)
    for (const effect of step.effects) queue(effect)
    show(desk)
  }
  const queue = (effect: Effect): void => {
    chain = chain.then(async () => {
      try {
        await carryOut(effect)
      } catch (error) {
        if (effect.kind === 'quit') return fail(error)
        hear({ kind: 'failed', says: messageOf(error), isLost: messageOf(error).includes('not in your hands') })
      }
    })
  }
  const refresh = async (): Promise<void> => hear({ kind: 'board', board: await boardOf(session, zone) })

  async function carryOut(effect: Effect): Promise<void> {
    switch (effect.kind) {
      case 'next':
        await showNext()
        return await refresh()
      case 'dial': {
        const dialled = await dialLead(session, effect.leadId)
        const card = await cardOnDesk(effect.leadId)
        if (dialled.kind === 'refused') return hear({ kind: 'refused', says: refusalWords(dialled, card) })
        const number = card.phones[dialled.person.course!.number] ?? card.phones[0]
        if (number === undefined) throw new Error(`${card.name} has no number that could be dialled`)
        hear({ kind: 'dialled', touch: dialled.touch, number: number.number })
        return await line.place({
          ...{ taken: inHand, number: number.number, attemptId: String(logId(effect.leadId, dialled.touch)) }
        })
      }
      case 'verdict':
        line.answered()
        return hear({ kind: 'decided', words: await machineVerdict(session, effect) })
      case 'settle': {
        line.over()
        const outcome = await sayCall(session, effect.phase, effect.now)
        hear({ kind: 'settled', outcome, says: `Stored: ${effect.phase.card.name}. Z takes it back for 60 seconds` })
        return
      }
      case 'undo': {
        if (effect.release !== null) await letGo(session, effect.release)
        await takeBack(session, effect.wish)
        const { phase, leadId } = effect.wish
        if (phase === null) return hear({ kind: 'done', says: 'The stop is taken back', next: true })
        const card = await leadCard(session, leadId, phase.card.why, true)
        return hear({ kind: 'undone', card: { ...card, advice: phase.card.advice }, phase })
      }
      case 'note':
        return await keepNote(effect.leadId, effect.text)
      case 'stop': {
        const { store, org } = session
        const wish = [{ kind: 'stop', stop: 'do_not_call' }] as const
        const person = await record(store, org, effect.leadId, wish, session.circumstances())
        const says = 'Stored: never to be called again. Z takes it back for 60 seconds'
        return hear({ kind: 'stopped', leadId: effect.leadId, seq: person.logSeq, says })
      }
      case 'skip': {
        const { store, org, userId } = session
        const { leadId, until } = effect
        const reason = effect.reason as Parameters<typeof putOff>[2]['reason']
        await putOff(store, org, { leadId, userId, until, reason }, session.circumstances())
        return hear({ kind: 'done', says: `Put off until ${formatClock(until, zone)} by your clock`, next: true })
      }
      case 'pause':
        if (effect.release !== null) await letGo(session, effect.release)
        return await refresh()
      case 'callbacks':
        return hear({ kind: 'callbacks', lines: await callbackLines(session, (at) => formatClock(at, zone)) })
      case 'speak':
        return line.speak(effect.maxSeconds)
      case 'hangup':
        return line.over()
      case 'quit':
        line.over()
        if (effect.release !== null) await letGo(session, effect.release)
        await round
        await time.closed(desk.phase)
        return leave(await boardOf(session, zone))
    }
  }

  /** What an earlier session left open comes first: nothing is dialled while a call has no outcome. */
  async function showNext(): Promise<void> {
    left ??= [...(await unsaidCalls(session))]
    const open = left.shift()
    if (open !== undefined) return await showUnsaid(open)
    const found = await nextLead(session)
    if (found.taken === null) {
      const when =
        found.nextAt === null
          ? 'Nothing is planned.'
          : `The next is due ${formatClock(found.nextAt, zone)} by your clock.`
      return hear({ kind: 'nobody', says: `Nobody may be called now. ${when} Enter looks again.` })
    }
    const { person, why } = found.taken
    // Whoever left while the store was looking has nobody in hand.
    if (desk.phase.kind === 'gone') return await letGo(session, person.leadId)
    inHand = found.taken
    const due = why.dueAt === null ? '' : `, ${formatClock(why.dueAt, zone)} by your clock`
    hear({ kind: 'lead', card: await leadCard(session, person.leadId, `${why.says}${due}`, false) })
  }

  async function showUnsaid({ leadId, touch, at }: UnsaidCall): Promise<void> {
    const card = await leadCard(session, leadId, 'You dialled them and nothing is said of it yet', true)
    const number = card.phones.find(({ isNext }) => isNext)?.number ?? ''
    const call = {
      ...({ touch, number, at, stage: 'over', answeredAt: null, beepAt: null, messageEndAt: null } as const),
      ...{ overAt: session.clock(), isOld: true }
    }
    const says = `You had dialled ${card.name} at ${formatClock(at, zone)} by your clock; what came of it?`
    hear({ kind: 'unsaid', card, call, says })
  }

  async function cardOnDesk(leadId: number): Promise<Card> {
    const { phase } = desk
    return phase.kind === 'ready' && phase.card.leadId === leadId
      ? phase.card
      : await leadCard(session, leadId, '', true)
  }

  async function keepNote(leadId: number, text: string): Promise<void> {
    const { store, org, userId } = session
    const [id] = await store.ids.take(1)
    await store.inOrg(org, [
      {
        text: 'insert into note (org, lead_id, id, at, by_user, text) select o.org, $2, $3, $4, $5, $6 from org o where o.org = $1',
        values: [org, leadId, id, session.clock(), userId, text.replaceAll('\0', '')]
      }
    ])
    hear({ kind: 'noted', says: `Noted: ${text}` })
  }

  /** Works what is due, and renews the lease of whoever is on the screen; a failure shows and the next round tries again. */
  async function background(): Promise<void> {
    try {
      const { phase } = desk
      // Whoever is at lunch does not keep a lead from the others; a call that is out waits for what came of it.
      if (phase.kind === 'ready' && session.clock() - lastKeyAt > session.leaseMs) return hear({ kind: 'away' })
      if (ticks % RENEW_EVERY === 0 && (phase.kind === 'ready' || phase.kind === 'call'))
        if (!(await renewLease(session, phase.card.leadId)) && desk.phase === phase && phase.kind === 'ready')
          hear({
            kind: 'failed',
            says: `${phase.card.name} is not in your hands any more: the lease had run out`,
            isLost: true
          })
      if (ticks % ROUND_EVERY === 0) {
        await workRound(session)
        if (desk.phase.kind === 'empty' && (await comingLeads(session, 1)).length > 0) hear({ kind: 'somebody' })
        await refresh()
      }
    } catch (error) {
      if (desk.phase.kind !== 'gone') hear({ kind: 'noted', says: messageOf(error) })
    }
  }

  show(desk)
  queue({ kind: 'next' })
  return {
    hear,
    tick() {
      ticks++
      if (desk.phase.kind === 'gone') return
      hear({ kind: 'tick', now: session.clock() })
      round ??= background().finally(() => (round = null))
    },
    gone
  }
}

function refusalWords({ says, nextAt }: Extract<DialAnswer, { kind: 'refused' }>, { name, zone }: Card): string {
  const when = nextAt === null ? 'Time alone does not lift it' : `Due again ${formatClock(nextAt, zone)} there`
  return `${name} was not dialled: ${says}. ${when}.`
}
