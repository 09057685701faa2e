import { TZDATA_VERSION } from './generated/zones.ts'
import { offsetMinutes, zoneNamed } from './zone.ts'

/** Reads an offset in minutes by zone name; null when the name is unknown. */
export type OffsetReader = (zone: string, epochMs: number) => number | null

export type ProbeResult = { readonly ok: true } | { readonly ok: false; readonly problem: string }

/**
 * Asks the zone table for instants whose wall clock is known, and refuses a table that gets one wrong.
 *
 * It is asked at the start, before anybody is dialled: a table older than tzdata 2026e believes that Vancouver is an
 * hour earlier than it is, and would call there after nine in the evening.
 */
export function probe(read: OffsetReader = readTable): ProbeResult {
  for (const { zone, epochMs, at, offset } of KNOWN) {
    const found = read(zone, epochMs)
    if (found === offset) continue
    const said = found === null ? 'does not know the zone' : `says UTC${hours(found)}`
    return {
      ok: false,
      problem:
        `The zone table (tzdata ${TZDATA_VERSION}) is wrong: at ${at} ${zone} keeps UTC${hours(offset)}, and it ${said}. ` +
        'Nobody may be dialled with it. Install a release with tzdata 2026e or newer.'
    }
  }
  return { ok: true }
}

type Known = { readonly zone: string; readonly epochMs: number; readonly at: string; readonly offset: number }

/** 2026-12-15T20:00Z, six weeks after the four Canadian clocks stopped changing. */
const DECEMBER = { epochMs: 1_797_364_800_000, at: '2026-12-15T20:00Z' }
const JULY = { epochMs: 1_784_145_600_000, at: '2026-07-15T20:00Z' }

const KNOWN: readonly Known[] = [
  { zone: 'America/Vancouver', ...DECEMBER, offset: -420 },
  { zone: 'America/Edmonton', ...DECEMBER, offset: -360 },
  { zone: 'America/Winnipeg', ...DECEMBER, offset: -300 },
  { zone: 'America/Inuvik', ...DECEMBER, offset: -360 },
  { zone: 'America/New_York', ...DECEMBER, offset: -300 },
  { zone: 'America/New_York', ...JULY, offset: -240 },
  { zone: 'America/Phoenix', ...JULY, offset: -420 },
  { zone: 'America/Los_Angeles', ...DECEMBER, offset: -480 },
  { zone: 'Pacific/Honolulu', ...JULY, offset: -600 },
  { zone: 'America/St_Johns', ...DECEMBER, offset: -210 },
  { zone: 'America/Mexico_City', ...JULY, offset: -360 },
  { zone: 'America/Sao_Paulo', ...DECEMBER, offset: -180 },
  { zone: 'Europe/London', ...JULY, offset: 60 },
  { zone: 'Europe/Berlin', ...DECEMBER, offset: 60 },
  { zone: 'Asia/Kolkata', ...JULY, offset: 330 },
  { zone: 'Asia/Kathmandu', ...JULY, offset: 345 },
  { zone: 'Australia/Sydney', ...DECEMBER, offset: 660 },
  { zone: 'Pacific/Apia', ...DECEMBER, offset: 780 }
]

function readTable(name: string, epochMs: number): number | null {
  const zone = zoneNamed(name)
  return zone === null ? null : offsetMinutes(zone, epochMs)
}

function hours(minutes: number): string {
  const size = Math.abs(minutes)
  const rest = size % 60 === 0 ? '' : `:${String(size % 60).padStart(2, '0')}`
  return `${minutes < 0 ? '-' : '+'}${Math.floor(size / 60)}${rest}`
}
