import { packClock } from './pack-clock.ts'
import { byText } from './table-text.ts'
import type { ZoneSource } from './zone-source.ts'

type Named = readonly (readonly [name: string, index: number])[]

/**
 * A name stands as a zone when a country lists it (people write Europe/Oslo and mean it), or when nothing else shows
 * its clock; every other name is an alias of the zone it stands for.
 */
export function zoneTable(source: ZoneSource): {
  clocks: readonly string[]
  zones: Named
  aliases: Named
  countries: readonly (readonly [string, readonly string[]])[]
} {
  const packed = new Map(source.zones.map((zone) => [zone.name, packClock(zone)]))
  const clocks = [...new Set(packed.values())].sort(byText)
  const targets = new Map(source.links.map(([target, alias]) => [alias, target]))
  const rootOf = (name: string): string => targets.get(name) ?? name
  const rowOf = (name: string): number => clocks.indexOf(packed.get(rootOf(name)) as string)
  const countries = countriesOf(source, rootOf)
  const listed = new Set(countries.flatMap(([, names]) => names))
  const listedRoots = new Set([...listed].map(rootOf))
  const alone = source.zones.map(({ name }) => name).filter((name) => !listedRoots.has(name) && name !== 'Etc/UTC')
  const names = [...listed, ...alone, 'UTC'].sort(byText)
  const standIn = (name: string): number => {
    const target = rootOf(name)
    if (target === 'Etc/UTC') return names.indexOf('UTC')
    return names.includes(target) ? names.indexOf(target) : names.findIndex((other) => rootOf(other) === target)
  }
  const everyName = [...source.zones.map(({ name }) => name), ...source.links.map(([, alias]) => alias)]
  const aliases = everyName.filter((name) => !names.includes(name)).sort(byText)
  return {
    clocks,
    zones: names.map((name) => [name, rowOf(name)]),
    aliases: aliases.map((name) => [name, standIn(name)]),
    countries
  }
}

/** Stations and strips of land that the source lists under a country although nobody there is called. */
const NOT_OF_THE_COUNTRY = new Set(['AQ Asia/Singapore', 'AU Asia/Tokyo', 'TF Asia/Dubai', 'VN Asia/Bangkok'])

/** The zones of each country without those that merely lend it their clock (Oslo has its own name, and shows Berlin's). */
function countriesOf(
  source: ZoneSource,
  rootOf: (name: string) => string
): readonly (readonly [string, readonly string[]])[] {
  const listings = new Map<string, number>()
  for (const [, names] of source.countries) for (const name of names) listings.set(name, (listings.get(name) ?? 0) + 1)
  const isOwn = (name: string): boolean => listings.get(name) === 1
  return source.countries
    .map(([country, names]) => {
      const ownRoots = new Set(names.filter(isOwn).map(rootOf))
      const kept = names.filter((name) => isOwn(name) || !ownRoots.has(rootOf(name)))
      return [country, kept.filter((name) => !NOT_OF_THE_COUNTRY.has(`${country} ${name}`))] as const
    })
    .sort(([left], [right]) => byText(left, right))
}
