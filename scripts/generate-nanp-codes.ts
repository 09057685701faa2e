/**
 * Writes src/intake/nanp-codes.ts: the area codes of country code 1 whose every exchange 200-999 is assigned to one
 * country, read off the metadata of libphonenumber-js by asking it. Run again after an update of the library:
 * `node scripts/generate-nanp-codes.ts > src/intake/nanp-codes.ts`.
 */
import { parsePhoneNumberFromString } from 'libphonenumber-js/max'

const EXCHANGES = [200, 211, 299, 311, 355, 400, 411, 500, 555, 600, 655, 700, 755, 800, 855, 900, 911, 955, 999]

type Code = { readonly country: string; readonly tollFree: boolean }

function codeOf(area: number): Code | null {
  let first: Code | null = null
  for (const exchange of EXCHANGES) {
    const phone = parsePhoneNumberFromString(`+1${area}${exchange}0123`)
    if (!phone?.isValid()) return null
    const type = phone.getType()
    const tollFree = type === 'TOLL_FREE'
    if (!tollFree && type !== 'FIXED_LINE_OR_MOBILE' && type !== 'FIXED_LINE' && type !== 'MOBILE') return null
    const code = { country: tollFree ? '' : (phone.country ?? ''), tollFree }
    if (first !== null && (first.country !== code.country || first.tollFree !== code.tollFree)) return null
    first ??= code
  }
  return first
}

const byCountry = new Map<string, string[]>()
for (let area = 200; area <= 999; area++) {
  const code = codeOf(area)
  if (code === null) continue
  const key = code.tollFree ? 'tollFree' : code.country
  byCountry.set(key, [...(byCountry.get(key) ?? []), String(area)])
}

const lines = [...byCountry]
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([key, codes]) => `  ${key}: '${codes.join(' ')}'`)
process.stdout.write(`/**
 * Area codes of country code 1 by country, generated from the metadata of libphonenumber-js (Apache-2.0 data of
 * google/libphonenumber) with \`node scripts/generate-nanp-codes.ts\`. A code that is not here is asked of the library.
 */
export const nanpCodes: Readonly<Record<string, string>> = {
${lines.join(',\n')}
}
`)
