import { type Ended } from './carrier.ts'

/** What the status of SIP at the end of a call that nobody answered means for whoever wanted to call. */
const bySip: Readonly<Record<number, Ended['outcome']>> = {
  ...{ 486: 'busy', 600: 'busy', 403: 'rejected', 603: 'rejected', 607: 'blocked', 608: 'blocked' },
  ...{ 404: 'invalid_number', 410: 'invalid_number', 484: 'invalid_number', 604: 'invalid_number' },
  ...{ 301: 'redirected', 302: 'redirected', 408: 'no_answer', 480: 'no_answer', 487: 'cancelled' }
}

/** Any other status is the carrier’s fault: it is tried again later, and the number is not blamed. */
export function outcomeOfSip(status: number): Ended['outcome'] {
  return bySip[status] ?? 'carrier_fault'
}
