import { readFileSync } from 'node:fs'

/** Area codes and regions as the generated tables want them. */
export type Places = {
  readonly asOf: string
  readonly areaCodes: readonly AreaCodeRow[]
  readonly regions: readonly (readonly [region: string, zones: readonly string[]])[]
}

export type AreaCodeRow = {
  readonly code: string
  readonly country: string
  readonly regions: readonly string[]
  readonly zones: readonly string[]
  readonly split: boolean
}

/**
 * Reads the two files of data/.
 *
 * A region keeps the zones listed for it and those of every area code that serves it alone: a code of several regions
 * does not say which of its zones belongs to which.
 */
export function readPlaces(areaCodeFile: string | URL, regionFile: URL): Places {
  const codes = JSON.parse(readFileSync(areaCodeFile, 'utf8')) as AreaCodeFile
  const listed = JSON.parse(readFileSync(regionFile, 'utf8')) as { readonly regions: Record<string, readonly string[]> }
  const areaCodes = Object.entries(codes.areaCodes)
    .map(([code, { country, regions, zones, timezones, split }]) => {
      const kept = zones ?? timezones
      if (!/^[2-9]\d\d$/.test(code) || kept === undefined || kept.length === 0 || regions.length === 0) {
        throw new Error(`${String(areaCodeFile)}: area code ${code} needs three digits, a region and a zone.`)
      }
      return { code, country, regions, zones: kept, split }
    })
    .sort((left, right) => Number(left.code) - Number(right.code))
  const regions = new Map(Object.entries(listed.regions).map(([region, zones]) => [region, new Set(zones)]))
  for (const { regions: served, zones } of areaCodes) {
    const [region, ...others] = served
    if (region === undefined || others.length > 0 || !region.includes('-')) continue
    const kept = regions.get(region) ?? new Set<string>()
    for (const zone of zones) kept.add(zone)
    regions.set(region, kept)
  }
  return {
    asOf: codes.asOf,
    areaCodes,
    regions: [...regions].map(([region, zones]) => [region, [...zones]] as const).sort(([a], [b]) => (a < b ? -1 : 1))
  }
}

type AreaCodeFile = {
  readonly asOf: string
  readonly areaCodes: Record<
    string,
    {
      readonly country: string
      readonly regions: readonly string[]
      readonly zones?: readonly string[]
      readonly timezones?: readonly string[]
      readonly split: boolean
    }
  >
}
