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
    expect(where({ country: 'US', region: 'TN' }, '+19015550123').clock).toBe('America/Chicago')
    expect(where({ country: 'US', region: 'TN' }, '+18655550123').clock).toBe('America/New_York')
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

  test.for([
    ['+442079460123', 'GB', 'Europe/London'],
    ['+491713920012', 'DE', 'Europe/Berlin'],
    ['+33639980012', 'FR', 'Europe/Paris'],
    ['+34612345678', 'ES', 'Europe/Madrid'],
    ['+393123456789', 'IT', 'Europe/Rome'],
    ['+61491570156', 'AU', 'Australia/Perth'],
    ['+919876543210', 'IN', 'Asia/Kolkata']
  ] as const)('%s alone says %s', ([e164, country, zone]) => {
    const found = where({}, e164)
    expect(found).toMatchObject({ jurisdictions: [country], country, region: null })
    expect(found.zones).toContain(zone)
  })

  test('a calling code that the law has nothing on, and no number at all, say no country', () => {
    for (const e164 of ['+5511987654321', null])
      expect(where({}, e164, -180)).toEqual({
        ...{ zones: ['-03:00'], clock: '-03:00', jurisdictions: [], country: null, region: null }
      })
    expect(where({}, null)).toMatchObject({ zones: ['+00:00'], clock: '+00:00' })
  })

  test.for<[Partial<Place>, string | null, readonly string[], string | null, string | null]>([
    [{ region: 'DE-BY' }, null, ['DE-BY', 'DE'], 'DE', 'DE-BY'],
    [{ region: 'ZZ' }, '+12125550123', ['ZZ', 'US-NY', 'US'], 'US', null],
    [{ region: 'ZZ' }, '+442079460123', ['ZZ', 'GB'], 'GB', null],
    [{ region: 'OH' }, null, ['US-OH', 'US'], 'US', 'US-OH'],
    [{ country: 'GB' }, '+33639980012', ['GB'], 'GB', null],
    [{ country: 'US', region: 'US-OH' }, '+16145550123', ['US-OH', 'US'], 'US', 'US-OH'],
    [{ country: 'US', region: 'US-OH' }, '+14165550123', ['US-OH', 'CA-ON', 'US', 'CA'], 'US', 'US-OH'],
    [{ country: 'BR', region: 'SP' }, '+5511987654321', ['BR-SP', 'BR'], 'BR', 'BR-SP']
  ])('%j with %s is under %j', ([place, e164, jurisdictions, country, region]) => {
    expect(where(place, e164)).toMatchObject({ jurisdictions, country, region })
  })

  test('the last resort is for who has no clock: an address or an area code comes before it', () => {
    expect(where({ country: 'US', region: 'US-OH' }, null, 345).clock).toBe('America/New_York')
    expect(where({}, '+16145550123', 345)).toMatchObject({ clock: 'America/New_York', zones: ['America/New_York'] })
    expect(where({ timeZone: 'Mars/Olympus' }, '+16145550123').clock).toBe('America/New_York')
    // A region that cannot be placed is no country’s: the calling code does not overrule it.
    expect(where({ region: 'ZZ' }, '+442079460123', 345).zones).toEqual(['+05:45'])
    expect(where({ region: 'ZZ' }, '+442079460123').zones).toEqual(['+00:00'])
  })

  test('what is remembered is told apart by all that was asked', () => {
    const places: readonly Place[] = [null, 'US', 'GB', 'ZZ'].flatMap((country) =>
      [null, 'US-FL', 'FL', 'ZZ'].flatMap((region) =>
        [null, 'America/Denver'].map((timeZone) => ({ country, region, timeZone }))
      )
    )
    const numbers = [
      null,
      '+13055550123',
      '+18505550123',
      '+18885550123',
      '+1305',
      '+130555501234',
      '+442079460123',
      '+33639980012'
    ]
    const shared = whereabouts()
    for (let round = 0; round < 2; round++)
      for (const place of places)
        for (const e164 of [...numbers, '+5511987654321'])
          for (const lastResort of [null, fixedZone(0), fixedZone(345)]) {
            const { id: _, ...alone } = whereabouts().of(place, e164, lastResort)
            expect(shared.of(place, e164, lastResort)).toMatchObject(alone)
          }
  })
})
