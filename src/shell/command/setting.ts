import { join } from 'node:path'
import { parseInstant } from '../../clock/civil.ts'
import { type Zone, fixedZone, offsetMinutes, zoneNamed } from '../../clock/zone.ts'
import { Complaint } from './complaint.ts'

/** The folder of the clone. */
export const root = join(import.meta.dirname, '../../..')

/** When and where a command is run: what FACTS and lists leave open is taken from here. */
export type Setting = {
  /** Epoch milliseconds. */
  readonly now: number
  readonly offsetMinutes: number
  /** The clock by which times without a zone were written. */
  readonly zone: Zone
  /** ISO 3166-1 code of the country of the installation. */
  readonly country: string
  readonly seed: number
}

export type SettingOptions = {
  readonly now?: string | undefined
  readonly seed?: string | undefined
  readonly region?: string | undefined
}

/** The setting of a command; throws a complaint of wrong usage. The machine’s clock is read where nobody says. */
export function settingOf(options: SettingOptions, env: NodeJS.ProcessEnv = process.env): Setting {
  const { now, zone } = clockOf(options.now)
  return {
    now,
    zone,
    offsetMinutes: offsetMinutes(zone, now),
    country: countryOf(options.region, env),
    seed: seedOf(options.seed)
  }
}

function clockOf(text: string | undefined): { readonly now: number; readonly zone: Zone } {
  if (text === undefined) return { now: Date.now(), zone: machineZone(Date.now()) }
  const parsed = parseInstant(text)
  if (parsed === null)
    throw new Complaint(`--now ${text}: must be RFC 3339 with an offset, such as 2026-12-02T10:15:00-05:00`, 2)
  return { now: parsed.epochMs, zone: fixedZone(parsed.offsetMinutes) }
}

/** The zone that this machine keeps; the machine knows its name, our own tables know its clock. */
function machineZone(now: number): Zone {
  const name = new Intl.DateTimeFormat().resolvedOptions().timeZone
  return zoneNamed(name ?? '') ?? fixedZone(-new Date(now).getTimezoneOffset())
}

function countryOf(region: string | undefined, env: NodeJS.ProcessEnv): string {
  if (region !== undefined) return checked(region, '--region', 2)
  const said = env['AFTERTONE_COUNTRY']?.trim()
  return said ? checked(said, 'AFTERTONE_COUNTRY', 1) : 'US'
}

function checked(text: string, from: string, code: 1 | 2): string {
  if (/^[A-Za-z]{2}$/.test(text)) return text.toUpperCase()
  throw new Complaint(`${from} ${text}: must be the two letters of a country, such as US`, code)
}

function seedOf(text: string | undefined): number {
  if (text === undefined) return 0
  if (/^\d{1,10}$/.test(text) && Number(text) < 2 ** 32) return Number(text)
  throw new Complaint(`--seed ${text}: must be a whole number from 0 to 4294967295`, 2)
}

/** A whole number that an option says; throws a complaint of wrong usage. */
export function wholeOf(name: string, text: string, most: number, least = 1): number {
  if (/^\d{1,7}$/.test(text) && Number(text) >= least && Number(text) <= most) return Number(text)
  throw new Complaint(`${name} ${text}: must be a whole number from ${least} to ${most}`, 2)
}
