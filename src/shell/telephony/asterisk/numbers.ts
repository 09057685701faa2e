import { OutsideError } from '../../outside-error.ts'

/** A number as it is dialled on the trunk. Only a number is ever dialled, so that no text becomes an address. */
export function dialled(number: string, dials: 'e164' | 'digits'): string {
  if (!/^\+[1-9]\d{6,14}$/.test(number)) {
    throw new OutsideError('unsupported', `${number} is no number to dial: write it as +12125550123.`)
  }
  return dials === 'e164' ? number : number.slice(1)
}

/**
 * A number as a trunk says it, as E.164: with its plus, with the country alone, or as it is dialled in the country of our
 * own numbers. Null where it is withheld or no number.
 */
export function e164(said: string, ours: readonly string[]): string | null {
  const digits = said.replaceAll(/[\s().-]/g, '')
  if (/^\+[1-9]\d{6,14}$/.test(digits)) return digits
  if (!/^\d{7,15}$/.test(digits)) return null
  const own = ours.find((number) => number.endsWith(digits))
  if (own !== undefined) return own
  const isAmerican = ours.some((number) => number.startsWith('+1'))
  if (isAmerican && /^[2-9]\d{9}$/.test(digits)) return `+1${digits}`
  if (digits.startsWith('00')) return `+${digits.slice(2)}`
  return /^[1-9]/.test(digits) ? `+${digits}` : null
}
