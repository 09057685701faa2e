import { isBusinessDay } from '../../clock/business-days.ts'
import { dayOf } from '../../clock/civil.ts'
import { type Zone, instantOf, localMinutes } from '../../clock/zone.ts'

/** When the reps of a world sit at their phones: the same hours on every business day, by the clock of their office. */
export type Shift = {
  readonly zone: Zone
  readonly country: string | null
  readonly region: string | null
  /** Minutes of the day. */
  readonly from: number
  readonly until: number
}

const DAY_MINUTES = 1440

/** The working hours at or after an instant, epoch ms: those that it lies in, else the next ones. */
export function hoursAt(shift: Shift, now: number): { readonly from: number; readonly until: number } {
  const { zone, country, region } = shift
  for (let day = dayOf(localMinutes(zone, now)); ; day++) {
    if (!isBusinessDay(country, region, day)) continue
    const until = instantOf(zone, day * DAY_MINUTES + shift.until)
    if (until > now) return { from: instantOf(zone, day * DAY_MINUTES + shift.from), until }
  }
}
