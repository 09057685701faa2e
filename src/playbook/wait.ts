/** How long to wait, as a manager writes it: `2d`, `2-3d`, `30-60m`, `5bd` (business days of the recipient). */
export type Wait = {
  readonly unit: 'minutes' | 'hours' | 'days' | 'business_days'
  readonly min: number
  readonly max: number
}

const units = { m: 'minutes', h: 'hours', d: 'days', w: 'days', bd: 'business_days' } as const
const LONGEST_DAYS = 730

/** Null when the text is no wait; waits are whole, at most two years, and never run backwards. */
export function parseWait(text: string): Wait | null {
  const match = /^(\d{1,5})(?:\s*-\s*(\d{1,5}))?\s*(m|h|d|w|bd)$/.exec(text.trim())
  if (!match) return null
  const short = match[3] as keyof typeof units
  const times = short === 'w' ? 7 : 1
  const min = Number(match[1]) * times
  const max = match[2] === undefined ? min : Number(match[2]) * times
  const wait = { unit: units[short], min, max }
  return max < min || longestDays(wait) > LONGEST_DAYS ? null : wait
}

export const waitForm = 'a wait such as 30m, 2h, 2-3d, 1w or 5bd (business days)'

/** The shortest it may be, in days. */
export const shortestDays = (wait: Wait): number => wait.min / perDay[wait.unit]
export const longestDays = (wait: Wait): number => wait.max / perDay[wait.unit]
const perDay = { minutes: 1440, hours: 24, days: 1, business_days: 1 } as const

/** In words, for the rep and the difference of two versions. */
export function waitWords({ unit, min, max }: Wait): string {
  const name = unit.replace('_', ' ')
  if (min === max) return `${min} ${min === 1 ? name.slice(0, -1) : name}`
  return `${min} to ${max} ${name}`
}
