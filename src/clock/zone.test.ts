import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatInstant } from './civil.ts'
import {
  fixedZone,
  instantOf,
  localMinutes,
  nextChange,
  offsetMinutes,
  zoneName,
  zoneNamed,
  zoneNames
} from './zone.ts'
import type { Zone } from './zone.ts'

const ms = (text: string): number => Date.parse(text)
const named = (name: string): Zone => zoneNamed(name) as Zone
const wall = (text: string): number => Date.parse(`${text}:00Z`) / 60_000

const anyZone = fc.constantFrom(...zoneNames()).map(named)
const anyInstant = fc.integer({ min: ms('1970-01-03T00:00Z'), max: ms('2100-12-28T00:00Z') })

test.for([
  ['America/New_York', 'America/New_York'],
  ['america/new_york', 'America/New_York'],
  ['US/Eastern', 'America/New_York'],
  ['Europe/Oslo', 'Europe/Oslo'],
  ['Asia/Calcutta', 'Asia/Kolkata'],
  ['Europe/Kiev', 'Europe/Kyiv'],
  ['America/Yellowknife', 'America/Edmonton'],
  ['Zulu', 'UTC'],
  ['utc', 'UTC']
] as const)('the name %s stands for %s', ([name, zone]) => {
  expect(zoneName(named(name))).toBe(zone)
})

test.for(['', 'Mars/Olympus', 'EST5', 'America/New York', '__proto__', 'constructor'])('%j is no zone', (name) => {
  expect(zoneNamed(name)).toBeNull()
})

test('every name that is offered is known', () => {
  expect(zoneNames().length).toBeGreaterThan(550)
  expect(new Set(zoneNames()).size).toBe(zoneNames().length)
  for (const name of zoneNames()) expect(zoneNamed(name), name).not.toBeNull()
})

test('a fixed offset keeps its offset for ever and is no zone of the table', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1439, max: 1439 }), anyInstant, (offset, at) => {
      const zone = fixedZone(offset)
      expect(offsetMinutes(zone, at)).toBe(offset)
      expect(localMinutes(zone, at)).toBe(Math.floor(at / 60_000) + offset)
      expect(instantOf(zone, localMinutes(zone, at))).toBe(Math.floor(at / 60_000) * 60_000)
      expect(nextChange(zone, at)).toBe(Infinity)
    })
  )
  expect(zoneName(fixedZone(-300))).toBe('-05:00')
  expect(zoneName(fixedZone(345))).toBe('+05:45')
  expect(zoneName(fixedZone(0))).toBe('+00:00')
})

test.for([1440, -1440, 0.5, NaN, Infinity])('an offset of %d minutes is refused', (offset) => {
  expect(() => fixedZone(offset)).toThrow('whole minutes between -1439 and 1439')
})

test.for([
  ['America/New_York', '2026-03-08T06:59:59Z', '2026-03-08T01:59:59-05:00'],
  ['America/New_York', '2026-03-08T07:00:00Z', '2026-03-08T03:00:00-04:00'],
  ['America/New_York', '2026-11-01T05:59:59Z', '2026-11-01T01:59:59-04:00'],
  ['America/New_York', '2026-11-01T06:00:00Z', '2026-11-01T01:00:00-05:00'],
  ['America/New_York', '2099-07-01T12:00:00Z', '2099-07-01T08:00:00-04:00'],
  ['America/Vancouver', '2026-12-15T20:00:00Z', '2026-12-15T13:00:00-07:00'],
  ['America/Edmonton', '2026-12-15T20:00:00Z', '2026-12-15T14:00:00-06:00'],
  ['America/Winnipeg', '2026-12-15T20:00:00Z', '2026-12-15T15:00:00-05:00'],
  ['America/Vancouver', '2025-12-15T20:00:00Z', '2025-12-15T12:00:00-08:00'],
  ['America/St_Johns', '2026-12-15T20:00:00Z', '2026-12-15T16:30:00-03:30'],
  ['Asia/Kathmandu', '2026-06-01T00:00:00Z', '2026-06-01T05:45:00+05:45'],
  ['Pacific/Chatham', '2026-12-15T00:00:00Z', '2026-12-15T13:45:00+13:45'],
  ['Australia/Eucla', '2026-12-15T00:00:00Z', '2026-12-15T08:45:00+08:45'],
  ['Australia/Lord_Howe', '2026-04-04T14:59:59Z', '2026-04-05T01:59:59+11:00'],
  ['Australia/Lord_Howe', '2026-04-04T15:00:00Z', '2026-04-05T01:30:00+10:30'],
  ['Pacific/Kiritimati', '1994-12-31T09:59:59Z', '1994-12-30T23:59:59-10:00'],
  ['Pacific/Kiritimati', '1994-12-31T10:00:00Z', '1995-01-01T00:00:00+14:00'],
  ['Pacific/Apia', '2011-12-30T09:59:59Z', '2011-12-29T23:59:59-10:00'],
  ['Pacific/Apia', '2011-12-30T10:00:00Z', '2011-12-31T00:00:00+14:00'],
  ['Europe/Dublin', '2026-01-01T12:00:00Z', '2026-01-01T12:00:00+00:00'],
  ['Africa/Cairo', '2026-04-23T22:00:00Z', '2026-04-24T01:00:00+03:00'],
  ['America/Asuncion', '2026-07-01T12:00:00Z', '2026-07-01T09:00:00-03:00']
] as const)('in %s the instant %s reads %s', ([name, instant, text]) => {
  expect(formatInstant(ms(instant), named(name))).toBe(text)
})

