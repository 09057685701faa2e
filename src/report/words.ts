import { type Shown } from './cell.ts'

/** Numbers as people read them. The minus is the true one. */
export function countWords(value: number): string {
  const whole = String(Math.abs(Math.round(value))).replace(/\B(?=(\d{3})+$)/g, ',')
  return Math.round(value) < 0 ? `−${whole}` : whole
}

/** "1 call", "1,204 calls". */
export function manyWords(value: number, one: string, more = `${one}s`): string {
  return `${countWords(value)} ${Math.round(value) === 1 ? one : more}`
}

/** A share of a hundred: two digits that count, never more than a tenth. */
export function percentWords(part: number): string {
  const percent = part * 100
  if (percent > 99 && percent < 100) return Math.min(percent, 99.9).toFixed(1)
  if (percent === 0 || percent >= 9.95) return percent.toFixed(0)
  return percent >= 0.095 ? percent.toFixed(1) : percent.toFixed(2)
}

/** Time: seconds below two minutes, minutes below two hours, else hours. */
export function timeWords(ms: number): string {
  const seconds = ms / 1000
  if (seconds < 120) return `${trim(seconds)} s`
  const minutes = seconds / 60
  if (minutes < 120) return `${trim(minutes)} min`
  const whole = Math.round(minutes)
  return `${countWords(Math.floor(whole / 60))} h ${String(whole % 60).padStart(2, '0')} min`
}

/** Money of minor units. */
export function moneyWords(cents: number, currency: string): string {
  const sign = cents < 0 ? '−' : ''
  const size = Math.abs(cents)
  const text = size >= 100_000 ? countWords(size / 100) : (size / 100).toFixed(size < 10 && size % 1 > 0 ? 3 : 2)
  return currency === 'USD' ? `${sign}$${text}` : `${sign}${text} ${currency}`
}

/** A plain number with at most one digit after the point. */
export function trim(value: number): string {
  if (Math.abs(value) >= 100 || Number.isInteger(value)) return countWords(value)
  return value.toFixed(1).replace(/\.0$/, '')
}

/** What is shown of a number, without its bounds. */
export function shownWords(cell: Shown, currency: string): string {
  if (cell.form === 'share' && (cell.isSmall || cell.value === null)) return smallWords(cell)
  if (cell.value === null) return 'none yet'
  switch (cell.unit) {
    case 'share':
      return `${percentWords(cell.value)} %`
    case 'ms':
      return timeWords(cell.value)
    case 'cents':
      return moneyWords(cell.value, currency)
    case 'minutes':
      return `${trim(cell.value)} min`
    case 'seconds':
      return `${trim(cell.value)} s`
    case 'times':
      return trim(cell.value)
    case 'rows':
      return countWords(cell.value)
    case 'units':
      return trim(cell.value)
  }
}

/** Too few for a share: how many of how many. */
const smallWords = ({ count, of }: Shown): string =>
  of === 0 ? 'none yet' : `${countWords(count)} of ${countWords(of ?? 0)}`

/** The bounds of a share, "4.1 to 9.8"; empty where none is shown. */
export function boundsWords({ low, high, isSmall }: Shown): string {
  if (low === null || high === null || isSmall) return ''
  return `${percentWords(low)} to ${percentWords(high)}`
}

/** A share inside a sentence, with its doubt: "12 % (10 to 14)", or "3 of 11" where there are few. */
export function doubtWords(cell: Shown): string {
  const bounds = boundsWords(cell)
  const shown = shownWords(cell, '')
  return bounds === '' ? shown : `${shown} (${bounds})`
}

export const sentenceOf = (...parts: readonly (string | null | false)[]): string =>
  parts.filter((part): part is string => typeof part === 'string' && part !== '').join(' ')
