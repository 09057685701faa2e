import { MS_PER_MINUTE } from './calendar.ts'
import { ALIASES, CLOCKS, ZONES } from './generated/zones.ts'
import { BUCKET_BITS, NEVER, tableOf, TABLE_END_MINUTE, TABLE_FIRST_MINUTE, unpackClock } from './zone-table.ts'

/**
 * A time zone: an index into the generated table, or a number above it for a fixed offset.
 *
 * The number holds only within one build of the table: store names, never numbers.
 */
export type Zone = number & { readonly brand: 'Zone' }

/** The zone of an IANA name or of an old name for it, in any case; null when the table has no such name. */
export function zoneNamed(name: string): Zone | null {
  return (zoneByName.get(name.toLowerCase()) ?? null) as Zone | null
}

/** Every name that `zoneNamed` knows, zones first and old names after, for suggestions. */
export function zoneNames(): readonly string[] {
  return names
}

/** A zone that keeps one offset for ever, in minutes east of UTC; throws outside ±23:59. */
export function fixedZone(offsetMinutes: number): Zone {
  if (!Number.isInteger(offsetMinutes) || Math.abs(offsetMinutes) >= FIXED_REACH) {
    throw new RangeError(`An offset is whole minutes between -1439 and 1439, not ${offsetMinutes}.`)
  }
  return (FIXED_ZERO + offsetMinutes) as Zone
}

/** The name of a zone: `America/New_York`, or `-05:00` for a fixed offset. */
export function zoneName(zone: Zone): string {
  if (zone >= FIXED_FIRST) return offsetText(zone - FIXED_ZERO)
  return zoneList[zone] as string
}

/** Which of the stored clocks a zone shows: two zones of one clock have agreed since 1970. */
export function clockRow(zone: Zone): number {
  return zone >= FIXED_FIRST ? zone : (rowOf[zone] as number)
}

/** Minutes east of UTC that a zone keeps at an instant of 1970-2100; throws outside those years. */
export function offsetMinutes(zone: Zone, epochMs: number): number {
  if (zone >= FIXED_FIRST) return zone - FIXED_ZERO
  return OFFSET[segmentAt(zone, Math.floor(epochMs / MS_PER_MINUTE))] as number
}

/** The wall clock of a zone at an instant, in whole minutes since 1970-01-01T00:00 local. */
export function localMinutes(zone: Zone, epochMs: number): number {
  const minute = Math.floor(epochMs / MS_PER_MINUTE)
  if (zone >= FIXED_FIRST) return minute + zone - FIXED_ZERO
  return minute + (OFFSET[segmentAt(zone, minute)] as number)
}

/**
 * The first instant (epoch milliseconds) at which the wall clock shows this minute or a later one: in a gap the jump
 * itself, in an overlap the earlier of the two.
 */
export function instantOf(zone: Zone, localMinutes: number): number {
  if (zone >= FIXED_FIRST) return (localMinutes - zone + FIXED_ZERO) * MS_PER_MINUTE
  let segment = segmentAt(zone, Math.max(Math.floor(localMinutes) - OFFSET_REACH, TABLE_FIRST_MINUTE))
  for (;;) {
    const minute = Math.max(AT[segment] as number, localMinutes - (OFFSET[segment] as number))
    if (minute < (AT[segment + 1] as number)) return minute * MS_PER_MINUTE
    segment++
  }
}

/** The first instant after this one at which the zone changes its offset; Infinity when it never does again. */
export function nextChange(zone: Zone, epochMs: number): number {
  if (zone >= FIXED_FIRST) return Infinity
  const minute = AT[segmentAt(zone, Math.floor(epochMs / MS_PER_MINUTE)) + 1] as number
  return minute === NEVER ? Infinity : minute * MS_PER_MINUTE
}

/** An offset in the form of RFC 3339: `-05:00`, `+05:45`, `+00:00`. */
export function offsetText(offset: number): string {
  const size = Math.abs(offset)
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${offset < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`
}

/** Fixed offsets stand well above every index of the table: 10,000 plus the offset. */
const FIXED_ZERO = 10_000
const FIXED_REACH = 1440
const FIXED_FIRST = FIXED_ZERO - FIXED_REACH

/** No zone has been further than this from UTC since 1970 (Kiritimati +14:00, Samoa and Kwajalein -12:00). */
const OFFSET_REACH = 15 * 60

const zoneList = ZONES.map(([name]) => name)
const names: readonly string[] = [...zoneList, ...ALIASES.map(([alias]) => alias)]
const rowOf = Int32Array.from(ZONES, ([, row]) => row)
const zoneByName = new Map([
  ...zoneList.map((name, zone) => [name.toLowerCase(), zone] as const),
  ...ALIASES.map(([alias, zone]) => [alias.toLowerCase(), zone] as const)
])

const table = tableOf(CLOCKS.map(unpackClock))
const AT = table.at
const OFFSET = table.offset
const BUCKET = table.bucket
const BUCKET_FIRST = Int32Array.from(rowOf, (row) => table.bucketFirst[row] as number)
const BUCKET_LAST = Int32Array.from(rowOf, (row) => table.bucketLast[row] as number)

function segmentAt(zone: number, minute: number): number {
  if (!(minute >= TABLE_FIRST_MINUTE && minute < TABLE_END_MINUTE)) refuse(minute)
  const wanted = (minute - TABLE_FIRST_MINUTE) >> BUCKET_BITS
  const last = BUCKET_LAST[zone] as number
  let segment = BUCKET[(BUCKET_FIRST[zone] as number) + (wanted < last ? wanted : last)] as number
  while ((AT[segment + 1] as number) <= minute) segment++
  return segment
}

function refuse(minute: number): never {
  throw new RangeError(
    `The zone table knows the years 1970 to 2100; epoch minute ${minute} lies outside. Check the instant that was asked.`
  )
}
