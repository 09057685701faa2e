import { slot } from '../facts/fact.ts'
import { type LawInForce } from './in-force.ts'
import { type ClassKey, type LawClass, type LawClasses } from './law-class.ts'
import { type Hours, type Opening } from './opening.ts'
import { codeOf } from './rule-code.ts'
import { consentGroups, consentLevels, dialModes, lines, purposes, recipients } from './term.ts'
import { type Where } from './where.ts'

/**
 * The law for the hot path: what it asks of one kind of action towards people who are alike, read off packed facts.
 * FACTS know of no purchase, no list and no text of a message: nothing that a purchase would lift is lifted here, numbers
 * are looked up in lists beside it (listed.ts), and what a call or a recording has to say is not asked.
 */
export type LawTable = {
  readonly law: LawClass
  /** The hours of the house, which are kept beside those of the law. */
  readonly own: Hours
  /** When both are open; null where a level of consent may waive a window. */
  readonly open: Opening | null
  /** The first gate that is shut; 0 where none is. What else forbids it whoever it is stands in the class. */
  readonly gate: number
  /** Slot of the consent that counts. */
  readonly consent: number
  /** Strictest first, so that the first that is not met is the one to name. */
  readonly consents: readonly { readonly code: number; readonly level: number }[]
  /** Forbidden without express consent: law on recordings that nobody confirmed. */
  readonly unconfirmed: number
  readonly lists: readonly { readonly code: number; readonly freshUntil: number; readonly levels: number }[]
  readonly caps: readonly {
    readonly code: number
    readonly slot: number
    readonly max: number
    readonly ms: number
    /** Counts are attempts; `since` is the days since the last message, for a cap of one recording. */
    readonly counts: 'attempts' | 'since'
  }[]
}

const HOUR = 3_600_000
const DAY = 24 * HOUR
const CALLS_24H = slot('history.calls24h')
const TOUCHES_30D = slot('history.touches30d')
const SINCE_MESSAGE = slot('history.daysSinceVoicemail')
const CONSENTS = consentGroups.map((group) => slot(`consent.${group}`))
const MARKET = slot('lead.market')
const LINE = slot('number.lineType')
const MODE = slot('dialer.mode')
const PROGRESSIVE = 2
const EXPRESS = consentLevels.indexOf('express')

const recipientOf = [recipients.indexOf('business'), recipients.indexOf('consumer')]
const UNKNOWN_RECIPIENT = recipients.indexOf('unknown')
const UNKNOWN_LINE = lines.indexOf('unknown')

/** Packed facts as the law tells people apart: nobody is guessed to be a firm, and no line to be a landline. */
export function classKeyOf(kind: number, v: Float64Array): ClassKey {
  return {
    kind,
    recipient: recipientOf[v[MARKET]!] ?? UNKNOWN_RECIPIENT,
    line: v[LINE] === v[LINE] ? v[LINE]! : UNKNOWN_LINE,
    dialMode: dialModes.indexOf(v[MODE] === PROGRESSIVE ? 'power' : 'click'),
    purpose: purposes.indexOf('telemarketing')
  }
}

/** The table of a kind for these people; null where the law has nothing on it. Places and classes are those of one office. */
export function lawTable(
  inForce: LawInForce,
  classes: LawClasses,
  own: Hours,
  where: Where,
  kind: number,
  v: Float64Array
): LawTable | null {
  const law = classes.of(where, classKeyOf(kind, v))
  if (!law.isRegulated) return null
  const gate = law.gates.find(({ region, isShut }) => isShut || !inForce.registered.has(region))
  const isUnsure = law.unconfirmed.some(({ region }) => !inForce.confirmed.has(region))
  return {
    law,
    own,
    open: law.isWaivable ? null : law.opening(0, own),
    gate: gate?.code ?? 0,
    consent: CONSENTS[law.group]!,
    consents: law.consents,
    unconfirmed: isUnsure ? codeOf('PROD-ADAD-CONFIRM') : 0,
    lists: law.lists.map(({ staleCode, list, freshDays, levels }) => ({
      code: staleCode,
      freshUntil: inForce.copies[list]! + freshDays * DAY,
      levels
    })),
    caps: capsOf(law)
  }
}

