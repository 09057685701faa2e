import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { FirstPage } from './FirstPage.tsx'
import { readLeadSearch } from './lead/search.ts'
import { readListSearch } from './lists/search.ts'
import { NotHere } from './parts/NotHere.tsx'
import { readReportSearch } from './report/search.ts'
import { parseSearch, readSearch, searchText } from './search.ts'
import { readDaySearch } from './worlds/search.ts'

const root = createRootRoute({ notFoundComponent: NotHere })

export const firstRoute = createRoute({
  getParentRoute: () => root,
  path: '/',
  validateSearch: readSearch,
  beforeLoad({ search }) {
    // The key stands in the part of an address that no server is sent, and in no entry of the history.
    if (search.key !== undefined) throw redirect({ to: '/sign-in', hash: search.key, replace: true })
  },
  component: FirstPage
})

const pages = () => import('./pages.tsx')

const signInRoute = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  component: lazyRouteComponent(pages, 'SignIn')
})

/** Everything about the work stands in one frame. */
const house = createRoute({
  getParentRoute: () => root,
  id: 'house',
  component: lazyRouteComponent(pages, 'HouseFrame')
})

const home = createRoute({
  getParentRoute: () => house,
  path: '/work',
  component: lazyRouteComponent(pages, 'HomePage')
})
const list = createRoute({
  getParentRoute: () => house,
  path: '/lists/$list',
  validateSearch: readListSearch,
  component: lazyRouteComponent(pages, 'ListPage')
})
const lead = createRoute({
  getParentRoute: () => house,
  path: '/leads/$lead',
  validateSearch: readLeadSearch,
  component: lazyRouteComponent(pages, 'LeadPage')
})
const day = createRoute({
  getParentRoute: () => house,
  path: '/worlds',
  validateSearch: readDaySearch,
  component: lazyRouteComponent(pages, 'DayPage')
})
const world = createRoute({
  getParentRoute: () => house,
  path: '/worlds/$world',
  component: lazyRouteComponent(pages, 'WorldPage')
})
const report = createRoute({
  getParentRoute: () => house,
  path: '/report',
  validateSearch: readReportSearch,
  component: lazyRouteComponent(pages, 'ReportPage')
})

export const router = createRouter({
  routeTree: root.addChildren([firstRoute, signInRoute, house.addChildren([home, list, lead, day, world, report])]),
  parseSearch,
  stringifySearch: searchText,
  scrollRestoration: false
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
