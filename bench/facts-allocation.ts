/**
 * Bytes that one applied entry and one snapshot allocate, as the engine counts them, collected or not. Run:
 * node bench/facts-allocation.ts. In a process of its own, because a test runner's wrappers change what is inlined.
 */
import { getHeapStatistics } from 'node:v8'
import { VECTOR_LENGTH } from '../src/facts/fact.ts'
import { apply, fold } from '../src/facts/fold.ts'
import { emptyRow } from '../src/facts/row.ts'
import { snapshot } from '../src/facts/snapshot.ts'
import { call, sent, signal, touch } from '../src/facts/story.ts'
import { handOver } from './_figure.ts'

const START = 1_767_600_000_000
const HOUR = 3_600_000
const APPLIES = 1_000_000
const SNAPSHOTS = 200_000

/** A life that apply takes without a second fold, all kinds of touch and many of signal. */
const life = Array.from({ length: 200 }, (_, i) => {
  const at = START + i * HOUR
  const id = i * 10 + 1
  return [
    ...call(id, at, { message: i % 2 === 0 ? 'complete' : 'none_planned', recording: i % 52 }),
    touch(id + 1, at, 'email'),
    sent(id + 1, at, 'email'),
    signal(id + 2, at, { kind: 'missed_inbound' }),
    signal(id + 3, at, { kind: 'consent_granted', group: 'sms', level: 'express' }),
    signal(id + 4, at, { kind: 'reply', channel: 'sms' }),
    signal(id + 5, at, { kind: 'deal_won', valueCents: 100, currency: 'USD' })
  ]
}).flat()

const empty = emptyRow()
const row = emptyRow()
let refused = 0
function applyLives(lives: number): void {
  for (let i = 0; i < lives; i++) {
    row.bytes.set(empty.bytes)
    for (let j = 0; j < life.length; j++) if (!apply(row, life[j]!)) refused++
  }
}

const folded = fold(life)
const into = new Float64Array(VECTOR_LENGTH)
function takeSnapshots(count: number): void {
  for (let i = 0; i < count; i++) snapshot(folded, folded, START, into)
}

function allocatedBytes(run: () => void): number {
  const total = () =>
    (getHeapStatistics() as unknown as { readonly total_allocated_bytes: number }).total_allocated_bytes
  const before = total()
  run()
  return total() - before
}

const lives = Math.ceil(APPLIES / life.length)
applyLives(Math.ceil(lives / 5))
takeSnapshots(SNAPSHOTS / 4)
const bytesPerApply = allocatedBytes(() => applyLives(lives)) / (lives * life.length)
const bytesPerSnapshot = allocatedBytes(() => takeSnapshots(SNAPSHOTS)) / SNAPSHOTS
console.log(JSON.stringify({ bytesPerApply, bytesPerSnapshot, refused }))
const figure = (name: string, bytes: number) => ({
  ...{ name, figure: Number(bytes.toFixed(2)), unit: 'B allocated', limit: null, ratio: null, budget: null },
  isMet: null
})
handOver([figure('an entry applied', bytesPerApply), figure('a vector of facts', bytesPerSnapshot)])
