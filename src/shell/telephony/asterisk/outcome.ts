import { type Ended } from '../carrier.ts'
import { outcomeOfSip } from '../sip-outcome.ts'

/** All that is known of a call at its end. */
export type HowEnded = {
  /** Q.850, as `ChannelDestroyed` says it. */
  readonly cause: number
  /** The status of SIP, where there was one. */
  readonly sip: number | null
  readonly wasAnswered: boolean
  /** It rang, or there was sound before an answer: the network had found a telephone. */
  readonly hasRung: boolean
  readonly endedBy: 'rang_out' | 'we_hung_up' | 'nobody_of_us'
}

/** For a carrier that gives no status of SIP. */
const byCause: Readonly<Record<number, Ended['outcome']>> = {
  ...{ 1: 'invalid_number', 22: 'invalid_number', 28: 'invalid_number', 17: 'busy', 21: 'rejected' },
  ...{ 18: 'no_answer', 19: 'no_answer', 20: 'no_answer', 23: 'redirected' }
}

/** RTP stayed away: the other end is gone, and the network has not said so. */
const MEDIA_GONE = 44

export function outcomeOf({
  cause,
  sip,
  wasAnswered,
  hasRung,
  endedBy
}: HowEnded): Pick<Ended, 'outcome' | 'by' | 'sip' | 'q850'> {
  const said = { q850: cause, ...(sip === null ? {} : { sip }) }
  if (wasAnswered) {
    const by = endedBy === 'we_hung_up' ? 'us' : cause === MEDIA_GONE ? 'carrier' : 'them'
    return { outcome: 'completed', by, ...said }
  }
  if (endedBy === 'we_hung_up') return { outcome: 'cancelled', by: 'us', ...said }
  if (endedBy === 'rang_out') return { outcome: hasRung ? 'no_answer' : 'carrier_fault', by: 'timeout', ...said }
  // Where Q.850 says less than SIP (607 and 608 are "interworking" there), SIP holds.
  const outcome = sip === null ? (byCause[cause] ?? 'carrier_fault') : outcomeOfSip(sip)
  return { outcome, by: 'carrier', ...said }
}
