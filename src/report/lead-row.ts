import { messageFlags } from '../facts/outcome-lists.ts'
import { isNotPickedUp, isTalk } from './call-says.ts'
import { type Person, playbookAt, wallOf } from './person.ts'
import { type CallRow, type InboundRow, type LeadRow, type SignalRow, type TouchRow } from './row.ts'

export type Rows = {
  readonly touches: readonly (CallRow | TouchRow)[]
  readonly inbound: readonly InboundRow[]
  readonly signals: readonly SignalRow[]
}

/** The person as they stand, with what came of the rows of the period. */
export function leadRow(person: Person, { touches, inbound, signals }: Rows, asOf: number): LeadRow {
  const { life, who } = person
  const calls = touches.filter((row) => row.kind === 'call')
  const called = calls.find(isTalk) ?? null
  const came = inbound.find(({ happening }) => happening !== 'missed_inbound') ?? null
  const first = called === null || (came !== null && came.at < called.at) ? came : called
  const firstAt = first?.at ?? Infinity
  const said = (what: string) => touches.some((row) => row.said === what)
  const has = (what: SignalRow['what']) => signals.some((row) => row.what === what)
  const since = (what: SignalRow['what']) => signals.some((row) => row.what === what && row.at >= firstAt)
  const saidSince = (what: string) => touches.some((row) => row.said === what && row.at >= firstAt)
  return {
    ...{ kind: 'lead', who, seq: 0, at: asOf, rep: called?.rep ?? 0, channel: 'none', attempt: calls.length },
    ...wallOf(life.zone, asOf),
    playbook: playbookAt(person, asOf),
    isEnrolled: life.runs.length > 0,
    isParked: life.state === 'parked',
    isStopped: life.state === 'stopped',
    isOrphan: life.state === 'active' && !life.isAwaited,
    calls: calls.length,
    touches: touches.length,
    messages: calls.filter(({ message }) => message !== null && messageFlags(message).left).length,
    firstTalk: first === null ? null : first.kind === 'inbound' ? 'they called' : 'we called',
    attemptsToTalk: called === null || first !== called ? 0 : called.attempt,
    isConverted: saidSince('meeting_booked') || saidSince('sale') || since('booking') || since('deal_won'),
    isBooked: said('meeting_booked') || has('booking'),
    isSold: said('sale') || has('deal_won'),
    phoneTags: tagsOf(calls, inbound)
  }
}

/** Their missed call, and our next one not picked up: one round of missing each other (000-20). */
function tagsOf(calls: readonly CallRow[], inbound: readonly InboundRow[]): number {
  let tags = 0
  let isOpen = false
  const both = [...calls, ...inbound].sort((a, b) => a.at - b.at)
  for (const row of both) {
    if (row.kind === 'call' && isOpen && isNotPickedUp(row)) tags++
    isOpen = row.kind === 'inbound' && row.happening === 'missed_inbound'
  }
  return tags
}
