/** What the address of the page says; every part may be missing, and a part that cannot be read counts as missing. */
export type Search = {
  readonly playbook?: string
  readonly view?: View
  /** Row of the file of the lead that is open. */
  readonly row?: number
  readonly show?: Show
  readonly q?: string
  readonly theme?: Theme
  /** RFC 3339 or epoch milliseconds: the instant that answers are about, instead of the clock. */
  readonly now?: string
  /** ISO 3166-1. */
  readonly country?: string
  /** Whom the leads of the list are that do not say it. */
  readonly market?: Market
  /** IANA zone of the reader, instead of the browser's. */
  readonly zone?: string
  /** Of the printed link; see house/SignIn.tsx. */
  readonly key?: string
}

export const views = ['sheet', 'strategy', 'columns', 'bad', 'facts'] as const
export type View = (typeof views)[number]
export const shows = ['all', 'callable', 'leave', 'skip', 'ask', 'at_the_beep', 'stopped'] as const
export type Show = (typeof shows)[number]
export const markets = ['b2b', 'b2c'] as const
export type Market = (typeof markets)[number]
export const themes = ['light', 'dark'] as const
export type Theme = (typeof themes)[number]

export const defaultPlaybook = 'case-by-case'

export function readSearch(raw: Record<string, unknown>): Search {
  const text = (key: keyof Search): string | undefined => (typeof raw[key] === 'string' ? raw[key] : undefined)
  const row = Number(text('row'))
  const country = text('country')?.toUpperCase()
  return {
    ...given('playbook', text('playbook')),
    ...given('view', oneOf(views, text('view'))),
    ...given('row', text('row') !== undefined && Number.isInteger(row) && row > 0 ? row : undefined),
    ...given('show', oneOf(shows, text('show'))),
    ...given('q', text('q') || undefined),
    ...given('theme', oneOf(themes, text('theme'))),
    ...given('now', text('now')),
    ...given('country', country !== undefined && /^[A-Z]{2}$/.test(country) ? country : undefined),
    ...given('market', oneOf(markets, text('market'))),
    ...given('zone', text('zone')),
    ...given('key', text('key') || undefined)
  }
}

function given<Key extends keyof Search>(key: Key, value: Search[Key] | undefined): Pick<Search, Key> | object {
  return value === undefined ? {} : { [key]: value }
}

function oneOf<const Values extends readonly string[]>(values: Values, text: string | undefined) {
  return values.find((value) => value === text) as Values[number] | undefined
}

/** Plain `key=value` pairs, as a person would write them into an address. */
export function parseSearch(text: string): Record<string, unknown> {
  return Object.fromEntries(new URLSearchParams(text))
}

export function searchText(search: Record<string, unknown>): string {
  const pairs = Object.entries(search).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]]))
  // A colon or a comma in an address is legal and easier to read.
  const text = new URLSearchParams(pairs).toString().replaceAll('%3A', ':').replaceAll('%2F', '/')
  return text === '' ? '' : `?${text}`
}
