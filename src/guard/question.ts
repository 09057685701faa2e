import { formatInstant, parseInstant } from '../clock/civil.ts'
import { type Zone, fixedZone, zoneName, zoneNamed } from '../clock/zone.ts'
import { type Choice, STOPS_SLOT, type Stop, facts as factTable, slot, stops } from '../facts/fact.ts'
import { type Facts } from '../facts/facts.ts'
import { type ActionKind } from './action.ts'
import { type Cap, type CapMeasure, capMeasures } from './cap.ts'
import { type NumberKind } from './house.ts'
import {
  type ConsentGroup,
  type ConsentLevel,
  type StatementToken,
  dialModes,
  lines,
  purposes,
  recipients
} from './term.ts'

/**
 * What the law is asked: one action towards one person at one instant, with everything that its rules look at. JSON all
 * through, so that an auditor can keep it. Unknown recipient and unknown line stay `unknown`: the rules decide what
 * unknown means.
 */
export type LawQuestion = {
  /** RFC 3339. */
  readonly at: string
  readonly action: {
    readonly kind: ActionKind
    readonly purpose: (typeof purposes)[number]
    readonly dialMode: (typeof dialModes)[number]
    /** What the script or recording says. */
    readonly states: readonly StatementToken[]
  }
  readonly recipient: {
    readonly type: (typeof recipients)[number]
    readonly country: string | null
    readonly region: string | null
    readonly timezone: string | null
  }
  readonly number: {
    readonly e164: string | null
    readonly lineType: (typeof lines)[number]
    /** Whose phone it is: the ceilings of the house ask it, no law does. */
    readonly kind?: NumberKind
  }
  readonly consent: Readonly<Record<ConsentGroup, ConsentLevel>>
  readonly revoked: Readonly<Partial<Record<ConsentGroup, string>>>
  readonly internalDncAt: string | null
  readonly relationship: {
    readonly lastTransactionDaysAgo: number | null
    readonly lastInquiryDaysAgo: number | null
    readonly expressRequest: boolean
    readonly softOptIn: boolean
    readonly currentContractOffer: boolean
    readonly expressForThatTime: boolean
  }
  readonly lists: { readonly listed: readonly string[]; readonly scrubbedDaysAgo: Readonly<Record<string, number>> }
  readonly attempts: readonly { readonly at: string; readonly kind: ActionKind }[]
  readonly seller: {
    readonly registration: Readonly<Record<string, 'registered' | 'exempt' | 'none'>>
    readonly adadConfirmed: readonly string[]
  }
}

/** What the guard is asked: law and house rules about the same action. */
export type Question = LawQuestion & {
  readonly number: LawQuestion['number'] & { readonly kind: NumberKind }
  /** House part: stops on record, counts by fact path as they stood at `countedAt`, caps that apply. */
  readonly stops: readonly Stop[]
  readonly counts: Readonly<Record<string, number | null>>
  readonly countedAt: string
  readonly caps: readonly { readonly measure: CapMeasure; readonly limit: number }[]
  /** Zone of last resort where no place is known; null asks every zone of the country. */
  readonly writtenIn: string | null
}

export type Asking = {
  readonly kind: ActionKind
  /** Epoch milliseconds at which the action would happen. */
  readonly at: number
  /** 1 when the call in progress counts as made (a question about what follows it), else 0. */
  readonly own: 0 | 1
  readonly states?: readonly StatementToken[]
  /** Lists on which the number was found. */
  readonly listed?: readonly string[]
}

