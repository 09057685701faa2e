import { plainValue, remembering } from './plain-words.ts'

/** Money in minor units; `currency` null when the cell names none. */
export type Money = { readonly cents: number; readonly currency: string | null }

/** Yes or no in the languages of heading-words.ts; null when it is neither. An empty cell is not asked. */
export const readFlag = remembering((text): boolean | null => {
  const mark = MARKS.get(text.trim())
  if (mark !== undefined) return mark
  const value = plainValue(text)
  return YES.has(value) ? true : NO.has(value) ? false : null
})

const MARKS: ReadonlyMap<string, boolean> = new Map([
  ...['✓', '✔', '☑', '✅', '+'].map((mark) => [mark, true] as const),
  ...['✗', '✘', '☐', '❌', '-', '–', '—', '--'].map((mark) => [mark, false] as const)
])

const YES: ReadonlySet<string> = new Set(
  'yes y true t 1 x ja j oui o vrai si s wahr verdadero waar on checked ok okay sure opted in opt in in subscribed granted given'
    .split(' ')
    .concat('opted in', 'opt in', 'yes please')
)
const NO: ReadonlySet<string> = new Set(
  'no n false f 0 nein non nee faux falsch falso onwaar off unchecked none never nie jamais nunca nooit'
    .split(' ')
    .concat('opted out', 'opt out', 'not given', 'n a', 'na', 'unsubscribed', 'withdrawn', 'revoked', 'denied')
)

/** No number that anybody means is written with more characters; regular expressions see nothing longer. */
const LONGEST = 40

/** A whole number that is not negative ("3", "3x", "3.0", "1,204"), or null. */
export function readCount(text: string): number | null {
  const value = text.trim()
  if (/^\d{1,7}$/.test(value)) return Number(value)
  if (value.length > LONGEST) return null
  const match = /^(\d{1,3}(?:[,. ]\d{3})+|\d{1,7})(?:[.,]0+)?\s*(?:x|times|calls?|vms?|voicemails?)?$/i.exec(value)
  return match ? Number(match[1]!.replace(/\D/g, '')) : null
}

/** A number with an optional fraction or percent sign, or null. */
export function readScore(text: string): number | null {
  if (text.length > LONGEST) return null
  const match = /^(-?\d{1,9}(?:[.,]\d{1,6})?)\s*(?:%|\/\s*\d+|points?|pts)?$/i.exec(text.trim())
  return match ? Number(match[1]!.replace(',', '.')) : null
}

/** The file's own priority as a number, larger first: words as high 3, medium 2, low 1. */
export function readPriority(text: string): number | null {
  const word = plainValue(text)
  if (Object.hasOwn(PRIORITIES, word)) return PRIORITIES[word]!
  return readScore(text)
}

const PRIORITIES: Readonly<Record<string, number>> = {
  ...{ urgent: 4, highest: 4, high: 3, hot: 3, hoch: 3, haute: 3, alta: 3, hoog: 3, a: 3 },
  ...{ medium: 2, normal: 2, mid: 2, warm: 2, mittel: 2, moyenne: 2, media: 2, middel: 2, b: 2 },
  ...{ low: 1, cold: 1, niedrig: 1, basse: 1, baja: 1, laag: 1, c: 1, lowest: 0 }
}

