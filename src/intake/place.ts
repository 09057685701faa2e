import { isSupportedCountry } from 'libphonenumber-js/max'
import { zoneNamed } from '../clock/zone.ts'
import { plainValue, remembering } from './plain-words.ts'

/** ISO 3166-1 code of a country as lists write it, or null. */
export const readCountry = remembering((text): string | null => {
  const words = plainValue(text)
  const named = countryOf.get(words)
  if (named) return named
  const code = text.trim().toUpperCase()
  return isSupportedCountry(code) ? code : null
})

/** ISO 3166-2 code of an American state or territory or a Canadian province, by name or abbreviation, or null. */
export function readRegion(text: string, country: string | null): string | null {
  const words = plainValue(text)
  if (country === null || country === 'US' || country === 'PR') {
    const state = stateOf.get(words) ?? stateOf.get(words.replace(/^us /, ''))
    if (state) return `US-${state}`
  }
  if (country === null || country === 'CA') {
    const province = provinceOf.get(words) ?? provinceOf.get(words.replace(/^ca /, ''))
    if (province) return `CA-${province}`
  }
  return null
}

/** IANA name of a zone written as such, as "Eastern", "PST", "(GMT-05:00) Eastern Time" or "UTC+1", or null. */
export const readTimeZone = remembering((text): string | null => {
  if (text.length > 80) return null
  const value = text.trim().replace(/\s/g, '_')
  if (value.includes('/') && zoneNamed(value) !== null) return value
  const bare = text.replace(/^\s*\((?:gmt|utc)[^)]*\)\s*/i, '')
  const words = plainValue(bare)
    .replace(/ (?:standard|daylight)? ?(?:time)?(?: zone)?(?: us canada| us and canada)?$/, '')
    .trim()
  return zoneOf.get(words) ?? fixedZoneName(text)
})

/** A bare whole-hour offset; POSIX turns the sign round in "Etc/GMT+5", which is five hours west. */
function fixedZoneName(text: string): string | null {
  const match = /^\s*\(?(?:gmt|utc)?\s*([+-−])\s*0?(\d{1,2})(?::?00|\.00?)?\)?\s*$/i.exec(text)
  if (!match || Number(match[2]) > 12) return null
  const name = Number(match[2]) === 0 ? 'Etc/UTC' : `Etc/GMT${match[1] === '+' ? '-' : '+'}${Number(match[2])}`
  return zoneNamed(name) === null ? null : name
}

const STATES =
  'AL Alabama|AK Alaska|AZ Arizona|AR Arkansas|CA California|CO Colorado|CT Connecticut|DE Delaware|DC District of Columbia|FL Florida|GA Georgia|HI Hawaii|ID Idaho|IL Illinois|IN Indiana|IA Iowa|KS Kansas|KY Kentucky|LA Louisiana|ME Maine|MD Maryland|MA Massachusetts|MI Michigan|MN Minnesota|MS Mississippi|MO Missouri|MT Montana|NE Nebraska|NV Nevada|NH New Hampshire|NJ New Jersey|NM New Mexico|NY New York|NC North Carolina|ND North Dakota|OH Ohio|OK Oklahoma|OR Oregon|PA Pennsylvania|RI Rhode Island|SC South Carolina|SD South Dakota|TN Tennessee|TX Texas|UT Utah|VT Vermont|VA Virginia|WA Washington|WV West Virginia|WI Wisconsin|WY Wyoming|PR Puerto Rico|GU Guam|VI Virgin Islands|AS American Samoa|MP Northern Mariana Islands|DC Washington DC|DC Washington D C|FL Fla|CA Calif|PA Penn|MA Mass|NY N Y|NJ N J|TX Tex|MI Mich|MN Minn|CT Conn|AZ Ariz|IL Ill|TN Tenn|WA Wash|CO Colo'
