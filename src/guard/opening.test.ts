import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type SpecialDays, everyDay, isOpen, nextOpen, openUntil } from '../clock/week-window.ts'
import { type Zone, fixedZone, zoneNamed } from '../clock/zone.ts'
import { type Hours, bothOpen, noSpecialDays, openingOf } from './opening.ts'

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
        expect(opening.until(ms)).toBe(openUntil(window, places, ms))
      }
    }),
    { numRuns: 60 }
  )
})

const MINUTE = 60_000
const open = (from: number, to: number, special: SpecialDays = noSpecialDays): Hours => ({
  week: everyDay(from, to),
  special
})
const newYork = [zoneNamed('America/New_York')!]
const utc = [fixedZone(0)]
/** Every third day is closed, every seventh opens for an hour. */
const odd: SpecialDays = (day) => (day % 3 === 0 ? [] : day % 7 === 0 ? [[600, 660]] : null)

test.for<[string, readonly Hours[], readonly Zone[]]>([
  ['two rules that overlap', [open(480, 1260), open(600, 1300)], newYork],
  ['two that overlap, the other way round', [open(600, 1300), open(480, 1260)], newYork],
  ['three', [open(480, 1260), open(540, 1080), open(0, 1440)], newYork],
  ['a break in the middle', [open(480, 1260), { week: everyDay(480, 720), special: odd }], utc],
  ['days of their own', [open(480, 1260, odd), open(615, 1200)], newYork],
  ['two zones', [open(480, 1260), open(500, 1100, odd)], [...newYork, zoneNamed('Pacific/Honolulu')!]]
])('of %s, all have to be open: minute by minute', ([, hours, places]) => {
  const opening = openingOf(hours, places)
  const isAllOpen = (ms: number) => hours.every(({ week, special }) => isOpen(week, places, ms, special))
  let next: number | null = null
  for (let ms = START + 12 * DAY; ms >= START; ms -= 20 * MINUTE) {
    if (isAllOpen(ms)) next = ms
    expect(opening.isOpen(ms)).toBe(isAllOpen(ms))
    const found = opening.next(ms)
    if (next !== null) {
      expect(isAllOpen(found!)).toBe(true)
      expect(found! <= next && found! > next - 20 * MINUTE).toBe(true)
    }
  }
})

test('the edges of a span are those of the clock: its first minute is open, its last instant, and the next is not', () => {
  for (const opening of [openingOf([open(480, 1260)], utc), openingOf([open(480, 1260), open(0, 1300)], utc)]) {
    const eight = START + 480 * MINUTE
    const nine = START + 1260 * MINUTE
    expect([eight - 1, eight, nine - 1, nine].map(opening.isOpen)).toEqual([false, true, true, false])
    expect([eight - 1, eight, nine - 1, nine].map(opening.next)).toEqual([eight, eight, nine - 1, eight + DAY])
  }
})

test('hours that are never open together have no next instant, however often they are asked', () => {
  const never = openingOf([open(480, 600), open(600, 720)], utc)
  const closed = openingOf([open(480, 600, () => [])], utc)
  for (let i = 0; i < 3; i++)
    for (const opening of [never, closed]) {
      expect(opening.next(START + i * DAY)).toBeNull()
      expect(opening.isOpen(START + i * DAY + 500 * MINUTE)).toBe(false)
    }
})

test('without any hours it is always open', () => {
  const always = openingOf([], utc)
  expect([always.isOpen(START), always.next(START)]).toEqual([true, START])
})

test('far ahead and far back the clocks themselves are asked', () => {
  const opening = openingOf([open(480, 1260)], utc)
  for (const days of [0, 799, 800, 801, 2000, -2, -3, -4, -400]) {
    const eight = START + days * DAY + 480 * MINUTE
    expect([opening.isOpen(eight), opening.isOpen(eight - 1)]).toEqual([true, false])
    expect(opening.next(eight - MINUTE)).toBe(eight)
  }
})

test('both open is the first instant at which the one and the other are', () => {
  const [day, noon, night] = [open(480, 1260), open(700, 800), open(0, 60)].map((hours) => openingOf([hours], utc))
  expect(bothOpen(day!, noon!, START)).toBe(START + 700 * MINUTE)
  expect(bothOpen(noon!, day!, START)).toBe(START + 700 * MINUTE)
  expect(bothOpen(noon!, day!, START + 810 * MINUTE)).toBe(START + DAY + 700 * MINUTE)
  expect(bothOpen(day!, openingOf([open(480, 600, () => [])], utc), START)).toBeNull()
  expect(bothOpen(openingOf([open(480, 600, () => [])], utc), day!, START)).toBeNull()
  expect(night!.next(START)).toBe(START)
  // The other moves it into a break of the one.
  const broken: Hours = {
    week: everyDay(0, 1440),
    special: () => [
      [480, 540],
      [720, 780]
    ]
  }
  expect(bothOpen(openingOf([broken], utc), openingOf([open(570, 750)], utc), START)).toBe(START + 720 * MINUTE)
})
