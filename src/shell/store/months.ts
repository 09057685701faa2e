import { civilOf, dayNumber } from '../../clock/civil.ts'
import { type Doors } from './doors.ts'

/** Tables of the log that are kept by month. */
const PARENTS = ['touch', 'outcome', 'decision'] as const
const DAY = 86_400_000

export type Month = { readonly parent: string; readonly suffix: string; readonly first: number; readonly next: number }

/** Which of so many months from an instant on have no partition yet. One question. */
export async function missingMonths(
  store: Pick<Doors, 'outside'>,
  from: number,
  count: number
): Promise<readonly Month[]> {
  const months = monthsFrom(from, count)
  const { rows } = await store.outside({
    text: `select name from unnest($1::text[]) as x(name) where to_regclass(name) is null`,
    values: [months.map(({ parent, suffix }) => `${parent}_${suffix}`)]
  })
  const missing = new Set((rows as { name: string }[]).map(({ name }) => name))
  return months.filter(({ parent, suffix }) => missing.has(`${parent}_${suffix}`))
}

/**
 * Makes what is missing of so many months from an instant on, and answers what could not be made: the default partition
 * holds rows of those months, and they stay there. Several may do this at once.
 */
export async function ensureMonths(
  store: Pick<Doors, 'outside'>,
  from: number,
  count: number
): Promise<readonly Month[]> {
  const refused: Month[] = []
  for (const month of await missingMonths(store, from, count)) {
    const values = [month.parent, month.first, month.next, month.suffix]
    try {
      await store.outside({ text: 'select make_month($1, $2, $3, $4)', values })
    } catch (error) {
      const { code } = error as { code?: string }
      if (code === HAS_ROWS) refused.push(month)
      // Somebody else is making the same one.
      else if (code !== IS_THERE && code !== IS_BEING_MADE) throw error
    }
  }
  return refused
}
const HAS_ROWS = '23514'
const IS_THERE = '42P07'
const IS_BEING_MADE = '23505'

/** So many months that two instants span. */
export const monthsBetween = (from: number, until: number): number => indexOf(until) - indexOf(from) + 1

function monthsFrom(from: number, count: number): readonly Month[] {
  return Array.from({ length: count }, (_, i) => indexOf(from) + i).flatMap((index) =>
    PARENTS.map((parent) => ({ parent, suffix: suffixOf(index), first: firstOf(index), next: firstOf(index + 1) }))
  )
}

/** Months since year 0 of an instant, by UTC. */
function indexOf(at: number): number {
  const { year, month } = civilOf(Math.floor(at / DAY))
  return year * 12 + month - 1
}
const yearOf = (index: number): number => Math.floor(index / 12)
const monthOf = (index: number): number => (index % 12) + 1
const firstOf = (index: number): number => dayNumber(yearOf(index), monthOf(index), 1) * DAY
const suffixOf = (index: number): string => `${yearOf(index)}_${String(monthOf(index)).padStart(2, '0')}`
