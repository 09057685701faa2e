import { fixedZone, localMinutes, offsetMinutes, zoneName, zoneNamed, zoneNames } from '../src/clock/zone.ts'
import type { Zone } from '../src/clock/zone.ts'
import { handOver } from './_figure.ts'

/**
 * How many wall clocks a second the zone table gives, against the limit of the same run: the same loop over the same
 * arrays with one read of an offset table instead of the search. Plain `node bench/clock.ts`.
 */
const PAIRS = 1_000_000
const ROUNDS = 7
const TEMPORAL_PAIRS = 20_000
const FIRST_MS = 0
const LAST_MS = 4_102_444_800_000

const { zones, instants } = pairs(PAIRS)
const offsets = Int16Array.from({ length: 1 << 14 }, (_, i) => ((i * 37) % 105) * 15 - 720)

const limit = best(() => {
  let sum = 0
  for (let i = 0; i < PAIRS; i++) {
    const minute = Math.floor((instants[i] as number) / 60_000)
    sum += minute + (offsets[((zones[i] as number) ^ minute) & 0x3fff] as number)
  }
  return sum
})
const offset = best(() => {
  let sum = 0
  for (let i = 0; i < PAIRS; i++) sum += offsetMinutes(zones[i] as Zone, instants[i] as number)
  return sum
})
const local = best(() => {
  let sum = 0
  for (let i = 0; i < PAIRS; i++) sum += localMinutes(zones[i] as Zone, instants[i] as number)
  return sum
})
const newYork = zoneNamed('America/New_York') as Zone
const oneZone = best(() => {
  let sum = 0
  for (let i = 0; i < PAIRS; i++) sum += localMinutes(newYork, instants[i] as number)
  return sum
})
const temporal = temporalRate()

console.log(`limit (same arrays, one table read)   ${millions(limit)} M/s`)
report('offsetMinutes, random zones', offset)
report('localMinutes, random zones', local)
report('localMinutes, New York alone', oneZone)
console.log(
  temporal === null
    ? 'Temporal                              not in this Node'
    : `Temporal, random zones                ${millions(temporal)} M/s   localMinutes is ${Math.round(local / temporal)} times as fast`
)

handOver([
  {
    ...{ name: 'wall clocks, random zones', figure: Math.round(local / 1e5) / 10, unit: 'M/s' },
    ...{ limit: Math.round(limit / 1e5) / 10, ratio: Number((local / limit).toFixed(2)), budget: null, isMet: null }
  }
])

function report(name: string, rate: number): void {
  console.log(`${name.padEnd(37)} ${millions(rate)} M/s   ${((100 * rate) / limit).toFixed(0)} % of the limit`)
}

function millions(rate: number): string {
  return (rate / 1e6).toFixed(rate < 1e7 ? 2 : 1).padStart(7)
}

/** Conversions a second in the best of some rounds: the machine is shared, and only slower rounds are its doing. */
function best(run: () => number): number {
  let fastestMs = Infinity
  let sum = 0
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now()
    sum += run()
    fastestMs = Math.min(fastestMs, performance.now() - start)
  }
  if (!Number.isFinite(sum)) throw new Error('The sums of a benchmark must be numbers.')
  return (PAIRS / fastestMs) * 1000
}

function temporalRate(): number | null {
  if (typeof Temporal === 'undefined') return null
  const names = Array.from(zones.subarray(0, TEMPORAL_PAIRS), (zone) => zoneName(zone as Zone))
  const start = performance.now()
  let sum = 0
  for (const [i, name] of names.entries()) {
    sum += Temporal.Instant.fromEpochMilliseconds(instants[i] as number).toZonedDateTimeISO(name).offsetNanoseconds
  }
  if (!Number.isFinite(sum)) throw new Error('The sums of a benchmark must be numbers.')
  return (TEMPORAL_PAIRS / (performance.now() - start)) * 1000
}

/** Random pairs, the same in every run; one in a hundred has a fixed offset. */
function pairs(count: number): { zones: Int32Array; instants: Float64Array } {
  const all = zoneNames().map((name) => zoneNamed(name) as Zone)
  let state = 0x9e3779b9
  const random = (): number => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x6d2b79f5) | 0
    return (state >>> 0) / 2 ** 32
  }
  const picked = new Int32Array(count)
  const times = new Float64Array(count)
  for (let i = 0; i < count; i++) {
    picked[i] = random() < 0.01 ? fixedZone(-300) : (all[Math.floor(random() * all.length)] as Zone)
    times[i] = Math.floor(FIRST_MS + random() * (LAST_MS - FIRST_MS))
  }
  return { zones: picked, instants: times }
}
