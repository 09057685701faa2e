import { civilOf, dayNumber, MINUTES_PER_DAY, weekdayOf } from '../src/clock/calendar.ts'
import { minuteOfChange, RULE_LAST_YEAR, TABLE_FIRST_MINUTE, unpackClock } from '../src/clock/zone-table.ts'
import type { Clock, PackedClock, YearlyChange } from '../src/clock/zone-table.ts'
import type { SourceZone } from './zone-source.ts'

/** A yearly rule must explain the last twelve years before the table ends: in twelve years a date sees every weekday. */
const PROOF_YEARS = 12

/**
 * Packs one zone and proves that it unpacks to the source, change by change, to the end of the table.
 *
 * Throws when the zone still changes its clock at the end of the table and no yearly rule explains it.
 */
export function packClock(zone: SourceZone): PackedClock {
  const clock = since1970(zone)
  const rules = yearlyChanges(zone.name, clock)
  const packed = shortest(clock, rules)
  if (!isSame(unpackClock(packed), clock)) throw new Error(`${zone.name} does not unpack to its source.`)
  return packed
}

/**
 * The segments of 1970 to the end of the table, equal neighbours joined. The table counts whole minutes: one clock of the world kept
 * seconds after 1970 (Africa/Monrovia, -0:44:30 until 7 January 1972) and is rounded.
 */
function since1970(zone: SourceZone): Clock {
  const at: number[] = []
  const offset: number[] = []
  for (const [i, exact] of zone.offset.entries()) {
    const value = Math.round(exact)
    const from = i === 0 ? TABLE_FIRST_MINUTE : Math.round(zone.until[i - 1] as number)
    const until = zone.until[i] ?? Infinity
    if (until <= 0 || offset.at(-1) === value || yearOf(from) > RULE_LAST_YEAR) continue
    at.push(offset.length === 0 ? TABLE_FIRST_MINUTE : from)
    offset.push(value)
  }
  return { at, offset }
}

function yearlyChanges(name: string, clock: Clock): readonly YearlyChange[] {
  const lastYear = yearOf(clock.at.at(-1) as number)
  if (lastYear < RULE_LAST_YEAR) return []
  const recent = clock.at
    .map((minute, i) => ({ minute, before: clock.offset[i - 1] ?? 0, offset: clock.offset[i] as number }))
    .filter(({ minute }) => yearOf(minute) > lastYear - PROOF_YEARS)
  if (recent.length !== 2 * PROOF_YEARS) {
    throw new Error(`${name}: ${recent.length} changes in its last ${PROOF_YEARS} years, expected two a year.`)
  }
  return [0, 1].map((turn) =>
    yearlyChange(
      name,
      recent.filter((_, i) => i % 2 === turn)
    )
  )
}

type Change = { readonly minute: number; readonly before: number; readonly offset: number }

function yearlyChange(name: string, changes: readonly Change[]): YearlyChange {
  const local = changes.map(({ minute, before }) => minute + before)
  const days = local.map((minute) => Math.floor(minute / MINUTES_PER_DAY))
  const month = Math.min(...days.map((day) => civilOf(day).month))
  const sinceFirst = days.map((day) => day - dayNumber(civilOf(day).year, month, 1))
  const rule: YearlyChange = {
    month,
    day: Math.min(...sinceFirst) + 1,
    weekday: weekdayOf(days[0] as number),
    minute: (local[0] as number) - (days[0] as number) * MINUTES_PER_DAY,
    offset: (changes[0] as Change).offset
  }
  for (const { minute, before, offset } of changes) {
    if (offset !== rule.offset || minuteOfChange(rule, yearOf(minute + before), before) !== minute) {
      throw new Error(`${name}: no yearly rule explains its change of ${yearOf(minute)}.`)
    }
  }
  return rule
}

/** Leaves out every written change that the rules bring back by themselves; what does for k changes does for k + 1. */
function shortest(clock: Clock, rules: readonly YearlyChange[]): PackedClock {
  let [tooFew, enough] = [0, clock.at.length]
  while (rules.length > 0 && enough - tooFew > 1) {
    const kept = (tooFew + enough) >> 1
    if (isSame(unpackClock(encode(clock, kept, rules)), clock)) enough = kept
    else tooFew = kept
  }
  return encode(clock, enough, rules)
}

function isSame(left: Clock, right: Clock): boolean {
  return left.at.join() === right.at.join() && left.offset.join() === right.offset.join()
}

function encode(clock: Clock, kept: number, rules: readonly YearlyChange[]): PackedClock {
  const offsets = clock.offset.slice(0, kept)
  const values = [...new Set(offsets)]
  const order = offsets.map((offset) => values.indexOf(offset).toString(36)).join('')
  const changes = clock.at.slice(1, kept)
  const steps = changes.map((minute, i) => (minute - (i === 0 ? 0 : (changes[i - 1] as number))).toString(36))
  const tail = rules.map((rule) => [rule.month, rule.day, rule.weekday, rule.minute, rule.offset].join(','))
  return [values.join(' '), order, steps.join(' '), tail.join(' ')].join('|')
}

function yearOf(minute: number): number {
  return civilOf(Math.floor(minute / MINUTES_PER_DAY)).year
}
