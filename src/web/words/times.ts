import { dayNumber, weekdayOf } from '../../clock/calendar.ts'

/** Times arrive as RFC 3339 on the wall where they count; here they are only spelled, never worked out. */

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const

/** `14:31`. */
export function clock(rfc3339: string): string {
  return rfc3339.slice(11, 16)
}

/** `Wed 2 Dec 10:15`. */
export function dayAndClock(rfc3339: string): string {
  return `${weekday(rfc3339)} ${dayAndMonth(rfc3339)} ${clock(rfc3339)}`
}

/** As short as it stays clear beside the time `now` of the same wall: `10:15`, `Wed 10:15`, `12 Jan 10:15`. */
export function nearTime(rfc3339: string, now: string): string {
  const days = dayOf(rfc3339) - dayOf(now)
  if (days === 0) return clock(rfc3339)
  if (days > 0 && days < 7) return `${weekday(rfc3339)} ${clock(rfc3339)}`
  return `${dayAndMonth(rfc3339)} ${clock(rfc3339)}`
}

function weekday(rfc3339: string): string {
  return WEEKDAYS[weekdayOf(dayOf(rfc3339))] ?? ''
}

function dayAndMonth(rfc3339: string): string {
  return `${Number(rfc3339.slice(8, 10))} ${MONTHS[Number(rfc3339.slice(5, 7)) - 1]}`
}

function dayOf(rfc3339: string): number {
  return dayNumber(Number(rfc3339.slice(0, 4)), Number(rfc3339.slice(5, 7)), Number(rfc3339.slice(8, 10)))
}

/** `3 minutes`, `5 hours`, `2 days`. */
export function span(minutes: number): string {
  if (minutes < 120) return minutes === 1 ? '1 minute' : `${minutes} minutes`
  const hours = Math.round(minutes / 60)
  return hours < 48 ? `${hours} hours` : `${Math.round(hours / 24)} days`
}
