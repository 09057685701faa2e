import fc from 'fast-check'
import { expect, test } from 'vitest'
import { everyDay, isOpen, nextOpen } from '../clock/week-window.ts'
import { zoneNamed } from '../clock/zone.ts'
import { openingOf } from './opening.ts'

const DAY = 86_400_000
const START = Date.UTC(2027, 0, 6)
const names = ['America/New_York', 'Pacific/Honolulu', 'Australia/Lord_Howe', 'Africa/Casablanca', 'Asia/Kathmandu']
const zones = fc.subarray(
  names.map((name) => zoneNamed(name)!),
  { minLength: 1, maxLength: 3 }
)
const hours = fc
  .constantFrom([480, 1260], [0, 1440], [0, 1], [600, 600], [120, 180])
  .map(([from, to]) => everyDay(from!, to!))
const asked = fc.array(fc.integer({ min: -30 * DAY, max: 1200 * DAY }), { minLength: 1, maxLength: 12 })

test('a list of open spans says what the clocks say, in whatever order it is asked', () => {
  fc.assert(
    fc.property(hours, zones, asked, (window, places, delays) => {
      const opening = openingOf([{ week: window, special: () => null }], places)
      for (const delay of delays) {
        const ms = START + delay
        expect(opening.isOpen(ms)).toBe(isOpen(window, places, ms))
        expect(opening.next(ms)).toBe(nextOpen(window, places, ms))
      }
    }),
    { numRuns: 60 }
  )
})
