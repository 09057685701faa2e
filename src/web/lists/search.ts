import { type LeadGroup, leadGroups } from '../../contract/lead-groups.ts'

export const listViews = ['next', 'why', 'leads'] as const
export type ListView = (typeof listViews)[number]

/** What the address of a list says; a part that cannot be read counts as missing. */
export type ListSearch = {
  readonly view?: ListView
  readonly group?: LeadGroup
  readonly q?: string
}

export function readListSearch(raw: Record<string, unknown>): ListSearch {
  const view = listViews.find((each) => each === raw['view'])
  const group = leadGroups.find((each) => each === raw['group'])
  const q = typeof raw['q'] === 'string' ? raw['q'].slice(0, 200) : ''
  return { ...(view && { view }), ...(group && { group }), ...(q !== '' && { q }) }
}
