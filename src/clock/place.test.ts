import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AREA_CODES } from './generated/area-codes.ts'
import { areaCodeOf, candidateZones, countryZones, regionCode, regionsOf, regionZones } from './place.ts'
import type { Place } from './place.ts'
import { clocksApart } from './same-clock.ts'
import { fixedZone, offsetMinutes, zoneName, zoneNamed, zoneNames } from './zone.ts'
import type { Zone } from './zone.ts'

const fallback = fixedZone(0)
const nowhere: Place = { country: null, region: null, timeZone: null }
const names = (zones: readonly Zone[]): string[] => zones.map(zoneName)

const cases: readonly (readonly [string, Partial<Place>, string | null, readonly string[]])[] = [
  [
    'a stated zone stands alone',
    { country: 'US', region: 'FL', timeZone: 'America/Denver' },
    '+13055550100',
    ['America/Denver']
  ],
  ['a stated zone nobody knows is no statement', { timeZone: 'Mars/Olympus' }, '+13055550100', ['America/New_York']],
  [
    'a mobile that travelled counts twice',
    { country: 'US', region: 'US-CA' },
    '+12125550100',
    ['America/Los_Angeles', 'America/New_York']
  ],
  ['Florida keeps two clocks', { country: 'US', region: 'FL' }, null, ['America/Chicago', 'America/New_York']],
  ['a bare region is one of North America', { region: 'fl' }, null, ['America/Chicago', 'America/New_York']],
  ['the panhandle code is split', {}, '+18505550100', ['America/Chicago', 'America/New_York']],
  ['Orlando is Eastern', {}, '+16895550100', ['America/New_York']],
  ['Gary is Central', { country: 'US' }, '+12195550100', ['America/Chicago']],
  ['Saskatchewan is not Winnipeg', { country: 'CA' }, '+14745550100', ['America/Regina']],
  [
    'three territories share a code',
    {},
    '+18675550100',
    ['America/Cambridge_Bay', 'America/Inuvik', 'America/Iqaluit', 'America/Rankin_Inlet', 'America/Whitehorse']
  ],
  ['a region of the territories has its own clock only', { country: 'CA', region: 'YT' }, null, ['America/Whitehorse']],
  ['Puerto Rico', { country: 'US', region: 'PR' }, '+17875550100', ['America/Puerto_Rico']],
  ['a number of Germany says its country alone', { country: 'DE', region: 'BY' }, '+493012345678', ['Europe/Berlin']],
  ['the Canary Islands', { country: 'ES', region: 'ES-CN' }, '+34928123456', ['Atlantic/Canary']],
  [
    'Western Australia, Eucla too',
    { country: 'AU', region: 'WA' },
    '+61891234567',
    ['Australia/Eucla', 'Australia/Perth']
  ],
  ['nothing at all', {}, null, ['+00:00']],
  ['a toll-free number and no country', {}, '+18005550100', ['+00:00']],
  ['a region that does not exist', { region: 'ZZ' }, null, ['+00:00']],
  ['a bare region of a number abroad is not guessed', { region: 'WA' }, '+61891234567', ['+00:00']],
  ['a country nobody has', { country: 'XX' }, null, ['+00:00']]
]

test.for(cases)('%s', ([, place, e164, expected]) => {
  expect(names(candidateZones({ ...nowhere, ...place }, e164, fallback))).toEqual(expected)
})

const everywhereInTheStates = names(clocksApart(countryZones('US')))

test.for(['+18005550100', '+18335550100', '+19995550100', null])(
  'an American with the number %s may be in any zone of the country',
  (e164) => {
    const zones = candidateZones({ ...nowhere, country: 'us' }, e164, fallback)
    expect(names(zones)).toEqual(everywhereInTheStates)
    expect(everywhereInTheStates).toEqual([
      'America/Adak',
      'America/Anchorage',
      'America/Chicago',
      'America/Denver',
      'America/Los_Angeles',
      'America/New_York',
      'America/Phoenix',
      'Pacific/Honolulu'
    ])
  }
)

test('an American with a Canadian number and no state may be anywhere in the country', () => {
  const zones = candidateZones({ ...nowhere, country: 'US' }, '+17095550100', fallback)
  expect(names(zones)).toEqual(
    expect.arrayContaining([...everywhereInTheStates, 'America/St_Johns', 'America/Goose_Bay'])
  )
})

