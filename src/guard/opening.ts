import { type SpecialDays, type WeekWindow, isOpen, nextOpen, openUntil } from '../clock/week-window.ts'
import { TABLE_END_MINUTE } from '../clock/zone-table.ts'
import { type Zone } from '../clock/zone.ts'

/** The hours of one rule: those of the week, and the days that keep others. */
export type Hours = { readonly week: WeekWindow; readonly special: SpecialDays }

export const noSpecialDays: SpecialDays = () => null

/**
 * When all hours are open in every zone of some whereabouts, as a list of spans that grows as it is asked: looking up an
 * instant is a few steps in a sorted array instead of a walk over clocks. Answers equal those of week-window.ts.
 */
export type Opening = {
  readonly isOpen: (ms: number) => boolean
  /** The first instant from there on at which it is open; null when there is none. */
  readonly next: (ms: number) => number | null
  /** When it closes that is open there; null where it is not open, or never closes. */
  readonly until: (ms: number) => number | null
}

const DAY = 86_400_000
/** Epoch milliseconds from which on no clock is known, and so nothing is allowed. */
export const CLOCKS_END = TABLE_END_MINUTE * 60_000
/** Asked further ahead than this, the clocks themselves are walked: a list for ever would not be a small one. */
const AHEAD_DAYS = 800
const BEHIND_DAYS = 3

export function openingOf(hours: readonly Hours[], zones: readonly Zone[]): Opening {
  const starts: number[] = []
  const ends: number[] = []
  let first = NaN
  let known = NaN

  /** Spans up to `ms`; false when the instant lies outside what a list is kept for. */
  const covers = (ms: number): boolean => {
    if (first !== first) first = known = Math.floor(ms / DAY) * DAY - BEHIND_DAYS * DAY
    if (ms < first || ms > first + AHEAD_DAYS * DAY) return false
    while (known <= ms) {
      const start = allNext(hours, zones, known)
      const end = start === null ? null : allUntil(hours, zones, start)
      if (start === null || end === null) return false
      starts.push(start)
      ends.push(end)
      known = end
    }
    return true
  }
  /** Index of the first span that ends after `ms`: about one span a day, so the guess is nearly always right. */
  const spanAfter = (ms: number): number => {
    let i = Math.min(ends.length - 1, Math.max(0, Math.floor((ms - first) / DAY)))
    while (ends[i]! <= ms) i++
    while (i > 0 && ends[i - 1]! > ms) i--
    return i
  }
  return {
    isOpen: (ms) => (covers(ms) ? starts[spanAfter(ms)]! <= ms : allOpen(hours, zones, ms)),
    next: (ms) => (covers(ms) ? Math.max(ms, starts[spanAfter(ms)]!) : allNext(hours, zones, ms)),
    until(ms) {
      if (!covers(ms)) return allOpen(hours, zones, ms) ? allUntil(hours, zones, ms) : null
      const span = spanAfter(ms)
      return starts[span]! <= ms ? ends[span]! : null
    }
  }
}

function allOpen(hours: readonly Hours[], zones: readonly Zone[], ms: number): boolean {
  return hours.every(({ week, special }) => isOpen(week, zones, ms, special))
}

/** First instant from `ms` on at which all are open: each moves it on until nobody does any more. */
function allNext(hours: readonly Hours[], zones: readonly Zone[], ms: number): number | null {
  let at = ms
  for (let agreed = 0, i = 0; agreed < hours.length; i = (i + 1) % hours.length) {
    const { week, special } = hours[i]!
    const open = nextOpen(week, zones, at, special)
    if (open === null || open > ms + SEARCH_DAYS * DAY) return null
    agreed = open === at ? agreed + 1 : 1
    at = open
  }
  return at
}
const SEARCH_DAYS = 400

function allUntil(hours: readonly Hours[], zones: readonly Zone[], ms: number): number | null {
  let until: number | null = null
  for (const { week, special } of hours) {
    const closes = openUntil(week, zones, ms, special)
    if (closes !== null && (until === null || closes < until)) until = closes
  }
  return until
}

/** The first instant from `ms` on at which both are open: each moves it on until neither does. */
export function bothOpen(one: Opening, other: Opening, ms: number): number | null {
  let at: number | null = ms
  for (;;) {
    const first: number | null = one.next(at)
    const both: number | null = first === null ? null : other.next(first)
    if (both === null || both === first) return both
    at = both
  }
}
