import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Course, type Line } from './course.ts'
import { courseBytes, courseOf } from './course-bytes.ts'

const MINUTE = 60_000
const line: Line = { kind: 'planned', step: 3, round: 2, at: 29_000_000 * MINUTE, rule: -1 }
const course = (...lines: readonly Line[]): Course => ({ lines, left: false, outcome: NaN, number: -1 })

test('a course takes 4 bytes for the last call and 10 for each line', () => {
  expect([1, 2, 5].map((n) => courseBytes(course(...Array<Line>(n).fill(line))).length)).toEqual([14, 24, 54])
})

test('the stored form is laid out as it says, little end first', () => {
  const bytes = courseBytes({
    ...course({ kind: 'parked', step: 0x0102, round: 0x0304, at: 0x05060708 * MINUTE, rule: 7 }),
    ...{ left: true, outcome: 3, number: 2 }
  })
  expect([...bytes]).toEqual([1, 3, 2, 0, 4, 7, 0x02, 0x01, 0x04, 0x03, 0x08, 0x07, 0x06, 0x05])
})

test.for(['idle', 'planned', 'calling', 'held', 'parked', 'over'] as const)(
  'a line that is %s is read back so',
  (kind) => {
    const stored = course({ ...line, kind }, line)
    expect(courseOf(courseBytes(stored))).toEqual(stored)
  }
)

test('every kind of line has the number that stored courses give it', () => {
  const kinds = ['idle', 'planned', 'calling', 'held', 'parked', 'over'] as const
  expect(kinds.map((kind) => courseBytes(course({ ...line, kind }))[4])).toEqual([0, 1, 2, 3, 4, 5])
})

test.for<{ says: string; change: Partial<Course> }>([
  { says: 'no message, no outcome, no number', change: {} },
  { says: 'a message was left', change: { left: true } },
  { says: 'a voicemail', change: { outcome: 0 } },
  { says: 'the last of the outcomes', change: { outcome: 254 } },
  { says: 'the first number', change: { number: 0 } },
  { says: 'the last number that there can be', change: { number: 127 } }
])('of the last call is kept: $says', ({ change }) => {
  const stored = { ...course(line), ...change }
  expect(courseOf(courseBytes(stored))).toEqual(stored)
})

test.for<{ says: string; change: Partial<Line> }>([
  { says: 'nowhere yet', change: { step: -1 } },
  { says: 'the furthest step', change: { step: 32_767 } },
  { says: 'the first instant', change: { at: 0 } },
  { says: 'the last minute that can be told', change: { at: 0xfffffffe * MINUTE } },
  { says: 'until an event', change: { at: Infinity } },
  { says: 'the furthest round', change: { round: 65_535 } },
  { says: 'the last rule', change: { rule: 127 } },
  { says: 'the first rule', change: { rule: 0 } }
])('of a line is kept: $says', ({ change }) => {
  const stored = course(line, { ...line, ...change }, line)
  expect(courseOf(courseBytes(stored))).toEqual(stored)
})

test('what does not fit is rounded to the safe side: never a minute early, never the first round again', () => {
  const [read] = courseOf(courseBytes(course({ ...line, at: 5 * MINUTE + 1, round: 70_000 })))!.lines
  expect(read).toEqual({ ...line, at: 6 * MINUTE, round: 65_535 })
})

test('bytes of another length are no course', () => {
  const bytes = courseBytes(course(line, line))
  for (const length of [0, 3, 4, 13, 15, 23]) expect(courseOf(bytes.slice(0, length)), `${length} bytes`).toBeNull()
  expect(courseOf(Uint8Array.of(...bytes, 0))).toBeNull()
  expect([14, 24].map((length) => courseOf(bytes.slice(0, length))?.lines.length)).toEqual([1, 2])
})

test('a line of a kind that there is not makes the whole no course', () => {
  for (const at of [4, 14])
    for (const kind of [6, 255]) {
      const bytes = courseBytes(course(line, line))
      bytes[at] = kind
      expect(courseOf(bytes)).toBeNull()
    }
})

test('a course inside a larger buffer is read at its own place', () => {
  const stored = { ...course(line, { ...line, kind: 'over' }), left: true, outcome: 2, number: 1 }
  const padded = Uint8Array.of(9, 9, 9, ...courseBytes(stored), 9)
  expect(courseOf(padded.subarray(3, -1))).toEqual(stored)
})

test('any bytes are a course or none, never a failure', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => void courseOf(bytes)))
})
