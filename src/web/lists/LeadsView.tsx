import { useNavigate } from '@tanstack/react-router'
import { Search, X } from 'lucide-react'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { ProblemNote } from '../house/ProblemNote.tsx'
import { Key } from '../parts/Key.tsx'
import { useKeys } from '../parts/use-keys.ts'
import { houseWords } from '../words/house.ts'
import { count } from '../words/numbers.ts'
import { LeadsTable } from './LeadsTable.tsx'
import type { ListSearch } from './search.ts'
import { useLeads } from './use-leads.ts'

const { list: words } = houseWords
const TYPING_MS = 250

type LeadsProps = {
  readonly list: string
  readonly all: number | null
  readonly search: ListSearch
  readonly onChange: (search: ListSearch) => void
}

/** Every lead of a list, found by name, firm, number or address, each with why it is next or why not. */
export function LeadsView({ list, all, search, onChange }: LeadsProps) {
  const navigate = useNavigate()
  const [query, setQuery] = useState(search.q ?? '')
  const { lines, total, hasMore, problem, more, again } = useLeads(list, search.q ?? '', search.group)
  const [at, setAt] = useState(-1)
  const field = useRef<HTMLInputElement>(null)
  const grid = useRef<HTMLDivElement>(null)

  useEffect(() => {
    if (query === (search.q ?? '')) return
    const later = setTimeout(() => {
      setAt(-1)
      onChange({ ...search, ...(query === '' ? { q: undefined } : { q: query }) } as ListSearch)
    }, TYPING_MS)
    return () => clearTimeout(later)
  }, [query, search, onChange])

  const open = (id: string): void => void navigate({ to: '/leads/$lead', params: { lead: id }, search: { list } })
  const move = (by: number) => (): void => {
    setAt((before) =>
      Math.min(lines.length - 1, Math.max(0, before < 0 ? (by > 0 ? 0 : lines.length - 1) : before + by))
    )
    grid.current?.focus({ preventScroll: true })
  }
  useKeys({
    '/': () => field.current?.focus(),
    j: move(1),
    k: move(-1),
    ArrowDown: move(1),
    ArrowUp: move(-1),
    PageDown: move(15),
    PageUp: move(-15),
    Enter: () => (lines[at] === undefined ? false : open(lines[at].id)),
    Escape: () => (document.activeElement === field.current ? field.current?.blur() : false)
  })

  return (
    <div className="leads-view">
      <h1 className="unseen" tabIndex={-1}>
        {words.tabs.leads}
      </h1>
      <div className="sheet-bar">
        {search.group !== undefined && (
          <button
            type="button"
            className="token"
            onClick={() => onChange({ view: 'leads', ...(search.q === undefined ? {} : { q: search.q }) })}
            aria-label={`${words.lift}: ${words.groups[search.group]}`}
          >
            {words.groups[search.group]} <X size={14} strokeWidth={1.75} aria-hidden="true" />
          </button>
        )}
        <Field field={field} query={query} onQuery={setQuery} />
      </div>
      <p className="count-line" role="status">
        {total === null ? (
          '\u00a0'
        ) : (
          <>
            <b>{count(total)}</b> {all === null ? '' : words.found(total, all)}
          </>
        )}
      </p>
      {problem !== null && <ProblemNote problem={problem} onAgain={again} />}
      {total === 0 ? (
        <div className="nothing">
          <p className="answer">{words.noneFound(search.q ?? '', search.group)}</p>
          <button
            type="button"
            className="button button-main"
            onClick={() => {
              setQuery('')
              onChange({ view: 'leads' })
            }}
          >
            {words.lift}
          </button>
        </div>
      ) : (
        <LeadsTable grid={grid} lines={lines} total={total} hasMore={hasMore} at={at} onMore={more} onOpen={open} />
      )}
    </div>
  )
}

type FieldProps = {
  readonly field: RefObject<HTMLInputElement | null>
  readonly query: string
  readonly onQuery: (query: string) => void
}

function Field({ field, query, onQuery }: FieldProps) {
  return (
    <div className="search" role="search">
      <Search size={16} strokeWidth={1.75} aria-hidden="true" />
      <input
        ref={field}
        type="search"
        value={query}
        placeholder={words.search}
        aria-label={words.searchLabel}
        aria-keyshortcuts="/"
        spellCheck={false}
        autoComplete="off"
        maxLength={200}
        onChange={(event) => onQuery(event.target.value)}
      />
      {query === '' && <Key name="/" />}
    </div>
  )
}
