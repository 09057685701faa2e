import { type WeekWindow, isOpen, nextOpen, openUntil } from '../clock/week-window.ts'
import { type Zone } from '../clock/zone.ts'

/**
 * When a window is open in every zone of some whereabouts, as a list of spans that grows as it is asked: looking up an
 * instant is a few steps in a sorted array instead of a walk over clocks. Answers equal those of week-window.ts.
 */
export type Opening = { readonly isOpen: (ms: number) => boolean; readonly next: (ms: number) => number | null }

const DAY = 86_400_000
/** Asked further ahead than this, the clocks themselves are walked: a list for ever would not be a small one. */
const AHEAD_DAYS = 800
const BEHIND_DAYS = 3

export function openingOf(window: WeekWindow, zones: readonly Zone[]): Opening {
  const starts: number[] = []
  const ends: number[] = []
  let first = NaN
  let known = NaN

  /** Spans up to `ms`; false when the instant lies outside what a list is kept for. */
  const covers = (ms: number): boolean => {
    if (first !== first) first = known = Math.floor(ms / DAY) * DAY - BEHIND_DAYS * DAY
    if (ms < first || ms > first + AHEAD_DAYS * DAY) return false
    while (known <= ms) {
      const start = nextOpen(window, zones, known)
      const end = start === null ? null : openUntil(window, zones, start)
      if (start === null || end === null) return false
      starts.push(start)
      ends.push(end)
      known = end
    }
    return true
  }
  /** Index of the first span that ends after `ms`; there is one wherever the list covers it. */
  const spanAfter = (ms: number): number => {
    let low = 0
    let high = ends.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if (ends[middle]! > ms) high = middle
      else low = middle + 1
    }
    return low
  }
  return {
    isOpen: (ms) => (covers(ms) ? starts[spanAfter(ms)]! <= ms : isOpen(window, zones, ms)),
    next: (ms) => (covers(ms) ? Math.max(ms, starts[spanAfter(ms)]!) : nextOpen(window, zones, ms))
  }
}
