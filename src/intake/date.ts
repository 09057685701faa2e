import { MINUTES_PER_DAY, MS_PER_MINUTE, dayNumber, daysInMonth } from '../clock/calendar.ts'
import { type Zone, instantOf, localMinutes } from '../clock/zone.ts'

/** A moment a cell speaks of; `hasTime` false = only a day was written and `epochMs` is its local midnight. */
export type Moment = {
  readonly epochMs: number
  /** Days since 1970-01-01 on the calendar of the file. */
  readonly day: number
  readonly hasTime: boolean
  /** The day and month stood in the other order than in the rest of the column. */
  readonly isSwapped: boolean
}

export type DateContext = {
  readonly nowMs: number
  /** The clock by which times without an offset were written. */
  readonly zone: Zone
  readonly dayFirst: boolean
}

/** Reads a date in any usual notation, or null. Years 1970-2100; nothing is guessed beyond the order of day and month. */
export function readMoment(text: string, context: DateContext): Moment | null {
  const value = text.trim()
  if (value === '' || value.length > LONGEST) return null
  const first = value.charCodeAt(0)
  const isDigit = first >= 48 && first <= 57
  if (!isDigit) return readNamed(value, context) ?? readRelative(value, context)
  const year = YEAR_FIRST.exec(value)
  if (year) return momentOf(part(year, 1), part(year, 2), part(year, 3), year[4], false, context)
  const numeric = NUMERIC.exec(value)
  if (numeric) return readNumeric(numeric, context)
  return readCounted(value, context) ?? readNamed(value, context) ?? readRelative(value, context)
}

const LONGEST = 60
const EXCEL_EPOCH_DAYS = 25_569
const YEAR_FIRST = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T\s,]+(.+))?$/
const NUMERIC = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?:[T\s,]+(.+))?$/

function part(match: RegExpExecArray, index: number): number {
  return Number(match[index])
}

/** 31.12.2026 is day first everywhere; 12/31/2026 and 31/12/2026 go by the column, turned round where that cannot be. */
function readNumeric(match: RegExpExecArray, context: DateContext): Moment | null {
  const [one, two] = [part(match, 1), part(match, 3)]
  const dayFirst = match[2] === '.' ? true : context.dayFirst
  const fits = dayFirst ? two <= 12 : one <= 12
  const isSwapped = !fits && match[2] !== '.'
  const [day, month] = (isSwapped ? !dayFirst : dayFirst) ? [one, two] : [two, one]
  return momentOf(fullYear(match[4]!, context), month, day, match[5], isSwapped, context)
}

/** Two digits are this century up to ten years from now, else the last one. */
function fullYear(text: string, context: DateContext): number {
  if (text.length === 4) return Number(text)
  const now = 1970 + Math.floor(context.nowMs / (365.2425 * MINUTES_PER_DAY * MS_PER_MINUTE))
  const year = Number(text) + Math.floor(now / 100) * 100
  return year > now + 10 ? year - 100 : year
}

/** Digits alone: 20261123, Unix seconds and milliseconds, and the serials in which spreadsheets keep dates. */
function readCounted(value: string, context: DateContext): Moment | null {
  if (!/^\d+(?:[.,]\d+)?$/.test(value)) return null
  const written = /^(19\d\d|20\d\d|2100)(\d\d)(\d\d)$/.exec(value)
  if (written) return momentOf(part(written, 1), part(written, 2), part(written, 3), undefined, false, context)
  const count = Number(value.replace(',', '.'))
  if (/^\d{9,10}$/.test(value)) return instantMoment(count * 1000, context)
  if (/^\d{12,13}$/.test(value)) return instantMoment(count, context)
  if (count < EXCEL_EPOCH_DAYS || count >= 73_051 || !/^\d{5}\b/.test(value)) return null
  const minutes = Math.round((count - EXCEL_EPOCH_DAYS) * 1440)
  const hasTime = minutes % 1440 !== 0
  return inRange(instantOf(context.zone, minutes), Math.floor(minutes / 1440), hasTime, false)
}

const WEEKDAY = /^(?:mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so)[a-z]*\.?,?\s+(?=.*\d)/i
const DAY_MONTH =
  /^(\d{1,2})(?:st|nd|rd|th|\.|er)?[-\s/]+(?:de |of )?(\p{L}{3,12})\.?(?:[-\s,/]+(?:de )?)(\d{4}|\d{2})(?:[T\s,]+(?:at )?(.+))?$/iu
const MONTH_DAY = /^(\p{L}{3,12})\.?[-\s]+(\d{1,2})(?:st|nd|rd|th)?[-\s,]+(\d{4})(?:[T\s,]+(?:at )?(.+))?$/iu

function readNamed(value: string, context: DateContext): Moment | null {
  const bare = value.replace(WEEKDAY, '')
  const dayMonth = DAY_MONTH.exec(bare)
  const match = dayMonth ?? MONTH_DAY.exec(bare)
  if (!match) return null
  const month = monthOf(dayMonth ? match[2]! : match[1]!)
  const day = part(match, dayMonth ? 1 : 2)
  return month === null ? null : momentOf(fullYear(match[3]!, context), month, day, match[4], false, context)
}

/** Beginnings of the month's name in English, German, French, Spanish and Dutch. */
const MONTHS: readonly (readonly string[])[] = [
  ['jan', 'ene', 'jän'],
  ['feb', 'fev', 'fév'],
  ['mar', 'mär', 'mae', 'mrt', 'maa'],
  ['apr', 'avr', 'abr'],
  ['may', 'mai', 'mei'],
  ['jun', 'juin'],
  ['jul', 'juil'],
  ['aug', 'aou', 'aoû', 'ago'],
  ['sep'],
  ['oct', 'okt'],
  ['nov'],
  ['dec', 'dez', 'déc', 'dic']
]

