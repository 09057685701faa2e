import { expect, test } from 'vitest'
import { minutesGone } from './minute.ts'
import { PRESSURE_HALF_LIFE_DAYS, callWeights, channelWeights, writePressure } from './pressure.ts'
import { ABANDONED } from './call-code.ts'
import { channels } from './channel.ts'
import { fold } from './fold.ts'
import { type LogEntry } from './log-entry.ts'
import { call, touch } from './story.ts'

const MINUTE = 60_000
const DAY = 1440 * MINUTE
const NOW = 1_767_600_000_000
const pressure = (log: readonly LogEntry[], now = NOW): number => {
  const into = Float64Array.of(-1, -1)
  writePressure(fold(log), minutesGone(now), into, 1)
  expect(into[0]).toBe(-1)
  return into[1]!
}

test('000-22 what is left of a touch depends on its age alone: half a week or a year, to the minute', () => {
  for (const age of [0, 1, 719, 1439, 1440, 1441, 3.5 * 1440, 7 * 1440, 49 * 1440 + 77, 349 * 1440 + 1439])
    expect(pressure(call(1, NOW - age * MINUTE)), `${age} minutes`).toBeCloseTo(
      2 ** (-age / 1440 / PRESSURE_HALF_LIFE_DAYS),
      12
    )
})

test('000-22 beyond fifty half-lives nothing is left, and never less than nothing', () => {
  expect(pressure(call(1, NOW - 349 * DAY))).toBeGreaterThan(0)
  expect(pressure(call(1, NOW - 350 * DAY))).toBe(0)
  expect(pressure([touch(1, NOW - 4_000 * DAY, 'visit')])).toBe(0)
})

test('a touch that is dated later weighs as if it were now', () => {
  expect(pressure(call(1, NOW + 9 * DAY))).toBe(1)
})

test('touches add up, each channel by its own weight', () => {
  expect(pressure([])).toBe(0)
  for (const channel of channels)
    if (channel !== 'call') expect(pressure([touch(1, NOW, channel)]), channel).toBe(channelWeights[channel].weight)
  const log = [...call(1, NOW), ...call(2, NOW, { message: 'complete' }), touch(3, NOW, 'sms'), touch(4, NOW, 'visit')]
  expect(pressure(log)).toBeCloseTo(1 + 1.5 + 1 + 2, 12)
})

test('000-27 a message presses more than the call alone, and an abandoned call most of all', () => {
  const of = (story: Parameters<typeof call>[2]) => pressure(call(1, NOW, story))
  expect(of({ message: 'complete' })).toBeGreaterThan(of({}))
  expect(of({ message: 'complete', ringSeconds: 1 })).toBeGreaterThan(of({ ringSeconds: 1 }))
  for (const { code, weight } of callWeights)
    if (code !== ABANDONED) expect(of({ endpoint: 'abandoned' }), `code ${code}`).toBeGreaterThan(weight)
  expect(of({ endpoint: 'congestion' })).toBe(0)
})
