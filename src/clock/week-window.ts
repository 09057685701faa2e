import { dayOf, minuteOfDay, weekdayOf } from './civil.ts'
import { MINUTES_PER_DAY, MS_PER_MINUTE } from './calendar.ts'
import { localMinutes, nextChange } from './zone.ts'
import type { Zone } from './zone.ts'
import { TABLE_END_MINUTE } from './zone-table.ts'

/**
 * The open hours of a week by the wall clock: seven weekdays from Sunday, each with its intervals in order, in minutes
 * of the day 0-1440, start inclusive, end exclusive. A window over midnight is two intervals, one on each day.
 */
export type WeekWindow = readonly DayWindow[]
export type DayWindow = readonly (readonly [fromMinute: number, toMinute: number])[]

/** The hours of a local day that does not keep those of its weekday, none when it is closed; null on any other day. */
export type SpecialDays = (dayNumber: number) => DayWindow | null

/** How far `nextOpen` and `openUntil` look ahead. */
export const LOOK_AHEAD_DAYS = 400

/** The same hours on all seven days; throws when they are not within one day. */
export function everyDay(fromMinute: number, toMinute: number): WeekWindow {
  if (!(fromMinute >= 0 && fromMinute <= toMinute && toMinute <= MINUTES_PER_DAY)) {
    throw new RangeError(`Hours run from 0 to 1440 minutes and end after they begin, not ${fromMinute} to ${toMinute}.`)
  }
  const day = fromMinute === toMinute ? [] : [[fromMinute, toMinute] as const]
  return [day, day, day, day, day, day, day]
}

/** Whether the window is open in every one of the zones; with no zone at all it is closed. */
export function isOpen(
  window: WeekWindow,
  zones: readonly Zone[],
  epochMs: number,
  special: SpecialDays = noneSpecial
): boolean {
  for (let i = 0; i < zones.length; i++) {
    if (!isOpenInZone(window, zones[i] as Zone, epochMs, special)) return false
  }
  return zones.length > 0
}

/**
 * The first instant from `epochMs` on at which the window is open in every zone: `epochMs` itself when it is open now,
 * else a whole minute. Null when there is none within 400 days (or before the zone table ends).
 */
export function nextOpen(
  window: WeekWindow,
  zones: readonly Zone[],
  epochMs: number,
  special: SpecialDays = noneSpecial
): number | null {
  if (zones.length === 0) return null
  const end = searchEnd(epochMs)
  let at = epochMs
  for (let agreed = 0, i = 0; agreed < zones.length; i = (i + 1) % zones.length) {
    const open = nextInZone('open', window, zones[i] as Zone, at, end, special)
    if (open === null) return null
    agreed = open === at ? agreed + 1 : 1
    at = open
  }
  return at
}

/**
 * The first minute at which a window that is open now stops being open in some zone. Null when it is not open now, and
 * when it does not close within 400 days (or before the zone table ends).
 */
export function openUntil(
  window: WeekWindow,
  zones: readonly Zone[],
  epochMs: number,
  special: SpecialDays = noneSpecial
): number | null {
  if (!isOpen(window, zones, epochMs, special)) return null
  let end = searchEnd(epochMs)
  let closes: number | null = null
  for (const zone of zones) {
    closes = nextInZone('closed', window, zone, epochMs, end, special) ?? closes
    if (closes !== null) end = closes
  }
  return closes
}

function noneSpecial(): null {
  return null
}

function searchEnd(epochMs: number): number {
  const end = epochMs + LOOK_AHEAD_DAYS * MINUTES_PER_DAY * MS_PER_MINUTE
  return Math.min(end, TABLE_END_MINUTE * MS_PER_MINUTE)
}

function isOpenInZone(window: WeekWindow, zone: Zone, epochMs: number, special: SpecialDays): boolean {
  const local = localMinutes(zone, epochMs)
  const minute = minuteOfDay(local)
  const hours = hoursOf(window, local, special)
  for (let i = 0; i < hours.length; i++) {
    const [from, to] = hours[i] as readonly [number, number]
    if (minute >= from && minute < to) return true
  }
  return false
}

function hoursOf(window: WeekWindow, local: number, special: SpecialDays): DayWindow {
  const day = dayOf(local)
  return special(day) ?? window[weekdayOf(day)] ?? []
}

/**
 * The first instant before `endMs` at which the window is open in the zone, or closed. Between two changes of the clock
 * the wall runs as evenly as UTC, so the next turn is counted on the wall; where a change comes first, the question is
 * asked again from there: an overlap may bring a closed hour back.
 */
function nextInZone(
  wanted: 'open' | 'closed',
  window: WeekWindow,
  zone: Zone,
  epochMs: number,
  endMs: number,
  special: SpecialDays
): number | null {
  const minutesToTurn = wanted === 'open' ? minutesToOpening : minutesToClosing
  let at = epochMs
  while (at < endMs) {
    if (isOpenInZone(window, zone, at, special) === (wanted === 'open')) return at
    const minute = Math.floor(at / MS_PER_MINUTE)
    const local = localMinutes(zone, at)
    const turns = (minute + minutesToTurn(hoursOf(window, local, special), local)) * MS_PER_MINUTE
    at = Math.min(turns, nextChange(zone, at))
  }
  return null
}

/** Minutes on the wall until the next interval begins, or until the midnight after a day that has none left. */
function minutesToOpening(hours: DayWindow, local: number): number {
  const minute = minuteOfDay(local)
  let opens = MINUTES_PER_DAY
  for (const [from, to] of hours) {
    if (from > minute && to > from) opens = Math.min(opens, from)
  }
  return opens - minute
}

/** Minutes on the wall until the end of the interval that is open now. */
function minutesToClosing(hours: DayWindow, local: number): number {
  const minute = minuteOfDay(local)
  let closes = minute + 1
  for (const [from, to] of hours) {
    if (minute >= from && minute < to) closes = Math.max(closes, to)
  }
  return closes - minute
}