const AMOUNT = /^([^\d-]*?)\s*(\d[\d.,'’\s]*?)\s*(k|m|mm|mio|mn|tsd|b|bn)?\s*([^\d]*)$/iu
const SCALE: Readonly<Record<string, number>> = {
  k: 1e3,
  tsd: 1e3,
  m: 1e6,
  mm: 1e6,
  mio: 1e6,
  mn: 1e6,
  b: 1e9,
  bn: 1e9
}

/** "$12,600", "12.600,00 EUR", "CHF 1'200.50", "12k", "1.2M"; null for anything else, negative amounts too.
 * `otherwise` is the currency where the cell names none: it decides how many minor units there are. */
export function readMoney(text: string, otherwise?: string): Money | null {
  const value = text.trim()
  if (value.length > LONGEST) return null
  const match = AMOUNT.exec(value)
  if (!match) return null
  const number = readDecimal(match[2]!, match[3] !== undefined)
  const before = currencyOf(match[1]!)
  const after = currencyOf(match[4]!)
  if (number === null || before === undefined || after === undefined) return null
  const currency = before ?? after
  const minor = NO_MINOR_UNITS.has(currency ?? otherwise ?? '') ? 1 : 100
  const cents = Math.round(number * (SCALE[match[3]?.toLowerCase() ?? ''] ?? 1) * minor)
  return Number.isSafeInteger(cents) ? { cents, currency } : null
}

/** Digits behind the point of a currency's minor unit. */
export function minorDigits(currency: string | null): number {
  return NO_MINOR_UNITS.has(currency ?? '') ? 0 : 2
}

/** Currencies without minor units (ISO 4217 exponent 0). */
const NO_MINOR_UNITS: ReadonlySet<string> = new Set(['JPY', 'KRW', 'VND', 'CLP', 'ISK', 'XAF', 'XOF', 'PYG', 'UGX'])
const SIGNS: Readonly<Record<string, string>> = {
  ...{
    $: 'USD',
    us$: 'USD',
    usd$: 'USD',
    '€': 'EUR',
    '£': 'GBP',
    '¥': 'JPY',
    '₹': 'INR',
    c$: 'CAD',
    ca$: 'CAD',
    a$: 'AUD'
  },
  ...{
    au$: 'AUD',
    nz$: 'NZD',
    r$: 'BRL',
    fr: 'CHF',
    sfr: 'CHF',
    kr: 'SEK',
    zł: 'PLN',
    mx$: 'MXN',
    s$: 'SGD',
    hk$: 'HKD'
  },
  ...{ euro: 'EUR', euros: 'EUR', dollar: 'USD', dollars: 'USD', pounds: 'GBP', pfund: 'GBP' }
}

/** The ISO 4217 code of a sign or code; null = none written, undefined = something else stands there. */
export function currencyOf(text: string): string | null | undefined {
  const word = text
    .trim()
    .toLowerCase()
    .replace(/^[.\s~]+|[.\s\-–—,]+$/g, '')
  if (word === '' || word === 'approx' || word === 'ca' || word === '/yr' || word === 'p.a') return null
  if (Object.hasOwn(SIGNS, word)) return SIGNS[word]
  return CODES.has(word.toUpperCase()) ? word.toUpperCase() : undefined
}

const CODES: ReadonlySet<string> = new Set(
  'USD EUR GBP CHF CAD AUD NZD JPY CNY INR BRL MXN SEK NOK DKK PLN CZK HUF RON ZAR SGD HKD KRW ILS AED SAR TRY THB PHP IDR MYR VND CLP COP ARS PEN ISK XAF XOF PYG UGX NGN KES EGP UAH BGN'.split(
    ' '
  )
)

/**
 * Which of "." and "," parts the fraction: the last one when both occur, a lone one unless exactly three digits
 * follow it (then it parts thousands: "12.600" and "12,600" are the same money everywhere but with "k" behind it).
 */
function readDecimal(text: string, isScaled: boolean): number | null {
  const digits = text.replace(/[\s'’]/g, '')
  const lastDot = digits.lastIndexOf('.')
  const lastComma = digits.lastIndexOf(',')
  const at = Math.max(lastDot, lastComma)
  if (at < 0) return Number(digits)
  const mark = digits[at]!
  const isRepeated = digits.indexOf(mark) !== at
  const isOnly = lastDot < 0 || lastComma < 0
  const grouping = isOnly && (isRepeated || (digits.length - at - 1 === 3 && !isScaled && digits[0] !== '0'))
  if (isRepeated && !isOnly) return null
  const whole = grouping ? digits : digits.slice(0, at)
  const fraction = grouping ? '' : digits.slice(at + 1)
  if (!/^\d{1,3}(?:[.,]\d{2,3})*$|^\d+$/.test(whole)) return null
  return Number(`${whole.replace(/[.,]/g, '')}.${fraction || '0'}`)
}
