/** Whether a column writes the day before the month, and how we know. */
export type DayFirst = { readonly dayFirst: boolean; readonly isCertain: boolean; readonly evidence: string }

/** Decides the order from a sample of the column's values, else from the country of the list. */
export function guessDayFirst(values: readonly string[], country: string): DayFirst {
  const dayFirst: string[] = []
  const monthFirst: string[] = []
  for (const value of values) {
    const match = SLASHED.exec(value.trim())
    if (!match) continue
    if (Number(match[1]) > 12) dayFirst.push(value.trim())
    else if (Number(match[2]) > 12) monthFirst.push(value.trim())
  }
  const counted = (which: readonly string[], order: string): string => `${which[0]} can only be ${order} first`
  if (dayFirst.length > 0 && monthFirst.length > 0) {
    const isDay = dayFirst.length > monthFirst.length
    const evidence = `both orders occur: ${counted(dayFirst, 'day')}, ${counted(monthFirst, 'month')}`
    return { dayFirst: isDay, isCertain: false, evidence }
  }
  if (dayFirst.length > 0) return { dayFirst: true, isCertain: true, evidence: counted(dayFirst, 'day') }
  if (monthFirst.length > 0) return { dayFirst: false, isCertain: true, evidence: counted(monthFirst, 'month') }
  const byCountry = !MONTH_FIRST.has(country)
  const order = byCountry ? 'day' : 'month'
  return { dayFirst: byCountry, isCertain: false, evidence: `no value tells; ${country} writes the ${order} first` }
}

const SLASHED = /^(\d{1,2})[-/](\d{1,2})[-/]\d{2,4}\b/
/** Countries whose sheets write 12/31/2026 (CLDR short date order M/d/y, and Canada's exports from American systems). */
const MONTH_FIRST: ReadonlySet<string> = new Set(['US', 'CA', 'PR', 'GU', 'VI', 'AS', 'MP', 'PH', 'FM', 'MH', 'PW'])
