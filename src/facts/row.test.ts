import fc from 'fast-check'
import { expect, test } from 'vitest'
import { channels } from './channel.ts'
import { fold } from './fold.ts'
import { type LogEntry } from './log-entry.ts'
import { callWeights, channelWeights } from './pressure.ts'
import { consentLevel, householdOf } from './profile.ts'
import { promises } from './promise.ts'
import { awareness } from './relationship.ts'
import { addToRing } from './ring.ts'
import {
  CALLS_RING,
  DEALS_WON,
  MISSED,
  MIXED_CURRENCY,
  OPEN,
  OTHERS,
  PROMISES,
  PROFILE_START,
  ROW_VERSION,
  VERSION,
  WON_CENTS,
  emptyRow,
  factsHash,
  rowOf,
  storedBytes
} from './row.ts'
import { call, signal, touch } from './story.ts'

const AT = 1_767_600_000_000
const HOUR = 3_600_000
const DAY = 24 * HOUR

test('a row takes 696 bytes, whatever it holds', () => {
  expect(emptyRow().bytes.length).toBe(696)
})

test('the stored form gives the same row back, and is short for a lead of whom little is known', () => {
  const row = fold([
    ...call(1, AT, { message: 'complete', recording: 51 }),
    signal(2, AT, { kind: 'household', household: 77 })
  ])
  expect(rowOf(storedBytes(row).slice())?.bytes).toEqual(row.bytes)
  expect(rowOf(storedBytes(emptyRow()).slice())?.bytes).toEqual(emptyRow().bytes)
  expect(storedBytes(fold(call(1, AT))).length).toBeLessThan(100)
  expect(householdOf(row)).toBe(77)
})

test('a stored row of another version or with a broken ring or open call is not believed', () => {
  const damaged = (at: number, value: number) => {
    const row = emptyRow()
    row.ints[at] = value
    return rowOf(storedBytes(row))
  }
  expect([damaged(VERSION, ROW_VERSION + 1), damaged(VERSION, 0)]).toEqual([null, null])
  expect([damaged(OPEN, -1), damaged(OPEN, 5)?.ints[OPEN]]).toEqual([null, 5])
  for (const ring of [OTHERS, MISSED, PROMISES, CALLS_RING]) {
    expect([damaged(ring.length, -1), damaged(ring.length, ring.size + 1)]).toEqual([null, null])
    expect(damaged(ring.length, ring.size)?.ints[ring.length]).toBe(ring.size)
    expect(damaged(ring.length, 0)).not.toBeNull()
  }
})

test('a stored row is believed only as long as it says itself, to its last byte', () => {
  const full = emptyRow()
  full.bytes.fill(255, 600)
  const stored = storedBytes(full).slice()
  expect(rowOf(stored)?.bytes).toEqual(full.bytes)
  expect(rowOf(stored.slice(0, -1))).toBeNull()
  expect(rowOf(Uint8Array.of(...stored, 0))).toBeNull()
  const everything = emptyRow()
  everything.bytes.fill(1)
  everything.ints[VERSION] = ROW_VERSION
  everything.ints[OPEN] = 0
  for (const ring of [OTHERS, MISSED, PROMISES, CALLS_RING]) everything.ints[ring.length] = 1
  expect(storedBytes(everything).length).toBe(22 + 696 - 4)
  expect(rowOf(storedBytes(everything))?.bytes).toEqual(everything.bytes)
  for (const length of [0, 21, 22 + 697]) expect(rowOf(new Uint8Array(length)), `${length} bytes`).toBeNull()
  const beyond = Uint8Array.of(...storedBytes(emptyRow()), 0, 0, 0, 0)
  beyond[21]! |= 1 << 6
  expect(rowOf(beyond), 'a bit behind the last word').toBeNull()
})

test('a row that stands inside a larger buffer is read at its own place', () => {
  const row = fold(call(1, AT, { message: 'complete' }))
  const padded = Uint8Array.of(9, 9, 9, ...storedBytes(row))
  expect(rowOf(padded.subarray(3))?.bytes).toEqual(row.bytes)
})

test('any bytes are a row or none, never a failure', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 700 }), (bytes) => void rowOf(bytes)))
})

test('a ring holds the greatest numbers in rising order, whatever the order they came in', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 2 ** 31 - 1 }), { maxLength: 80 }), (numbers) => {
      const { ints } = emptyRow()
      for (const number of numbers) addToRing(ints, OTHERS, number)
      const expected = numbers.toSorted((a, b) => a - b).slice(-OTHERS.size)
      expect([...ints.slice(OTHERS.start, OTHERS.start + ints[OTHERS.length]!)]).toEqual(expected)
    })
  )
})

