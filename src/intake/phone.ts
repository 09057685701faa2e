import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { nanpCodes } from './nanp-codes.ts'

/** A number that can be dialled; `extension` is digits or empty, `country` null where the number belongs to no place. */
export type ReadPhone = {
  readonly kind: 'phone'
  readonly e164: string
  readonly extension: string
  readonly country: string | null
  readonly lineType: 'wireless' | 'landline' | 'voip' | null
  readonly tollFree: boolean
}
/** Text that is no number; the reason completes "the phone number … ". */
export type NoPhone = { readonly kind: 'noPhone'; readonly text: string; readonly reason: string }

/**
 * Reads one number as a person writes it; `country` (ISO 3166) is where a number without a country code is dialled.
 * North American notations are read here, about thirty times as fast as the library; every other text is the library's.
 */
export function readPhone(text: string, country: string): ReadPhone | NoPhone {
  return (isNanp(country) ? readNanp(text) : null) ?? readAnywhere(text.trim(), country)
}

/** Reads a cell that may hold several numbers, split by ";", "/", "|", a new line or the word "or". */
export function readPhones(cell: string, country: string): readonly (ReadPhone | NoPhone)[] {
  const fast = isNanp(country) ? readNanp(cell) : null
  if (fast) return [fast]
  const text = cell.length > CELL_LONGEST ? cell.slice(0, CELL_LONGEST) : cell
  const parts = text.split(SEPARATORS).filter((part) => part.trim() !== '')
  if (parts.length === 1) return [readPhone(parts[0]!, country)]
  const read = parts.slice(0, NUMBERS_MAX).map((part) => readPhone(part, country))
  return read.some((phone) => phone.kind === 'phone') ? read : [readPhone(text, country)]
}

/** The first characters of a text that is no number, as an error quotes it. */
export function quoted(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return `"${line.length > 40 ? `${line.slice(0, 39)}…` : line}"`
}

const CELL_LONGEST = 400
const NUMBERS_MAX = 10
const SEPARATORS = /[;/|\n\r]|,(?=[^,]*\d{3})|\s(?:or|oder|ou|o|of|and|&)\s/iu

const codeCountry = new Map<string, string>(
  Object.entries(nanpCodes).flatMap(([country, codes]) => codes.split(' ').map((code) => [code, country] as const))
)
const nanpCountries = new Set(Object.keys(nanpCodes).filter((key) => key !== 'tollFree'))

export function isNanp(country: string): boolean {
  return country === 'US' || nanpCountries.has(country)
}

/**
 * Ten digits, or eleven from 1, with the usual marks between them and an extension after them; null hands the text on.
 * Written over character codes: it runs for every row of a list of millions.
 */
function readNanp(text: string): ReadPhone | null {
  let digits = ''
  let at = 0
  for (; at < text.length && digits.length < 12; at++) {
    const code = text.charCodeAt(at)
    if (code >= 48 && code <= 57) digits += text[at]
    else if (code === 43 ? digits !== '' : !isMark(code)) break
  }
  if (at < text.length && !(digits.length >= 10 && digits.length <= 11)) return null
  const extension = at < text.length ? extensionOf(text.slice(at)) : ''
  if (extension === null) return null
  const national = digits.length === 11 && digits[0] === '1' ? digits.slice(1) : digits
  if (national.length !== 10 || national[3]! < '2') return null
  if (text.includes('+') && digits.length !== 11) return null
  const country = codeCountry.get(national.slice(0, 3))
  if (country === undefined) return null
  const tollFree = country === 'tollFree'
  return {
    kind: 'phone',
    e164: `+1${national}`,
    extension,
    country: tollFree ? null : country,
    lineType: null,
    tollFree
  }
}

/** Space, no-break space, ( ) - . and tab: what people put between the digits of a number. A slash parts two numbers. */
function isMark(code: number): boolean {
  return code === 32 || code === 160 || code === 40 || code === 41 || code === 45 || code === 46 || code === 9
}

