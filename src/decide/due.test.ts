import { describe, expect, test } from 'vitest'
import { formatInstant } from '../clock/civil.ts'
import { zoneNamed } from '../clock/zone.ts'
import { parseWait } from '../playbook/wait.ts'
import { factsOf } from '../../test/any-facts.ts'
import { shelf } from '../../test/the-shelf.ts'
import { house } from '../guard/house.ts'
import { deskFor, situationOf } from './answer.ts'
import { daypart, drawWait } from './due.ts'

const zone = zoneNamed('America/New_York')!
const at = (text: string): number => Date.parse(text)
const said = (ms: number): string => formatInstant(ms, zone)
const situation = (id: string, attempt = 1, place: object = { country: 'US', region: 'US-NY' }) =>
  situationOf(deskFor(shelf.programs[0]!, house), factsOf({ attempt, lead: { id }, place }), 0)
const due = (wait: string, from: string, onBusinessDays = false, id = 'a', salt = 1): string =>
  said(drawWait(parseWait(wait)!, onBusinessDays, at(from), situation(id), salt))

describe('a wait', () => {
  test('in minutes and hours is that long, whatever the clocks do', () => {
    expect(due('30m', '2026-12-02T10:15:00-05:00')).toBe('2026-12-02T10:45:00-05:00')
    expect(due('3h', '2027-03-14T01:00:00-05:00')).toBe('2027-03-14T05:00:00-04:00')
  })

  test('in days keeps the hour on their wall over the night on which clocks change', () => {
    expect(due('2d', '2027-03-13T10:15:00-05:00')).toBe('2027-03-15T10:15:00-04:00')
    expect(due('1w', '2026-10-30T18:00:00-04:00')).toBe('2026-11-06T18:00:00-05:00')
    expect(due('0d', '2026-12-02T10:15:30-05:00')).toBe('2026-12-02T10:15:30-05:00')
  })

  test('in business days passes over weekends and the holidays of their country', () => {
    expect(due('1bd', '2026-12-04T10:00:00-05:00')).toBe('2026-12-07T10:00:00-05:00')
    expect(due('2bd', '2026-11-25T10:00:00-05:00')).toBe('2026-11-30T10:00:00-05:00')
    expect(due('3bd', '2026-12-01T10:00:00-05:00')).toBe('2026-12-04T10:00:00-05:00')
  })

  test('on business days takes a day of its range, and the next one where the range holds none', () => {
    const days = new Set(
      Array.from({ length: 60 }, (_, i) => due('2-4d', '2026-12-02T10:00:00-05:00', true, `lead ${i}`).slice(8, 10))
    )
    expect(days).toEqual(new Set(['04']))
    expect(due('3d', '2026-12-02T10:00:00-05:00', true)).toBe('2026-12-07T10:00:00-05:00')
    const early = new Set(
      Array.from({ length: 60 }, (_, i) => due('1-3d', '2026-11-30T10:00:00-05:00', true, `lead ${i}`).slice(8, 10))
    )
    expect(early).toEqual(new Set(['01', '02', '03']))
  })

  test('with a range is drawn in whole units, both ends included, about as often each', () => {
    const count = new Map<string, number>()
    for (let i = 0; i < 900; i++) {
      const day = due('2-4d', '2026-12-07T10:00:00-05:00', false, `lead ${i}`).slice(8, 10)
      count.set(day, (count.get(day) ?? 0) + 1)
    }
    expect([...count.keys()].sort()).toEqual(['09', '10', '11'])
    for (const often of count.values()) expect(Math.abs(often - 300)).toBeLessThan(60)
  })

  test('is drawn anew for another attempt, step and seed, and the same for the same', () => {
    const draws = (key: (i: number) => number) => new Set(Array.from({ length: 40 }, (_, i) => key(i))).size
    const wait = parseWait('1-400m')!
    expect(draws(() => drawWait(wait, false, 0, situation('a'), 1))).toBe(1)
    expect(draws((i) => drawWait(wait, false, 0, situation('a', i + 1), 1))).toBeGreaterThan(30)
    expect(draws((i) => drawWait(wait, false, 0, situation('a'), i))).toBeGreaterThan(30)
    expect(draws((i) => drawWait(wait, false, 0, situation(`lead ${i}`), 1))).toBeGreaterThan(30)
    expect([1, 2, 3].map((salt) => drawWait(wait, false, 0, situation('a', 2), salt) / 60_000)).toEqual(WAITED)
  })
})

describe('a varied daypart', () => {
  const part = (attempt: number, from: string, uniform = 0): string =>
    said(daypart(at(from), zone, attempt, uniform)).slice(0, 16)

  test('goes round noon, late afternoon and morning', () => {
    const early = '2026-12-02T08:00:00-05:00'
    expect([1, 2, 3, 4].map((attempt) => part(attempt, early))).toEqual([
      '2026-12-02T11:30',
      '2026-12-02T16:00',
      '2026-12-02T09:00',
      '2026-12-02T11:30'
    ])
    expect([1, 2, 3].map((attempt) => part(attempt, early, 0.999))).toEqual([
      '2026-12-02T13:29',
      '2026-12-02T17:59',
      '2026-12-02T10:59'
    ])
  })

  test('is never before the wait is over: then it is tomorrow', () => {
    expect(part(3, '2026-12-02T09:00:00-05:00')).toBe('2026-12-02T09:00')
    expect(part(3, '2026-12-02T09:01:00-05:00')).toBe('2026-12-03T09:00')
  })
})

/** Minutes drawn for attempt 2 of lead a: they never change, or every simulation would. */
const WAITED: readonly number[] = [257, 395, 374]
