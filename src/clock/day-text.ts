import { dayNumber, daysInMonth } from './calendar.ts'

const DAY = /^(\d{4})-(\d\d)-(\d\d)$/

/** The day that a text such as 2026-11-20 names, as its number; null where it names none between 1970 and 2100. */
export function parseDay(text: string): number | null {
  const match = DAY.exec(text)
  if (match === null) return null
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month) || year < 1970 || year > 2100) return null
  return dayNumber(year, month, day)
}