const EXTENSION = /^[\s,]*(?:(?:x|ext|extn|extension|poste)\.?|#)[\s:.]*(\d{1,7})\s*$/i

function extensionOf(rest: string): string | null {
  const match = EXTENSION.exec(rest)
  return match ? match[1]! : null
}

function readAnywhere(text: string, country: string): ReadPhone | NoPhone {
  const no = (reason: string): NoPhone => ({ kind: 'noPhone', text, reason })
  const damage = damageOf(text)
  if (damage) return no(damage)
  const { number, extension } = parted(text)
  const phone = parsePhoneNumberFromString(vanityDigits(internationalised(number, country)), country as CountryCode)
  if (!phone) return no(digitCount(text) < 7 ? 'is too short for a telephone number' : 'is not a telephone number')
  if (!phone.isValid()) return no(whyInvalid(phone.number, phone.isPossible(), country))
  const type = phone.getType()
  if (type === 'PREMIUM_RATE') return no('is a premium-rate number, which no lead is called on')
  return {
    kind: 'phone',
    e164: phone.number,
    extension: extension || (phone.ext ?? ''),
    country: type === 'TOLL_FREE' ? null : (phone.country ?? null),
    lineType: lineTypes[type ?? ''] ?? null,
    tollFree: type === 'TOLL_FREE'
  }
}

const lineTypes: Readonly<Record<string, 'wireless' | 'landline' | 'voip'>> = {
  MOBILE: 'wireless',
  FIXED_LINE: 'landline',
  VOIP: 'voip'
}

/** What a spreadsheet does to a number, named as such: the digits are lost and no reader brings them back. */
function damageOf(text: string): string | null {
  if (/^[+-]?\d(?:[.,]\d+)?e[+-]?\d+$/i.test(text))
    return 'was turned into scientific notation by a spreadsheet and has lost digits; format the column as text and export again'
  if (/^#+$/.test(text)) return 'is a spreadsheet column too narrow to show it; widen the column and export again'
  if (/^#[A-Z/0!?]+$/.test(text)) return 'is a spreadsheet error value'
  if (text.length > 100) return 'is too long for a telephone number'
  return null
}

const LETTERED_EXTENSION =
  /[\s,;]*(?:\b|(?<=\d))(?:x|ext|extn|extension|poste|durchwahl|anexo|toestel)\.?[\s:.]*(\d{1,7})\s*$|\s*#\s*(\d{1,7})\s*$/i

function parted(text: string): { readonly number: string; readonly extension: string } {
  const match = LETTERED_EXTENSION.exec(text)
  if (!match || digitCount(text.slice(0, match.index)) < 7) return { number: text, extension: '' }
  return { number: text.slice(0, match.index), extension: match[1] ?? match[2] ?? '' }
}

/** "00" and, from North America, "011" stand for "+"; a spreadsheet may have put an apostrophe or "=" before it all. */
function internationalised(text: string, country: string): string {
  const bare = text.replace(/^[='"\s]+|["\s]+$/g, '').replace(/^(?:tel|phone|p|m|c|t)[.:]\s*/i, '')
  const prefix = isNanp(country) ? /^\(?\s*(?:011|00)[\s.)-]*(?=[1-9])/ : /^\(?\s*00[\s.)-]*(?=[1-9])/
  return bare.replace(prefix, '+').replace(/^\+([\d\s.-]*)\(0\)/, '+$1')
}

/** 1-800-FLOWERS: letters as on the keys, when the number starts with digits and would have the right length. */
function vanityDigits(text: string): string {
  if (!/^\+?1?[\s.(-]*\d{3}[\s.)-]*[\dA-Z][\dA-Z\s.-]{6,11}$/i.test(text) || !/[A-Z]{3}/i.test(text)) return text
  return text.replace(/[A-Z]/gi, (letter) => KEYS[letter.toUpperCase().charCodeAt(0) - 65]!)
}

const KEYS = '22233344455566677778889999'

function whyInvalid(e164: string, isPossible: boolean, country: string): string {
  const nanp = /^\+1(\d{3})(\d)?/.exec(e164)
  if (!isPossible) return `has the wrong count of digits for ${nanp ? 'North America' : country}`
  if (nanp && !codeCountry.has(nanp[1]!)) return `has area code ${nanp[1]}, which is not assigned`
  if (nanp && nanp[2]! < '2') return `has an exchange that starts with ${nanp[2]}, which no number has`
  return 'is in a range that is not assigned'
}

function digitCount(text: string): number {
  return text.replace(/\D/g, '').length
}
