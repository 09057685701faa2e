import { getHeapStatistics } from 'node:v8'
import { expect, test } from 'vitest'
import { VECTOR_LENGTH } from './fact.ts'
import { apply, fold } from './fold.ts'
import { VERSION, ROW_VERSION, emptyRow } from './row.ts'
import { snapshot } from './snapshot.ts'
import { call, sent, signal, touch } from './story.ts'

const START = 1_767_600_000_000
const HOUR = 3_600_000

/** A life that apply takes without a second fold, all channels and many kinds of signal. */
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

/** Bytes that one run allocates, all told; what is collected meanwhile counts too. */
function allocatedBytes(run: () => void): number {
  const total = () =>
    (getHeapStatistics() as unknown as { readonly total_allocated_bytes: number }).total_allocated_bytes
  const before = total()
  run()
  return total() - before
}

test('bringing a row up to date allocates nothing', () => {
  const row = emptyRow()
  let refused = 0
  const run = (times: number) => {
    for (let i = 0; i < times; i++) {
      row.bytes.fill(0)
      row.ints[VERSION] = ROW_VERSION
      for (let j = 0; j < life.length; j++) if (!apply(row, life[j]!)) refused++
    }
  }
  run(100)
  const times = Math.ceil(1_000_000 / life.length)
  const bytes = allocatedBytes(() => run(times))
  expect(refused).toBe(0)
  // The smallest object has 16 bytes; what remains is the compiler's own and the odd boxed number.
  expect(bytes / (times * life.length)).toBeLessThan(4)
})

test('writing a snapshot allocates nothing', () => {
  const row = fold(life)
  const into = new Float64Array(VECTOR_LENGTH)
  const run = (times: number) => {
    for (let i = 0; i < times; i++) snapshot(row, null, START, into)
  }
  run(50_000)
  expect(allocatedBytes(() => run(100_000)) / 100_000).toBeLessThan(8)
})
