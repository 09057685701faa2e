import { useRef } from 'react'
import { useKeys } from '../parts/use-keys.ts'

/** J and K go through the rows of a table whose first cell is a link, marked `data-row-link`; Enter is the link's own. */
export function useRows() {
  const body = useRef<HTMLTableSectionElement>(null)
  const move = (by: number) => (): void | false => {
    const links = [...(body.current?.querySelectorAll<HTMLElement>('[data-row-link]') ?? [])]
    if (links.length === 0) return false
    const at = links.findIndex((link) => link === document.activeElement)
    const next = at < 0 ? (by > 0 ? 0 : links.length - 1) : Math.min(links.length - 1, Math.max(0, at + by))
    links[next]?.focus()
    links[next]?.scrollIntoView({ block: 'nearest' })
  }
  useKeys({ j: move(1), k: move(-1), ArrowDown: move(1), ArrowUp: move(-1) })
  return body
}
