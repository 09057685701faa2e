import { STOPS_SLOT, slot } from '../facts/fact.ts'
import { type ActionKind, KEEPS_HOURS, actionKinds, bitOf } from './action.ts'
import { type Cap, capMeasures } from './cap.ts'
import { type House, type NumberKind } from './house.ts'
import { CLOCKS_END, type Opening, noSpecialDays, openingOf } from './opening.ts'
import { type Where } from './where.ts'
import { type LawTable, lawForbids, lawOpening, lawRested, lawShut, lawTable } from './law-table.ts'
import { lawClasses } from './law-class.ts'
import { capCode, houseCode } from './rule.ts'

/**
 * The guard of one kind of person, ready for the hot path: everything that is the same for all who share whereabouts,
 * line, recipient, consents and dial mode is worked out once. Counters are read from the facts when asked.
 */
export type Table = {
  readonly where: Where
  readonly house: House
  /** When calls, messages and texts are open there by the rules of the house. */
  readonly opening: Opening
  /** The law by kind of action; null where it has nothing on it, or none is asked. */
  readonly law: readonly (LawTable | null)[]
  /** Rule code of the list on which the number stands, by kind; 0 where it stands on none, or nobody looked (listed.ts). */
  readonly listed: readonly number[]
  /** Rule code that forbids this kind whatever the time, by kind; 0 where none does. */
  readonly forbidden: readonly number[]
  readonly callsPer24h: number
  readonly callGapMs: number
  /** Playbook caps by kind of action. */
  readonly caps: readonly (readonly CompiledCap[])[]
}

type CompiledCap = {
  readonly code: number
  readonly slot: number
  readonly limit: number
  readonly when: Cap['when']
  readonly counts: 'total' | 'period' | 'rest' | 'gap'
  readonly ms: number
  readonly own: 'call' | 'silent' | 'nothing'
}

const HOUR = 3_600_000
const MINUTE = 60_000
const KIND = slot('number.kind')
const LINE = slot('number.lineType')
const RECORDINGS = slot('consent.recordings')
const SMS = slot('consent.sms')
const MODE = slot('dialer.mode')
const MARKET = slot('lead.market')
const CALLS_24H = slot('history.calls24h')
const SINCE_CALL = slot('history.hoursSinceCall')
const LEFT = slot('message.left')

const EXPRESS = 2
const EXPRESS_WRITTEN = 3
const BUSINESS = 0
const LANDLINE = 1

/**
 * Interns tables for one house and one playbook's caps: a hit is two looks into arrays. Whereabouts are told apart by
 * their ids, so all of them come from one `whereabouts()`.
 */
export function guardTables(
  house: House,
  caps: readonly Cap[]
): { readonly of: (where: Where, vector: Float64Array) => Table } {
  const tables: Table[] = []
  /** By whereabouts: for each key the number of its table from 1, 0 while there is none. */
  const numbers: (Uint32Array | undefined)[] = []
  const openings = new Map<number, Opening>()
  const byKind = actionKinds.map((kind) => compileCaps(caps, kind))
  const classes = house.law && lawClasses(house.law.book.law)
  const hours = { week: house.callWindow, special: noSpecialDays }
  const lawOf = (where: Where, vector: Float64Array): Table['law'] =>
    actionKinds.map((_, kind) => house.law && lawTable(house.law, classes!, hours, where, kind, vector))
  return {
    of(where, vector) {
      const key = keyOf(vector)
      const known = numbers[where.id]?.[key]
      if (known) return tables[known - 1]!
      let opening = openings.get(where.id)
      if (!opening) openings.set(where.id, (opening = openingOf([hours], where.zones)))
      const table = compile(where, vector, house, opening, byKind, lawOf(where, vector))
      const row = (numbers[where.id] ??= new Uint32Array(KEYS))
      row[key] = tables.push(table)
      return table
    }
  }
}

const KEYS = 4 ** 6

/** Six small codes in one integer; unknown (NaN) takes the last place of its digit. */
function keyOf(v: Float64Array): number {
  let key = digit(v[KIND]!, 3)
  key = key * 4 + digit(v[LINE]!, 3)
  key = key * 4 + digit(v[MARKET]!, 3)
  key = key * 4 + digit(v[RECORDINGS]!, 0)
  key = key * 4 + digit(v[SMS]!, 0)
  return key * 4 + digit(v[MODE]!, 0)
}

const digit = (code: number, unknown: number): number => (code === code ? code : unknown)

function compile(
  where: Where,
  v: Float64Array,
  house: House,
  opening: Opening,
  caps: Table['caps'],
  law: Table['law']
): Table {
  const kind = (['business', 'mobile', 'home'] as const)[v[KIND]!] ?? ('unknown' satisfies NumberKind)
  const forbidden = actionKinds.map(() => 0)
  if (!(v[SMS]! >= EXPRESS)) forbidden[actionKinds.indexOf('sms')] = houseCode('HOUSE-SMS-CONSENT')
  const desk = v[KIND] === BUSINESS && v[LINE] === LANDLINE
  if (v[RECORDINGS] !== EXPRESS_WRITTEN && !desk)
    forbidden[actionKinds.indexOf('prerecorded_voicemail')] = houseCode('HOUSE-DROP-CONSENT')
  return {
    where,
    house,
    opening,
    law,
    listed: onNone,
    forbidden,
    callsPer24h: house.callsPer24h[kind],
    callGapMs: house.callGapHours[kind] * HOUR,
    caps
  }
}

const onNone: readonly number[] = actionKinds.map(() => 0)

