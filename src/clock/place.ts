import { AREA_CODES } from './generated/area-codes.ts'
import { COUNTRY_ZONES } from './generated/countries.ts'
import { REGION_ZONES } from './generated/regions.ts'
import { clocksApart } from './same-clock.ts'
import { zoneNamed } from './zone.ts'
import type { Zone } from './zone.ts'

/** Where a person is, as far as anybody said: ISO 3166-1 country, region (`US-FL` or `FL`), IANA zone. */
export type Place = {
  readonly country: string | null
  readonly region: string | null
  readonly timeZone: string | null
}

/** What a North American area code says of a place; `split` when its parts keep different clocks. */
export type AreaCode = {
  readonly country: string
  readonly regions: readonly string[]
  readonly zones: readonly Zone[]
  readonly split: boolean
}

/**
 * Every zone the person may be in, sorted, one for each clock; a call has to be in hours in all of them.
 *
 * A known `timeZone` stands alone. Else the zones of the region and those of the area code together; where the region
 * is not known and the code belongs to another country, those of the country with them. Else every zone of the
 * country. Else the fallback.
 */
export function candidateZones(place: Place, e164: string | null, fallback: Zone): readonly Zone[] {
  const stated = place.timeZone === null ? null : zoneNamed(place.timeZone.trim())
  if (stated !== null) return [stated]
  const code = e164 === null ? null : areaCodeOf(e164)
  const region = regionOf(place, e164)
  const country = place.country?.trim().toUpperCase() ?? region?.slice(0, 2) ?? code?.country ?? null
  const byRegion = region === null ? [] : zonesOfRegion(region)
  const byCode = code?.zones ?? []
  const isLocated = byRegion.length > 0 || (code !== null && code.country === country)
  const byCountry = isLocated || country === null ? [] : countryZones(country)
  const zones = clocksApart([...byRegion, ...byCode, ...byCountry])
  return zones.length > 0 ? zones : [fallback]
}

/** The area code of a North American number in E.164; null for any other number, and for a code that names no place. */
export function areaCodeOf(e164: string): AreaCode | null {
  const match = /^\+1([2-9]\d\d)\d{7}$/.exec(e164)
  if (match === null) return null
  return areaCodes.get(match[1] as string) ?? null
}

/** The country that a calling code names, for those that the law’s data knows beside North America; null elsewhere. */
export function countryByCallingCode(e164: string): string | null {
  return callingCodes.find(([code]) => e164.startsWith(code))?.[1] ?? null
}

/** Whether a number may be one of this country as far as calling codes tell: not when either is known to have another. */
export function mayBeOf(country: string, e164: string): boolean {
  const own = callingCodes.find(([, each]) => each === country)?.[0] ?? (northAmerica.includes(country) ? '+1' : null)
  const known = countryByCallingCode(e164) !== null || e164.startsWith('+1')
  return own === null ? !known : e164.startsWith(own)
}

const northAmerica: readonly string[] = ['US', 'CA']
const callingCodes = [
  ['+44', 'GB'],
  ['+49', 'DE'],
  ['+33', 'FR'],
  ['+34', 'ES'],
  ['+39', 'IT'],
  ['+61', 'AU'],
  ['+91', 'IN']
] as const

/** Every zone kept in a region, `US-FL` or a bare `FL` of the United States or Canada; empty when it is unknown. */
export function regionZones(region: string): readonly Zone[] {
  const code = regionCode(null, region)
  return code === null ? [] : zonesOfRegion(code)
}

/** Every zone of a country (ISO 3166-1), the most populous first, one for each clock; empty when it is unknown. */
export function countryZones(country: string): readonly Zone[] {
  const code = country.trim().toUpperCase()
  const known = zonesByCountry.get(code)
  if (known !== undefined) return known
  const names = namesByCountry.get(code)
  if (names === undefined) return []
  const zones = clocksApart(zonesNamed(names), 'as listed')
  zonesByCountry.set(code, zones)
  return zones
}

/** The regions of a country whose zones are known one by one, as `US-FL`. */
export function regionsOf(country: string): readonly string[] {
  const prefix = `${country.trim().toUpperCase()}-`
  return [...zonesByRegion.keys()].filter((region) => region.startsWith(prefix))
}

/**
 * A region in its full form, `US-FL`, from what people write: `us-fl`, `FL`. Without a country a bare code is one of
 * the United States or of Canada (they share none) and null otherwise.
 */
export function regionCode(country: string | null, region: string): string | null {
  const text = region.trim().toUpperCase().replace('_', '-')
  if (/^[A-Z]{2}-[A-Z0-9]{1,3}$/.test(text)) return text
  if (!/^[A-Z0-9]{1,3}$/.test(text)) return null
  if (country !== null) return `${country.trim().toUpperCase()}-${text}`
  const known = ['US', 'CA'].map((north) => `${north}-${text}`)
  return known.find((full) => zonesByRegion.has(full)) ?? null
}

const areaCodes: ReadonlyMap<string, AreaCode> = new Map(
  AREA_CODES.map(([code, country, regions, zones, split]) => [
    code,
    { country, regions: regions.split(' '), zones: zonesNamed(zones), split }
  ])
)

const zonesByRegion: ReadonlyMap<string, readonly Zone[]> = new Map(
  REGION_ZONES.map(([region, zones]) => [region, zonesNamed(zones)])
)

/** Told apart when first asked for: most processes meet few countries. */
const zonesByCountry = new Map<string, readonly Zone[]>()
const namesByCountry: ReadonlyMap<string, string> = new Map(COUNTRY_ZONES)

/** A region without a line of its own keeps the clocks of its country. */
function zonesOfRegion(region: string): readonly Zone[] {
  return zonesByRegion.get(region) ?? countryZones(region.slice(0, 2))
}

/** A bare region is read as one of the country that was said; without it, only a North American number lets us guess. */
function regionOf(place: Place, e164: string | null): string | null {
  if (place.region === null) return null
  const isFull = place.region.trim().length > 3
  if (place.country === null && !isFull && e164 !== null && !e164.startsWith('+1')) return null
  return regionCode(place.country, place.region)
}

function zonesNamed(names: string): readonly Zone[] {
  return names.split(' ').map((name) => {
    const zone = zoneNamed(name)
    if (zone === null) throw new Error(`The place tables name the zone ${name}, which the zone table does not have.`)
    return zone
  })
}