/** A message is left in a call that was counted at its dial, so only a cap on recordings asks it. */
export function capsOf({ isAttempt, caps }: LawClass): LawTable['caps'] {
  return caps.filter(({ ms }) => isAttempt || ms < DAY).map(capOf)
}

/**
 * Counts of a window do not say when its oldest attempt was: a full one is taken to last its whole length, and 30 days
 * count every channel.
 */
function capOf({ code, max, ms }: LawClass['caps'][number]): LawTable['caps'][number] {
  if (ms < DAY) return { code, slot: SINCE_MESSAGE, max, ms, counts: 'since' }
  return { code, slot: ms > DAY ? TOUCHES_30D : CALLS_24H, max, ms, counts: 'attempts' }
}

/** When it is open by law and by the house. A level of consent may waive hours of the law. */
export function lawOpening({ law, own, open, consent }: LawTable, v: Float64Array): Opening {
  if (open !== null) return open
  const bit = 1 << v[consent]!
  return law.opening(
    law.windows.reduce((bits, { levels }, i) => ((levels & bit) === 0 ? bits : bits | (1 << i)), 0),
    own
  )
}

/** Rule code of the first window of the law that is shut at `at`; 0 when all are open. */
export function lawShut(table: LawTable, v: Float64Array, at: number): number {
  const bit = 1 << v[table.consent]!
  const { windows } = table.law
  for (let i = 0; i < windows.length; i++) {
    const { opening, levels, code } = windows[i]!
    if ((levels & bit) === 0 && !opening.isOpen(at)) return code
  }
  return 0
}

/**
 * Rule code by which the law forbids it at `at`, hours apart; 0 where it does not. A plan does not ask what the
 * installation can mend until then: a place, a gate, the copy of a list. It is asked when the time has come.
 */
export function lawForbids(
  table: LawTable,
  v: Float64Array,
  now: number,
  at: number,
  own: 0 | 1,
  isPlan: boolean
): number {
  const { law } = table
  if (law.unknownPlace !== 0 && !isPlan) return law.unknownPlace
  if (law.smsToLandline !== 0) return law.smsToLandline
  if (table.gate !== 0 && !isPlan) return table.gate
  const level = v[table.consent]!
  const { consents, lists, caps } = table
  for (let i = 0; i < consents.length; i++) if (consents[i]!.level > level) return consents[i]!.code
  if (law.noRule !== 0) return law.noRule
  if (table.unconfirmed !== 0 && level < EXPRESS) return table.unconfirmed
  for (let i = 0; i < lists.length && !isPlan; i++) {
    const list = lists[i]!
    if (at > list.freshUntil && (list.levels & (1 << level)) === 0) return list.code
  }
  for (let i = 0; i < caps.length; i++) if (at < untilOf(caps[i]!, v, now, own)) return caps[i]!.code
  return 0
}

/** The first instant from `at` on at which no cap holds; null when what forbids it is not a matter of time. */
export function lawRested(
  table: LawTable,
  v: Float64Array,
  now: number,
  at: number,
  own: 0 | 1,
  isPlan: boolean
): number | null {
  let from = at
  for (const cap of table.caps) from = Math.max(from, untilOf(cap, v, now, own))
  return lawForbids(table, v, now, from, own, isPlan) === 0 ? from : null
}

const untilOf = (cap: LawTable['caps'][number], v: Float64Array, now: number, own: 0 | 1): number =>
  cappedUntil(cap, cap.counts === 'attempts' ? v[cap.slot]! + own : v[cap.slot]!, now)

/** From when a cap lets go, by what was counted at `now`: attempts, or days since the last message. */
export function cappedUntil({ counts, max, ms }: LawTable['caps'][number], count: number, now: number): number {
  if (counts === 'since') return now + ms - count * DAY
  return count >= max ? now + ms : -Infinity
}
