import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router'
import { FirstPage } from './FirstPage.tsx'
import { NotHere } from './parts/NotHere.tsx'
import { parseSearch, readSearch, searchText } from './search.ts'

const root = createRootRoute({ notFoundComponent: NotHere })

export const firstRoute = createRoute({
  getParentRoute: () => root,
  path: '/',
  validateSearch: readSearch,
  component: FirstPage
})

export const router = createRouter({
  routeTree: root.addChildren([firstRoute]),
  parseSearch,
  stringifySearch: searchText,
  scrollRestoration: false
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
