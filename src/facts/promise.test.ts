import { expect, test } from 'vitest'
import { fold } from './fold.ts'
import { PROMISE_EARLY_HOURS, PROMISE_LATE_HOURS, promises } from './promise.ts'
import { type LogEntry } from './log-entry.ts'
import { call, touch } from './story.ts'

const HOUR = 3_600_000
const MINUTE = 60_000
const DAY = 24 * HOUR
const AT = 1_767_600_000_000
const DUE = AT + 3 * DAY
const promised = call(1, AT, { callAt: DUE })
const after = (now: number, ...more: readonly LogEntry[]) => promises(fold([...promised, ...more]), now)

test('003-18 a call keeps the promise from two hours before to a day after, to the minute', () => {
  const keeps = (at: number) => after(DUE + 9 * DAY, ...call(2, at)).kept
  const [first, last] = [DUE - PROMISE_EARLY_HOURS * HOUR, DUE + PROMISE_LATE_HOURS * HOUR]
  expect([keeps(first - MINUTE), keeps(first), keeps(last), keeps(last + MINUTE)]).toEqual([0, 1, 1, 0])
})

test('003-18 a promise is open until its day after is over, then broken', () => {
  const end = DUE + PROMISE_LATE_HOURS * HOUR
  expect(after(end)).toEqual({ made: 1, kept: 0, broken: 0, open: 1 })
  expect(after(end + MINUTE)).toEqual({ made: 1, kept: 0, broken: 1, open: 0 })
})

test('003-18 any of our calls keeps it, not only the last, and an e-mail does not', () => {
  const others = [touch(3, DUE + 2 * DAY), touch(4, DUE + 3 * DAY)]
  expect(after(DUE + 9 * DAY, touch(2, DUE), ...others)).toEqual({ made: 1, kept: 1, broken: 0, open: 0 })
  expect(after(DUE + 9 * DAY, touch(2, DUE, 'email'), ...others).kept).toBe(0)
})

test('003-18 who was promised nothing has nothing open', () => {
  expect(promises(fold(call(1, AT)), AT)).toEqual({ made: 0, kept: 0, broken: 0, open: 0 })
})

test('003-18 of many promises all are counted and the last four are judged', () => {
  const log = Array.from({ length: 6 }, (_, i) =>
    call(i + 1, AT + i * 10 * DAY, { callAt: AT + (i * 10 + 5) * DAY })
  ).flat()
  expect(promises(fold(log), AT + 52 * DAY)).toEqual({ made: 6, kept: 0, broken: 3, open: 1 })
})
