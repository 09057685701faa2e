/** What the address of the simulated days says: the list that the form begins with. */
export type DaySearch = { readonly list?: string }

export function readDaySearch(raw: Record<string, unknown>): DaySearch {
  return typeof raw['list'] === 'string' && raw['list'] !== '' ? { list: raw['list'].slice(0, 200) } : {}
}
