import { MINUTES_PER_DAY, MS_PER_MINUTE } from '../clock/calendar.ts'
import { dayOf, minuteOfDay, weekdayOf } from '../clock/civil.ts'
import { limited } from './chance.ts'

/** The hours in which people ring, and in which they promise to be there, by their own clock. */
const AWAKE_FROM = 8 * 60
const AWAKE_TO = 20 * 60 + 30
const OFFICE_FROM = 9 * 60
const OFFICE_HALF_HOURS = 15
/** Nobody plans further ahead than five years, whatever is assumed. */
const DAYS_MOST = 5 * 365

/** How long from now until a half hour of office hours, so many days ahead, weekends left out. */
export function inOfficeHours(localMinute: number, daysAhead: number, hour: number): number {
  let day = dayOf(localMinute) + limited(Math.round(daysAhead), 1, DAYS_MOST)
  while (weekdayOf(day) === 0 || weekdayOf(day) === 6) day++
  const minute = day * MINUTES_PER_DAY + OFFICE_FROM + 30 * Math.floor(hour * OFFICE_HALF_HOURS)
  return (minute - localMinute) * MS_PER_MINUTE
}

/** A wait that ends at night goes on until some time of the next morning. */
export function whenAwake(localMinute: number, waitMs: number): number {
  const wait = Math.min(waitMs, DAYS_MOST * MINUTES_PER_DAY * MS_PER_MINUTE)
  const end = localMinute + wait / MS_PER_MINUTE
  const minute = minuteOfDay(end)
  if (minute >= AWAKE_FROM && minute < AWAKE_TO) return Math.round(wait)
  const day = minute < AWAKE_FROM ? dayOf(end) : dayOf(end) + 1
  // The odd minutes of the wait spread people over the morning.
  const morning = day * MINUTES_PER_DAY + AWAKE_FROM + (minute % 180)
  return Math.round((morning - localMinute) * MS_PER_MINUTE)
}
