import { type Zone } from '../../clock/zone.ts'
import { Complaint, messageOf } from '../command/complaint.ts'
import { boardOf } from './board.ts'
import { type Bench, carryOut, refresh } from './carry-out.ts'
import { type Board, type Desk, type DeskEvent, type Effect } from './desk.ts'
import { deskStep } from './desk-step.ts'
import { renewLease } from './lease.ts'
import { type Line } from './line.ts'
import { comingLeads, letGo } from './next-lead.ts'
import { type RepSession } from './rep-session.ts'
import { workRound } from './rounds.ts'
import { timeKept } from './time-kept.ts'

/** The desk at work: events in, effects done against the store, one after the other. */
export type RepDesk = {
  readonly hear: (event: DeskEvent) => void
  /** Every second: the clock moves, leases are renewed, what is due is worked. */
  readonly tick: () => void
  /** Settles when the rep has left and everything is put away, with what the day came to. */
  readonly gone: Promise<Board>
  /** What is on the screen. */
  readonly desk: () => Desk
}

export function repDesk(session: RepSession, first: Desk, line: Line, zone: Zone, show: (desk: Desk) => void): RepDesk {
  let desk = first
  let chain: Promise<void> = Promise.resolve()
  let round: Promise<void> | null = null
  const watch: Watch = { ticks: 0, lastKeyAt: session.clock() }
  const time = timeKept(session)
  const { promise: gone, resolve: leave, reject: fail } = Promise.withResolvers<Board>()

  const hear = (event: DeskEvent): void => {
    const before = desk
    if (event.kind === 'key') watch.lastKeyAt = session.clock()
    // Leaving twice is leaving at once: whatever the store still holds is asked about at the next start.
    if (before.phase.kind === 'gone' && event.kind === 'key' && event.key.kind === 'interrupt')
      return fail(new Complaint('left before everything was put away: the next start asks about what is open'))
    const step = deskStep({ ...desk, now: session.clock() }, event)
    desk = step.desk
    time.moved(before.phase, desk.phase)
    for (const effect of step.effects) chain = chain.then(() => done(effect))
    show(desk)
  }
  const bench: Bench = { session, line, zone, hear, desk: () => desk, inHand: null, unsaid: null }
  const done = async (effect: Effect): Promise<void> => {
    try {
      if (effect.kind !== 'quit') return await carryOut(bench, effect)
      line.over()
      await line.atRest()
      if (effect.release !== null) await letGo(session, effect.release)
      await round
      await time.closed(desk.phase)
      leave(await boardOf(session, zone))
    } catch (error) {
      if (effect.kind === 'quit') return fail(error)
      const says = messageOf(error)
      hear({ kind: 'failed', says, isLost: says.includes('not in your hands') })
    }
  }
  show(desk)
  chain = done({ kind: 'next' })
  return {
    hear,
    tick() {
      watch.ticks++
      if (desk.phase.kind === 'gone') return
      hear({ kind: 'tick', now: session.clock() })
      round ??= background(bench, watch).finally(() => (round = null))
    },
    gone,
    desk: () => desk
  }
}

type Watch = { ticks: number; lastKeyAt: number }
const RENEW_EVERY = 30
const ROUND_EVERY = 5

/** Keeps what is on the screen in the rep’s hands, and works what is due. What fails shows, and the next round tries again. */
async function background(bench: Bench, { ticks, lastKeyAt }: Watch): Promise<void> {
  const { session, hear } = bench
  try {
    const { phase } = bench.desk()
    // Whoever is at lunch does not keep a lead from the others; a call that is out waits for what came of it.
    if (phase.kind === 'ready' && session.clock() - lastKeyAt > session.leaseMs) return hear({ kind: 'away' })
    if (ticks % RENEW_EVERY === 0 && (phase.kind === 'ready' || phase.kind === 'call')) {
      const isHeld = await renewLease(session, phase.card.leadId)
      const says = `${phase.card.name} is not in your hands any more: the lease had run out`
      if (!isHeld && phase.kind === 'ready' && bench.desk().phase === phase)
        hear({ kind: 'failed', says, isLost: true })
    }
    if (ticks % ROUND_EVERY !== 0) return
    await workRound(session)
    if (bench.desk().phase.kind === 'empty' && (await comingLeads(session, 1)).length > 0) hear({ kind: 'somebody' })
    await refresh(bench)
  } catch (error) {
    if (bench.desk().phase.kind !== 'gone') hear({ kind: 'noted', says: messageOf(error) })
  }
}
