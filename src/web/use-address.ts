import { getRouteApi } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import { type Search, defaultPlaybook } from './search.ts'
import type { Settings } from './work/messages.ts'

const route = getRouteApi('/')

/** The address of the page as values, and a way to change a part of it; undefined takes a part away. */
export function useAddress() {
  const search: Search = route.useSearch()
  const navigate = route.useNavigate()
  const change = useCallback(
    (part: { readonly [Key in keyof Search]?: Search[Key] | undefined }, replace = true): void => {
      void navigate({ search: (before: Search) => ({ ...before, ...part }) as Search, replace, resetScroll: false })
    },
    [navigate]
  )
  const { now, country, market, zone, playbook } = search
  const settings = useMemo(
    (): Settings => ({
      now: now ?? null,
      country: country ?? 'US',
      market: market ?? null,
      zone: zone ?? browserZone(),
      playbook: playbook ?? defaultPlaybook
    }),
    [now, country, market, zone, playbook]
  )
  return { search, change, settings }
}

/** The name only: what a clock shows there is worked out by the clock room. */
function browserZone(): string | null {
  return Intl.DateTimeFormat().resolvedOptions().timeZone ?? null
}