test('candidates are sorted, never empty, and no two show the same clock', () => {
  const regions = [...regionsOf('US'), ...regionsOf('CA'), ...regionsOf('AU'), 'ZZ', '']
  const codes = [...AREA_CODES.map(([code]) => code), '800', '999']
  fc.assert(
    fc.property(
      fc.constantFrom('US', 'CA', 'AU', 'XX', null),
      fc.constantFrom(...regions, null),
      fc.constantFrom(...codes),
      (country, region, code) => {
        const zones = candidateZones({ country, region, timeZone: null }, `+1${code}5550100`, fallback)
        expect(zones.length).toBeGreaterThan(0)
        expect([...zones].sort((a, b) => a - b)).toEqual(zones)
        expect(clocksApart(zones)).toEqual(zones)
        for (const zone of areaCodeOf(`+1${code}5550100`)?.zones ?? []) {
          const covered = clocksApart([...zones, zone])
          expect(covered).toHaveLength(zones.length)
        }
      }
    )
  )
})

test('every area code has a place, a zone that is known, and is split just where its clocks differ', () => {
  expect(AREA_CODES).toHaveLength(453)
  for (const [code] of AREA_CODES) {
    const found = areaCodeOf(`+1${code}5550100`)
    expect(found?.regions.length, code).toBeGreaterThan(0)
    expect(found?.split, code).toBe((found?.zones.length ?? 0) > 1)
    for (const region of found?.regions ?? []) {
      if (region.includes('-')) expect(regionZones(region).length, region).toBeGreaterThan(0)
    }
  }
})

test.for(['+1850555010', '+185055501000', '18505550100', '+18505550100 ', '+10505550100', '+448505550100', '', '911'])(
  '%j has no area code',
  (e164) => {
    expect(areaCodeOf(e164)).toBeNull()
  }
)

test.for([
  [null, 'FL', 'US-FL'],
  [null, 'on', 'CA-ON'],
  [null, ' us-tx ', 'US-TX'],
  [null, 'US_TX', 'US-TX'],
  ['AU', 'nsw', 'AU-NSW'],
  ['US', 'CA-ON', 'CA-ON'],
  ['AT', '9', 'AT-9'],
  [null, 'NSW', null],
  [null, 'Florida', null],
  [null, '', null]
] as const)('with the country %s the region %j is %s', ([country, region, code]) => {
  expect(regionCode(country, region)).toBe(code)
})

test('all states, the district, provinces and territories have zones', () => {
  expect(regionsOf('US').filter((region) => !/-(PR|VI|GU|AS|MP)$/.test(region))).toHaveLength(51)
  expect(regionsOf('CA')).toHaveLength(13)
  expect(regionsOf('AU')).toHaveLength(8)
  expect(regionsOf('XX')).toEqual([])
})

test('a region without a line of its own keeps the clocks of its country', () => {
  expect(regionZones('DE-BY')).toEqual(countryZones('DE'))
  expect(regionZones('XX-YY')).toEqual([])
})

test('a country has every zone that the zone table gives it, and none that only lends it its clock', () => {
  expect(names(countryZones('NO'))).toEqual(['Europe/Oslo'])
  expect(names(countryZones('AU'))).not.toContain('Asia/Tokyo')
  expect(names(countryZones('ru'))).toContain('Asia/Kamchatka')
  expect(countryZones('CA').length).toBeGreaterThan(8)
})

test('zones that are told apart differ since 2020, and zones that are not do not', () => {
  const all = zoneNames().map((name) => zoneNamed(name) as Zone)
  const instants = Array.from({ length: 60 }, (_, i) => Date.UTC(2020, i * 2, 15))
  const face = (zone: Zone): string => instants.map((at) => offsetMinutes(zone, at)).join()
  const kept = new Set(clocksApart(all).map(face))
  for (const zone of all) expect(kept.has(face(zone)), zoneName(zone)).toBe(true)
  expect(clocksApart([zoneNamed('America/Detroit') as Zone, zoneNamed('America/New_York') as Zone])).toHaveLength(1)
  expect(clocksApart([zoneNamed('America/Phoenix') as Zone, zoneNamed('America/Denver') as Zone])).toHaveLength(2)
})
