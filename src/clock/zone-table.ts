import { dayNumber, MINUTES_PER_DAY, weekdayOf } from './calendar.ts'

/** One clock as it is stored: `offsets|order|steps|rules`; `unpackClock` reads it. */
export type PackedClock = string

/** When a clock changes and to what: segment i holds from minute `at[i]` (UTC, since 1970) until `at[i + 1]`. */
export type Clock = { readonly at: readonly number[]; readonly offset: readonly number[] }

/**
 * Every clock side by side in flat arrays.
 *
 * Segment `i` of `at` and `offset` belongs to one clock; each clock ends with a sentinel at `NEVER`. `bucket` answers,
 * for a stretch of 2^16 minutes (45.5 days), which segment holds at its start, so that a lookup is one read and at
 * most a few steps.
 */
export type ZoneTable = {
  readonly at: Int32Array
  readonly offset: Int16Array
  readonly bucket: Uint16Array
  readonly bucketFirst: Int32Array
  readonly bucketLast: Int32Array
}

export const NEVER = 0x7fff_ffff
export const BUCKET_BITS = 16

/** Three days of margin round 1970-2100, so that a local clock at the very edge still has an instant. */
export const TABLE_FIRST_MINUTE = -3 * MINUTES_PER_DAY
export const TABLE_END_MINUTE = (dayNumber(2101, 1, 1) + 3) * MINUTES_PER_DAY
export const RULE_LAST_YEAR = 2100

/**
 * A change that comes back every year: on the first `weekday` on or after `month`/`day`, at `minute` of the wall
 * clock in force until then, the clock goes to `offset`.
 */
export type YearlyChange = {
  readonly month: number
  readonly day: number
  readonly weekday: number
  readonly minute: number
  readonly offset: number
}

/**
 * Reads a packed clock: the offsets in minutes; which of them hold, one base-36 digit a segment; the steps between the
 * changes in base-36 minutes, the first counted from 1970; and the two yearly changes that follow the last step for ever.
 */
export function unpackClock(packed: PackedClock): Clock {
  const [offsets = '', order = '', steps = '', rules = ''] = packed.split('|')
  const values = offsets.split(' ').map(Number)
  const at: number[] = [TABLE_FIRST_MINUTE]
  const offset: number[] = [...order].map((digit) => values[parseInt(digit, 36)] as number)
  let minute = 0
  for (const step of steps === '' ? [] : steps.split(' ')) {
    minute += parseInt(step, 36)
    at.push(minute)
  }
  if (rules !== '') followRules(rules.split(' ').map(unpackRule), at, offset)
  return { at, offset }
}

/** The minute (UTC, since 1970) of a yearly change in a year, under the offset in force before it. */
export function minuteOfChange(change: YearlyChange, year: number, offsetBefore: number): number {
  const earliest = dayNumber(year, change.month, 1) + change.day - 1
  const day = earliest + ((change.weekday - weekdayOf(earliest) + 7) % 7)
  return day * MINUTES_PER_DAY + change.minute - offsetBefore
}

/** Lays the clocks side by side. */
export function tableOf(clocks: readonly Clock[]): ZoneTable {
  const segments = clocks.reduce((sum, clock) => sum + clock.at.length + 1, 0)
  if (segments > 0xffff) throw new Error(`${segments} segments do not fit the 16 bits of a bucket.`)
  const buckets = clocks.reduce((sum, clock) => sum + bucketOf(clock.at.at(-1) as number) + 2, 0)
  const at = new Int32Array(segments)
  const offset = new Int16Array(segments)
  const bucket = new Uint16Array(buckets)
  const bucketFirst = new Int32Array(clocks.length)
  const bucketLast = new Int32Array(clocks.length)
  let first = 0
  let next = 0
  for (const [row, clock] of clocks.entries()) {
    at.set(clock.at, first)
    at[first + clock.at.length] = NEVER
    offset.set(clock.offset, first)
    bucketFirst[row] = next
    const last = bucketOf(clock.at.at(-1) as number) + 1
    bucketLast[row] = last
    for (let i = 0, segment = first; i <= last; i++) {
      const start = TABLE_FIRST_MINUTE + (i << BUCKET_BITS)
      while ((at[segment + 1] as number) <= start) segment++
      bucket[next++] = segment
    }
    first += clock.at.length + 1
  }
  return { at, offset, bucket, bucketFirst, bucketLast }
}

function bucketOf(minute: number): number {
  return (minute - TABLE_FIRST_MINUTE) >> BUCKET_BITS
}

function unpackRule(packed: string): YearlyChange {
  const [month, day, weekday, minute, offset] = packed.split(',').map(Number) as [
    number,
    number,
    number,
    number,
    number
  ]
  return { month, day, weekday, minute, offset }
}

function followRules(changes: readonly YearlyChange[], at: number[], offset: number[]): void {
  let last = at[at.length - 1] as number
  for (let year = yearOfMinute(last); year <= RULE_LAST_YEAR; year++) {
    for (const change of changes) {
      const before = offset[offset.length - 1] as number
      const minute = minuteOfChange(change, year, before)
      if (minute <= last || change.offset === before) continue
      at.push(minute)
      offset.push(change.offset)
      last = minute
    }
  }
}

function yearOfMinute(minute: number): number {
  return 1970 + Math.floor(minute / (365.2425 * MINUTES_PER_DAY))
}
