import { describe, expect, test } from 'vitest'
import { type Place } from '../clock/place.ts'
import { fixedZone, zoneName } from '../clock/zone.ts'
import { whereabouts } from './where.ts'

const nowhere: Place = { country: null, region: null, timeZone: null }
const where = (place: Partial<Place>, e164: string | null, lastResort: number | null = null) => {
  const found = whereabouts().of({ ...nowhere, ...place }, e164, lastResort === null ? null : fixedZone(lastResort))
  return {
    clock: zoneName(found.clock),
    zones: found.zones.map(zoneName).sort(),
    jurisdictions: found.jurisdictions,
    country: found.country,
    region: found.region
  }
}

describe('where a person may be', () => {
  test('a stated zone stands alone', () => {
    expect(where({ country: 'US', region: 'US-HI', timeZone: 'America/Denver' }, '+12125550123')).toMatchObject({
      clock: 'America/Denver',
      zones: ['America/Denver']
    })
  })

  test('address and area code count together, and the address has the clock', () => {
    expect(where({ country: 'US', region: 'US-HI' }, '+12125550123')).toEqual({
      clock: 'Pacific/Honolulu',
      zones: ['America/New_York', 'Pacific/Honolulu'],
      jurisdictions: ['US-HI', 'US-NY', 'US'],
      country: 'US',
      region: 'US-HI'
    })
  })

  test('where a state has two clocks the area code says which is shown, and both must be open', () => {
    expect(where({ country: 'US', region: 'FL' }, '+18505550123').zones).toEqual([
      'America/Chicago',
      'America/New_York'
    ])
    expect(where({ country: 'US', region: 'FL' }, '+13055550123')).toMatchObject({
      clock: 'America/New_York',
      region: 'US-FL'
    })
  })

  test('a number alone says the country', () => {
    expect(where({}, '+14165550123')).toMatchObject({
      clock: 'America/Toronto',
      country: 'CA',
      jurisdictions: ['CA-ON', 'CA']
    })
  })

  test('without any place the last resort stands; without one, every zone of the country', () => {
    expect(where({ country: 'US' }, '+18885550123', 345)).toMatchObject({ zones: ['+05:45'], clock: '+05:45' })
    expect(where({ country: 'US' }, '+18885550123').zones.length).toBeGreaterThan(5)
    expect(where({ country: 'US' }, null, -300).clock).toBe('-05:00')
  })

  test('the same whereabouts are one object, others have an id of their own', () => {
    const places = whereabouts()
    const a = places.of(nowhere, '+12125550123', null)
    expect(places.of(nowhere, '+12125550199', null)).toBe(a)
    expect(places.of({ ...nowhere, region: 'US-NJ' }, '+12125550123', null)).not.toBe(a)
    const ids = ['+12125550123', '+13125550123', '+14155550123'].map((number) => places.of(nowhere, number, null).id)
    expect(new Set(ids).size).toBe(3)
  })
})
