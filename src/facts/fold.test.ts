import fc from 'fast-check'
import { expect, test } from 'vitest'
import { channels } from './channel.ts'
import { stops } from './fact.ts'
import { apply, fold } from './fold.ts'
import { type Happening, LogEntry } from './log-entry.ts'
import { businesses, endpoints, messages } from './outcome-lists.ts'
import { CALLS, HEARD, PROMISED, type Row, STOPS, TOUCHES, VOICEMAILS, emptyRow } from './row.ts'
import { call, notMade, outcome, sent, signal, touch, undone } from './story.ts'

const DAY = 86_400_000
const START = 1_767_600_000_000
const keys = <K extends string>(table: Readonly<Record<K, unknown>>) => Object.keys(table) as K[]

/** Instants with many that share a minute or a millisecond. */
const instant = fc.oneof(
  fc.integer({ min: 0, max: 60 }).map((day) => START + day * DAY),
  fc.integer({ min: 0, max: 200_000 }).map((ms) => START + ms),
  fc.integer({ min: 0, max: 60 * DAY }).map((ms) => START + ms)
)
const happening: fc.Arbitrary<Happening> = fc.oneof(
  fc.record({ kind: fc.constantFrom('reply' as const, 'booking' as const), channel: fc.constantFrom(...channels) }),
  fc.constant({ kind: 'callback' as const, cause: 'message' as const }),
  fc.constant({ kind: 'missed_inbound' as const }),
  fc.constant({ kind: 'inbound_answered' as const }),
  fc.record({ kind: fc.constant('bounce' as const), channel: fc.constant('email' as const), permanent: fc.boolean() }),
  fc.record({ kind: fc.constant('stop' as const), stop: fc.constantFrom(...stops) }),
  fc.record({
    kind: fc.constant('consent_granted' as const),
    group: fc.constantFrom('voice' as const, 'sms' as const),
    level: fc.constantFrom('implied' as const, 'express_written' as const)
  }),
  fc.record({
    kind: fc.constant('consent_revoked' as const),
    group: fc.constantFrom('voice' as const, 'sms' as const)
  }),
  fc.record({
    kind: fc.constant('profile' as const),
    changes: fc.oneof(
      fc.record({
        'lead.dealValueCents': fc.constantFrom(null, 0, 500_000),
        'lead.hasNews': fc.constantFrom(true, false, null)
      }),
      fc.record({ 'lead.fitScore': fc.constantFrom(-0, 0, -3, 7), 'lead.stage': fc.constantFrom('hot', 'cold', null) }),
      fc.record({ 'lead.relationship': fc.constantFrom('met', 'lapsed', null) })
    )
  }),
  fc.record({ kind: fc.constant('household' as const), household: fc.constantFrom(null, 4, 9) }),
  fc.record({ kind: fc.constant('recognised' as const), answer: fc.constantFrom('yes' as const, 'no' as const) }),
  fc.constant({ kind: 'asked_for_number' as const }),
  fc.record({
    kind: fc.constant('deal_won' as const),
    valueCents: fc.integer({ min: 0, max: 1e9 }),
    currency: fc.constantFrom('USD', 'EUR')
  }),
  fc.constant({ kind: 'deal_lost' as const, reason: 'too_many_contacts' as const })
)
const callStory = fc.record({
  endpoint: fc.constantFrom(...keys(endpoints)),
  message: fc.constantFrom(...keys(messages)),
  said: fc.option(fc.constantFrom(...keys(businesses)), { freq: 2 }),
  recording: fc.option(fc.integer({ min: 0, max: 51 })),
  ringSeconds: fc.option(fc.integer({ min: 0, max: 40 }))
})
/** One independent happening of a life: entries that stay in this order among themselves. */
const chapter = fc.oneof(
  { weight: 4, arbitrary: fc.record({ at: instant, story: callStory, promise: fc.option(instant) }).map(asCall) },
  { weight: 1, arbitrary: instant.map((at) => (id: number): LogEntry[] => [touch(id, at)]) },
  {
    weight: 2,
    arbitrary: fc
      .record({ at: instant, channel: fc.constantFrom(...channels.slice(1)), said: fc.boolean() })
      .map(({ at, channel, said }) => (id: number): LogEntry[] => [
        touch(id, at, channel),
        sent(id, at, channel, said ? 'hesitant' : null)
      ])
  },
  { weight: 1, arbitrary: instant.map((at) => (id: number): LogEntry[] => [touch(id, at), notMade(id, at)]) },
  {
    weight: 1,
    arbitrary: instant.map((at) => (id: number): LogEntry[] => [
      ...call(id, at, { message: 'complete', recording: 3 }),
      undone('touch', id, at)
    ])
  },
  {
    weight: 3,
    arbitrary: fc
      .record({ at: instant, happening })
      .map(({ at, happening }) => (id: number): LogEntry[] => [signal(id, at, happening)])
  }
)
function asCall(of: {
  at: number
  story: Parameters<typeof outcome>[2] & object
  promise: number | null
}): (id: number) => LogEntry[] {
  const story = of.promise === null ? of.story : { ...of.story, callAt: of.promise }
  return (id) => [touch(id, of.at), outcome(id, of.at, story)]
}
const life = (maxLength: number) =>
  fc.array(chapter, { maxLength }).map((chapters) => chapters.map((chapter, i) => chapter(i + 1)))