test('value won adds up in one currency and means nothing across two', () => {
  const won = (id: number, valueCents: number, currency: string) =>
    signal(id, AT + id, { kind: 'deal_won', valueCents, currency })
  const one = fold([won(1, 500, 'USD'), won(2, 700, 'USD')])
  expect([one.numbers[WON_CENTS], one.ints[DEALS_WON]]).toEqual([1200, 2])
  expect(fold([won(1, 1, 'USD'), won(2, 700, 'USD')]).numbers[WON_CENTS]).toBe(701)
  const two = fold([won(1, 500, 'USD'), won(2, 700, 'EUR'), won(3, 1, 'USD')])
  expect([two.numbers[WON_CENTS], two.ints[DEALS_WON]]).toEqual([MIXED_CURRENCY, 3])
})

test('001-13 a contact climbs from unaware to customer', () => {
  const log: LogEntry[] = []
  const stages = [awareness(fold(log))]
  const next = (...entries: readonly LogEntry[]) =>
    stages.push(awareness(fold(log.concat(entries)))) && log.push(...entries)
  next(touch(1, AT, 'email'))
  next(...call(2, AT, { message: 'complete' }))
  next(signal(3, AT, { kind: 'recognised', answer: 'yes' }))
  next(...call(4, AT + DAY, { endpoint: 'human_right_party' }))
  next(...call(5, AT + 2 * DAY, { said: 'sale' }))
  expect(stages).toEqual(['unaware', 'attempted', 'message_left', 'recognised', 'in_dialogue', 'customer'])
})

test('000-29 they did not know us is the latest word on recognition', () => {
  const log = [
    signal(1, AT, { kind: 'recognised', answer: 'yes' }),
    signal(2, AT + 1, { kind: 'recognised', answer: 'no' })
  ]
  expect(awareness(fold(log))).toBe('unaware')
})

test('003-18 a promised call is kept, broken or still open', () => {
  const promised = call(1, AT, { message: 'complete', callAt: AT + 3 * DAY })
  const after = (days: number, ...more: readonly LogEntry[]) => promises(fold([...promised, ...more]), AT + days * DAY)
  expect(after(3)).toEqual({ made: 1, kept: 0, broken: 0, open: 1 })
  expect(after(5)).toEqual({ made: 1, kept: 0, broken: 1, open: 0 })
  expect(after(5, ...call(2, AT + 3 * DAY + HOUR))).toEqual({ made: 1, kept: 1, broken: 0, open: 0 })
  expect(after(5, ...call(2, AT + 2 * DAY))).toEqual({ made: 1, kept: 0, broken: 1, open: 0 })
})

test('every code of a call and every channel weighs something, or says why not', () => {
  callWeights.forEach((row, code) => expect(row.code).toBe(code))
  expect(Object.keys(channelWeights).toSorted()).toEqual(channels.filter((it) => it !== 'call').toSorted())
  for (const row of [...callWeights, ...Object.values(channelWeights)]) expect(row.because).not.toBe('')
})

test('consent levels survive the row', () => {
  for (const [level, code] of [
    ['implied', 1],
    ['express', 2],
    ['express_written', 3]
  ] as const)
    expect(
      consentLevel(fold([signal(1, AT, { kind: 'consent_granted', group: 'email', level })]), 'consent.email')
    ).toBe(code)
})

test('the profile fills the row to its last slot', () => {
  const household = fold([signal(1, AT, { kind: 'household', household: 5 })])
  expect(household.numbers.at(-1)).toBe(5)
  expect(PROFILE_START).toBe(12)
})

test('the stored form begins with a bit for each word that is not 0, and has those words behind it', () => {
  const row = emptyRow()
  row.ints.fill(0)
  row.ints[0] = 0x01020304
  row.ints[9] = -1
  expect([...storedBytes(row)]).toEqual([1, 2, ...Array<number>(20).fill(0), 4, 3, 2, 1, 255, 255, 255, 255])
})

test('the fingerprint of the facts is another one for each word that changes', () => {
  const of = (word: number, value: number) => {
    const row = fold(call(1, AT, { message: 'complete' }))
    const words = new Int32Array(row.bytes.buffer)
    words[word]! ^= value
    return factsHash(row)
  }
  const unchanged = of(0, 0)
  expect(factsHash(fold(call(1, AT, { message: 'complete' })))).toBe(unchanged)
  const words = Array.from({ length: 696 / 4 }, (_, word) => word)
  const changed = words.flatMap((word) => [of(word, 1), of(word, 1 << 31), of(word, 0x00ff00)])
  expect(new Set([unchanged, ...changed]).size).toBe(1 + 3 * words.length)
  expect(changed.every((hash) => hash === (hash | 0))).toBe(true)
})

test('the fingerprint stays what stored decisions say it is', () => {
  const row = emptyRow()
  expect(factsHash(row)).toBe(920476277)
  row.ints[3] = 77
  row.numbers[2] = AT
  expect(factsHash(row)).toBe(1332247712)
})
