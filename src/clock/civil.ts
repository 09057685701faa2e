import { civilOf, dayNumber, daysInMonth, MINUTES_PER_DAY, MS_PER_MINUTE, weekdayOf } from './calendar.ts'
import { localMinutes, offsetMinutes, offsetText } from './zone.ts'
import type { Zone } from './zone.ts'

// The calendar stands in its own file because the zone table is unpacked with it; callers need only this one.
export { civilOf, dayNumber, daysInMonth, weekdayOf }

/** An instant read from text, with the offset that the text wrote beside it. */
export type ParsedInstant = { readonly epochMs: number; readonly offsetMinutes: number }

/** The day number of a wall clock given in minutes since 1970-01-01T00:00 local. */
export function dayOf(localMinutes: number): number {
  return Math.floor(localMinutes / MINUTES_PER_DAY)
}

/** Minutes since local midnight, 0-1439. */
export function minuteOfDay(localMinutes: number): number {
  return localMinutes - Math.floor(localMinutes / MINUTES_PER_DAY) * MINUTES_PER_DAY
}

const RFC_3339 = /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:[Zz]|([+-])(\d\d):(\d\d))$/
const FIRST_MS = 0
const END_MS = dayNumber(2101, 1, 1) * MINUTES_PER_DAY * MS_PER_MINUTE

/**
 * Reads a strict RFC 3339 timestamp (date, T, time with seconds, Z or offset), or null.
 *
 * Null for a date or time that does not exist and for an instant outside 1970-2100 (UTC). Fractions are cut to
 * milliseconds; a leap second is read as second 59 and accepted only where one can be, at 23:59:60 UTC.
 */
export function parseInstant(text: string): ParsedInstant | null {
  const match = RFC_3339.exec(text)
  if (match === null) return null
  const part = (index: number): number => Number(match[index] ?? 0)
  const [year, month, day] = [part(1), part(2), part(3)]
  const [hour, minute, second] = [part(4), part(5), part(6)]
  const [offsetHour, offsetMinute] = [part(9), part(10)]
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null
  if (hour > 23 || minute > 59 || second > 60 || offsetHour > 23 || offsetMinute > 59) return null
  const offset = (match[8] === '-' ? -1 : 1) * (offsetHour * 60 + offsetMinute)
  const utcMinutes = dayNumber(year, month, day) * MINUTES_PER_DAY + hour * 60 + minute - offset
  if (second === 60 && minuteOfDay(utcMinutes) !== MINUTES_PER_DAY - 1) return null
  const ms = Number((match[7] ?? '').slice(0, 3).padEnd(3, '0'))
  const epochMs = utcMinutes * MS_PER_MINUTE + Math.min(second, 59) * 1000 + ms
  if (epochMs < FIRST_MS || epochMs >= END_MS) return null
  return { epochMs, offsetMinutes: offset === 0 ? 0 : offset }
}

/** An instant in RFC 3339 on the wall clock of a zone, to the second: `2026-12-02T10:15:00-05:00`. */
export function formatInstant(epochMs: number, zone: Zone): string {
  const local = localMinutes(zone, epochMs)
  const { year, month, day } = civilOf(dayOf(local))
  const second = Math.floor(epochMs / 1000) - Math.floor(epochMs / MS_PER_MINUTE) * 60
  const date = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`
  return `${date}T${clockText(minuteOfDay(local))}:${two(second)}${offsetText(offsetMinutes(zone, epochMs))}`
}

/** An instant as a rep reads it on the wall clock of a zone: `Wed 2 Dec 10:15`. */
export function formatClock(epochMs: number, zone: Zone): string {
  const local = localMinutes(zone, epochMs)
  const { month, day } = civilOf(dayOf(local))
  return `${WEEKDAYS[weekdayOf(dayOf(local))]} ${day} ${MONTHS[month - 1]} ${clockText(minuteOfDay(local))}`
}

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

function clockText(minutes: number): string {
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

function two(value: number): string {
  return value < 10 ? `0${value}` : String(value)
}