test.for([
  ['a gap gives the jump', 'America/New_York', '2026-03-08T02:30', '2026-03-08T07:00:00Z'],
  ['an overlap gives the earlier', 'America/New_York', '2026-11-01T01:30', '2026-11-01T05:30:00Z'],
  ['the end of an overlap comes after it', 'America/New_York', '2026-11-01T02:00', '2026-11-01T07:00:00Z'],
  ['a half-hour gap', 'Australia/Lord_Howe', '2026-10-04T02:15', '2026-10-03T15:30:00Z'],
  ['a day that never was', 'Pacific/Apia', '2011-12-30T12:00', '2011-12-30T10:00:00Z'],
  ['an ordinary morning', 'Asia/Kolkata', '2026-12-02T09:00', '2026-12-02T03:30:00Z']
] as const)('%s: %s %s', ([, name, local, instant]) => {
  expect(instantOf(named(name), wall(local))).toBe(ms(instant))
})

test('the instant of a wall clock is never after the moment that showed it, and shows it or a later minute', () => {
  fc.assert(
    fc.property(anyZone, anyInstant, (zone, at) => {
      const local = localMinutes(zone, at)
      const first = instantOf(zone, local)
      expect(first).toBeLessThanOrEqual(at)
      expect(localMinutes(zone, first)).toBeGreaterThanOrEqual(local)
    }),
    { numRuns: 2000 }
  )
})

test('around every kind of change the instant of a minute is the first that shows it', () => {
  const names = [
    'America/New_York',
    'Australia/Lord_Howe',
    'Pacific/Apia',
    'Asia/Gaza',
    'Africa/Casablanca',
    'America/Havana'
  ]
  const change = fc.constantFrom(...names).chain((name) => {
    const changes: (readonly [Zone, number])[] = []
    const zone = named(name)
    for (let at = nextChange(zone, ms('1995-01-01')); at < ms('2040-01-01'); at = nextChange(zone, at))
      changes.push([zone, at])
    return fc.constantFrom(...changes)
  })
  fc.assert(
    fc.property(change, fc.integer({ min: -1600, max: 1600 }), ([zone, at], shift) => {
      const minute = localMinutes(zone, at) + shift
      const first = instantOf(zone, minute)
      expect(localMinutes(zone, first)).toBeGreaterThanOrEqual(minute)
      // Two days is more than any clock was ever moved.
      for (let before = first - 60_000; before > first - 2880 * 60_000; before -= 60_000) {
        if (localMinutes(zone, before) >= minute) throw new Error(`${zoneName(zone)} showed ${minute} before ${first}`)
      }
    }),
    { numRuns: 60 }
  )
})

test('between two changes the offset stands still, and at a change it moves', () => {
  fc.assert(
    fc.property(anyZone, anyInstant, (zone, at) => {
      const change = nextChange(zone, at)
      if (change === Infinity) return
      expect(change).toBeGreaterThan(at)
      expect(offsetMinutes(zone, change - 1)).toBe(offsetMinutes(zone, at))
      expect(offsetMinutes(zone, change)).not.toBe(offsetMinutes(zone, at))
    }),
    { numRuns: 2000 }
  )
})

test.for([ms('1969-12-28T00:00Z'), ms('2101-01-05T00:00Z'), NaN, Infinity, -Infinity])(
  'an instant outside the table is refused, not guessed: %d',
  (at) => {
    expect(() => offsetMinutes(named('America/New_York'), at)).toThrow('1970 to 2100')
    expect(() => localMinutes(named('UTC'), at)).toThrow('1970 to 2100')
  }
)