const PROVINCES =
  'AB Alberta|BC British Columbia|MB Manitoba|NB New Brunswick|NL Newfoundland and Labrador|NL Newfoundland|NS Nova Scotia|NT Northwest Territories|NU Nunavut|ON Ontario|PE Prince Edward Island|QC Quebec|QC PQ|SK Saskatchewan|YT Yukon|ON Ont|QC Que|BC Colombie Britannique'
const COUNTRIES =
  'US United States|US United States of America|US USA|US U S A|US U S|US America|US Vereinigte Staaten|US Etats Unis|US Estados Unidos|US Verenigde Staten|CA Canada|CA Kanada|GB United Kingdom|GB UK|GB U K|GB Great Britain|GB England|GB Scotland|GB Wales|GB Northern Ireland|GB Grossbritannien|GB Royaume Uni|GB Reino Unido|DE Germany|DE Deutschland|DE Allemagne|DE Alemania|DE Duitsland|AT Austria|AT Osterreich|CH Switzerland|CH Schweiz|CH Suisse|FR France|FR Frankreich|FR Francia|ES Spain|ES Espana|ES Spanien|NL Netherlands|NL The Netherlands|NL Holland|NL Nederland|BE Belgium|BE Belgie|BE Belgique|IE Ireland|IT Italy|IT Italia|PT Portugal|MX Mexico|BR Brazil|BR Brasil|AU Australia|NZ New Zealand|SE Sweden|NO Norway|DK Denmark|FI Finland|PL Poland|CZ Czech Republic|CZ Czechia|HU Hungary|RO Romania|GR Greece|IN India|JP Japan|SG Singapore|HK Hong Kong|ZA South Africa|AE United Arab Emirates|IL Israel|PH Philippines|PR Puerto Rico|LU Luxembourg|AR Argentina|CL Chile|CO Colombia|BS Bahamas|JM Jamaica|DO Dominican Republic|TR Turkey|UA Ukraine|KR South Korea|CN China'
const ZONES: Readonly<Record<string, string>> = {
  'America/New_York': 'eastern|et|est|edt|est5edt|us eastern|new york|america new york',
  'America/Chicago': 'central|ct|cst|cdt|cst6cdt|us central|chicago|america chicago',
  'America/Denver': 'mountain|mt|mst|mdt|mst7mdt|us mountain|denver|america denver',
  'America/Phoenix': 'arizona|mst az|phoenix|us arizona',
  'America/Los_Angeles': 'pacific|pt|pst|pdt|pst8pdt|us pacific|los angeles|america los angeles',
  'America/Anchorage': 'alaska|akst|akdt|akt|us alaska',
  'Pacific/Honolulu': 'hawaii|hst|us hawaii|hawaii aleutian',
  'America/Halifax': 'atlantic|ast|adt|canada atlantic|at',
  'America/St_Johns': 'newfoundland|nst|ndt|nt',
  'America/Puerto_Rico': 'puerto rico',
  'Europe/London': 'london|uk|bst|british|greenwich mean',
  'Europe/Berlin': 'berlin|cet|cest|mez|mesz|central european|german',
  'Europe/Paris': 'paris',
  'Europe/Madrid': 'madrid',
  'Europe/Amsterdam': 'amsterdam',
  'Etc/UTC': 'utc|gmt|z|zulu'
}

function lookup(list: string): ReadonlyMap<string, string> {
  return new Map(
    list.split('|').flatMap((entry) => {
      const code = entry.slice(0, 2)
      return [[plainValue(entry.slice(3)), code] as const, [code.toLowerCase(), code] as const]
    })
  )
}

const stateOf = lookup(STATES)
const provinceOf = lookup(PROVINCES)
const countryOf = new Map(COUNTRIES.split('|').map((entry) => [plainValue(entry.slice(3)), entry.slice(0, 2)] as const))
const zoneOf = new Map(
  Object.entries(ZONES).flatMap(([zone, names]) => names.split('|').map((name) => [name, zone] as const))
)
