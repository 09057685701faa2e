const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })
const moneys = new Map<string, MoneyFormat>()

/** `84,213`. */
export function count(value: number): string {
  return whole.format(value)
}

/** `eleven`; numbers above twelve stay figures. */
export function inWords(value: number): string {
  return small[value] ?? count(value)
}

const small = 'no one two three four five six seven eight nine ten eleven twelve'.split(' ')

/** A sentence ends with one stop, also when whoever wrote it has made one. */
export const ended = (sentence: string): string => (/[.!?]$/.test(sentence) ? sentence : `${sentence}.`)

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** `1 row`, `2 rows`. */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`
}

/** Minor units as money without its small change: `$8,400`; a currency that nobody knows keeps its code. */
export function money(minor: number, currency: string): string {
  const { format, minorUnits } = moneyFormat(currency)
  return format.format(minor / minorUnits)
}

type MoneyFormat = { readonly format: Intl.NumberFormat; readonly minorUnits: number }

function moneyFormat(currency: string): MoneyFormat {
  const known = moneys.get(currency)
  if (known) return known
  // Two digits for most, none for yen: the table of them is the browser's.
  const digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits
  const format = new Intl.NumberFormat('en', { style: 'currency', currency, maximumFractionDigits: 0 })
  const made = { format, minorUnits: 10 ** (digits ?? 2) }
  moneys.set(currency, made)
  return made
}

/** `(720) 555-0168` for a North American number, the rest as they are dialled from abroad. */
export function phone(e164: string): string {
  const parts = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(e164)
  return parts ? `(${parts[1]}) ${parts[2]}-${parts[3]}` : e164
}
