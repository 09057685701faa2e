import { z } from 'zod'
import { parseInstant } from '../../clock/civil.ts'

/** Raised when an older Aftertone could no longer read what a newer one keeps. */
export const cardFormat = 1

export const listIdPattern = /^[a-z0-9-]{2,40}$/

/** The beginning of a day in UTC, as epoch milliseconds; null for what is no date of ours such as `2026-11-20`. */
export function dayStart(date: string): number | null {
  return /^\d{4}-\d\d-\d\d$/.test(date) ? (parseInstant(`${date}T00:00:00Z`)?.epochMs ?? null) : null
}

const Day = z.string().refine((date) => dayStart(date) !== null)

/** What stands beside a kept set of numbers: which list it is a copy of, and of which day. */
export const ListCard = z.object({
  aftertoneList: z.literal(cardFormat),
  id: z.string().regex(listIdPattern),
  /** ISO 3166-1 code of the country whose numbers it holds. */
  country: z.string().regex(/^[A-Z]{2}$/),
  /** The day on which the registry was as this copy is. */
  asOf: Day,
  /** The day of the last whole list in it; changes have come on it since when the two differ. */
  wholeAsOf: Day,
  broughtInAt: z.string().refine((instant) => parseInstant(instant) !== null),
  /** Names of the files that were brought in last. */
  files: z.array(z.string()),
  numbers: z.number().int().nonnegative(),
  /** Numbers that stood in the files more than once; of changes, those that changed nothing. */
  duplicates: z.number().int().nonnegative(),
  /** Lines out of which no number came. */
  refused: z.number().int().nonnegative(),
  /** Of the set beside it, in hexadecimal digits. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/)
})
export type ListCard = z.infer<typeof ListCard>
