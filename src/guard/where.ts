import {
  type Place,
  areaCodeOf,
  candidateZones,
  countryByCallingCode,
  regionCode,
  regionZones
} from '../clock/place.ts'
import { type Zone, fixedZone, zoneNamed } from '../clock/zone.ts'

/**
 * Where a person may be: the zones whose clocks must all agree, and the jurisdictions whose rules apply. Interned, so
 * that a million leads share a few hundred of them and the hot path compares one small number.
 */
export type Where = {
  readonly id: number
  readonly zones: readonly Zone[]
  /** The clock that is most likely on their wall: times are shown by it, days are counted by it. */
  readonly clock: Zone
  readonly jurisdictions: readonly string[]
  /** For business days and holidays. */
  readonly country: string | null
  readonly region: string | null
}

export type Whereabouts = { readonly of: (place: Place, e164: string | null, lastResort: Zone | null) => Where }

/** An interning table of whereabouts; one per engine, sheet or page. */
export function whereabouts(): Whereabouts {
  const known = new Map<string, Where>()
  /** By what was asked, so that a place met before costs one look. */
  const asked = new Map<string, Where>()
  return {
    of(place, e164, lastResort) {
      const code = /^\+1(\d{3})\d{7}$/.exec(e164 ?? '')?.[1]
      const abroad = e164 === null ? null : countryByCallingCode(e164)
      const question = `${place.timeZone}|${place.region}|${place.country}|${lastResort}|${code}|${e164?.startsWith('+1')}|${abroad}`
      const before = asked.get(question)
      if (before) return before
      const isNowhere = place.country === null && place.region === null
      const zones = zonesOf(isNowhere ? { ...place, country: abroad } : place, e164, lastResort)
      const { regions, countries } = jurisdictionsOf(place, e164)
      const jurisdictions = [...new Set([...regions, ...countries])]
      const clock = clockOf(place, e164) ?? zones[0]!
      const [country = null] = countries
      const key = `${zones.join(' ')}|${clock}|${jurisdictions.join(' ')}|${country}`
      let where = known.get(key)
      if (!where) {
        const [first = null] = jurisdictions
        const region = first?.includes('-') ? first : null
        known.set(key, (where = { id: known.size, zones, clock, jurisdictions, country, region }))
      }
      asked.set(question, where)
      return where
    }
  }
}

/** Without a zone, a region or an area code the last resort stands, and without one every zone of the country does. */
function zonesOf(place: Place, e164: string | null, lastResort: Zone | null): readonly Zone[] {
  if (lastResort !== null && clockOf(place, e164) === null) return [lastResort]
  return candidateZones(place, e164, lastResort ?? UTC)
}
const UTC = fixedZone(0)

/** The stated zone; else the one of the address, the area code settling which where a region has several. */
function clockOf(place: Place, e164: string | null): Zone | null {
  const stated = place.timeZone === null ? null : zoneNamed(place.timeZone)
  const byCode = areaCodeOf(e164 ?? '')?.zones ?? []
  const region = place.region === null ? null : regionCode(place.country, place.region)
  const byRegion = region === null ? [] : regionZones(region)
  return stated ?? byRegion.find((zone) => byCode.includes(zone)) ?? byRegion[0] ?? byCode[0] ?? null
}

/** Region of the address and of the area code, each with its country: address first, regions before countries. */
function jurisdictionsOf(place: Place, e164: string | null): Record<'regions' | 'countries', readonly string[]> {
  const byNumber = areaCodeOf(e164 ?? '')
  const address = place.region === null ? null : (regionCode(place.country, place.region) ?? place.region)
  const regions = [...(address === null ? [] : [address]), ...(byNumber?.regions ?? [])]
  const stated = place.country ?? (address?.includes('-') ? address.slice(0, 2) : null)
  const countries = [...(stated === null ? [] : [stated]), ...(byNumber ? [byNumber.country] : [])]
  const byCode = countries.length > 0 || e164 === null ? null : countryByCallingCode(e164)
  return { regions, countries: byCode === null ? countries : [byCode] }
}
