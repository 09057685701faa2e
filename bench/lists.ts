import { type NumberSet, builder, integerOf } from '../src/guard/number-set.ts'
import { packed, unpacked } from '../src/guard/packed-numbers.ts'
import { dncReader } from '../src/intake/dnc-file.ts'
import { nanpCodes } from '../src/intake/nanp-codes.ts'
import { handOver, median } from './_figure.ts'

/**
 * Is this number on the list? Ten million invented numbers over the area codes of the USA: bytes, nanoseconds to find
 * one and to miss one, against a bare binary search over one Uint32Array of as many and a plain Set of a part of them;
 * then how long it takes to pack, to open and to read them from a file of the FTC.
 */
const NUMBERS = 10_000_000
const PART = 1_000_000
const ASKED = 500_000
/** Every so many numbers one is asked for. */
const STEP = NUMBERS / ASKED
const ROUNDS = 5
/** Questions between two looks at the clock. */
const STRETCH = 2000
const BUDGET_NS = 1000
const BUDGET_MB = 200
/** A million bytes: the stricter reading of MB. */
const MB = 1e6

const areas = nanpCodes['US']!.split(' ').map((code) => 10_000_000_000 + Number(code) * 10_000_000)
const chance = seeded(7)

const building = builder()
const inside = new Float64Array(ASKED)
const builtMs = elapsed(() => {
  for (let at = 0; at < NUMBERS; at++) {
    const number = invented()
    building.addInteger(number)
    if (at % STEP === 0) inside[at / STEP] = number
  }
})
const before = process.memoryUsage.rss()
let set = undefined as unknown as NumberSet
const doneMs = elapsed(() => (set = building.done()))
const hits = shuffled(Array.from(inside, (number) => `+${number}`))
const misses = Array.from({ length: ASKED * 2 }, () => `+${invented()}`)
  .filter((e164) => !set.has(e164))
  .slice(0, ASKED)

const bare = Uint32Array.from({ length: NUMBERS }, () => chance() * 4).sort()
const bareAsked = shuffled(Array.from({ length: ASKED }, (_, at) => bare[at * STEP]!))
const plain = new Set(Float64Array.from({ length: PART }, invented))
const plainAsked = shuffled([...plain].slice(0, ASKED))

const hitNs = time(hits, set.has)
const missNs = time(misses, set.has)
const digitsNs = time(hits, (e164) => integerOf(e164) > 0)
const bareNs = time(bareAsked, (number) => searched(bare, number))
const plainNs = time(plainAsked, (number) => plain.has(number))
const worst = Math.max(hitNs, missNs)
const megabytes = set.bytes / MB

console.log(
  `${set.size.toLocaleString('en')} numbers, median of stretches of ${STRETCH}; budget ${BUDGET_NS} ns and ${BUDGET_MB} MB`
)
console.log(
  `${megabytes.toFixed(1)} MB, ${(set.bytes / set.size).toFixed(2)} bytes a number   ${((megabytes / BUDGET_MB) * 100).toFixed(0)} % of budget`
)
row('a number on the list', hitNs)
row('a number that is not', missNs)
row('its digits alone, as text in any order', digitsNs)
row(`bare binary search over ${NUMBERS.toLocaleString('en')} words`, bareNs)
row(`Set of ${PART.toLocaleString('en')} numbers, as numbers`, plainNs)

let bytes = new Uint8Array(0)
const packedMs = elapsed(() => (bytes = packed(set)))
const openedMs = elapsed(() => unpacked(bytes))
console.log(
  `\nbuilt in ${(builtMs + doneMs).toFixed(0)} ms, packed in ${packedMs.toFixed(0)}, opened in ${openedMs.toFixed(0)}`
)
console.log(`resident before the set was made: ${(before / MB).toFixed(0)} MB`)

const lines = flatFile()
const reading = builder()
const readMs = elapsed(() => {
  const reader = dncReader('US')
  reader.push(lines, (e164) => void reading.add(e164))
  reader.end((e164) => void reading.add(e164))
})
const readPerSecond = Math.round((PART / readMs) * 1000)
console.log(`read from a flat file: ${readPerSecond.toLocaleString('en')} lines a second`)
if (worst > BUDGET_NS || megabytes > BUDGET_MB) console.log('over budget')
handOver([
  {
    ...{ name: 'one number among ten million', figure: Math.round(worst), unit: 'ns', limit: Math.round(bareNs) },
    ...{ ratio: Number((worst / bareNs).toFixed(1)), budget: `<= ${BUDGET_NS} ns`, isMet: worst <= BUDGET_NS }
  },
  {
    ...{ name: 'ten million numbers in memory', figure: Number(megabytes.toFixed(1)), unit: 'MB', limit: null },
    ...{ ratio: null, budget: `<= ${BUDGET_MB} MB`, isMet: megabytes <= BUDGET_MB }
  },
  {
    ...{ name: 'lines of a registry read', figure: readPerSecond, unit: '/s', limit: null },
    ...{ ratio: null, budget: null, isMet: null }
  }
])

function row(what: string, ns: number): void {
  console.log(
    `${what.padEnd(44)} ${ns.toFixed(0).padStart(5)} ns   ${(ns / bareNs).toFixed(1).padStart(4)} × bare search   ${(ns / plainNs).toFixed(1).padStart(4)} × Set`
  )
}

/** Exchanges begin with 2 to 9. */
function invented(): number {
  return areas[chance() % areas.length]! + 2_000_000 + (chance() % 8_000_000)
}

function searched(list: Uint32Array, number: number): boolean {
  let low = 0
  let high = list.length - 1
  while (low < high) {
    const middle = (low + high) >>> 1
    if (list[middle]! < number) low = middle + 1
    else high = middle
  }
  return list[low] === number
}

function flatFile(): string {
  return Array.from({ length: PART }, () => String(invented()))
    .map((digits) => `${digits.slice(1, 4)},${digits.slice(4)}\r\n`)
    .join('')
}

/** Nanoseconds for each question: the median of stretches so short that few of them wait for another program. */
function time<Asked>(asked: readonly Asked[], ask: (one: Asked) => boolean): number {
  let found = 0
  const all: number[] = []
  for (let round = 0; round < ROUNDS; round++)
    for (let from = 0; from + STRETCH <= asked.length; from += STRETCH) {
      const ms = elapsed(() => {
        for (let at = from; at < from + STRETCH; at++) if (ask(asked[at]!)) found++
      })
      if (round > 0) all.push((ms * 1e6) / STRETCH)
    }
  const whole = Math.floor(asked.length / STRETCH) * STRETCH * ROUNDS
  if (found !== 0 && found !== whole) throw new Error('asked for numbers of both kinds')
  return median(all)
}

function elapsed(work: () => unknown): number {
  const start = process.hrtime.bigint()
  work()
  return Number(process.hrtime.bigint() - start) / 1e6
}

function shuffled<Value>(values: readonly Value[]): readonly Value[] {
  const all = [...values]
  for (let at = all.length - 1; at > 0; at--) {
    const other = chance() % (at + 1)
    ;[all[at], all[other]] = [all[other]!, all[at]!]
  }
  return all
}

/** Mulberry32, in the upper 30 bits. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) >>> 2
  }
}
