import { actionKinds } from './action.ts'
import { type House } from './house.ts'
import { lawClasses } from './law-class.ts'
import { type Hours, type Opening, noSpecialDays, openingOf } from './opening.ts'
import { consentLevels, dialModes, lines, purposes, recipients } from './term.ts'
import { type Where } from './where.ts'

/**
 * When somebody at a place may be called, whoever that is: the law keeps other hours for a firm than for a consumer, and
 * waives some for those who agreed. Of one person `hoursOf` (table.ts) says it; here nobody is left out.
 */
export type PlaceHours = {
  readonly isOpen: (ms: number) => boolean
  /** The first instant from there on at which it is open for somebody. */
  readonly next: (ms: number) => number | null
  /** Whether it is open for some and shut for others. */
  readonly isSplit: (ms: number) => boolean
}

const VOICE = actionKinds.indexOf('live_voice')
const CLICK = dialModes.indexOf('click')
const SALE = purposes.indexOf('telemarketing')

/** Interns the hours of places by their ids, which come from one `whereabouts()`. */
export function placeHours(house: House): (where: Where) => PlaceHours {
  const known: (PlaceHours | undefined)[] = []
  const openings = openingsUnder(house)
  return (where) => (known[where.id] ??= union(openings(where)))
}

/** Each set of windows that binds somebody there, once. */
function openingsUnder({ callWindow, law }: House): (where: Where) => readonly Opening[] {
  const own: Hours = { week: callWindow, special: noSpecialDays }
  if (law === null) return ({ zones }) => [openingOf([own], zones)]
  const classes = lawClasses(law.book.law)
  return (where) => {
    const found = new Map<string, Opening>()
    for (let recipient = 0; recipient < recipients.length; recipient++)
      for (let line = 0; line < lines.length; line++) {
        const each = classes.of(where, { kind: VOICE, recipient, line, dialMode: CLICK, purpose: SALE })
        for (let level = 0; level < consentLevels.length; level++) {
          const waived = each.windows.reduce((bits, { levels }, i) => bits | (((levels >> level) & 1) << i), 0)
          const kept = each.windows.filter((_, i) => (waived & (1 << i)) === 0).map(({ code }) => code)
          const key = kept.join(' ')
          if (!found.has(key)) found.set(key, each.opening(waived, own))
        }
      }
    return [...found.values()]
  }
}

function union(openings: readonly Opening[]): PlaceHours {
  return {
    isOpen: (ms) => openings.some((each) => each.isOpen(ms)),
    next: (ms) =>
      openings.reduce<number | null>((first, each) => {
        const at = each.next(ms)
        return at !== null && (first === null || at < first) ? at : first
      }, null),
    isSplit: (ms) => new Set(openings.map((each) => each.isOpen(ms))).size > 1
  }
}