/** Entries of all chapters in an order drawn by `picks`, each chapter's own order kept. */
function interleave<T>(chapters: readonly (readonly T[])[], picks: readonly number[]): T[] {
  const left = chapters.map((entries) => [...entries])
  const log: T[] = []
  for (let i = 0; left.length > 0; i++) {
    const at = (picks[i % picks.length] ?? 0) % left.length
    log.push(left[at]!.shift()!)
    if (left[at]!.length === 0) left.splice(at, 1)
  }
  return log
}

/** The row as the store reaches it: entry by entry, folded again where apply says so. */
function reach(log: readonly LogEntry[]): { row: Row; folds: number } {
  let row = emptyRow()
  let folds = 0
  log.forEach((entry, i) => {
    const before = row.bytes.slice()
    if (apply(row, entry)) return
    expect(row.bytes, 'a row that has to be folded again is left as it was').toEqual(before)
    row = fold(log.slice(0, i + 1))
    folds++
  })
  return { row, folds }
}

const picks = fc.array(fc.nat(997), { minLength: 1, maxLength: 40 })

test('the row reached entry by entry is the fold of the log, bit for bit', () => {
  fc.assert(
    fc.property(life(60), picks, (chapters, order) => {
      const log = interleave(chapters, order)
      expect(reach(log).row.bytes).toEqual(fold(log).bytes)
    }),
    { numRuns: 300 }
  )
})

test('the order in which independent entries arrive leaves no trace in the row', () => {
  fc.assert(
    fc.property(life(60), picks, picks, (chapters, one, other) => {
      expect(reach(interleave(chapters, one)).row.bytes).toEqual(fold(interleave(chapters, other)).bytes)
    }),
    { numRuns: 300 }
  )
})

test('a life in which nothing is taken back needs no second fold, in whatever order it is told', () => {
  const plain = fc.uniqueArray(fc.integer({ min: 0, max: 40_000 }), { maxLength: 30 }).chain((minutes) =>
    fc.tuple(
      ...minutes.map((minute, i) =>
        fc.oneof(
          callStory.map((story): LogEntry[] => [...call(i + 1, START + minute * 60_000, story)]),
          happening
            .filter((it) => it.kind !== 'deal_won' && it.kind !== 'deal_lost')
            .map((it): LogEntry[] => [signal(i + 1, START + minute * 60_000, it)])
        )
      )
    )
  )
  fc.assert(
    fc.property(plain, picks, (chapters, order) => {
      // Each call with its outcome behind it: with more than four open the log has to say whose outcome it is.
      const told = interleave(
        chapters.map((entries) => [entries]),
        order
      ).flat()
      expect(reach(told).folds).toBe(0)
    }),
    { numRuns: 200 }
  )
})

test('any log whose ids are its own is whole: doubled, orphaned, corrected and undone entries in any order', () => {
  const hostile = fc.tuple(
    life(25),
    fc.array(fc.tuple(fc.nat(200), fc.nat(200), fc.constantFrom('touch', 'outcome', 'signal'))),
    picks
  )
  fc.assert(
    fc.property(hostile, ([chapters, extra, order]) => {
      const log = interleave(chapters, order)
      for (const [from, to, target] of extra) {
        const again = log[from % Math.max(1, log.length)]
        if (!again) continue
        // An entry told twice, or something undone that may not be there.
        const added = again.kind === 'outcome' || from % 2 === 0 ? again : undone(target as 'touch', to % 30, START)
        if (added.kind !== 'outcome' || added.result.kind === 'not_made')
          log.splice(Math.max(from, to) % log.length, 0, added)
        else log.push(added)
      }
      const { row } = reach(log)
      expect(row.bytes).toEqual(fold(log).bytes)
    }),
    { numRuns: 400 }
  )
})

