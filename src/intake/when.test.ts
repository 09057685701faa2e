import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatClock, formatInstant } from '../clock/civil.ts'
import { localMinutes, zoneNamed } from '../clock/zone.ts'
import { readWhen } from './when.ts'

const NEW_YORK = zoneNamed('America/New_York')!
/** Monday 4 January 2027, 10:00 in New York. */
const NOW = Date.parse('2027-01-04T15:00:00Z')
const read = (text: string, now = NOW, zone = NEW_YORK): string => {
  const when = readWhen(text, now, zone)
  return when.kind === 'at' ? formatInstant(when.at, zone).slice(0, 16) : when.says
}

describe('a time as a person types it', () => {
  test.for([
    ['thu 10', '2027-01-07T10:00'],
    ['Thursday at 10:30', '2027-01-07T10:30'],
    ['thurs, 9am', '2027-01-07T09:00'],
    ['tomorrow 14:30', '2027-01-05T14:30'],
    ['tomorrow 3', '2027-01-05T15:00'],
    ['tomorrow 03:00', '2027-01-05T03:00'],
    ['tomorrow noon', '2027-01-05T12:00'],
    ['3pm', '2027-01-04T15:00'],
    ['3 pm', '2027-01-04T15:00'],
    ['11', '2027-01-04T11:00'],
    ['9', '2027-01-05T09:00'],
    ['today 16:15', '2027-01-04T16:15'],
    ['in 20 minutes', '2027-01-04T10:20'],
    ['in an hour', '2027-01-04T11:00'],
    ['2h', '2027-01-04T12:00'],
    ['in 3 days', '2027-01-07T10:00'],
    ['mon 11', '2027-01-04T11:00'],
    ['mon 9', '2027-01-11T09:00'],
    ['next thu 10', '2027-01-14T10:00'],
    ['next mon 9', '2027-01-11T09:00'],
    ['10:30 thu', '2027-01-07T10:30'],
    ['1 mar 9:00', '2027-03-01T09:00'],
    ['mar 1 9', '2027-03-01T09:00'],
    [
      '1st of march',
      '"1st of march" is no time that I know: write it like thu 10, tomorrow 14:30, in 2 hours or 1 mar 9:00'
    ],
    ['March 1st 2027 at 9:00', '2027-03-01T09:00'],
    ['2027-03-01 9:00', '2027-03-01T09:00'],
    ['1.3. 9.30', '2027-03-01T09:30'],
    ['2 jan 9', '2028-01-02T09:00'],
    ['29 feb 10', '2028-02-29T10:00'],
    ['12am', '2027-01-05T00:00']
  ] as const)('%s', ([text, expected]) => {
    expect(read(text)).toBe(expected)
  })

  test.for([
    ['', 'say when'],
    ['tomorrow', 'at what time?'],
    ['thu', 'at what time?'],
    ['soon', 'is no time that I know'],
    ['3/4 9:00', 'is no time that I know'],
    ['30 feb 10', 'is no time that I know'],
    ['thu 25', 'is no time that I know'],
    ['today 9', 'is over already'],
    ['2026-03-01 9:00', 'is over already'],
    ['2031-03-01 9:00', 'more than two years away']
  ] as const)('%s is not clear: %s', ([text, says]) => {
    expect(readWhen(text, NOW, NEW_YORK)).toEqual({ kind: 'unclear', says: expect.stringContaining(says) })
  })

  test('it is the clock of the person, not ours: ten in Los Angeles is one in New York', () => {
    const there = zoneNamed('America/Los_Angeles')!
    const when = readWhen('tomorrow 10', NOW, there)
    expect(when.kind === 'at' && formatClock(when.at, NEW_YORK)).toBe('Tue 5 Jan 13:00')
  })

  test('an hour that the clocks leave out is the first after it', () => {
    expect(read('2027-03-14 02:30')).toBe('2027-03-14T03:00')
  })
})

test('whatever is read is to come, on a whole minute', () => {
  const word = fc.constantFrom(
    'thu',
    'next',
    'tomorrow',
    'today',
    '10',
    '3pm',
    '1',
    'mar',
    '14:30',
    'in',
    '2h',
    'at',
    '12.1.'
  )
  fc.assert(
    fc.property(
      fc.array(word, { maxLength: 5 }),
      fc.integer({ min: NOW, max: NOW + 366 * 86_400_000 }),
      fc.constantFrom('America/New_York', 'Europe/Berlin', 'Asia/Kolkata', 'Australia/Lord_Howe'),
      (words, now, name) => {
        const when = readWhen(words.join(' '), now, zoneNamed(name)!)
        if (when.kind === 'unclear') {
          expect(when.says).not.toBe('')
          return
        }
        expect(when.at).toBeGreaterThan(now)
        expect(when.at % 60_000).toBe(0)
      }
    )
  )
})

test('a weekday and an hour are that weekday and that hour there', () => {
  const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']
  fc.assert(
    fc.property(
      fc.constantFrom(...days),
      fc.integer({ min: 7, max: 23 }),
      fc.integer({ min: 0, max: 10_080 }),
      (day, hour, minutes) => {
        const now = NOW + minutes * 60_000
        const when = readWhen(`${day} ${hour}`, now, NEW_YORK)
        if (when.kind !== 'at') throw new Error(when.says)
        expect(formatClock(when.at, NEW_YORK).slice(0, 3).toLowerCase()).toBe(day)
        expect(localMinutes(NEW_YORK, when.at) % 1440).toBe(hour * 60)
        expect(when.at - now).toBeLessThanOrEqual(7 * 86_400_000)
      }
    )
  )
})

test('no text makes it fail', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(readWhen(text, NOW, NEW_YORK).kind).toMatch(/at|unclear/)
    })
  )
})