/** Facts and an action as a question. The only place where FACTS become what the guard sees. */
export function questionOf(facts: Facts, asking: Asking, caps: readonly Cap[]): Question {
  const v = facts.vector
  const zone = facts.writtenIn ?? fixedZone(0)
  return {
    at: exactInstant(asking.at, zone),
    action: {
      kind: asking.kind,
      purpose: 'telemarketing',
      dialMode: text(v, 'dialer.mode') === 'progressive' ? 'power' : 'click',
      states: asking.states ?? []
    },
    recipient: {
      type: ({ b2b: 'business', b2c: 'consumer' } as const)[text(v, 'lead.market') ?? ''] ?? 'unknown',
      country: facts.place.country,
      region: facts.place.region,
      timezone: facts.place.timeZone
    },
    number: {
      e164: facts.numbers[0]?.e164 ?? null,
      lineType: (text(v, 'number.lineType') as 'wireless' | null) ?? 'unknown',
      kind: (text(v, 'number.kind') as 'business' | null) ?? 'unknown'
    },
    consent: {
      voice: text(v, 'consent.voice') as ConsentLevel,
      recordings: text(v, 'consent.recordings') as ConsentLevel,
      sms: text(v, 'consent.sms') as ConsentLevel,
      email: text(v, 'consent.email') as ConsentLevel
    },
    ...nothingKnown,
    lists: { listed: asking.listed ?? [], scrubbedDaysAgo: {} },
    stops: stops.filter((_, i) => (v[STOPS_SLOT]! & (1 << i)) !== 0),
    counts: Object.fromEntries(
      [...countedPaths].map((path) => [path, finite(asking.own === 0 ? v[slot(path)]! : withOwnCall(path, v))])
    ),
    countedAt: exactInstant(facts.now, zone),
    caps: caps
      .filter((cap) => cap.when === null || cap.when(v) !== 0)
      .map(({ measure, limit }) => ({ measure, limit })),
    writtenIn: facts.writtenIn === null ? null : zoneName(facts.writtenIn)
  }
}

/** Nobody who ever bought, inquired or asked for anything. */
export const noRelationship: LawQuestion['relationship'] = {
  lastTransactionDaysAgo: null,
  lastInquiryDaysAgo: null,
  expressRequest: false,
  softOptIn: false,
  currentContractOffer: false,
  expressForThatTime: false
}

/** FACTS say nothing of registrations and dated relations: `guard` is asked about those with a lead row. */
const nothingKnown = {
  revoked: {},
  internalDncAt: null,
  relationship: noRelationship,
  attempts: [],
  seller: { registration: {}, adadConfirmed: [] }
} as const

const countedPaths = new Set([
  'history.calls24h',
  'history.hoursSinceCall',
  ...Object.values(capMeasures).map((measure) => factTable[measure.slot]!.path)
])

const LEFT = slot('message.left')

/** A count once the call in progress is made. */
function withOwnCall(path: string, v: Float64Array): number {
  const before = v[slot(path)]!
  if (path === 'history.hoursSinceCall') return 0
  if (path === 'history.calls24h') return before + 1
  const own = Object.values(capMeasures).find((row) => factTable[row.slot]!.path === path)!.own
  return own === 'call' ? before + 1 : own === 'silent' ? before + 1 - v[LEFT]! : before
}

/** RFC 3339 to the millisecond: a second less could be the other side of a cap. */
function exactInstant(epochMs: number, zone: Zone): string {
  const text = formatInstant(epochMs, zone)
  const ms = epochMs - Math.floor(epochMs / 1000) * 1000
  return ms === 0 ? text : `${text.slice(0, 19)}.${String(Math.floor(ms)).padStart(3, '0')}${text.slice(19)}`
}

const finite = (count: number): number | null => (Number.isFinite(count) ? count : null)

/** The value of a choice in words, null when unknown. */
function text(v: Float64Array, path: string): string | null {
  const index = slot(path)
  return (factTable[index] as Choice).values[v[index]!] ?? null
}

/** Zone of last resort of a question. */
export function zoneWrittenIn({ writtenIn: name }: Question): Zone | null {
  if (name === null) return null
  return zoneNamed(name) ?? fixedZone(parseInstant(`2000-01-01T00:00:00${name}`)!.offsetMinutes)
}
