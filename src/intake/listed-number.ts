import {
  type CountryCode,
  Metadata,
  getCountryCallingCode,
  isSupportedCountry,
  parsePhoneNumberFromString
} from 'libphonenumber-js/max'
import { nanpCodes } from './nanp-codes.ts'
import { isNanp, readPhone } from './phone.ts'

/** Why a text is no number of the list; completes "the number …". */
export type NotListed = { readonly reason: string }

/** Reads one number of a list: E.164, or why it is none. */
export type ListedNumberReader = (text: string) => string | NotListed

/**
 * A reader for the numbers of one country as its registry writes them; null for a country that nobody knows.
 *
 * Lists have millions of numbers and the library takes 40 µs for each, so plain digits are read here by the country's
 * own pattern, and only what is left over is asked of `readPhone`. What both read, both read as the same number. A
 * pattern lets more through than the library does: a number that nobody can dial does no harm on a list, one that is
 * missing does.
 */
export function listedNumberReader(country: string): ListedNumberReader | null {
  if (!isSupportedCountry(country)) return null
  const callingCode = getCountryCallingCode(country)
  const national = isNanp(country) ? nanpReader(country) : patternReader(country, callingCode)
  return (text) => {
    const digits = plainDigits(text)
    if (digits !== null && digits.length < DIGITS_MIN) return { reason: 'is too short for a telephone number' }
    return (digits === null ? null : national(digits)) ?? asked(text, country, national)
  }
}

/** Digits of a plain text with a "+" before them where it had one; null when it holds anything but digits and marks, or a zero that is not dialled. */
function plainDigits(text: string): string | null {
  if (DIGITS.test(text)) return text.startsWith('00') ? `+${text.slice(2)}` : text
  const match = MARKED.exec(text)
  if (match === null || text.includes('(0)')) return null
  const digits = text.replace(NO_DIGITS, '')
  return match[1] !== undefined ? `+${digits}` : digits.startsWith('00') ? `+${digits.slice(2)}` : digits
}

/** How many digits a number has with its calling code, as in the facts; without it, it has at least five. */
const E164_MIN = 7
const E164_MAX = 15
const DIGITS_MIN = 5
const DIGITS = /^\d+$/
const MARKED = /^[\s\u00a0='(]*(\+)?[\s\u00a0\d().\-/]+$/
const NO_DIGITS = /\D/g

/** Reads digits, or says why not; null leaves the text to the library. */
type NationalReader = (digits: string) => string | NotListed | null

function patternReader(country: CountryCode, callingCode: string): NationalReader {
  const { pattern, prefix } = planOf(country)
  const whole = (national: string): string | null => {
    const digits = callingCode.length + national.length
    return digits >= E164_MIN && digits <= E164_MAX && pattern.test(national) ? `+${callingCode}${national}` : null
  }
  const within = (national: string): string | null =>
    (prefix !== '' && national.startsWith(prefix) ? whole(national.slice(prefix.length)) : null) ?? whole(national)
  return (digits) => {
    if (digits.startsWith('+')) {
      if (!digits.startsWith(callingCode, 1)) return abroad(digits, country)
      return within(digits.slice(1 + callingCode.length))
    }
    return within(digits) ?? (digits.startsWith(callingCode) ? within(digits.slice(callingCode.length)) : null)
  }
}

/** The library's own data has no types for these two, though they are what it goes by; a test holds both together. */
function planOf(country: CountryCode): { readonly pattern: RegExp; readonly prefix: string } {
  const metadata = new Metadata()
  metadata.selectNumberingPlan(country)
  const plan = metadata.numberingPlan as unknown as {
    readonly nationalNumberPattern: () => string
    /** Not a text where a country has none. */
    readonly nationalPrefix: () => unknown
  }
  const prefix = plan.nationalPrefix()
  const pattern = new RegExp(`^(?:${plan.nationalNumberPattern()})$`)
  return { pattern, prefix: typeof prefix === 'string' ? prefix : '' }
}

/** What the registry of the FTC takes beside the states: "Puerto Rico, U.S. Virgin Islands, Guam, …", and toll-free. */
const registryOf: Readonly<Record<string, readonly string[]>> = { US: ['US', 'PR', 'VI', 'GU', 'MP', 'AS'] }

function nanpReader(country: CountryCode): NationalReader {
  const own = registryOf[country] ?? [country]
  const known = new Map<string, NotListed | null>()
  /** Null for an area code whose numbers may stand on the list. */
  const areaProblem = (area: string): NotListed | null => {
    const before = known.get(area)
    if (before !== undefined) return before
    const place = placeOf(area)
    const problem =
      place === 'nowhere'
        ? { reason: `has area code ${area}, which is not assigned` }
        : place === null || own.includes(place)
          ? null
          : { reason: `belongs to ${place}, and this is a list of ${country}` }
    known.set(area, problem)
    return problem
  }
  return (digits) => {
    let at = 0
    if (digits.startsWith('+')) {
      if (digits[1] !== '1') return abroad(digits, country)
      at = 2
    } else if (digits.startsWith('011')) {
      if (digits[3] !== '1') return abroad(`+${digits.slice(3)}`, country)
      at = 4
    } else if (digits.length === 11 && digits[0] === '1') at = 1
    // The trunk prefix of the country is a 1 too, and some write both.
    if (at > 1 && digits.length - at === 11 && digits[at] === '1') at++
    // Canada has numbers of seven digits that are dialled everywhere without an area code.
    if (country === 'CA' && /^310\d{4}$/.test(digits.slice(at))) return `+1${digits.slice(at)}`
    if (digits.length - at !== 10)
      return { reason: `has ${digits.length - at} digits, and numbers of ${country} have 10` }
    const exchange = digits[at + 3]!
    const problem = areaProblem(digits.slice(at, at + 3))
    if (problem !== null) return problem
    if (exchange < '2') return { reason: `has an exchange that starts with ${exchange}, which no number has` }
    return `+1${at === 0 ? digits : digits.slice(at)}`
  }
}

const tollFree = new Set(nanpCodes['tollFree']!.split(' '))

/** The country of an area code; null for toll-free numbers and for codes newer than our tables, which may be anywhere. */
function placeOf(area: string): string | 'nowhere' | null {
  if (area[0]! < '2' || area[1] === '9' || area.endsWith('11')) return 'nowhere'
  if (tollFree.has(area)) return null
  return parsePhoneNumberFromString(`+1${area}2345678`)?.country ?? null
}

function abroad(digits: string, country: string): NotListed {
  // The library would name the country, and would take minutes for a list of millions from a wrong one.
  const start = digits.slice(0, digits[1] === '1' || digits[1] === '7' ? 2 : 3)
  return { reason: `belongs to another country (${start}…), and this is a list of ${country}` }
}

/** Letters, extensions, carrier codes: what the digits alone do not tell. */
function asked(text: string, country: string, national: NationalReader): string | NotListed {
  if ((text.match(/[\dA-Za-z]/g)?.length ?? 0) < DIGITS_MIN) return { reason: 'is not a telephone number' }
  const phone = readPhone(text, country)
  if (phone.kind === 'noPhone') return { reason: phone.reason }
  return national(phone.e164) ?? { reason: `is no number of ${country}` }
}
