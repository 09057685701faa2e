import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { nextChange, offsetMinutes, zoneName, zoneNamed, zoneNames } from './zone.ts'
import type { Zone } from './zone.ts'

const DAY_MS = 86_400_000
const ms = (text: string): number => Date.parse(text)

/** Both sources are asked a millisecond before and at each change of ours, and every ninety days between. */
function instantsOf(zone: Zone, fromMs: number, toMs: number): number[] {
  const instants: number[] = []
  for (let at = nextChange(zone, fromMs); at < toMs; at = nextChange(zone, at)) instants.push(at - 1, at)
  for (let at = fromMs; at < toMs; at += 90 * DAY_MS) instants.push(at)
  return instants
}

type Difference = { readonly fromMs: number; readonly toMs: number; readonly why: string }

/** Where tzdata 2026c, which Node 26 carries, and 2026f, which the table carries, disagree. */
const SINCE_2026C: Readonly<Record<string, Difference>> = {
  'America/Winnipeg': {
    fromMs: ms('2026-11-01T07:00Z'),
    toMs: Infinity,
    why: 'Manitoba stays on UTC-5 from 1 November 2026'
  },
  'America/Inuvik': {
    fromMs: ms('2026-11-01T08:00Z'),
    toMs: Infinity,
    why: 'the Northwest Territories stay on UTC-6 from 1 November 2026'
  },
  'America/Havana': {
    fromMs: ms('2026-11-01T05:00Z'),
    toMs: ms('2027-03-14T05:00Z'),
    why: 'Cuba keeps summer time over the winter of 2026'
  },
  'America/Bogota': {
    fromMs: ms('1992-05-02T05:00Z'),
    toMs: ms('1992-05-03T05:00Z'),
    why: 'the start of the summer time of 1992 was corrected by a day'
  },
  'Asia/Tehran': {
    fromMs: ms('1979-05-25T20:30Z'),
    toMs: ms('1979-05-26T20:30Z'),
    why: 'the start of the summer time of 1979 was corrected by a day'
  },
  'Africa/Monrovia': {
    fromMs: 0,
    toMs: ms('1972-01-07T00:45Z'),
    why: 'UTC-0:44:30, rounded to the minute by the table'
  }
}

const temporalVersion = process.versions['tz'] ?? '0'
const hasTemporal = typeof Temporal !== 'undefined' && temporalVersion >= '2026c'

test.skipIf(!hasTemporal)('every zone agrees with Temporal from 1970 to 2040, but for what 2026d-f changed', () => {
  const differing = new Set<string>()
  const wrong: string[] = []
  for (const name of zoneNames()) {
    const zone = zoneNamed(name) as Zone
    const known = SINCE_2026C[zoneName(zone)]
    for (const at of instantsOf(zone, 0, ms('2040-01-01'))) {
      const theirs = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(name).offsetNanoseconds / 6e10
      const ours = offsetMinutes(zone, at)
      if (theirs === ours) continue
      if (known !== undefined && at >= known.fromMs && at < known.toMs) differing.add(zoneName(zone))
      else wrong.push(`${name} ${new Date(at).toISOString()}: ${ours}, Temporal ${theirs}`)
    }
  }
  expect(wrong).toEqual([])
  if (temporalVersion === '2026c') expect([...differing].sort()).toEqual(Object.keys(SINCE_2026C).sort())
})

const folder = '/usr/share/zoneinfo/'
const installed = existsSync(`${folder}tzdata.zi`)
  ? (/^# version (\S+)/.exec(readFileSync(`${folder}tzdata.zi`, 'latin1'))?.[1] ?? null)
  : null

test.skipIf(installed === null)('every zone agrees with the zone files of the system', () => {
  // An older installation lacks Moldova's correction of 2022 and what came after it.
  const toMs = (installed ?? '') >= '2026e' ? ms('2037-01-01') : ms('2022-01-01')
  const wrong: string[] = []
  let read = 0
  for (const name of zoneNames()) {
    const file = readZoneFile(`${folder}${name}`)
    if (file === null) continue
    read++
    const zone = zoneNamed(name) as Zone
    for (const at of instantsOf(zone, ms('2000-01-01'), toMs)) {
      const theirs = fileOffsetMinutes(file, at)
      if (theirs !== offsetMinutes(zone, at)) wrong.push(`${name} ${new Date(at).toISOString()}: file ${theirs}`)
    }
    for (const at of file.changeMs.filter((change) => change >= ms('2000-01-01') && change < toMs)) {
      if (fileOffsetMinutes(file, at) !== offsetMinutes(zone, at)) wrong.push(`${name} ${new Date(at).toISOString()}`)
    }
  }
  expect(wrong).toEqual([])
  expect(read).toBeGreaterThan(400)
})

type ZoneFile = { readonly changeMs: readonly number[]; readonly offsetMinutes: readonly number[] }

/** The second, 64-bit block of a TZif file (RFC 8536); null where there is none. */
function readZoneFile(path: string): ZoneFile | null {
  if (!existsSync(path)) return null
  const bytes = readFileSync(path)
  if (bytes.toString('latin1', 0, 4) !== 'TZif' || (bytes[4] ?? 0) < 0x32) return null
  const counts = (start: number): number[] => [0, 1, 2, 3, 4, 5].map((i) => bytes.readUInt32BE(start + 20 + 4 * i))
  const [isUt = 0, isStandard = 0, leaps = 0, times = 0, types = 0, letters = 0] = counts(0)
  const second = 44 + times * 5 + types * 6 + letters + leaps * 8 + isStandard + isUt
  const [, , , changes = 0] = counts(second)
  const start = second + 44
  const typeStart = start + changes * 9
  const offsetOfType = (type: number): number => bytes.readInt32BE(typeStart + type * 6) / 60
  const changeMs = Array.from({ length: changes }, (_, i) => Number(bytes.readBigInt64BE(start + i * 8)) * 1000)
  const later = Array.from({ length: changes }, (_, i) => offsetOfType(bytes[start + changes * 8 + i] ?? 0))
  return { changeMs, offsetMinutes: [offsetOfType(0), ...later] }
}

function fileOffsetMinutes(file: ZoneFile, at: number): number {
  const next = file.changeMs.findIndex((change) => change > at)
  return file.offsetMinutes.at(next === -1 ? -1 : next) as number
}
