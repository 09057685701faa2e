import { type Place, areaCodeOf, candidateZones } from '../clock/place.ts'
import { type Zone } from '../clock/zone.ts'

/**
 * Where a person may be: the zones whose clocks must all agree, and the jurisdictions whose rules apply. Interned, so
 * that a million leads share a few hundred of them and the hot path compares one small number.
 */
export type Where = { readonly id: number; readonly zones: readonly Zone[]; readonly jurisdictions: readonly string[] }

export type Whereabouts = { readonly of: (place: Place, e164: string | null, fallback: Zone) => Where }

/** An interning table of whereabouts; one per engine, sheet or page. */
export function whereabouts(): Whereabouts {
  const known = new Map<string, Where>()
  return {
    of(place, e164, fallback) {
      const zones = candidateZones(place, e164, fallback)
      const jurisdictions = jurisdictionsOf(place, e164)
      const key = `${zones.join(' ')}|${jurisdictions.join(' ')}`
      let where = known.get(key)
      if (!where) known.set(key, (where = { id: known.size, zones, jurisdictions }))
      return where
    }
  }
}

/** Region of the address and of the area code, each with its country: address first, regions before countries. */
function jurisdictionsOf(place: Place, e164: string | null): readonly string[] {
  const byNumber = e164 === null ? null : areaCodeOf(e164)
  const regions = [...(place.region === null ? [] : [fullRegion(place)]), ...(byNumber?.regions ?? [])]
  const countries = [...(place.country === null ? [] : [place.country]), ...(byNumber ? [byNumber.country] : [])]
  return [...new Set([...regions, ...countries])]
}

function fullRegion(place: Place): string {
  const region = place.region!
  return region.includes('-') || place.country === null ? region : `${place.country}-${region}`
}
