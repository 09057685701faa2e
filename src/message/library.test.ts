import { describe, expect, test } from 'vitest'
import { type Placed, libraryOf, recordingState } from './library.ts'

const NOW = 1_000_000
const recording = (slot: number, more: Partial<Placed> = {}): Placed => ({
  ...{ slot, seconds: 20, kind: 'drop', purpose: null, language: null, angle: null, promises: null },
  ...{ asksQuestion: null, givesNumber: null, mentionsEmail: null },
  ...{ approvedAt: 1, validUntil: null, retiredAt: null, ...more }
})

describe('a recording is', () => {
  test.for([
    ['a draft until somebody approves it', { approvedAt: null }, 'draft'],
    ['in use from then on', {}, 'in_use'],
    ['in use until the last instant of its time', { validUntil: NOW + 1 }, 'in_use'],
    ['expired when its time is over', { validUntil: NOW }, 'expired'],
    ['retired whatever else holds', { approvedAt: null, retiredAt: 5 }, 'retired'],
    ['a draft, also where its time is over', { approvedAt: null, validUntil: 1 }, 'draft']
  ] as const)('%s', ([, standing, state]) => {
    expect(recordingState(recording(0, standing), NOW)).toBe(state)
  })
})

test('every recording keeps its place, and what may not be played is too long for any message', () => {
  const library = libraryOf(
    [
      recording(4, { purpose: 'callback', seconds: 17 }),
      recording(0),
      recording(1, { retiredAt: 5 }),
      recording(2, { kind: 'apology' }),
      recording(3, { approvedAt: null })
    ],
    NOW
  )
  expect(library.seconds).toEqual([20, Infinity, Infinity, Infinity, 17])
  expect(library.purposes).toEqual([null, null, null, null, 'callback'])
  expect(libraryOf([], NOW)).toEqual({ seconds: [], purposes: [] })
})
