/** What the address of a lead says beside its id: the list that one came from, or the world in which it is looked at. */
export type LeadSearch = { readonly list?: string; readonly world?: number }

export function readLeadSearch(raw: Record<string, unknown>): LeadSearch {
  const list = typeof raw['list'] === 'string' && /^\d{1,16}$/.test(raw['list']) ? raw['list'] : undefined
  const world = Number(raw['world'])
  return { ...(list && { list }), ...(Number.isInteger(world) && world > 0 && { world }) }
}
