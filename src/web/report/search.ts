/** What the address of a report says: the world that it is about, ours where none is named. */
export type ReportSearch = { readonly world?: number }

export function readReportSearch(raw: Record<string, unknown>): ReportSearch {
  const world = Number(raw['world'])
  return Number.isInteger(world) && world > 0 ? { world } : {}
}
