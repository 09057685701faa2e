import { type ExposureAssumptions, exposureShipped } from '../guard/exposure-table.ts'

/** What time costs, and what a doubt may. Assumptions until somebody says better; every page that uses them names them. */
export type Prices = {
  /** Minor units. */
  readonly repHourCents: number
  /** Of answered line, minor units; may be a fraction. */
  readonly lineMinuteCents: number
  readonly currency: string
  /** In US cents; guard/exposure-table.ts names the source of each. */
  readonly doubt: ExposureAssumptions
}

/** Assumptions: a rep hour with everything on it, and a minute of a carrier’s outbound price list. */
export const assumedPrices: Prices = {
  ...{ repHourCents: 2800, lineMinuteCents: 1.4, currency: 'USD' },
  doubt: exposureShipped
}

/** What a message costs in time, and how often it brings a call: 002’s own figures, until the log has better ones. */
export type MessageAssumptions = {
  readonly messageSeconds: number
  readonly waitingSeconds: number
  readonly callbacksPer100: number
}
export const assumedMessage: MessageAssumptions = { messageSeconds: 30, waitingSeconds: 15, callbacksPer100: 1 }

/** Minutes on messages for each callback; null where nobody ever calls back (002-17, 002-27). */
export function minutesPerCallback({
  messageSeconds,
  waitingSeconds,
  callbacksPer100
}: MessageAssumptions): number | null {
  return callbacksPer100 <= 0 ? null : ((messageSeconds + waitingSeconds) * 100) / callbacksPer100 / 60
}