function monthOf(name: string): number | null {
  const lower = name.toLowerCase()
  if (lower.startsWith('juil')) return 7
  const index = MONTHS.findIndex((starts) => starts.some((start) => lower.startsWith(start)))
  return index < 0 ? null : index + 1
}

const RELATIVE = /^(?:(in)\s+)?(an?|one|\d{1,5})\s+(minute|min|hour|hr|day|week|month|year)s?(?:\s+(ago))?$/i
const UNIT_MINUTES: Readonly<Record<string, number>> = {
  ...{ minute: 1, min: 1, hour: 60, hr: 60, day: 1440, week: 10_080, month: 43_830, year: 525_960 }
}
const NAMED_DAYS: Readonly<Record<string, number>> = {
  today: 0,
  yesterday: -1,
  tomorrow: 1,
  heute: 0,
  gestern: -1,
  morgen: 1,
  hier: -1,
  ayer: -1,
  hoy: 0
}

function readRelative(value: string, context: DateContext): Moment | null {
  const lower = value.toLowerCase()
  if (lower === 'now' || lower === 'just now') return instantMoment(context.nowMs, context)
  const today = dayAt(context.nowMs, context.zone)
  const named = Object.hasOwn(NAMED_DAYS, lower) ? NAMED_DAYS[lower] : undefined
  if (named !== undefined) return dayMoment(today + named, context)
  const match = RELATIVE.exec(value)
  if (!match || (match[1] === undefined) === (match[4] === undefined)) return null
  const count = /^\d/.test(match[2]!) ? Number(match[2]) : 1
  const minutes = count * UNIT_MINUTES[match[3]!.toLowerCase()]! * (match[1] ? 1 : -1)
  if (Math.abs(minutes) < 1440) return instantMoment(context.nowMs + minutes * MS_PER_MINUTE, context)
  return dayMoment(today + Math.round(minutes / 1440), context)
}

const TIME =
  /^(\d{1,2})(?:[:.h](\d{2})(?:[:.](\d{2})(?:[.,]\d{1,9})?)?)?\s*(?:([ap])\.?\s?m\.?)?\s*(?:uhr|h)?\s*(z|utc|gmt|[+-]\d{2}:?\d{2}|[a-z]{2,4}t)?$/i
/** Abbreviations that American exports write after a time, minutes east of UTC. */
const ZONE_MINUTES: Readonly<Record<string, number>> = {
  ...{ z: 0, utc: 0, gmt: 0, est: -300, edt: -240, cst: -360, cdt: -300, mst: -420, mdt: -360, pst: -480, pdt: -420 },
  ...{
    akst: -540,
    akdt: -480,
    hst: -600,
    ast: -240,
    adt: -180,
    bst: 60,
    cet: 60,
    cest: 120,
    wet: 0,
    eet: 120,
    eest: 180
  }
}

type TimeOfDay = { readonly minutes: number; readonly seconds: number; readonly offsetMinutes: number | null }

function readTime(text: string): TimeOfDay | null {
  const match = TIME.exec(text.trim())
  if (!match || (match[2] === undefined && match[4] === undefined)) return null
  const hour = Number(match[1])
  const half = match[4]?.toLowerCase()
  if (half ? hour < 1 || hour > 12 : hour > 23) return null
  const minutes = (half ? (hour % 12) + (half === 'p' ? 12 : 0) : hour) * 60 + Number(match[2] ?? 0)
  const seconds = Number(match[3] ?? 0)
  const offset = match[5] === undefined ? null : offsetOf(match[5].toLowerCase())
  if (Number(match[2] ?? 0) > 59 || seconds > 59 || offset === undefined) return null
  return { minutes, seconds, offsetMinutes: offset }
}

function offsetOf(text: string): number | undefined {
  if (!/^[+-]/.test(text)) return Object.hasOwn(ZONE_MINUTES, text) ? ZONE_MINUTES[text] : undefined
  const digits = text.replace(/\D/g, '')
  return (text[0] === '-' ? -1 : 1) * (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2)))
}

function momentOf(
  year: number,
  month: number,
  day: number,
  timeText: string | undefined,
  isSwapped: boolean,
  context: DateContext
): Moment | null {
  if (year < 1970 || year > 2100 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null
  const date = dayNumber(year, month, day)
  if (timeText === undefined) return dayMoment(date, context, isSwapped)
  const time = readTime(timeText)
  if (time === null) return null
  const local = date * MINUTES_PER_DAY + time.minutes
  const minuteMs =
    time.offsetMinutes === null ? instantOf(context.zone, local) : (local - time.offsetMinutes) * MS_PER_MINUTE
  return inRange(minuteMs + time.seconds * 1000, date, true, isSwapped)
}

function dayMoment(day: number, context: DateContext, isSwapped = false): Moment | null {
  return inRange(instantOf(context.zone, day * MINUTES_PER_DAY), day, false, isSwapped)
}

function instantMoment(epochMs: number, context: DateContext): Moment | null {
  return inRange(epochMs, dayAt(epochMs, context.zone), true, false)
}

/** The calendar day of an instant, days since 1970-01-01. */
export function dayAt(epochMs: number, zone: Zone): number {
  return Math.floor(localMinutes(zone, epochMs) / MINUTES_PER_DAY)
}

function inRange(epochMs: number, day: number, hasTime: boolean, isSwapped: boolean): Moment | null {
  return day < 0 || day > 47_846 ? null : { epochMs, day, hasTime, isSwapped }
}