test('every entry that the laws are tried on passes the door', () => {
  fc.assert(
    fc.property(life(20), (chapters) => {
      for (const entry of chapters.flat()) expect(LogEntry.safeParse(entry).error?.issues ?? []).toEqual([])
    })
  )
})

test('a row of ten thousand entries is as large as an empty one', () => {
  const log = Array.from({ length: 5_000 }, (_, i) =>
    call(i + 1, START + i * 3_600_000, { message: 'complete' })
  ).flat()
  const { row, folds } = reach(log)
  expect(row.bytes.length).toBe(emptyRow().bytes.length)
  expect(row.ints[CALLS]).toBe(5_000)
  expect(folds).toBe(0)
  expect(row.bytes).toEqual(fold(log).bytes)
})

test('an outcome that is told twice counts once', () => {
  const log = [
    ...call(1, START, { message: 'complete', callAt: START + DAY }),
    outcome(1, START, { message: 'complete', callAt: START + DAY })
  ]
  const { row, folds } = reach(log)
  expect([row.ints[VOICEMAILS], row.ints[PROMISED], folds]).toEqual([1, 1, 1])
})

test('a touch that is told twice counts once', () => {
  expect(reach([touch(1, START), touch(1, START)]).row.ints[CALLS]).toBe(1)
  expect(reach([touch(1, START, 'email'), sent(1, START, 'email'), touch(1, START, 'email')]).row.ints[TOUCHES]).toBe(1)
})

test('what is older than the row remembers is counted by the log: told again, or settled late', () => {
  const many = Array.from({ length: 40 }, (_, i) => call(i + 2, START + (i + 1) * DAY)).flat()
  const again = reach([touch(1, START), ...many, touch(1, START)])
  expect([again.row.ints[CALLS], again.folds]).toEqual([41, 1])
  const late = [touch(1, START), ...many, outcome(1, START, { message: 'complete' })]
  expect([reach(late).row.ints[VOICEMAILS], reach(late).folds]).toEqual([1, 1])
})

test('twins of one minute and channel are told apart by the log', () => {
  const twins = [touch(1, START, 'email'), touch(2, START, 'email')]
  const log = [...twins, sent(1, START, 'email', 'conversation'), sent(1, START, 'email'), sent(2, START, 'email')]
  for (let length = 0; length <= log.length; length++)
    expect(reach(log.slice(0, length)).row.bytes).toEqual(fold(log.slice(0, length)).bytes)
  const calls = [touch(1, START), touch(2, START), outcome(1, START, { message: 'complete' }), outcome(1, START)]
  expect(reach(calls).row.bytes).toEqual(fold(calls).bytes)
})

test('an outcome that names its touch but another minute settles nothing', () => {
  const { row } = reach([touch(1, START), outcome(1, START + DAY, { message: 'complete' })])
  expect(row.ints[VOICEMAILS]).toBe(0)
})

test('a missed call that is told twice is one', () => {
  const missed = (id: number, at: number) => signal(id, at, { kind: 'missed_inbound' })
  const log = [missed(1, START), ...Array.from({ length: 9 }, () => missed(2, START + DAY))]
  expect(reach(log).row.bytes).toEqual(fold([missed(1, START), missed(2, START + DAY)]).bytes)
})

test('of two values of one instant the same one holds, whichever came first', () => {
  const score = (id: number, value: number) =>
    signal(id, START, { kind: 'profile', changes: { 'lead.fitScore': value } })
  for (const [one, other] of [
    [3, 8],
    [0, -0]
  ] as const)
    expect(reach([score(1, one), score(2, other)]).row.bytes).toEqual(reach([score(2, other), score(1, one)]).row.bytes)
})

test('a corrected outcome replaces the first, but a stop in the first stays', () => {
  const log = [...call(1, START, { message: 'complete' }), outcome(1, START, { endpoint: 'no_answer' })]
  expect(reach(log).row.ints[VOICEMAILS]).toBe(0)
  const stopped = [...call(1, START, { said: 'do_not_call' }), outcome(1, START, { said: 'hesitant' })]
  expect(reach(stopped).row.ints[STOPS]).toBe(1 << stops.indexOf('do_not_call'))
})

