import { readFileSync } from 'node:fs'

/** The clocks, names and countries as the source package gives them. */
export type ZoneSource = {
  readonly version: string
  readonly packageVersion: string
  readonly zones: readonly SourceZone[]
  readonly links: readonly (readonly [target: string, alias: string])[]
  readonly countries: readonly (readonly [country: string, zones: readonly string[]])[]
}

/** Segment i holds `offset[i]` (minutes east of UTC) until minute `until[i]` (UTC, since 1970); the last has no end. */
export type SourceZone = {
  readonly name: string
  readonly offset: readonly number[]
  readonly until: readonly number[]
}

/**
 * Reads the packed zone file as text, without loading the package: its code keeps one set of zones for the whole
 * process, and an older copy of it may already have put stale ones there.
 */
export function readZoneSource(root: URL): ZoneSource {
  const folder = new URL('node_modules/moment-timezone/', root)
  const packed = JSON.parse(readFileSync(new URL('data/packed/latest.json', folder), 'utf8')) as PackedFile
  const { version } = JSON.parse(readFileSync(new URL('package.json', folder), 'utf8')) as { version: string }
  return {
    version: packed.version,
    packageVersion: version,
    zones: packed.zones.map(unpackZone),
    links: packed.links.map((link) => pairOf(link)),
    countries: packed.countries.map((line) => {
      const [country, zones] = pairOf(line)
      return [country, zones.split(' ')] as const
    })
  }
}

type PackedFile = {
  readonly version: string
  readonly zones: readonly string[]
  readonly links: readonly string[]
  readonly countries: readonly string[]
}

/** `name|abbreviations|offsets west of UTC|order|steps|population`, numbers in base 60 with a fraction. */
function unpackZone(packed: string): SourceZone {
  const [name = '', , offsets = '', order = '', steps = ''] = packed.split('|')
  const values = offsets.split(' ').map((text) => -base60(text))
  const offset = [...order].map((digit) => values[base60(digit)] as number)
  let minute = 0
  const until = (steps === '' ? [] : steps.split(' ')).map((step) => (minute += base60(step)))
  if (offset.length !== until.length + 1) throw new Error(`${name}: ${offset.length} segments, ${until.length} changes`)
  return { name, offset, until }
}

const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWX'

function base60(text: string): number {
  const negative = text.startsWith('-')
  const [whole = '', fraction = ''] = text.slice(negative ? 1 : 0).split('.')
  let value = 0
  for (const digit of whole) value = value * 60 + DIGITS.indexOf(digit)
  let scale = 1 / 60
  for (const digit of fraction) {
    value += DIGITS.indexOf(digit) * scale
    scale /= 60
  }
  return negative ? -value : value
}

function pairOf(line: string): readonly [string, string] {
  const [left = '', right = ''] = line.split('|')
  return [left, right]
}
