import { civilOf, dayNumber, daysInMonth, weekdayOf } from '../clock/civil.ts'
import { MINUTES_PER_DAY, MS_PER_MINUTE } from '../clock/calendar.ts'
import { type Zone, instantOf, localMinutes } from '../clock/zone.ts'
import { dayAt } from './date.ts'

/** A coming moment as somebody on the telephone says it, or what is not clear about it, as a sentence. */
export type When = { readonly kind: 'at'; readonly at: number } | { readonly kind: 'unclear'; readonly says: string }

/**
 * Reads "thu 10", "tomorrow 14:30", "in 2 hours", "3pm", "1 mar 9:00", "2027-03-01 9:00" by the clock of the person who
 * is to be called. Always a moment to come; a day without a time is not enough. Hours from 1 to 6 without am, pm or a
 * leading zero are afternoon hours: nobody is called back at three in the morning.
 */
export function readWhen(text: string, now: number, zone: Zone): When {
  const words = text
    .toLowerCase()
    .replace(/[,@]/g, ' ')
    .split(/\s+/)
    .filter((word) => word !== '' && word !== 'at' && word !== 'on' && word !== 'the')
  if (words.length === 0) return unclear('say when, such as thu 10 or tomorrow 14:30')
  const later = readLater(words)
  if (later !== null) return checked(Math.ceil((now + later) / MS_PER_MINUTE) * MS_PER_MINUTE, now, text)
  const today = dayAt(now, zone)
  const found = readDayAndTime(words, today)
  if (found === null)
    return unclear(
      readDay(words, today) === null
        ? `"${text.trim()}" is no time that I know: ${SUCH_AS}`
        : `at what time? ${SUCH_AS}`
    )
  const at = (day: number): number => instantOf(zone, day * MINUTES_PER_DAY + found.minutes)
  const { day } = found
  if (day === null) return checked(at(today) > now ? at(today) : at(today + 1), now, text)
  // The weekday that it is today means today while the hour is to come, else the same day of next week.
  if (day.kind === 'weekday' && at(day.day) <= now && day.day === today) return checked(at(today + 7), now, text)
  const isPast = localMinutes(zone, now) >= day.day * MINUTES_PER_DAY + found.minutes
  if (day.kind === 'noYear' && isPast) return checked(at(nextYear(day.day)), now, text)
  return checked(at(day.day), now, text)
}

const SUCH_AS = 'write it like thu 10, tomorrow 14:30, in 2 hours or 1 mar 9:00'
const AHEAD_MAX_DAYS = 800
const unclear = (says: string): When => ({ kind: 'unclear', says })

function checked(at: number, now: number, text: string): When {
  if (at <= now) return unclear(`${text.trim()} is over already`)
  if (at > now + AHEAD_MAX_DAYS * MINUTES_PER_DAY * MS_PER_MINUTE)
    return unclear(`${text.trim()} is more than two years away`)
  return { kind: 'at', at }
}

const UNIT: Readonly<Record<string, number>> = {
  ...{ m: 1, min: 1, mins: 1, minute: 1, minutes: 1, h: 60, hr: 60, hrs: 60, hour: 60, hours: 60 },
  ...{ d: 1440, day: 1440, days: 1440, w: 10_080, week: 10_080, weeks: 10_080 }
}

/** "in 20 minutes", "2h": milliseconds from now, or null. */
function readLater(words: readonly string[]): number | null {
  const match = /^(?:in )?(an?|\d{1,3}) ?([a-z]+)$/.exec(words.join(' '))
  const unit = match === null || !Object.hasOwn(UNIT, match[2]!) ? undefined : UNIT[match[2]!]
  if (unit === undefined || Number(match![1]) === 0) return null
  return (match![1]!.startsWith('a') ? 1 : Number(match![1])) * unit * MS_PER_MINUTE
}

type Day = { readonly day: number; readonly kind: 'named' | 'weekday' | 'noYear' | 'full' }