test('an outcome without its touch counts nothing, yet its stop holds', () => {
  const log = [outcome(7, START, { message: 'complete', said: 'complaint' })]
  const { row } = reach(log)
  expect([row.ints[VOICEMAILS], row.ints[CALLS], row.ints[STOPS]]).toEqual([0, 0, 1 << stops.indexOf('complaint')])
})

test('an outcome under the id of another touch settles nothing', () => {
  const { row } = reach([touch(1, START), touch(3, START + DAY), outcome(2, START, { message: 'complete' })])
  expect(row.ints[VOICEMAILS]).toBe(0)
})

test('four calls may be open at once, a fifth sends their outcomes to the log', () => {
  const open = (count: number) => Array.from({ length: count }, (_, i) => touch(2 ** 40 + i, START + i * DAY))
  const settled = (count: number) => Array.from({ length: count }, (_, i) => outcome(2 ** 40 + i, START + i * DAY))
  expect(reach([...open(4), ...settled(4)]).folds).toBe(0)
  const five = reach([...open(5), ...settled(5)])
  expect([five.folds, five.row.ints[CALLS]]).toEqual([1, 5])
  expect(five.row.bytes).toEqual(fold([...open(5), ...settled(5)]).bytes)
})

test('a touch that was not made counts for nothing', () => {
  const { row } = reach([touch(1, START), notMade(1, START), touch(2, START, 'email'), notMade(2, START, 'email')])
  expect(row.bytes).toEqual(emptyRow().bytes)
})

test('undoing a touch takes back everything it caused', () => {
  const stop = signal(9, START + 1, { kind: 'stop', stop: 'opt_out' }, 1)
  const log = [...call(1, START, { said: 'not_interested', recording: 4 }), stop, undone('touch', 1, START + 30_000)]
  expect(reach(log).row.bytes).toEqual(emptyRow().bytes)
})

test('undoing a disposition leaves the call and takes its outcome and stop', () => {
  const log = [...call(1, START, { said: 'do_not_call' }), undone('outcome', 1, START + 30_000)]
  const { row } = reach(log)
  expect(row.bytes).toEqual(fold([touch(1, START)]).bytes)
  expect([row.ints[CALLS], row.ints[STOPS]]).toEqual([1, 0])
})

test('002-08 a stop that came in stays when its touch turns out not to be made', () => {
  const log = [touch(1, START), signal(2, START + 1, { kind: 'stop', stop: 'opt_out' }, 1), notMade(1, START)]
  expect(reach(log).row.ints[STOPS]).toBe(1)
})

test('004-16 a recording of which they got any part is remembered for good', () => {
  const log = [
    ...call(1, START, { message: 'truncated', recording: 0 }),
    ...call(2, START + DAY, { message: 'complete', recording: 51 }),
    ...call(3, START + 2 * DAY, { message: 'complete', recording: 51 })
  ]
  expect(reach(log).row.numbers[HEARD]).toBe(1 + 2 ** 51)
})

test('instants outside 2000 to 2097 and values that no door lets in fail before the row is touched', () => {
  const bad: readonly LogEntry[] = [
    touch(1, NaN),
    touch(1, -5),
    touch(1, 1e15),
    touch(1, START + 0.5),
    touch(1, START, 'pigeon' as never),
    { ...outcome(1, START), promise: { callAt: Infinity } },
    outcome(1, START, { recording: 52 }),
    signal(1, 0, { kind: 'missed_inbound' }),
    signal(1, START, { kind: 'stop', stop: 'tired' as never }),
    signal(1, START, { kind: 'profile', changes: { 'lead.hasNews': true, 'lead.colour': 'red' } }),
    signal(1, START, { kind: 'profile', changes: { 'lead.hasNews': true, 'lead.market': 'b2g' } }),
    signal(1, START, { kind: 'nonsense' } as never),
    { kind: 'nonsense' } as never
  ]
  for (const entry of bad) {
    const row = fold([touch(1, START)])
    const before = row.bytes.slice()
    expect(() => apply(row, entry), JSON.stringify(entry)).toThrow()
    expect(row.bytes).toEqual(before)
  }
})