function compileCaps(caps: readonly Cap[], kind: ActionKind): readonly CompiledCap[] {
  return caps
    .filter((cap) => (capMeasures[cap.measure].kinds & bitOf(kind)) !== 0)
    .map((cap) => ({ cap, measure: capMeasures[cap.measure] }))
    .map(({ cap, measure: { counts, own, slot: index } }) => ({
      code: capCode(cap.measure),
      slot: index,
      limit: cap.limit,
      when: cap.when,
      counts: counts.kind,
      ms: 'hours' in counts ? counts.hours * HOUR : 0,
      own
    }))
}

/** Codes of kinds, for callers on the hot path. */
export const kindCode = Object.fromEntries(actionKinds.map((kind, i) => [kind, i])) as Readonly<
  Record<ActionKind, number>
>
const VOICE = kindCode.live_voice

/**
 * Rule code that forbids the action at `at`, 0 when it is allowed. `now` is when the facts were true; `own` is 1 when
 * the call in progress counts as made.
 */
export function ask(
  table: Table,
  kind: number,
  v: Float64Array,
  now: number,
  at: number,
  own: 0 | 1,
  isPlan = false
): number {
  const stopped = v[STOPS_SLOT]!
  if (stopped !== 0) return firstStop(stopped)
  const law = table.law[kind]!
  const code = law === null ? 0 : lawForbids(law, v, now, at, own, isPlan)
  if (code !== 0) return code
  if (table.listed[kind] !== 0) return table.listed[kind]!
  const opening = law === null ? table.opening : lawOpening(law, v)
  const isOpen = (KEEPS_HOURS & (1 << kind)) === 0 || opening.isOpen(at)
  const shut = isOpen || law === null ? 0 : lawShut(law, v, at)
  if (shut !== 0) return shut
  if (table.forbidden[kind] !== 0) return table.forbidden[kind]!
  if (kind === VOICE) {
    if (v[CALLS_24H]! + own >= table.callsPer24h && at < now + 24 * HOUR) return CALLS_CODE
    if (at < restedAt(table, v, now, own)) return GAP_CODE
  }
  const caps = table.caps[kind]!
  for (let i = 0; i < caps.length; i++) {
    const cap = caps[i]!
    if ((cap.when === null || cap.when(v) !== 0) && !(at >= liftedAt(cap, v, now, own))) return cap.code
  }
  return isOpen ? 0 : HOURS_CODE
}

/**
 * First allowed minute at or after `from` (epoch ms), or null when time alone does not lift what forbids it. A plan leaves
 * to the day itself what the installation can mend until then (law-table.ts).
 */
export function firstAllowed(
  table: Table,
  kind: number,
  v: Float64Array,
  now: number,
  from: number,
  own: 0 | 1,
  isPlan = false
): number | null {
  if (v[STOPS_SLOT] !== 0 || table.forbidden[kind] !== 0 || table.listed[kind] !== 0) return null
  const law = table.law[kind]!
  const rested = law === null ? from : lawRested(law, v, now, from, own, isPlan)
  if (rested === null) return null
  let at = rested
  if (kind === VOICE) {
    if (v[CALLS_24H]! + own >= table.callsPer24h) at = Math.max(at, now + 24 * HOUR)
    at = Math.max(at, restedAt(table, v, now, own))
  }
  const caps = table.caps[kind]!
  for (let i = 0; i < caps.length; i++) {
    const cap = caps[i]!
    if (cap.when !== null && cap.when(v) === 0) continue
    at = Math.max(at, liftedAt(cap, v, now, own))
  }
  const minute = Math.ceil(at / MINUTE) * MINUTE
  if (minute >= CLOCKS_END) return null
  if ((KEEPS_HOURS & (1 << kind)) === 0) return minute
  if (law === null) return table.opening.next(minute)
  const open = lawOpening(law, v).next(minute)
  // What is brought in as a list may be too old by then.
  return open === null || lawForbids(law, v, now, open, own, isPlan) !== 0 ? null : open
}

/**
 * When something that is refused now is to be asked again: at its first allowed minute, or a day on where what forbids it
 * is for us to mend; null when neither.
 */
export function askAgainAt(table: Table, kind: number, v: Float64Array, now: number): number | null {
  return (
    firstAllowed(table, kind, v, now, now + MINUTE, 0) ?? firstAllowed(table, kind, v, now, now + 24 * HOUR, 0, true)
  )
}

/** The hours that `ask` keeps for these people: law, house and places together, for kinds that ring somebody. */
export function hoursOf(table: Table, kind: number, v: Float64Array): Opening {
  const law = table.law[kind]!
  return law === null ? table.opening : lawOpening(law, v)
}

const CALLS_CODE = houseCode('HOUSE-CALLS-24H')
const GAP_CODE = houseCode('HOUSE-CALL-GAP')
const HOURS_CODE = houseCode('HOUSE-HOURS')

/** Stops are the first rules of all, the lowest bit the strongest of them. */
const firstStop = (bits: number): number => 32 - Math.clz32(bits & -bits)

function restedAt(table: Table, v: Float64Array, now: number, own: 0 | 1): number {
  const since = own === 1 ? 0 : v[SINCE_CALL]!
  return now + table.callGapMs - since * HOUR
}

/** From when this cap lets go: -Infinity when it does not bind, Infinity when it never lets go. */
function liftedAt(cap: CompiledCap, v: Float64Array, now: number, own: 0 | 1): number {
  let count = v[cap.slot]!
  if (cap.counts === 'gap') return now + cap.limit * 24 * HOUR - count * 24 * HOUR
  if (own === 1 && cap.own !== 'nothing') count += cap.own === 'call' ? 1 : 1 - v[LEFT]!
  if (count < cap.limit) return -Infinity
  if (cap.counts === 'total') return Infinity
  if (cap.counts === 'period') return now + cap.ms
  return now + cap.ms - (own === 1 ? 0 : v[SINCE_CALL]!) * HOUR
}
