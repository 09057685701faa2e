import { MINUTES_PER_DAY } from '../../clock/calendar.ts'
import { parseInstant } from '../../clock/civil.ts'
import { parseDay } from '../../clock/day-text.ts'
import { type Zone, instantOf } from '../../clock/zone.ts'
import { AT_MIN } from '../../facts/minute.ts'
import { Complaint } from '../command/complaint.ts'

/**
 * When somebody said it. Of a day alone a consent counts from its beginning and a revocation from its end, or from now
 * where that is still to come: so that of one day the revocation holds. Throws a complaint of wrong usage.
 */
export function saidAt(text: string | undefined, isRevocation: boolean, now: number, zone: Zone): number {
  if (text === undefined) return now
  const at = instantIn(text.trim(), isRevocation, zone)
  const said = text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').slice(0, 60)
  if (at === null)
    throw new Complaint(
      `--at ${said}: must be a day such as 2026-11-20, or RFC 3339 such as 2026-11-20T10:15:00-05:00`,
      2
    )
  const begins = at.first
  if (begins > now)
    throw new Complaint(`--at ${said}: that is still to come, and a consent is written down when it is given`, 2)
  if (begins < AT_MIN) throw new Complaint(`--at ${said}: the log begins with the year 2000`, 2)
  return Math.min(at.counts, now)
}

function instantIn(text: string, isRevocation: boolean, zone: Zone): { first: number; counts: number } | null {
  const day = parseDay(text)
  if (day === null) {
    const parsed = parseInstant(text)
    return parsed === null ? null : { first: parsed.epochMs, counts: parsed.epochMs }
  }
  const minutes = day * MINUTES_PER_DAY
  const first = instantOf(zone, minutes)
  return { first, counts: isRevocation ? instantOf(zone, minutes + MINUTES_PER_DAY) - 1 : first }
}

/** A text that is kept, without what no database and no terminal takes; null where nothing is left of it. */
export function textOf(name: string, text: string | undefined, most: number): string | null {
  if (text === undefined) return null
  const clean = text
    .replace(/[^\P{Cc}\n\t]/gu, ' ')
    .toWellFormed()
    .trim()
  if (clean.length > most)
    throw new Complaint(`${name}: ${clean.length} characters are too many, at most ${most} are kept`, 2)
  return clean === '' ? null : clean
}

/** The same on one line. */
export function lineOf(name: string, text: string | undefined, most: number): string | null {
  return textOf(name, text?.replace(/\s+/gu, ' '), most)
}

/** A line without which nothing is done. */
export function neededLine(name: string, text: string | undefined, most: number, why: string): string {
  const said = lineOf(name, text, most)
  if (said === null) throw new Complaint(`${name} is needed: ${why}`, 2)
  return said
}