/** The day stands before the time, or behind it, or is left out. */
function readDayAndTime(
  words: readonly string[],
  today: number
): { readonly day: Day | null; readonly minutes: number } | null {
  const alone = readTime(words)
  if (alone !== null) return { day: null, minutes: alone }
  for (const dayFirst of [true, false]) {
    for (let i = words.length - 1; i > 0; i--) {
      const [front, back] = [words.slice(0, i), words.slice(i)]
      const day = readDay(dayFirst ? front : back, today)
      const minutes = day === null ? null : readTime(dayFirst ? back : front)
      if (day !== null && minutes !== null) return { day, minutes }
    }
  }
  return null
}

/** Minutes of the day, or null. */
function readTime(words: readonly string[]): number | null {
  const text = words.join('')
  if (text === 'noon') return 720
  const match = /^(\d{1,2})(?:[:.h](\d{2}))?h?(am|pm|a|p)?$/.exec(text)
  if (match === null) return null
  const [hour, minute, half] = [Number(match[1]), Number(match[2] ?? 0), match[3]?.[0]]
  if (minute > 59 || hour > 23 || (half !== undefined && (hour < 1 || hour > 12))) return null
  if (half !== undefined) return ((hour % 12) + (half === 'p' ? 12 : 0)) * 60 + minute
  const isAfternoon = hour >= 1 && hour <= 6 && !match[1]!.startsWith('0')
  return (isAfternoon ? hour + 12 : hour) * 60 + minute
}

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']
const MONTHS = [
  ...['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october'],
  ...['november', 'december']
]
const named = (names: readonly string[], word: string): number =>
  word.length < 3 ? -1 : names.findIndex((name) => name.startsWith(word) || (word === 'sept' && name === 'september'))

function readDay(words: readonly string[], today: number): Day | null {
  const text = words.join(' ').replace(/(\d)(st|nd|rd|th)\b/g, '$1')
  if (text === 'today') return { day: today, kind: 'named' }
  if (text === 'tomorrow' || text === 'tmr') return { day: today + 1, kind: 'named' }
  return readWeekday(words, today) ?? readDate(text, today)
}

/** "thu" is the next one from today on; "next thu" that of next week, weeks beginning on Monday. */
function readWeekday(words: readonly string[], today: number): Day | null {
  const isNext = words[0] === 'next'
  const bare = isNext || words[0] === 'this' ? words.slice(1) : words
  const weekday = bare.length === 1 ? named(WEEKDAYS, bare[0]!.replace(/\.$/, '')) : -1
  if (weekday < 0) return null
  if (!isNext) return { day: today + ((weekday - weekdayOf(today) + 7) % 7), kind: 'weekday' }
  const nextMonday = today + 7 - ((weekdayOf(today) + 6) % 7)
  return { day: nextMonday + ((weekday + 6) % 7), kind: 'named' }
}

function readDate(text: string, today: number): Day | null {
  const full = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text)
  if (full) return dateOf(Number(full[1]), Number(full[2]), Number(full[3]), 'full')
  const dotted = /^(\d{1,2})\.(\d{1,2})\.(?: ?(\d{4}))?$/.exec(text)
  const { year } = civilOf(today)
  if (dotted)
    return dateOf(Number(dotted[3] ?? year), Number(dotted[2]), Number(dotted[1]), dotted[3] ? 'full' : 'noYear')
  const match = /^(?:(\d{1,2})\.? ([a-z]+)|([a-z]+) (\d{1,2}))\.?(?: (\d{4}))?$/.exec(text)
  if (match === null) return null
  const month = named(MONTHS, match[2] ?? match[3]!) + 1
  return month === 0
    ? null
    : dateOf(Number(match[5] ?? year), month, Number(match[1] ?? match[4]), match[5] ? 'full' : 'noYear')
}

function dateOf(year: number, month: number, day: number, kind: Day['kind']): Day | null {
  if (year < 1970 || year > 2099 || month < 1 || month > 12 || day < 1) return null
  // 29 February is looked for in the year that has one.
  const leap = kind === 'noYear' && month === 2 && day === 29
  const inYear = leap ? [0, 1, 2, 3, 4].map((more) => year + more).find((each) => daysInMonth(each, 2) === 29)! : year
  return day > daysInMonth(inYear, month) ? null : { day: dayNumber(inYear, month, day), kind }
}

function nextYear(day: number): number {
  const { year, month, day: ofMonth } = civilOf(day)
  return dateOf(year + 1, month, ofMonth, 'noYear')!.day
}
