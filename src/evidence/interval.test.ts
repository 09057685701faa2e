import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { exact, wilson } from './interval.ts'

describe('the band of a share', () => {
  // Worked values of Newcombe (1998, Stat Med 17:857), method 3 without correction.
  test.for([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718]
  ])('%i of %i by Wilson', ([count, of, low, high]) => {
    const band = wilson(count!, of!)!
    expect(band.low).toBeCloseTo(low!, 4)
    expect(band.high).toBeCloseTo(high!, 4)
  })

  // Method 5 of the same table.
  test.for([
    [81, 263, 0.2527, 0.3676],
    [15, 148, 0.0578, 0.1617],
    [0, 20, 0, 0.1684],
    [1, 29, 0.0009, 0.1776]
  ])('%i of %i exactly', ([count, of, low, high]) => {
    const band = exact(count!, of!)!
    expect(band.low).toBeCloseTo(low!, 4)
    expect(band.high).toBeCloseTo(high!, 4)
  })

  test('002-10 one callback in a hundred messages is 0.03 to 5.4 in a hundred', () => {
    const band = exact(1, 100)!
    expect(band.low * 100).toBeCloseTo(0.025, 3)
    expect(band.high * 100).toBeCloseTo(5.446, 3)
  })

  test('of nothing there is no band', () => {
    expect([wilson(0, 0), exact(0, 0)]).toEqual([null, null])
  })

  test('law: a band holds its share, stays within 0 and 1, and all or none of it ends there exactly', () => {
    const some = fc
      .integer({ min: 1, max: 1_000_000 })
      .chain((of) => fc.tuple(fc.integer({ min: 0, max: of }), fc.constant(of)))
    fc.assert(
      fc.property(some, ([count, of]) => {
        for (const band of [wilson(count, of)!, exact(count, of)!]) {
          expect(band.low).toBeLessThanOrEqual(count / of + 1e-12)
          expect(band.high).toBeGreaterThanOrEqual(count / of - 1e-12)
          expect(band.low).toBeGreaterThanOrEqual(0)
          expect(band.high).toBeLessThanOrEqual(1)
          if (count === 0) expect(band.low).toBe(0)
          if (count === of) expect(band.high).toBe(1)
        }
      })
    )
  })
})
